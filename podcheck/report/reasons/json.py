"""Reasons as JSON text: each is written once for all places that it stands in, which are many in a large report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from json.encoder import encode_basestring_ascii as quoted
from typing import Any

from podcheck.model.reasons import walk_up
from podcheck.model.verdicts import Reason

MAX_DEPTH = 12
"""How many levels of reasons are written at most: subtrees are shared in memory, but not in JSON."""

MOST_REASONS = 5000
"""So many reasons may one answer have in all; where there were more, fewer levels of them are written."""

_MOST_KEPT = 32 * 1024 * 1024
"""Characters of what is remembered; then it is begun anew."""


def reasons_json(reasons: Sequence[Reason]) -> list[Any]:
    """Reasons with what led to them, as data."""
    found: list[Any] = json.loads(ReasonTexts().array(reasons))
    return found


@dataclass(slots=True)
class ReasonTexts:
    """What was written, by the reasons' identity and the levels beneath: they must live as long as this does.

    `heights`: how many levels each has. `seen`: those whose height is known.
    `counts`: how many reasons it is with so many levels.
    """

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    counts: dict[tuple[int, int], int] = field(default_factory=dict)
    heights: dict[int, int] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    kept: int = 0

    def array(self, reasons: Sequence[Reason]) -> str:
        """To as many levels as MAX_DEPTH and MOST_REASONS allow."""
        if not reasons:
            return "[]"
        if self.kept > _MOST_KEPT:
            self.texts.clear()
            self.kept = 0
        depth = MAX_DEPTH
        while depth > 1 and sum(self._count(reason, depth) for reason in reasons) > MOST_REASONS:
            depth -= 1
        return f"[{', '.join([self._text(reason, depth) for reason in reasons])}]"

    def _text(self, reason: Reason, depth: int) -> str:
        key = (id(reason), min(depth, self._height(reason)))
        text = self.texts.get(key)
        if text is None:
            because = [self._text(cause, depth - 1) for cause in reason.because] if depth > 1 else ()
            place = reason.location
            text = self.texts[key] = (
                f'{{"code": {quoted(reason.code)}, "message": {quoted(reason.message)}, '
                f'"clause": {quoted(reason.clause)}, "location": {{"file": {quoted(place.file)}, '
                f'"line": {place.line}, "column": {place.column}}}, "subject": {quoted(reason.subject)}, '
                f'"because": [{", ".join(because)}]}}'
            )
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
