"""The files that a report points into, for those who want to show what is written there."""

from __future__ import annotations

from collections.abc import Iterable

from podcheck.model.reasons import walk
from podcheck.model.results import Record


def files_of(records: Iterable[Record]) -> tuple[str, ...]:
    """Return where the records are defined and where their reasons lie, each file once."""
    result: dict[str, None] = {}
    seen: set[int] = set()
    for record in records:
        result[record.facts.location.file] = None
        judged = record.judgement
        reasons = [reason for verdict in judged.verdicts.values() for reason in verdict.reasons]
        reasons += [reason for member in judged.special_members for reason in member.why]
        result |= dict.fromkeys(reason.location.file for reason in walk(reasons, seen=seen))
    return tuple(file for file in result if file)
