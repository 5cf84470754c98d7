"""The JSON report, schema `podcheck-report/1` (`report.schema.json`): add to it, never rename."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from podcheck.model.facts import Base, Field
from podcheck.model.problems import Location, Problem
from podcheck.model.results import Finding, Mismatch, Record, Report
from podcheck.model.verdicts import Reason, SpecialMember, Verdict
from podcheck.report.options import Options

SCHEMA = "podcheck-report/1"
MAX_DEPTH = 12
"""How many levels of reasons are written at most: subtrees are shared in memory, but not in JSON."""

MOST_REASONS = 5000
"""So many reasons may one answer have in all; where there were more, fewer levels of them are written."""

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool | None"


def json_report(report: Report, options: Options) -> str:
    """The report as JSON, in ASCII (so any file name and any encoding will do), ending in a newline."""
    del options  # for people's eyes only; a program always gets everything
    head: dict[str, Json] = {"schema": SCHEMA, "podcheck": report.podcheck, "libclang": report.libclang}
    lists: dict[str, Iterable[Json]] = {
        "records": map(_record, report.records),
        "findings": map(_finding, report.findings),
        **({"accepted": map(_finding, report.accepted)} if report.accepted else {}),
        "errors": (error_json(one) for one in report.problems if one.fatal),
    }
    return "".join(_pieces(head, lists))


def _pieces(head: Mapping[str, Json], lists: Mapping[str, Iterable[Json]]) -> Iterator[str]:
    """The report's text, in pieces that are put together once: with ten thousand classes it is hundreds of megabytes.

    Each value of a list stands in a line of its own.
    """
    yield "{"
    for number, (key, value) in enumerate(head.items()):
        yield f'{"," if number else ""}\n"{key}": {_line(value)}'
    for key, values in lists.items():
        yield f',\n"{key}": ['
        end = "]"
        for number, one in enumerate(values):
            yield ",\n" if number else "\n"
            yield _line(one)
            end = "\n]"
        yield end
    yield "\n}\n"


def _line(value: Json) -> str:
    return json.dumps(value, ensure_ascii=True, allow_nan=False)


def _record(record: Record) -> Json:
    facts = record.facts
    return {
        "name": facts.name,
        "usr": facts.key,
        "kind": facts.kind.value,
        "lambda": facts.closure,
        "location": location_json(facts.location),
        "origin": facts.origin.value,
        "std": record.std.spelling,
        "target": record.target,
        "size": facts.size,
        "align": facts.align,
        "bases": [_base(one) for one in facts.bases],
        "members": [_member(one) for one in facts.fields],
        "traits": {trait.value: _verdict(one) for trait, one in record.judgement.verdicts.items()},
        "special_members": {one.kind: _special_member(one) for one in record.judgement.special_members},
        "compilers": {
            one.compiler: {trait.value: value for trait, value in one.traits.items()}
            for one in record.answers
            if one.traits
        },
        "not_probed": {one.compiler: one.note for one in record.answers if not one.traits},
        "mismatches": [_mismatch(one) for one in record.mismatches],
    }


def _base(base: Base) -> Json:
    return {"type": base.type.spelling, "access": base.access.value, "virtual": base.virtual, "offset": base.offset}


def _member(field: Field) -> Json:
    return {
        "name": field.name,
        "type": field.type.spelling,
        "access": field.access.value,
        "offset": field.offset,
        "bit_width": field.bit_width,
    }


def _verdict(verdict: Verdict) -> Json:
    when = {"exactly_when": list(verdict.exactly_when)} if verdict.exactly_when else {}
    return {"value": verdict.value.value, "reasons": reasons_json(verdict.reasons), **when}


def reasons_json(reasons: Sequence[Reason]) -> list[Json]:
    """Reasons with what led to them, to as many levels as MAX_DEPTH and MOST_REASONS allow."""
    counted: dict[tuple[int, int], int] = {}
    depth = MAX_DEPTH
    while depth > 1 and sum(_count(one, depth, counted) for one in reasons) > MOST_REASONS:
        depth -= 1
    return [_reason(one, depth) for one in reasons]


def _count(reason: Reason, depth: int, counted: dict[tuple[int, int], int]) -> int:
    """How many reasons this one is, with so many levels written. `counted`: what is known already."""
    if depth == 1 or not reason.because:
        return 1
    key = (id(reason), depth)
    if key not in counted:
        counted[key] = 1 + sum(_count(one, depth - 1, counted) for one in reason.because)
    return counted[key]


def _reason(reason: Reason, depth: int) -> Json:
    return {
        "code": reason.code,
        "message": reason.message,
        "clause": reason.clause,
        "location": location_json(reason.location),
        "subject": reason.subject,
        "because": [_reason(one, depth - 1) for one in reason.because] if depth > 1 else [],
    }


def _special_member(member: SpecialMember) -> Json:
    return {"declared": member.declared, "deleted": member.deleted, "trivial": member.trivial}


def _mismatch(mismatch: Mismatch) -> Json:
    return {
        "trait": mismatch.trait.value,
        "podcheck": mismatch.podcheck,
        "compiler": mismatch.compiler,
        "value": mismatch.value,
        "known": mismatch.known,
    }


def _finding(finding: Finding) -> Json:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "location": location_json(finding.location),
        "record": finding.record,
        "trait": finding.trait.value if finding.trait is not None else None,
        "reasons": reasons_json(finding.reasons),
        "fingerprint": finding.fingerprint,
        **_related(finding),
    }


def _related(finding: Finding) -> dict[str, Json]:
    related: list[Json] = [{"message": one.message, "location": location_json(one.location)} for one in finding.related]
    return {"related": related} if related else {}


def error_json(problem: Problem) -> Json:
    """What could not be done, and where; null for what is not known."""
    place = problem.location
    return {
        "file": place.file if place is not None else None,
        "line": place.line or None if place is not None else None,
        "column": place.column or None if place is not None else None,
        "message": problem.message,
    }


def location_json(location: Location) -> Json:
    """File, and 1-based line and column."""
    return {"file": location.file, "line": location.line, "column": location.column}
