"""Answers and their reasons: the verdict is computed from the reasons, never beside them."""

from __future__ import annotations

from msgspec import Struct

from podcheck.model.problems import Location
from podcheck.model.traits import CxxStandard, Trait, Truth


class Reason(Struct, frozen=True, gc=False):
    """One breached condition: `code` is public and stable, `clause` like `[class.prop]/3.2`.

    `subject` names the member, base or function at fault; `because` leads to the root cause: see `reasons.walk`.
    """

    code: str
    message: str
    clause: str
    location: Location
    subject: str = ""
    because: tuple[Reason, ...] = ()


class Verdict(Struct, frozen=True, gc=False):
    """One trait's answer; a NO has at least one reason, an UNKNOWN says what it depends on.

    `exactly_when`: of an UNKNOWN of a template's pattern, the types that depend on its parameters which must have the
    trait, for an instance to have it; empty where that is not all.
    """

    trait: Trait
    value: Truth
    reasons: tuple[Reason, ...] = ()
    exactly_when: tuple[str, ...] = ()


class SpecialMember(Struct, frozen=True, gc=False):
    """A line of the report on one of the six special members, as JSON has it.

    `declared`: implicit, defaulted, user-provided, deleted or none. `deleted` and `trivial` are None
    where a template parameter decides. `why` explains a deleted or non-trivial one. `eligible` is False where it is not
    deleted, but its constraints are not satisfied.
    """

    kind: str
    declared: str
    deleted: bool | None
    trivial: bool | None
    why: tuple[Reason, ...] = ()
    eligible: bool = True


class Judgement(Struct, frozen=True, gc=False):
    """All that the rules say about one class."""

    verdicts: dict[Trait, Verdict]
    special_members: tuple[SpecialMember, ...]


class RuleClause(Struct, frozen=True):
    """One condition behind a code: the clause (of N4950), in which dialects, and what it says.

    `asked_by`: the traits (`standard_layout`) and terms (`trivial copy constructor`) that ask for it. `what` (remarks),
    `why` and `fix` are Markdown, about this condition; several clauses may have the same.
    """

    clause: str
    since: CxxStandard
    until: CxxStandard
    condition: str
    asked_by: tuple[str, ...] = ()
    what: str = ""
    why: str = ""
    fix: str = ""


class RuleExample(Struct, frozen=True):
    """C++ that breaks a rule, and a near-miss that does not, in the dialects from `since` to `until`."""

    since: CxxStandard
    until: CxxStandard
    breaking: str
    near_miss: str


class RuleInfo(Struct, frozen=True):
    """The page of one code, of a reason or a finding: what it means, why the standard asks it, how to fix it.

    `title` is one line, `what`, `why` and `fix` are Markdown. `traits`: those that ask for it themselves.
    """

    code: str
    title: str
    clauses: tuple[RuleClause, ...]
    what: str
    why: str
    fix: str
    traits: tuple[Trait, ...] = ()
    example: RuleExample | None = None

    @property
    def page(self) -> str:
        """The whole text as Markdown, without heading, clauses and example; several conditions one after the other."""
        conditions = {(clause.condition, clause.what, clause.why, clause.fix): clause for clause in self.clauses}
        if len(conditions) > 1:
            return "\n\n".join(
                _page(condition.what, condition.why, condition.fix, condition.condition)
                for condition in conditions.values()
            )
        return _page(self.what, self.why, self.fix)


def _page(what: str, why: str, fix: str, condition: str = "") -> str:
    parts = (condition, what, why and f"**Why.** {why}", fix and f"**How to fix it.** {fix}")
    return "\n\n".join(part for part in parts if part)
