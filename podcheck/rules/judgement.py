"""One class's judgement: its verdicts and its special members."""

from __future__ import annotations

import functools

from podcheck.model.facts import ClassFacts
from podcheck.model.functions import SPECIAL_MEMBERS, FunctionKind
from podcheck.model.traits import Trait, Truth
from podcheck.model.type_refs import Key
from podcheck.model.verdicts import Judgement, SpecialMember, Verdict
from podcheck.rules.engine import HOLDS, EvaluationContext
from podcheck.rules.reason_codes import NOT_ANALYSED
from podcheck.rules.special_members.declared import Special, specials
from podcheck.rules.special_members.eligible import Candidate, candidates, is_unsatisfied
from podcheck.rules.templates import required_of_parameters

_YES = {trait: Verdict(trait, Truth.YES) for trait in Trait}
"""Most verdicts of a large run, kept once."""


def judge_class(program: EvaluationContext, facts: ClassFacts) -> Judgement:
    """Return every trait of one class, in the order of reports; a class with errors inside is not judged."""
    if not program.classes[facts.key].complete:
        return not_analysed(facts, f"the definition of '{facts.name}' has an error")
    verdicts = {}
    for trait in Trait:
        decision = program.rulebook.traits[trait].decide(program, facts.key)
        open_ = facts.dependent and decision.value is Truth.UNKNOWN
        when = required_of_parameters(program, facts.key, trait, decision) if open_ else ()
        verdicts[trait] = _YES[trait] if decision is HOLDS else Verdict(trait, decision.value, decision.reasons, when)
    members = tuple(special_member(program, facts.key, kind) for kind in SPECIAL_MEMBERS)
    return Judgement(verdicts, members)


def not_analysed(facts: ClassFacts, message: str) -> Judgement:
    """Return a judgement that knows nothing of the class, for the reason that the message gives."""
    reason = NOT_ANALYSED.reason(message, facts.location, facts.name)
    verdicts = {trait: Verdict(trait, Truth.UNKNOWN, (reason,)) for trait in Trait}
    members = tuple(SpecialMember(kind.value, "none", None, None) for kind in SPECIAL_MEMBERS)
    return Judgement(verdicts, members)


def special_member(program: EvaluationContext, key: Key, kind: FunctionKind) -> SpecialMember:
    """Return what the report says of one kind of special member function.

    Of several of a kind that one is reported which is not deleted, or not trivial: what decides the traits.
    """
    declared = specials(program, key, kind)
    if not declared:
        return _member_without_reasons(kind.value, "none", False, False)
    result = candidates(program, key, kind)
    usable = [candidate for candidate in result if candidate.eligible.value is not Truth.NO]
    telling: Candidate = next(
        (candidate for candidate in usable if candidate.trivial.value is not Truth.YES), (usable or list(result))[0]
    )
    special = next((special for special in declared if special.location == telling.location), declared[0])
    lost = telling.eligible.value is Truth.NO
    unsatisfied = lost and is_unsatisfied(telling)
    deleted = None if telling.eligible.value is Truth.UNKNOWN else lost and not unsatisfied
    why = telling.eligible.reasons if lost else (*telling.eligible.reasons, *telling.trivial.reasons)
    line = (kind.value, _how(special), deleted, telling.trivial.value.value)
    return SpecialMember(*line, why, not unsatisfied) if why or unsatisfied else _member_without_reasons(*line)


@functools.cache
def _member_without_reasons(kind: str, declared: str, deleted: bool | None, trivial: bool | None) -> SpecialMember:
    return SpecialMember(kind, declared, deleted, trivial)


def _how(special: Special) -> str:
    if special.function is None:
        return "implicit"
    if special.function.deleted:
        return "deleted"
    return "defaulted" if special.function.defaulted else "user-provided"
