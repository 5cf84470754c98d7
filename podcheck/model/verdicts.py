"""Answers and their reasons: the verdict is computed from the reasons, never beside them."""

from __future__ import annotations

from msgspec import Struct

from podcheck.model.problems import Location
from podcheck.model.traits import CxxStandard, Trait, Truth


class Reason(Struct, frozen=True, gc=False):
    """One breached condition."""

    code: str
    """Public and stable."""

    message: str
    clause: str
    """Like `[class.prop]/3.2`."""

    location: Location
    subject: str = ""
    """The member, base or function at fault; empty where there is none."""

    because: tuple[Reason, ...] = ()
    """What led to it, down to the root cause: see `reasons.walk`."""


class Verdict(Struct, frozen=True, gc=False):
    """One trait's answer; a NO has at least one reason, an UNKNOWN says what it depends on."""

    trait: Trait
    value: Truth
    reasons: tuple[Reason, ...] = ()
    exactly_when: tuple[str, ...] = ()
    """Of an UNKNOWN of a template's pattern, the types that depend on its parameters and must have the trait for an
    instance to have it; empty where there are other conditions.
    """


class SpecialMember(Struct, frozen=True, gc=False):
    """A line of the report on one of the six special members, as JSON has it."""

    kind: str
    """A value of `FunctionKind`."""

    declared: str
    """One of `implicit`, `defaulted`, `user-provided`, `deleted` and `none`."""

    deleted: bool | None
    """None where a template parameter decides."""

    trivial: bool | None
    """None where a template parameter decides."""

    why: tuple[Reason, ...] = ()
    """The reasons for a deleted or non-trivial one."""

    eligible: bool = True
    """False where it is not deleted, but its constraints are not satisfied."""


class Judgement(Struct, frozen=True, gc=False):
    """All that the rules say about one class."""

    verdicts: dict[Trait, Verdict]
    special_members: tuple[SpecialMember, ...]


class RuleClause(Struct, frozen=True):
    """One condition behind a code; several clauses may share their Markdown."""

    clause: str
    """Its number in N4950."""

    since: CxxStandard
    """The first dialect that has it."""

    until: CxxStandard
    """The last dialect that has it."""

    condition: str
    """What it says."""

    asked_by: tuple[str, ...] = ()
    """The traits (`standard_layout`) and terms (`trivial copy constructor`) that ask for it."""

    what: str = ""
    """Remarks on this condition, in Markdown."""

    why: str = ""
    """Why the standard has this condition, in Markdown."""

    fix: str = ""
    """How to meet this condition, in Markdown."""


class RuleExample(Struct, frozen=True):
    """C++ that breaks a rule, and a near miss that does not."""

    since: CxxStandard
    """The first dialect that it is about."""

    until: CxxStandard
    """The last dialect that it is about."""

    breaking: str
    near_miss: str


class RuleInfo(Struct, frozen=True):
    """The page of one code, of a reason or a finding."""

    code: str
    title: str
    """One line."""

    clauses: tuple[RuleClause, ...]
    what: str
    """What the code means, in Markdown."""

    why: str
    """Why the standard asks it, in Markdown."""

    fix: str
    """How to fix it, in Markdown."""

    traits: tuple[Trait, ...] = ()
    """Those that ask for it themselves."""

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
