"""The questions that stand behind a file, and what its parse answers to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from clang.cindex import Cursor, CursorKind
from msgspec.structs import replace

from podcheck.extract.census import DeclaredClasses, name_types
from podcheck.extract.class_table import ClassTable, parts, take_named
from podcheck.extract.classes.functions import read_function
from podcheck.extract.classes.reader import Reader
from podcheck.extract.libclang.cursors import definition, invalid, methods, raw_location, template_of
from podcheck.extract.libclang.typed_calls import kind_id
from podcheck.extract.parse import parse
from podcheck.extract.parse.parse import Parsed
from podcheck.extract.queries import planning, queries, virtual_bases
from podcheck.extract.queries.queries import Questions
from podcheck.model.facts import ClassFacts
from podcheck.model.functions import FunctionKind, MemberOperation, OverloadOutcome
from podcheck.model.traits import CxxStandard
from podcheck.model.type_refs import Key
from podcheck.model.units import Unit

_SPECIAL_NUMBERS = frozenset(
    kind.value for kind in (CursorKind.CONSTRUCTOR, CursorKind.DESTRUCTOR, CursorKind.CXX_METHOD)
)
_HIDDEN = re.compile(r"^'.*' is a (?:private|protected) member of ")
"""libclang complains about a private name, and goes on with the class."""

_ANSWERS = frozenset({CursorKind.TYPEDEF_DECL.value, CursorKind.ENUM_DECL.value})


def make_questions(collection: ClassTable, reader: Reader, std: CxxStandard, number: int) -> Questions:
    """Return what libclang is to be asked next; `number` counts the rounds from 0."""
    classes = collection.list_unsettled()
    uses: list[tuple[ClassFacts, frozenset[MemberOperation]]] = []
    force: list[ClassFacts] = []
    if std >= CxxStandard.CXX11:
        around = planning.survey(classes, plain=not collection.takes_no_const_object)
        uses = [
            (class_facts, more)
            for class_facts in (*classes, *collection.pending.values())
            if queries.askable(class_facts)
            and (
                more := planning.questions_about(class_facts, around)
                - collection.queried_operations.get(class_facts.key, frozenset())
            )
        ]
        force = [
            class_facts
            for class_facts in classes
            if class_facts.key not in collection.forced
            and queries.askable(class_facts)
            and queries.needs_forced_members(class_facts, parts(class_facts, collection.classes, collection.beneath))
        ]
    instantiate = {key: str(class_facts.spelling) for key, class_facts in collection.pending.items()}
    clauses = [
        (facts, index, clause)
        for key, of_class in reader.clauses.items()
        if (facts := collection.classes.get(key)) is not None and queries.askable(facts)
        for index, clause in of_class.items()
    ]
    reader.clauses.clear()
    written, collection.written = collection.written, ()
    unasked = [
        class_facts
        for class_facts in classes
        if class_facts.key not in collection.spread and queries.askable(class_facts)
    ]
    spread = (
        []
        if collection.pending
        else [
            query
            for facts in unasked
            if (query := virtual_bases.virtual_base_query(collection.classes, facts)) is not None
        ]
    )
    return Questions(number, instantiate, uses, force, clauses, written, spread)


def read_answers(parsed: Parsed, file: str, questions: Questions, reader: Reader, collection: ClassTable) -> None:
    """Take the new classes and the answers from the file that asked for them."""
    typedefs, values = _declarations_and_values(parsed, file)
    for key, name in questions.instantiated_names.items():
        del collection.pending[key]
        cursor = typedefs.get(name)
        record = definition(cursor.underlying_typedef_type.get_canonical()) if cursor is not None else None
        if record is None or values.get(f"{name}_s") is None or invalid(record):
            collection.given_up[key] = None if key in collection.doubtful else questions.instantiate[key]
        else:
            reader.reached[key] = record
    written = DeclaredClasses()
    for template_id_query, name in zip(questions.written, questions.written_names, strict=True):
        if name in typedefs and f"{name}_s" in values:
            census = DeclaredClasses()
            name_types(census, typedefs[name].underlying_typedef_type, set())
            collection.named_by[template_id_query] = tuple(census.named)
            written.named |= census.named
    take_named(written, reader, collection)
    answers = queries.outcomes(questions, values)
    for facts, uses in questions.uses:
        known = collection.classes.get(facts.key)
        if known is None or known.abstract != facts.abstract:
            continue  # it was asked for what its pattern is, which it is not
        collection.queried_operations[facts.key] = collection.queried_operations.get(facts.key, frozenset()) | uses
        outcomes = (*known.overload_answers, *answers[facts.key])
        collection.classes[facts.key] = replace(known, overload_answers=outcomes, overload_answers_with_access=outcomes)
    for key, index, satisfied, failed in queries.satisfied_constraints(questions, values):
        functions = list(collection.classes[key].functions)
        functions[index] = replace(functions[index], satisfied=satisfied, failed_part=failed)
        collection.classes[key] = replace(collection.classes[key], functions=tuple(functions))
    collection.spread |= {facts.key for facts, _ in questions.spread}
    virtual_bases.apply_offsets(collection.classes, virtual_bases.names(questions.round, questions.spread), typedefs)
    for key, name in questions.forced_names.items():
        collection.forced.add(key)
        cursor = typedefs.get(name)
        if cursor is not None:
            forced = _with_forced_members(cursor, reader)
            collection.classes[key] = replace(collection.classes[key], forced_deleted=forced)


def _declarations_and_values(parsed: Parsed, file: str) -> tuple[dict[str, Cursor], dict[str, int]]:
    """Return the typedefs and enumerators of a file of ours; those on a line with an error are left out."""
    spoilt = {
        fault.place.line
        for fault in parsed.faults
        if fault.place is not None and fault.place.file == file and not _HIDDEN.search(fault.message)
    }
    typedefs: dict[str, Cursor] = {}
    values: dict[str, int] = {}
    for top in parsed.unit.cursor.get_children():
        if kind_id(top) not in _ANSWERS:
            continue
        where, line, _, _ = raw_location(top)
        if where != file or line in spoilt:
            continue
        if kind_id(top) == CursorKind.TYPEDEF_DECL.value:
            typedefs[top.spelling] = top
        else:
            for constant in top.get_children():
                values[constant.spelling] = constant.enum_value
    return typedefs, values


def _with_forced_members(typedef: Cursor, reader: Reader) -> tuple[tuple[FunctionKind, bool], ...]:
    kind = typedef.underlying_typedef_type.get_canonical()
    result: dict[FunctionKind, bool] = {}
    for method in methods(kind, _SPECIAL_NUMBERS):
        function = read_function(method, template_of(method), reader.shapes, written=True)
        if function is not None and function.defaulted:
            result[function.kind] = function.compiler_deleted
    return tuple(result.items())


def ask_without_access(
    unit: Unit, text: Callable[[Sequence[Key]], bytes], collection: ClassTable, prefix: str | None = None
) -> bool:
    """Ask with access checking off, since whether what is selected is trivial does not depend on who asks.

    That flag needs a parse of its own, so it is only done where a class in question hides a function. `text` says what
    to parse, in which these classes are. Return whether that had no error.
    """
    classes = collection.list_unsettled()
    around = planning.survey(classes, plain=not collection.takes_no_const_object)
    queried = [each for each in classes if each.key in collection.queried_operations]
    unusable = {
        class_facts.key: {use for use, outcome in class_facts.overload_answers if outcome is OverloadOutcome.UNUSABLE}
        for class_facts in queried
    }
    uses = [
        (class_facts, planning.hidden_questions_about(class_facts, around) & unusable[class_facts.key])
        for class_facts in queried
    ]
    hidden = [(use, some) for use, some in uses if some]
    if not hidden:
        return True
    questions = Questions(0, {}, hidden)
    values: dict[str, int] = {}

    def listen(parsed: Parsed, file: str) -> str:
        values.update(_declarations_and_values(parsed, file)[1])
        return "" if file.endswith("_1") else queries.text(questions)

    parsed = parse.parse(
        unit, text([class_facts.key for class_facts, _ in hidden]), listen, "-fno-access-control", prefix=prefix
    )
    sound = isinstance(parsed, Parsed) and not any(not fault.round for fault in parsed.faults)
    if isinstance(parsed, Parsed):
        parsed.close()
    for key, pairs in queries.outcomes(questions, values).items():
        outcomes = tuple((dict(collection.classes[key].overload_answers) | dict(pairs)).items())
        collection.classes[key] = replace(collection.classes[key], overload_answers=outcomes)
    return sound
