"""A better order of a class's members, which was written, in memory, and analysed before it is shown.

Declarations are moved as they stand in the text, those with several members and runs of bit-fields as one. An order is
not looked for where others decide it: in a union, a packed class, and in what C sees too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from podcheck.extract import extract_unit
from podcheck.fixes.proposals import UserSources
from podcheck.fixes.search import content_of
from podcheck.fixes.source.class_text import ClassText, Declaration
from podcheck.fixes.source.edits import apply
from podcheck.fixes.trial import apply_trial, new_errors
from podcheck.model.facts import ClassFacts, RecordKind, UnitFacts
from podcheck.model.fixes import Edit
from podcheck.model.layout import BITS, Layout, ObjectPart, Order, PartKind
from podcheck.model.results import Record
from podcheck.model.traits import Trait, Truth
from podcheck.model.units import Unit
from podcheck.rules import Judgements, judge_unit

_MOST_ALIGNED = 16
_MOST_TRIED = 3
_MEMBERS = (PartKind.MEMBER, PartKind.BIT_FIELD)


class _Unit(Struct, frozen=True):
    """Declarations that follow each other and move together."""

    declarations: tuple[Declaration, ...]
    size: int
    """Bytes that its members need, as far as can be guessed."""

    align: int
    """Bytes of its strictest alignment, as far as can be guessed."""

    @property
    def access(self) -> str:
        return self.declarations[0].access


def better_order(record: Record, unit: Unit, libclang: Path | None = None) -> Order | None:
    """Return the order that saves most, None where none saves anything or nothing may be moved.

    `unit`: the one that the class was found in; it is analysed once for each order that promises something.
    """
    layout = record.layout
    content = content_of(unit)
    if layout is None or content is None or not layout.padding or not _may_be_moved(record.facts):
        return None
    sources = UserSources(UnitFacts(unit, unit.std, "", ""), (unit.file, content))
    written = sources.class_text(record.facts)
    if written is None or _is_shared_with_c(written):
        return None
    units = _units(written, record.facts, layout)
    if units is None:
        return None
    contents = {file: text.content for file, text in sources.texts.items() if text is not None}
    best: Order | None = None
    for order in _promising(units, layout)[:_MOST_TRIED]:
        changed = apply(contents, _edits(written, units, order))
        result = None if changed is None else _try_out(record, layout, unit, changed, libclang)
        if result is not None and (best is None or result.size < best.layout.size):
            best = Order(
                tuple(_explain_order(written, order)), layout.size - result.size, result, tuple(_notes(record))
            )
    return best


def _may_be_moved(facts: ClassFacts) -> bool:
    union = facts.kind is RecordKind.UNION
    return facts.complete and not (union or facts.packed or facts.closure or facts.anonymous or facts.dependent)


def _is_shared_with_c(written: ClassText) -> bool:
    """Whether it stands within `extern "C"`, or in a header that C can include too."""
    text = written.text
    if any(token.kind == "directive" and b"__cplusplus" in token.text for token in text.tokens):
        return True
    around = [at for at, end in text.matches.items() if at < written.name < end and text.tokens[at].text == b"{"]
    return any(text.words(max(at - 2, 0), at) == [b"extern", b'"C"'] for at in around)


def _units(written: ClassText, facts: ClassFacts, layout: Layout) -> list[_Unit] | None:
    """Return the members' declarations in order; None where one can't be found, or a directive stands between them."""
    result: dict[Declaration, list[str]] = {}
    bits: set[Declaration] = set()
    for field in facts.fields:
        place = field.location
        declared = written.at(place) if not field.name else written.declaration_of(place, field.name)
        if declared is None:
            return None
        result.setdefault(declared, []).append(field.name)
        if field.bit_width is not None:
            bits.add(declared)
    if len(result) < 2 or _has_directive(written, result):
        return None
    sized = _needs(facts, layout)
    if sized is None:
        return None
    groups: list[list[Declaration]] = []
    for declaration in sorted(result, key=lambda each: each.first):
        joins = (
            groups and declaration in bits and groups[-1][-1] in bits and groups[-1][-1].last + 1 == declaration.first
        )
        groups[-1].append(declaration) if joins else groups.append([declaration])
    units: list[_Unit] = []
    at = 0
    for group in groups:
        count = sum(len(result[declaration]) for declaration in group)
        some = sized[at : at + count]
        at += count
        align = max(align for _, align in some)
        units.append(_Unit(tuple(group), sum(size for size, _ in some), align))
    return units


def _has_directive(written: ClassText, some: Iterable[Declaration]) -> bool:
    """Whether a preprocessor line stands between the members, which may be there on one condition only."""
    first = min(declaration.first for declaration in some)
    last = max(declaration.last for declaration in some)
    return any(token.kind == "directive" for token in written.text.tokens[first : last + 1])


def _needs(facts: ClassFacts, layout: Layout) -> list[tuple[int, int]] | None:
    """Return size and likely alignment of each member in bytes, in the order of declaration."""
    by_place = {part.location: part for part in layout.parts if part.kind in _MEMBERS}
    result: list[tuple[int, int]] = []
    for field in facts.fields:
        part = by_place.get(field.location)
        if part is None or part.size is None or (field.type.extents and field.type.extents[0] is None):
            return None  # an array without a bound stays the last
        size = -(-part.size // BITS) if part.kind is PartKind.MEMBER else (field.type.size or 1)
        result.append((size, _alignment(part) if part.kind is PartKind.MEMBER else size))
    return result


def _alignment(part: ObjectPart) -> int:
    inner = [_alignment(inner) for inner in part.parts if inner.kind is not PartKind.PADDING and inner.size]
    if inner:
        return max(inner)
    size = (part.size or BITS) // BITS // max(part.elements, 1)
    return min(size & -size, _MOST_ALIGNED) or 1


def _promising(units: Sequence[_Unit], layout: Layout) -> list[list[_Unit]]:
    """Return orders that should save something, the best first; of two that are as good the one that moves less."""
    begin = max((part.end or 0 for part in layout.parts if part.kind in (PartKind.POINTER, PartKind.BASE)), default=0)
    start = -(-begin // BITS)
    falling = sorted(units, key=lambda unit: -unit.align)
    by_size = sorted(units, key=lambda unit: (-unit.align, -unit.size))
    orders = [_with_access(units, item) for item in (_fill(units, start), falling, by_size)]
    now = _end(units, start)
    rated = [(_end(order, start), _move(units, order), number) for number, order in enumerate(orders)]
    best = sorted(pair for pair in rated if pair[0] < now)
    return [orders[number] for _, _, number in best]


def _fill(units: Sequence[_Unit], start: int) -> list[_Unit]:
    """Return an order with always the most aligned member that needs no padding here; else the one that needs least."""
    left, at, order = list(units), start, []
    while left:
        chosen = min(left, key=lambda item: (-at % item.align, -item.align))
        left.remove(chosen)
        order.append(chosen)
        at += -at % chosen.align + chosen.size
    return order


def _with_access(units: Sequence[_Unit], order: Sequence[_Unit]) -> list[_Unit]:
    """Return the order within the places of each access, so that every member keeps its own."""
    queues = {access: [unit for unit in order if unit.access == access] for access in {unit.access for unit in units}}
    return [queues[unit.access].pop(0) for unit in units]


def _end(order: Sequence[_Unit], start: int) -> int:
    at, most = start, 1
    for unit in order:
        at += -at % unit.align + unit.size
        most = max(most, unit.align)
    return at + -at % most


def _move(units: Sequence[_Unit], order: Sequence[_Unit]) -> int:
    return sum(before is not after for before, after in zip(units, order, strict=True))


def _edits(written: ClassText, units: Sequence[_Unit], order: Sequence[_Unit]) -> list[Edit]:
    """Return edits by which each place takes the declarations of another."""
    pairs = zip(units, order, strict=True)
    return [Edit(written.text.file, *_span(written, old), _text(written, new)) for old, new in pairs if old is not new]


def _span(written: ClassText, unit: _Unit) -> tuple[int, int]:
    tokens = written.text.tokens
    return tokens[unit.declarations[0].first].start, tokens[unit.declarations[-1].last].end


def _text(written: ClassText, unit: _Unit) -> bytes:
    start, end = _span(written, unit)
    return written.text.content[start:end]


def _explain_order(written: ClassText, order: Sequence[_Unit]) -> Iterator[str]:
    """Yield the declarations, each on one line."""
    for unit in order:
        for declaration in unit.declarations:
            tokens = written.text.tokens
            content = written.text.content[tokens[declaration.first].start : tokens[declaration.last].end]
            yield " ".join(content.decode("utf-8", "replace").split())


def _try_out(
    record: Record, layout: Layout, unit: Unit, changed: dict[str, bytes], libclang: Path | None
) -> Layout | None:
    """Return the layout in that order; None where it saves nothing, is of other members, or breaks something."""
    reads = () if set(changed) == {unit.file} else extract_unit(unit, libclang).reads
    after = apply_trial(unit, changed, reads)
    facts = extract_unit(after, libclang)
    judged = judge_unit(facts)
    same = [
        class_facts for class_facts in facts.classes if class_facts.reported and class_facts.name == record.facts.name
    ]
    if len(same) != 1 or _errors(facts) or not _keeps(record, judged, same[0]):
        return None
    result = judged.layout(same[0].key)
    if result is None or result.missing or result.size >= layout.size or _names(result) != _names(layout):
        return None
    return None if new_errors(unit, changed, reads, libclang) else result


def _errors(facts: UnitFacts) -> list[str]:
    return [problem.message for problem in facts.problems if problem.fatal]


def _keeps(record: Record, judged: Judgements, facts: ClassFacts) -> bool:
    """Whether no trait is lost."""
    verdicts = judged[facts.key].verdicts
    return all(
        verdicts[trait].value is Truth.YES
        for trait, verdict in record.judgement.verdicts.items()
        if verdict.value is Truth.YES
    )


def _names(layout: Layout) -> Counter[tuple[str, str]]:
    return Counter((part.name, part.type) for part in layout.parts if part.kind in _MEMBERS)


def _notes(record: Record) -> Iterator[str]:
    if record.judgement.verdicts[Trait.STANDARD_LAYOUT].value is Truth.YES:
        yield "the class is standard-layout: C, files, a wire or shared memory may rely on its current order"
    yield "it changes the ABI: rebuild everything that uses the class"
    if record.judgement.verdicts[Trait.AGGREGATE].value is Truth.YES:
        yield "reorder the braces that initialise it member by member"
    else:
        yield "members are initialised in declaration order: check initializers that use other members"
