"""What to say about a word that nobody knows."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_MANY = 24
"""More words than these are not listed."""


def advice(word: str, known: Iterable[str], whole: str = "podcheck knows {}.") -> str:
    """Return the nearest known word; else all of them, or nothing where they are too many."""
    words = list(known)
    near = difflib.get_close_matches(word, words, 1)
    if near:
        return f"Did you mean {near[0]}?"
    return whole.format(", ".join(words)) if len(words) <= _MANY else ""
