"""From all findings of a run to those that count: chosen codes, comments in the source, the baseline, in this order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from msgspec import Struct

from podcheck.model.problems import Problem
from podcheck.model.reasons import walk
from podcheck.model.results import Finding, Record
from podcheck.paths import identify_file
from podcheck.policy.baseline import AcceptedFinding, match, stale, stale_notes
from podcheck.policy.comments.source_text import SourceTexts
from podcheck.policy.comments.suppressions import Suppression, part, suppressions, unknown_codes, unused_suppressions


class FilterOptions(Struct, frozen=True):
    """What the findings are parted by."""

    counts: Callable[[str], bool]
    """Whether findings with a code were chosen (`--select`, `--ignore`)."""

    ignored: Callable[[Finding], bool]
    """Whether a finding doesn't count in its file."""

    possible: Callable[[str], bool]
    """Whether the run could have had a finding with the code, or any (`""`)."""

    codes: Callable[[], Sequence[str]]
    """Returns all codes; called only where a comment names one."""

    silent: AbstractSet[str]
    """Codes that this run did not look for."""

    own_files: Sequence[str]
    """Files whose comments are the run's business."""

    failed: Callable[[str], bool]
    """Whether the file was not analysed in full."""

    baseline: Path | None = None
    """The file of the baseline; None where there is none."""

    entries: Sequence[AcceptedFinding] = ()
    """The baseline's entries."""


class FilteredFindings(Struct, frozen=True):
    """The findings of a run, parted."""

    findings: tuple[Finding, ...]
    """Those that count."""

    accepted: tuple[Finding, ...]
    """Those that a comment or the baseline accepts."""

    problems: tuple[Problem, ...]
    """Unknown codes and stale entries."""


def conclude(
    findings: Iterable[Finding], records: Sequence[Record], pages: SourceTexts, account: FilterOptions
) -> FilteredFindings:
    """Return the findings parted; comments and entries of the baseline that accept nothing are reported."""
    chosen = [
        finding for finding in _deduplicate(findings) if account.counts(finding.code) and not account.ignored(finding)
    ]
    files = dict.fromkeys((*account.own_files, *(file for finding in chosen for file in _files(finding))))
    result: list[Suppression] = []
    problems: list[Problem] = []
    for file in files:
        page = pages.page(file)
        if page.remarks:
            some, wrong = suppressions(page, (record.facts for record in records if record.facts.location.file == file))
            result += some
            problems += wrong if file in account.own_files else ()
    if any(suppression.codes for suppression in result):
        known = account.codes()
        problems += unknown_codes(
            (suppression for suppression in result if suppression.file in account.own_files), known
        )
        result = [suppression for suppression in result if set(suppression.codes) <= set(known)]
    parted = part(chosen, result)
    idle = [
        suppression
        for suppression in result
        if suppression.file in account.own_files and not account.failed(suppression.file)
    ]
    vain = [
        finding
        for finding in unused_suppressions(idle, parted.used, account.possible, pages)
        if account.counts(finding.code) and not account.ignored(finding)
    ]
    counting = (*parted.counting, *vain)
    if account.baseline is None:
        return FilteredFindings(counting, parted.accepted, tuple(problems))
    folder = account.baseline.parent
    matched = match(counting, account.entries, folder)
    names = (record.facts.name for record in records)
    gone = [
        entry
        for entry in stale(matched.unanswered, names, account.own_files, folder)
        if entry.code not in account.silent and not account.failed(entry.file)
    ]
    problems += stale_notes(account.baseline, gone)
    return FilteredFindings(matched.counting, (*parted.accepted, *matched.accepted), tuple(problems))


def _deduplicate(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield each finding once: several units or dialects, by whatever way they came to a file, find the same."""
    seen: set[tuple[str, str, int, int]] = set()
    for finding in findings:
        place = finding.location
        key = (finding.fingerprint, identify_file(place.file), place.line, place.column)
        if key not in seen:
            seen.add(key)
            yield finding


def _files(finding: Finding) -> set[str]:
    """Return the files of a finding's places, those of its reasons included."""
    places = (finding.location, *(related.location for related in finding.related))
    return {place.file for place in (*places, *(reason.location for reason in walk(finding.reasons)))}
