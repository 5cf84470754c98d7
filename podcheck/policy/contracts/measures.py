"""Whether a class has the size, alignment and offsets that are asked for: podcheck's, each compiler's, or all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from podcheck.model.contracts import Authority, Measure, MeasureDemand, OffsetDemand
from podcheck.model.layout import BITS, Layout, ObjectPart, PartKind
from podcheck.model.measured import LayoutMismatch, MeasuredLayout
from podcheck.model.results import Record


class UnmetMeasure(Struct, frozen=True):
    """A class that lacks a size, alignment or offset."""

    message: str
    """What is said of it."""

    identity: str
    """The number that it has instead, for the fingerprint."""


def unmet_measure(
    record: Record, demand: MeasureDemand | OffsetDemand, authority: Authority, place: str
) -> UnmetMeasure | None:
    """Return what is wrong, or None.

    `place`: where it is required; empty where the command line does.
    """
    name = record.facts.name
    required = f"{place} requires {demand}" if place else f"{demand} is required"
    if isinstance(demand, OffsetDemand) and (why := _without_offset(record.layout, demand.member)):
        return UnmetMeasure(f"'{name}' {why}; {required}", f"{demand}: None")
    ours = _own(record, demand)
    theirs = list(_compilers_values(record, demand))
    against = [(compiler, value) for compiler, value in theirs if not demand.holds(value)]
    if authority is not Authority.COMPILERS and ours is None:
        return UnmetMeasure(f"{required}, and what '{name}' has could not be decided", f"{demand}: None")
    if authority is not Authority.COMPILERS and ours is not None and not demand.holds(ours):
        otherwise = [f"{compiler}: {value}" for compiler, value in theirs if demand.holds(value)]
        also = f" ({', '.join(otherwise)}: {_known(record, theirs)})" if otherwise else ""
        return UnmetMeasure(f"'{name}' {_has(demand, ours)}; {required}{also}", f"{demand}: {ours}")
    if authority is not Authority.STANDARD and against:
        who = " and ".join(compiler for compiler, _ in against)
        value = against[0][1]
        differs = ours is not None and ours != value
        also = f" (podcheck has {ours}: {_known(record, against)})" if differs else ""
        return UnmetMeasure(f"'{name}' {_has(demand, value)} by {who}; {required}{also}", f"{demand}: {value}")
    if authority is not Authority.STANDARD and record.answers and not theirs:
        note = next((answer.note for answer in record.answers if answer.note), "none of them was asked, or answered")
        message = f"{required}, and what '{name}' has could not be decided by the compilers: {note}"
        return UnmetMeasure(message, f"{demand}: None")
    return None


def padded_by_compilers(record: Record) -> Iterator[tuple[str, int]]:
    """Yield the compilers by whose layout the class has padding, with how many bits.

    What its members hold is as much in every layout, so that another size is more or less padding.
    """
    layout = record.layout
    if layout is None or layout.padding is None:
        return
    for answer in record.answers:
        if answer.layout is not None:
            padding = layout.padding + (answer.layout.size - layout.size) * BITS
            if padding > 0:
                yield answer.compiler, padding


def _own(record: Record, demand: MeasureDemand | OffsetDemand) -> int | None:
    if isinstance(demand, OffsetDemand):
        return offset_of_member(record.layout, demand.member)
    return record.facts.size if demand.measure is Measure.SIZE else record.facts.align


def _compilers_values(record: Record, demand: MeasureDemand | OffsetDemand) -> Iterator[tuple[str, int]]:
    for answer in record.answers:
        value = None if answer.layout is None else _of(answer.layout, demand)
        if value is not None:
            yield answer.compiler, value


def _of(layout: MeasuredLayout, demand: MeasureDemand | OffsetDemand) -> int | None:
    if isinstance(demand, OffsetDemand):
        return layout.members.get(demand.member)
    return layout.size if demand.measure is Measure.SIZE else layout.align


def offset_of_member(layout: Layout | None, member: str) -> int | None:
    """Return where the member lies, in bytes; None where there is none of that name that begins with a byte."""
    result = [part for part in _members(layout.parts if layout is not None else ()) if part.name == member]
    offset = result[0].offset if result else None
    return None if offset is None or offset % BITS else offset // BITS


def _without_offset(layout: Layout | None, member: str) -> str:
    """Return why a class whose layout is known has no such offset; empty where it has one."""
    if layout is None:
        return ""
    result = [part for part in _members(layout.parts) if part.name == member]
    if result:
        return ""
    bits = any(part.kind is PartKind.BIT_FIELD and part.name == member for part in layout.parts)
    return f"has '{member}' as a bit-field, which has no offset" if bits else f"has no member '{member}' of its own"


def _members(parts: Iterable[ObjectPart]) -> Iterator[ObjectPart]:
    for part in parts:
        if part.kind is PartKind.MEMBER:
            yield part
            if part.anonymous:
                yield from _members(part.parts)


def _has(demand: MeasureDemand | OffsetDemand, value: int) -> str:
    if isinstance(demand, OffsetDemand):
        return f"has '{demand.member}' at {value}"
    return f"is {_bytes(value)}" if demand.measure is Measure.SIZE else f"is aligned to {_bytes(value)}"


def _known(record: Record, theirs: Iterable[tuple[str, int]]) -> str:
    compilers = {compiler for compiler, _ in theirs}
    return known_layouts(mismatch for mismatch in record.layout_mismatches if mismatch.compiler in compilers)


def known_layouts(mismatches: Iterable[LayoutMismatch]) -> str:
    """Return what explains them, in words."""
    return (
        ", ".join(dict.fromkeys(mismatch.known for mismatch in mismatches if mismatch.known))
        or "nothing known explains it"
    )


def _bytes(count: int) -> str:
    return f"{count} byte{'' if count == 1 else 's'}"
