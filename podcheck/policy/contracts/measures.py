"""Whether a class has the size, alignment and offsets that are asked for: podcheck's, each compiler's, or all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from podcheck.model.contracts import Authority, Measure, MeasureDemand, OffsetDemand
from podcheck.model.facts import ClassFacts
from podcheck.model.layout import BITS
from podcheck.model.measured import LayoutMismatch, MeasuredLayout
from podcheck.model.results import Record
from podcheck.model.type_refs import Key
from podcheck.policy.contracts.member_places import MemberPlace, NoOffset, find_member


class UnmetMeasure(Struct, frozen=True):
    """A class that lacks a size, alignment or offset."""

    message: str
    """What is said of it."""

    identity: str
    """The number that it has instead, for the fingerprint."""


class UnitRecords(Struct, frozen=True):
    """What is known of a unit's classes, by key."""

    classes: Mapping[Key, ClassFacts]
    """All of them, those that are not reported too."""

    records: Mapping[Key, Record]
    """The reported ones."""


def unmet_measure(
    record: Record, demand: MeasureDemand | OffsetDemand, authority: Authority, place: str, unit: UnitRecords
) -> UnmetMeasure | None:
    """Return what is wrong, or None.

    `place`: where it is required; empty where the command line does.
    """
    name = record.facts.name
    required = f"{place} requires {demand}" if place else f"{demand} is required"
    if isinstance(demand, OffsetDemand):
        member = find_member(record.facts, demand.member, unit.classes)
        if isinstance(member, NoOffset):
            return UnmetMeasure(f"'{name}' {member.why}; {required}", f"{demand}: None")
        ours = member.offset
        theirs = list(_list_offsets(record, demand.member, member, unit))
    else:
        ours = _own(record, demand)
        theirs = list(_list_sizes(record, demand))
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


def _own(record: Record, demand: MeasureDemand) -> int | None:
    return record.facts.size if demand.measure is Measure.SIZE else record.facts.align


def _list_sizes(record: Record, demand: MeasureDemand) -> Iterator[tuple[str, int]]:
    for answer in record.answers:
        if answer.layout is not None:
            yield answer.compiler, answer.layout.size if demand.measure is Measure.SIZE else answer.layout.align


def _list_offsets(record: Record, name: str, member: MemberPlace, unit: UnitRecords) -> Iterator[tuple[str, int]]:
    for answer in record.answers:
        value = _sum_offset(answer.compiler, name, member, unit)
        if value is not None:
            yield answer.compiler, value


def _sum_offset(compiler: str, name: str, member: MemberPlace, unit: UnitRecords) -> int | None:
    """Return the member's offset by a compiler: those of the bases on the way to it, and its own in the last one.

    A base that is not virtual lies at the same offset in whatever object its derived class is part of.
    """
    total = 0
    for key, base in (*member.bases, (member.owner, "")):
        layout = _find_layout(unit.records.get(key), compiler)
        value = None if layout is None else layout.bases.get(base) if base else layout.members.get(name)
        if value is None:
            return None
        total += value
    return total


def _find_layout(record: Record | None, compiler: str) -> MeasuredLayout | None:
    answers = record.answers if record is not None else ()
    return next((answer.layout for answer in answers if answer.compiler == compiler), None)


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
