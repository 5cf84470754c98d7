"""Shapes of classes on which compilers are known to part from the standard.

The catalogue of divergences names them; what they have in common is that one compiler or another has a
rule of its own for a class that contains such a construct, in itself or in a base or member.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from podcheck.model.facts import SPECIAL_MEMBERS, Access, FunctionKind, Key, RecordKind, RefKind, TypeKind
from podcheck.model.traits import Truth
from podcheck.rules.emptiness import empty_class
from podcheck.rules.engine import EvaluationContext, query
from podcheck.rules.special_members.decisions import is_not_deleted, is_trivial
from podcheck.rules.special_members.declared import ASSIGNMENTS, COPY_FUNCTIONS, Special, list_written, specials
from podcheck.rules.special_members.overload_resolution import ResolutionKind
from podcheck.rules.special_members.subobject_calls import selection_for, subobject_call
from podcheck.rules.subobjects import (
    Subobject,
    class_type,
    direct_bases,
    direct_parts,
    is_undetermined,
    members,
    virtual_bases,
)
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


def _copies(program: EvaluationContext, key: Key) -> Iterator[Special]:
    for kind in COPY_FUNCTIONS:
        yield from specials(program, key, kind)


def _deleted_nontrivial_copy(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether a copy or move function is deleted, and would not be trivial for one base or member, or at all.

    libclang is not asked which function a deleted one would select, so it may not be known.
    """
    for special in _copies(program, key):
        if is_not_deleted(program, special).value is Truth.NO and special.parameter is not None:
            yield is_trivial(program, special).value is Truth.NO or _is_mismatched(program, special)
            yield special.parameter.reference is RefKind.NONE
            for part in direct_parts(program, key):
                outcome = subobject_call(program, special, part)
                yield (outcome.usable, outcome.trivial) != (Truth.YES, Truth.YES)


def _is_mismatched(program: EvaluationContext, special: Special) -> bool:
    return any(reason.code == "mismatched-default" for reason in is_not_deleted(program, special).reasons)


def _nontrivial_copy_function(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether two functions copy or move in the same way, and only one of them is trivial."""
    for assigns in (False, True):
        values = {
            is_trivial(program, copy).value
            for copy in _copies(program, key)
            if (copy.kind in ASSIGNMENTS) is assigns and is_not_deleted(program, copy).value is not Truth.NO
        }
        yield Truth.YES in values and Truth.NO in values


def _several_of_const_member(assigns: bool) -> Callable[[EvaluationContext, Key], Iterator[bool]]:
    def fits(program: EvaluationContext, key: Key) -> Iterator[bool]:
        """Yield whether a const member's class has several assignment operators, or several constructors that copy or
        move it.

        It may have one only, and a template be selected in its place.
        """
        for member in members(program, key):
            inner = class_type(program, member)
            if member.type.const and inner is not None:
                yield sum((copy.kind in ASSIGNMENTS) is assigns for copy in _copies(program, inner.key)) > 1
                for special in _copies(program, key):
                    yield (special.kind in ASSIGNMENTS) is assigns and _selects_template(program, special, member)

    return fits


def _template_copy_selected(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether a template of a base or member takes part in copying it, and what is selected is not trivial."""
    for special in _copies(program, key):
        for part in direct_parts(program, key):
            yield _selects_template(program, special, part)


def _selects_template(program: EvaluationContext, special: Special, part: Subobject) -> bool:
    """Whether a template takes part in what `special` selects for the part, and that is not trivial."""
    facts = class_type(program, part)
    if facts is None or is_undetermined(program, part):
        return False
    chosen = selection_for(program, special, part, facts.key)
    templates = any(function.template for function in list_written(facts))
    return (
        templates
        and chosen.found is ResolutionKind.ASKED
        and subobject_call(program, special, part).trivial is Truth.NO
    )


def _several_default_constructors(program: EvaluationContext, key: Key) -> Iterator[bool]:
    yield len(specials(program, key, FunctionKind.DEFAULT_CONSTRUCTOR)) > 1


def _constrained_default_constructors(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether there are several default constructors, of which one is constrained."""
    constructors = specials(program, key, FunctionKind.DEFAULT_CONSTRUCTOR)
    yield len(constructors) > 1 and any(special.constrained for special in constructors)


def _unmatched_constructor_template(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether a constructor template needs no argument, and still can't be called without any."""
    for function in list_written(program.classes[key]):
        yield function.template and function.satisfied is False


def _first_base_from_whole(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether neither a copy nor a move constructor takes an rvalue, and there is a base."""
    viable = any(
        copy.parameter is not None and (copy.parameter.const or copy.kind is FunctionKind.MOVE_CONSTRUCTOR)
        for copy in _copies(program, key)
        if copy.kind in (FunctionKind.COPY_CONSTRUCTOR, FunctionKind.MOVE_CONSTRUCTOR)
    )
    yield bool(program.classes[key].bases) and not viable


def _explicit_object_assignment(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether an assignment operator's explicit object parameter is no lvalue of the class without qualifiers."""
    for function in list_written(program.classes[key]):
        qualified = function.object_const or function.object_volatile
        other = qualified or function.object_reference is not RefKind.LVALUE
        yield function.kind in ASSIGNMENTS and function.explicit_object and other


def _narrow_integer(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether a member's integer has bits that take no part in its value; bool has none that compilers count."""
    for member in members(program, key):
        bits, size = member.type.value_bits, member.type.size
        for extent in member.type.extents:
            size = size // extent if size and extent else None
        yield member.type.kind is TypeKind.INTEGRAL and bits is not None and size is not None and bits < size * _BITS


def _inaccessible_default_constructor(program: EvaluationContext, key: Key) -> Iterator[bool]:
    for special in specials(program, key, FunctionKind.DEFAULT_CONSTRUCTOR):
        decision = is_not_deleted(program, special)
        yield any(inner.code == "inaccessible-function" for top in decision.reasons for inner in top.because)


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


def _virtual_assignment_left_out(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether an assignment operator is virtual, and another whose constraints are satisfied goes before it."""
    for kind in ASSIGNMENTS:
        result = specials(program, key, kind)
        if any(special.constrained and special.satisfied for special in result):
            yield from (special.function is not None and special.function.virtual for special in result)


def _implicit_destructor(program: EvaluationContext, key: Key) -> Iterator[bool]:
    for special in specials(program, key, FunctionKind.DESTRUCTOR):
        yield special.function is None


def _constrained_special_member(program: EvaluationContext, key: Key) -> Iterator[bool]:
    for kind in SPECIAL_MEMBERS:
        yield from (special.constrained for special in specials(program, key, kind))


def _virtual_prospective_destructor(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether one of several destructors is virtual."""
    functions = [special.function for special in specials(program, key, FunctionKind.DESTRUCTOR)]
    yield len(functions) > 1 and any(function is not None and function.virtual for function in functions)


def _unusual_copy_parameter(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether a copy function that is not user-provided takes `X&` or `volatile X&`, or a move function `const
    X&&`.
    """
    for special in _copies(program, key):
        given = special.parameter
        if given is not None and not special.user_provided:
            lvalue = given.reference is RefKind.LVALUE
            yield given.volatile or given.const != lvalue


def _inherited_assignment(program: EvaluationContext, key: Key) -> Iterator[bool]:
    yield bool(program.classes[key].inherited_assignments)


def _const_class_member(program: EvaluationContext, key: Key) -> Iterator[bool]:
    for member in members(program, key):
        yield member.type.const and member.type.kind is TypeKind.CLASS


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


SHAPES: dict[str, Callable[[EvaluationContext, Key], Iterator[bool]]] = {
    "deleted-nontrivial-copy": _deleted_nontrivial_copy,
    "nontrivial-copy-function": _nontrivial_copy_function,
    "const-assigned-member": _several_of_const_member(assigns=True),
    "const-copied-member": _several_of_const_member(assigns=False),
    "template-copy-selected": _template_copy_selected,
    "several-default-constructors": _several_default_constructors,
    "constrained-default-constructors": _constrained_default_constructors,
    "unmatched-constructor-template": _unmatched_constructor_template,
    "first-base-from-whole": _first_base_from_whole,
    "explicit-object-assignment": _explicit_object_assignment,
    "narrow-integer": _narrow_integer,
    "inaccessible-default-constructor": _inaccessible_default_constructor,
    "anonymous-member": _anonymous_member,
    "anonymous-union-in-union": _anonymous_union_in_union,
    "union-copied-by-code": _union_copied_by_code,
    "virtual-assignment-left-out": _virtual_assignment_left_out,
    "implicit-destructor": _implicit_destructor,
    "constrained-special-member": _constrained_special_member,
    "virtual-prospective-destructor": _virtual_prospective_destructor,
    "unusual-copy-parameter": _unusual_copy_parameter,
    "inherited-assignment": _inherited_assignment,
    "const-class-member": _const_class_member,
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
    "late-empty-base": _late_empty_base,
    "inherited-first-member": _inherited_first_member,
    "abstract-virtual-base": _abstract_virtual_base,
    "virtual-base-of-abstract": _virtual_base_of_abstract,
    "abstract-virtual-base-defaulted": _abstract_virtual_base_defaulted,
}
