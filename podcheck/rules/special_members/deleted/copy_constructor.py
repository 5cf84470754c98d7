"""When a copy or move constructor is deleted: [class.copy.ctor]/10."""

from __future__ import annotations

from collections.abc import Iterator

from podcheck.model.functions import FunctionKind
from podcheck.model.type_refs import TypeKind
from podcheck.rules.engine import EvaluationContext, Violation, rule
from podcheck.rules.special_members.declared import Special
from podcheck.rules.special_members.deleted.part_calls import find_nontrivial_variant, find_unusable
from podcheck.rules.subobjects import members, potentially_constructed


@rule("unusable-in-base", "[class.copy.ctor]/10.1")
def bases_copy(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """For each base overload resolution finds a constructor that is not deleted and that is accessible.

    Why: the copy of an object holds copies of its bases.

    Fix: Give the base a copy or move constructor, and make it public or protected.
    """
    for part in potentially_constructed(program, special.owner):
        if part.base:
            yield from find_unusable(program, special, part)


@rule("unusable-in-member", "[class.copy.ctor]/10.1")
def members_copy(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """For each member overload resolution finds a constructor that is not deleted and that is accessible.

    Why: the copy of an object holds copies of its members.

    Fix: Replace a member that can't be copied, such as a `std::unique_ptr`, by a pointer that owns nothing or an
    index; or delete the copy functions.
    """
    for member in members(program, special.owner):
        yield from find_unusable(program, special, member)


@rule("nontrivial-variant-member", "[class.copy.ctor]/10.2")
def variants_copy_trivially(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """Every variant member is copied by a trivial constructor.

    Why: the compiler does not know which member is active, so it can only copy bytes.

    Fix: Write the union's copy functions, which must know the active member; or use `std::variant`.
    """
    for member in members(program, special.owner):
        if member.union is not None:
            yield from find_nontrivial_variant(program, special, member)


@rule("rvalue-reference-member", "[class.copy.ctor]/10.4")
def no_rvalue_references(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """No member is an rvalue reference.

    Why: it can be bound to something that is moved from, and a copy leaves its source as it was.

    Fix: Make it a value or a pointer.
    """
    if special.kind is FunctionKind.COPY_CONSTRUCTOR:
        for member in members(program, special.owner):
            if member.type.kind is TypeKind.RVALUE_REFERENCE:
                yield Violation(f"{member.label} can't be copied", member.location, member.name)
