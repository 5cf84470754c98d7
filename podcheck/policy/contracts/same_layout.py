"""Where a class is laid out otherwise on another target: the first difference, with both numbers and its member."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from msgspec import Struct

from podcheck.model.layout import BITS, Layout, ObjectPart, PartKind
from podcheck.model.problems import Location
from podcheck.model.verdicts import Reason

CODE = "broken-layout-contract"


class Difference(Struct, frozen=True):
    """What differs first between two layouts."""

    message: str = ""
    """Empty where nothing differs."""

    reasons: tuple[Reason, ...] = ()
    """The member or base that differs; empty where nothing does."""


class _Targets(Struct, frozen=True):
    """The names of the two targets."""

    here: str
    there: str


def compare_layouts(here: Layout, there: Layout, target: str) -> Difference | None:
    """Return what differs first, in the order of the members; None where something of either is not known.

    `target`: the name of the second one.
    """
    if not (_is_known(here) and _is_known(there)):
        return None
    targets = _Targets(here.target, target)
    reason = _first(here.parts, there.parts, "", here.location, targets)
    sizes = [
        (word, ours, theirs)
        for word, ours, theirs in (("has", here.size, there.size), ("is aligned to", here.align, there.align))
        if ours != theirs
    ]
    if sizes:
        word, ours, theirs = sizes[0]
        message = f"{word} {_bytes(ours)} for {targets.here} and {_bytes(theirs)} for {targets.there}"
        return Difference(message, (reason or _reason(f"'{here.name}' {message}", here.location, here.name),))
    if reason is not None:
        return Difference(f"is laid out differently for {targets.here} than for {targets.there}", (reason,))
    return Difference()


def _is_known(layout: Layout) -> bool:
    return not layout.missing and all(part.end is not None for _, part in layout.walk())


def _first(
    ours: Sequence[ObjectPart], theirs: Sequence[ObjectPart], path: str, place: Location, targets: _Targets
) -> Reason | None:
    """Return the first of these parts that is elsewhere, or of another size, or that the other has not."""
    pairs = zip_longest(_of_the_source(ours), _of_the_source(theirs))
    return next((reason for pair, other in pairs if (reason := _differing(pair, other, path, place, targets))), None)


def _of_the_source(parts: Sequence[ObjectPart]) -> list[ObjectPart]:
    """Return the bases and members, and the pointers that the compiler adds, with those of each offset in one order."""
    named = [part for part in parts if part.kind is not PartKind.PADDING and (part.name or part.anonymous)]
    return sorted(named, key=lambda part: (part.kind is PartKind.POINTER, _line(part), part.name))


def _line(part: ObjectPart) -> tuple[str, int, int]:
    place = part.location or Location("")
    return place.file, place.line, place.column


def _differing(
    own: ObjectPart | None, other: ObjectPart | None, path: str, place: Location, targets: _Targets
) -> Reason | None:
    part = own or other
    if part is None:
        return None
    name = f"{path}{part.name}" if part.name else path.removesuffix(".") or "(anonymous)"
    where = part.location or place
    if own is None or other is None or (own.name, own.kind) != (other.name, other.kind):
        has, lacks = (targets.here, targets.there) if own is not None else (targets.there, targets.here)
        return _reason(f"{_noun(part)} '{name}' is there for {has}, and not for {lacks}", where, name)
    if own.offset != other.offset:
        ours, theirs = _amount(own.offset), _amount(other.offset)
        message = f"{_noun(part)} '{name}' is at {ours} for {targets.here} and at {theirs} for {targets.there}"
        return _reason(message, where, name)
    inner = f"{path}{part.name}." if part.kind is PartKind.MEMBER and part.name else path
    if part.kind in (PartKind.BASE, PartKind.VIRTUAL_BASE):
        inner = f"{path}{part.name}::"
    reason = _first(own.parts, other.parts, inner, where, targets)
    if own.size == other.size:
        return reason
    ours, theirs = _amount(own.size), _amount(other.size)
    message = f"{_noun(part)} '{name}' takes {ours} for {targets.here} and {theirs} for {targets.there}"
    return Reason(CODE, message, "", where, name, (reason,) if reason is not None else ())


def _noun(part: ObjectPart) -> str:
    return {PartKind.BASE: "base", PartKind.VIRTUAL_BASE: "virtual base", PartKind.POINTER: "pointer"}.get(
        part.kind, "member"
    )


def _reason(message: str, place: Location, subject: str) -> Reason:
    return Reason(CODE, message, "", place, subject)


def _amount(bits: int | None) -> str:
    assert bits is not None
    return _bytes(bits // BITS) if bits % BITS == 0 else f"{bits} bits"


def _bytes(count: int) -> str:
    return f"{count} byte{'' if count == 1 else 's'}"
