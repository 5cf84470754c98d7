"""Lines above classes, and offsets and padding among their members: for who switches them on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from podcheck.lsp.analysis import Analysed
from podcheck.lsp.hover import ORDER
from podcheck.lsp.messages import Hint, Lens, Span
from podcheck.model.layout import BITS, Layout, ObjectPart, PartKind
from podcheck.model.results import Record
from podcheck.model.traits import Truth
from podcheck.report.layout.wording import offset_of, plural
from podcheck.report.text.terminal import safe

_MEMBERS = (PartKind.MEMBER, PartKind.BIT_FIELD)


def lenses(analysed: Analysed) -> Iterator[Lens]:
    """Yield a line for each class of the file: size, padding, and the main traits that it has."""
    for record, layout in _laid_out(analysed):
        size = plural(layout.size, "byte")
        padding = f", {_bytes(layout.padding)} of padding" if layout.padding else ""
        held = [trait.adjective for trait in ORDER if record.judgement.verdicts[trait].value is Truth.YES]
        title = f"{size}{padding}; {', '.join(held) or 'none of the main traits'}"
        yield Lens(analysed.positions.span(record.facts.location), title, safe(record.facts.name))


def hints(span: Span, analysed: Analysed) -> Iterator[Hint]:
    """Yield the offset before each member that stands within the lines, and the padding behind it."""
    for _, layout in _laid_out(analysed):
        for part, following in _with_next(layout):
            place = part.location
            if place is None or not place.line or not analysed.is_own(place.file):
                continue
            if not span.line <= place.line - 1 <= span.end_line:
                continue
            start = analysed.positions.span(place)
            yield Hint(start.line, start.character, f"@{offset_of(part)}")
            if following is not None and following.size:
                end = analysed.positions.end_of_line(place.file, place.line)
                yield Hint(start.line, end, f"{_bytes(following.size)} of padding", after=True)


def _laid_out(analysed: Analysed) -> Iterator[tuple[Record, Layout]]:
    """Yield the classes with one layout for their place: a template's instances may each have another."""
    own = [record for record in analysed.own_records if not record.facts.closure]
    count = Counter(record.facts.location for record in own)
    for record in own:
        layout = record.layout if count[record.facts.location] == 1 else None
        if layout is not None:
            yield record, layout


def _with_next(layout: Layout) -> Iterator[tuple[ObjectPart, ObjectPart | None]]:
    """Yield the class's own members, those of unnamed unions too, each with the padding right behind it."""
    parts = layout.parts
    for number, part in enumerate(parts):
        following = parts[number + 1] if number + 1 < len(parts) else None
        padding = following if following is not None and following.kind is PartKind.PADDING else None
        if part.kind in _MEMBERS and not part.anonymous:
            yield part, padding
        elif part.anonymous:
            yield from ((inner, None) for inner in part.parts if inner.kind in _MEMBERS)


def _bytes(bits: int) -> str:
    whole, rest = divmod(bits, BITS)
    return " and ".join([plural(whole, "byte")] * bool(whole) + [plural(rest, "bit")] * bool(rest))
