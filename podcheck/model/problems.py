"""Places in source files, and what could not be done at one of them."""

from __future__ import annotations

from msgspec.structs import replace

from podcheck.model.codec import Fact
from podcheck.paths import identify_file


class Location(Fact, frozen=True, order=True):
    """A place in a source file; `line` and `column` are 1-based, 0 where there is none."""

    file: str
    line: int = 0
    column: int = 0

    @property
    def identity(self) -> Location:
        """The same for two places exactly where the system says that they are one, whatever their file is called."""
        return replace(self, file=identify_file(self.file))

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Problem(Fact, frozen=True):
    """Something that could not be done; the rest goes on, and the run ends with status 2.

    `advice` says what the user can do. `fatal` is False for what merely deserves a word on standard error
    (no compiler to cross-check with, for example): it does not change the exit status.
    """

    message: str
    location: Location | None = None
    advice: str = ""
    fatal: bool = True
