"""What the JSON formats have in common: places, errors, what compilers measured."""

from __future__ import annotations

from typing import TypeAlias

from podcheck.model.measured import LayoutMismatch, MeasuredLayout
from podcheck.model.problems import Location, Problem

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool | None"


def error_json(problem: Problem) -> Json:
    """Return what could not be done, and where; null for what is not known."""
    place = problem.location
    return {
        "file": place.file if place is not None else None,
        "line": place.line or None if place is not None else None,
        "column": place.column or None if place is not None else None,
        "message": problem.message,
    }


def location_json(location: Location) -> Json:
    """Return file, and 1-based line and column."""
    return {"file": location.file, "line": location.line, "column": location.column}


def measured_json(layout: MeasuredLayout) -> Json:
    """Return a compiler's layout, in bytes."""
    return {
        "size": layout.size,
        "align": layout.align,
        "members": dict(layout.members),
        "bases": dict(layout.bases),
    }


def layout_mismatch_json(mismatch: LayoutMismatch) -> Json:
    """Return a number that is not podcheck's.

    `known`: what explains it.
    """
    return {
        "part": mismatch.part.value,
        "name": mismatch.name,
        "podcheck": mismatch.podcheck,
        "compiler": mismatch.compiler,
        "value": mismatch.value,
        "known": mismatch.known,
        "note": mismatch.note,
    }
