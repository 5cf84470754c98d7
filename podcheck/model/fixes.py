"""Changes to the source that give a class a trait, each tried before it is offered."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from podcheck.model.problems import Location
from podcheck.model.traits import Trait


class Effort(Enum):
    """How much a change asks of the program; listed from the least to the most.

    MECHANICAL: it does the same as before, so podcheck may write it. SMALL: one word, whose effect the programmer
    must want. DESIGN: uses of the class change with it.
    """

    MECHANICAL = "mechanical"
    SMALL = "small"
    DESIGN = "design"


class Edit(Struct, frozen=True):
    """The bytes from `start` to `end` of a file, counted from 0, become `text`."""

    file: str
    start: int
    end: int
    text: bytes


class Gain(Struct, frozen=True):
    """What changes for one class: the traits that it has now, those that it had before, and its size in bytes."""

    name: str
    gained: tuple[Trait, ...] = ()
    lost: tuple[Trait, ...] = ()
    size: tuple[int | None, int | None] = (None, None)

    @property
    def nothing(self) -> bool:
        """No trait and no size changed."""
        return not self.gained and not self.lost and self.size[0] == self.size[1]


class Fix(Struct, frozen=True):
    """A change that was applied in memory and analysed: what it does, and what it really changes.

    `titles`: one line for each of its steps. `edits`: in the order of files and places. `own`: what the explained
    class gains and loses; `others`: the same for other classes of the unit, as far as they change. `note`: what the
    programmer must mind. `diff`: the change as a unified diff.
    """

    titles: tuple[str, ...]
    effort: Effort
    edits: tuple[Edit, ...]
    own: Gain
    others: tuple[Gain, ...] = ()
    notes: tuple[str, ...] = ()
    diff: str = ""


class Position(Struct, frozen=True):
    """A place between two characters: the 1-based line, and the column in bytes and in UTF-16's units, from 1."""

    line: int
    column: int
    utf16_column: int


class LocatedEdit(Struct, frozen=True):
    """An edit, with where the text that it replaces begins and ends."""

    edit: Edit
    start: Position
    end: Position


class ClassFix(Struct, frozen=True):
    """Mechanical fixes of one class as a report carries them: what they do, what the class gains, and the edits."""

    name: str
    location: Location
    titles: tuple[str, ...]
    gained: tuple[Trait, ...]
    replacements: tuple[LocatedEdit, ...]
