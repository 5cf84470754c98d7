"""Default member initializers of a nested class are read where the classes around it end ([class.mem.general]/7).

Until there compilers say that the class has no default constructor (CWG1397), and a template that asks whether it has
one, and is instantiated before, keeps that answer.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from podcheck.cpp.qualified_names import all_arguments
from podcheck.model.facts import ClassFacts
from podcheck.model.functions import FunctionKind
from podcheck.model.problems import Location
from podcheck.model.reasons import roots, walk_up
from podcheck.model.type_refs import Key
from podcheck.model.verdicts import Reason
from podcheck.rules.engine import EvaluationContext, query
from podcheck.rules.reason_codes import LATE_INITIALIZERS, NO_VIABLE_FUNCTION, UNSATISFIED_CONSTRAINT
from podcheck.rules.special_members.declared import specials
from podcheck.rules.subobjects import members

_BY_AN_ANSWER = frozenset({NO_VIABLE_FUNCTION.code, UNSATISFIED_CONSTRAINT.code})
_DELETED = "explicitly-deleted"
_NO = re.compile(r"[<,] ?false[,>]")
"""A template argument that says no: what `Maybe<T, std::is_default_constructible_v<T>>` was instantiated with."""


def with_late_initializers(program: EvaluationContext, key: Key, unusable: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Return the reasons why this class can't be default-constructed, those that an answer led to with what led to it.

    `key` is of an instance of a template, an argument of which has the initializers; of others nothing changes.
    """
    answers = list(filter(_is_by_an_answer, roots(unusable)))
    late = _late_initializers(program, key) if answers else ()
    if not late:
        return unusable
    rebuilt: dict[int, Reason] = {}
    for reason in walk_up(unusable):
        because = tuple([rebuilt[id(cause)] for cause in reason.because])
        if any(reason is answer for answer in answers):
            because = late
        rebuilt[id(reason)] = replace(reason, because=because) if because else reason
    return tuple([rebuilt[id(reason)] for reason in unusable])


def _is_by_an_answer(root: Reason) -> bool:
    return root.code in _BY_AN_ANSWER or (root.code == _DELETED and _NO.search(root.message) is not None)


@query
def _late_initializers(program: EvaluationContext, key: Key) -> tuple[Reason, ...]:
    facts = program.classes[key]
    if facts.template is None:
        return ()
    mentioned = all_arguments(facts.name)
    return tuple(
        _reason(nested, program.classes[outer].name, place, facts.name)
        for nested, outer, place in _initialized_nested(program)
        if nested.name in mentioned and key in _parts_within(program, outer)
    )


def _reason(nested: ClassFacts, outer: str, place: Location, asking: str) -> Reason:
    message = (
        f"'{nested.name}' needs default member initializers, which are read at the end of '{outer}': "
        f"before that it counts as not default-constructible, and '{asking}' is needed there"
    )
    return LATE_INITIALIZERS.reason(message, place, nested.name)


@query
def _initialized_nested(program: EvaluationContext) -> tuple[tuple[ClassFacts, Key, Location], ...]:
    """Return the nested classes that need an initializer by default, the outermost class of each, and its place."""
    result = []
    for facts in program.classes.values():
        outer = _outermost(program, facts)
        place = _first_initializer(program, facts, outer) if outer != facts.key else None
        if place is not None:
            result.append((facts, outer, place))
    return tuple(result)


def _outermost(program: EvaluationContext, facts: ClassFacts) -> Key:
    while facts.parent in program.classes:
        facts = program.classes[facts.parent]
    return facts.key


def _first_initializer(program: EvaluationContext, facts: ClassFacts, outer: Key) -> Location | None:
    """Return where a default constructor that nobody has written needs an initializer that is read where `outer` ends.

    Its own, or one of a class within `outer` that its bases and members are of.
    """
    waiting, seen = [facts.key], {facts.key}
    while waiting:
        key = waiting.pop()
        defaults = specials(program, key, FunctionKind.DEFAULT_CONSTRUCTOR)
        if any(default.user_provided for default in defaults):
            continue
        for member in members(program, key):
            if member.initialized:
                return member.location
        parts = [program.classes[part] for part in program.classes[key].part_keys if part in program.classes]
        new = [part.key for part in parts if part.key not in seen and _outermost(program, part) == outer]
        waiting += new
        seen.update(new)
    return None


@query
def _parts_within(program: EvaluationContext, outer: Key) -> frozenset[Key]:
    """Return the classes of which the members and bases of this class are, and those of the classes nested in it."""
    return frozenset(
        part for facts in program.classes.values() if _outermost(program, facts) == outer for part in facts.part_keys
    )
