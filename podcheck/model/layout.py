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
    """What a part of an object is."""

    POINTER = "pointer"
    """A pointer that the compiler adds."""

    BASE = "base"
    VIRTUAL_BASE = "virtual-base"
    MEMBER = "member"
    BIT_FIELD = "bit-field"
    PADDING = "padding"
    """Bits without a value."""


class ObjectPart(Struct, frozen=True):
    """One part of an object."""

    kind: PartKind
    name: str
    """Of a member its name, empty where it has none; of a base its class; of a POINTER `vptr` or `vbptr`."""

    type: str
    offset: int | None
    """In bits from the start of the complete object; None where it is not known."""

    size: int | None
    """In bits; 0 for what is empty, None where it is not known. A base's is without its virtual bases, and without the
    padding at its end that others may use.
    """

    location: Location | None = None
    parts: tuple[ObjectPart, ...] = ()
    """Those of a class, or of an array's first element; their offsets are from the complete object's start too."""

    elements: int = 1
    """How many elements an array has, else 1."""

    tail: bool = False
    """Whether it is PADDING behind the last part."""

    anonymous: bool = False
    """Whether it is a union or struct without a name, whose members are the class's."""

    @property
    def end(self) -> int | None:
        """The first bit behind it; None where that is not known."""
        return None if self.offset is None or self.size is None else self.offset + self.size

    def walk(self, depth: int = 0) -> Iterator[tuple[int, ObjectPart]]:
        """Yield the part and all in it with their depths, outermost first."""
        yield depth, self
        for part in self.parts:
            yield from part.walk(depth + 1)


class AbiFact(Struct, frozen=True):
    """An answer of the target's C++ ABI."""

    name: str
    """Public and stable."""

    value: Truth
    reasons: tuple[Reason, ...] = ()
    """Why it is NO, or what an UNKNOWN depends on."""

    differs: tuple[Reason, ...] = ()
    """Where a compiler is known to answer otherwise, and why."""


class Layout(Struct, frozen=True):
    """One class as one target lays it out."""

    name: str
    kind: str
    """`struct`, `class`, `union` or `closure type`."""

    location: Location
    std: str
    """The dialect, such as `c++20`."""

    target: str
    """The LLVM triple."""

    size: int
    """In bytes."""

    align: int
    """In bytes."""

    parts: tuple[ObjectPart, ...]
    """In the order of their offsets."""

    padding: int | None
    """In bits, including that of bases and members and what an unnamed bit-field takes; None where something is
    missing.
    """

    data_size: int | None = None
    """In bytes, without the padding at the end; None where it is not known."""

    facts: tuple[AbiFact, ...] = ()
    """`trivial_for_calls`, `passed_in_registers` and `pod_for_layout`."""

    missing: tuple[str, ...] = ()
    """What could not be analysed."""

    measured: tuple[tuple[str, MeasuredLayout], ...] = ()
    """Each compiler's name with its sizes and offsets, where compilers were asked."""

    mismatches: tuple[LayoutMismatch, ...] = ()
    """The numbers in `measured` that differ from podcheck's."""

    calls: tuple[CompiledCall, ...] = ()
    """What compilers do with an object that is passed by value, where they were asked."""

    relocatable: AbiFact | None = None
    """Whether its bytes may be moved, which is no trait of the standard's."""

    def walk(self) -> Iterator[tuple[int, ObjectPart]]:
        """Yield all parts with their depths, from 0, in the order of the layout."""
        for part in self.parts:
            yield from part.walk()


class Order(Struct, frozen=True):
    """A better order of a class's members."""

    declarations: tuple[str, ...]
    """The members' declarations in that order."""

    saved: int
    """In bytes."""

    layout: Layout
    """The layout that the order gives."""

    notes: tuple[str, ...] = ()
    """What the programmer must mind."""
