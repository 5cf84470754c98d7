"""How a report is to look; nothing here changes what it says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """`width`: terminal columns; `color`: ANSI colours; `verbose`: nothing left out; `unicode`: else ASCII."""

    width: int = 80
    color: bool = False
    verbose: bool = False
    unicode: bool = True
