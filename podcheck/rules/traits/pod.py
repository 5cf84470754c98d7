"""`is_pod`: trivial, standard-layout, and so are its members (C++11 on); [class]/4 of C++98 before."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from podcheck.model.functions import FunctionKind
from podcheck.model.traits import CxxStandard, Truth
from podcheck.model.type_refs import Key, TypeKind
from podcheck.rules.engine import Decision, EvaluationContext, Violation, judge, query, rule
from podcheck.rules.special_members.declared import list_written
from podcheck.rules.subobjects import class_type, is_undetermined, members
from podcheck.rules.traits.aggregate import aggregate
from podcheck.rules.traits.composed import make_composed_rule
from podcheck.rules.traits.standard_layout import standard_layout
from podcheck.rules.traits.trivial import trivial_class

_CXX98, _CXX11 = CxxStandard.CXX98, CxxStandard.CXX11
_POD = "[depr.meta.types]/6"

_TRIVIAL = """It is trivial.

Why: plain old data is what C has: objects that are made, copied and destroyed without code.

Fix: See the reasons below: each names a function that is not trivial.
"""
_STANDARD_LAYOUT = """It is standard-layout.

Why: C sees plain old data in the same way: members in their order, the first at the start of the object.

Fix: See the reasons below: each names what is laid out differently from a C struct.
"""
_AGGREGATE = """It is an aggregate.

Why: C++98 asks of a POD struct that C could initialise it: by a list of its members' values.

Fix: See the reasons below.
"""
_NO_FUNCTION = """No {what} is declared by the user.

Why: C++98 can't default a function: a declared one has its own code, which C would not run.

Fix: Leave it out, or compile as C++11 or later, where `= default` on the first declaration does not count.
"""

is_trivial = rule("not-trivial", _POD, since=_CXX11)(make_composed_rule(trivial_class, "trivial", _TRIVIAL))
is_standard_layout = rule("not-standard-layout", _POD, since=_CXX11)(
    make_composed_rule(standard_layout, "standard-layout", _STANDARD_LAYOUT)
)
is_aggregate = rule("not-aggregate", "[class]/4", until=_CXX98)(
    make_composed_rule(aggregate, "an aggregate", _AGGREGATE)
)


@rule("non-pod-member", _POD)
def members_pod(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """Every member of class type, or array of it, is POD itself.

    Why: if C can't read the member, it can't read the whole.

    Fix: Replace the member by something that C has: an array of `char` for a `std::string`, a pointer or index for a
    smart pointer.
    """
    for member in members(program, key):
        facts = class_type(program, member)
        if is_undetermined(program, member):
            yield Violation(f"{member.label} may not be POD", member.location, member.name, open=True)
        elif facts is not None and pod(program, facts.key).value is not Truth.YES:
            decision = pod(program, facts.key)
            unsure = decision.value is Truth.UNKNOWN
            message = f"{member.label} {'may not be' if unsure else 'is not'} POD"
            yield Violation(message, member.location, member.name, decision.reasons, open=unsure)


@rule("reference-member", "[class]/4", until=_CXX98)
def no_references(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """No member is a reference.

    Why: C has none.
    """
    for member in members(program, key):
        if member.type.kind is TypeKind.LVALUE_REFERENCE:
            yield Violation(f"{member.label} is a reference", member.location, member.name)


def _no_user_declared(kind: FunctionKind, what: str) -> Callable[[EvaluationContext, Key], Iterator[Violation]]:
    def violations(program: EvaluationContext, key: Key) -> Iterator[Violation]:
        name = program.classes[key].name
        for function in list_written(program.classes[key]):
            if function.kind is kind:
                yield Violation(f"'{name}' declares a {what}", function.location, name)

    violations.__doc__ = _NO_FUNCTION.format(what=what)
    return violations


no_assignment = rule("user-declared-copy-assignment", "[class]/4", until=_CXX98)(
    _no_user_declared(FunctionKind.COPY_ASSIGNMENT, "copy assignment operator")
)
no_destructor = rule("user-declared-destructor", "[class]/4", until=_CXX98)(
    _no_user_declared(FunctionKind.DESTRUCTOR, "destructor")
)

RULES = (
    is_trivial,
    is_standard_layout,
    is_aggregate,
    members_pod,
    no_references,
    no_assignment,
    no_destructor,
)


@query
def pod(program: EvaluationContext, key: Key) -> Decision:
    """Return whether it is plain old data: what C has."""
    return judge(RULES, program, key)
