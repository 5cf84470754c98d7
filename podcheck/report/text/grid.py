"""Tables by tabulate, two columns apart and no wider than their cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from tabulate import SEPARATING_LINE, DataRow, Line, TableFormat, tabulate

from podcheck.report.text.terminal import columns

GAP = 2
"""Columns between two cells."""

_FORMAT = TableFormat(
    lineabove=None,
    linebelowheader=Line("", "-", " " * GAP, ""),
    linebetweenrows=None,
    linebelow=None,
    headerrow=DataRow("", " " * GAP, ""),
    datarow=DataRow("", " " * GAP, ""),
    padding=0,
    with_header_hide=None,
)
"""tabulate's `simple` without the padding that it gives to headings: these go in as rows."""


def grid(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return the rows beneath their headings; cells may have several lines and colours."""
    lines = [*_lines(headings), SEPARATING_LINE, *(line for row in rows for line in _lines(row))]
    return tabulate(lines, tablefmt=_FORMAT, disable_numparse=True)


def pairs(rows: Iterable[Sequence[str]]) -> str:
    """Return rows without headings."""
    return tabulate([line for row in rows for line in _lines(row)], tablefmt="plain", disable_numparse=True)


def width(rows: Sequence[Sequence[str]]) -> int:
    """Return how many columns these rows, headings among them and without colours, take in a grid."""
    widths = [max(map(_widest, column)) for column in zip(*rows, strict=True)]
    return sum(widths) + GAP * (len(widths) - 1)


def _widest(cell: str) -> int:
    return max(columns(line) for line in cell.split("\n"))


def _lines(row: Sequence[str]) -> Iterator[list[str]]:
    """Yield a row whose cells have several lines, as rows of one line each."""
    for line in zip_longest(*(cell.split("\n") for cell in row), fillvalue=""):
        yield list(line)
