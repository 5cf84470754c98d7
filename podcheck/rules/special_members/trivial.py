"""When a special member function is trivial.

[class.default.ctor]/3, [class.copy.ctor]/11, [class.copy.assign]/9, [class.dtor]/8.
"""

from __future__ import annotations

from collections.abc import Iterator

from podcheck.model.functions import FunctionKind, RefKind
from podcheck.model.traits import CxxStandard, Truth
from podcheck.rules.engine import EvaluationContext, Rule, Violation, rule
from podcheck.rules.special_members import subobject_calls
from podcheck.rules.special_members.declared import ASSIGNMENTS, NOUNS, Special, specials, virtual_destructor
from podcheck.rules.special_members.overload_resolution import ResolutionKind
from podcheck.rules.special_members.virtual import virtual_base_violations, virtual_functions
from podcheck.rules.subobjects import Subobject, class_type, direct_bases, members

_DEFAULT = "[class.default.ctor]/3"
_COPY = "[class.copy.ctor]/11"
_ASSIGN = "[class.copy.assign]/9"
_DESTROY = "[class.dtor]/8"


def _not_user_provided(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """The function is not user-provided, whatever its body does.

    `= default` on the first declaration is not user-provided; `S::S() = default;` outside the class is.

    Why: the compiler must call what a programmer wrote. An empty body may change later, and may be in another file.

    Fix: Remove the declaration, or write `= default` on the first one, inside the class.
    """
    if special.user_provided:
        owner = program.classes[special.owner].name
        taken = special.parameter
        short = owner.partition("<")[0].rpartition("::")[2]
        volatile = taken is not None and taken.volatile
        which = f" that takes '{str(taken).replace('X', short)}'" if volatile else ""
        bound = f" that requires '{special.constraint}'" if special.constrained else ""
        message = f"the {NOUNS[special.kind]} of '{owner}'{which}{_object_taken(special)}{bound} is user-provided"
        yield Violation(f"{message}{_passed_over(program, special)}", special.location, owner)


def _passed_over(program: EvaluationContext, special: Special) -> str:
    """Return why a defaulted function of the same kind is not chosen in its place: its constraint is not satisfied."""
    for other in specials(program, special.owner, special.kind):
        is_same = other.parameter == special.parameter
        function = other.function
        if is_same and other.satisfied is False and function is not None and function.defaulted:
            constraint = f"the constraint '{function.constraint}' of the defaulted one"
            return f", and {constraint} is not satisfied{function.failure}"
    return ""


def _object_taken(special: Special) -> str:
    """Return for which objects alone it is called: those that are volatile, or rvalues."""
    function = special.function
    if function is None:
        return ""
    objects = "rvalues" if function.object_reference is RefKind.RVALUE else "objects"
    if function.object_volatile:
        return f" for volatile {objects}"
    return " for rvalues" if objects == "rvalues" else ""


def _no_virtual_functions(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """The class has no virtual function, declared or inherited.

    Why: constructors and assignments must set, or keep, the hidden pointer to the virtual functions: the bytes of an
    object of a derived class would bring the wrong one.

    Fix: Keep the data in a struct without virtual functions, and make it a member of the class that has them.
    """
    yield from virtual_functions(program, special.owner)


def _no_virtual_bases(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """The class has no virtual base, direct or indirect.

    Why: constructors and assignments must set, or keep, the hidden pointer to the virtual base, which is another one
    in another derived class.

    Fix: Inherit without `virtual`, or make the base a member.
    """
    yield from virtual_base_violations(program, special.owner)


def _not_virtual(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """The destructor is not virtual, whether declared so or overriding a virtual one.

    Why: which destructor is called is decided at run time, so none can be left out.

    Fix: If nobody deletes objects through a pointer to the base, make its destructor protected and not virtual.
    """
    written = special.function
    if written.virtual if written is not None else virtual_destructor(program, special.owner):
        owner = program.classes[special.owner].name
        yield Violation(f"the destructor of '{owner}' is virtual", special.location, owner)


def _no_initializers(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """No member has a default member initializer: it is code that default construction runs.

    Why: a trivial default constructor does nothing, and leaves the members uninitialised.

    Fix: Drop the initializer, and set the values where the object is made: `T t{};` gives zeros.
    """
    for member in members(program, special.owner):
        if member.initialized:
            message = f"{member.label} has a default member initializer"
            yield Violation(message, member.location, member.name)


def _exempt(program: EvaluationContext, special: Special, part: Subobject) -> bool:
    """Whether construction and destruction of variant members is the user's business: P3074R7 (C++26)."""
    kinds = (FunctionKind.DEFAULT_CONSTRUCTOR, FunctionKind.DESTRUCTOR)
    return part.union is not None and special.kind in kinds and program.std >= CxxStandard.CXX26


def _nontrivial(program: EvaluationContext, special: Special, parts: tuple[Subobject, ...]) -> Iterator[Violation]:
    for part in parts:
        if _exempt(program, special, part):
            continue
        outcome = subobject_calls.subobject_call(program, special, part)
        if outcome.trivial is Truth.NO and outcome.nontrivial:
            message = f"{part.label} has a non-trivial {NOUNS[special.kind]}{_atomic_value(program, special, part)}"
            yield Violation(message, part.location, part.name, outcome.nontrivial)
        elif outcome.trivial is Truth.UNKNOWN and outcome.open:
            message = f"{part.label} may have a non-trivial {NOUNS[special.kind]}"
            yield Violation(message, part.location, part.name, outcome.open, open=True)


def _atomic_value(program: EvaluationContext, special: Special, part: Subobject) -> str:
    """Return what a paper changed for std::atomic, which it gives a value since C++20."""
    facts = class_type(program, part)
    if special.kind is not FunctionKind.DEFAULT_CONSTRUCTOR or facts is None or program.std < CxxStandard.CXX20:
        return ""
    return ": since C++20 it sets the value (P0883R2)" if facts.name.startswith("std::atomic<") else ""


def _trivial_bases(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """What is selected for each direct base class is trivial itself.

    Why: the function calls the base's function: the class does what its base does.

    Fix: See below what the base's function does. Default it there, or store the base's data in another way.
    """
    yield from _nontrivial(program, special, direct_bases(program, special.owner))


def _trivial_members(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """What is selected for each member of class type, or array of it, is trivial itself.

    Why: the function calls each member's function: the class does what its members do.

    Fix: See below what the member's function does. Default it there, or replace the member: an array of `char` for
    a `std::string`, a pointer or index for a smart pointer.
    """
    yield from _nontrivial(program, special, members(program, special.owner))


def _own_assignment_of_base(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """The operator that is selected for a base is the base's own: not one that it took by a using-declaration
    (CWG3070).

    Why: such an operator assigns only the base's own base, and leaves the rest of the object as it was.

    Fix: Drop the using-declaration of `operator=` from the base.
    """
    for base in direct_bases(program, special.owner):
        facts = class_type(program, base)
        if facts is None or not facts.inherited_assignments:
            continue
        selection = subobject_calls.selection_for(program, special, base, facts.key)
        if selection.kind is ResolutionKind.ASKED:
            message = f"the operator selected for {base.label} is one that the base took by a using-declaration"
            yield Violation(message, facts.inherited_assignments[0], base.name)


def _inherited_operator(kind: FunctionKind, clause: str) -> tuple[Rule[Special], ...]:
    if kind not in ASSIGNMENTS:
        return ()
    declare = rule("inherited-assignment", clause, since=CxxStandard.CXX26)
    return (declare(_own_assignment_of_base),)


def _rules(kind: FunctionKind, clause: str) -> tuple[Rule[Special], ...]:
    bullets = (f"{clause}.1", f"{clause}.2", f"{clause}.3")
    own = rule("user-provided", clause)(_not_user_provided)
    if kind is FunctionKind.DESTRUCTOR:
        first: tuple[Rule[Special], ...] = (rule("virtual-function", bullets[0])(_not_virtual),)
    else:
        first = (
            rule("virtual-function", bullets[0])(_no_virtual_functions),
            rule("virtual-base", bullets[0])(_no_virtual_bases),
        )
    if kind is FunctionKind.DEFAULT_CONSTRUCTOR:
        first = (*first, rule("default-member-initializer", bullets[1])(_no_initializers))
        bullets = (*bullets[1:], f"{clause}.4")
    return (
        own,
        *first,
        rule("nontrivial-base", bullets[1])(_trivial_bases),
        rule("nontrivial-member", bullets[2])(_trivial_members),
        *_inherited_operator(kind, bullets[1]),
    )


TRIVIAL: dict[FunctionKind, tuple[Rule[Special], ...]] = {
    kind: _rules(kind, clause)
    for kind, clause in {
        FunctionKind.DEFAULT_CONSTRUCTOR: _DEFAULT,
        FunctionKind.COPY_CONSTRUCTOR: _COPY,
        FunctionKind.MOVE_CONSTRUCTOR: _COPY,
        FunctionKind.COPY_ASSIGNMENT: _ASSIGN,
        FunctionKind.MOVE_ASSIGNMENT: _ASSIGN,
        FunctionKind.DESTRUCTOR: _DESTROY,
    }.items()
}
"""When a function is trivial: that a user provides none comes first, and is all that is said then."""
