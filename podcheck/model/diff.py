"""What `diff` compares and finds: classes as two reports have them, and how one became the other."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from podcheck.model.problems import Location
from podcheck.model.traits import Truth
from podcheck.model.verdicts import Reason


class PlacedSubobject(Struct, frozen=True):
    """A base or member."""

    name: str
    """Empty for a base and for an unnamed member."""

    type: str
    access: str
    offset: int | None = None
    """In bits; None where it is not known."""

    bit_width: int | None = None
    """In bits; None for what is no bit-field."""

    base: bool = False

    @property
    def what(self) -> str:
        """How a report calls it: `base 'B'`, `'count'` or `an unnamed 'int'`."""
        if self.base:
            return f"base '{self.type}'"
        return f"'{self.name}'" if self.name else f"an unnamed '{self.type}'"


class Snapshot(Struct, frozen=True):
    """One class in one report."""

    name: str
    kind: str
    """`struct`, `class`, `union` or `lambda`."""

    location: Location
    origin: str
    """A value of `Origin`."""

    std: str
    """The dialect, such as `c++20`."""

    target: str
    """The LLVM triple."""

    size: int | None
    """In bytes."""

    align: int | None
    """In bytes."""

    parts: tuple[PlacedSubobject, ...]
    """The bases, then the members, as declared."""

    traits: dict[str, Truth]
    """By the trait's name."""

    reasons: dict[str, tuple[Reason, ...]]
    """Why a trait is not there, or what that depends on, by the trait's name."""


class Snapshots(Struct, frozen=True):
    """A whole report."""

    label: str
    """What the report is called: a revision or a file."""

    classes: tuple[Snapshot, ...]
    errors: tuple[str, ...] = ()
    """What could not be analysed there, a line each."""

    notes: tuple[str, ...] = ()
    """What else the reader should know, a line each."""


class ChangeKind(Enum):
    """What has changed; LOST and GAINED are about a trait that promises something, CHANGED about one that only
    describes.
    """

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
    """The commit that wrote a line."""

    hash: str
    """Empty for a line that is not committed yet."""

    summary: str
    author: str = ""
    date: str = ""
    """In ISO 8601."""


class ClassChange(Struct, frozen=True):
    """One difference between the two reports."""

    kind: ChangeKind
    name: str
    location: Location
    """In the new report; for a class that is gone, in the old one."""

    trait: str = ""
    """Given with LOST, UNDECIDED, GAINED and CHANGED, else empty."""

    before: str = ""
    """What the old report has, in words."""

    after: str = ""
    """What the new report has, in words."""

    reasons: tuple[Reason, ...] = ()
    """Why a trait was lost."""

    commit: Commit | None = None
    """The commit that wrote the line of the root cause."""


class Comparison(Struct, frozen=True):
    """What `diff` found."""

    old: str
    """The label of the old report."""

    new: str
    """The label of the new report."""

    changes: tuple[ClassChange, ...]
    """In the order of the new report, with gone classes last."""

    unchanged: int
    """The number of classes without a change."""

    errors: tuple[str, ...] = ()
    """What could not be analysed in either report, a line each."""

    notes: tuple[str, ...] = ()
    """What else the reader should know, a line each."""
