"""A report as the diagnostics of the editor's file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice

from podcheck.addresses import rule_address
from podcheck.lsp.actions import comment_above
from podcheck.lsp.analysis import Analysed
from podcheck.lsp.messages import NOWHERE, Diagnosis, RelatedInformation, TextEdit
from podcheck.model.problems import Location, Problem
from podcheck.model.reasons import walk
from podcheck.model.results import Finding, Mismatch, Record
from podcheck.policy.comments.suppressions import UNUSED, accepting_places
from podcheck.report.reasons.chains import sentence, ways_down
from podcheck.report.reasons.references import urls
from podcheck.report.records.measured import differing_layouts
from podcheck.report.text.terminal import safe

NOT_ANALYSED = "not-analysed"
"""The code of what could not be analysed."""

_ERROR, _WARNING, _HINT = 1, 2, 4
_SEVERITIES = {"error": _ERROR, "warning": _WARNING}
_MOST_NOTES = 40
_MOST_CAUSES = 3


def diagnose(analysed: Analysed) -> tuple[Diagnosis, ...]:
    """Return the findings in the file, and what could not be analysed."""
    problems = (problem for problem in analysed.report.problems if problem.fatal)
    placed = ((finding, analysed.place_of(finding)) for finding in analysed.report.findings)
    return (
        *(_problem(problem, analysed) for problem in problems),
        *(_finding(finding, place, analysed) for finding, place in placed if place is not None),
        *(difference for record in analysed.own_records for difference in _known_differences(record, analysed)),
    )


def remarks(analysed: Analysed) -> tuple[str, ...]:
    """Return what the run says besides."""
    notes = (problem for problem in analysed.report.problems if not problem.fatal)
    return tuple(safe(f"{note.location}: {note.message}" if note.location else note.message) for note in notes)


def not_analysed(what: str, advice: str = "") -> Diagnosis:
    """Return what is said at the file's beginning where nothing of it could be analysed."""
    message = "\n".join(safe(text) for text in (what, advice) if text)
    return Diagnosis(NOWHERE, _ERROR, NOT_ANALYSED, message)


def _problem(problem: Problem, analysed: Analysed) -> Diagnosis:
    """Return the problem at its place, or at the file's beginning where that is in another file."""
    place = problem.location
    message = "\n".join(safe(text) for text in (problem.message, problem.advice) if text)
    if place is None or analysed.is_own(place.file):
        span = analysed.positions.span(place) if place is not None else NOWHERE
        return Diagnosis(span, _WARNING, NOT_ANALYSED, message)
    note = _note(place, safe(problem.message), analysed)
    return Diagnosis(NOWHERE, _WARNING, NOT_ANALYSED, f"{safe(str(place))}: {message}", (note,))


def _finding(finding: Finding, place: Location, analysed: Analysed) -> Diagnosis:
    causes = dict.fromkeys(sentence(chain) for chain in ways_down(finding.reasons))
    lines = [finding.message, *islice((cause for cause in causes if cause != finding.message), _MOST_CAUSES)]
    return Diagnosis(
        analysed.positions.span(place),
        _SEVERITIES.get(finding.severity, _WARNING),
        finding.code,
        "\n".join(safe(line) for line in lines),
        tuple(islice(_notes(finding, place, analysed), _MOST_NOTES)),
        finding.record,
        tuple(_accepting(finding, analysed)),
        rule_address(finding.code) or "",
    )


def _known_differences(record: Record, analysed: Analysed) -> Iterator[Diagnosis]:
    """Yield a hint for each thing that is known to have a compiler answer otherwise, where one was asked."""
    numbers = [mismatch.known for mismatch in record.mismatches]
    numbers += [mismatch.known for mismatch in record.layout_mismatches]
    for number in dict.fromkeys(filter(None, numbers)):
        traits = [mismatch for mismatch in record.mismatches if mismatch.known == number]
        layouts = [mismatch for mismatch in record.layout_mismatches if mismatch.known == number]
        lines = [*(_answer(mismatch, number) for mismatch in traits), *differing_layouts(layouts)]
        message = "\n".join(safe(f"'{record.facts.name}': {line}") for line in lines)
        span = analysed.positions.span(record.facts.location)
        address = next((address for _, address in urls(number)), "")
        yield Diagnosis(span, _HINT, safe(number), message, record=record.facts.name, address=address)


def _answer(mismatch: Mismatch, number: str) -> str:
    ours, theirs = ("no", "yes") if mismatch.value else ("yes", "no")
    answers = f"{mismatch.compiler} says {theirs}, podcheck {ours}"
    return f"{mismatch.trait.adjective}: {answers}, a known difference ({number})"


def _notes(finding: Finding, place: Location, analysed: Analysed) -> Iterator[RelatedInformation]:
    """Yield the other places of a finding, then its reasons down to the roots."""
    if place != finding.location:
        yield _note(finding.location, safe(finding.message), analysed)
    for related in finding.related:
        if related.location.file:
            yield _note(related.location, safe(related.message), analysed)
    for reason in walk(finding.reasons):
        if reason.location.file:
            yield _note(reason.location, safe(f"{reason.message} {reason.clause}"), analysed)


def _note(place: Location, message: str, analysed: Analysed) -> RelatedInformation:
    return RelatedInformation(os.path.abspath(place.file), analysed.positions.span(place), message)


def _accepting(finding: Finding, analysed: Analysed) -> Iterator[TextEdit]:
    """Yield the comment that accepts the finding: in the editor's file where one there does."""
    if finding.code == UNUSED:
        return
    places = [place for place in accepting_places(finding) if place.line]
    own = [place for place in places if analysed.is_own(place.file)]
    for place in (*own, *places)[:1]:
        yield comment_above(place, f"podcheck: ignore[{finding.code}]", analysed.positions)
