"""The one-definition rule, [basic.def.odr]: a class that several files have is the same class in each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from podcheck.model.facts import ClassFacts, Key, Origin, UnitFacts
from podcheck.model.paths import without_places
from podcheck.model.results import Finding, Related
from podcheck.model.traits import CxxStandard
from podcheck.policy.keeping import fingerprint

CODE = "odr-violation"
_EXTERNAL = "c:@"
"""How the key of a class begins that other files may name; that of another one begins with its file."""


@dataclass(slots=True)
class Definitions:
    """The first definition of each class that was met, for each dialect and target, with its unit's file."""

    first: dict[tuple[Key, CxxStandard, str], tuple[ClassFacts, str]] = field(default_factory=dict)
    told: set[tuple[Key, CxxStandard, str]] = field(default_factory=set)

    def violations(self, facts: UnitFacts) -> Iterator[Finding]:
        """What in the unit is not as it was in one before, each class once."""
        for one in facts.classes:
            if not one.reported or not _is_shared(one):
                continue
            key = (one.key, facts.std, facts.target)
            first, file = self.first.setdefault(key, (one, facts.unit.file))
            if first is not one and key not in self.told and (how := _difference(first, one)):
                self.told.add(key)
                yield _finding(first, one, file, facts.unit.file, how)


def _is_shared(one: ClassFacts) -> bool:
    named = one.key.startswith(_EXTERNAL) and "@aN" not in one.key
    return named and one.complete and not (one.local or one.closure or one.anonymous or one.dependent)


def _difference(first: ClassFacts, other: ClassFacts) -> str:
    """How the two differ, as far as a program can notice; nothing if they don't."""
    if first is other:
        return ""
    for what, one, two in (
        ("its size is", first.size, other.size),
        ("its bases are", _bases(first), _bases(other)),
        ("its members are", _members(first), _members(other)),
        ("its virtual functions are", _virtuals(first), _virtuals(other)),
        ("its special member functions are", _written(first), _written(other)),
    ):
        if one != two:
            return f"{what} {one or 'none'} there and {two or 'none'} here"
    return ""


def _bases(one: ClassFacts) -> str:
    return ", ".join(("virtual " if base.virtual else "") + without_places(base.type.spelling) for base in one.bases)


def _members(one: ClassFacts) -> str:
    return ", ".join(f"{without_places(field.type.spelling)} {field.name}".strip() for field in one.fields)


def _virtuals(one: ClassFacts) -> str:
    return ", ".join(function.name for function in one.virtual_functions)


def _written(one: ClassFacts) -> str:
    """Of an instance libclang shows those that were needed, which is another set in each file."""
    if one.origin is not Origin.DECLARED:
        return ""
    return ", ".join(function.kind.value.replace("_", " ") for function in one.functions if not function.implicit)


def _finding(first: ClassFacts, other: ClassFacts, file: str, unit: str, how: str) -> Finding:
    where = "" if first.location == other.location else f", at {first.location}"
    message = f"'{other.name}' is another class in {unit} than in {file}{where}: {how}"
    related = (Related(f"'{first.name}' is defined here", first.location),)
    return Finding(
        CODE, "error", message, other.location, other.name, None, (), fingerprint(CODE, other.name), related=related
    )  # fmt: skip
