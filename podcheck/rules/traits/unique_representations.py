"""`has_unique_object_representations`: [meta.unary.prop]/11 (P0258R2): equal values have equal bytes.

Bits are counted: each bit of the object must belong to the value of some member. Integers, enumerations
and pointers count whole, a `_BitInt(7)` with seven bits, a vector of integers as they do; floating-point types,
vectors of them and nullptr_t do not; what other extension types do is the implementation's choice.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from podcheck.model.facts import RecordKind
from podcheck.model.subobjects import Field
from podcheck.model.traits import Truth
from podcheck.model.type_refs import Key, TypeKind, TypeRef
from podcheck.rules.emptiness import empty_class
from podcheck.rules.engine import Decision, EvaluationContext, Rule, Violation, judge, query, rule
from podcheck.rules.traits.composed import make_composed_rule
from podcheck.rules.traits.trivially_copyable import left_open_for_closures, trivially_copyable

_CLAUSE = "[meta.unary.prop]/11"
_BITS = 8
_MOST_RANGES = 4096
_OF_CLOSURE = "is of a closure type, whose size and members are left to the implementation"


class Coverage(Struct, frozen=True):
    """Which bits of a class carry value."""

    bits: tuple[tuple[int, int], ...] = ()
    """Each as (begin, end) in bits from the class's start."""

    violations: tuple[tuple[str, Violation], ...] = ()
    """What is wrong with members, each with its code."""

    @property
    def covered(self) -> int:
        """How many bits carry value, each counted once."""
        total = end = 0
        for start, stop in sorted(self.bits):
            total += max(0, stop - max(start, end))
            end = max(end, stop)
        return total


def _breach(code: str, what: str, member: Field, *, open_: bool = False) -> Coverage:
    name = member.name or "(unnamed)"
    return Coverage(violations=((code, Violation(f"member '{name}' {what}", member.location, name, open=open_)),))


def _shift(coverage: Coverage, offset: int) -> list[tuple[int, int]]:
    return [(start + offset, stop + offset) for start, stop in coverage.bits]


@query
def coverage(program: EvaluationContext, key: Key) -> Coverage:
    """Return the value bits of one object of the class, bases included."""
    facts = program.classes[key]
    bits: list[tuple[int, int]] = []
    violations: list[tuple[str, Violation]] = []
    for base in facts.bases:
        inner = program.classes.get(base.type.record or "")
        if inner is None or base.offset is None:
            unsure = Violation(f"base '{base.type.spelling}' is not laid out here", base.location, open=True)
            violations.append(("non-unique-member", unsure))
            continue
        if inner.closure:
            unsure = Violation(f"base '{base.type.spelling}' {_OF_CLOSURE}", base.location, open=True)
            violations.append(("non-unique-member", unsure))
            continue
        part = coverage(program, inner.key)
        bits += _shift(part, base.offset)
        violations += part.violations
    if facts.unplaced:
        unsure = Violation(
            f"where the members of '{facts.name}' lie is not known", facts.location, facts.name, open=True
        )
        return Coverage(violations=(*dict.fromkeys(violations), ("non-unique-member", unsure)))
    union = facts.kind is RecordKind.UNION
    for field in facts.fields:
        if union and field.unnamed_bit_field:
            continue  # the bits of another member decide
        part = _field(program, field)
        violations += part.violations
        if union and not part.violations:
            violations += _short_of_union(field, part, facts.size)
        bits += _shift(part, field.offset or 0)
    return Coverage(_join(bits), tuple(dict.fromkeys(violations)))


def _join(bits: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return the same bits in as few ranges as there are; of thousands of ranges only how many bits it is."""
    result: list[tuple[int, int]] = []
    for start, stop in sorted(bits):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(stop, result[-1][1]))
        else:
            result.append((start, stop))
    if len(result) > _MOST_RANGES:
        return ((result[0][0], result[0][0] + sum(stop - start for start, stop in result)),)
    return tuple(result)


def _short_of_union(member: Field, part: Coverage, size: int | None) -> Iterator[tuple[str, Violation]]:
    if size is not None and part.covered < size * _BITS:
        name = member.name or "(unnamed)"
        message = f"member '{name}' leaves {size * _BITS - part.covered} bits of the union as padding"
        yield ("padding", Violation(message, member.location, name))


def _field(program: EvaluationContext, member: Field) -> Coverage:
    if member.unnamed_bit_field:
        if not member.bit_width:
            return Coverage()
        message = f"an unnamed bit-field of {member.bit_width} bits is padding"
        return Coverage(violations=(("unnamed-bit-field", Violation(message, member.location)),))
    element = _element(program, member)
    if element.violations or not member.type.extents:
        return element
    count = 1
    for extent in member.type.extents:
        count *= extent or 0
    if not count:
        return _no_elements(program, member, element)
    return Coverage(((0, count * element.covered),))  # nothing else lies between an array's elements


def _no_elements(program: EvaluationContext, member: Field, element: Coverage) -> Coverage:
    """Return the coverage of a zero-length or flexible array, an extension: compilers look at its element type all the
    same.
    """
    facts = program.classes.get(member.type.record or "")
    if facts is not None and element.covered != (facts.size or 0) * _BITS:
        return _breach("padding", f"is an array of '{facts.name}', which has padding", member)
    return Coverage()


def _element(program: EvaluationContext, member: Field) -> Coverage:
    kind: TypeRef = member.type
    if kind.kind in (TypeKind.LVALUE_REFERENCE, TypeKind.RVALUE_REFERENCE):
        # asked first: `size` is that of the type that it refers to, which may be incomplete here
        return _breach("reference-member", "is a reference, which is not a subobject", member)
    if kind.kind is TypeKind.DEPENDENT or (kind.size is None and not kind.extents):
        return _breach("non-unique-member", "depends on a template parameter", member, open_=True)
    if kind.kind is TypeKind.FLOATING:
        return _breach("floating-member", "is of floating-point type", member)
    if kind.kind is TypeKind.NULLPTR:
        return _breach("non-unique-member", "is of type std::nullptr_t", member)
    if kind.kind is TypeKind.EXTENSION and kind.value_bits is None:
        return _breach("non-unique-member", "is of an extension type", member, open_=True)
    if kind.kind is TypeKind.CLASS:
        return _class_element(program, member)
    count = 1
    for extent in kind.extents:
        count *= extent or 0
    whole = (kind.size or 0) * _BITS // (count or 1)
    value = kind.value_bits if kind.value_bits is not None else whole
    if member.bit_width is not None:
        if member.bit_width > value:
            return _breach("padding", f"is a bit-field wider than its type of {value} bits", member)
        return Coverage(((0, member.bit_width),))
    return Coverage(((0, min(value, whole)),))


def _class_element(program: EvaluationContext, member: Field) -> Coverage:
    facts = program.classes.get(member.type.record or "")
    if facts is None or not facts.complete:
        return _breach("non-unique-member", "is of a class that could not be analysed", member, open_=True)
    if facts.closure:
        return _breach("non-unique-member", _OF_CLOSURE, member, open_=True)
    empty = empty_class(program, facts.key).value is Truth.YES
    if empty and member.no_unique_address and not member.type.extents:
        return Coverage()
    result = coverage(program, facts.key)
    if member.no_unique_address:  # other members may lie where it has padding
        return result
    return Coverage(((0, result.covered),), result.violations)


_COPYABLE = """It is trivially copyable.

Why: bytes can stand for the value only if copying the bytes copies the value.

Fix: See the reasons below: each names a function that is not trivial.
"""
_MEMBERS = {
    "padding": """No member has bits that mean nothing: a bit-field wider than its type, a short member of a union.

    Why: nothing sets these bits, so two objects of equal value may differ in them.

    Fix: Give the members of a union one size, and a bit-field no more bits than its type has.
    """,
    "floating-member": """No member is of floating-point type.

    Why: 0.0 and -0.0 are equal and have different bytes; a NaN has many representations.

    Fix: Compare and hash member by member, or store an integer, such as a count of the smallest unit.
    """,
    "reference-member": """No member is a reference.

    Why: a reference is no subobject: its bytes are not part of the value, and those of what it refers to lie elsewhere.

    Fix: Make it a pointer, whose bytes are its value.
    """,
    "non-unique-member": """Every member is of a type that has one representation for each value.

    Why: all values of `std::nullptr_t` are equal, so its bytes mean nothing. What an extension type such as `_Atomic
    int` does is up to the implementation, so the answer is open. A vector of integers is just its elements.

    Fix: Use an integer, an enumeration or a pointer.
    """,
    "unnamed-bit-field": """There is no unnamed bit-field, except of width zero.

    Why: its bits are padding, with arbitrary values.

    Fix: Give it a name, and always set it to the same value.
    """,
}
"""By the code of the fault: what holds of each member, down to the last."""

is_copyable = rule("not-trivially-copyable", _CLAUSE)(
    make_composed_rule(trivially_copyable, "trivially copyable", _COPYABLE)
)


def _members(code: str, page: str) -> Rule[Key]:
    def violations(program: EvaluationContext, key: Key) -> Iterator[Violation]:
        for result, violation in coverage(program, key).violations:
            if result == code:
                yield violation

    violations.__doc__ = page
    return rule(code, _CLAUSE)(violations)


@rule("padding", _CLAUSE)
def no_padding(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """Every bit of the object belongs to the value of some member; the byte of an empty class does not.

    Why: padding has arbitrary bits: two objects of equal value would differ in their bytes, in a hash and in `memcmp`.

    Fix: Order the members by size, the largest first, and fill the rest with a named member that is always zero.
    """
    facts = program.classes[key]
    result = coverage(program, key)
    if facts.size is None:
        yield Violation(f"the size of '{facts.name}' is not known", facts.location, facts.name, open=True)
    elif facts.kind is not RecordKind.UNION and not result.violations:
        missing = facts.size * _BITS - result.covered
        if missing:
            count, unit = (missing // _BITS, "byte") if missing % _BITS == 0 else (missing, "bit")
            amount = f"{count} {unit}{'' if count == 1 else 's'}"
            yield Violation(f"'{facts.name}' has {amount} of padding", facts.location, facts.name)
    elif all(field.unnamed_bit_field for field in facts.fields) and not result.violations:
        yield Violation(f"'{facts.name}' has a byte that no member uses", facts.location, facts.name)


RULES = (
    is_copyable,
    no_padding,
    *(_members(code, page) for code, page in _MEMBERS.items()),
)


@query
def has_unique_object_representations(program: EvaluationContext, key: Key) -> Decision:
    """Return whether equal values have equal bytes."""
    if program.classes[key].closure:  # its size and its members are the implementation's choice
        return judge((is_copyable, left_open_for_closures), program, key)
    return judge(RULES, program, key)
