"""Places as libclang counts them (lines and bytes, from 1) and as editors do (from 0, UTF-16 mostly)."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from podcheck.cpp.lexer import LineIndex
from podcheck.files import read_bytes
from podcheck.lsp.messages import Span
from podcheck.model.problems import Location

_WORD = re.compile(rb"~?[\w$\x80-\xff]+")
_UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
_BOM = b"\xef\xbb\xbf"
_REPLACEMENT = "\ufffd"
_BROKEN = "podcheck-broken"
_NO_BYTES, _MOST_BYTES = "\udc00", "\udc04"
"""No text of UTF-8 has these; they stand for bytes that are none."""


def count_units(text: bytes, encoding: str) -> int:
    """Return how many code units of the encoding an editor counts in a piece of a line."""
    codec, size = _UNITS[encoding]
    return len(text.decode("utf-8", "replace").encode(codec)) // size


def cut_units(line: bytes, units: int, encoding: str) -> int:
    """Return how many bytes of the line so many code units are; all where it is shorter."""
    codec, size = _UNITS[encoding]
    count = 0
    for char in line.decode("utf-8", _BROKEN):
        is_broken = _NO_BYTES < char <= _MOST_BYTES
        units -= len((_REPLACEMENT if is_broken else char).encode(codec)) // size
        if units < 0:
            break
        count += ord(char) - ord(_NO_BYTES) if is_broken else len(char.encode("utf-8"))
    return count


def _mark_broken(error: UnicodeError) -> tuple[str, int]:
    """Return a character that says how many bytes are no UTF-8, which an editor shows as one, and where they end."""
    assert isinstance(error, UnicodeDecodeError)
    return chr(ord(_NO_BYTES) + error.end - error.start), error.end


codecs.register_error(_BROKEN, _mark_broken)


@dataclass(slots=True)
class Positions:
    """What turns places in files into spans."""

    texts: Mapping[str, bytes]
    """What counts in place of files' contents, by absolute path."""

    encoding: str
    """What the editor counts characters in."""

    read: dict[str, LineIndex] = field(default_factory=dict)
    """The lines of each file that was asked about."""

    def index(self, file: str) -> LineIndex:
        """Return the lines of the file; none where it can't be read."""
        path = os.path.abspath(file)
        if path not in self.read:
            content = self.texts.get(path)
            if content is None:
                try:
                    content = read_bytes(path)
                except (OSError, ValueError):
                    content = b""
            self.read[path] = LineIndex(content)
        return self.read[path]

    def line(self, file: str, line: int) -> bytes:
        """Return a line, counted from 1, without its end."""
        index = self.index(file)
        if not 0 < line <= len(index.starts):
            return b""
        end = index.starts[line] if line < len(index.starts) else len(index.source)
        text = index.source[index.starts[line - 1] : end].rstrip(b"\r\n")
        return text.removeprefix(_BOM) if line == 1 else text

    def span(self, place: Location) -> Span:
        """Return the word at the place, or the place itself; the file's beginning where it names no line."""
        if not place.line:
            return Span(0, 0, 0, 0)
        text = self.line(place.file, place.line)
        has_mark = place.line == 1 and self.index(place.file).source.startswith(_BOM)
        start = min(max(place.column - 1 - (len(_BOM) if has_mark else 0), 0), len(text))
        word = _WORD.match(text, start)
        end = word.end() if word else min(start + 1, len(text))
        first = count_units(text[:start], self.encoding)
        return Span(place.line - 1, first, place.line - 1, first + count_units(text[start:end], self.encoding))

    def span_of_bytes(self, file: str, start: int, end: int) -> Span:
        """Return the bytes of the file from one offset to another."""
        line, character = self._position(file, start)
        return Span(line, character, *self._position(file, end))

    def _position(self, file: str, offset: int) -> tuple[int, int]:
        index = self.index(file)
        line = index.line(offset)
        start = index.starts[line - 1]
        if line == 1 and index.source.startswith(_BOM):
            start = min(offset, len(_BOM))
        return line - 1, count_units(index.source[start:offset], self.encoding)

    def end_of_line(self, file: str, line: int) -> int:
        """Return the character behind the last one of a line, counted from 1."""
        return count_units(self.line(file, line), self.encoding)

    def word(self, file: str, place: Span) -> tuple[str, Span]:
        """Return the name at the place's beginning, and its span; an empty one, and the place, where there is none."""
        text = self.line(file, place.line + 1)
        at = cut_units(text, place.character, self.encoding)
        for match in _WORD.finditer(text):
            if match.start() <= at <= match.end():
                first, last = (count_units(text[:end], self.encoding) for end in match.span())
                return match[0].decode("utf-8", "replace"), Span(place.line, first, place.line, last)
        return "", place
