"""How a report is to look; nothing here changes what it says."""

from __future__ import annotations

from msgspec import Struct


class About(Struct, frozen=True):
    """What a page says of the run; each may be empty."""

    project: str = ""
    """The project's name."""

    revision: str = ""
    """The commit that its work tree is at."""

    date: str = ""
    """The day of that commit (ISO 8601)."""

    command: str = ""
    """The command of the run."""


class Options(Struct, frozen=True):
    """How a report looks; each format goes by what concerns it."""

    width: int = 80
    """Terminal columns."""

    color: bool = False
    """With the terminal's colours."""

    verbose: bool = False
    """With nothing left out."""

    unicode: bool = True
    """Else in ASCII."""

    root: str = ""
    """The source tree's folder, absolute, which tools name files from; empty where that does not matter."""

    folder: str = ""
    """The working directory, absolute, that a location's relative file is meant from; empty as `root`."""

    statistics: bool = False
    """Findings are counted by code, not listed."""

    about: About = About()
    """For pages: of what run they are."""
