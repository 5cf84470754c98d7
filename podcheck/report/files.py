"""The files that a report points into, for those who want to show what is written there."""

from __future__ import annotations

from collections.abc import Iterable

from podcheck.model.results import Record


def files_of(records: Iterable[Record]) -> tuple[str, ...]:
    """Where the records are defined and where their reasons lie, each file once."""
    found: dict[str, None] = {}
    seen: set[int] = set()
    for record in records:
        found[record.facts.location.file] = None
        judged = record.judgement
        stack = [reason for verdict in judged.verdicts.values() for reason in verdict.reasons]
        stack += [reason for member in judged.special_members for reason in member.why]
        while stack:
            reason = stack.pop()
            if id(reason) not in seen:
                seen.add(id(reason))
                found[reason.location.file] = None
                stack.extend(reason.because)
    return tuple(file for file in found if file)
