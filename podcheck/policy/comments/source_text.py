"""Source files as text, with what their comments say to podcheck; each is read once in a run."""

from __future__ import annotations

import bisect
import functools
import re
from dataclasses import dataclass, field

from msgspec import Struct

from podcheck.cpp.lexer import LineIndex, blank, comments, split_lines
from podcheck.files import read_bytes

_MENTION = b"podcheck"
_CONDITION = re.compile(rb"[ \t]*#[ \t]*(if|ifdef|ifndef|endif|el\w+)\b")


class Comment(Struct, frozen=True):
    """A comment that mentions podcheck."""

    start: int
    """The offset of its first byte."""

    end: int
    """The offset behind its last byte."""

    text: str


class SourceText(Struct, frozen=True):
    """One file; one that doesn't mention podcheck has no remarks, and its `code` is not made."""

    file: str
    code: bytes = b""
    """Its text with comments and literals blanked, byte for byte."""

    starts: tuple[int, ...] = ()
    """The offset in bytes of the beginning of each line."""

    remarks: tuple[Comment, ...] = ()
    """Its comments that mention podcheck, in order."""

    def line(self, offset: int) -> int:
        """Return the line, 1-based, that holds the byte."""
        return bisect.bisect_right(self.starts, offset)

    def column(self, offset: int) -> int:
        """Return the byte's column, 1-based."""
        return offset - self.starts[self.line(offset) - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a place as libclang counts it; the end of the text where it lies behind that."""
        return self.starts[line - 1] + column - 1 if 0 < line <= len(self.starts) else len(self.code)

    def code_of_line(self, line: int) -> bytes:
        """Return what is not blanked on the line, without its end."""
        end = self.starts[line] if line < len(self.starts) else len(self.code)
        return self.code[self.starts[line - 1] : end].rstrip()

    def next_line_of_code(self, line: int) -> int | None:
        """Return the first line behind it that has code, preprocessor lines passed over; None where there is none."""
        lines = _lines(self.code)
        return lines[line].following if line < len(lines) else None

    def conditional(self, line: int) -> bool:
        """Whether the line stands between an `#if` and its `#endif`, an include guard around the file apart."""
        return _lines(self.code)[line - 1].depth > _is_guarded(self.code)


class _Line(Struct, frozen=True):
    """A line of code."""

    depth: int
    """How many `#if` are open before it."""

    following: int | None
    """The first line with code from here on, 1-based; None where there is none."""


@functools.lru_cache(maxsize=16)
def _lines(code: bytes) -> tuple[_Line, ...]:
    texts = split_lines(code)
    depths: list[int] = []
    depth = 0
    for text in texts:
        depths.append(depth)
        match = _CONDITION.match(text)
        if match is not None:
            depth += {b"i": 1, b"e": -1 if match[1] == b"endif" else 0}[match[1][:1]]
    following: int | None = None
    result: list[_Line] = []
    for number in range(len(texts), 0, -1):
        text = texts[number - 1].strip()
        if text and not text.startswith(b"#"):
            following = number
        result.append(_Line(depths[number - 1], following))
    return tuple(reversed(result))


@functools.lru_cache(maxsize=16)
def _is_guarded(code: bytes) -> bool:
    """Whether the whole file stands between `#ifndef X`, `#define X` and the last `#endif`."""
    lines = [line for line in split_lines(code) if line.strip()]
    if len(lines) < 3:
        return False
    first = re.match(rb"[ \t]*#[ \t]*(?:ifndef[ \t]+(\w+)|if[ \t]+!\s*defined\b\W*(\w+))", lines[0])
    second = re.match(rb"[ \t]*#[ \t]*define[ \t]+(\w+)", lines[1])
    last = _CONDITION.match(lines[-1])
    names = (first[1] or first[2]) if first else None
    return bool(second and last and last[1] == b"endif" and names == second[1])


def page_of(file: str, text: bytes) -> SourceText:
    """Return the file of that text, with its remarks."""
    if _MENTION not in text:
        return SourceText(file)
    remarks = tuple(
        Comment(comment.start, comment.end, comment.text.decode("utf-8", "surrogateescape"))
        for comment in comments(text)
        if _MENTION in comment.text
    )
    code = blank(text)
    return SourceText(file, code, LineIndex(code).starts, remarks)


@dataclass(slots=True)
class SourceTexts:
    """The files that a run looked into."""

    texts: dict[str, bytes] = field(default_factory=dict)
    """The contents of files that exist in memory only."""

    read: dict[str, SourceText] = field(default_factory=dict)
    """Every file that was looked into."""

    def page(self, file: str) -> SourceText:
        """Return the file's page; an empty one where it can't be read."""
        if file not in self.read:
            self.read[file] = page_of(file, self.texts[file] if file in self.texts else _content(file))
        return self.read[file]


def _content(file: str) -> bytes:
    try:
        return read_bytes(file)
    except (OSError, ValueError):
        return b""
