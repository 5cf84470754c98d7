"""Whether a special member function is deleted, and whether it is trivial, by the rules of the rulebook.

The standard defines both by what overload resolution selects for each subobject, and this in turn by them. So the rules
(`deleted`, `trivial`) look at `subobject_calls`, that at `overload_resolution`, both at this file; and this file finds
the rules in the rulebook of the context: the recursion is in what is asked, not in who imports whom.
"""

from __future__ import annotations

from podcheck.model.traits import CxxStandard, Truth
from podcheck.rules.engine import HOLDS, Decision, EvaluationContext, judge, query
from podcheck.rules.special_members.declared import Special


@query
def is_not_deleted(program: EvaluationContext, special: Special) -> Decision:
    """Return YES where the function is not deleted; NO with every reason why it is."""
    written, *implicit = program.rulebook.not_deleted[special.kind]
    if special.explicitly_deleted:
        return judge((written,), program, special)
    if special.user_provided:
        return HOLDS
    decision = judge(implicit, program, special)
    if decision.value is Truth.NO and program.std < CxxStandard.CXX11:
        return Decision(Truth.UNKNOWN, decision.reasons)
    return decision


@query
def is_trivial(program: EvaluationContext, special: Special) -> Decision:
    """Return whether this special member function is trivial. Deleted ones may be, and access does not matter."""
    rules = program.rulebook.trivial[special.kind]
    return judge(rules[:1] if special.user_provided else rules, program, special)
