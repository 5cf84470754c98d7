"""Shapes of classes on which compilers are known to part from the standard.

The catalogue of divergences names them; what they have in common is that one compiler or another has a rule of its own
for a class that contains such a construct, in itself or in a base or member. Those of special member functions are in
`special_member_shapes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from podcheck.model.facts import RecordKind
from podcheck.model.functions import FunctionKind
from podcheck.model.subobjects import Access
from podcheck.model.traits import Truth
from podcheck.model.type_refs import Key, TypeKind
from podcheck.rules.emptiness import empty_class
from podcheck.rules.engine import EvaluationContext, query
from podcheck.rules.special_member_shapes import SPECIAL_MEMBER_SHAPES, Shape
from podcheck.rules.special_members.declared import specials
from podcheck.rules.special_members.subobject_calls import subobject_call
from podcheck.rules.subobjects import class_type, direct_bases, members, virtual_bases
from podcheck.rules.traits.first_members import first_member_classes
from podcheck.rules.traits.standard_layout import hierarchy
from podcheck.rules.traits.trivially_copyable import trivially_copyable

_BITS = 8
_DECLTYPE_OF_OBJECT = re.compile(r"decltype\([^(].*\}\)|decltype\(\(lambda at .*\}\)", re.DOTALL)
"""`decltype(V)` as an instance has it, `decltype(Point{1, 2})` say."""


@query
def shapes_of(program: EvaluationContext, key: Key) -> frozenset[str]:
    """Return the shapes that the class or one of its bases and members has."""
    result = {name for name, fits in SHAPES.items() if any(fits(program, key))}
    for part in program.classes[key].part_keys:
        inner = program.classes.get(part)
        if inner is not None and inner.complete:
            result |= shapes_of(program, inner.key)
    return frozenset(result)


def _narrow_integer(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether a member's integer has bits that take no part in its value; bool has none that compilers count."""
    for member in members(program, key):
        bits, size = member.type.value_bits, member.type.size
        for extent in member.type.extents:
            size = size // extent if size and extent else None
        yield member.type.kind is TypeKind.INTEGRAL and bits is not None and size is not None and bits < size * _BITS


def _anonymous_member(program: EvaluationContext, key: Key) -> Iterator[bool]:
    yield from (field.anonymous for field in program.classes[key].fields)


def _anonymous_union_in_union(program: EvaluationContext, key: Key) -> Iterator[bool]:
    facts = program.classes[key]
    yield facts.kind is RecordKind.UNION and any(field.anonymous for field in facts.fields)


def _union_copied_by_code(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether a member is of a union that is not trivially copyable."""
    for member in members(program, key):
        inner = class_type(program, member)
        if inner is not None and inner.kind is RecordKind.UNION:
            yield trivially_copyable(program, inner.key).value is Truth.NO


def _const_class_member(program: EvaluationContext, key: Key) -> Iterator[bool]:
    for member in members(program, key):
        yield member.type.const and member.type.kind is TypeKind.CLASS


def _unassignable_member(program: EvaluationContext, key: Key) -> Iterator[bool]:
    for member in members(program, key):
        yield member.type.const or member.type.kind is TypeKind.LVALUE_REFERENCE


def _const_variant_member(program: EvaluationContext, key: Key) -> Iterator[bool]:
    for member in members(program, key):
        yield member.union is not None and member.type.const


def _const_anonymous_union_member(program: EvaluationContext, key: Key) -> Iterator[bool]:
    own = program.classes[key].fields
    for member in members(program, key):
        yield member.field not in own and member.type.const


def _nontrivial_variant_member(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether a variant member stands in the way of construction or destruction before C++26, or may."""
    variants = [member for member in members(program, key) if member.union is not None]
    for kind in (FunctionKind.DEFAULT_CONSTRUCTOR, FunctionKind.DESTRUCTOR):
        for special in specials(program, key, kind):
            for member in variants:
                outcome = subobject_call(program, special, member)
                yield (outcome.usable, outcome.trivial) != (Truth.YES, Truth.YES)
    yield any(member.type.const for member in variants)


def _unnamed_bit_field(program: EvaluationContext, key: Key) -> Iterator[bool]:
    yield from (field.unnamed_bit_field for field in program.classes[key].fields)


def _non_public_unnamed_bit_field(program: EvaluationContext, key: Key) -> Iterator[bool]:
    fields = program.classes[key].fields
    accesses = {field.access for field in fields}
    for field in fields:
        yield field.unnamed_bit_field and (field.access is not Access.PUBLIC or len(accesses) > 1)


def _union_bit_field(program: EvaluationContext, key: Key) -> Iterator[bool]:
    facts = program.classes[key]
    if facts.kind is RecordKind.UNION and facts.size is not None:
        for field in facts.fields:
            width = field.bit_width
            yield width is not None and (width < facts.size * _BITS or field.unnamed_bit_field)


def _empty_anonymous_union(program: EvaluationContext, key: Key) -> Iterator[bool]:
    for field in program.classes[key].fields:
        facts = program.classes.get(field.type.record or "")
        yield field.anonymous and facts is not None and not facts.fields


def _empty_union_member(program: EvaluationContext, key: Key) -> Iterator[bool]:
    for field in program.classes[key].fields:
        facts = program.classes.get(field.type.record or "")
        yield field.no_unique_address and facts is not None and facts.kind is RecordKind.UNION


def _mutable_member(program: EvaluationContext, key: Key) -> Iterator[bool]:
    yield from (member.mutable for member in members(program, key))


def _no_unique_address_member(program: EvaluationContext, key: Key) -> Iterator[bool]:
    yield from (field.no_unique_address for field in program.classes[key].fields)


def _integer_vector(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether a member is a vector or complex number of integers."""
    for field in program.classes[key].fields:
        yield field.type.kind is TypeKind.EXTENSION and field.type.value_bits is not None


def _decltype_of_argument(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether a member has the type of a template argument that is an object of a class."""
    for field in program.classes[key].fields:
        yield field.type.kind is TypeKind.CLASS and bool(_DECLTYPE_OF_OBJECT.match(field.type.spelling))


def _empty_inherited_pack(program: EvaluationContext, key: Key) -> Iterator[bool]:
    yield program.classes[key].inherits_from_empty_pack


def _late_empty_base(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether an empty base stands behind one that is not, or the same base is there twice."""
    bases = [facts.key for facts in hierarchy(program, key)[1:]]
    yield len(bases) != len(set(bases))
    direct = [class_type(program, base) for base in direct_bases(program, key)]
    empty = [facts is not None and empty_class(program, facts.key).value is Truth.YES for facts in direct]
    yield False in empty and True in empty[empty.index(False) :]


def _inherited_first_member(program: EvaluationContext, key: Key) -> Iterator[bool]:
    bases = {facts.key for facts in hierarchy(program, key)[1:]}
    yield from (
        class_facts.inherited and class_facts.key in bases for class_facts in first_member_classes(program, key)
    )


def _abstract_virtual_base(program: EvaluationContext, key: Key) -> Iterator[bool]:
    yield bool(program.classes[key].abstract) and bool(virtual_bases(program, key))


def _virtual_base_of_abstract(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether an abstract class of the unit has it as virtual base."""
    for facts in program.classes.values():
        yield bool(facts.abstract) and any(base.virtual and base.type.record == key for base in facts.bases)


def _abstract_virtual_base_defaulted(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether the class is abstract with a virtual base, and the user defaulted its destructor."""
    if any(_abstract_virtual_base(program, key)):
        for special in specials(program, key, FunctionKind.DESTRUCTOR):
            yield special.function is not None and special.function.defaulted


SHAPES: dict[str, Shape] = {
    **SPECIAL_MEMBER_SHAPES,
    "narrow-integer": _narrow_integer,
    "anonymous-member": _anonymous_member,
    "anonymous-union-in-union": _anonymous_union_in_union,
    "union-copied-by-code": _union_copied_by_code,
    "const-class-member": _const_class_member,
    "unassignable-member": _unassignable_member,
    "const-variant-member": _const_variant_member,
    "const-anonymous-union-member": _const_anonymous_union_member,
    "nontrivial-variant-member": _nontrivial_variant_member,
    "unnamed-bit-field": _unnamed_bit_field,
    "non-public-unnamed-bit-field": _non_public_unnamed_bit_field,
    "union-bit-field": _union_bit_field,
    "empty-anonymous-union": _empty_anonymous_union,
    "empty-union-member": _empty_union_member,
    "mutable-member": _mutable_member,
    "no-unique-address-member": _no_unique_address_member,
    "integer-vector": _integer_vector,
    "decltype-of-argument": _decltype_of_argument,
    "empty-inherited-pack": _empty_inherited_pack,
    "late-empty-base": _late_empty_base,
    "inherited-first-member": _inherited_first_member,
    "abstract-virtual-base": _abstract_virtual_base,
    "virtual-base-of-abstract": _virtual_base_of_abstract,
    "abstract-virtual-base-defaulted": _abstract_virtual_base_defaulted,
}
"""By the names that the catalogue of divergences has."""
