"""From a verdict's reasons to the few that are worth a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from podcheck.model.problems import Location
from podcheck.model.reasons import Chain, first_chain, roots
from podcheck.model.verdicts import Reason, Verdict

CauseKey = tuple[str, str, Location]
"""What makes two reasons the same cause, whichever trait they are given for."""

_PASSED_ON = frozenset({"not-trivially-copyable", "not-trivial", "not-standard-layout"})
"""Codes of reasons that only say that another of the class's own traits is missing."""

_INSIDE_STD = re.compile(r"\bstd::(?:\w{1,200}::){0,20}_[_A-Z]")
"""A class that the standard library has for itself: such names are reserved to it ([lex.name]/3)."""

_RESERVED = re.compile(r"(?<!\w)_[_A-Z]")


def cause_key(reason: Reason) -> CauseKey:
    """Return the identity of a cause: its code, what it says, and its place."""
    return (reason.code, reason.message, reason.location)


def passed_on(reason: Reason) -> bool:
    """Whether it says no more than that another trait of the same class is missing."""
    return reason.code in _PASSED_ON and bool(reason.because)


def chains(verdict: Verdict) -> Iterator[Chain]:
    """Yield the first way down from each reason of a verdict."""
    return ways_down(verdict.reasons)


def ways_down(reasons: Iterable[Reason]) -> Iterator[Chain]:
    """Yield the first way down from each reason; for another trait that is missing, from that one's."""
    return map(first_chain, roots(reasons, into=passed_on))


def is_named_by_user(reason: Reason) -> bool:
    """Whether nothing that it is about has a name reserved to the library."""
    return _RESERVED.search(reason.message) is None


def is_inside_std(reason: Reason, named: Reason) -> bool:
    """Whether it is about what the standard library has for itself; `named` is the last above that users can name."""
    return _INSIDE_STD.search(reason.message) is not None or (not is_named_by_user(reason) and "std::" in named.message)


def named_links(chain: Chain) -> Chain:
    """Return the chain down to the last link that users name: `std::map`, and not what that is made of."""
    last = next((number for number in range(len(chain) - 1, -1, -1) if is_named_by_user(chain[number])), None)
    return chain if last is None or not is_inside_std(chain[-1], chain[last]) else chain[: last + 1]


def essential_links(chain: Chain) -> Chain:
    """Return what is worth saying of a chain: where it enters a base or member, if it does, and its end."""
    reported = named_links(chain)
    entering = [reason for reason in reported[:-1] if reason.code.endswith(("-member", "-base"))]
    return (*entering[:1], reported[-1])


def joint(chain: Chain, dots: str = " … ") -> str:
    """Return what stands between the essential links of a chain: `dots` where something is left out."""
    few = essential_links(chain)
    return dots if len(named_links(chain)) - chain.index(few[0]) - len(few) else ": "


def sentence(chain: Chain, dots: str = " … ") -> str:
    """Return a chain in words: what `essential_links` leaves in, with its joint."""
    return joint(chain, dots).join(reason.message for reason in essential_links(chain))
