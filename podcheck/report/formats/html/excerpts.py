"""The source lines that the page shows: of each root cause, and of each class's definition."""

from __future__ import annotations

from collections.abc import Mapping

from podcheck.cpp.viewed_lines import as_viewed, bytes_of
from podcheck.model.facts import ClassFacts
from podcheck.model.problems import Location
from podcheck.report.text.terminal import safe

LONGEST_DEFINITION = 40
"""Lines of a class that are shown; the rest is where the page says."""

_LONGEST_HEAD = 12
"""Lines between a declaration's beginning, at `template` say, and its name."""

_LONGEST_LINE = 240
_TAB = 4


class Excerpts:
    """A collector of lines, each once, by file and number, as they are to be shown."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources
        self._lines: dict[str, list[str]] = {}
        self.shown: dict[str, dict[int, str]] = {}
        """The lines that were collected, by file and number."""

    def root(self, place: Location) -> int | None:
        """Collect the line of `place`; return how many characters stand before its column, None if it is nowhere."""
        if not self._take(place.file, place.line):
            return None
        before = bytes_of(self._lines[place.file][place.line - 1])[: max(place.column - 1, 0)]
        return min(len(_visible(as_viewed(before, place.line))), _LONGEST_LINE)

    def definition(self, facts: ClassFacts) -> tuple[int, int] | None:
        """Collect the lines of a class, from where its declaration begins; return the first and the last, or None."""
        place, end = facts.location, facts.end
        begin = facts.begin if facts.begin is not None and facts.begin.file == place.file else place
        first = begin.line if 0 <= place.line - begin.line < _LONGEST_HEAD else place.line
        if place.file != end.file or not self._take(place.file, first):
            return None
        last = first
        while last < min(end.line, first + LONGEST_DEFINITION - 1) and self._take(place.file, last + 1):
            last += 1
        return first, last

    def _take(self, file: str, number: int) -> bool:
        if file not in self._sources:
            return False
        if file not in self._lines:
            self._lines[file] = self._sources[file].split("\n")
        lines = self._lines[file]
        if not 0 < number <= len(lines):
            return False
        shown = self.shown.setdefault(file, {})
        if number not in shown:
            text = _visible(as_viewed(bytes_of(lines[number - 1]), number).rstrip())
            shown[number] = text if len(text) <= _LONGEST_LINE else text[:_LONGEST_LINE] + "…"
        return True


def _visible(line: str) -> str:
    return safe(line.expandtabs(_TAB))
