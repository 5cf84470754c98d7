"""In which line of a TOML text a key stands, which its parser does not say."""

from __future__ import annotations

import re

Path = tuple[str | int, ...]
"""Keys, and numbers of the tables of an array: `("contract", 2, "require")`."""

_HEADER = re.compile(r"\s*(\[\[?)([^\]\n]+)\]\]?\s*(?:#.*)?$")
_WORD = r"(?:[\w\-]+|\"[^\"\n]*\"|'[^'\n]*')"
_KEY = re.compile(rf"\s*({_WORD}(?:\s*\.\s*{_WORD})*)\s*=")


def line_of(text: str, path: Path) -> int:
    """Return the line of the key, 1-based, or of what holds it where it stands within a value; else 1."""
    best, length = 1, 0
    counts: dict[Path, int] = {}
    table: Path = ()
    for number, line in enumerate(text.split("\n"), 1):
        header = _HEADER.match(line)
        key = None if header else _KEY.match(line)
        here: Path = ()
        if header is not None:
            here = _split(header[2])
            if header[1] == "[[":
                counts[here] = counts.get(here, -1) + 1
                here = (*here, counts[here])
            table = here
        elif key is not None:
            here = (*table, *_split(key[1]))
        if length < len(here) <= len(path) and path[: len(here)] == here:
            best, length = number, len(here)
    return best


def _split(words: str) -> Path:
    return tuple(word.strip().strip("\"'") for word in words.split("."))
