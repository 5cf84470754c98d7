"""When a default constructor is deleted: [class.default.ctor]/2."""

from __future__ import annotations

from collections.abc import Iterator

from podcheck.model.facts import RecordKind
from podcheck.model.traits import CxxStandard, Truth
from podcheck.model.type_refs import Key, TypeKind
from podcheck.rules.engine import EvaluationContext, Violation, rule
from podcheck.rules.special_members.const_default import const_default_constructible
from podcheck.rules.special_members.declared import Special
from podcheck.rules.special_members.deleted.part_calls import find_nontrivial_variant, find_unusable, has_trivial_unions
from podcheck.rules.subobjects import (
    Subobject,
    has_initialized_variant,
    members,
    outermost_unions,
    potentially_constructed,
)

_REFERENCES = (TypeKind.LVALUE_REFERENCE, TypeKind.RVALUE_REFERENCE)


@rule("uninitialized-reference", "[class.default.ctor]/2.3")
def references_initialized(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """Every reference member has a default member initializer.

    Why: a reference must refer to something from the start, and a default constructor would not know what to.

    Fix: Make it a pointer, or write a constructor that takes what it refers to.
    """
    for member in _constructed_members(program, special.owner):
        if member.type.kind in _REFERENCES and not member.initialized:
            yield Violation(f"{member.label} needs an initializer", member.location, member.name)


@rule("uninitialized-const", "[class.default.ctor]/2.4")
def const_members_initialized(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """Every const member has an initializer, or a class whose default constructor gives it a value (CWG253, CWG2394).

    Why: what can't be set later must have its value from the start.

    Fix: Drop `const`, make the member `static`, or give it an initializer (with which the default constructor is not
    trivial).
    """
    for member in members(program, special.owner):
        if member.union is None and member.type.const and not member.initialized:
            constructible = const_default_constructible(program, member)
            if constructible is not Truth.YES:
                yield Violation(
                    f"const {member.label} needs an initializer",
                    member.location,
                    member.name,
                    open=constructible is Truth.UNKNOWN,
                )


@rule("all-variants-const", "[class.default.ctor]/2.5", until=CxxStandard.CXX23)
def some_variant_not_const(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """Not all variant members of a union are const; members of an anonymous union inside it count too.

    Why: no member of it could ever be given a value.

    Fix: Drop `const` from one of them.
    """
    for union in outermost_unions(program, special.owner):
        variants = members(program, union)
        if variants and all(variant.type.const and not variant.initialized for variant in variants):
            yield Violation("all variant members are const", variants[0].location, variants[0].name)


@rule("nontrivial-variant-member", "[class.default.ctor]/2.1", until=CxxStandard.CXX23)
def variants_construct_trivially(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """What is called for every variant member is trivial: the default constructor, unless one member of the union has
    an initializer (CWG2084).

    Why: the compiler does not know which member is active, so it can't know whose constructor to call.

    Fix: Write the union's constructor, give one member an initializer, or use `std::variant`.
    """
    for member in members(program, special.owner):
        if member.union is not None and not _initialized_union(program, special, member):
            yield from find_nontrivial_variant(program, special, member)


def _initialized_union(program: EvaluationContext, special: Special, member: Subobject) -> bool:
    """Whether a variant member is initialised: of the class, if it is a union, else of the member's anonymous one."""
    union = special.owner if program.classes[special.owner].kind is RecordKind.UNION else member.union
    return union is not None and has_initialized_variant(program, union)


@rule("unusable-in-base", "[class.default.ctor]/2.7")
def bases_default_construct(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """What is called for each base can be called: overload resolution finds a default constructor, not deleted and
    accessible.

    Why: the constructor of the class calls that of its base.

    Fix: Give the base a default constructor, and make it public or protected.
    """
    for part in potentially_constructed(program, special.owner):
        if part.base:
            yield from find_unusable(program, special, part)


@rule("unusable-in-member", "[class.default.ctor]/2.7")
def members_default_construct(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """What is called for each member can be called: where it has no initializer, overload resolution finds a default
    constructor, not deleted and accessible.

    Why: the constructor of the class calls that of each member.

    Fix: Give the member's class a default constructor, or the member an initializer.
    """
    for member in _constructed_members(program, special.owner):
        if member.initialized or _initialized_union(program, special, member):
            continue
        yield from find_unusable(program, special, member)


def _constructed_members(program: EvaluationContext, key: Key) -> Iterator[Subobject]:
    """Yield the members that a defaulted default constructor must look at."""
    for member in members(program, key):
        if member.union is None or not has_trivial_unions(program):
            yield member
