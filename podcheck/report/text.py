"""Text for a terminal: escaped, measured in columns, shortened and wrapped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from wcwidth import wcswidth, wcwidth

_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories that a terminal may act upon or can't show; Cf holds the bidirectional controls."""

_PART = re.compile(r"::|[<,] ?| ")
_INNERMOST = re.compile(r"<[^<>]+>")

NOT_ASKED = "\u2013"
"""An en dash: no answer was asked for."""

_ASCII = str.maketrans({"≠": "!=", NOT_ASKED: "-", "…": "...", "→": "->"})


def safe(text: str, unicode: bool = True) -> str:
    """`text` on one line, with everything escaped that is not plainly visible (C++'s `\\n`, `\\u202e`)."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(one, unicode) for one in text)


def visible(text: str) -> str:
    """`safe`, but newlines stay as they are."""
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


def plain(text: str, unicode: bool) -> str:
    """podcheck's own signs in ASCII where Unicode is not wanted."""
    return text if unicode else text.translate(_ASCII)


def columns(text: str) -> int:
    """How many terminal columns escaped text takes."""
    return len(text) if text.isascii() else max(wcswidth(text), 0)


def shorten(text: str, width: int, unicode: bool = True) -> str:
    """`text` in at most `width` columns, with an ellipsis in its middle where something is left out."""
    if columns(text) <= width:
        return text
    dots = plain("…", unicode)
    room = width - len(dots)
    if room < 2:
        return _head(text, width)
    tail = _head(text[::-1], room // 2)[::-1]
    return _head(text, room - columns(tail)) + dots + tail


def shorten_name(name: str, width: int, unicode: bool = True) -> str:
    """A class's name in at most `width` columns, the innermost template arguments left out first."""
    left_out = f"<{plain('…', unicode)}>"
    shorter, marked = name, name
    while columns(shorter) > width and (inner := _INNERMOST.search(marked)):
        marked = f"{marked[: inner.start()]}\0{marked[inner.end() :]}"
        shorter = marked.replace("\0", left_out)
    return shorten(shorter, width, unicode)


def fold_name(name: str, width: int, unicode: bool = True) -> str:
    """A class's name on one line of `width` columns, or on two, broken where a part of it ends."""
    short = shorten_name(name, 2 * width, unicode)
    if columns(short) <= width:
        return short
    ends = [match.end() for match in _PART.finditer(short) if columns(short[: match.end()]) <= width]
    cut = ends[-1] if ends else len(_head(short, width))
    return f"{short[:cut].rstrip()}\n  {shorten(short[cut:].lstrip(), width - 2, unicode)}"


def _head(text: str, width: int) -> str:
    """As many characters from the start as fit into `width` columns.

    What a character takes depends on the one before it, so that whole beginnings are measured.
    """
    if text.isascii():
        return text[: max(width, 0)]
    return next((text[:end] for end in range(len(text)) if columns(text[: end + 1]) > width), text)


def wrap(text: str, width: int, first: str = "", rest: str | None = None) -> Iterator[str]:
    """Lines of at most `width` columns, broken at spaces or, where there are none, anywhere.

    `first` stands before the first line, `rest` (spaces as long as `first`) before the others.
    """
    rest = " " * columns(first) if rest is None else rest
    line, empty = first, True
    for word in text.split(" "):
        left = word
        gap = "" if empty else " "
        if columns(line + gap + left) <= width:
            line, empty = line + gap + left, False
            continue
        if not empty:
            yield line
            line = rest
        while columns(line + left) > width:
            piece = left[: max(len(_head(line + left, width)) - len(line), 1)]
            yield line + piece
            line, left = rest, left[len(piece) :]
        line, empty = line + left, not left
    yield line
