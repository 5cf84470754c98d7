"""Reasons as JSON text: each is written once for all places that it stands in, which are many in a large report."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from json.encoder import encode_basestring_ascii as quoted
from typing import Any, Protocol

from podcheck.model.problems import Location
from podcheck.model.reasons import walk_up
from podcheck.model.verdicts import Reason

MAX_DEPTH = 12
"""How many levels of reasons are written at most: subtrees are shared in memory, but not in JSON."""

MOST_REASONS = 5000
"""So many reasons may one answer have in all; where there were more, fewer levels of them are written."""

_MOST_KEPT = 32 * 1024 * 1024
"""Characters of what is remembered; then it is begun anew."""


def reasons_json(reasons: Sequence[Reason]) -> list[Any]:
    """Return reasons with what led to them, as data."""
    result: list[Any] = json.loads(ReasonTexts().array(reasons))
    return result


class ReasonArrays(Protocol):
    """How a report writes its lists of reasons."""

    def array(self, reasons: Sequence[Reason]) -> str:
        """Return the JSON text of a list of reasons."""

    def lists(self) -> Mapping[str, Iterable[str]]:
        """Return what stands behind everything else: a name, and the texts of a list, which is read last."""


@dataclass(slots=True)
class ReasonTexts:
    """What was written, by the reasons' identity and the levels beneath: the reasons must live as long as this does."""

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    """The text of a reason with so many levels."""

    counts: dict[tuple[int, int], int] = field(default_factory=dict)
    """How many reasons that is."""

    heights: dict[int, int] = field(default_factory=dict)
    """How many levels a reason has."""

    seen: set[int] = field(default_factory=set)
    """The reasons whose height is known."""

    kept: int = 0
    """Characters of all texts."""

    def array(self, reasons: Sequence[Reason]) -> str:
        """Return the list to as many levels as MAX_DEPTH and MOST_REASONS allow."""
        if not reasons:
            return "[]"
        if self.kept > _MOST_KEPT:
            self.texts.clear()
            self.kept = 0
        depth = MAX_DEPTH
        while depth > 1 and sum(self._count(reason, depth) for reason in reasons) > MOST_REASONS:
            depth -= 1
        return f"[{', '.join([self._text(reason, depth) for reason in reasons])}]"

    def lists(self) -> Mapping[str, Iterable[str]]:
        """Return nothing: each reason stands where it belongs."""
        return {}

    def _text(self, reason: Reason, depth: int) -> str:
        key = (id(reason), min(depth, self._height(reason)))
        text = self.texts.get(key)
        if text is None:
            because = [self._text(cause, depth - 1) for cause in reason.because] if depth > 1 else ()
            text = self.texts[key] = _reason_text(reason, because)
            self.kept += len(text)
        return text

    def _height(self, reason: Reason) -> int:
        for cause in walk_up((reason,), seen=self.seen):
            self.heights[id(cause)] = 1 + max([self.heights[id(part)] for part in cause.because], default=0)
        return self.heights[id(reason)]

    def _count(self, reason: Reason, depth: int) -> int:
        if depth == 1 or not reason.because:
            return 1
        key = (id(reason), min(depth, self._height(reason)))
        count = self.counts.get(key)
        if count is None:
            count = self.counts[key] = 1 + sum([self._count(cause, depth - 1) for cause in reason.because])
        return count


_Content = tuple[str, str, str, Location, str, tuple[int, ...]]


@dataclass(slots=True)
class ReasonTable:
    """Reasons by their numbers, from 0, each distinct one once, with those beneath it before it: any depth has room."""

    texts: list[str] = field(default_factory=list)
    """The reasons as JSON, by number."""

    numbers: dict[_Content, int] = field(default_factory=dict)
    known: dict[int, tuple[int, Reason]] = field(default_factory=dict)
    """The number of a reason by its identity; the reason is kept, so that its identity stays its own."""

    seen: set[int] = field(default_factory=set)
    """The reasons that have a number, by their identity."""

    def array(self, reasons: Sequence[Reason]) -> str:
        """Return the list of their numbers."""
        for reason in walk_up(reasons, seen=self.seen):
            because = tuple(dict.fromkeys(self.known[id(cause)][0] for cause in reason.because))
            content = (reason.code, reason.message, reason.clause, reason.location, reason.subject, because)
            number = self.numbers.setdefault(content, len(self.texts))
            if number == len(self.texts):
                self.texts.append(_reason_text(reason, map(str, because)))
            self.known[id(reason)] = (number, reason)  # the reason is kept, so that its id stays its own
        return f"[{', '.join(str(number) for number in dict.fromkeys(self.known[id(each)][0] for each in reasons))}]"

    def lists(self) -> Mapping[str, Iterable[str]]:
        """Return the reasons, which are known when everything else is written."""
        return {"reasons": self._render_texts()}

    def _render_texts(self) -> Iterator[str]:
        yield from self.texts


def _reason_text(reason: Reason, because: Iterable[str]) -> str:
    """Return an object.

    `because`: the texts of what led to it.
    """
    place = reason.location
    return (
        f'{{"code": {quoted(reason.code)}, "message": {quoted(reason.message)}, '
        f'"clause": {quoted(reason.clause)}, "location": {{"file": {quoted(place.file)}, '
        f'"line": {place.line}, "column": {place.column}}}, "subject": {quoted(reason.subject)}, '
        f'"because": [{", ".join(because)}]}}'
    )
