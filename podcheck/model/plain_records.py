"""Structs as a parse of one language has them, C's too: types by their canonical names, sizes, offsets."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from podcheck.model.problems import Location


class PlainMember(Struct, frozen=True):
    """A member or bit-field."""

    name: str
    """Empty where it has none."""

    type: str
    canonical: str
    """The type without typedefs and without const and volatile."""

    location: Location
    size: int | None = None
    """The type's, in bytes; None where it has none."""

    align: int | None = None
    """What it must be aligned to, in bytes: the type's, or what `alignas` and packing make of it; None where its type
    has none."""

    own_align: int = 0
    """What `alignas` at the member itself says, in bytes; 0 where nothing does, -1 for a bit-field with an attribute,
    of which that can't be asked."""

    offset: int | None = None
    """In bits; None where it is not known."""

    bit_width: int | None = None
    """In bits; None for what is no bit-field."""

    record: str = ""
    """The key of the class that its type is; empty for an array of a class."""

    underlying: str = ""
    """The integer type behind an enumeration, else empty."""

    overlapping: bool = False
    """Whether it has `[[no_unique_address]]`."""

    @property
    def label(self) -> str:
        """`'length'`, or what it is where it has no name."""
        return f"'{self.name}'" if self.name else "(unnamed bit-field)" if self.bit_width is not None else "(anonymous)"


class PlainRecord(Struct, frozen=True):
    """A struct, class or union."""

    key: str
    name: str
    is_union: bool
    size: int
    """In bytes."""

    align: int
    """In bytes."""

    members: tuple[PlainMember, ...]
    """In the order of the declaration, of the one class of its hierarchy that has some."""

    location: Location


class PlainRecords(Struct, frozen=True):
    """The structs of one parse."""

    records: Mapping[str, PlainRecord]
    """All of them, by key."""

    wanted: tuple[PlainRecord | None, ...]
    """The types that were looked for; None where a name is no struct there."""


class MemberPair(Struct, frozen=True):
    """Two members that correspond."""

    first: PlainMember | None
    """None where the first class has no more members."""

    second: PlainMember | None
    """None where the second class has no more members."""

    difference: str = ""
    """Why they don't match; empty if they do."""

    clause: str = ""
    """The clause that `difference` breaks, else empty."""


class Compatibility(Struct, frozen=True):
    """How far two classes are layout-compatible."""

    pairs: tuple[MemberPair, ...]
    common: int
    """The number of members in their common initial sequence; 0 for unions, which have none."""

    compatible: bool
    """Whether they are layout-compatible."""

    why_not: str = ""
    """The obstacle that is not about one pair of members; empty where there is none."""

    clause: str = ""
    """The clause of `why_not`, else empty."""


class CompatibilityAnswer(Struct, frozen=True):
    """What a compiler says of two classes."""

    compatible: bool | None = None
    """Its `std::is_layout_compatible`; None where it has none."""

    standard_layout: tuple[bool, ...] = ()
    """Whether each of the two is standard-layout by it; empty where it said nothing."""


class CompatibilityMismatch(Struct, frozen=True):
    """An answer to `std::is_layout_compatible` that differs from podcheck's."""

    compiler: str
    """The compiler's name."""

    value: bool
    """Its answer."""

    known: str | None = None
    """The defect report or clause that explains it; None where nothing known does."""

    note: str = ""
    """Who does what, in words."""


class LanguageDifference(Struct, frozen=True):
    """What differs between C and C++ in one struct."""

    path: str
    """The path to the member that differs, `header.length` say; empty for the struct itself."""

    what: str
    """What differs, in words."""

    cxx: str
    """What C++ has there."""

    c: str
    """What C has there."""

    why: str = ""
    """The known cause; empty where none is known."""
