"""POD for the purpose of layout: the Itanium C++ ABI's own POD, which decides whether tail padding is reused.

The ABI's definitions (1.1) take the words of C++03: a POD-struct is an aggregate without a user-defined copy assignment
operator or destructor, without members that are references or not POD. A class of that kind keeps the padding at its
end to itself; in that of any other, a derived class or a `[[no_unique_address]]` neighbour puts its members (2.4).
What C++11 and later brought is read as Clang reads it, which laid out the class; where GCC is known to read it
otherwise, the answer says so. Neither follows the ABI where a bit-field is wider than its type.
"""

from __future__ import annotations

from collections.abc import Iterator

from podcheck.model.functions import FunctionKind
from podcheck.model.subobjects import Access, Field
from podcheck.model.traits import CxxStandard, Truth
from podcheck.model.type_refs import Key, TypeKind
from podcheck.rules.engine import HOLDS, Decision, EvaluationContext, Violation, judge, query, rule
from podcheck.rules.special_members.declared import CONSTRUCTORS, list_written
from podcheck.rules.special_members.virtual import virtual_functions
from podcheck.rules.subobjects import class_type, is_undetermined, members

_POD = "Itanium C++ ABI 1.1"
_REFERENCES = (TypeKind.LVALUE_REFERENCE, TypeKind.RVALUE_REFERENCE)
_PRIVATE_TARGETS = ("arm64-apple", "aarch64-apple", "watchos", "wasm", "fuchsia")


@rule("unspecified", _POD)
def known_target(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """Some platforms have a rule of their own: MSVC always lets others use the padding, Apple's ask C++11's POD."""
    facts = program.classes[key]
    if is_microsoft(program):
        message = "MSVC's ABI does not know the term"
        yield Violation(message, facts.location, facts.name, open=True)
    elif any(word in program.target for word in _PRIVATE_TARGETS):
        message = f"{program.target} has a definition of its own, which podcheck does not know"
        yield Violation(message, facts.location, facts.name, open=True)


@rule("has-base", _POD)
def no_bases(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """C++03's aggregates have no base classes, not even empty ones."""
    for base in program.classes[key].bases:
        yield Violation(f"it has base '{base.type.spelling}'", base.location, base.type.spelling)


@rule("virtual-function", _POD)
def no_virtual_functions(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """C++03's aggregates have no virtual functions."""
    yield from virtual_functions(program, key)


@rule("non-public-member", _POD)
def members_public(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """C++03's aggregates have no private or protected members."""
    for field in program.classes[key].fields:
        if field.access is not Access.PUBLIC and not field.unnamed_bit_field:
            yield Violation(f"member '{_name(field)}' is {field.access.value}", field.location, _name(field))


@rule("user-provided-constructor", _POD)
def no_constructors(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """C++03's aggregates have no user-declared constructors; defaulted and deleted ones came later."""
    facts = program.classes[key]
    for function in list_written(facts):
        if function.kind in CONSTRUCTORS and function.user_provided:
            yield Violation(f"'{facts.name}' has a user-provided constructor", function.location, facts.name)
            return


@rule("user-provided-copy-assignment", _POD)
def no_copy_assignment(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """A POD-struct has no user-defined copy assignment operator.

    Why: C++03 required this of classes shared with C, and ABIs were built on that.

    Fix: Write `= default` on its first declaration, or leave it out. It changes the layout of classes that derive from
    this one: rebuild everything that shares them.
    """
    yield from _user_provided(program, key, FunctionKind.COPY_ASSIGNMENT, "copy assignment operator")


@rule("user-provided-destructor", _POD)
def no_destructor(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """A POD-struct has no user-defined destructor."""
    yield from _user_provided(program, key, FunctionKind.DESTRUCTOR, "destructor")


def _user_provided(program: EvaluationContext, key: Key, kind: FunctionKind, noun: str) -> Iterator[Violation]:
    facts = program.classes[key]
    for function in list_written(facts):
        if function.kind is kind and function.user_provided and not function.template:
            yield Violation(f"the {noun} of '{facts.name}' is user-provided", function.location, facts.name)
            return


@rule("default-member-initializer", _POD)
def no_initializers(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """Default member initializers, which C++03 did not have, are read as a constructor."""
    for member in members(program, key):
        if member.initialized:
            yield Violation(f"{member.label} has a default member initializer", member.location, member.name)


@rule("reference-member", _POD)
def no_references(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """A POD-struct has no reference members."""
    for member in members(program, key):
        if member.type.kind in _REFERENCES:
            yield Violation(f"{member.label} is a reference", member.location, member.name)


@rule("non-pod-member", _POD)
def members_pod(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """A POD-struct has no members that are not POD, or arrays of them."""
    for member in members(program, key):
        facts = class_type(program, member)
        if is_undetermined(program, member):
            yield Violation(f"{member.label} may not be POD", member.location, member.name, open=True)
        elif facts is not None:
            decision = pod_for_layout(program, facts.key)
            if decision.value is not Truth.YES:
                unsure = decision.value is Truth.UNKNOWN
                message = f"{member.label} {'may not be' if unsure else 'is not'} POD for the purpose of layout"
                yield Violation(message, member.location, member.name, decision.reasons, open=unsure)
        elif member.type.spelling.startswith("_Atomic"):
            yield Violation(f"{member.label} is atomic", member.location, member.name)


@rule("closure-type", _POD)
def no_closure(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """A closure type is no aggregate."""
    facts = program.classes[key]
    if facts.closure:
        yield Violation("the type of a lambda-expression is not an aggregate", facts.location, facts.name)


RULES = (
    known_target,
    no_bases,
    no_virtual_functions,
    members_public,
    no_constructors,
    no_copy_assignment,
    no_destructor,
    no_initializers,
    no_references,
    members_pod,
    no_closure,
)


@query
def pod_for_layout(program: EvaluationContext, key: Key) -> Decision:
    """Return whether the class keeps the padding at its end to itself."""
    unknown = judge((known_target,), program, key)
    return judge(RULES, program, key) if unknown.value is Truth.YES else unknown


def is_microsoft(program: EvaluationContext) -> bool:
    """Whether the target lays classes out as MSVC does."""
    return "windows-msvc" in program.target


@rule("user-declared-constructor", _POD, since=CxxStandard.CXX20)
def gcc_no_constructors(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """g++ asks C++20's aggregate there, which has no user-declared constructors, not even defaulted or deleted ones."""
    facts = program.classes[key]
    for function in list_written(facts):
        if function.kind in CONSTRUCTORS:
            yield Violation(f"g++ from C++20 on: '{facts.name}' declares a constructor", function.location, facts.name)
            return


@rule("explicit-constructor", _POD, until=CxxStandard.CXX17)
def gcc_no_explicit(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """g++ asks C++11's aggregate there, which has no explicit constructors."""
    facts = program.classes[key]
    for function in list_written(facts):
        if function.kind in CONSTRUCTORS and function.explicit:
            yield Violation(f"g++: '{facts.name}' has an explicit constructor", function.location, facts.name)
            return


@rule("non-public-member", _POD)
def gcc_bit_fields_public(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """g++ takes a non-public unnamed bit-field for a member."""
    for field in program.classes[key].fields:
        if field.unnamed_bit_field and field.access is not Access.PUBLIC:
            yield Violation(f"g++: an unnamed bit-field is {field.access.value}", field.location)


@rule("potentially-overlapping-member", _POD)
def gcc_no_overlapping(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """A POD-struct has no `[[no_unique_address]]` members: the ABI says so, g++ follows it, Clang does not.

    Why: a member that may overlap its neighbours is not laid out as in C.

    Fix: Drop the attribute where both compilers share the class. It changes the class's layout.
    """
    for field in program.classes[key].fields:
        if field.no_unique_address:
            yield Violation(f"g++: member '{_name(field)}' is potentially overlapping", field.location, _name(field))


@rule("non-pod-member", _POD)
def gcc_members_pod(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """It has no members of such classes either."""
    for member in members(program, key):
        facts = class_type(program, member)
        decision = HOLDS if facts is None else pod_of_gcc(program, facts.key)
        if decision.value is Truth.NO:
            message = f"g++: {member.label} is not POD for the purpose of layout"
            yield Violation(message, member.location, member.name, decision.reasons)


GCC_RULES = (gcc_no_constructors, gcc_no_explicit, gcc_bit_fields_public, gcc_no_overlapping, gcc_members_pod)
"""What g++ (11 and 12 were asked) wants besides."""


@query
def pod_of_gcc(program: EvaluationContext, key: Key) -> Decision:
    """Return whether a class that is POD for the purpose of layout is so for g++ too."""
    return judge(GCC_RULES, program, key)


def _name(field: Field) -> str:
    return "(anonymous)" if field.anonymous else field.name
