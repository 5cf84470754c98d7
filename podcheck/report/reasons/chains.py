"""From a verdict's reasons to the few that are worth a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from podcheck.model.problems import Location
from podcheck.model.reasons import Chain, first_chain, roots
from podcheck.model.verdicts import Reason, Verdict

CauseKey = tuple[str, str, Location]
"""What makes two reasons the same cause, whichever trait they are given for."""

_PASSED_ON = frozenset({"not-trivially-copyable", "not-trivial", "not-standard-layout"})
"""Codes of reasons that only say that another of the class's own traits is missing."""


def cause_key(reason: Reason) -> CauseKey:
    """The identity of a cause: its code, what it says, and its place."""
    return (reason.code, reason.message, reason.location)


def passed_on(reason: Reason) -> bool:
    """It says no more than that another trait of the same class is missing."""
    return reason.code in _PASSED_ON and bool(reason.because)


def chains(verdict: Verdict) -> Iterator[Chain]:
    """The first way down from each reason of a verdict."""
    return ways_down(verdict.reasons)


def ways_down(reasons: Iterable[Reason]) -> Iterator[Chain]:
    """The first way down from each reason; for another trait that is missing, from that one's."""
    return map(first_chain, roots(reasons, into=passed_on))


def essential_links(chain: Chain) -> Chain:
    """What is worth telling of a chain: where it enters a base or member, if it does, and its end."""
    entering = [reason for reason in chain[:-1] if reason.code.endswith(("-member", "-base"))]
    return (*entering[:1], chain[-1])


def sentence(chain: Chain, dots: str = " … ") -> str:
    """A chain in words: what `essential_links` leaves in, `dots` where something is left out between."""
    few = essential_links(chain)
    between = len(chain) - chain.index(few[0]) - len(few)
    return (dots if between else ": ").join(reason.message for reason in few)
