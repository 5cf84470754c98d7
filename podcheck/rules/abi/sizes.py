"""How far a class's parts reach: the Itanium C++ ABI's data size and non-virtual size, from the offsets of its parts.

libclang gives sizes and offsets, but not where the padding at a class's end begins, nor where the pointers lie that
the compiler adds. Both follow from the ABI's allocation rules (2.4) once the offsets are known.
"""

from __future__ import annotations

from msgspec import Struct

from podcheck.model.facts import RecordKind
from podcheck.model.subobjects import Base, Field
from podcheck.model.traits import Truth
from podcheck.model.type_refs import Key, TypeKind
from podcheck.rules.abi.pod_for_layout import is_microsoft, pod_for_layout
from podcheck.rules.emptiness import empty_class, zero_size
from podcheck.rules.engine import EvaluationContext, query
from podcheck.rules.special_members.virtual import virtual_base, virtual_function
from podcheck.rules.subobjects import virtual_bases

BITS = 8
_REFERENCES = (TypeKind.LVALUE_REFERENCE, TypeKind.RVALUE_REFERENCE)


class Pointer(Struct, frozen=True):
    """A pointer that the compiler adds to find virtual functions or virtual bases."""

    name: str
    """`vptr`, `vfptr` or `vbptr`."""

    offset: int
    """In bits."""


def is_empty(program: EvaluationContext, key: Key) -> bool:
    """Whether the class is empty (`std::is_empty`), known for certain."""
    return bool(empty_class(program, key).value is Truth.YES)


def field_size(program: EvaluationContext, field: Field) -> int | None:
    """Return the bits that a member takes of its class; a potentially overlapping one leaves its tail padding to
    others.
    """
    if field.bit_width is not None:
        return field.bit_width
    if field.type.kind in _REFERENCES:
        return None if program.pointer is None else program.pointer * BITS
    if field.type.size is None:
        return 0 if field.type.extents and field.type.extents[0] is None else None  # a flexible array
    inner = program.classes.get(field.type.record or "")
    if field.no_unique_address and inner is not None and not field.type.extents and not is_microsoft(program):
        if zero_size(program, field):
            return 0
        sizes = (nonvirtual_size(program, inner.key), data_size(program, inner.key))
        known = [size for size in sizes if size is not None]
        return max(known) * BITS if len(known) == len(sizes) else None
    return field.type.size * BITS


def base_size(program: EvaluationContext, base: Base) -> int | None:
    """Return the bits that a base class takes of a derived class, without its virtual bases."""
    inner = program.classes.get(base.type.record or "")
    if inner is None:
        return None
    if is_empty(program, inner.key):
        return 0
    size = nonvirtual_size(program, inner.key)
    return None if size is None else size * BITS


@query
def is_dynamic(program: EvaluationContext, key: Key) -> bool | None:
    """Whether it needs a virtual table, for a virtual function or base, be it inherited; None where that is open."""
    result = (virtual_function(program, key), virtual_base(program, key))
    if any(violation is not None and not violation.open for violation in result):
        return True
    return None if any(violation is not None for violation in result) else False


@query
def pointers(program: EvaluationContext, key: Key) -> tuple[Pointer, ...] | None:
    """Return the pointers that the compiler adds to the class itself, not to its bases; None for not known."""
    dynamic = is_dynamic(program, key)
    if dynamic is None or program.pointer is None:
        return None
    if not dynamic:
        return ()
    if is_microsoft(program):
        return _microsoft_pointers(program, key)
    return () if primary_base(program, key) is not None else (Pointer("vptr", 0),)


@query
def primary_base(program: EvaluationContext, key: Key) -> Key | None:
    """Return the base that shares its virtual table pointer with the class (Itanium 2.4.II): dynamic, at offset 0."""
    facts = program.classes[key]
    for base in facts.bases:
        if not base.virtual and base.offset == 0 and _is_dynamic_key(program, base.type.record):
            return base.type.record
    for virtual, offset in facts.virtual_offsets:
        if offset == 0 and _is_dynamic_key(program, virtual):
            return virtual
    return None


def _is_dynamic_key(program: EvaluationContext, key: Key | None) -> bool:
    return key in program.classes and is_dynamic(program, key) is True


def _microsoft_pointers(program: EvaluationContext, key: Key) -> tuple[Pointer, ...] | None:
    """Return MSVC's: `vfptr` in front, `vbptr` behind the bases; where a base has one of a kind, that is used.

    Whether the class needs a `vfptr` of its own is seen from the room that is left for it.
    """
    facts = program.classes[key]
    size = (program.pointer or 0) * BITS
    bases = [base for base in facts.bases if not base.virtual and base.type.record in program.classes]
    ends = [(base.offset, base_size(program, base)) for base in bases]
    if any(offset is None or length is None for offset, length in ends):
        return None
    filled = [(offset, length) for offset, length in ends if offset is not None and length]
    tabled = virtual_base(program, key) is not None
    vbptr = tabled and not any(virtual_base(program, base.type.record or "") is not None for base in bases)
    fields = [field.offset for field in facts.fields if field.offset is not None]
    limit = [*(offset for _, offset in facts.virtual_offsets), (facts.size or 0) * BITS]
    room = min([offset for offset, _ in filled] or fields or limit, default=0)
    own = bool(facts.virtual_functions) and room >= size * (2 if vbptr and not filled else 1)
    result = [Pointer("vfptr", 0)] if own else []
    if vbptr and own and not filled and facts.align != program.pointer:
        return None  # the room for the first depends on how the part without virtual bases is aligned
    if vbptr:
        end = max([offset + length for offset, length in filled], default=size if own else 0)
        result.append(Pointer("vbptr", -(-end // size) * size))
    return tuple(result)


@query
def nonvirtual_size(program: EvaluationContext, key: Key) -> int | None:
    """Return nvsize(C) in bytes: without virtual bases and without the padding at the end that others may use."""
    facts = program.classes[key]
    pod = pod_for_layout(program, key).value
    if facts.size is None or (pod is Truth.UNKNOWN and not is_microsoft(program)):
        return None
    if pod is Truth.YES:
        return facts.size
    ends = _ends(program, key)
    if ends is None:
        return None
    if is_microsoft(program):
        return _microsoft_rounded(program, key, _bytes(max(ends, default=0)))
    return _bytes(max((*ends, *_empty_ends(program, key)), default=0))


def _microsoft_rounded(program: EvaluationContext, key: Key, end: int) -> int | None:
    """Return the size with its padding, which MSVC lets nobody use; None where the alignment without virtual bases is
    unknown.
    """
    facts = program.classes[key]
    align = facts.align
    if align is None or facts.aligned or (virtual_base(program, key) is not None and align != program.pointer):
        return None
    return -(-end // align) * align


@query
def data_size(program: EvaluationContext, key: Key) -> int | None:
    """Return dsize(C) in bytes: virtual bases included, but not the padding at the end that others may use."""
    facts = program.classes[key]
    own = nonvirtual_size(program, key)
    if own is None or is_microsoft(program) or pod_for_layout(program, key).value is Truth.YES:
        return own if virtual_base(program, key) is None else None
    offsets = dict(facts.virtual_offsets)
    ends = [*(_ends(program, key) or ()), 0]
    for virtual in virtual_bases(program, key):
        inner = program.classes.get(virtual.type.record or "")
        offset = offsets.get(virtual.type.record or "")
        if inner is None:
            return None
        if is_empty(program, inner.key):
            continue
        size = nonvirtual_size(program, inner.key)
        if size is None or offset is None:
            return None
        ends.append(offset + size * BITS)
    return _bytes(max(ends))


def _empty_ends(program: EvaluationContext, key: Key) -> list[int]:
    """Return the ends of the empty bases and potentially overlapping members, which have an address but no data, in
    bits.
    """
    facts = program.classes[key]
    result = [(base.offset, base.type.record) for base in facts.bases if not base.virtual]
    result += [(field.offset, field.type.record) for field in facts.fields if zero_size(program, field)]
    classes = [(offset, program.classes[inner]) for offset, inner in result if inner in program.classes]
    return [
        offset + (inner.size or 0) * BITS
        for offset, inner in classes
        if offset is not None and (is_empty(program, inner.key) or inner.kind is RecordKind.UNION)
    ]


def _ends(program: EvaluationContext, key: Key) -> list[int] | None:
    """Return the end of each part of the class without its virtual bases, in bits; None where one is not known."""
    facts = program.classes[key]
    added = pointers(program, key)
    if added is None:
        return None
    size = (program.pointer or 0) * BITS
    ends = [pointer.offset + size for pointer in added]
    if is_dynamic(program, key) and not is_microsoft(program):
        ends.append(size)  # that of a virtual base which the class shares belongs to both
    for base in facts.bases:
        if not base.virtual:
            length = base_size(program, base)
            if length is None or base.offset is None:
                return None
            ends += [base.offset + length] if length else []
    for field in facts.fields:
        taken = field_size(program, field)
        if taken is None or field.offset is None:
            return None
        if taken or not field.no_unique_address:
            ends.append(field.offset + taken)
    return ends


def _bytes(bits: int) -> int:
    return (bits + BITS - 1) // BITS
