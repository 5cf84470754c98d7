"""When a copy or move assignment operator is deleted: [class.copy.assign]/7."""

from __future__ import annotations

from collections.abc import Iterator

from podcheck.model.type_refs import TypeKind
from podcheck.rules.engine import EvaluationContext, Violation, rule
from podcheck.rules.special_members.declared import Special
from podcheck.rules.special_members.deleted.copy_constructor import members_copy, variants_copy_trivially
from podcheck.rules.special_members.deleted.part_calls import find_unusable
from podcheck.rules.subobjects import direct_parts, members

_REFERENCES = (TypeKind.LVALUE_REFERENCE, TypeKind.RVALUE_REFERENCE)


@rule("nontrivial-variant-member", "[class.copy.assign]/7.1")
def variants_assign_trivially(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """Every variant member is assigned by a trivial operator.

    Why: the compiler does not know which member is active, so it can only assign bytes.
    """
    yield from variants_copy_trivially.violations(program, special)


@rule("unassignable-const", "[class.copy.assign]/7.2")
def no_const_members(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """No member of non-class type is const, not even in an anonymous union.

    Why: assignment would change what `const` says never changes.

    Fix: Drop `const`, and make the member private, without a setter.
    """
    for member in members(program, special.owner):
        if member.type.const and member.type.kind not in (TypeKind.CLASS, TypeKind.DEPENDENT, *_REFERENCES):
            yield Violation(f"const {member.label} can't be assigned to", member.location, member.name)


@rule("unassignable-reference", "[class.copy.assign]/7.3")
def no_reference_members(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """No member is a reference.

    Why: a reference can't be made to refer to something else.

    Fix: Make it a pointer.
    """
    for member in members(program, special.owner):
        if member.type.kind in _REFERENCES:
            yield Violation(f"{member.label} can't be assigned to", member.location, member.name)


@rule("unusable-in-base", "[class.copy.assign]/7.4")
def bases_assign(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """For each direct base overload resolution finds an operator that is not deleted and that is accessible (CWG2180).

    Why: assigning to an object assigns to its bases.

    Fix: Give the base an assignment operator, and make it public or protected.
    """
    for part in direct_parts(program, special.owner):
        if part.base:
            yield from find_unusable(program, special, part)


@rule("unusable-in-member", "[class.copy.assign]/7.4")
def members_assign(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """For each member overload resolution finds an operator that is not deleted and that is accessible.

    Why: assigning to an object assigns to its members.
    """
    yield from members_copy.violations(program, special)
