"""Every distinct reason of a report once, numbered: what `because` shares in memory stays shared in a report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from podcheck.model.problems import Location
from podcheck.model.reasons import walk_up
from podcheck.model.verdicts import Reason
from podcheck.report.reasons.chains import is_inside_std, is_named_by_user

MOST_ROOTS = 64
"""Root causes kept for one reason; a class with more has many of the same kind."""


class Node(Struct, frozen=True):
    """A reason in a numbered tree."""

    reason: Reason
    because: tuple[int, ...]
    """The numbers of the reasons beneath it."""

    roots: tuple[int, ...]
    """The numbers of its root causes that are shown."""

    codes: frozenset[str]
    """Every code on the way down to these."""

    inside: tuple[int, ...] = ()
    """The numbers of its root causes about what the standard library has for itself.

    In their place the next reason above is shown that speaks of what users name.
    """


_Content = tuple[str, str, str, str, Location, tuple[int, ...]]


class Reasons:
    """Reasons with numbers from 0; equal trees get the same number, whichever class they were given for."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        """By number."""

        self._numbers: dict[_Content, int] = {}
        self._known: dict[int, tuple[int, Reason]] = {}
        self._seen: set[int] = set()

    def numbers(self, reasons: Iterable[Reason]) -> tuple[int, ...]:
        """Return the number of each; what is beneath them gets its numbers first."""
        wanted = tuple(reasons)
        for reason in walk_up(wanted, seen=self._seen):
            self._add(reason)
        return tuple(dict.fromkeys(self._known[id(reason)][0] for reason in wanted))

    def roots(self, numbers: Iterable[int]) -> tuple[int, ...]:
        """Return the root causes beneath these, each once, in their order."""
        nodes = [self.nodes[number] for number in numbers]
        return tuple(dict.fromkeys(root for node in nodes for root in (*node.roots, *node.inside)))

    def _add(self, reason: Reason) -> None:
        because = tuple(dict.fromkeys(self._known[id(cause)][0] for cause in reason.because))
        content = (reason.code, reason.message, reason.subject, reason.clause, reason.location, because)
        number = self._numbers.setdefault(content, len(self.nodes))
        if number == len(self.nodes):
            below = [self.nodes[number] for number in because]
            codes = frozenset({reason.code}).union(*(node.codes for node in below))
            roots, inside = self._find_roots(reason, number, below)
            self.nodes.append(Node(reason, because, roots[:MOST_ROOTS], codes, inside[:MOST_ROOTS]))
        self._known[id(reason)] = (number, reason)  # the reason is kept, so that its id stays its own

    def _find_roots(
        self, reason: Reason, number: int, below: Sequence[Node]
    ) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return the root causes beneath a reason that are shown, and those for which one above it is to be found."""
        named = is_named_by_user(reason)
        if not below:
            return ((number,), ()) if named else ((), (number,))
        roots = dict.fromkeys(root for node in below for root in node.roots)
        inside = dict.fromkeys(root for node in below for root in node.inside)
        if not named:
            return tuple(roots), tuple(inside)
        for root in inside:
            roots[number if is_inside_std(self.nodes[root].reason, reason) else root] = None
        return tuple(roots), ()


def shown_roots(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Return the root causes of some reasons as they are shown: none of what the library has for itself."""
    numbered = Reasons()
    return tuple(numbered.nodes[number].reason for number in numbered.roots(numbered.numbers(reasons)))
