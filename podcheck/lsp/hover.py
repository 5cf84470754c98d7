"""What a class is, in the editor: its traits in a line, the first cause, its size and padding as a ruler."""

from __future__ import annotations

import re
from collections.abc import Iterator

from podcheck.cpp.qualified_names import plain_parts
from podcheck.lsp.actions import span_of_head
from podcheck.lsp.analysis import Analysed
from podcheck.lsp.messages import Hover, Span
from podcheck.model.facts import Origin
from podcheck.model.results import Record
from podcheck.model.traits import Trait, Truth
from podcheck.report.layout.text import ruler_and_parts
from podcheck.report.layout.wording import summary
from podcheck.report.options import Options
from podcheck.report.reasons.root_causes import root_causes
from podcheck.report.text.terminal import safe

ORDER = (Trait.TRIVIALLY_COPYABLE, Trait.STANDARD_LAYOUT, Trait.TRIVIAL, Trait.POD)
"""What people ask for first stands first."""

_WORDS = {Truth.YES: "yes", Truth.NO: "no", Truth.UNKNOWN: "?"}
_OPTIONS = Options(width=72)
_MOST_LINES = 40
_FENCE = re.compile(r"`{3,}")


def hover(span: Span, analysed: Analysed, *, markdown: bool) -> Hover:
    """Return what is said of the class whose head, or else whose name, is at the place; nothing elsewhere."""
    record = find_class(span, analysed)
    if record is None:
        return Hover()
    text = "\n".join(describe(record))
    _, place = analysed.positions.word(analysed.question.file, span)
    return Hover(_fence_text(text) if markdown else text, place)


def find_class(span: Span, analysed: Analysed) -> Record | None:
    """Return the class that is meant at the place: whose name stands there, or else whose name's last part does."""
    records = [record for record in analysed.report.records if not record.facts.closure]
    for record in analysed.own_records:
        if analysed.positions.span(record.facts.location).overlaps(span):
            return record
    word, _ = analysed.positions.word(analysed.question.file, span)
    named = [record for record in records if word and plain_parts(record.facts.name)[-1:] == (word,)]
    declared = [record for record in named if record.facts.origin is Origin.DECLARED]
    if not named:
        heads = [record for record in analysed.own_records if span_of_head(record, analysed.positions).overlaps(span)]
        return heads[0] if heads and word in ("class", "struct", "union") else None
    return (declared or named)[0]


def describe(record: Record) -> Iterator[str]:
    """Yield the lines on a class, without anything of its name's that an editor could take for markup."""
    verdicts = record.judgement.verdicts
    yield safe(f"{record.facts.kind.value} {record.facts.name}")
    yield ", ".join(f"{trait.adjective}: {_WORDS[verdicts[trait].value]}" for trait in ORDER)
    roots = root_causes(record)
    if roots:
        cause = roots[0].entry or roots[0].reason
        yield safe(f"first cause: {cause.message} ({cause.location}, {roots[0].reason.clause})")
    layout = record.layout
    if layout is None:
        return
    yield summary(layout)
    yield ""
    lines = list(ruler_and_parts(layout, _OPTIONS))
    yield from lines[:_MOST_LINES]
    if len(lines) > _MOST_LINES:
        yield f"and {len(lines) - _MOST_LINES} more lines: podcheck layout"


def _fence_text(text: str) -> str:
    """Return the text as a block of code, in which nothing is marked up or linked."""
    ticks = max((len(match[0]) for match in _FENCE.finditer(text)), default=2) + 1
    fence = "`" * max(ticks, 3)
    return f"{fence}text\n{text}\n{fence}"
