"""Changes to the source that give a class a trait, each tried before it is offered."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from podcheck.model.problems import Location
from podcheck.model.traits import Trait


class Effort(Enum):
    """How much a change asks of the program; listed from the least to the most."""

    MECHANICAL = "mechanical"
    """The program does the same as before, so podcheck may write it."""

    SMALL = "small"
    """One word, whose effect the programmer must want."""

    DESIGN = "design"
    """The code that uses the class changes with it."""


class Edit(Struct, frozen=True):
    """A part of a file that is replaced."""

    file: str
    start: int
    """The first byte that is replaced, counted from 0."""

    end: int
    """The first byte behind what is replaced."""

    text: bytes
    """What stands there afterwards."""


class Gain(Struct, frozen=True):
    """What changes for one class."""

    name: str
    gained: tuple[Trait, ...] = ()
    """Traits that it has now and did not have before."""

    lost: tuple[Trait, ...] = ()
    """Traits that it had before and has no longer."""

    size: tuple[int | None, int | None] = (None, None)
    """Its size before and after in bytes; None where there is none."""

    @property
    def nothing(self) -> bool:
        """Whether no trait and no size changed."""
        return not self.gained and not self.lost and self.size[0] == self.size[1]


class Fix(Struct, frozen=True):
    """A change that was applied in memory and analysed: what it does, and what it really changes."""

    titles: tuple[str, ...]
    """One line for each of its steps."""

    effort: Effort
    edits: tuple[Edit, ...]
    """In the order of files and places."""

    own: Gain
    """What the explained class gains and loses."""

    others: tuple[Gain, ...] = ()
    """The same for other classes of the unit, as far as they change."""

    notes: tuple[str, ...] = ()
    """What the programmer must mind."""

    diff: str = ""
    """The change as a unified diff."""


class Position(Struct, frozen=True):
    """A place between two characters."""

    line: int
    """1-based."""

    column: int
    """In bytes, 1-based."""

    utf16_column: int
    """In units of UTF-16, 1-based."""


class LocatedEdit(Struct, frozen=True):
    """An edit with its places in the text."""

    edit: Edit
    start: Position
    """Where the text that it replaces begins."""

    end: Position
    """Where the text that it replaces ends."""


class ClassFix(Struct, frozen=True):
    """Mechanical fixes of one class as a report carries them."""

    name: str
    location: Location
    titles: tuple[str, ...]
    """What they do, one line for each step."""

    gained: tuple[Trait, ...]
    """Traits that the class then has."""

    replacements: tuple[LocatedEdit, ...]
    """The edits, in the order of files and places."""
