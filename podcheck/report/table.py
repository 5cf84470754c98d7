"""The table for terminals: a row per class, a numbered note for each reason, and what was compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from podcheck.model.facts import Origin
from podcheck.model.problems import Location
from podcheck.model.results import Finding, Record, Report
from podcheck.model.traits import MAIN_TRAITS, Trait, Truth
from podcheck.model.verdicts import Verdict
from podcheck.report import grid
from podcheck.report.ansi import Style, paint
from podcheck.report.causes import CauseKey, Chain, cause_key, chains
from podcheck.report.options import Options
from podcheck.report.text import NOT_ASKED, fold_name, plain, safe, shorten, wrap

_HEADINGS = {
    Trait.TRIVIAL: "trivial",
    Trait.TRIVIALLY_COPYABLE: "trivially\ncopyable",
    Trait.STANDARD_LAYOUT: "standard\nlayout",
    Trait.POD: "POD",
}
_WORDS = {
    Truth.YES: ("yes", Style.YES),
    Truth.NO: ("no", Style.NO),
    Truth.UNKNOWN: ("?", Style.UNKNOWN),
}
_NARROWEST_NAME = 12
_FEW = 3
"""Names that a summary lists unless it is verbose."""

_NOTE = 100
"""Columns for why something was not probed; the whole text is on standard error or in `explain`."""

_PLACED_FROM = 96
"""Columns of a terminal from which there is room to say where each class is."""


@dataclass(slots=True)
class Notes:
    """The notes beneath the table, each chain of reasons numbered once, from 1, in the order of their use."""

    numbers: dict[tuple[CauseKey, ...], int] = field(default_factory=dict)
    chains: list[Chain] = field(default_factory=list)

    def number(self, chain: Chain) -> int:
        """The number of the note that tells this chain."""
        key = tuple(cause_key(reason) for reason in _told(chain))
        if key not in self.numbers:
            self.chains.append(chain)
            self.numbers[key] = len(self.chains)
        return self.numbers[key]


def table(report: Report, options: Options) -> str:
    """The report as text of `options.width` columns, ending in a newline."""
    notes = Notes()
    parts = []
    records = [one for one in report.records if not one.facts.anonymous]
    if records:
        parts.append(_rows(records, bool(report.compilers), notes, options))
    if notes.chains:
        parts.append("\n".join(_notes(notes, options)))
    if report.findings:
        parts.append("\n".join(_findings(report.findings, options)))
    parts.append("\n".join(_summary(report, records, options)))
    return "\n\n".join(parts) + "\n"


def _rows(records: Sequence[Record], crossed: bool, notes: Notes, options: Options) -> str:
    """As a grid where the terminal is wide enough, else with one block per class."""
    headings = ["kind", *(_HEADINGS[trait] for trait in MAIN_TRAITS), *(["compilers"] if crossed else [])]
    cells = [
        [
            _kind(one),
            *(_cell(one.judgement.verdicts[trait], notes, options) for trait in MAIN_TRAITS),
            *([_agreement(one, options)] if crossed else []),
        ]
        for one in records
    ]
    placed = options.width >= _PLACED_FROM
    if placed:
        headings.append("where")
        cells = [[*row, _short_place(one.facts.location, options)] for one, row in zip(records, cells, strict=True)]
    room = options.width - grid.width([headings, *cells]) - grid.GAP
    if room < _NARROWEST_NAME:
        return _blocks(records, headings, cells, options)
    names = [_name(one, room, options) for one in records]
    rows = (_painted([name, *row], options) for name, row in zip(names, cells, strict=True))
    return grid.grid(["class", *headings], rows)


def _blocks(
    records: Sequence[Record], headings: Sequence[str], cells: Sequence[Sequence[str]], options: Options
) -> str:
    """For narrow terminals: each class's name, and its row written downwards."""
    blocks = []
    for record, row in zip(records, cells, strict=True):
        told = [
            [heading.replace("\n", " "), cell]
            for heading, cell in zip(headings[1:], _painted(row[1:], options), strict=True)
        ]
        head = f"{row[0]} ".replace("\n", " ")
        name = _name(record, max(options.width - len(head), 8), options)
        body = grid.pairs(told).splitlines()
        blocks.append("\n".join([head + name, *(f"  {line}" for line in body)]))
    return "\n\n".join(blocks)


def _name(record: Record, room: int, options: Options) -> str:
    return fold_name(safe(record.facts.name, options.unicode), room, options.unicode)


def _kind(record: Record) -> str:
    facts = record.facts
    if facts.closure:
        return "lambda"
    return f"{facts.kind.value}\ntemplate" if facts.origin is Origin.TEMPLATE else facts.kind.value


def _cell(verdict: Verdict, notes: Notes, options: Options) -> str:
    """`yes`, or `no` with the note of its first reason; of an open answer the reason is for the verbose."""
    word, _ = _WORDS[verdict.value]
    if verdict.value is Truth.YES:
        return word
    found: dict[tuple[CauseKey, ...], Chain] = {}
    for chain in chains(verdict):
        found.setdefault(tuple(map(cause_key, _told(chain))), chain)
    few = () if verdict.value is Truth.UNKNOWN else tuple(found.values())[:1]
    shown = found.values() if options.verbose else few
    return word + "".join(f" [{notes.number(chain)}]" for chain in shown)


def _painted(row: Iterable[str], options: Options) -> list[str]:
    return [_painted_cell(cell, options) for cell in row]


def _painted_cell(cell: str, options: Options) -> str:
    for word, style in _WORDS.values():
        if cell == word or cell.startswith(f"{word} ["):
            return paint(word, style, options.color) + cell[len(word) :]
    if cell.startswith(("DIFFERS", "not ")):
        return "\n".join(paint(line, Style.ALARM, options.color) for line in cell.split("\n"))
    return cell


def _agreement(record: Record, options: Options) -> str:
    """Whether the compilers agree; by what number they don't; who was not asked."""
    asked = [one for one in record.answers if one.traits]
    if record.facts.origin is Origin.TEMPLATE:
        return plain(NOT_ASKED, options.unicode)
    unexplained = {one.compiler for one in record.mismatches if one.known is None}
    if unexplained:
        return "\n".join(["DIFFERS", *sorted(unexplained)])
    if not asked:
        return "not probed"
    known = sorted({one.known for one in record.mismatches if one.known is not None})
    lines = [f"{plain('≠', options.unicode)} {number}" for number in known] or ["agree"]
    lines += [f"not {one.compiler}" for one in record.answers if not one.traits]
    return "\n".join(lines)


def _short_place(place: Location, options: Options) -> str:
    return f"{shorten(safe(PurePath(place.file).name, options.unicode), 24, options.unicode)}:{place.line}"


def _told(chain: Chain) -> Chain:
    """What a note tells of a chain: where it enters a base or member, if it does, and its end."""
    entering = [reason for reason in chain[:-1] if reason.code.endswith(("-member", "-base"))]
    return (*entering[:1], chain[-1])


def _notes(notes: Notes, options: Options) -> Iterator[str]:
    width = len(str(len(notes.chains))) + 2
    for number, chain in enumerate(notes.chains, 1):
        first = f"[{number}]".rjust(width) + " "
        told = _told(chain)
        between = len(chain) - chain.index(told[0]) - len(told)
        joint = plain(" … " if between else ": ", options.unicode)
        text = joint.join(safe(reason.message, options.unicode) for reason in told)
        yield from wrap(text, options.width, first)
        place = f"{told[-1].clause} {safe(str(told[-1].location), options.unicode)}"
        for line in wrap(place, options.width, " " * len(first)):
            yield paint(line, Style.FAINT, options.color)


def _findings(findings: Iterable[Finding], options: Options) -> Iterator[str]:
    for one in findings:
        head = f"{safe(str(one.location), options.unicode)}: {one.severity}: {one.code}: "
        for line in wrap(head + safe(one.message, options.unicode), options.width, "", "  "):
            yield paint(line, Style.ALARM, options.color)


def _summary(report: Report, records: Sequence[Record], options: Options) -> Iterator[str]:
    if not records:
        yield "No class was found."
        yield from _failures(report, options)
        return
    kinds = Counter("template" if one.facts.origin is Origin.TEMPLATE else "class" for one in records)
    counted = _count(kinds["class"], "class", "classes")
    if kinds["template"]:
        counted += f" and {_count(kinds['template'], 'template', 'templates')}"
    stds = sorted({one.std.spelling for one in records})
    dialect = f" as {', '.join(stds)}" if stds else ""
    yield from wrap(f"{counted}{dialect}; {_comparison(report)}", options.width)
    for note, names in _unprobed(records).items():
        shown = names if options.verbose else names[:_FEW]
        more = f" and {len(names) - len(shown)} more (-v)" if len(names) > len(shown) else ""
        told = ", ".join(safe(name, options.unicode) for name in shown)
        why = shorten(safe(note, options.unicode), _NOTE, options.unicode)
        yield from wrap(f"Not probed: {told}{more}: {why}", options.width)
    if any(one.judgement.verdicts[trait].value is Truth.UNKNOWN for one in records for trait in MAIN_TRAITS):
        yield from wrap("?: depends on a template parameter, or the standard leaves it open.", options.width, "", "   ")
    yield from _failures(report, options)


def _unprobed(records: Iterable[Record]) -> dict[str, list[str]]:
    """By the reason: the classes that no compiler answered on."""
    found: dict[str, list[str]] = {}
    for one in records:
        if one.facts.origin is not Origin.TEMPLATE and not any(answers.traits for answers in one.answers):
            for note in dict.fromkeys(answers.note for answers in one.answers):
                found.setdefault(note, []).append(one.facts.name)
    return found


def _failures(report: Report, options: Options) -> Iterator[str]:
    failed = sum(problem.fatal for problem in report.problems)
    if failed:
        text = f"{_count(failed, 'problem', 'problems')} on standard error: not everything was analysed."
        yield from (paint(line, Style.ALARM, options.color) for line in wrap(text, options.width))


def _comparison(report: Report) -> str:
    if not report.compilers:
        return "not cross-checked."
    answers = Counter[str]()
    for record in report.records:
        for one in record.answers:
            answers[one.compiler] += len(one.traits)
    mismatches = [one for record in report.records for one in record.mismatches]
    unknown = sum(one.known is None for one in mismatches)
    told = ", ".join(f"{answers[compiler] or 'no'} answers of {compiler}" for compiler in report.compilers)
    if not any(answers.values()):
        return f"{told} compared."
    known = _count(len(mismatches) - unknown, "known difference", "known differences")
    rest = _count(unknown, "unexplained one", "unexplained ones") if unknown else "none unexplained"
    return f"{told} compared: {known}, {rest}." if mismatches else f"{told} compared: all agree."


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
