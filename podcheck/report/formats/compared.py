"""What a report says of the comparison with compilers, the same on a terminal and on a page."""

from __future__ import annotations

from podcheck.model.results import Report
from podcheck.report.records.comparison import compare
from podcheck.report.text.terminal import safe


def describe_comparison(report: Report) -> str:
    """Return what was compared with which compilers, and what came of it, as a sentence."""
    if not report.compilers:
        return "Not compared with a compiler."
    result = compare(report)
    answers = (f"{_count(result.answers[compiler], 'answer')} of {safe(compiler)}" for compiler in report.compilers)
    reported = f"Compared: {', '.join(answers)}"
    if not any(result.answers.values()):
        return f"{reported}."
    if not result.known and not result.unexplained:
        rest = f", except for {result.open:,} that the standard leaves open" if result.open else ""
        return f"{reported}: all agree{rest}."
    unexplained = f"{result.unexplained:,} unexplained" if result.unexplained else "none unexplained"
    return f"{reported}: {_count(result.known, 'known difference')}, {unexplained}."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}" if number else f"no {noun}s"
