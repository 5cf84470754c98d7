"""What the page says before any script runs: what was checked, what was found, and what could not be done."""

from __future__ import annotations

from collections import Counter
from urllib.parse import quote

from msgspec import Struct

from podcheck.model.facts import Origin
from podcheck.model.problems import Problem
from podcheck.model.results import Finding, Report
from podcheck.model.traits import Trait, Truth
from podcheck.report.formats.compared import describe_comparison
from podcheck.report.formats.html.document import ReportData
from podcheck.report.options import About
from podcheck.report.reasons.chains import essential_links, sentence, ways_down
from podcheck.report.reasons.culprits import worst
from podcheck.report.records.shown import is_of_the_project
from podcheck.report.text.terminal import safe

_SHORT = 12
"""Digits of a commit's hash."""

_FEW = 8
"""Findings and problems that are seen at once; the others are folded away."""


class Line(Struct, frozen=True):
    """One finding or problem, in texts that are safe to show."""

    what: str
    """Its message."""

    place: str
    """Where it is."""

    why: str = ""
    """Its cause, or what to do."""

    code: str = ""
    severity: str = ""
    """Of a finding, how bad it is."""

    record: str = ""
    """Of a finding, its class."""

    link: str = ""
    """The name of the link to that class."""


class Frame(Struct, frozen=True):
    """Everything that the template writes."""

    title: str
    about: str
    command: str
    counted: str
    compared: str
    headline: str
    versions: str
    findings: tuple[Line, ...]
    """The first findings, which are seen at once."""

    more_findings: tuple[Line, ...]
    """The other findings, folded away."""

    problems: tuple[Line, ...]
    """The first problems, which are seen at once."""

    more_problems: tuple[Line, ...]
    """The other problems, folded away."""

    accepted: tuple[Line, ...]
    notes: tuple[Line, ...]


def frame(report: Report, document: ReportData, about: About) -> Frame:
    """Return the frame of a report whose `document` is made already."""
    links: dict[str, str] = {}
    for record, name in zip(document.records, document.links, strict=True):
        links.setdefault(record.facts.name, name)
    findings = [_finding(finding, links.get(finding.record)) for finding in report.findings]
    problems = [_problem(problem) for problem in report.problems if problem.fatal]
    notes = [_problem(problem) for problem in report.problems if not problem.fatal]
    return Frame(
        title=_title(report, about),
        about=_about(about),
        command=safe(about.command),
        counted=_count(report),
        compared=describe_comparison(report),
        headline=headline(document, Trait.TRIVIALLY_COPYABLE),
        versions=safe(f"podcheck {report.podcheck}, {report.libclang}"),
        findings=tuple(findings[:_FEW]),
        more_findings=tuple(findings[_FEW:]),
        problems=tuple(problems[:_FEW]),
        more_problems=tuple(problems[_FEW:]),
        accepted=tuple(_finding(finding, links.get(finding.record)) for finding in report.accepted),
        notes=tuple(notes),
    )


def headline(document: ReportData, trait: Trait) -> str:
    """Return what most classes fail through; nothing if none fails."""
    records = [record for record in document.records if is_of_the_project(record)]
    failing = sum(record.judgement.verdicts[trait].value is Truth.NO for record in records)
    if not failing:
        return ""
    classes = "class" if len(records) == 1 else "classes"
    fail = "is" if failing == 1 else "are"
    reported = f"{failing:,} of {len(records):,} {classes} {fail} not {trait.adjective}"
    result = worst(records, trait, document.reasons, document.owners)
    if not result:
        return f"{reported}."
    return f"{reported}, {result[0].failing:,} of these through {safe(result[0].name)}."


def _title(report: Report, about: About) -> str:
    """Return the project's name, and the file's where it is about one."""
    files = dict.fromkeys(record.facts.location.file for record in report.records if is_of_the_project(record))
    names = [safe(name) for name in (about.project, *(files if len(files) == 1 else ())) if name]
    return f"podcheck: {', '.join(names)}" if names else "podcheck"


def _about(about: About) -> str:
    """Return of what state of the project it is; nothing where neither revision nor date is known."""
    date = safe(about.date)
    if about.revision:
        return f"Work tree at {safe(about.revision)[:_SHORT]}{f' of {date}' if date else ''}"
    return date


def _count(report: Report) -> str:
    kinds = Counter(
        _kind(record.facts.origin, is_of_the_project(record)) for record in report.records if not record.facts.anonymous
    )
    dialects = ", ".join(sorted({record.std.spelling for record in report.records}))
    if not kinds:
        return "No class was found."
    parts = [f"{count:,} {text if count == 1 else many}" for text, many in _KINDS if (count := kinds[text])]
    return f"As {dialects}: {', '.join(parts)}."


_KINDS = (
    ("class", "classes"),
    ("template", "templates"),
    ("base or member type", "base and member types"),
)


def _kind(origin: Origin, shown: bool) -> str:
    if not shown:
        return _KINDS[2][0]
    return _KINDS[1][0] if origin is Origin.TEMPLATE else _KINDS[0][0]


def _problem(problem: Problem) -> Line:
    return Line(safe(problem.message), safe(str(problem.location or "")), safe(problem.advice))


def _finding(finding: Finding, name: str | None) -> Line:
    """Return the line with its first root cause; the class's page, which the link leads to, shows the whole of it."""
    trait = f"&trait={finding.trait.value}" if finding.trait is not None else ""
    why = ""
    if finding.reasons:
        chain = next(ways_down(finding.reasons))
        root = essential_links(chain)[-1]
        why = f"{safe(sentence(chain))} ({root.clause}, {safe(str(root.location))})"
    return Line(
        safe(finding.message),
        safe(str(finding.location)),
        why,
        finding.code,
        safe(finding.severity),
        safe(finding.record),
        f"#class={quote(name, safe=':,')}{trait}" if name is not None else "",
    )
