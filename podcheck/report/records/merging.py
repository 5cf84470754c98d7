"""Rows about a class that a build reads in several dialects: one where they say the same, else one for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias, TypeVar

from podcheck.model.problems import Location
from podcheck.model.results import Record

Row = TypeVar("Row")

_Class: TypeAlias = tuple[str, Location, str]
Dialects: TypeAlias = Mapping[_Class, frozenset[str]]
"""By class the dialects of its rows."""


def merge_dialects(rows: Iterable[tuple[Record, Row]]) -> list[tuple[Record, Row]]:
    """Return the rows without those that say of the same class, in another dialect, what one before them says."""
    known: dict[tuple[_Class, Row], str] = {}
    kept = []
    for record, row in rows:
        first = known.setdefault((_class_of(record), row), record.std.spelling)
        if first == record.std.spelling:  # two of one dialect are two that differ by more than a row shows
            kept.append((record, row))
    return kept


def find_dialects(records: Sequence[Record]) -> Dialects:
    """Return in which dialects each class is."""
    result: dict[_Class, set[str]] = {}
    for record in records:
        result.setdefault(_class_of(record), set()).add(record.std.spelling)
    return {name: frozenset(dialects) for name, dialects in result.items()}


def name_with_dialect(record: Record, dialects: Dialects) -> str:
    """Return the class's name, with the dialect behind it where there is a row of another."""
    name = record.facts.name
    return f"{name} ({record.std.spelling})" if len(dialects[_class_of(record)]) > 1 else name


def _class_of(record: Record) -> _Class:
    return record.facts.name, record.facts.location, record.target
