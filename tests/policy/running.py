"""C++ in, findings out."""

from __future__ import annotations

import podcheck
from podcheck.model.results import Report


def report(text: str, **options: object) -> Report:
    """What podcheck says of the text, without compilers unless they are asked for."""
    return podcheck.check("unit.cpp", text=text, **{"cross_check": False, **options})  # type: ignore[arg-type]


def found(text: str, **options: object) -> list[tuple[int, str, str]]:
    """Line, code and class of each finding; there must be no problem that fails the run."""
    made = report(text, **options)
    assert [one for one in made.problems if one.fatal] == []
    return [(one.location.line, one.code, one.record) for one in made.findings]


def complaints(text: str, **options: object) -> list[tuple[int, str, str]]:
    """Line, message and advice of each problem."""
    return [
        (one.location.line if one.location else 0, one.message, one.advice) for one in report(text, **options).problems
    ]
