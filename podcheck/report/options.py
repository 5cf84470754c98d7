"""How a report is to look; nothing here changes what it says."""

from __future__ import annotations

from msgspec import Struct


class Options(Struct, frozen=True):
    """`width`: terminal columns; `color`: ANSI colours; `verbose`: nothing left out; `unicode`: else ASCII.

    `root`: the source tree's folder, which tools name files from, `folder`: the working directory that a location's
    relative file is meant from; both absolute, or both empty where neither matters.
    """

    width: int = 80
    color: bool = False
    verbose: bool = False
    unicode: bool = True
    root: str = ""
    folder: str = ""
