"""Why a class has padding: one reason for each gap, in the class itself or in what it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from podcheck.model.layout import BITS, ObjectPart, PartKind
from podcheck.model.problems import Location
from podcheck.model.results import Record
from podcheck.model.verdicts import Reason

_EXTENTS = re.compile(r"(?<!\])(?:\[\d*\])+$")
_CLAUSE = "[basic.types.general]/4"
"""Bits of the object representation that are not part of the value representation are padding bits."""


def padding(record: Record) -> tuple[Reason, ...] | None:
    """Return a reason for each gap; nothing where there is none, None where that isn't known."""
    layout = record.layout
    if layout is None:
        return None
    result = tuple(_gaps(layout.parts, layout.name, layout.location))
    return result if result or not (layout.padding or layout.missing) else None


def _gaps(parts: Sequence[ObjectPart], owner: str, place: Location) -> Iterator[Reason]:
    before = ""
    for part in parts:
        if part.kind is PartKind.PADDING or (part.kind is PartKind.BIT_FIELD and not part.name):
            where = f"at the end of '{owner}'" if part.tail else f"after {before}" if before else f"in '{owner}'"
            yield Reason("padding", f"{_amount(part.size)} of padding {where}", _CLAUSE, place, before or owner)
        else:
            place = part.location or place
            before = f"'{part.name}'" if part.name else ""
            yield from _gaps(part.parts, _EXTENTS.sub("", part.type), place)


def _amount(bits: int | None) -> str:
    if bits is None:
        return "some bits"
    whole = bits % BITS == 0
    count = bits // BITS if whole else bits
    return f"{count} {'byte' if whole else 'bit'}{'' if count == 1 else 's'}"
