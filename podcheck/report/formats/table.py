"""The table for terminals: a row per class, a numbered note for each reason, and what was compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from msgspec import Struct

from podcheck.model.facts import Origin
from podcheck.model.problems import Location
from podcheck.model.reasons import Chain
from podcheck.model.results import Finding, Record, Report
from podcheck.model.traits import MAIN_TRAITS, Trait, Truth
from podcheck.model.verdicts import Verdict
from podcheck.report.options import Options
from podcheck.report.reasons.chains import CauseKey, cause_key, chains, essential_links, sentence, ways_down
from podcheck.report.records.comparison import compare, count_open
from podcheck.report.records.merging import Dialects, find_dialects, merge_dialects, name_with_dialect
from podcheck.report.records.shown import is_of_the_project
from podcheck.report.text import grid
from podcheck.report.text.ansi import Style, paint
from podcheck.report.text.terminal import NOT_ASKED, columns, fold_names, safe, shorten, to_ascii, wrap

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
_COMFORTABLE_NAME = 24
"""Columns for names, with less of which a table says no more where each class is, and is no table any more."""

_CONDITION = 8
"""Columns for the types that a template's answer hangs on."""

_FEW = 3
_OPEN = "open"
"""Names that a summary lists unless it is verbose."""

_NOTE = 100
"""Columns for why something was not probed; the whole text is on standard error or in `explain`."""


class Note(Struct, frozen=True):
    """What a number in the table stands for; `place` is in small print."""

    text: str
    place: str = ""


@dataclass(slots=True)
class Notes:
    """The notes beneath the table, each numbered once, from 1, in the order of their use."""

    numbers: dict[object, int] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def number(self, key: object, note: Note) -> int:
        """The number of the note that `key` identifies."""
        if key not in self.numbers:
            self.notes.append(note)
            self.numbers[key] = len(self.notes)
        return self.numbers[key]


def render_table(report: Report, options: Options) -> str:
    """The report as text of `options.width` columns, ending in a newline."""
    notes = Notes()
    parts = []
    every = [record for record in report.records if not record.facts.anonymous]
    records = [record for record in every if options.verbose or is_of_the_project(record)]
    hidden = len(every) - len(records)
    crossed = bool(report.compilers)
    rows = merge_dialects([(record, tuple(_cells(record, crossed, notes, options))) for record in records])
    if rows:
        records = [row for row, _ in rows]
        parts.append(_rows(records, [list(row) for _, row in rows], crossed, options))
    if notes.notes:
        parts.append("\n".join(_notes(notes, options)))
    if report.findings:
        parts.append("\n".join(_findings(report.findings, options)))
    parts.append("\n".join(_summary(report, records, hidden, options)))
    return "\n\n".join(parts) + "\n"


def _cells(record: Record, crossed: bool, notes: Notes, options: Options) -> Iterator[str]:
    """Yield what a row says behind the class's name."""
    yield _kind(record)
    for trait in MAIN_TRAITS:
        yield _cell(record.judgement.verdicts[trait], notes, options)
    if crossed:
        yield _agreement(record, notes, options)


def _rows(records: Sequence[Record], cells: Sequence[list[str]], crossed: bool, options: Options) -> str:
    """As a grid where the terminal is wide enough, with places if they fit too; else with one block per class."""
    headings = ["kind", *(_HEADINGS[trait] for trait in MAIN_TRAITS), *(["compilers"] if crossed else [])]
    dialects = find_dialects(records)
    placed = [[*row, _short_place(record.facts.location, options)] for record, row in zip(records, cells, strict=True)]
    for names, rows, least in (
        ([*headings, "where"], placed, _COMFORTABLE_NAME),
        (headings, cells, _NARROWEST_NAME),
    ):
        room = options.width - grid.width([names, *rows]) - grid.GAP
        if room >= least:
            folded = _fold_names(records, dialects, [room] * len(records), options)
            named = ([name, *row] for name, row in zip(folded, rows, strict=True))
            return grid.grid(["class", *names], (_paint(row, options) for row in named))
    return _blocks(records, dialects, headings, cells, options)


def _blocks(
    records: Sequence[Record],
    dialects: Dialects,
    headings: Sequence[str],
    cells: Sequence[Sequence[str]],
    options: Options,
) -> str:
    """For narrow terminals: each class's name, and its row written downwards."""
    blocks = []
    heads = [f"{row[0]} ".replace("\n", " ") for row in cells]
    rooms = [max(options.width - len(head), 8) for head in heads]
    names = _fold_names(records, dialects, rooms, options)
    for head, name, row in zip(heads, names, cells, strict=True):
        told = [
            [heading.replace("\n", " "), cell]
            for heading, cell in zip(headings[1:], _paint(row[1:], options), strict=True)
        ]
        body = grid.pairs(told).splitlines()
        blocks.append("\n".join([head + name, *(f"  {line}" for line in body)]))
    return "\n\n".join(blocks)


def _fold_names(records: Sequence[Record], dialects: Dialects, rooms: Sequence[int], options: Options) -> list[str]:
    """Return the names, each with the dialect where that makes a difference, in so many columns."""
    names = [safe(name_with_dialect(record, dialects), options.unicode) for record in records]
    return fold_names(names, rooms, options.unicode)


def _kind(record: Record) -> str:
    return "lambda" if record.facts.closure else record.facts.kind.value


def _cell(verdict: Verdict, notes: Notes, options: Options) -> str:
    """`yes`, or `no` with the note of its first reason; of an open answer when it is yes, and for the verbose why."""
    word, _ = _WORDS[verdict.value]
    if verdict.exactly_when:
        return _condition_words(verdict, options)
    if verdict.value is Truth.YES:
        return word
    found: dict[tuple[CauseKey, ...], Note] = {}
    for chain in chains(verdict):
        found.setdefault(tuple(map(cause_key, essential_links(chain))), _note(chain, options))
    few = 0 if verdict.value is Truth.UNKNOWN else 1
    shown = list(found.items())[: None if options.verbose else few]
    return word + "".join(f" [{notes.number(key, note)}]" for key, note in shown)


def _condition_words(verdict: Verdict, options: Options) -> str:
    """`if T`: exactly when T has the property; `if …` where it takes more words, which `explain` has."""
    types = ", ".join(safe(text, options.unicode) for text in verdict.exactly_when)
    return f"if {types if columns(types) <= _CONDITION else to_ascii('…', options.unicode)}"


def _paint(row: Iterable[str], options: Options) -> list[str]:
    return [_painted_cell(cell, options) for cell in row]


def _painted_cell(cell: str, options: Options) -> str:
    if cell.startswith("if "):
        return paint(cell, Style.UNKNOWN, options.color)
    for word, style in _WORDS.values():
        if cell == word or cell.startswith(f"{word} ["):
            return paint(word, style, options.color) + cell[len(word) :]
    if cell.startswith(("DIFFERS", "not ")):
        return "\n".join(paint(line, Style.ALARM, options.color) for line in cell.split("\n"))
    return cell


def _agreement(record: Record, notes: Notes, options: Options) -> str:
    """Whether the compilers agree; where a known difference explains why not, its note."""
    if record.facts.origin is Origin.TEMPLATE:
        return to_ascii(NOT_ASKED, options.unicode)
    if record.is_unexplained:
        return "DIFFERS"
    if not any(answer.traits for answer in record.answers):
        return "not probed"
    traits = dict.fromkeys(mismatch.known for mismatch in record.mismatches)
    layouts = dict.fromkeys(mismatch.known for mismatch in record.layout_mismatches)
    known: dict[object, Note] = {number: _known(record, str(number)) for number in traits}
    known |= {(number, "layout"): _known_layout(record, str(number)) for number in layouts}
    if known:
        numbers = (notes.number(key, note) for key, note in known.items())
        return to_ascii("≠", options.unicode) + "".join(f" [{number}]" for number in numbers)
    if count_open(record):
        return _OPEN
    return "agree" if all(answer.traits for answer in record.answers) else "partly"


def _is_left_open(record: Record) -> bool:
    differs = bool(record.mismatches or record.layout_mismatches)
    return record.facts.origin is not Origin.TEMPLATE and not differs and count_open(record) > 0


def _known(record: Record, number: str) -> Note:
    compilers = dict.fromkeys(mismatch.compiler for mismatch in record.mismatches if mismatch.known == number)
    return Note(
        f"a known difference: {' and '.join(compilers)} {'do' if len(compilers) > 1 else 'does'} not follow {number}"
    )


def _known_layout(record: Record, number: str) -> Note:
    compilers = dict.fromkeys(mismatch.compiler for mismatch in record.layout_mismatches if mismatch.known == number)
    many = len(compilers) > 1
    return Note(
        f"a known difference: {' and '.join(compilers)} {'lay' if many else 'lays'} it out otherwise ({number})"
    )


def _short_place(place: Location, options: Options) -> str:
    return f"{shorten(safe(PurePath(place.file).name, options.unicode), 24, options.unicode)}:{place.line}"


def _note(chain: Chain, options: Options) -> Note:
    text = safe(sentence(chain, to_ascii(" … ", options.unicode)), options.unicode)
    first, *_, last = (*essential_links(chain),) * 2
    own = f"{first.location} " if first.location.file != last.location.file else ""
    return Note(text, safe(f"{own}{last.clause} {last.location}", options.unicode))


def _notes(notes: Notes, options: Options) -> Iterator[str]:
    width = len(str(len(notes.notes))) + 2
    for number, note in enumerate(notes.notes, 1):
        first = f"[{number}]".rjust(width) + " "
        yield from wrap(note.text, options.width, first)
        for line in wrap(note.place, options.width, " " * len(first)) if note.place else ():
            yield paint(line, Style.FAINT, options.color)


def _findings(findings: Iterable[Finding], options: Options) -> Iterator[str]:
    for finding in findings:
        head = f"{safe(str(finding.location), options.unicode)}: {finding.severity}: {finding.code}: "
        for line in wrap(head + safe(finding.message, options.unicode), options.width, "", "  "):
            yield paint(line, Style.ALARM, options.color)
        notes = dict.fromkeys(_note(chain, options) for chain in ways_down(finding.reasons))
        few = list(notes) if options.verbose else list(notes)[:_FEW]
        for note in few:
            yield from wrap(note.text, options.width, "  because ", "    ")
            for line in wrap(note.place, options.width, "    "):
                yield paint(line, Style.FAINT, options.color)
        if len(notes) > len(few):
            yield f"  and {len(notes) - len(few)} more (-v)"


def _summary(report: Report, records: Sequence[Record], hidden: int, options: Options) -> Iterator[str]:
    if not records:
        found = f", but {hidden} of system headers, or by base and member (-v lists them)" if hidden else ""
        yield from wrap(f"No class was found{found}.", options.width)
        yield from _failures(report, options)
        return
    kinds = Counter("template" if record.facts.origin is Origin.TEMPLATE else "class" for record in records)
    counted = _count(kinds["class"], "class", "classes")
    if kinds["template"]:
        counted += f" and {_count(kinds['template'], 'template', 'templates')}"
    if hidden:
        counted += f", and {hidden} more that these reach (-v lists them)"
    stds = sorted({record.std.spelling for record in records})
    yield from wrap(f"As {', '.join(stds)}: {counted}.", options.width)
    for dialect, files in report.assumed:
        text = f"Dialect assumed, since no option names one: {dialect}, for {_count(files, 'file', 'files')}."
        yield from wrap(safe(text, options.unicode), options.width)
    yield from wrap(_comparison(report), options.width)
    for (compilers, note), names in _group_unprobed(records).items():
        shown = names if options.verbose else names[:_FEW]
        more = f" and {len(names) - len(shown)} more (-v)" if len(names) > len(shown) else ""
        told = ", ".join(safe(name, options.unicode) for name in shown)
        why = shorten(safe(note, options.unicode), _NOTE, options.unicode)
        by = f" by {', '.join(compilers)}" if compilers else ""
        yield from wrap(f"Not probed{by}: {told}{more}: {why}", options.width)
    verdicts = [record.judgement.verdicts[trait] for record in records for trait in MAIN_TRAITS]
    if any(verdict.exactly_when for verdict in verdicts):
        yield from wrap("if T: exactly when T has the property, whatever else it is.", options.width, "", "   ")
    if any(verdict.value is Truth.UNKNOWN and not verdict.exactly_when for verdict in verdicts):
        yield from wrap("?: depends on a template parameter, or the standard leaves it open.", options.width, "", "   ")
    if any(_is_left_open(record) for record in records):
        told = "open: on some trait podcheck's answer is ?, the compilers have one; on the others they agree."
        yield from wrap(told, options.width, "", "   ")
    if report.accepted:
        counted = _count(len(report.accepted), "finding", "findings")
        yield from wrap(f"Accepted by comments or the baseline: {counted}.", options.width)
    yield from _failures(report, options)


def _group_unprobed(records: Iterable[Record]) -> dict[tuple[tuple[str, ...], str], list[str]]:
    """Classes without answers, by the reason and by the compilers that gave none (nothing: none of them did)."""
    found: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for record in records:
        silent = [answers for answers in record.answers if not answers.traits]
        if record.facts.origin is not Origin.TEMPLATE:
            for note in dict.fromkeys(answers.note for answers in silent):
                by = tuple(answers.compiler for answers in silent if answers.note == note)
                found.setdefault((by if len(by) < len(record.answers) else (), note), []).append(record.facts.name)
    return found


def _failures(report: Report, options: Options) -> Iterator[str]:
    failed = sum(problem.fatal for problem in report.problems)
    if failed:
        text = f"{_count(failed, 'problem', 'problems')} on standard error: not everything was analysed."
        yield from (paint(line, Style.ALARM, options.color) for line in wrap(text, options.width))


def _comparison(report: Report) -> str:
    if not report.compilers:
        return "Not cross-checked."
    found = compare(report)
    told = ", ".join(f"{found.answers[compiler] or 'no'} answers of {compiler}" for compiler in report.compilers)
    if not any(found.answers.values()):
        return f"Compared: {told}."
    if not found.known and not found.unexplained:
        rest = f", but for {found.open} on what is left open" if found.open else ""
        return f"Compared: {told}: all agree{rest}."
    known = _count(found.known, "known difference", "known differences")
    rest = _count(found.unexplained, "unexplained one", "unexplained ones") if found.unexplained else "none unexplained"
    return f"Compared: {told}: {known}, {rest}."


def _count(number: int, text: str, many: str) -> str:
    return f"{number} {text if number == 1 else many}"
