"""The one walker of reasons: what led to an answer is shared by what it explains, so each reason is visited once.

A class with two members in each of twenty levels has a few hundred reasons, and a million ways down to their roots:
whoever follows `because` by hand takes every one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from podcheck.model.verdicts import Reason

Chain = tuple[Reason, ...]
"""From a reason down to one that nothing further explains."""


def _always(_reason: Reason) -> bool:
    return True


def walk(
    reasons: Iterable[Reason], *, seen: set[int] | None = None, into: Callable[[Reason], bool] = _always
) -> Iterator[Reason]:
    """Yield the reasons and all that led to them, from top to bottom and each once.

    `seen` has the ids of those that were met already; they are left out, and new ones are added. Reasons must live as
    long as it. `into` says whether what led to a reason is visited too.
    """
    seen = set() if seen is None else seen
    waiting = list(reasons)[::-1]
    while waiting:
        reason = waiting.pop()
        if id(reason) not in seen:
            seen.add(id(reason))
            yield reason
            if into(reason):
                waiting += reversed(reason.because)


def walk_up(reasons: Iterable[Reason], *, seen: set[int] | None = None) -> Iterator[Reason]:
    """Yield the reasons and all that led to them, each once and behind what led to it; `seen` as in `walk`."""
    seen = set() if seen is None else seen
    waiting = [(reason, False) for reason in list(reasons)[::-1]]
    while waiting:
        reason, is_below_done = waiting.pop()
        if is_below_done:
            yield reason
        elif id(reason) not in seen:
            seen.add(id(reason))
            waiting.append((reason, True))
            waiting += ((cause, False) for cause in reversed(reason.because))


def roots(reasons: Iterable[Reason], *, into: Callable[[Reason], bool] = _always) -> tuple[Reason, ...]:
    """Return the reasons that nothing further explains, each once; for `into`, those that it does not go beneath."""
    return tuple(reason for reason in walk(reasons, into=into) if not (reason.because and into(reason)))


def first_chain(reason: Reason) -> Chain:
    """Return the first way down from a reason to its root."""
    chain = [reason]
    while chain[-1].because:
        chain.append(chain[-1].because[0])
    return tuple(chain)
