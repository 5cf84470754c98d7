"""Sizes and offsets as a compiler gives them, and where they are not podcheck's."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct, field


class MeasuredLayout(Struct, frozen=True):
    """One compiler's layout of one class, in bytes."""

    size: int
    align: int
    members: dict[str, int] = field(default_factory=dict)
    """The offsets by name, of the members that the compiler could be asked about."""

    bases: dict[str, int] = field(default_factory=dict)
    """The offsets by type, of the bases that the compiler could be asked about."""


class LayoutPart(Enum):
    """What of a layout a number is about."""

    SIZE = "size"
    ALIGN = "align"
    MEMBER = "member"
    BASE = "base"


class LayoutMismatch(Struct, frozen=True):
    """A number of a compiler's layout that differs from podcheck's."""

    part: LayoutPart
    name: str
    """The member or base whose offset it is, else empty."""

    podcheck: int
    """In bytes."""

    compiler: str
    """The compiler's name."""

    value: int
    """The compiler's number, in bytes."""

    known: str | None = None
    """The defect report or bug that explains it; None where nothing known does."""

    note: str = ""
    """Who does what, in words."""

    @property
    def subject(self) -> str:
        """`size`, or `the offset of member 'c'`."""
        if self.part in (LayoutPart.SIZE, LayoutPart.ALIGN):
            return {LayoutPart.SIZE: "size", LayoutPart.ALIGN: "alignment"}[self.part]
        return f"the offset of {self.part.value} '{self.name}'"
