"""How a rule is written down and how a verdict comes out of it.

A rule is one condition of the standard: a pure function that yields a `Violation` for each thing that
violates it. No violation means yes; a violation means no; where all that was found hangs on a template
parameter, or on something the standard leaves open, the answer is unknown. There is no second place
that explains an answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from msgspec import Struct

from podcheck.model.facts import ClassFacts, UnitFacts
from podcheck.model.functions import FunctionKind
from podcheck.model.problems import Location
from podcheck.model.traits import CxxStandard, Trait, Truth
from podcheck.model.type_refs import Key
from podcheck.model.verdicts import Reason
from podcheck.rules.circular_classes import Part, cut, find_circles

Result = TypeVar("Result")
Subject = TypeVar("Subject")


class EvaluationContext:
    """The classes of one unit with the rules that judge them, and what each query came to about them."""

    def __init__(self, facts: UnitFacts, rulebook: Rulebook) -> None:
        self.std: CxxStandard = facts.std
        """The unit's dialect."""

        self.target: str = facts.target
        """The LLVM triple."""

        self.pointer: int | None = facts.pointer
        """The size of the target's pointers in bytes; None where it is not known."""

        self.empty_destructors: frozenset[Key] = frozenset(facts.empty_destructors)
        """The classes of whose destructors the unit's own file alone shows that they do nothing."""

        self.rulebook = rulebook
        self.classes: dict[Key, ClassFacts] = {class_facts.key: class_facts for class_facts in facts.classes}
        """By key; one that holds itself counts as a class with an error, and has not the parts at fault."""

        self.circles: dict[Key, list[Part]] = find_circles(self.classes)
        """The classes that hold themselves, each with the parts at fault."""

        self.classes |= {key: cut(self.classes[key], parts) for key, parts in self.circles.items()}
        self.memo: defaultdict[object, dict[tuple[object, ...], Any]] = defaultdict(dict)
        """What each query came to, by its arguments."""


def query(function: Callable[..., Result]) -> Callable[..., Result]:
    """Return the function as a term of the standard that is worked out once per program: `function(program,
    *arguments)`.
    """

    def look_up(program: EvaluationContext, *arguments: object) -> Result:
        known = program.memo[function]
        try:
            result: Result = known[arguments]
        except KeyError:
            pass
        else:
            return result
        known[arguments] = result = function(program, *arguments)
        return result

    look_up.__doc__ = function.__doc__
    look_up.__name__ = function.__name__
    return look_up


class Violation(Struct, frozen=True):
    """One thing that violates a rule."""

    message: str
    location: Location
    subject: str = ""
    """The member, base or function at fault; empty where there is none."""

    because: tuple[Reason, ...] = ()
    """What led to it."""

    open: bool = False
    """Whether the rule may yet hold, for another template argument say."""


class Rule(Struct, Generic[Subject], frozen=True):
    """A condition of the standard."""

    code: str
    """Public and stable."""

    clause: str
    """Its number in N4950."""

    violations: Callable[[EvaluationContext, Subject], Iterator[Violation]]
    """Yields what violates the condition; its docstring is the rule's page."""

    since: CxxStandard
    """The first dialect that has the condition."""

    until: CxxStandard
    """The last dialect that has the condition."""

    @property
    def page(self) -> str:
        """What the rule's function says about itself."""
        return self.violations.__doc__ or ""


def rule(
    code: str,
    clause: str,
    *,
    since: CxxStandard = CxxStandard.CXX98,
    until: CxxStandard = CxxStandard.CXX26,
) -> Callable[[Callable[[EvaluationContext, Subject], Iterator[Violation]]], Rule[Subject]]:
    """Declare a rule: `code` names the fault, the function the condition; `until` is the last dialect."""

    def declare(function: Callable[[EvaluationContext, Subject], Iterator[Violation]]) -> Rule[Subject]:
        return Rule(code, clause, function, since, until)

    return declare


class Decision(Struct, frozen=True):
    """Whether something holds."""

    value: Truth
    reasons: tuple[Reason, ...] = ()
    """Why it does not hold, or on what that depends."""


HOLDS = Decision(Truth.YES)


def judge(rules: Iterable[Rule[Subject]], program: EvaluationContext, subject: Subject) -> Decision:
    """Return what the rules that the dialect has come to; every violation becomes a reason."""
    certain: list[Reason] = []
    open_: list[Reason] = []
    std = program.std
    for each_rule in rules:
        if each_rule.since <= std <= each_rule.until:
            for violation in each_rule.violations(program, subject):
                reason = Reason(
                    each_rule.code,
                    violation.message,
                    each_rule.clause,
                    violation.location,
                    violation.subject,
                    violation.because,
                )
                (open_ if violation.open else certain).append(reason)
    if certain:
        return Decision(Truth.NO, tuple(certain))
    return Decision(Truth.UNKNOWN, tuple(open_)) if open_ else HOLDS


Rules = tuple[Rule[Any], ...]


class TraitEntry(Struct, frozen=True):
    """What decides a trait."""

    decide: Callable[[EvaluationContext, Key], Decision]
    """The query that answers it."""

    rules: Rules
    """The rules that the query may apply; which of them, and what they ask in turn, it decides itself."""


class Rulebook(Struct, frozen=True):
    """Every rule, by what it decides: `podcheck.rules.rulebook` writes it."""

    traits: dict[Trait, TraitEntry]
    """What decides each trait."""

    trivial: Mapping[FunctionKind, Rules]
    """When a special member function is trivial."""
    not_deleted: Mapping[FunctionKind, Rules]
    """When a special member function is not deleted; that it is not written so comes first."""
    others: Mapping[str, Rules]
    """The rules of terms that are no trait of a report, by the name that their pages give."""
