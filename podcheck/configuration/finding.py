"""Where the configuration is."""

from __future__ import annotations

from pathlib import Path

NAMES = ("podcheck.toml", ".podcheck.toml")
SHARED = "pyproject.toml"
_MENTION = b"tool.podcheck"
_LARGEST = 1 << 20


def find(folder: Path) -> Path | None:
    """The next `podcheck.toml`, or `pyproject.toml` that mentions podcheck, in the folder or one above it."""
    start = folder.absolute()
    for one in (start, *start.parents):
        for name in NAMES:
            if (one / name).is_file():
                return one / name
        shared = one / SHARED
        if shared.is_file() and _mentions(shared):
            return shared
    return None


def _mentions(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _MENTION in file.read(_LARGEST)
    except OSError:
        return False
