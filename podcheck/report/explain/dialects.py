"""One class's traits across the dialects, and what changed each answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from podcheck.model.results import Record
from podcheck.model.traits import CxxStandard, Trait
from podcheck.report.options import Options
from podcheck.report.text import grid
from podcheck.report.text.ansi import ANSWERS, Style, paint
from podcheck.report.text.terminal import safe, wrap

Changes = Mapping[tuple[Trait, CxxStandard], Sequence[str]]
"""What changed the answer on a trait from the dialect before to this one."""


def dialects(records: Mapping[CxxStandard, Record], changes: Changes, options: Options) -> str:
    """Return the answers side by side as text of `options.width` columns; changed ones have a numbered explanation.

    `records`: of one class, oldest dialect first, without those in which it is not there.
    """
    first = next(iter(records.values()))
    notes: dict[str, int] = {}
    rows = []
    for trait in Trait:
        cells = [_cell(records, std, trait, changes, notes, options) for std in records]
        rows.append([trait.value, *cells])
    headings = ["trait, in C++", *(std.spelling.removeprefix("c++") for std in records)]
    head = f"{first.facts.kind.value} {safe(first.facts.name, options.unicode)}"
    parts = ["\n".join(paint(line, Style.HEADING, options.color) for line in wrap(head, options.width, "", "  "))]
    if grid.width([headings, *([_to_plain(cell) for cell in row] for row in rows)]) <= options.width:
        parts.append(grid.grid(headings, rows))
    else:
        parts.append("\n".join(_in_ranges(records, changes, notes, options)))
    width = len(str(len(notes))) + 2
    reported = [
        line
        for text, number in notes.items()
        for line in wrap(safe(text, options.unicode), options.width, f"[{number}]".rjust(width) + " ")
    ]
    parts.append("\n".join(reported) if reported else "No dialect changes anything.")
    return "\n\n".join(parts) + "\n"


def _to_plain(cell: str) -> str:
    """Return the cell without colours, which take no room."""
    for _, style in ANSWERS.values():
        cell = cell.replace(f"\x1b[{style.value}m", "").replace("\x1b[0m", "")
    return cell


def _cell(
    records: Mapping[CxxStandard, Record],
    std: CxxStandard,
    trait: Trait,
    changes: Changes,
    notes: dict[str, int],
    options: Options,
) -> str:
    word, style = ANSWERS[records[std].judgement.verdicts[trait].value]
    numbers = (notes.setdefault(text, len(notes) + 1) for text in changes.get((trait, std), ()))
    return paint(word, style, options.color) + "".join(f" [{number}]" for number in numbers)


def _in_ranges(
    records: Mapping[CxxStandard, Record], changes: Changes, notes: dict[str, int], options: Options
) -> Iterator[str]:
    """Yield for narrow terminals each trait's answers one below the other, each with the dialects that it is for."""
    stds = list(records)
    for trait in Trait:
        values = [records[std].judgement.verdicts[trait].value for std in stds]
        starts = [0, *(at for at, (truth, other) in enumerate(pairwise(values), 1) if truth is not other), len(stds)]
        yield paint(trait.value, Style.HEADING, options.color)
        for begin, end in pairwise(starts):
            dialect = stds[begin].spelling if end - begin == 1 else f"{stds[begin].spelling}..{stds[end - 1].spelling}"
            yield f"  {dialect.ljust(12)}  {_cell(records, stds[begin], trait, changes, notes, options)}"
