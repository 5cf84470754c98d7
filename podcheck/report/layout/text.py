"""A layout for a terminal: a ruler with one sign for each byte, then a line for each part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from podcheck.model.layout import BITS, AbiFact, Layout, ObjectPart, Order, PartKind
from podcheck.model.reasons import first_chain
from podcheck.model.traits import Truth
from podcheck.model.verdicts import Reason
from podcheck.report.layout.wording import is_shown, line_of, offset_of, plural, size_of, straddles, summary, title_of
from podcheck.report.options import Options
from podcheck.report.reasons.chains import named_links
from podcheck.report.records.measured import differing_layouts
from podcheck.report.records.passing import calls_in_words, relocation_in_words
from podcheck.report.text.ansi import Style, paint
from podcheck.report.text.terminal import columns, safe, shorten, to_ascii, wrap

_SIGNS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHARED = "+"
_PADDED = "."
_LONGEST_RULER = 64
_MOST_ROWS = 64
_DEEPEST = 64
_MOST_REASONS = 3
_WORDS = {Truth.YES: ("yes", Style.YES), Truth.NO: ("no", Style.NO), Truth.UNKNOWN: ("not analysed", Style.UNKNOWN)}
_FACTS = {
    "trivial_for_calls": "trivial for the purposes of calls",
    "passed_in_registers": "passed in registers",
    "pod_for_layout": "POD for the purpose of layout",
}
_MEANING = {
    ("trivial_for_calls", Truth.YES): "passed by value like a C struct",
    ("trivial_for_calls", Truth.NO): "passed by value through memory, by a hidden reference",
    ("pod_for_layout", Truth.YES): "nothing else is put into its tail padding",
    ("pod_for_layout", Truth.NO): "derived classes may put members into its tail padding",
}


def layout_text(layout: Layout, options: Options, order: Order | None = None, *, cache_line: int | None = None) -> str:
    """Return the layout as text of `options.width` columns, ending in a newline.

    `order`: a better one of its members. `cache_line`: bytes; parts that lie across a line are marked. Members of
    members are shown one level deep, with `options.verbose` all.
    """
    title = "\n".join(wrap(safe(title_of(layout), options.unicode), options.width, "", "  "))
    where = f"{summary(layout)}; {layout.std}, {layout.target}, {safe(str(layout.location), options.unicode)}"
    head = [paint(title, Style.HEADING, options.color), *wrap(where, options.width, "  ")]
    signs = _signs(layout.parts)
    blocks = [
        "\n".join(head),
        "\n".join(_ruler(layout, signs, options, cache_line)),
        "\n".join(_table(layout, signs, options, cache_line)),
        "\n".join(
            line
            for text in differing_layouts(layout.mismatches)
            for line in wrap(safe(text, options.unicode), options.width, "", "  ")
        ),
        "\n".join((*_facts_and_calls(layout, options), *_relocation(layout, options))),
        "\n".join(_better(order, options)) if order is not None else "",
        "\n".join(
            line for text in layout.missing for line in wrap(f"not analysed: {safe(text)}", options.width, "", "  ")
        ),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def ruler_and_parts(layout: Layout, options: Options) -> Iterator[str]:
    """Yield the ruler and a line for each part, without the rest of `layout_text`."""
    signs = _signs(layout.parts)
    yield from _ruler(layout, signs, options, None)
    yield from _table(layout, signs, options, None)


def _signs(parts: Sequence[ObjectPart]) -> dict[int, str]:
    """Return the sign of each part, by its number; padding has a point, what takes no room a blank."""
    result: dict[int, str] = {}
    letters = 0
    for number, part in enumerate(parts):
        if part.kind is PartKind.PADDING:
            result[number] = _PADDED
        elif part.size == 0 or part.offset is None:
            result[number] = " "
        else:
            result[number] = _SIGNS[letters % len(_SIGNS)]
            letters += 1
    return result


def _bytes(layout: Layout, signs: dict[int, str]) -> str:
    """Return one sign for each byte of the object."""
    row = [" "] * layout.size
    for number, part in enumerate(layout.parts):
        if part.offset is None or not part.size:
            continue
        for byte in range(part.offset // BITS, min(-(-(part.offset + part.size) // BITS), layout.size)):
            there = row[byte]
            padded = signs[number] == _PADDED
            row[byte] = signs[number] if there in (" ", _PADDED) else there if padded else _SHARED
    return "".join(row)


def _ruler(layout: Layout, signs: dict[int, str], options: Options, cache_line: int | None) -> Iterator[str]:
    """Yield rows of 8, 16, 32 or 64 bytes; what repeats or goes on and on is left out."""
    if not layout.size:
        return
    margin = len(str(layout.size)) + 2
    length = 8
    while length < _LONGEST_RULER and margin + 2 * length <= options.width and length < layout.size:
        length *= 2
    if cache_line:
        length = min(length, cache_line)
    ticks = "".join(str(byte).ljust(8) for byte in range(0, min(length, -(-layout.size // 8) * 8), 8)).rstrip()
    yield paint(" " * margin + ticks, Style.FAINT, options.color)
    signed = _bytes(layout, signs)
    before, skipped, rows = "", False, 0
    for start in range(0, layout.size, length):
        row = signed[start : start + length]
        last = start + length >= layout.size
        if (row == before or rows >= _MOST_ROWS) and not last:
            if not skipped:
                yield " " * margin + to_ascii("…", options.unicode)
            skipped = True
            continue
        before, skipped = row, False
        rows += 1
        mark = "-" if cache_line and start and start % cache_line == 0 else " "
        yield f"{paint(str(start).rjust(margin - 2), Style.FAINT, options.color)}{mark} {row.rstrip()}"


def _table(layout: Layout, signs: dict[int, str], options: Options, cache_line: int | None) -> Iterator[str]:
    depth = _DEEPEST if options.verbose else 1
    parts = [pair for pair in layout.walk() if is_shown(pair, depth)]
    offsets = [offset_of(part) for _, part in parts]
    sizes = [size_of(part, short=True) for _, part in parts]
    wide = max((len(offset) for offset in (*offsets, "offset")), default=6)
    long = max((len(size) for size in (*sizes, "size")), default=4)
    yield paint(f"   {'offset'.rjust(wide)}  {'size'.rjust(long)}", Style.FAINT, options.color)
    number = -1
    for (level, part), offset, size in zip(parts, offsets, sizes, strict=True):
        number += level == 0
        sign = signs[number] if level == 0 else " "
        start = f" {sign} {offset.rjust(wide)}  {size.rjust(long)}  {'  ' * level}"
        yield _line(part, start, options, cache_line)


def _line(part: ObjectPart, start: str, options: Options, cache_line: int | None) -> str:
    mark = "  (across a cache line)" if straddles(part, cache_line) else ""
    hidden = f"  (first of {part.elements})" if part.elements > 1 and part.parts else ""
    words = safe(line_of(part), options.unicode) + hidden
    text = shorten(words, max(options.width - columns(start) - len(mark), 8), options.unicode)
    style = Style.NO if part.kind is PartKind.PADDING else Style.FAINT if part.size == 0 else None
    painted = text if style is None else paint(text, style, options.color)
    return f"{start}{painted}{paint(mark, Style.ALARM, options.color)}"


def _calls(layout: Layout, options: Options) -> Iterator[str]:
    """Yield the lines on what compilers do with an object that is passed by value."""
    for words in calls_in_words(layout.calls):
        yield from wrap(safe(words, options.unicode), options.width, "  ", "    ")


def _relocation(layout: Layout, options: Options) -> Iterator[str]:
    words = relocation_in_words(layout.relocatable, layout.calls)
    return iter(wrap(words, options.width, "", "  ") if words else ())


def _facts_and_calls(layout: Layout, options: Options) -> Iterator[str]:
    trivial = next((fact for fact in layout.facts if fact.name == "trivial_for_calls"), None)
    shown = {fact.name: list(_fact(fact, options)) for fact in layout.facts}
    for fact in layout.facts:
        if fact is not trivial and trivial is not None and (fact.reasons or fact.differs):
            again = (fact.reasons, fact.differs) == (trivial.reasons, trivial.differs)
            shown[fact.name] = shown[fact.name][: 1 if again else None]  # why stands above
    for name, lines in shown.items():
        yield from lines
        if name == "passed_in_registers":
            yield from _calls(layout, options)


def _fact(fact: AbiFact, options: Options) -> Iterator[str]:
    word, style = _WORDS[fact.value]
    meaning = _MEANING.get((fact.name, fact.value))
    name = _FACTS.get(fact.name, fact.name)
    more = f": {meaning}" if meaning else ""
    lines = list(wrap(f"{name}: {word}{more}", options.width, "", "  "))
    lines[0] = lines[0].replace(f": {word}", f": {paint(word, style, options.color)}", 1)
    yield from lines
    yield from _reasons(fact.reasons, options)
    yield from _reasons(fact.differs, options)


def _reasons(reasons: Sequence[Reason], options: Options) -> Iterator[str]:
    """Yield the first few, unless all are wanted."""
    reported = reasons if options.verbose else reasons[:_MOST_REASONS]
    for reason in reported:
        yield from _reason(reason, options)
    if len(reported) < len(reasons):
        yield f"  - and {len(reasons) - len(reported)} more (-v)"


def _reason(reason: Reason, options: Options) -> Iterator[str]:
    """Yield the reason and what is at its root."""
    chain = named_links(first_chain(reason))
    text = safe(": ".join(reason.message for reason in (chain[0], *chain[-1:])[: len(chain)]), options.unicode)
    yield from wrap(text, options.width, "  - ", "    ")
    place = safe(f"{chain[-1].clause} {chain[-1].location}", options.unicode)
    for line in wrap(place, options.width, "    "):
        yield paint(line, Style.FAINT, options.color)


def _better(order: Order, options: Options) -> Iterator[str]:
    """Yield the declarations in the order that saves bytes, and what it costs."""
    saved, size = plural(order.saved, "byte"), plural(order.layout.size, "byte")
    yield from wrap(f"a better order saves {saved}, {size} in all (analysed):", options.width, "", "  ")
    for declaration in order.declarations:
        yield f"    {shorten(safe(declaration, options.unicode), options.width - 4, options.unicode)}"
    for note in order.notes:
        yield from wrap(note, options.width, "  - ", "    ")
