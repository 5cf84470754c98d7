"""What the formats for tools are made from: findings, and what could not be done, as lines of one list."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from podcheck.model.fixes import ClassFix
from podcheck.model.problems import Location, Problem
from podcheck.model.reasons import Chain
from podcheck.model.report_formats import SEVERITIES
from podcheck.model.results import Finding, Report
from podcheck.report.formats.paths import path_of
from podcheck.report.options import Options
from podcheck.report.reasons.chains import essential_links, sentence, ways_down
from podcheck.report.text.terminal import safe, visible

NOT_ANALYSED = "not-analysed"
"""The code of what could not be done: a file that does not parse, a compiler that fails."""

REMARK = "remark"
"""The code of a Problem that fails nothing."""

_MOST_CHAINS = 10
"""Ways down that one line has; a class with more has the same few causes over and over."""


_FEW = 3
"""Ways down that a text has."""


class Item(Struct, frozen=True):
    """One line for a tool: a finding or a Problem."""

    code: str
    severity: str
    """One of SEVERITIES."""

    message: str
    """With everything escaped that is not plainly visible, but newlines."""

    file: str
    """From the tree's root, absolute outside it; empty where there is none."""

    line: int
    """1-based; 0 where there is none."""

    column: int
    """1-based, in bytes; 0 where there is none."""

    place: Location
    """The same as the report has it; without a file where there is none."""

    fingerprint: str
    """Stable when lines move, unique in the report."""

    chains: tuple[Chain, ...] = ()
    """Ways down to root causes."""

    finding: Finding | None = None
    """None where it is a Problem."""

    fix: ClassFix | None = None
    """What gives the class the trait that it lacks; None where nothing does."""


def items(report: Report, options: Options) -> tuple[Item, ...]:
    """Return findings in the report's order, then Problems."""
    findings = [_of_finding(finding, report.fixes, options) for finding in report.findings]
    return tuple(_unique([*findings, *(_of_problem(problem, options) for problem in report.problems)]))


def files_of_issues(report: Report) -> tuple[str, ...]:
    """Return the files that the issues and their reasons are in, each once, as the report names them."""
    result: dict[str, None] = {}
    for item in items(report, Options()):
        result[item.place.file] = None
        result |= dict.fromkeys(related.location.file for related in (item.finding.related if item.finding else ()))
        result |= dict.fromkeys(reason.location.file for chain in item.chains for reason in chain)
    return tuple(file for file in result if file)


def spelled_out(item: Item, options: Options) -> str:
    """Return the message, with the first reasons and the other places that it is about, a line each."""
    lines = [item.message]
    for chain in item.chains[:_FEW]:
        root = essential_links(chain)[-1]
        lines.append(safe(f"because {sentence(chain)} {root.clause}") + _where(root.location, options))
    if len(item.chains) > _FEW:
        lines.append(f"and {len(item.chains) - _FEW} more reasons")
    lines += (
        safe(related.message) + _where(related.location, options)
        for related in (item.finding.related if item.finding else ())
        if _place(related.location, options)[:2] != (item.file, item.line)
    )
    return "\n".join(lines)


def _where(place: Location, options: Options) -> str:
    return safe(f" ({path_of(place.file, options)}:{place.line})") if place.file and place.line else ""


def _fix_of(finding: Finding, fixes: Iterable[ClassFix]) -> ClassFix | None:
    """Return the first that gives the class what the finding says it lacks; of several classes of its name, that one's.

    These come with the smallest of a class first.
    """
    some = [fix for fix in fixes if fix.name == finding.record and finding.trait in fix.gained]
    places = {finding.location, *(related.location for related in finding.related)}
    if len({fix.location for fix in some}) > 1:
        some = [fix for fix in some if fix.location in places]
    return next(iter(some), None)


def _of_finding(finding: Finding, fixes: Iterable[ClassFix], options: Options) -> Item:
    chains = tuple(chain for _, chain in zip(range(_MOST_CHAINS), ways_down(finding.reasons), strict=False))
    severity = finding.severity if finding.severity in SEVERITIES else "warning"
    file, line, column = _place(finding.location, options)
    message = visible(finding.message)
    fix = _fix_of(finding, fixes)
    fingerprint = finding.fingerprint
    return Item(
        finding.code, severity, message, file, line, column, finding.location, fingerprint, chains, finding, fix
    )


def _of_problem(problem: Problem, options: Options) -> Item:
    code, severity = (NOT_ANALYSED, "error") if problem.fatal else (REMARK, "note")
    text = f"{problem.message}\n{problem.advice}" if problem.advice else problem.message
    place = problem.location or Location("")
    file, line, column = _place(place, options)
    identity = hashlib.sha256("\0".join((code, file, problem.message)).encode("utf-8", "surrogatepass"))
    return Item(code, severity, visible(text), file, line, column, place, identity.hexdigest()[:32])


def _place(location: Location, options: Options) -> tuple[str, int, int]:
    return path_of(location.file, options) if location.file else "", location.line, location.column


def _unique(made: Iterable[Item]) -> Iterator[Item]:
    """Yield the items with different fingerprints: the second of the same has its number in it.

    Tools drop what has a fingerprint that they have seen.
    """
    seen = Counter[str]()
    for item in made:
        seen[item.fingerprint] += 1
        count = seen[item.fingerprint]
        if count == 1:
            yield item
        else:
            again = hashlib.sha256(f"{item.fingerprint}\0{count}".encode("utf-8", "surrogatepass"))
            yield replace(item, fingerprint=again.hexdigest()[:32])
