"""`is_aggregate`: [dcl.init.aggr]/1, which changed with almost every dialect."""

from __future__ import annotations

from collections.abc import Iterator

from podcheck.model.facts import Access, Function, Key
from podcheck.model.traits import CxxStandard
from podcheck.rules.declared import CONSTRUCTORS, written
from podcheck.rules.engine import Breach, Decision, Program, judge, rule, term
from podcheck.rules.subobjects import members
from podcheck.rules.triviality import virtual_base, virtual_function

_CXX98, _CXX11, _CXX14 = CxxStandard.CXX98, CxxStandard.CXX11, CxxStandard.CXX14
_CXX17, _CXX20 = CxxStandard.CXX17, CxxStandard.CXX20


def _constructors(program: Program, key: Key) -> list[Function]:
    return [one for one in written(program.classes[key]) if one.kind in CONSTRUCTORS]


def _user_declared(program: Program, key: Key) -> Iterator[Breach]:
    """No user-declared constructor, not even a defaulted or deleted one, or a template (P1008R1)."""
    for one in _constructors(program, key):
        name = program.classes[key].name
        yield Breach(f"'{name}' declares a constructor", one.location, name)


user_declared_98 = rule("user-declared-constructor", "[dcl.init.aggr]/1.1", until=_CXX98)(_user_declared)
user_declared_20 = rule("user-declared-constructor", "[dcl.init.aggr]/1.1", since=_CXX20)(_user_declared)


@rule("user-provided-constructor", "[dcl.init.aggr]/1.1", since=_CXX11, until=_CXX17)
def no_user_provided(program: Program, key: Key) -> Iterator[Breach]:
    """No user-provided constructor; `= default` and `= delete` were allowed until C++20."""
    for one in _constructors(program, key):
        if one.user_provided:
            name = program.classes[key].name
            yield Breach(f"'{name}' has a user-provided constructor", one.location, name)


@rule("explicit-constructor", "[dcl.init.aggr]/1.1", since=_CXX11, until=_CXX17)
def no_explicit(program: Program, key: Key) -> Iterator[Breach]:
    """No explicit constructor (CWG1518)."""
    for one in _constructors(program, key):
        if one.explicit and not one.user_provided:
            name = program.classes[key].name
            yield Breach(f"'{name}' has an explicit constructor", one.location, name)


@rule("inherited-constructor", "[dcl.init.aggr]/1.1", since=_CXX11)
def no_inherited(program: Program, key: Key) -> Iterator[Breach]:
    """No constructors taken from a base by `using`."""
    for location in program.classes[key].inherited_constructors:
        name = program.classes[key].name
        yield Breach(f"'{name}' inherits constructors", location, name)


@rule("non-public-member", "[dcl.init.aggr]/1.2")
def members_public(program: Program, key: Key) -> Iterator[Breach]:
    """No private or protected direct data members; those of an anonymous union have the union's access."""
    for field in program.classes[key].fields:
        if field.access is not Access.PUBLIC and not field.unnamed_bit_field:
            name = "(anonymous)" if field.anonymous else field.name
            yield Breach(f"member '{name}' is {field.access.value}", field.location, field.name)


@rule("default-member-initializer", "[dcl.init.aggr]/1", since=_CXX11, until=_CXX11)
def no_initializers(program: Program, key: Key) -> Iterator[Breach]:
    """No default member initializers: a rule of C++11 alone (N3653 dropped it).

    Whether one inside an anonymous union counts is unclear, and the compilers differ.
    """
    for member in members(program, key):
        if member.initialized:
            message = f"{member.label} has a default member initializer"
            own = member.field in program.classes[key].fields
            yield Breach(message, member.location, member.name, open=not own)


@rule("has-base", "[dcl.init.aggr]/1", until=_CXX14)
def no_bases(program: Program, key: Key) -> Iterator[Breach]:
    """No base classes (until P0017R1)."""
    for base in program.classes[key].bases:
        yield Breach(f"it has base '{base.type.spelling}'", base.location, base.type.spelling)


@rule("virtual-base", "[dcl.init.aggr]/1.4", since=_CXX17)
def no_virtual_bases(program: Program, key: Key) -> Iterator[Breach]:
    """No virtual bases, indirect ones neither (P0017R1, CWG2610)."""
    breach = virtual_base(program, key)
    if breach is not None:
        yield breach


@rule("non-public-base", "[dcl.init.aggr]/1.4", since=_CXX17)
def bases_public(program: Program, key: Key) -> Iterator[Breach]:
    """No private or protected direct bases (P0017R1, CWG2610)."""
    for base in program.classes[key].bases:
        if base.access is not Access.PUBLIC:
            message = f"base '{base.type.spelling}' is {base.access.value}"
            yield Breach(message, base.location, base.type.spelling)


@rule("virtual-function", "[dcl.init.aggr]/1.3")
def no_virtual_functions(program: Program, key: Key) -> Iterator[Breach]:
    """No virtual functions, inherited ones neither."""
    breach = virtual_function(program, key)
    if breach is not None:
        yield breach


@rule("closure-type", "[expr.prim.lambda.closure]/1")
def no_closure(program: Program, key: Key) -> Iterator[Breach]:
    """A closure type is no aggregate."""
    facts = program.classes[key]
    if facts.closure:
        yield Breach("the type of a lambda-expression is no aggregate", facts.location, facts.name)


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


@term
def aggregate(program: Program, key: Key) -> Decision:
    """May it be initialised member by member, with braces?"""
    if program.classes[key].closure:
        return judge((no_closure,), program, key)
    return judge(RULES, program, key)
