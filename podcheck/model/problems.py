"""Places in source files, and what could not be done at one of them."""

from __future__ import annotations

from msgspec.structs import replace

from podcheck.model.codec import Fact
from podcheck.paths import identify_file


class Location(Fact, frozen=True, order=True):
    """A place in a source file."""

    file: str
    line: int = 0
    """1-based; 0 where there is none."""

    column: int = 0
    """In bytes, 1-based; 0 where there is none."""

    @property
    def identity(self) -> Location:
        """The same place with its file's identity: equal for two places exactly where the system says that they are
        one.
        """
        return replace(self, file=identify_file(self.file))

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Problem(Fact, frozen=True):
    """Something that could not be done; the rest goes on, and the run ends with status 2."""

    message: str
    location: Location | None = None
    """Where it arose; None where it belongs to no file."""

    advice: str = ""
    """What the user can do; empty where there is nothing to say."""

    fatal: bool = True
    """False for what only deserves a word on standard error and does not change the exit status, such as that there is
    no compiler to cross-check with.
    """
