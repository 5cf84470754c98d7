"""`is_empty`: [meta.unary.prop].

An unnamed bit-field of non-zero width makes a class non-empty ([intro.object]/8).
"""

from __future__ import annotations

from collections.abc import Iterator

from podcheck.model.facts import RecordKind
from podcheck.model.subobjects import Field
from podcheck.model.traits import Truth
from podcheck.model.type_refs import Key, TypeKind
from podcheck.rules.engine import Decision, EvaluationContext, Violation, judge, query, rule
from podcheck.rules.special_members.virtual import virtual_base_violations, virtual_functions
from podcheck.rules.subobjects import class_type, direct_bases, is_undetermined

_CLAUSE = "[meta.unary.prop]"


@rule("union", _CLAUSE)
def no_union(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """It is not a union.

    Why: the trait is about classes that take no bytes as a base, and a union can't be a base ([class.union.general]/4).

    Fix: If the union has no members, write `struct`.
    """
    facts = program.classes[key]
    if facts.kind is RecordKind.UNION:
        yield Violation(f"'{facts.name}' is a union", facts.location, facts.name)


@rule("data-member", _CLAUSE)
def no_data(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """There is no non-static data member, except of zero size (`[[no_unique_address]]`, P0840R2).

    Why: as a base an empty class may take no bytes at all; a member needs some.

    Fix: Make the member `static`, or pass it as an argument; if its own class is empty, mark it
    `[[no_unique_address]]` (C++20).
    """
    for field in program.classes[key].fields:
        if field.unnamed_bit_field or zero_size(program, field):
            continue
        name = "(anonymous)" if field.anonymous else field.name
        unsure = field.no_unique_address and field.type.kind is TypeKind.DEPENDENT
        yield Violation(f"it has member '{name}'", field.location, field.name, open=unsure)


@rule("unnamed-bit-field", _CLAUSE)
def no_bits(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """There is no unnamed bit-field, except of width zero.

    Why: it takes bits of the object that hold no value ([intro.object]/8).

    Fix: Drop it; `int : 0;` begins a new unit without taking bits.
    """
    for field in program.classes[key].fields:
        if field.unnamed_bit_field and field.bit_width:
            yield Violation(f"it has an unnamed bit-field of width {field.bit_width}", field.location)


@rule("virtual-function", _CLAUSE)
def nothing_virtual(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """No function is virtual, declared or inherited: the hidden pointer to them takes bytes.

    Fix: Choose at compile time: a template parameter instead of a virtual function takes no bytes.
    """
    yield from virtual_functions(program, key)


@rule("virtual-base", _CLAUSE)
def no_virtual_bases(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """There is no virtual base, direct or indirect: the hidden pointer to it takes bytes."""
    yield from virtual_base_violations(program, key)


@rule("non-empty-base", _CLAUSE)
def bases_empty(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """Every base class is empty.

    Why: the bytes of a base are part of the class.

    Fix: Inherit from empty classes only; what holds data can be a static member or an argument.
    """
    for base in direct_bases(program, key):
        facts = class_type(program, base)
        decision = (
            Decision(Truth.UNKNOWN)
            if facts is None or is_undetermined(program, base)
            else empty_class(program, facts.key)
        )
        if decision.value is not Truth.YES:
            unsure = decision.value is Truth.UNKNOWN
            message = f"{base.label} {'may not be' if unsure else 'is not'} empty"
            yield Violation(message, base.location, base.name, decision.reasons, open=unsure)


RULES = (no_union, no_data, no_bits, nothing_virtual, no_virtual_bases, bases_empty)


@query
def empty_class(program: EvaluationContext, key: Key) -> Decision:
    """Return whether the class has no bytes of its own."""
    return judge(RULES, program, key)


def zero_size(program: EvaluationContext, field: Field) -> bool:
    """Whether the member is `[[no_unique_address]]`, no array, and of an empty class (Itanium) or of a union without
    members: [intro.object]/8.
    """
    if not field.no_unique_address or field.type.extents:
        return False
    facts = program.classes.get(field.type.record or "")
    if facts is None:
        return False
    rules = RULES[1:] if facts.kind is RecordKind.UNION else RULES
    return judge(rules, program, facts.key).value is Truth.YES
