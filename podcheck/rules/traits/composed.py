"""A trait that is part of another: ask it, don't repeat it, so that the reasons lead on to the root cause."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from podcheck.model.facts import Key
from podcheck.model.traits import Truth
from podcheck.rules.engine import Breach, Decision, Program


def composed(
    decide: Callable[[Program, Key], Decision], what: str, page: str
) -> Callable[[Program, Key], Iterator[Breach]]:
    """The breaches of a rule that says "the class is `what`", as `decide` answers it; `page` is its docstring."""

    def breaches(program: Program, key: Key) -> Iterator[Breach]:
        decision = decide(program, key)
        if decision.value is not Truth.YES:
            facts = program.classes[key]
            unsure = decision.value is Truth.UNKNOWN
            message = f"'{facts.name}' {'may not be' if unsure else 'is not'} {what}"
            yield Breach(message, facts.location, facts.name, decision.reasons, open=unsure)

    breaches.__doc__ = page
    return breaches
