"""`is_aggregate`: [dcl.init.aggr]/1, which changed with almost every dialect."""

from __future__ import annotations

from collections.abc import Iterator

from podcheck.model.functions import Function
from podcheck.model.subobjects import Access
from podcheck.model.traits import CxxStandard
from podcheck.model.type_refs import Key
from podcheck.rules.engine import Decision, EvaluationContext, Violation, judge, query, rule
from podcheck.rules.special_members.declared import CONSTRUCTORS, list_written
from podcheck.rules.special_members.virtual import virtual_base_violations, virtual_functions
from podcheck.rules.subobjects import members

_CXX98, _CXX11, _CXX14 = CxxStandard.CXX98, CxxStandard.CXX11, CxxStandard.CXX14
_CXX17, _CXX20 = CxxStandard.CXX17, CxxStandard.CXX20


def _constructors(program: EvaluationContext, key: Key) -> list[Function]:
    return [function for function in list_written(program.classes[key]) if function.kind in CONSTRUCTORS]


def _user_declared(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """No constructor is user-declared, not even a defaulted or deleted one, or a template (P1008R1).

    C++98 asks the same; from C++11 to C++17 only user-provided and explicit constructors count.

    Why: braces would bypass the constructor. Before C++20 `T{}` made an object of a class whose only constructor
    is deleted.

    Fix: Leave the constructor out, give values by default member initializers (C++14 on), or make the object in a
    function that returns it.
    """
    for constructor in _constructors(program, key):
        name = program.classes[key].name
        yield Violation(f"'{name}' declares a constructor", constructor.location, name)


user_declared_98 = rule("user-declared-constructor", "[dcl.init.aggr]/1.1", until=_CXX98)(_user_declared)
user_declared_20 = rule("user-declared-constructor", "[dcl.init.aggr]/1.1", since=_CXX20)(_user_declared)


@rule("user-provided-constructor", "[dcl.init.aggr]/1.1", since=_CXX11, until=_CXX17)
def no_user_provided(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """No constructor is user-provided; `= default` and `= delete` were allowed until C++20.

    Why: aggregate initialization gives each member its value itself, and would bypass the constructor's code.

    Fix: Write `= default` on the constructor's first declaration, or leave it out.
    """
    for constructor in _constructors(program, key):
        if constructor.user_provided:
            name = program.classes[key].name
            yield Violation(f"'{name}' has a user-provided constructor", constructor.location, name)


@rule("explicit-constructor", "[dcl.init.aggr]/1.1", since=_CXX11, until=_CXX17)
def no_explicit(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """No constructor is explicit (CWG1518).

    Why: `explicit` forbids making an object from braces alone, which is just what aggregate initialization does.

    Fix: Drop `explicit`, or the constructor.
    """
    for constructor in _constructors(program, key):
        if constructor.explicit and not constructor.user_provided:
            name = program.classes[key].name
            yield Violation(f"'{name}' has an explicit constructor", constructor.location, name)


@rule("inherited-constructor", "[dcl.init.aggr]/1.1", since=_CXX11)
def no_inherited(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """No constructor is inherited from a base by a using-declaration.

    Why: an inherited constructor is there to be called; initialization member by member would bypass it.

    Fix: Drop the using-declaration. From C++17 on the base has its own place in the braces: `{{base}, member}`.
    """
    for location in program.classes[key].inherited_constructors:
        name = program.classes[key].name
        yield Violation(f"'{name}' inherits constructors", location, name)


@rule("non-public-member", "[dcl.init.aggr]/1.2")
def members_public(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """No direct data member is private or protected; those of an anonymous union have the union's access.

    Why: aggregate initialization writes each member from outside, where only public ones can be named.

    Fix: Make the members public; or keep them private, with a constructor, and do without braces.
    """
    for field in program.classes[key].fields:
        if field.access is not Access.PUBLIC and not field.unnamed_bit_field:
            name = "(anonymous)" if field.anonymous else field.name
            yield Violation(f"member '{name}' is {field.access.value}", field.location, field.name)


@rule("default-member-initializer", "[dcl.init.aggr]/1", since=_CXX11, until=_CXX11)
def no_initializers(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """No member has a default member initializer: a rule of C++11 only (N3653 dropped it).

    It is unclear whether one inside an anonymous union counts, and compilers differ.

    Why: C++11 did not say what happens to the initializer of a member that the braces leave out; C++14 does.

    Fix: Compile as C++14 or later, or give the value in the braces.
    """
    for member in members(program, key):
        if member.initialized:
            message = f"{member.label} has a default member initializer"
            own = member.field in program.classes[key].fields
            yield Violation(message, member.location, member.name, open=not own)


@rule("has-base", "[dcl.init.aggr]/1", until=_CXX14)
def no_bases(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """There is no base class (until P0017R1).

    Why: the braces list members, and before C++17 had no place for a base.

    Fix: Compile as C++17 or later, or make the base the first member.
    """
    for base in program.classes[key].bases:
        yield Violation(f"it has base '{base.type.spelling}'", base.location, base.type.spelling)


@rule("virtual-base", "[dcl.init.aggr]/1.4", since=_CXX17)
def no_virtual_bases(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """There is no virtual base, direct or indirect (P0017R1, CWG2610).

    Why: the most derived class decides where a virtual base is and who constructs it: no list in braces can say that.

    Fix: Inherit without `virtual`, or make the base a member.
    """
    yield from virtual_base_violations(program, key)


@rule("non-public-base", "[dcl.init.aggr]/1.4", since=_CXX17)
def bases_public(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """No direct base is private or protected (P0017R1, CWG2610).

    Why: braces would initialise from outside what the access hides.

    Fix: Inherit publicly, or make the base a member.
    """
    for base in program.classes[key].bases:
        if base.access is not Access.PUBLIC:
            message = f"base '{base.type.spelling}' is {base.access.value}"
            yield Violation(message, base.location, base.type.spelling)


@rule("virtual-function", "[dcl.init.aggr]/1.3")
def no_virtual_functions(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """No function is virtual, declared or inherited.

    Why: a constructor must set the hidden pointer to the virtual functions; an aggregate is just its members, and has
    none.

    Fix: Keep the data in a struct without virtual functions, and make it a member of the class that has them.
    """
    yield from virtual_functions(program, key)


@rule("closure-type", "[expr.prim.lambda.closure]/1")
def no_closure(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """It is not the type of a lambda-expression: a closure type is no aggregate.

    Why: which members a closure has for its captures, and in which order, is left to the compiler.

    Fix: Write a struct with the members and an `operator()`.
    """
    facts = program.classes[key]
    if facts.closure:
        yield Violation("the type of a lambda-expression is not an aggregate", facts.location, facts.name)


RULES = (
    user_declared_98,
    no_user_provided,
    user_declared_20,
    no_explicit,
    no_inherited,
    members_public,
    no_initializers,
    no_virtual_functions,
    no_bases,
    no_virtual_bases,
    bases_public,
)


@query
def aggregate(program: EvaluationContext, key: Key) -> Decision:
    """Return whether it may be initialised member by member, with braces."""
    if program.classes[key].closure:
        return judge((no_closure,), program, key)
    return judge(RULES, program, key)
