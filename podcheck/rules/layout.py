"""The layout of one class, from what libclang says of its parts: where each lies, and what is padding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from podcheck.model.facts import ClassFacts
from podcheck.model.layout import BITS, AbiFact, Layout, ObjectPart, PartKind
from podcheck.model.subobjects import Field
from podcheck.model.traits import Truth
from podcheck.model.type_refs import Key
from podcheck.rules.abi.calling_convention import passed_in_registers, registers_of_gcc, trivial_for_calls
from podcheck.rules.abi.pod_for_layout import pod_for_layout, pod_of_gcc
from podcheck.rules.abi.sizes import base_size, data_size, field_size, is_empty, nonvirtual_size, pointers, primary_base
from podcheck.rules.engine import HOLDS, Decision, EvaluationContext, query
from podcheck.rules.subobjects import virtual_bases
from podcheck.rules.traits.relocation import trivially_relocatable

_MOST_PARTS = 20_000
_DEEPEST = 32
"""What a layout shows at most; what lies deeper is left out, and said to be."""


@dataclass(slots=True)
class _Survey:
    """What a layout has met so far."""

    missing: dict[str, None] = field(default_factory=dict)
    """What could not be analysed, each once."""

    parts: int = 0
    """How many parts were made."""

    def lacks(self, what: str) -> None:
        """Note something that could not be analysed."""
        self.missing[what] = None


@query
def layout_of(program: EvaluationContext, key: Key) -> Layout | None:
    """Return the layout of a class; None for a template's pattern and a class that could not be analysed."""
    facts = program.classes[key]
    if facts.dependent or not facts.complete or facts.size is None or facts.align is None:
        return None
    survey = _Survey()
    parts = _parts(program, key, range(facts.size * BITS), survey, complete=True, depth=0)
    return Layout(
        name=facts.name,
        kind="closure type" if facts.closure else facts.kind.value,
        location=facts.location,
        std=program.std.spelling,
        target=program.target,
        size=facts.size,
        align=facts.align,
        parts=parts,
        padding=None if survey.missing else _padding_among(parts),
        data_size=data_size(program, key),
        facts=_abi(program, key),
        relocatable=_fact("trivially_relocatable", trivially_relocatable(program, key), HOLDS),
        missing=tuple(survey.missing),
    )


def prepare_layout(program: EvaluationContext, key: Key) -> None:
    """Work out what the layouts of other classes ask of this one, which is little: its own has thousands of parts."""
    facts = program.classes[key]
    if not facts.dependent and facts.complete:
        data_size(program, key)
        _abi(program, key)
        trivially_relocatable(program, key)


def _abi(program: EvaluationContext, key: Key) -> tuple[AbiFact, ...]:
    return (
        _fact("trivial_for_calls", trivial_for_calls(program, key), registers_of_gcc(program, key)),
        _fact("passed_in_registers", passed_in_registers(program, key), registers_of_gcc(program, key)),
        _fact("pod_for_layout", pod_for_layout(program, key), pod_of_gcc(program, key)),
    )


def _fact(name: str, decision: Decision, elsewhere: Decision) -> AbiFact:
    """Return the answer, with what another compiler has against a yes."""
    differs = elsewhere.reasons if decision.value is Truth.YES else ()
    return AbiFact(name, decision.value, decision.reasons, differs)


def _padding(part: ObjectPart) -> int:
    if part.kind is PartKind.PADDING or (part.kind is PartKind.BIT_FIELD and not part.name):
        return part.size or 0
    return _padding_among(part.parts) * part.elements if part.size else 0


def _padding_among(parts: Sequence[ObjectPart]) -> int:
    """Return the padding of parts in the order of their offsets, in bits.

    Of those that lie at the same place, as a union's members do, the one that has the most counts.
    """
    total = there = end = 0
    for part in parts:
        own = _padding(part)
        if part.offset is not None and part.size and part.offset >= end:
            total, there = total + there, own
        else:
            there = max(there, own)
        end = max(end, part.end or 0)
    return total + there


def _parts(
    program: EvaluationContext, key: Key, bits: range, survey: _Survey, *, complete: bool, depth: int
) -> tuple[ObjectPart, ...]:
    """Return the parts of a class that takes these bits; of a `complete` object with its virtual bases."""
    facts = program.classes[key]
    start = bits.start
    if depth >= _DEEPEST or survey.parts > _MOST_PARTS:
        survey.lacks(f"parts of '{facts.name}', of which there are too many")
        return ()
    result = [
        *_pointers(program, facts, start, survey, complete=complete),
        *_bases(program, facts, start, survey, depth),
        *(_field(program, member, start, survey, depth) for member in facts.fields),
    ]
    if complete:
        result += _virtual(program, facts, start, survey, depth)
    survey.parts += len(result)
    result.sort(key=lambda part: (part.offset is None, part.offset or 0, part.size != 0))
    return tuple(result) if any(part.end is None for part in result) else tuple(_with_padding(result, bits))


def _with_padding(parts: Sequence[ObjectPart], bits: range) -> Iterator[ObjectPart]:
    """Yield the parts, and between them what none of them covers."""
    covered = bits.start
    for part in parts:
        if part.offset is not None and part.offset > covered:
            yield ObjectPart(PartKind.PADDING, "", "", covered, part.offset - covered)
        covered = max(covered, part.end or 0)
        yield part
    if covered < bits.stop:
        yield ObjectPart(PartKind.PADDING, "", "", covered, bits.stop - covered, tail=True)


def _pointers(
    program: EvaluationContext, facts: ClassFacts, start: int, survey: _Survey, *, complete: bool
) -> Iterator[ObjectPart]:
    result = pointers(program, facts.key)
    if result is None:
        survey.lacks(f"the pointers that the compiler adds to '{facts.name}'")
        return
    size = (program.pointer or 0) * BITS
    for pointer in result:
        yield ObjectPart(PartKind.POINTER, pointer.name, "", start + pointer.offset, size)
    primary = primary_base(program, facts.key)
    if not result and not complete and primary is not None and primary in dict(facts.virtual_offsets):
        yield ObjectPart(
            PartKind.POINTER, "vptr", "", start, size
        )  # that of a virtual base, which lies there or elsewhere


def _bases(
    program: EvaluationContext, facts: ClassFacts, start: int, survey: _Survey, depth: int
) -> Iterator[ObjectPart]:
    for base in facts.bases:
        if base.virtual:
            continue
        size = base_size(program, base)
        inner = program.classes.get(base.type.record or "")
        offset = None if base.offset is None else start + base.offset
        if size is None or offset is None:
            survey.lacks(f"base '{base.type.spelling}' of '{facts.name}'")
        parts = _inside(program, inner, offset, size, survey, depth)
        yield ObjectPart(PartKind.BASE, base.type.spelling, base.type.spelling, offset, size, base.location, parts)


def _inside(
    program: EvaluationContext,
    inner: ClassFacts | None,
    offset: int | None,
    size: int | None,
    survey: _Survey,
    depth: int,
) -> tuple[ObjectPart, ...]:
    """Return the parts of a base."""
    if inner is None or offset is None or not inner.complete or size is None:
        return ()
    return _parts(program, inner.key, range(offset, offset + size), survey, complete=False, depth=depth + 1)


def _virtual(
    program: EvaluationContext, facts: ClassFacts, start: int, survey: _Survey, depth: int
) -> Iterator[ObjectPart]:
    offsets = dict(facts.virtual_offsets)
    for base in virtual_bases(program, facts.key):
        inner = program.classes.get(base.type.record or "")
        place = offsets.get(base.type.record or "")
        offset = None if place is None else start + place
        size = None if inner is None else 0 if is_empty(program, inner.key) else _nonvirtual(program, inner)
        if size is None or offset is None:
            survey.lacks(f"virtual base '{base.name}' of '{facts.name}'")
        parts = _inside(program, inner, offset, size, survey, depth)
        yield ObjectPart(PartKind.VIRTUAL_BASE, base.name, base.type.spelling, offset, size, base.location, parts)


def _nonvirtual(program: EvaluationContext, facts: ClassFacts) -> int | None:
    size = nonvirtual_size(program, facts.key)
    return None if size is None else size * BITS


def _field(program: EvaluationContext, field: Field, start: int, survey: _Survey, depth: int) -> ObjectPart:
    size = field_size(program, field)
    offset = None if field.offset is None else start + field.offset
    if size is None or offset is None:
        survey.lacks(f"member '{field.name or '(anonymous)'}'")
    kind = PartKind.MEMBER if field.bit_width is None else PartKind.BIT_FIELD
    inner = program.classes.get(field.type.record or "")
    elements = _count(field.type.extents)
    parts: tuple[ObjectPart, ...] = ()
    if inner is not None and inner.complete and offset is not None and elements and size is not None:
        bits = range(offset, offset + size // elements)  # of the first element
        parts = _parts(program, inner.key, bits, survey, complete=True, depth=depth + 1)
    part = ObjectPart(kind, field.name, field.type.spelling, offset, size, field.location, parts, elements or 1)
    return replace(part, anonymous=True) if field.anonymous else part


def _count(extents: Iterable[int | None]) -> int:
    """Return the number of elements; an array of unknown bound has none."""
    count = 1
    for extent in extents:
        count *= extent or 0
    return count
