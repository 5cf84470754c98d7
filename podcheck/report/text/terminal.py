"""Text for a terminal: escaped, measured in columns, shortened and wrapped."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from wcwidth import wcswidth, wcwidth

_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories that a terminal may act upon or can't show; Cf holds the bidirectional controls."""

_PART = re.compile(r"::|[<,] ?| ")
_BRACKET = re.compile(r"[<>]")
_NARROWEST = 8
"""Columns that text gets behind what stands before it, however narrow the terminal is."""

_MORE_LINES = (3, 4, 6)
"""Lines of a class's name where fewer leave out what tells it apart from another."""

NOT_ASKED = "\u2013"
"""An en dash: no answer was asked for."""

_ASCII = str.maketrans({"≠": "!=", NOT_ASKED: "-", "…": "...", "→": "->"})


def safe(text: str, unicode: bool = True) -> str:
    """Return `text` on one line, with everything escaped that is not plainly visible (C++'s `\\n`, `\\u202e`)."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(word, unicode) for word in text)


def visible(text: str) -> str:
    """Return what `safe` does, but newlines stay as they are."""
    return "\n".join(safe(line) for line in text.split("\n"))


def _visible(char: str, unicode: bool) -> str:
    if char in "\n\t\r":
        return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}[char]
    code = ord(char)
    if code < 0x7F and code >= 0x20:
        return char
    if unicode and char.isprintable() and unicodedata.category(char) not in _UNPRINTABLE and wcwidth(char) >= 0:
        return char
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def to_ascii(text: str, unicode: bool) -> str:
    """Return podcheck's own signs in ASCII where Unicode is not wanted."""
    return text if unicode else text.translate(_ASCII)


def columns(text: str) -> int:
    """Return how many terminal columns escaped text takes."""
    return len(text) if text.isascii() else max(wcswidth(text), 0)


def shorten(text: str, width: int, unicode: bool = True) -> str:
    """Return `text` in at most `width` columns, with an ellipsis in its middle where something is left out."""
    if columns(text) <= width:
        return text
    dots = to_ascii("…", unicode)
    room = width - len(dots)
    if room < 2:
        return _head(text, width)
    tail = _head(text[::-1], room // 2)[::-1]
    return _head(text, room - columns(tail)) + dots + tail


def shorten_around(text: str, place: int, width: int, unicode: bool = True) -> str:
    """`text` in at most `width` columns: its first character, and what is around that number of a character."""
    if columns(text) <= width:
        return text
    dots = to_ascii("…", unicode)
    start = place - width // 4
    shown = text if start <= 1 + len(dots) else text[:1] + dots + text[start:]
    return shown if columns(shown) <= width else _head(shown, width - len(dots)) + dots


def shorten_name(name: str, width: int, unicode: bool = True) -> str:
    """Return a class's name in at most `width` columns, the innermost template arguments left out first."""
    left_out = f"<{to_ascii('…', unicode)}>"
    excess = columns(name) - width
    kept: list[str] = []
    opened: list[int] = []
    done = 0
    for bracket in _BRACKET.finditer(name):
        if excess <= 0:
            break
        kept.append(name[done : bracket.start()])
        done = bracket.end()
        if bracket[0] == "<":
            opened.append(len(kept))
        kept.append(bracket[0])
        if bracket[0] == ">" and opened:
            start = opened.pop()
            inner = "".join(kept[start:])
            if inner == "<>":
                opened.clear()  # what holds empty brackets stays as it is
            else:
                kept[start:] = [left_out]
                excess -= columns(inner) - columns(left_out)
    return shorten("".join((*kept, name[done:])), width, unicode)


def fold_name(name: str, width: int, unicode: bool = True, lines: int = 2) -> str:
    """Return a class's name on one line of `width` columns, or on several, broken where a part of it ends."""
    rest, room = shorten_name(name, lines * width, unicode), width
    folded: list[str] = []
    while columns(rest) > room and len(folded) < lines - 1:
        ends = [match.end() for match in _PART.finditer(rest) if columns(rest[: match.end()]) <= room]
        cut = ends[-1] if ends else max(len(_head(rest, room)), 1)
        folded.append(rest[:cut].rstrip())
        rest, room = rest[cut:].lstrip(), width - 2
    return "\n  ".join((*folded, shorten(rest, room, unicode)))


def fold_names(names: Sequence[str], widths: Sequence[int], unicode: bool = True) -> list[str]:
    """Return the names folded, on more lines where what is left out alone tells them apart."""
    folded = [fold_name(name, width, unicode) for name, width in zip(names, widths, strict=True)]
    for lines in _MORE_LINES:
        meant: dict[str, set[str]] = {}
        for name, text in zip(names, folded, strict=True):
            meant.setdefault(text, set()).add(name)
        for at, text in enumerate(folded):
            if len(meant[text]) > 1:
                folded[at] = fold_name(names[at], widths[at], unicode, lines)
    return folded


def _head(text: str, width: int) -> str:
    """Return as many characters from the start as fit into `width` columns."""
    return text[: _fit(text, 0, width)]


def _fit(text: str, start: int, width: int, before: str = "") -> int:
    """Return where the characters from `start` on end that fit into `width` columns together with what stands before.

    What a character takes depends on the one before it, so that whole beginnings are measured: few of them, since each
    is at least as wide as a shorter one.
    """
    reach = max(width, 1)
    while start + reach < len(text) and columns(before + text[start : start + reach]) <= width:
        reach *= 2
    ends = range(start, min(start + reach, len(text)) + 1)
    return start + max(bisect_right(ends, width, key=lambda end: columns(before + text[start:end])) - 1, 0)


def wrap(text: str, width: int, first: str = "", rest: str | None = None) -> Iterator[str]:
    """Yield lines of at most `width` columns, broken at spaces or, where there are none, anywhere.

    `first` stands before the first line, `rest` (spaces as long as `first`) before the others. Where that leaves the
    text next to no room, the lines are as much longer.
    """
    rest = " " * columns(first) if rest is None else rest
    width = max(width, columns(first) + _NARROWEST, columns(rest) + _NARROWEST)
    line, empty = first, True
    for word in text.split(" "):
        gap = "" if empty else " "
        end = _fit(word, 0, width, line + gap)
        if end == len(word) and columns(line + gap) <= width:
            line, empty = line + gap + word, False
            continue
        if not empty:
            yield line
            line = rest
        start, end = 0, _fit(word, 0, width, line)
        while end < len(word):
            end = max(end, start + 1)
            yield line + word[start:end]
            line, start = rest, end
            end = _fit(word, start, width, line)
        line, empty = line + word[start:], start == len(word)
    yield line
