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

from podcheck.model.facts import ClassFacts, FunctionKind, Key, UnitFacts
from podcheck.model.problems import Location
from podcheck.model.traits import CxxStandard, Trait, Truth
from podcheck.model.verdicts import Reason
from podcheck.rules.circular_classes import Part, cut, find_circles

Result = TypeVar("Result")
Subject = TypeVar("Subject")


class EvaluationContext:
    """The classes of one unit with the rules that judge them, and what each query came to about them.

    `circles`: those that hold themselves, which count as classes with an error, each with the parts at fault.
    """

    def __init__(self, facts: UnitFacts, rulebook: Rulebook) -> None:
        self.std: CxxStandard = facts.std
        self.target: str = facts.target
        self.pointer: int | None = facts.pointer
        self.rulebook = rulebook
        self.classes: dict[Key, ClassFacts] = {class_facts.key: class_facts for class_facts in facts.classes}
        self.circles: dict[Key, list[Part]] = find_circles(self.classes)
        self.classes |= {key: cut(self.classes[key], parts) for key, parts in self.circles.items()}
        self.memo: defaultdict[object, dict[tuple[object, ...], Any]] = defaultdict(dict)


def query(function: Callable[..., Result]) -> Callable[..., Result]:
    """Make `function(program, *arguments)` a term of the standard that is worked out once per program."""

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
    """One thing that violates a rule; `open` where it may yet hold, for another template argument say."""

    message: str
    location: Location
    subject: str = ""
    because: tuple[Reason, ...] = ()
    open: bool = False


class Rule(Struct, Generic[Subject], frozen=True):
    """A condition of the standard, its clause (of N4950), the dialects it holds in, and its public code."""

    code: str
    clause: str
    violations: Callable[[EvaluationContext, Subject], Iterator[Violation]]
    since: CxxStandard
    until: CxxStandard

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
    """Whether something holds, and why not (or on what it depends)."""

    value: Truth
    reasons: tuple[Reason, ...] = ()


HOLDS = Decision(Truth.YES)


def judge(rules: Iterable[Rule[Subject]], program: EvaluationContext, subject: Subject) -> Decision:
    """Apply the rules that the dialect has; every violation becomes a reason."""
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
    """What decides a trait, and the rules that it asks; which of them, and what they ask in turn, is the query's."""

    decide: Callable[[EvaluationContext, Key], Decision]
    rules: Rules


class Rulebook(Struct, frozen=True):
    """Every rule, by what it decides: `podcheck.rules.rulebook` writes it."""

    traits: dict[Trait, TraitEntry]
    trivial: Mapping[FunctionKind, Rules]
    """When a special member function is trivial."""
    not_deleted: Mapping[FunctionKind, Rules]
    """When one is not deleted; that it is not written so comes first."""
    others: Mapping[str, Rules]
    """The rules of terms that no trait of a report is, by the name that their pages say."""
