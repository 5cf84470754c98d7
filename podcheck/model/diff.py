"""What `diff` compares and finds: classes as two reports have them, and how one became the other."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from podcheck.model.problems import Location
from podcheck.model.traits import Truth
from podcheck.model.verdicts import Reason


class PlacedSubobject(Struct, frozen=True):
    """A base or member; `name` is empty of a base and an unnamed member. `offset` in bits, None if not known."""

    name: str
    type: str
    access: str
    offset: int | None = None
    bit_width: int | None = None
    base: bool = False

    @property
    def what(self) -> str:
        """How a report calls it."""
        if self.base:
            return f"base '{self.type}'"
        return f"'{self.name}'" if self.name else f"an unnamed '{self.type}'"


class Snapshot(Struct, frozen=True):
    """One class in one report. `size` and `align` in bytes; `parts` are bases, then members, as declared."""

    name: str
    kind: str
    location: Location
    origin: str
    std: str
    target: str
    size: int | None
    align: int | None
    parts: tuple[PlacedSubobject, ...]
    traits: dict[str, Truth]
    reasons: dict[str, tuple[Reason, ...]]


class Snapshots(Struct, frozen=True):
    """A whole report. `errors`: what could not be analysed there, a line each; `notes`: what else is to be known."""

    label: str
    classes: tuple[Snapshot, ...]
    errors: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class ChangeKind(Enum):
    """LOST and GAINED are about a trait that promises something; CHANGED about one that merely describes."""

    LOST = "lost"
    UNDECIDED = "undecided"
    GAINED = "gained"
    CHANGED = "changed"
    SIZE = "size"
    ALIGN = "align"
    LAYOUT = "layout"
    RENAMED = "renamed"
    GONE = "gone"
    CAME = "came"


class Commit(Struct, frozen=True):
    """Who wrote a line: `date` is ISO 8601; of a line that is not committed yet the hash is empty."""

    hash: str
    summary: str
    author: str = ""
    date: str = ""


class ClassChange(Struct, frozen=True):
    """One thing that is otherwise now. `before` and `after` say what, in words; `reasons` why a trait was lost.

    `trait` with LOST, UNDECIDED, GAINED and CHANGED. `location` is in the new report, of a class that is gone in the
    old one. `commit` wrote the line of the root cause.
    """

    kind: ChangeKind
    name: str
    location: Location
    trait: str = ""
    before: str = ""
    after: str = ""
    reasons: tuple[Reason, ...] = ()
    commit: Commit | None = None


class Comparison(Struct, frozen=True):
    """All changes, in the order of the new report, gone classes last; `unchanged` counts classes."""

    old: str
    new: str
    changes: tuple[ClassChange, ...]
    unchanged: int
    errors: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
