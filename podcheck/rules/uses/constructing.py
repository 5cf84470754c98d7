"""What a default constructor does beyond what setting the bytes of an object does, as far as anyone has seen it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from podcheck.model.facts import ClassFacts
from podcheck.model.functions import Function, FunctionKind
from podcheck.model.type_refs import Key
from podcheck.model.use_sites import ConstructorDefinition
from podcheck.rules.engine import EvaluationContext, query
from podcheck.rules.uses.object_bytes import contained_classes
from podcheck.rules.uses.requirement import SkippedConstructors, Unmet, UnseenConstructor

Definitions = Callable[[UnseenConstructor], Sequence[ConstructorDefinition]]
"""The definitions of a default constructor in the files of a run."""

_CONSTRUCTORS = (
    FunctionKind.DEFAULT_CONSTRUCTOR,
    FunctionKind.COPY_CONSTRUCTOR,
    FunctionKind.MOVE_CONSTRUCTOR,
    FunctionKind.OTHER_CONSTRUCTOR,
)


def list_written_constructors(facts: ClassFacts) -> list[Function]:
    """Return the constructors that the class declares itself."""
    return [function for function in facts.functions if function.kind in _CONSTRUCTORS and not function.implicit]


def list_default_constructors(facts: ClassFacts) -> list[Function]:
    """Return the default constructors, written or not."""
    return [function for function in facts.functions if function.kind is FunctionKind.DEFAULT_CONSTRUCTOR]


def made_without_arguments(program: EvaluationContext, key: Key) -> bool:
    """Whether it has a default constructor, written or not."""
    written = list_written_constructors(program.classes[key])
    default = [function for function in written if function.kind is FunctionKind.DEFAULT_CONSTRUCTOR]
    return any(not function.deleted for function in default) if default else not written


@query
def constructs_nothing(
    program: EvaluationContext, key: Key, zeros: bool, unseen: bool, without: frozenset[str] = frozenset()
) -> bool:
    """Whether its default constructor is written with an empty body, or not at all, and so are those of its parts.

    With `zeros` it may also set members to zero. With `unseen` one that another file defines is taken for such a one.
    The members named in `without` are of no interest.
    """
    facts = program.classes.get(key)
    if facts is None or facts.inherited_constructors or not made_without_arguments(program, key):
        return False
    done = all(
        function.empty
        or (zeros and (function.zeros or (function.values and without.issuperset(function.values))))
        or (unseen and function.elsewhere)
        or not function.user_provided
        for function in list_default_constructors(facts)
    )
    fields = [field for field in facts.fields if not field.name or field.name not in without]
    if not done or any(field.has_initializer and not (zeros and field.zero_initializer) for field in fields):
        return False
    parts = (*(base.type for base in facts.bases), *(field.type for field in fields))
    return all(constructs_nothing(program, part.record, zeros, unseen) for part in parts if part.record is not None)


def skipped_constructors(
    program: EvaluationContext, key: Key, what: str, zeros: bool, without: frozenset[str]
) -> SkippedConstructors | None:
    """Return the constructors that other files define, where they alone decide whether a value is lost.

    `what` is what is done, with the class's name; the members named in `without` are of no interest.
    """
    if not constructs_nothing(program, key, zeros, True, without):
        return None
    whole = program.classes[key]
    within = [base.type.record for base in whole.bases]
    within += [field.type.record for field in whole.fields if not field.name or field.name not in without]
    inside = set().union(*(contained_classes(program, part) for part in within if part is not None))
    parts = (key, *sorted(inside - {key}))
    known = [facts for part in parts if (facts := program.classes.get(part)) is not None]
    unseen = [
        UnseenConstructor(facts.key, facts.location, facts.name, facts.key != key)
        for facts in known
        if _is_elsewhere(facts)
    ]
    return SkippedConstructors(what, zeros, without, tuple(unseen))


def _is_elsewhere(facts: ClassFacts) -> bool:
    return any(function.elsewhere for function in facts.functions)


def find_lost(program: EvaluationContext, key: Key, zeros: bool, without: frozenset[str]) -> str:
    """Return which value is lost, to go behind a sentence; "" where that is not plain.

    The object's members named in `without` are of no interest.
    """
    waiting, seen = [key], {key}
    while waiting:
        facts = program.classes.get(waiting.pop(0))
        if facts is None:
            continue
        owner = facts.name if facts.key != key else ""
        left_out = without if not owner else frozenset()
        value = next((function.value for function in facts.functions if function.value), "")
        if value and value.partition("(")[0].partition("=")[0].strip() not in left_out:
            return _lost_value(value, owner)
        for field in facts.fields:
            if field.name not in left_out and field.has_initializer and not (zeros and field.zero_initializer):
                return f": the initial value of '{field.name}'{_of(owner)} is lost"
        waiting += [part for part in facts.part_keys if part not in seen]
        seen.update(facts.part_keys)
    return ""


def say_more(what: str, lost: str) -> str:
    """Return the message on a constructor that surely does more."""
    return f"{what}, whose default constructor does more{lost}"


def decide_skipped(unmet: Unmet, definitions: Definitions) -> Unmet | None:
    """Return what is left of a use that skips constructors of other files, now that these files were read.

    Nothing is left where all of them set no more than the use does; where nobody has read one, it stays as it is.
    """
    skipped = unmet.fault.skipped
    if skipped is None:
        return unmet
    unseen = False
    for constructor in skipped.constructors:
        known = definitions(constructor)
        without = skipped.without if not constructor.owner else frozenset()
        more = [text for text in known if not _does_nothing(text, skipped.zeros, without)]
        if more:
            value = next((text.value for text in more if text.value), "")
            message = say_more(skipped.what, _lost_value(value, constructor.owner) if value else "")
            return replace(unmet, fault=replace(unmet.fault, message=message, skipped=None))
        unseen = unseen or not known
    return unmet if unseen else None


def _does_nothing(text: ConstructorDefinition, zeros: bool, without: frozenset[str]) -> bool:
    return text.empty or (zeros and (text.zeros or (bool(text.values) and without.issuperset(text.values))))


def _lost_value(value: str, owner: str) -> str:
    return f": `{value}`{_of(owner)} is lost"


def _of(owner: str) -> str:
    return f" of '{owner}'" if owner else ""
