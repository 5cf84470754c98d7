"""The root causes at the far end of a verdict's reasons."""

from __future__ import annotations

from collections.abc import Iterable

from podcheck.model.problems import Location
from podcheck.model.verdicts import Reason, Verdict

CauseKey = tuple[str, Location, str]
"""What makes two reasons the same cause, whichever trait they are given for."""


def cause_key(reason: Reason) -> CauseKey:
    """The identity of a cause: its code, its place and its subject."""
    return (reason.code, reason.location, reason.subject)


def root_causes(verdict: Verdict) -> tuple[Reason, ...]:
    """The reasons of `verdict` that nothing further explains, each once, in the order of the reasons."""
    return deepest(verdict.reasons)


def deepest(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """The leaves of the given reason trees, each once; linear in the distinct reasons, however shared."""
    found: dict[CauseKey, Reason] = {}
    seen: set[int] = set()
    stack = list(reasons)[::-1]
    while stack:
        reason = stack.pop()
        if id(reason) in seen:
            continue
        seen.add(id(reason))
        if reason.because:
            stack.extend(reversed(reason.because))
        else:
            found.setdefault(cause_key(reason), reason)
    return tuple(found.values())
