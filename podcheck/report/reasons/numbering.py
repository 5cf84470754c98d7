"""Every distinct reason of a report once, numbered: what `because` shares in memory stays shared in a report."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from podcheck.model.problems import Location
from podcheck.model.reasons import walk_up
from podcheck.model.verdicts import Reason

MOST_ROOTS = 64
"""Root causes kept for one reason; a class with more has many of the same kind."""


class Node(Struct, frozen=True):
    """A reason with the numbers of those beneath it, of its root causes, and every code on the way down to these."""

    reason: Reason
    because: tuple[int, ...]
    roots: tuple[int, ...]
    codes: frozenset[str]


_Content = tuple[str, str, str, Location, tuple[int, ...]]


class Reasons:
    """Numbers reasons from 0; equal trees get the same number, whichever class they were given for."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._numbers: dict[_Content, int] = {}
        self._known: dict[int, tuple[int, Reason]] = {}
        self._seen: set[int] = set()

    def numbers(self, reasons: Iterable[Reason]) -> tuple[int, ...]:
        """The number of each; what is beneath them gets its numbers first."""
        wanted = tuple(reasons)
        for reason in walk_up(wanted, seen=self._seen):
            self._add(reason)
        return tuple(dict.fromkeys(self._known[id(reason)][0] for reason in wanted))

    def roots(self, numbers: Iterable[int]) -> tuple[int, ...]:
        """The root causes beneath these, each once, in their order."""
        return tuple(dict.fromkeys(root for number in numbers for root in self.nodes[number].roots))

    def _add(self, reason: Reason) -> None:
        because = tuple(dict.fromkeys(self._known[id(cause)][0] for cause in reason.because))
        content = (reason.code, reason.message, reason.clause, reason.location, because)
        number = self._numbers.setdefault(content, len(self.nodes))
        if number == len(self.nodes):
            below = [self.nodes[number] for number in because]
            if len(below) == 1:
                roots, codes = below[0].roots, below[0].codes | {reason.code}
            else:
                roots = self.roots(because)[:MOST_ROOTS] or (number,)
                codes = frozenset({reason.code}).union(*(node.codes for node in below))
            self.nodes.append(Node(reason, because, roots, codes))
        self._known[id(reason)] = (number, reason)  # the reason is kept, so that its id stays its own
