"""A line of source with the name at a place underlined, as compilers show it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from podcheck.cpp.viewed_lines import as_viewed, bytes_of
from podcheck.model.problems import Location
from podcheck.report.options import Options
from podcheck.report.text.ansi import Style, paint
from podcheck.report.text.terminal import columns, safe, shorten, to_ascii

_NARROWEST = 20
"""Columns in which a line of source still says something."""

_NAME = re.compile(r"(?:::\s*)?~?\w+(?:\s*::\s*~?\w+)*|.")
"""The whole name, as a call writes it: `std::memcpy`."""


def excerpt(place: Location, lines: Sequence[str], room: int, options: Options) -> Iterator[str]:
    """Yield the line that the place points at, underlined, in `room` columns; nothing where there is no such line."""
    if not 0 < place.line <= len(lines):
        return
    line = lines[place.line - 1]
    written = line if line.isascii() else as_viewed(bytes_of(line), place.line)
    start = len(written) - len(written.lstrip())
    at = max(_characters(line, place), start)
    before = safe(written[start:at], options.unicode)
    word = _NAME.match(written, at)
    length = columns(safe(word[0], options.unicode)) if word else 1
    shown = safe(written.strip(), options.unicode)
    number = f"{place.line} | "
    room -= len(number)
    if columns(shown) > room:
        shown = shorten(shown, room, options.unicode) if columns(before) >= room else _cut(shown, room, options.unicode)
    yield f"{number}{shown}"
    if columns(before) < room:
        line = "^" + "~" * (min(length, room - columns(before)) - 1)
        yield f"{' ' * (len(number) - 2)}| {' ' * columns(before)}{line}"


def excerpt_in_color(
    place: Location, sources: Mapping[str, Sequence[str]], indent: str, options: Options
) -> Iterator[str]:
    """Yield the same behind an indent, in the terminal's columns and colours.

    `sources`: lines by file.
    """
    room = max(options.width - len(indent), _NARROWEST)
    for number, line in enumerate(excerpt(place, sources.get(place.file, ()), room, options)):
        yield indent + (paint(line, Style.NO, options.color) if number else line)


def _characters(line: str, place: Location) -> int:
    """Return how many characters stand before the place, whose column counts bytes as compilers do."""
    count = max(place.column - 1, 0)
    return count if line.isascii() else len(as_viewed(bytes_of(line)[:count], place.line))


def _cut(text: str, room: int, unicode: bool) -> str:
    """Return the beginning, and a mark of what is left out behind it."""
    mark = to_ascii("…", unicode)
    while columns(text) > room - columns(mark):
        text = text[:-1]
    return f"{text}{mark}"
