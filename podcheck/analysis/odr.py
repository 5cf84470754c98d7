"""The one-definition rule, [basic.def.odr]: a class that several files of a program have is the same in each of them.

It holds within a program. Which programs a file is part of, its build says; two files of which none is known are taken
for one program as far as a class of one header goes, if they are built with the same flags.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest

from podcheck.model.facts import ClassFacts, Origin, UnitFacts
from podcheck.model.made_of import written_parts
from podcheck.model.problems import Location
from podcheck.model.results import Finding, MadeOf, Related
from podcheck.model.subobjects import Field
from podcheck.model.traits import CxxStandard
from podcheck.model.type_refs import Key
from podcheck.paths import spell_file, without_places
from podcheck.policy.contracts.check import fingerprint

CODE = "odr-violation"
_EXTERNAL = "c:@"
"""How the key of a class begins that other files may name; that of another one begins with its file."""

Where = tuple[tuple[str, ...], tuple[str, ...], Location]
"""The programs that a definition is in; if none is known, the flags and the place, which no other definition has."""

ClassKey = tuple[Key, CxxStandard, str, str]
"""A class with the dialect, the target and the module: what is declared in one is another class than anywhere else."""

Parts = tuple[tuple[str, str], ...]
"""Names in their order, each with what else is known of it, which may be nothing."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a program can notice of a class, as text; the members of unnamed classes count as the class's own."""

    size: int | None
    """In bytes; None where it isn't known."""

    bases: Parts
    """Their types, and whether they are virtual."""

    members: Parts
    """Their names and types, with the width of a bit-field."""

    virtual_functions: Parts
    """Their names."""

    special_members: Parts
    """Those that are written, by their kind; none of an instance."""


@dataclass(slots=True)
class ClassDefinition:
    """One of the definitions of a class."""

    facts: ClassFacts
    shape: Shape
    files: dict[Where, str] = field(default_factory=dict)
    """The first file that has this definition, by program."""

    made_of: MadeOf = frozenset()
    """The written classes that an instance reaches: an instance of others is another class."""


@dataclass(slots=True)
class ClassDefinitions:
    """The definitions of each class that were met, for each dialect and target of the compiler."""

    known: dict[ClassKey, list[ClassDefinition]] = field(default_factory=dict)
    """The definitions that differ, by class."""

    seen: dict[tuple[int, CxxStandard, str], tuple[ClassFacts, ClassDefinition]] = field(default_factory=dict)
    """The definition by the identity of the facts, which many units share.

    The facts are kept with it, so that their identity stays their own.
    """

    reported: set[ClassKey] = field(default_factory=set)
    """The classes that have their finding already."""

    def violations(self, facts: UnitFacts) -> Iterator[Finding]:
        """Yield a finding for each class of the unit that a file of the same program defines differently, each once.

        A unit with an error is not compared: a class that names an unknown type has another shape there.
        """
        if any(problem.fatal for problem in facts.problems):
            return
        classes: dict[Key, ClassFacts] = {}
        parts: Mapping[Key, MadeOf] = {}
        modules = {
            spell_file(module.file): module.name.partition(":")[0] for module in facts.unit.modules if module.file
        }
        modules[facts.unit.file] = facts.unit.module
        for record in filter(_is_shared, facts.classes):
            key = (record.key, facts.std, facts.target, modules.get(record.location.file, ""))
            identity = (id(record), facts.std, facts.target)
            if identity in self.seen:
                definition = self.seen[identity][1]
            else:
                classes = classes or {class_facts.key: class_facts for class_facts in facts.classes}
                parts = parts or written_parts(facts.classes)
                made_of = parts.get(record.key, frozenset())
                definition = self._define(key, record, _shape(record, classes), made_of)
                if len(definition.shape.members) == len(record.fields):  # none is of an unnamed class, which may differ
                    self.seen[identity] = record, definition
            where = _where(facts, record)
            if where in definition.files:
                continue
            definition.files[where] = facts.unit.file
            if key not in self.reported and (result := self._other(key, definition, where)) is not None:
                self.reported.add(key)
                yield _finding(*result, record, definition.shape, facts.unit.file)

    def _define(self, key: ClassKey, record: ClassFacts, shape: Shape, made_of: MadeOf) -> ClassDefinition:
        definitions = self.known.setdefault(key, [])
        same = (definition for definition in definitions if definition.shape == shape)
        result = next((definition for definition in same if definition.made_of == made_of), None)
        if result is None:
            result = ClassDefinition(record, shape, made_of=made_of)
            definitions.append(result)
        return result

    def _other(self, key: ClassKey, definition: ClassDefinition, where: Where) -> tuple[ClassDefinition, str] | None:
        """Return another definition in one of the same programs, and a file that has it."""
        for other in self.known[key]:
            if other.shape != definition.shape and other.made_of == definition.made_of:
                for place, file in other.files.items():
                    if _is_one_program(place, where):
                        return other, file
        return None


def _is_shared(record: ClassFacts) -> bool:
    """Whether other files may have the class as well."""
    named = record.reported and record.key.startswith(_EXTERNAL) and "@aN" not in record.key
    return named and record.complete and not (record.local or record.closure or record.anonymous or record.dependent)


def _where(facts: UnitFacts, record: ClassFacts) -> Where:
    unit = facts.unit
    return (unit.programs, (), Location("")) if unit.programs else ((), unit.arguments, record.location.identity)


def _is_one_program(where: Where, other: Where) -> bool:
    if where[0] or other[0]:
        return not set(where[0]).isdisjoint(other[0])
    return where == other


def _shape(record: ClassFacts, classes: Mapping[Key, ClassFacts]) -> Shape:
    written = (
        [function for function in record.functions if not function.implicit] if record.origin is Origin.DECLARED else []
    )
    return Shape(
        record.size,
        tuple(
            (without_places(base.type.spelling), "virtual" if base.virtual else "not virtual") for base in record.bases
        ),
        tuple(_members(record, classes, "")),
        tuple((function.name, "") for function in record.virtual_functions),
        # Of an instance libclang shows those that were needed, which is another set in each file
        tuple((function.kind.value.replace("_", " "), "") for function in written),
    )


def _members(record: ClassFacts, classes: Mapping[Key, ClassFacts], scope: str) -> Iterator[tuple[str, str]]:
    """Yield the names and types of the members; behind one of an unnamed class the members of that."""
    for member in record.fields:
        yield f"{scope}{member.name}", _type(member)
        inner = classes.get(member.type.record or "")
        if inner is not None and (inner.anonymous or _is_unnamed(inner)):
            yield from _members(inner, classes, f"{scope}{member.name}." if member.name else scope)


def _is_unnamed(record: ClassFacts) -> bool:
    return record.name.endswith(")") and without_places(record.name) != record.name


def _type(member: Field) -> str:
    width = f" : {member.bit_width}" if member.bit_width is not None else ""
    return f"{without_places(member.type.spelling)}{width}"


def _finding(first: ClassDefinition, file: str, record: ClassFacts, shape: Shape, unit: str) -> Finding:
    before = first.facts
    where = "" if before.location.identity == record.location.identity else f", at {before.location}"
    here = unit if unit != file else f"{unit} built with other flags"
    how = "; ".join(_differences(first.shape, shape, file, here))
    message = f"'{record.name}' differs between {here} and {file}{where}: {how}"
    related = (Related(f"'{before.name}' is defined here", before.location),)
    return Finding(
        CODE, "error", message, record.location, record.name, None, (), fingerprint(CODE, record.name), related=related
    )  # fmt: skip


def _differences(first: Shape, other: Shape, file: str, unit: str) -> Iterator[str]:
    """Yield the first thing that differs, and the sizes if they do; `file` has the first one, `unit` the other."""
    for what, before, after in (
        ("base", first.bases, other.bases),
        ("member", first.members, other.members),
        ("virtual function", first.virtual_functions, other.virtual_functions),
        ("special member function", first.special_members, other.special_members),
    ):
        if before != after:
            yield _first_difference(what, before, after, file, unit)
            break
    if first.size != other.size:
        yield f"{_bytes(first.size)} in {file}, {_bytes(other.size)} in {unit}"


def _first_difference(what: str, before: Parts, after: Parts, file: str, unit: str) -> str:
    pairs = enumerate(zip_longest(before, after), 1)
    number, own, its = next((number, own, its) for number, (own, its) in pairs if own != its)
    for part, others, there, elsewhere in ((own, after, file, unit), (its, before, unit, file)):
        if part is not None and part[0] not in dict(others):
            return f"{what} '{part[0] or part[1]}' is in {there}, not in {elsewhere}"
    if own is None or its is None:
        part, there, elsewhere = (own, file, unit) if own is not None else (its, unit, file)
        return f"{what} {number} is in {there}, not in {elsewhere}" if part is not None else ""
    if own[0] == its[0]:
        return f"{what} {_quote(own[0]) or number} is '{own[1]}' in {file}, '{its[1]}' in {unit}"
    return f"{what} {number} is '{own[0] or own[1]}' in {file}, '{its[0] or its[1]}' in {unit}"


def _quote(name: str) -> str:
    return f"'{name}'" if name else ""


def _bytes(size: int | None) -> str:
    return "of unknown size" if size is None else f"{size} byte{'' if size == 1 else 's'}"
