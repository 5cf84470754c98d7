"""Lines of source as viewers and editors have them, who count characters where compilers count bytes.

A byte order mark is no part of the text. What is no UTF-8 is shown as U+FFFD, which is one character for a byte of
Latin-1 as well: whoever reads the file in that encoding counts the same.
"""

from __future__ import annotations

_BOM = b"\xef\xbb\xbf"


def as_viewed(start: bytes, line: int) -> str:
    """Return the beginning of a line, or all of it, as it is shown.

    `line`: its number, from 1.
    """
    return (start.removeprefix(_BOM) if line == 1 else start).decode("utf-8", "replace")


def utf16_units(start: bytes, line: int) -> int:
    """Return how many units of UTF-16 the beginning of a line has."""
    if start.isascii():
        return len(start)
    return len(as_viewed(start, line).encode("utf-16-le")) // 2


def bytes_of(text: str) -> bytes:
    """Return the bytes that a text was decoded from, those too that are no UTF-8 (`surrogateescape`)."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half of a surrogate pair, which stands for no byte
        return text.encode("utf-8", "surrogatepass")
