"""What a run comes to, in a few lines: classes, their traits, what breaks most, what the compilers say, what failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from podcheck.model.facts import Origin
from podcheck.model.reasons import roots
from podcheck.model.results import Record, Report
from podcheck.model.traits import MAIN_TRAITS, Trait, Truth
from podcheck.model.verdicts import Verdict
from podcheck.report.formats.compared import describe_comparison
from podcheck.report.options import Options
from podcheck.report.reasons.culprits import Owners, worst
from podcheck.report.reasons.numbering import Reasons
from podcheck.report.records.comparison import count_open
from podcheck.report.records.shown import is_of_the_project
from podcheck.report.text.ansi import Style, paint
from podcheck.report.text.terminal import safe, shorten, wrap

_FEW = 3
"""Names that a summary lists unless it is verbose."""

_NOTE = 100
"""Columns for why something was not probed; the whole text is on standard error or in `explain`."""

_NOT_ANALYSED = "not-analysed"
"""The code of the reason that a class with errors has for every answer."""

_LONGEST_NAME = 40
"""Columns for the name of what breaks most."""


def shown_records(report: Report, options: Options) -> list[Record]:
    """Return the records that a text is about: the project's, all of them if it is verbose."""
    records = (record for record in report.records if not record.facts.anonymous)
    return [record for record in records if options.verbose or is_of_the_project(record)]


def trait_lines(report: Report, records: Sequence[Record], options: Options) -> Iterator[str]:
    """Yield how many of the classes have each main trait, and which classes break the most others."""
    classes = [record for record in records if record.facts.origin is not Origin.TEMPLATE]
    if not classes:
        return
    counts = (
        f"{sum(record.judgement.verdicts[trait].value is Truth.YES for record in classes)} {trait.adjective}"
        for trait in MAIN_TRAITS
    )
    yield from wrap(f"Of {_count(len(classes), 'class', 'classes')}: {', '.join(counts)}.", options.width)
    culprits = worst(classes, Trait.TRIVIALLY_COPYABLE, Reasons(), Owners(report.records))
    if culprits:
        names = (
            f"{shorten(safe(culprit.name, options.unicode), _LONGEST_NAME, options.unicode)} ({culprit.failing})"
            for culprit in culprits[:_FEW]
        )
        yield from wrap(f"What breaks trivially copyable in others: {', '.join(names)}.", options.width)


def finding_counts(report: Report, options: Options) -> Iterator[str]:
    """Yield how many findings there are, by severity."""
    if report.findings:
        severities = Counter(finding.severity for finding in report.findings)
        reported = ", ".join(_count(count, severity, f"{severity}s") for severity, count in severities.most_common())
        text = f"{_count(len(report.findings), 'finding', 'findings')}: {reported}."
        yield from (paint(line, Style.ALARM, options.color) for line in wrap(text, options.width))


def summary_lines(
    report: Report, records: Sequence[Record], options: Options, *, below_table: bool = True
) -> Iterator[str]:
    """Yield the summary. `records`: those that are shown, a class in several dialects once.

    `below_table`: whether a table is shown, whose marks are to be explained.
    """
    hidden = sum(not record.facts.anonymous for record in report.records) - len(shown_records(report, options))
    if not records:
        result = f", but {hidden} of system headers, or by base and member (-v lists them)" if hidden else ""
        yield from wrap(f"No class was found{result}.", options.width)
        yield from _failures(report, options)
        return
    kinds = Counter("template" if record.facts.origin is Origin.TEMPLATE else "class" for record in records)
    counted = _count(kinds["class"], "class", "classes")
    if kinds["template"]:
        counted += f" and {_count(kinds['template'], 'template', 'templates')}"
    if hidden:
        counted += f", plus {_count(hidden, 'base or member type', 'base and member types')} (-v lists them)"
    stds = sorted({record.std.spelling for record in records})
    yield from wrap(f"As {', '.join(stds)}: {counted}.", options.width)
    for dialect, files in report.assumed:
        text = f"Dialect assumed, since no option names one: {dialect}, for {_count(files, 'file', 'files')}."
        yield from wrap(safe(text, options.unicode), options.width)
    yield from wrap(describe_comparison(report), options.width)
    for (compilers, note), names in _group_unprobed(records).items():
        shown = names if options.verbose else names[:_FEW]
        more = f" and {len(names) - len(shown)} more (-v)" if len(names) > len(shown) else ""
        reported = ", ".join(safe(name, options.unicode) for name in shown)
        why = shorten(safe(note, options.unicode), _NOTE, options.unicode)
        by = f" by {', '.join(compilers)}" if compilers else ""
        yield from wrap(f"Not compared{by}: {reported}{more}: {why}", options.width)
    if below_table:
        yield from mark_lines(records, options)
    yield from finding_counts(report, options)
    if report.accepted:
        counted = _count(len(report.accepted), "finding", "findings")
        yield from wrap(f"Accepted by comments or the baseline: {counted}.", options.width)
    yield from _failures(report, options)


def mark_lines(records: Sequence[Record], options: Options) -> Iterator[str]:
    """Yield what the marks in the table's cells mean, those that stand there."""
    verdicts = [record.judgement.verdicts[trait] for record in records for trait in MAIN_TRAITS]
    if any(verdict.exactly_when for verdict in verdicts):
        yield from wrap("if T: yes if and only if T has it.", options.width, "", "   ")
    why_open = _why_open(verdicts)
    if why_open:
        yield from wrap(f"?: {why_open}.", options.width, "", "   ")
    if any(_is_left_open(record) for record in records):
        reported = "open: on some trait podcheck's answer is ?, the compilers have one; on the others they agree."
        yield from wrap(reported, options.width, "", "   ")


def _why_open(verdicts: Iterable[Verdict]) -> str:
    """Return what the question marks may stand for: errors are named where they are a cause; empty without a mark."""
    marked = [verdict for verdict in verdicts if verdict.value is Truth.UNKNOWN and not verdict.exactly_when]
    failed = [any(root.code == _NOT_ANALYSED for root in roots(verdict.reasons)) for verdict in marked]
    if not any(failed):
        return "depends on a template parameter, or the standard leaves it open" if marked else ""
    error = "the class, or one that it is made of, could not be analysed: see the problems"
    return error if all(failed) else f"depends on a template parameter, the standard leaves it open, or {error}"


def _group_unprobed(records: Iterable[Record]) -> dict[tuple[tuple[str, ...], str], list[str]]:
    """Return classes without answers, by the reason and by the compilers that gave none (nothing: none of them did)."""
    result: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for record in records:
        silent = [answers for answers in record.answers if not answers.traits]
        if record.facts.origin is not Origin.TEMPLATE:
            for note in dict.fromkeys(answers.note for answers in silent):
                by = tuple(answers.compiler for answers in silent if answers.note == note)
                result.setdefault((by if len(by) < len(record.answers) else (), note), []).append(record.facts.name)
    return result


def _failures(report: Report, options: Options) -> Iterator[str]:
    failed = sum(problem.fatal for problem in report.problems)
    if failed:
        text = f"{_count(failed, 'problem', 'problems')} (listed above): not everything was analysed."
        yield from (paint(line, Style.ALARM, options.color) for line in wrap(text, options.width))


def _count(number: int, text: str, many: str) -> str:
    return f"{number} {text if number == 1 else many}"


def _is_left_open(record: Record) -> bool:
    differs = bool(record.mismatches or record.layout_mismatches)
    return record.facts.origin is not Origin.TEMPLATE and not differs and count_open(record) > 0
