"""The JSON report, schema `podcheck-report/1` (`report.schema.json`): add to it, never rename."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from podcheck.model.results import Finding, Mismatch, Record, Report
from podcheck.model.subobjects import Base, Field
from podcheck.model.traits import Trait
from podcheck.model.verdicts import SpecialMember, Verdict
from podcheck.report.json_values import Json, error_json, layout_mismatch_json, location_json, measured_json
from podcheck.report.options import Options
from podcheck.report.reasons.culprits import HARMLESS, Owners, culprits_of
from podcheck.report.reasons.json import ReasonArrays, ReasonTexts
from podcheck.report.reasons.numbering import Reasons

SCHEMA = "podcheck-report/1"


class _Blame(Struct, frozen=True):
    """What knows the classes through which one lacks a trait, for all records of a report."""

    reasons: Reasons
    owners: Owners

    def names(self, record: Record, trait: Trait) -> tuple[str, ...]:
        return () if trait in HARMLESS else culprits_of(record, trait, self.reasons, self.owners)


def render_json(report: Report, options: Options) -> str:
    """Return the report as JSON, in ASCII (so any file name and any encoding will do), ending in a newline."""
    del options  # for people's eyes only; a program always gets everything
    return report_json(report, SCHEMA, ReasonTexts())


def report_json(report: Report, schema: str, reasons: ReasonArrays) -> str:
    """Return the report in that schema, whose lists of reasons are as `reasons` writes them."""
    head: dict[str, Json] = {"schema": schema, "podcheck": report.podcheck, "libclang": report.libclang}
    blame = _Blame(Reasons(), Owners(report.records))
    accepted = {"accepted": (_finding(finding, reasons) for finding in report.accepted)} if report.accepted else {}
    lists: dict[str, Iterable[str]] = {
        "records": (_record(record, reasons, blame) for record in report.records),
        "findings": (_finding(finding, reasons) for finding in report.findings),
        **accepted,
        "errors": (_text(error_json(problem)) for problem in report.problems if problem.fatal),
        **reasons.lists(),
    }
    return "".join(_pieces(head, lists))


def _pieces(head: Mapping[str, Json], lists: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """Yield the report's text, in pieces that are put together once.

    With ten thousand classes it is hundreds of megabytes. Each value of a list stands in a line of its own.
    """
    yield "{"
    for number, (key, value) in enumerate(head.items()):
        yield f'{"," if number else ""}\n"{key}": {_text(value)}'
    for key, values in lists.items():
        yield f',\n"{key}": ['
        end = "]"
        for number, text in enumerate(values):
            yield ",\n" if number else "\n"
            yield text
            end = "\n]"
        yield end
    yield "\n}\n"


def _text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=True, allow_nan=False)


def _object(texts: Mapping[str, str]) -> str:
    """Return an object whose values are JSON text already."""
    members = ", ".join([f'"{name}": {text}' for name, text in texts.items()])
    return f"{{{members}}}"


def _record(record: Record, texts: ReasonArrays, blame: _Blame) -> str:
    facts = record.facts
    before: dict[str, Json] = {
        "name": facts.name,
        "usr": facts.key,
        "kind": facts.kind.value,
        "lambda": facts.closure,
        "location": location_json(facts.location),
        "origin": facts.origin.value,
        "std": record.std.spelling,
        "target": record.target,
        "size": facts.size if facts.complete else None,  # libclang gives one that has an error 1
        "align": facts.align if facts.complete else None,
        "bases": [_base(base) for base in facts.bases],
        "members": [_member(field) for field in facts.fields],
    }
    traits = {
        trait.value: _verdict(verdict, texts, blame.names(record, trait))
        for trait, verdict in record.judgement.verdicts.items()
    }
    behind: dict[str, Json] = {
        "special_members": {member.kind: _special_member(member) for member in record.judgement.special_members},
        "compilers": {
            answer.compiler: {trait.value: value for trait, value in answer.traits.items()}
            for answer in record.answers
            if answer.traits
        },
        "not_probed": {answer.compiler: answer.note for answer in record.answers if not answer.traits},
        "mismatches": [_mismatch(mismatch) for mismatch in record.mismatches],
        "layouts": {
            answer.compiler: measured_json(answer.layout) for answer in record.answers if answer.layout is not None
        },
        "layout_mismatches": [layout_mismatch_json(mismatch) for mismatch in record.layout_mismatches],
    }
    return f'{_text(before)[:-1]}, "traits": {_object(traits)}, {_text(behind)[1:]}'


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


def _verdict(verdict: Verdict, texts: ReasonArrays, responsible: Sequence[str]) -> str:
    through = {"responsible": _text(list(responsible))} if responsible else {}
    when = {"exactly_when": _text(list(verdict.exactly_when))} if verdict.exactly_when else {}
    return _object({"value": _text(verdict.value.value), "reasons": texts.array(verdict.reasons), **through, **when})


def _special_member(member: SpecialMember) -> Json:
    reported: dict[str, Json] = {"declared": member.declared, "deleted": member.deleted, "trivial": member.trivial}
    return reported if member.eligible else {**reported, "eligible": False}


def _mismatch(mismatch: Mismatch) -> Json:
    return {
        "trait": mismatch.trait.value,
        "podcheck": mismatch.podcheck,
        "compiler": mismatch.compiler,
        "value": mismatch.value,
        "known": mismatch.known,
    }


def _finding(finding: Finding, texts: ReasonArrays) -> str:
    before: dict[str, Json] = {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "location": location_json(finding.location),
        "record": finding.record,
        "trait": finding.trait.value if finding.trait is not None else None,
    }
    behind: dict[str, Json] = {"fingerprint": finding.fingerprint, **_related_json(finding)}
    return f'{_text(before)[:-1]}, "reasons": {texts.array(finding.reasons)}, {_text(behind)[1:]}'


def _related_json(finding: Finding) -> dict[str, Json]:
    related: list[Json] = [
        {"message": related.message, "location": location_json(related.location)} for related in finding.related
    ]
    return {"related": related} if related else {}
