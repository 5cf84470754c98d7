"""A trait that is part of another: ask it, don't repeat it, so that the reasons lead on to the root cause."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from podcheck.model.traits import Truth
from podcheck.model.type_refs import Key
from podcheck.rules.engine import Decision, EvaluationContext, Violation


def make_composed_rule(
    decide: Callable[[EvaluationContext, Key], Decision], what: str, page: str
) -> Callable[[EvaluationContext, Key], Iterator[Violation]]:
    """Return the function of a rule that says "the class is `what`", as `decide` answers it, with that docstring."""

    def violations(program: EvaluationContext, key: Key) -> Iterator[Violation]:
        decision = decide(program, key)
        if decision.value is not Truth.YES:
            facts = program.classes[key]
            unsure = decision.value is Truth.UNKNOWN
            message = f"'{facts.name}' {'may not be' if unsure else 'is not'} {what}"
            yield Violation(message, facts.location, facts.name, decision.reasons, open=unsure)

    violations.__doc__ = page
    return violations
