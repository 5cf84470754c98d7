"""Where the configuration is."""

from __future__ import annotations

import os
from pathlib import Path

from podcheck.files import read_start

NAMES = ("podcheck.toml", ".podcheck.toml")
SHARED = "pyproject.toml"
_MENTION = b"tool.podcheck"
_LARGEST = 1 << 20


def find(folder: Path) -> Path | None:
    """Return the next `podcheck.toml`, or `pyproject.toml` that mentions podcheck, in the folder or one above it.

    What stands in a file's place, a link to nowhere or a FIFO, is found too: to read it says what is wrong.
    """
    start = folder.absolute()
    for parent in (start, *start.parents):
        for name in NAMES:
            if os.path.lexists(parent / name) and not os.path.isdir(parent / name):
                return parent / name
        shared = parent / SHARED
        if os.path.isfile(shared) and _mentions(shared):
            return shared
    return None


def _mentions(path: Path) -> bool:
    try:
        return _MENTION in read_start(path, _LARGEST)
    except OSError:
        return False
