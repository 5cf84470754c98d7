"""The report as GitHub's Markdown, for a comment on a pull request or a job's summary.

What is wrong comes first, what is long is folded away, and what does not fit is counted: GitHub refuses a comment or
summary that is too long as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from podcheck.model.facts import Origin
from podcheck.model.problems import Location, Problem
from podcheck.model.reasons import Chain
from podcheck.model.results import Finding, Record, Report
from podcheck.model.traits import MAIN_TRAITS, Trait, Truth
from podcheck.model.verdicts import Reason
from podcheck.report.formats.paths import path_of
from podcheck.report.options import Options
from podcheck.report.reasons.chains import chains, essential_links, joint, ways_down
from podcheck.report.reasons.culprits import Owners, worst
from podcheck.report.reasons.numbering import Reasons
from podcheck.report.reasons.references import urls
from podcheck.report.records.comparison import compare
from podcheck.report.records.merging import find_dialects, merge_dialects, name_with_dialect
from podcheck.report.records.shown import is_of_the_project
from podcheck.report.text.markdown import code, message, to_one_line

COMMENT = 65_536
"""Bytes: GitHub takes that many characters in a comment, by whatever it counts these."""

SUMMARY = 1024 * 1024
"""Bytes that GitHub takes in the summary of one step."""

_RESERVE = 1500
"""Bytes for the line that says what is left out."""

_ROWS = 20
"""Classes that are seen at once; the others are folded away."""

_WORST = 10
_REASONS = 2
"""Reasons of one finding that are shown."""


@dataclass(slots=True)
class _Page:
    """Lines within a limit of bytes, and what there was no room for."""

    left: int
    """Bytes that there is still room for."""

    lines: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """What there was no room for, counted, in words."""

    def add(self, before: Sequence[str], blocks: Sequence[str], after: Sequence[str], nouns: str) -> None:
        """Add as many of the blocks as there is room for, between `before` and `after`; nothing if there is none."""
        room = self.left - _bytes(before) - _bytes(after)
        fitting = 0
        for block in blocks:
            room -= _bytes([block])
            if room < 0:
                break
            fitting += 1
        if fitting < len(blocks):
            self.missing.append(f"{len(blocks) - fitting:,} of {len(blocks):,} {nouns}")
        if fitting:
            self.write([*before, *blocks[:fitting], *after])

    def write(self, lines: Sequence[str]) -> None:
        self.left -= _bytes(lines)
        self.lines += lines


def _bytes(lines: Sequence[str]) -> int:
    return sum(len(line.encode()) + 1 for line in lines)


def render_markdown(report: Report, options: Options) -> str:
    """Return the report in at most COMMENT bytes of UTF-8, SUMMARY if `options.verbose`; it ends in a newline."""
    limit = SUMMARY if options.verbose else COMMENT
    page = _Page(limit - _RESERVE)
    all_records = [record for record in report.records if not record.facts.anonymous]
    merged = merge_dialects(
        [(record, _row(record, options)) for record in all_records if options.verbose or is_of_the_project(record)]
    )
    records = [record for record, _ in merged]
    page.write([f"### podcheck: {_verdict(report)}", "", *_summary(report, records)])
    problems = [_problem(problem, options) for problem in report.problems if problem.fatal]
    page.add(["", "**Not everything was analysed:**", ""], problems, [], "problems")
    page.add(["", "**Findings:**", ""], [_finding(finding, options) for finding in report.findings], [], "findings")
    dialects = find_dialects(records)
    rows = [f"| {code(name_with_dialect(record, dialects), cell=True)} {row}" for record, row in merged if row]
    page.add(["", *_HEADING], rows[:_ROWS], [], "classes with a “no”")
    _worst(page, records, all_records)
    _remarks(page, report, options)
    folded = ["", f"<details><summary>{len(rows) - _ROWS:,} more classes with a “no”</summary>", "", *_HEADING]
    page.add(folded, rows[_ROWS:], ["", "</details>"], "further classes with a “no”")
    _known(page, records)
    if page.missing:
        reported = ", ".join(page.missing)
        page.lines += [
            "",
            f"_Omitted, since GitHub accepts {limit:,} bytes: {reported}. `--format html` has them all._",
        ]
    return "\n".join(page.lines) + "\n"


def _verdict(report: Report) -> str:
    failed = sum(problem.fatal for problem in report.problems)
    result = len(report.findings)
    parts = [_count(failed, "problem")] if failed else []
    parts.append(_count(result, "finding") if result else "nothing to report" if not failed else "no findings")
    return ", ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _summary(report: Report, records: Sequence[Record]) -> Iterator[str]:
    if not records:
        yield "No class was found."
        return
    kinds = Counter(record.facts.origin is Origin.TEMPLATE for record in records)
    counted = f"{kinds[False]:,} {'class' if kinds[False] == 1 else 'classes'}"
    templates = f" and {_count(kinds[True], 'template')}" if kinds[True] else ""
    dialects = ", ".join(to_one_line(text) for text in sorted({record.std.spelling for record in records}))
    yield f"As {dialects}: {counted}{templates}. {_missing_traits(records)}{_compare(report)}"


def _missing_traits(records: Sequence[Record]) -> str:
    lacking = [(trait, sum(_lacks(record, trait) for record in records)) for trait in MAIN_TRAITS]
    reported = [f"{number:,} not {_words(trait)}" for trait, number in lacking if number]
    return (
        f"{', '.join(reported)}. ".capitalize().replace("pod", "POD") if reported else "All have the four main traits. "
    )


def _compare(report: Report) -> str:
    if not report.compilers:
        return "Not compared with a compiler."
    result = compare(report)
    names = " and ".join(to_one_line(compiler) for compiler in report.compilers)
    known = _count(result.known, "known difference") if result.known else "no known difference"
    rest = f"**{result.unexplained:,} unexplained**" if result.unexplained else "none unexplained"
    left_open = f", {_count(result.open, 'answer')} that the standard leaves open" if result.open else ""
    return f"Compared with {names}: {known}, {rest}{left_open}."


def _lacks(record: Record, trait: Trait) -> bool:
    return record.judgement.verdicts[trait].value is Truth.NO


def _words(trait: Trait) -> str:
    return "POD" if trait is Trait.POD else trait.value.replace("_", " ")


def _place(location: Location, options: Options, *, cell: bool = False) -> str:
    if not location.file:
        return ""
    line = f":{location.line}" if location.line else ""
    return code(f"{path_of(location.file, options)}{line}", cell=cell)


def _problem(problem: Problem, options: Options) -> str:
    place = f"{_place(problem.location, options)}: " if problem.location is not None else ""
    advice = f" {message(problem.advice)}" if problem.advice else ""
    return f"- :warning: {place}{message(problem.message)}{advice}"


def _finding(finding: Finding, options: Options) -> str:
    lines = [f"- :x: {_place(finding.location, options)}: {message(finding.message)} ({code(finding.code)})"]
    ways = list(dict.fromkeys(_chain(way, options) for way in ways_down(finding.reasons)))
    lines += [f"  - {way}" for way in ways[:_REASONS]]
    if len(ways) > _REASONS:
        lines.append(f"  - and {_count(len(ways) - _REASONS, 'more reason')}")
    return "\n".join(lines)


def _chain(chain: Chain, options: Options, *, cell: bool = False) -> str:
    """Return where it enters a member or base, and its end, with clause and place."""
    few = essential_links(chain)
    sentence = joint(chain).join(message(reason.message, cell=cell) for reason in few)
    return f"{sentence} ({_clause(few[-1])}, {_place(few[-1].location, options, cell=cell)})"


def _clause(reason: Reason) -> str:
    for _, url in urls(reason.clause):
        return f"[{to_one_line(reason.clause)}]({url})"
    return to_one_line(reason.clause)


_HEADING = ("| class | where | is not | because |", "| --- | --- | --- | --- |")


def _row(record: Record, options: Options) -> str:
    """Return what a row says behind the class's name; nothing where it has the four main traits."""
    lacking = [trait for trait in MAIN_TRAITS if _lacks(record, trait)]
    if not lacking:
        return ""
    way = next(chains(record.judgement.verdicts[lacking[0]]))
    why = _chain(way, options, cell=True)
    place = _place(record.facts.location, options, cell=True)
    return f"| {place} | {', '.join(map(_words, lacking))} | {why} |"


def _worst(page: _Page, records: Sequence[Record], all_records: Sequence[Record]) -> None:
    result = worst(records, Trait.TRIVIALLY_COPYABLE, Reasons(), Owners(all_records))
    culprits = [
        f"- {code(culprit.name)}: {culprit.failing:,} of {culprit.of:,} classes that are not trivially copyable"
        for culprit in result[:_WORST]
    ]
    page.add(*_fold("What breaks most", culprits), "causes")


def _known(page: _Page, records: Sequence[Record]) -> None:
    known = [
        f"- {code(record.facts.name)}: {_words(mismatch.trait)}: {to_one_line(mismatch.compiler)} says "
        f"{'yes' if mismatch.value else 'no'}: {to_one_line(mismatch.known)}"
        for record in records
        for mismatch in record.mismatches
        if mismatch.known is not None
    ]
    known += [
        f"- {code(record.facts.name)}: {message(number.subject)}: podcheck says {number.podcheck}, "
        f"{to_one_line(number.compiler)} says {number.value}: {to_one_line(number.known)}"
        for record in records
        for number in record.layout_mismatches
        if number.known is not None
    ]
    page.add(*_fold("Known differences from compilers", known), "known differences")


def _remarks(page: _Page, report: Report, options: Options) -> None:
    """Add what fails nothing: accepted findings, and notes on the run."""
    accepted = [_finding(finding, options) for finding in report.accepted]
    page.add(*_fold("Accepted findings", accepted), "accepted findings")
    notes = [
        f"- {message(problem.message)}{f' {message(problem.advice)}' if problem.advice else ''}"
        for problem in report.problems
        if not problem.fatal
    ]
    page.add(*_fold("Notes", notes), "notes")


def _fold(title: str, blocks: Sequence[str]) -> tuple[list[str], Sequence[str], list[str]]:
    return ["", f"<details><summary>{title} ({len(blocks):,})</summary>", ""], blocks, ["", "</details>"]
