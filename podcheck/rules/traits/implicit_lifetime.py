"""`is_implicit_lifetime`: [class.prop]/9 (P0593R6 as a defect report, CWG2605; the trait is P2674R1)."""

from __future__ import annotations

from collections.abc import Iterator

from podcheck.model.functions import FunctionKind
from podcheck.model.traits import Truth
from podcheck.model.type_refs import Key
from podcheck.rules.engine import Decision, EvaluationContext, Violation, judge, query, rule
from podcheck.rules.special_members.decisions import is_trivial
from podcheck.rules.special_members.declared import specials
from podcheck.rules.special_members.destructor import destructor_rules
from podcheck.rules.special_members.eligible import candidates
from podcheck.rules.special_members.overload_resolution import select_destructor
from podcheck.rules.traits.aggregate import aggregate
from podcheck.rules.traits.composed import make_composed_rule
from podcheck.rules.traits.trivially_copyable import LEFT_OPEN

_CONSTRUCTORS = (
    FunctionKind.DEFAULT_CONSTRUCTOR,
    FunctionKind.COPY_CONSTRUCTOR,
    FunctionKind.MOVE_CONSTRUCTOR,
)

_AGGREGATE = """It is an aggregate.

The first of two ways to be implicit-lifetime: an aggregate whose destructor does nothing of its own.

Why: an aggregate is just its members, whose lifetimes can begin with its own, without a constructor.

Fix: See the reasons below; or take the second way, a trivial constructor.
"""

is_aggregate = rule("not-aggregate", "[class.prop]/9.1")(make_composed_rule(aggregate, "an aggregate", _AGGREGATE))


@rule("user-provided-destructor", "[class.prop]/9.1")
def destructor_not_provided(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """The destructor is not user-provided (CWG2605); a deleted one is fine. Of several prospective destructors it is
    the one that is selected at the end of the class ([class.dtor]/4).

    The first of two ways to be implicit-lifetime: an aggregate whose destructor does nothing of its own.

    Why: an object that `malloc` or `memcpy` has begun implicitly may end silently too, when its storage is reused. A
    destructor with code says that this matters.

    Fix: Write `= default` on the destructor's first declaration, or leave it out.
    """
    selected = select_destructor(program, key).special
    destructors = specials(program, key, FunctionKind.DESTRUCTOR) if selected is None else (selected,)
    chosen = candidates(program, key, FunctionKind.DESTRUCTOR)
    if all(candidate.trivial.value is Truth.YES for candidate in chosen):
        return
    nontrivial = all(candidate.trivial.value is Truth.NO for candidate in chosen)
    for special in destructors:
        if special.user_provided:
            name = program.classes[key].name
            others = [other for other in destructors if not other.user_provided]
            sure = nontrivial and all(is_trivial(program, other).value is Truth.YES for other in others)
            yield Violation(f"the destructor of '{name}' is user-provided", special.location, name, open=not sure)


@rule("no-trivial-constructor", "[class.prop]/9.2")
def some_trivial_constructor(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """Some eligible constructor is trivial.

    The second of two ways to be implicit-lifetime: a default, copy or move constructor that does nothing but begin
    the object's life.

    Why: operations such as `malloc` begin an object without running code, as only a trivial constructor does.

    Fix: Default one of these constructors on its first declaration, with members that can do the same.
    """
    constructors = [candidate for kind in _CONSTRUCTORS for candidate in candidates(program, key, kind)]
    if any(
        candidate.eligible.value is Truth.YES and candidate.trivial.value is Truth.YES for candidate in constructors
    ):
        return
    hopeful = [
        candidate for candidate in constructors if Truth.NO not in (candidate.eligible.value, candidate.trivial.value)
    ]
    facts = program.classes[key]
    reasons = tuple(
        reason
        for candidate in constructors
        for reason in (
            candidate.eligible.reasons if candidate.eligible.value is Truth.NO else candidate.trivial.reasons
        )
    )
    message = f"'{facts.name}' {'may have' if hopeful else 'has'} no trivial constructor that is eligible"
    yield Violation(message, facts.location, facts.name, reasons, open=bool(hopeful))


AS_AGGREGATE = (is_aggregate, destructor_not_provided)
BY_CONSTRUCTOR = (some_trivial_constructor, *destructor_rules("[class.prop]/9.2"))


@query
def implicit_lifetime(program: EvaluationContext, key: Key) -> Decision:
    """Return whether operations such as memcpy or malloc may create its objects; either way suffices."""
    first = judge(AS_AGGREGATE, program, key)
    second = judge(BY_CONSTRUCTOR, program, key)
    if first.value is Truth.YES:
        return first
    if second.value is Truth.YES:
        return judge(LEFT_OPEN, program, key)
    value = Truth.UNKNOWN if Truth.UNKNOWN in (first.value, second.value) else Truth.NO
    return Decision(value, (*first.reasons, *second.reasons))
