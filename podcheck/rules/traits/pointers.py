"""What in an object points, at any depth: what makes its bytes useless in another process, or in a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from podcheck.model.facts import ClassFacts
from podcheck.model.subobjects import Field
from podcheck.model.type_refs import Key, TypeKind, TypeRef
from podcheck.model.verdicts import Reason
from podcheck.rules.abi.sizes import pointers
from podcheck.rules.engine import EvaluationContext
from podcheck.rules.reason_codes import POINTER_INSIDE
from podcheck.rules.special_members.virtual import virtual_base, virtual_function

_REFERENCES = (TypeKind.LVALUE_REFERENCE, TypeKind.RVALUE_REFERENCE)
_UNKNOWN = (TypeKind.DEPENDENT,)


@dataclass(slots=True)
class _Search:
    """What a search for pointers has met so far."""

    program: EvaluationContext
    reasons: list[Reason] = field(default_factory=list)
    """One for each thing that points."""

    sure: bool = True
    """Whether nothing else can point."""

    seen: set[Key] = field(default_factory=set)
    """The classes that were looked at, each once, by the first way that leads to it."""


def pointers_inside(program: EvaluationContext, key: Key) -> tuple[Reason, ...] | None:
    """Return a reason for each thing in an object of the class that points; None where there may be one.

    Pointers count, to functions and members too, references, and the pointers that the compiler adds for virtual
    functions and virtual bases. A `std::nullptr_t` leads nowhere; that a number is an address is not seen.
    """
    search = _Search(program)
    waiting = [(key, "")]
    while waiting:
        current, path = waiting.pop()
        if current in search.seen:
            continue
        search.seen.add(current)
        facts = program.classes.get(current)
        if facts is None or not facts.complete or (facts.closure and not facts.captureless):
            search.sure = False  # what a closure holds is left open
        if facts is None or not facts.complete:
            continue
        _add_hidden(search, facts, path)
        waiting += reversed(list(_parts(search, facts, path)))
    return tuple(search.reasons) if search.reasons or search.sure else None


def _add_hidden(search: _Search, facts: ClassFacts, path: str) -> None:
    """Note the pointers that the compiler adds to the class itself; to one of its bases, the base has them."""
    program = search.program
    added = pointers(program, facts.key)
    if added is None:
        search.sure = False
        return
    where = f"'{path.rstrip('.:')}'" if path else f"an object of '{facts.name}'"
    for pointer in added:
        by_base = pointer.name == "vbptr" or virtual_function(program, facts.key) is None
        cause = virtual_base(program, facts.key) if by_base else virtual_function(program, facts.key)
        purpose = "its virtual bases" if by_base else "its virtual functions"
        message = f"{where} holds a pointer to the table of {purpose}"
        if cause is not None:
            message = f"{message}: {cause.message}"
        place = cause.location if cause is not None else facts.location
        search.reasons.append(POINTER_INSIDE.reason(message, place, path.rstrip(".:") or facts.name))


def _parts(search: _Search, facts: ClassFacts, path: str) -> Iterator[tuple[Key, str]]:
    """Yield the classes of the bases and members, with the way to each; note the members that point."""
    for base in facts.bases:
        yield from _class_of(search, base.type, f"{path}{base.type.spelling}::")
    for member in facts.fields:
        if not member.unnamed_bit_field and 0 not in member.type.extents:
            yield from _member(search, facts, member, path)


def _member(search: _Search, facts: ClassFacts, member: Field, path: str) -> Iterator[tuple[Key, str]]:
    way = f"{path}{member.name}" if member.name else path.removesuffix(".")
    kind = member.type
    if kind.kind is TypeKind.CLASS:
        yield from _class_of(search, kind, f"{way}." if member.name else path)
    elif kind.kind in _UNKNOWN or kind.points is None:
        search.sure = False
    elif kind.kind is TypeKind.POINTER or kind.kind in _REFERENCES or kind.points:
        what = _what(kind)
        search.reasons.append(POINTER_INSIDE.reason(f"member '{way or facts.name}' is {what}", member.location, way))


def _class_of(search: _Search, kind: TypeRef, path: str) -> Iterator[tuple[Key, str]]:
    if kind.record is None:
        search.sure = False
    else:
        yield kind.record, path


def _what(kind: TypeRef) -> str:
    if kind.kind in _REFERENCES:
        return "a reference"
    if kind.kind is not TypeKind.POINTER:
        return "an atomic pointer"
    return "an array of pointers" if kind.extents else "a pointer"
