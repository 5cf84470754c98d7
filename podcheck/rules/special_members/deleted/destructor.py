"""When a destructor is deleted, [class.dtor]/7, and which constructors that deletes."""

from __future__ import annotations

from collections.abc import Iterator

from podcheck.model.functions import FunctionKind
from podcheck.model.traits import Truth
from podcheck.rules.engine import EvaluationContext, Rule, Violation, judge, rule
from podcheck.rules.special_members.declared import Special, list_written, virtual_destructor
from podcheck.rules.special_members.deleted.part_calls import (
    find_nontrivial_variant,
    find_unusable_destructor,
    has_trivial_unions,
)
from podcheck.rules.subobjects import Subobject, members, potentially_constructed


def _bases_destroyed(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """Each base can be destroyed: the constructor must undo what it has made.

    Why: if a later step of the construction throws, the base is destroyed.

    Fix: Make the base's destructor public or protected, and don't delete it.
    """
    for part in potentially_constructed(program, special.owner):
        if part.base:
            yield from find_unusable_destructor(program, special, part)


def _members_destroyed(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """Each member can be destroyed: the constructor must undo what it has made.

    Why: if a later step of the construction throws, the member is destroyed.

    Fix: Make the destructor of the member's class public, and don't delete it.
    """
    for member in members(program, special.owner):
        yield from find_unusable_destructor(program, special, member)


@rule("nontrivial-variant-member", "[class.dtor]/7.1")
def variants_destroy_trivially(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """Every variant member has a trivial destructor.

    C++26 (P3074R7 as CWG3189 fixes it): only where that member has an initializer, or the class a user-provided
    constructor: then an active member may exist that nobody destroys.

    Why: the compiler does not know which member is active, so it can't know whose destructor to call.

    Fix: Write the union's destructor, which must know the active member; or use `std::variant`.
    """
    for member in members(program, special.owner):
        if member.union is not None and _variant_matters(program, special, member):
            yield from find_nontrivial_variant(program, special, member)


@rule("undestructible-member", "[class.dtor]/7.2")
def members_destroy(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """Each member's destructor is there and accessible.

    Why: the destructor of the class calls that of each member.

    Fix: Make the destructor of the member's class public, and don't delete it.
    """
    for member in members(program, special.owner):
        if member.union is None or _variant_matters(program, special, member):
            yield from find_unusable_destructor(program, special, member)


@rule("undestructible-base", "[class.dtor]/7.2")
def bases_destroy(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """Each base's destructor is there and accessible.

    Why: the destructor of the class calls that of its base.

    Fix: Make the base's destructor public or protected, and don't delete it.
    """
    yield from _bases_destroyed(program, special)


@rule("deleted-operator-delete", "[class.dtor]/7.3")
def can_deallocate(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """A virtual destructor finds an `operator delete` that is not deleted and that is accessible.

    Why: `delete` by a pointer to the base uses the `operator delete` of the object's own class, which its destructor
    knows.

    Fix: Make the class's `operator delete` public and don't delete it, or make the destructor not virtual.
    """
    facts = program.classes[special.owner]
    if not virtual_destructor(program, special.owner):
        return
    compiler_deleted = any(
        function.kind is FunctionKind.DESTRUCTOR and function.compiler_deleted and not function.deleted
        for function in facts.functions
    )
    others = (variants_destroy_trivially, members_destroy, bases_destroy)
    if compiler_deleted and judge(others, program, special).value is Truth.YES:
        yield Violation("the virtual destructor finds no usable operator delete", special.location, facts.name)


def _variant_matters(program: EvaluationContext, special: Special, member: Subobject) -> bool:
    """Whether a variant member counts: CWG3189 says so for C++26; before that every one does."""
    if not has_trivial_unions(program):
        return True
    facts = program.classes[special.owner if member.union is None else member.union]
    owner = program.classes[special.owner]
    kinds = (
        FunctionKind.DEFAULT_CONSTRUCTOR,
        FunctionKind.COPY_CONSTRUCTOR,
        FunctionKind.MOVE_CONSTRUCTOR,
        FunctionKind.OTHER_CONSTRUCTOR,
    )
    provided = any(
        function.kind in kinds and function.user_provided for function in (*list_written(facts), *list_written(owner))
    )
    return member.initialized or provided


def make_destruction_rules(clause: str) -> tuple[Rule[Special], ...]:
    return (
        rule("undestructible-base", clause)(_bases_destroyed),
        rule("undestructible-member", clause)(_members_destroyed),
    )
