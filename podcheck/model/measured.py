"""Sizes and offsets as a compiler gives them, and where they are not podcheck's."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct, field


class MeasuredLayout(Struct, frozen=True):
    """One compiler's layout of one class, in bytes.

    `members`, `bases`: the offsets by name, of those that could be asked about; a base goes by its type.
    """

    size: int
    align: int
    members: dict[str, int] = field(default_factory=dict)
    bases: dict[str, int] = field(default_factory=dict)


class LayoutPart(Enum):
    """What of a layout a number is about."""

    SIZE = "size"
    ALIGN = "align"
    MEMBER = "member"
    BASE = "base"


class LayoutMismatch(Struct, frozen=True):
    """A number of a compiler's layout that is not podcheck's, both in bytes.

    `name`: of the member or base whose offset it is, else empty. `known`: what defect report or bug explains it, `note`
    who does what, in words.
    """

    part: LayoutPart
    name: str
    podcheck: int
    compiler: str
    value: int
    known: str | None = None
    note: str = ""

    @property
    def subject(self) -> str:
        """`size`, or `the offset of member 'c'`."""
        if self.part in (LayoutPart.SIZE, LayoutPart.ALIGN):
            return {LayoutPart.SIZE: "size", LayoutPart.ALIGN: "alignment"}[self.part]
        return f"the offset of {self.part.value} '{self.name}'"
