"""`is_trivially_copyable`: [class.prop]/1 with CWG1734, P0848R3 and CWG2595 applied in every dialect."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from podcheck.model.facts import FunctionKind, Key
from podcheck.model.traits import Truth
from podcheck.rules.declared import COPY_FUNCTIONS
from podcheck.rules.destructor import destructor_rules
from podcheck.rules.eligible import candidates
from podcheck.rules.engine import Breach, Decision, Program, judge, rule, term


@rule("no-eligible-copy-or-move", "[class.prop]/1.1")
def some_eligible_copy(program: Program, key: Key) -> Iterator[Breach]:
    """At least one copy or move constructor or assignment operator is eligible: not deleted (CWG1734)."""
    every = [one for kind in COPY_FUNCTIONS for one in candidates(program, key, kind)]
    eligible = {one.eligible.value for one in every}
    if Truth.YES in eligible:
        return
    facts = program.classes[key]
    reasons = tuple(reason for one in every for reason in one.eligible.reasons)
    unsure = Truth.UNKNOWN in eligible
    message = f"every copy and move function of '{facts.name}' {'may be' if unsure else 'is'} deleted"
    yield Breach(message, facts.location, facts.name, reasons, open=unsure)


def _eligible_ones_trivial(kind: FunctionKind) -> Callable[[Program, Key], Iterator[Breach]]:
    def breaches(program: Program, key: Key) -> Iterator[Breach]:
        """Each eligible one must be trivial."""
        name = program.classes[key].name
        hopeless = _none_trivial(program, key)
        for one in candidates(program, key, kind):
            if one.eligible.value is Truth.NO or one.trivial.value is Truth.YES:
                continue
            unsure = not hopeless and Truth.UNKNOWN in (one.eligible.value, one.trivial.value)
            verb = "may be" if unsure else "is"
            message = f"the {one.noun} of '{name}' {verb} non-trivial"
            reasons = one.trivial.reasons or one.eligible.reasons
            yield Breach(message, one.location, name, reasons, open=unsure)

    return breaches


def _none_trivial(program: Program, key: Key) -> bool:
    """Whichever of them turn out to be eligible, they are not trivial; and if none does, that is no better."""
    every = [one for kind in COPY_FUNCTIONS for one in candidates(program, key, kind)]
    return all(one.eligible.value is Truth.NO or one.trivial.value is Truth.NO for one in every)


RULES = (
    some_eligible_copy,
    *(
        rule(f"nontrivial-{kind.value.replace('_', '-')}", "[class.prop]/1.2")(_eligible_ones_trivial(kind))
        for kind in COPY_FUNCTIONS
    ),
    *destructor_rules("[class.prop]/1.3"),
)
"""The order of [class.prop]/1."""


def _closure(program: Program, key: Key) -> Iterator[Breach]:
    """Whether a closure type is trivially copyable is left to the implementation."""
    facts = program.classes[key]
    if facts.closure:
        message = "whether a closure type has this property is left to the implementation"
        yield Breach(message, facts.location, facts.name, open=True)


left_open_for_closures = rule("unspecified", "[expr.prim.lambda.closure]/2")(_closure)


@term
def trivially_copyable(program: Program, key: Key) -> Decision:
    """May the bytes of an object be copied?"""
    return judge((*RULES, left_open_for_closures), program, key)
