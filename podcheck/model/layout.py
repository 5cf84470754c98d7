"""Where the parts of an object lie, as one target lays it out. Offsets and sizes are in bits, as bit-fields ask."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from msgspec import Struct

from podcheck.model.measured import LayoutMismatch, MeasuredLayout
from podcheck.model.passing import CompiledCall
from podcheck.model.problems import Location
from podcheck.model.traits import Truth
from podcheck.model.verdicts import Reason

BITS = 8


class PartKind(Enum):
    """What a part is; PADDING carries no value, POINTER is one that the compiler adds."""

    POINTER = "pointer"
    BASE = "base"
    VIRTUAL_BASE = "virtual-base"
    MEMBER = "member"
    BIT_FIELD = "bit-field"
    PADDING = "padding"


class ObjectPart(Struct, frozen=True):
    """One part of an object.

    `name`: of a member, empty where it has none; of a base its class; of a POINTER `vptr` or `vbptr`.
    `offset`: from the start of the complete object, None where it is not known. `size`: of a base without the padding
    at its end that others may use and without its virtual bases; None where it is not known; 0 of what is empty.
    `parts`: of a class type, of an array's first element; their offsets are from the complete object's start too.
    `elements`: how many an array has, else 1. `tail`: PADDING behind the last part. `anonymous`: a union or struct
    without name, whose members are the class's.
    """

    kind: PartKind
    name: str
    type: str
    offset: int | None
    size: int | None
    location: Location | None = None
    parts: tuple[ObjectPart, ...] = ()
    elements: int = 1
    tail: bool = False
    anonymous: bool = False

    @property
    def end(self) -> int | None:
        """The first bit behind it; None where that is not known."""
        return None if self.offset is None or self.size is None else self.offset + self.size

    def walk(self, depth: int = 0) -> Iterator[tuple[int, ObjectPart]]:
        """The part and all in it with their depths, outermost first."""
        yield depth, self
        for part in self.parts:
            yield from part.walk(depth + 1)


class AbiFact(Struct, frozen=True):
    """An answer of the target's C++ ABI: `name` is public; `reasons` of a NO, or what an UNKNOWN hangs on.

    `differs`: where a compiler is known to answer otherwise, and why.
    """

    name: str
    value: Truth
    reasons: tuple[Reason, ...] = ()
    differs: tuple[Reason, ...] = ()


class Layout(Struct, frozen=True):
    """One class as one target lays it out.

    `std`: the dialect, such as `c++20`. `size`, `align`: in bytes. `data_size`: in bytes, without the padding at the
    end; None where it is not known. `padding`: in bits, that of bases and members included, what an unnamed bit-field
    takes too, None where something is missing. `parts`: in the order of their offsets. `facts`: `trivial_for_calls`,
    `passed_in_registers` and `pod_for_layout`. `missing`: what could not be analysed. `measured`: the sizes and offsets
    of compilers, by their names, where they were asked, and `mismatches`: which of these are others. `calls`: what they
    do with an object that is passed by value, where they were asked. `relocatable`: whether its bytes may be moved,
    which is no trait of the standard's.
    """

    name: str
    kind: str
    location: Location
    std: str
    target: str
    size: int
    align: int
    parts: tuple[ObjectPart, ...]
    padding: int | None
    data_size: int | None = None
    facts: tuple[AbiFact, ...] = ()
    missing: tuple[str, ...] = ()
    measured: tuple[tuple[str, MeasuredLayout], ...] = ()
    mismatches: tuple[LayoutMismatch, ...] = ()
    calls: tuple[CompiledCall, ...] = ()
    relocatable: AbiFact | None = None

    def walk(self) -> Iterator[tuple[int, ObjectPart]]:
        """All parts with their depths, from 0, in the order of the layout."""
        for part in self.parts:
            yield from part.walk()


class Order(Struct, frozen=True):
    """A better order of a class's members: their declarations as they would stand, and the layout that this gives.

    `saved`: bytes. `notes`: what the programmer must mind.
    """

    declarations: tuple[str, ...]
    saved: int
    layout: Layout
    notes: tuple[str, ...] = ()
