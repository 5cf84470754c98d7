"""Structs as a parse of one language has them, C's too: types by their canonical names, sizes, offsets."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from podcheck.model.problems import Location


class PlainMember(Struct, frozen=True):
    """A member or bit-field, in the order of the declaration.

    `canonical`: its type without typedefs and without const and volatile. `size`, `align`: of the type in bytes, None
    where it has none. `offset`: in bits. `record`: the key of the class that it is, not of one that it is an array of;
    `underlying`: of an enumeration, the integer type behind it. `overlapping`: `[[no_unique_address]]`.
    """

    name: str
    type: str
    canonical: str
    location: Location
    size: int | None = None
    align: int | None = None
    offset: int | None = None
    bit_width: int | None = None
    record: str = ""
    underlying: str = ""
    overlapping: bool = False

    @property
    def label(self) -> str:
        """`'length'`, or what it is where it has no name."""
        return f"'{self.name}'" if self.name else "(unnamed bit-field)" if self.bit_width is not None else "(anonymous)"


class PlainRecord(Struct, frozen=True):
    """A struct, class or union. `members`: those of the one class of its hierarchy that has some."""

    key: str
    name: str
    is_union: bool
    size: int
    align: int
    members: tuple[PlainMember, ...]
    location: Location


class PlainRecords(Struct, frozen=True):
    """Those of one parse, by key, with the types that were looked for: None where a name is no struct there."""

    records: Mapping[str, PlainRecord]
    wanted: tuple[PlainRecord | None, ...]


class MemberPair(Struct, frozen=True):
    """Members that correspond, None where one class has no more; `difference`: why they don't fit, empty if they do."""

    one: PlainMember | None
    other: PlainMember | None
    difference: str = ""
    clause: str = ""


class Compatibility(Struct, frozen=True):
    """Of two classes. `common`: how many members their common initial sequence has; of unions it has none.

    `compatible`: whether they are layout-compatible; `why_not`: what is not about one pair of members.
    """

    pairs: tuple[MemberPair, ...]
    common: int
    compatible: bool
    why_not: str = ""
    clause: str = ""


class LanguageDifference(Struct, frozen=True):
    """What is not the same: of the struct itself, or of the member of that path. `why`: what is known of the cause."""

    path: str
    what: str
    cxx: str
    c: str
    why: str = ""
