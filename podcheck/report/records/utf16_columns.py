"""Columns as viewers of SARIF count them: in units of UTF-16, where compilers count bytes of UTF-8."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from podcheck.cpp.viewed_lines import bytes_of, utf16_units
from podcheck.model.problems import Location


class Utf16Columns:
    """Turns a place's column into the other unit, with the text of the files at hand."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources
        self._lines: dict[str, Sequence[str]] = {}

    def of(self, place: Location) -> int:
        """Return the column, from 1; 0 where there is none, or where the line that it counts on is not known."""
        if place.column == 1:
            return 1
        lines = self._lines_of(place.file)
        if not place.column or not 0 < place.line <= len(lines):
            return 0
        line = lines[place.line - 1]
        if line.isascii():
            return place.column
        return utf16_units(bytes_of(line)[: place.column - 1], place.line) + 1

    def _lines_of(self, file: str) -> Sequence[str]:
        if file not in self._lines:
            self._lines[file] = self._sources[file].split("\n") if file in self._sources else ()
        return self._lines[file]
