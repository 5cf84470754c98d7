"""When a special member function is deleted.

[class.default.ctor]/2, [class.copy.ctor]/10, [class.copy.assign]/7, [class.dtor]/7.

C++98 has no deleted functions: where one would be, the class is ill-formed if the function is needed,
and the question stays open.
"""

from __future__ import annotations

from collections.abc import Iterator

from podcheck.model.facts import FunctionKind, Key, RecordKind, RefKind, TypeKind
from podcheck.model.traits import CxxStandard, Truth
from podcheck.rules.engine import EvaluationContext, Rule, Violation, judge, rule
from podcheck.rules.special_members import subobject_calls
from podcheck.rules.special_members.const_default import const_default_constructible
from podcheck.rules.special_members.declared import (
    NOUNS,
    Special,
    closure_assignment_deleted,
    copy_deleted_by_move,
    expected_parameter,
    list_written,
    virtual_destructor,
)
from podcheck.rules.special_members.late_initializers import with_late_initializers
from podcheck.rules.subobjects import (
    Subobject,
    class_type,
    direct_parts,
    has_initialized_variant,
    members,
    outermost_unions,
    potentially_constructed,
)

_REFERENCES = (TypeKind.LVALUE_REFERENCE, TypeKind.RVALUE_REFERENCE)


def _name(program: EvaluationContext, special: Special) -> str:
    return program.classes[special.owner].name


def _trivial_unions(program: EvaluationContext) -> bool:
    """Whether variant members do not delete construction and destruction, as from C++26 on (P3074R7)."""
    return program.std >= CxxStandard.CXX26


@rule("explicitly-deleted", "[dcl.fct.def.delete]/1")
def not_written_deleted(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """The function is not declared `= delete`.

    Why: a program that calls a deleted function, even implicitly, is ill-formed.

    Fix: Write `= default`, or remove the declaration.
    """
    if special.explicitly_deleted:
        noun = NOUNS[special.kind]
        yield Violation(f"the {noun} of '{_name(program, special)}' is declared '= delete'", special.location)


@rule("move-declared", "[class.copy.ctor]/6")
def no_move_declared(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """The class declares no move constructor or move assignment operator: either deletes the implicit copy
    functions.

    The assignment of a closure type is deleted too, except without captures since C++20 (P0624R2).

    Why: a class with its own way to move rarely wants memberwise copies.

    Fix: Declare the copy functions beside the move functions: `T(const T &) = default;`.
    """
    move = copy_deleted_by_move(program, special)
    if move is not None:
        yield Violation(
            f"'{_name(program, special)}' declares a {NOUNS[move.kind]}, "
            f"which deletes its implicit {NOUNS[special.kind]}",
            move.location,
            _name(program, special),
        )
    if closure_assignment_deleted(program, special):
        yield Violation("a closure type can't be assigned to", special.location, _name(program, special))


@rule("mismatched-default", "[dcl.fct.def.default]/2", since=CxxStandard.CXX20)
def default_matches(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """A defaulted function has the parameter type of the implicit one (P0641R2).

    `X&` in place of `const X&` is allowed.

    Why: the compiler can't generate a function that promises more than the members' own functions: `const X&` where a
    member's takes `X&`. Before C++20 such a class was ill-formed; now only what calls the function is.

    Fix: Write the parameter type that the message names, or leave the function out.
    """
    if special.function is None or not special.function.defaulted or special.parameter is None:
        return
    expected = expected_parameter(program, special)
    given = special.parameter
    if expected is None or given == expected or given.reference is RefKind.NONE:
        return
    if given.reference is RefKind.LVALUE and not given.const and not given.volatile:
        return
    yield Violation(
        f"the {NOUNS[special.kind]} is defaulted with parameter '{given}', where '{expected}' would be implicit",
        special.location,
    )


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
            yield from _nontrivial_variant(program, special, member)


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
            yield from _unusable(program, special, part)


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
        yield from _unusable(program, special, member)


@rule("unusable-in-base", "[class.copy.ctor]/10.1")
def bases_copy(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """For each base overload resolution finds a constructor that is not deleted and that is accessible.

    Why: the copy of an object holds copies of its bases.

    Fix: Give the base a copy or move constructor, and make it public or protected.
    """
    for part in potentially_constructed(program, special.owner):
        if part.base:
            yield from _unusable(program, special, part)


@rule("unusable-in-member", "[class.copy.ctor]/10.1")
def members_copy(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """For each member overload resolution finds a constructor that is not deleted and that is accessible.

    Why: the copy of an object holds copies of its members.

    Fix: Replace a member that can't be copied, such as a `std::unique_ptr`, by a pointer that owns nothing or an
    index; or delete the copy functions.
    """
    for member in members(program, special.owner):
        yield from _unusable(program, special, member)


@rule("nontrivial-variant-member", "[class.copy.ctor]/10.2")
def variants_copy_trivially(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """Every variant member is copied by a trivial constructor.

    Why: the compiler does not know which member is active, so it can only copy bytes.

    Fix: Write the union's copy functions, which must know the active member; or use `std::variant`.
    """
    for member in members(program, special.owner):
        if member.union is not None:
            yield from _nontrivial_variant(program, special, member)


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
            yield from _unusable(program, special, part)


@rule("unusable-in-member", "[class.copy.assign]/7.4")
def members_assign(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """For each member overload resolution finds an operator that is not deleted and that is accessible.

    Why: assigning to an object assigns to its members.
    """
    yield from members_copy.violations(program, special)


def _constructed_members(program: EvaluationContext, key: Key) -> Iterator[Subobject]:
    """Yield the members that a defaulted default constructor must look at."""
    for member in members(program, key):
        if member.union is None or not _trivial_unions(program):
            yield member


def _unusable(program: EvaluationContext, special: Special, part: Subobject) -> Iterator[Violation]:
    outcome = subobject_calls.subobject_call(program, special, part)
    noun = NOUNS[special.kind]
    if outcome.usable is Truth.NO:
        facts = class_type(program, part)
        because = outcome.unusable
        if special.kind is FunctionKind.DEFAULT_CONSTRUCTOR and facts is not None:
            because = with_late_initializers(program, facts.key, because)
        yield Violation(f"{part.label} has no usable {noun}", part.location, part.name, because)
    elif outcome.usable is Truth.UNKNOWN:
        yield Violation(f"{part.label} may have no usable {noun}", part.location, part.name, outcome.open, open=True)


def _nontrivial_variant(program: EvaluationContext, special: Special, part: Subobject) -> Iterator[Violation]:
    outcome = subobject_calls.subobject_call(program, special, part)
    noun = NOUNS[special.kind]
    if outcome.usable is not Truth.NO and outcome.trivial is Truth.NO and outcome.nontrivial:
        yield Violation(f"{part.label} has a non-trivial {noun}", part.location, part.name, outcome.nontrivial)
    elif outcome.trivial is Truth.UNKNOWN and outcome.usable is not Truth.NO:
        message = f"{part.label} may have a non-trivial {noun}"
        yield Violation(message, part.location, part.name, outcome.open, open=True)


def _no_usable_destructor(program: EvaluationContext, special: Special, part: Subobject) -> Iterator[Violation]:
    if part.union is not None and _trivial_unions(program):
        constructs = special.kind is FunctionKind.DEFAULT_CONSTRUCTOR
        if constructs and not part.initialized:
            return
    outcome = subobject_calls.destruction(program, special, part)
    if outcome.usable is Truth.NO:
        message = f"{part.label} has a destructor that can't be used here"
        yield Violation(message, part.location, part.name, outcome.unusable)
    elif outcome.usable is Truth.UNKNOWN:
        yield Violation(
            f"{part.label} may have no usable destructor", part.location, part.name, outcome.open, open=True
        )


def _bases_destroyed(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """Each base can be destroyed: the constructor must undo what it has made.

    Why: if a later step of the construction throws, the base is destroyed.

    Fix: Make the base's destructor public or protected, and don't delete it.
    """
    for part in potentially_constructed(program, special.owner):
        if part.base:
            yield from _no_usable_destructor(program, special, part)


def _members_destroyed(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """Each member can be destroyed: the constructor must undo what it has made.

    Why: if a later step of the construction throws, the member is destroyed.

    Fix: Make the destructor of the member's class public, and don't delete it.
    """
    for member in members(program, special.owner):
        yield from _no_usable_destructor(program, special, member)


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
            yield from _nontrivial_variant(program, special, member)


@rule("undestructible-member", "[class.dtor]/7.2")
def members_destroy(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """Each member's destructor is there and accessible.

    Why: the destructor of the class calls that of each member.

    Fix: Make the destructor of the member's class public, and don't delete it.
    """
    for member in members(program, special.owner):
        if member.union is None or _variant_matters(program, special, member):
            yield from _no_usable_destructor(program, special, member)


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
    if not _trivial_unions(program):
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


def _destroyed_rules(clause: str) -> tuple[Rule[Special], ...]:
    return (
        rule("undestructible-base", clause)(_bases_destroyed),
        rule("undestructible-member", clause)(_members_destroyed),
    )


_COPY_CONSTRUCTOR = (
    bases_copy,
    members_copy,
    variants_copy_trivially,
    *_destroyed_rules("[class.copy.ctor]/10.3"),
    no_rvalue_references,
    no_move_declared,
    default_matches,
)
_ASSIGNMENT = (
    variants_assign_trivially,
    no_const_members,
    no_reference_members,
    bases_assign,
    members_assign,
    no_move_declared,
    default_matches,
)
_IMPLICIT: dict[FunctionKind, tuple[Rule[Special], ...]] = {
    FunctionKind.DEFAULT_CONSTRUCTOR: (
        variants_construct_trivially,
        references_initialized,
        const_members_initialized,
        some_variant_not_const,
        bases_default_construct,
        members_default_construct,
        *_destroyed_rules("[class.default.ctor]/2.8"),
    ),
    FunctionKind.COPY_CONSTRUCTOR: _COPY_CONSTRUCTOR,
    FunctionKind.MOVE_CONSTRUCTOR: _COPY_CONSTRUCTOR,
    FunctionKind.COPY_ASSIGNMENT: _ASSIGNMENT,
    FunctionKind.MOVE_ASSIGNMENT: _ASSIGNMENT,
    FunctionKind.DESTRUCTOR: (
        variants_destroy_trivially,
        bases_destroy,
        members_destroy,
        can_deallocate,
    ),
}
"""What deletes an implicit or defaulted function, in the order of the clauses."""

NOT_DELETED = {kind: (not_written_deleted, *rules) for kind, rules in _IMPLICIT.items()}
"""What deletes any: that it is written so comes first, and is all that is said then."""
