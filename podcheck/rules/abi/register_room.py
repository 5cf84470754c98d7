"""Whether registers have room for a class that is passed as a C struct: the System V ABI for x86-64, 3.2.3.

Up to sixteen bytes go in two registers, but for `long double` and members that are not aligned; more goes on the
stack. Windows passes one, two, four and eight bytes so. Other targets have rules that podcheck does not know.
"""

from __future__ import annotations

from collections.abc import Iterator

from podcheck.model.subobjects import Field
from podcheck.model.type_refs import Key, TypeKind
from podcheck.rules.engine import HOLDS, Decision, EvaluationContext, Violation, judge, rule
from podcheck.rules.subobjects import Subobject, class_type, members

_SYSTEM_V = "System V x86-64 psABI 3.2.3"
_TWO_EIGHTBYTES = 16
_BITS = 8


@rule("no-room-in-registers", _SYSTEM_V)
def fits_two_registers(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """A class that is passed in registers on x86-64 has sixteen bytes at most.

    Why: there are two registers for an argument; a larger one is copied on the stack for each call.

    Fix: Pass it by reference, or leave it: being trivial for calls still avoids the hidden reference.
    """
    facts = program.classes[key]
    if (facts.size or 0) > _TWO_EIGHTBYTES:
        wide = any(_is_vector(field) for field in facts.fields) and len(facts.fields) == 1
        message = f"its {facts.size} bytes are copied on the stack: over {_TWO_EIGHTBYTES} on x86-64"
        if wide:
            message = f"its {facts.size} bytes are a vector, for which newer processors have registers"
        yield Violation(message, facts.location, facts.name, open=wide)


@rule("no-room-in-registers", _SYSTEM_V)
def no_long_double(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """It has no `long double`, which is passed on the stack."""
    for member in _all_members(program, key):
        if member.type.kind is TypeKind.FLOATING and "long double" in member.type.spelling:
            yield Violation(
                f"{member.label} is a long double, which is copied on the stack", member.location, member.name
            )


@rule("no-room-in-registers", _SYSTEM_V)
def all_aligned(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """Its members are aligned as their types require."""
    for field in _all_fields(program, key):
        if field.offset is not None and field.offset % (_natural(program, field) * _BITS):
            message = f"member '{field.name}' is not aligned, so that the class is copied on the stack"
            yield Violation(message, field.location, field.name)


RULES = (fits_two_registers, no_long_double, all_aligned)


def room_in_registers(program: EvaluationContext, key: Key) -> Decision:
    """Return whether the class goes in registers, once it is passed as a C struct."""
    if not program.target.startswith("x86_64") or "windows" in program.target:
        return HOLDS
    return judge(RULES, program, key)


def _is_vector(field: Field) -> bool:
    return field.type.kind in (TypeKind.FLOATING, TypeKind.EXTENSION) and not field.type.extents


def _all_members(program: EvaluationContext, key: Key, depth: int = 0) -> Iterator[Subobject]:
    """Yield the members of the class, and of its bases and members: no more than the sixteen bytes hold."""
    facts = program.classes[key]
    if depth > _TWO_EIGHTBYTES or (facts.size or 0) > _TWO_EIGHTBYTES:
        return
    for member in members(program, key):
        inner = class_type(program, member)
        yield member
        if inner is not None and inner.complete:
            yield from _all_members(program, inner.key, depth + 1)
    for base in facts.bases:
        if base.type.record in program.classes and program.classes[base.type.record].complete:
            yield from _all_members(program, base.type.record, depth + 1)


def _all_fields(program: EvaluationContext, key: Key, depth: int = 0) -> Iterator[Field]:
    """Yield the members of the class and within it: `packed` and `#pragma pack` leave them unaligned."""
    facts = program.classes.get(key)
    if facts is None or not facts.complete or depth > _TWO_EIGHTBYTES or (facts.size or 0) > _TWO_EIGHTBYTES:
        return
    for field in facts.fields:
        if field.bit_width is None:
            yield field
        if field.type.record is not None:
            yield from _all_fields(program, field.type.record, depth + 1)
    for base in facts.bases:
        yield from _all_fields(program, base.type.record or "", depth + 1)


def _natural(program: EvaluationContext, field: Field) -> int:
    """Return the alignment of the member's type, in bytes: a scalar's is its size here."""
    inner = program.classes.get(field.type.record or "")
    if inner is not None:
        return inner.align or 1
    size = field.type.size or 1
    for extent in field.type.extents:
        size //= extent or 1
    return min(max(size, 1), _TWO_EIGHTBYTES)
