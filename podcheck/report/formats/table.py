"""The table for terminals: a row per class, a numbered note for each reason, and what was compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from msgspec import Struct

from podcheck.model.facts import Origin
from podcheck.model.problems import Location
from podcheck.model.reasons import Chain
from podcheck.model.results import Record, Report
from podcheck.model.traits import MAIN_TRAITS, Trait, Truth
from podcheck.model.verdicts import Verdict
from podcheck.report.formats.findings import findings_in_full
from podcheck.report.formats.summary import shown_records, summary_lines
from podcheck.report.options import Options
from podcheck.report.reasons.chains import CauseKey, cause_key, chains, essential_links, sentence
from podcheck.report.records.comparison import count_open
from podcheck.report.records.merging import Dialects, find_dialects, merge_dialects, name_with_dialect
from podcheck.report.text import grid
from podcheck.report.text.ansi import ANSWERS, Style, paint
from podcheck.report.text.terminal import NOT_ASKED, columns, fold_names, safe, shorten, to_ascii, wrap

_HEADINGS = {
    Trait.TRIVIAL: "trivial",
    Trait.TRIVIALLY_COPYABLE: "trivially\ncopyable",
    Trait.STANDARD_LAYOUT: "standard\nlayout",
    Trait.POD: "POD",
}
_NARROWEST_NAME = 12
_COMFORTABLE_NAME = 24
"""Columns for names, with less of which a table says no more where each class is, and is no table any more."""

_CONDITION = 8
"""Columns for the types that a template's answer hangs on."""

_OPEN = "open"


class Footnote(Struct, frozen=True):
    """What a number in the table refers to."""

    text: str
    place: str = ""
    """Where that is, in small print; empty where nowhere."""


@dataclass(slots=True)
class Footnotes:
    """The notes beneath the table, each numbered once, from 1, in the order of their use."""

    numbers: dict[object, int] = field(default_factory=dict)
    """The number of each note, by what it is about."""

    notes: list[Footnote] = field(default_factory=list)

    def number(self, key: object, note: Footnote) -> int:
        """Return the number of the note that `key` identifies."""
        if key not in self.numbers:
            self.notes.append(note)
            self.numbers[key] = len(self.notes)
        return self.numbers[key]


class ClassRows(Struct, frozen=True):
    """The rows of the table; a class in several dialects has one row where they say the same."""

    records: list[Record]
    cells: list[list[str]]
    """What each row says behind the class's name."""

    notes: list[Footnote]
    """The notes beneath the table."""


def render_table(report: Report, options: Options) -> str:
    """Return the findings, the table however long it is, and the summary, in `options.width` columns."""
    rows = class_rows(report, options)
    summary = "\n".join(summary_lines(report, rows.records, options))
    return "\n\n".join((*findings_in_full(report, options), *table_blocks(rows, report, options), summary)) + "\n"


def class_rows(report: Report, options: Options) -> ClassRows:
    """Return what the table says of the classes that are shown."""
    notes = Footnotes()
    crossed = bool(report.compilers)
    records = shown_records(report, options)
    rows = merge_dialects([(record, tuple(_cells(record, crossed, notes, options))) for record in records])
    return ClassRows([record for record, _ in rows], [list(cells) for _, cells in rows], notes.notes)


def table_blocks(rows: ClassRows, report: Report, options: Options) -> Iterator[str]:
    """Yield the table, and the notes beneath it; nothing where there is no class."""
    if rows.records:
        yield _rows(rows.records, rows.cells, bool(report.compilers), options)
    if rows.notes:
        yield "\n".join(_notes(rows.notes, options))


def _cells(record: Record, crossed: bool, notes: Footnotes, options: Options) -> Iterator[str]:
    """Yield what a row says behind the class's name."""
    yield _kind(record)
    for trait in MAIN_TRAITS:
        yield _cell(record.judgement.verdicts[trait], notes, options)
    if crossed:
        yield _agreement(record, notes, options)


def _rows(records: Sequence[Record], cells: Sequence[list[str]], crossed: bool, options: Options) -> str:
    """Return a grid where the terminal is wide enough, with places if they fit too; else one block per class."""
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
    """Return for narrow terminals each class's name, and its row written downwards."""
    blocks = []
    heads = [f"{row[0]} ".replace("\n", " ") for row in cells]
    rooms = [max(options.width - len(head), 8) for head in heads]
    names = _fold_names(records, dialects, rooms, options)
    for head, name, row in zip(heads, names, cells, strict=True):
        reported = [
            [heading.replace("\n", " "), cell]
            for heading, cell in zip(headings[1:], _paint(row[1:], options), strict=True)
        ]
        body = grid.pairs(reported).splitlines()
        blocks.append("\n".join([head + name, *(f"  {line}" for line in body)]))
    return "\n\n".join(blocks)


def _fold_names(records: Sequence[Record], dialects: Dialects, rooms: Sequence[int], options: Options) -> list[str]:
    """Return the names, each with the dialect where that makes a difference, in so many columns."""
    names = [safe(name_with_dialect(record, dialects), options.unicode) for record in records]
    return fold_names(names, rooms, options.unicode)


def _kind(record: Record) -> str:
    return "lambda" if record.facts.closure else record.facts.kind.value


def _cell(verdict: Verdict, notes: Footnotes, options: Options) -> str:
    """Return `yes`, `no` with its first reason's note, or when an open answer is yes, for the verbose why."""
    word, _ = ANSWERS[verdict.value]
    if verdict.exactly_when:
        return _condition_words(verdict, options)
    if verdict.value is Truth.YES:
        return word
    result: dict[tuple[CauseKey, ...], Footnote] = {}
    for chain in chains(verdict):
        result.setdefault(tuple(map(cause_key, essential_links(chain))), _note(chain, options))
    few = 0 if verdict.value is Truth.UNKNOWN else 1
    shown = list(result.items())[: None if options.verbose else few]
    return word + "".join(f" [{notes.number(key, note)}]" for key, note in shown)


def _condition_words(verdict: Verdict, options: Options) -> str:
    """Return `if T`: exactly when T has the property; `if …` where it takes more words, which `explain` has."""
    types = ", ".join(safe(text, options.unicode) for text in verdict.exactly_when)
    return f"if {types if columns(types) <= _CONDITION else to_ascii('…', options.unicode)}"


def _paint(row: Iterable[str], options: Options) -> list[str]:
    return [_painted_cell(cell, options) for cell in row]


def _painted_cell(cell: str, options: Options) -> str:
    if cell.startswith("if "):
        return paint(cell, Style.UNKNOWN, options.color)
    for word, style in ANSWERS.values():
        if cell == word or cell.startswith(f"{word} ["):
            return paint(word, style, options.color) + cell[len(word) :]
    if cell.startswith(("DIFFERS", "not ")):
        return "\n".join(paint(line, Style.ALARM, options.color) for line in cell.split("\n"))
    return cell


def _agreement(record: Record, notes: Footnotes, options: Options) -> str:
    """Return whether the compilers agree; where a known difference explains why not, its note."""
    if record.facts.origin is Origin.TEMPLATE:
        return to_ascii(NOT_ASKED, options.unicode)
    if record.is_unexplained:
        return "DIFFERS"
    if not any(answer.traits for answer in record.answers):
        return "not compared"
    traits = dict.fromkeys(mismatch.known for mismatch in record.mismatches)
    layouts = dict.fromkeys(mismatch.known for mismatch in record.layout_mismatches)
    known: dict[object, Footnote] = {number: _known(record, str(number)) for number in traits}
    known |= {(number, "layout"): _known_layout(record, str(number)) for number in layouts}
    if known:
        numbers = (notes.number(key, note) for key, note in known.items())
        return to_ascii("≠", options.unicode) + "".join(f" [{number}]" for number in numbers)
    if count_open(record):
        return _OPEN
    return "agree" if all(answer.traits for answer in record.answers) else "partly"


def _known(record: Record, number: str) -> Footnote:
    compilers = dict.fromkeys(mismatch.compiler for mismatch in record.mismatches if mismatch.known == number)
    return Footnote(
        f"a known difference: {' and '.join(compilers)} {'do' if len(compilers) > 1 else 'does'} not follow {number}"
    )


def _known_layout(record: Record, number: str) -> Footnote:
    compilers = dict.fromkeys(mismatch.compiler for mismatch in record.layout_mismatches if mismatch.known == number)
    many = len(compilers) > 1
    return Footnote(
        f"a known difference: {' and '.join(compilers)} {'lay' if many else 'lays'} it out otherwise ({number})"
    )


def _short_place(place: Location, options: Options) -> str:
    return f"{shorten(safe(PurePath(place.file).name, options.unicode), 24, options.unicode)}:{place.line}"


def _note(chain: Chain, options: Options) -> Footnote:
    text = safe(sentence(chain, to_ascii(" … ", options.unicode)), options.unicode)
    first, *_, last = (*essential_links(chain),) * 2
    own = f"{first.location} " if first.location.file != last.location.file else ""
    return Footnote(text, safe(f"{own}{last.clause} {last.location}", options.unicode))


def _notes(notes: Sequence[Footnote], options: Options) -> Iterator[str]:
    width = len(str(len(notes))) + 2
    for number, note in enumerate(notes, 1):
        first = f"[{number}]".rjust(width) + " "
        yield from wrap(note.text, options.width, first)
        for line in wrap(note.place, options.width, " " * len(first)) if note.place else ():
            yield paint(line, Style.FAINT, options.color)
