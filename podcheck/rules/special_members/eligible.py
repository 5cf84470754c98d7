"""Eligible special member functions, [special]/6 (P0848R3, CWG2595), and whether they are trivial.

Before C++20 a class has no constraints, and eligible means not deleted (CWG1734, CWG1496).
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from podcheck.model.functions import FunctionKind, OverloadOutcome
from podcheck.model.problems import Location
from podcheck.model.traits import Truth
from podcheck.model.type_refs import Key
from podcheck.rules.engine import Decision, EvaluationContext, query
from podcheck.rules.reason_codes import (
    CONSTRAINED_PROVIDED,
    DEPENDS_ON_CONSTRAINT,
    NONE_LEFT,
    UNDECIDED_CONSTRAINT,
    UNSATISFIED_CONSTRAINT,
)
from podcheck.rules.special_members.decisions import is_not_deleted, is_trivial
from podcheck.rules.special_members.declared import NOUNS, Special, specials

_A_PAIR = 2


class Candidate(Struct, frozen=True):
    """One function, or the one that constraints choose from several of the same kind."""

    kind: FunctionKind
    location: Location
    """The place of the function; where it is not written, that of the class."""

    eligible: Decision
    """Whether it is eligible ([special]/6)."""

    trivial: Decision
    """Whether it is trivial."""

    written_deleted: bool = False
    """Whether `= delete` is written."""

    @property
    def noun(self) -> str:
        return NOUNS[self.kind]


@query
def candidates(program: EvaluationContext, key: Key, kind: FunctionKind) -> tuple[Candidate, ...]:
    """Return the special member functions of one kind with their eligibility, in the order of declaration."""
    groups: dict[object, list[Special]] = {}
    for special in specials(program, key, kind):
        groups.setdefault(_same_kind(special), []).append(special)
    result: list[Candidate] = []
    for group in groups.values():
        if any(special.constrained for special in group):
            result += _most_constrained(program, key, group)
        else:
            result += [_unconstrained_candidate(program, special) for special in group]
    return tuple(result)


def is_unsatisfied(candidate: Candidate) -> bool:
    """Whether it is not eligible for its constraints alone; it is not deleted then."""
    codes = {reason.code for reason in candidate.eligible.reasons}
    return candidate.eligible.value is Truth.NO and codes == {UNSATISFIED_CONSTRAINT.code}


def loss(functions: Iterable[Candidate]) -> str:
    """Return the word for functions of which none is eligible: deleted ones, or of unsatisfied constraints."""
    unsatisfied = {is_unsatisfied(candidate) for candidate in functions}
    if unsatisfied == {True}:
        return "not eligible"
    return "deleted or not eligible" if True in unsatisfied else "deleted"


def _unconstrained_candidate(program: EvaluationContext, special: Special) -> Candidate:
    eligible, trivial = is_not_deleted(program, special), is_trivial(program, special)
    return Candidate(special.kind, special.location, eligible, trivial, special.explicitly_deleted)


def _same_kind(special: Special) -> object:
    """Return what is equal for functions of the same kind: the first parameter type, operators' qualifiers
    ([special]/5).
    """
    function = special.function
    if function is None:
        return special.parameter
    qualifiers = (function.object_const, function.object_volatile, function.object_reference)
    return (special.parameter, qualifiers)


def _most_constrained(program: EvaluationContext, key: Key, group: list[Special]) -> list[Candidate]:
    """Return those of several of the same kind whose constraints are satisfied, and of these the most constrained.

    Where there is none, all of them are returned, with why not.
    """
    known = [special.satisfied for special in group if special.constrained]
    if None in known:
        return _select(program, key, group)
    most = [special for special in group if special.satisfied] or [
        special for special in group if not special.constrained
    ]
    if len(most) > 1 and any(special.constrained for special in most):
        return _select(program, key, most)
    return [_unconstrained_candidate(program, special) for special in most] or [
        _unsatisfied_candidate(program, special) for special in group
    ]


def _unsatisfied_candidate(program: EvaluationContext, special: Special) -> Candidate:
    failure = "" if special.function is None else special.function.failure
    message = f"the constraint '{special.constraint}' of the {NOUNS[special.kind]} is not satisfied{failure}"
    because = UNSATISFIED_CONSTRAINT.reason(message, special.location)
    return Candidate(special.kind, special.location, Decision(Truth.NO, (because,)), is_trivial(program, special))


def _select(program: EvaluationContext, key: Key, group: list[Special]) -> list[Candidate]:
    """Return what is left of several functions of which only libclang's overload resolution knows how constrained they
    are.
    """
    first = group[0]
    facts = program.classes[key]
    volatile = first.parameter is not None and first.parameter.volatile
    outcome = None if volatile else dict(facts.overload_answers).get(first.use)
    noun = NOUNS[first.kind]
    if outcome is OverloadOutcome.UNUSABLE and _equally_constrained(program, group):
        return [_unconstrained_candidate(program, special) for special in group]
    ambiguous = outcome is OverloadOutcome.UNUSABLE and sum(not special.constrained for special in group) > 1
    if outcome is None or ambiguous:
        cause = DEPENDS_ON_CONSTRAINT if facts.dependent else UNDECIDED_CONSTRAINT
        message = f"the constraints of the {noun} of '{facts.name}' are not decided here"
        because = cause.reason(message, first.location)
        open_ = Decision(Truth.UNKNOWN, (because,))
        return [Candidate(first.kind, first.location, open_, open_)]
    if outcome is OverloadOutcome.UNUSABLE:
        message = f"no {noun} of '{facts.name}' is left: it is deleted, or its constraints are not satisfied"
        because = NONE_LEFT.reason(message, first.location)
        return [Candidate(first.kind, first.location, Decision(Truth.NO, (because,)), Decision(Truth.YES))]
    if outcome is OverloadOutcome.TRIVIAL:
        return [Candidate(first.kind, first.location, Decision(Truth.YES), Decision(Truth.YES))]
    chosen = next((special for special in group if is_trivial(program, special).value is Truth.NO), first)
    reasons = is_trivial(program, chosen).reasons
    message = f"the {noun} of '{facts.name}' that its constraints select is not trivial"
    because = CONSTRAINED_PROVIDED.reason(message, chosen.location)
    return [Candidate(first.kind, chosen.location, Decision(Truth.YES), Decision(Truth.NO, reasons or (because,)))]


def _equally_constrained(program: EvaluationContext, group: list[Special]) -> bool:
    """Whether overload resolution finds none of these usable, though each is: so two of them are equally constrained.

    Of more than two it is not known which ones these are, unless that makes no difference.
    """
    usable = all(special.satisfied and is_not_deleted(program, special).value is Truth.YES for special in group)
    alike = len({is_trivial(program, special).value for special in group}) == 1
    return usable and (alike or len(group) == _A_PAIR)
