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
    assert [problem for problem in made.problems if problem.fatal] == []
    return [(finding.location.line, finding.code, finding.record) for finding in made.findings]


def complaints(text: str, **options: object) -> list[tuple[int, str, str]]:
    """Line, message and advice of each problem."""
    return [
        (problem.location.line if problem.location else 0, problem.message, problem.advice)
        for problem in report(text, **options).problems
    ]
