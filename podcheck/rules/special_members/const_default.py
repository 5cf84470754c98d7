"""Const-default-constructible types, [dcl.init.general]/7 (CWG253, CWG2394)."""

from __future__ import annotations

from podcheck.model.facts import RecordKind
from podcheck.model.functions import FunctionKind
from podcheck.model.traits import Truth
from podcheck.model.type_refs import Key, TypeKind
from podcheck.rules.engine import EvaluationContext, query
from podcheck.rules.special_members.declared import specials
from podcheck.rules.subobjects import Subobject, class_type, is_undetermined, potentially_constructed


def const_default_constructible(program: EvaluationContext, part: Subobject) -> Truth:
    """Return whether an object of the part's type may be const and default-initialised."""
    if is_undetermined(program, part):
        return Truth.UNKNOWN
    facts = class_type(program, part)
    if facts is None:
        return Truth.NO
    return _class(program, facts.key)


@query
def _class(program: EvaluationContext, key: Key) -> Truth:
    defaults = specials(program, key, FunctionKind.DEFAULT_CONSTRUCTOR)
    if any(default.user_provided for default in defaults):
        return Truth.YES
    facts = program.classes[key]
    if facts.inherited_constructors and not defaults:
        return Truth.UNKNOWN
    parts = potentially_constructed(program, key)
    variants: dict[Key, int] = {}
    answers = []
    for part in parts:
        if part.union is not None:
            variants[part.union] = variants.get(part.union, 0) + part.initialized
        elif not part.initialized:
            answers.append(_part(program, part))
    # An anonymous union without members is a data member of a union, but gives it no variant member
    nothing = (
        facts.kind is RecordKind.UNION and not variants and not all(field.unnamed_bit_field for field in facts.fields)
    )
    if nothing or any(count != 1 for count in variants.values()) or Truth.NO in answers:
        return Truth.NO
    return Truth.UNKNOWN if Truth.UNKNOWN in answers else Truth.YES


def _part(program: EvaluationContext, part: Subobject) -> Truth:
    if part.type.kind in (TypeKind.LVALUE_REFERENCE, TypeKind.RVALUE_REFERENCE):
        return Truth.NO
    return const_default_constructible(program, part)
