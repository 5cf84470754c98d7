"""JUnit's XML, as Jenkins and GitLab read it: a suite per file, a case per class, and one for all that has no class.

The classes are the project's, and others that have a finding. Jenkins' schema knows a suite's `file`, and neither file
nor line of a case: these begin the text of a failure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

from podcheck.model.results import Record, Report
from podcheck.report.formats.issues import Item, items, spelled_out
from podcheck.report.formats.paths import path_of
from podcheck.report.options import Options
from podcheck.report.records.shown import is_of_the_project
from podcheck.report.text import xml

_RUN = "podcheck"
"""The suite of what belongs to no class: files that could not be analysed, findings about none."""

_SINGLE = {"failure": "failures", "error": "errors", "skipped": "skipped"}

Case = tuple[str, list[ET.Element]]
"""A test case's name and its outcomes; none: it passed."""


def render_junit(report: Report, options: Options) -> str:
    """Return the report as XML, ending in a newline. Time is not measured: it is 0."""
    of_records, rest = _by_record(report, items(report, options))
    suites: dict[str, list[Case]] = {}
    for record, result in zip(report.records, of_records, strict=True):
        if not result and not is_of_the_project(record):
            continue
        case = (f"{record.facts.kind.value} {record.facts.name}", [*_outcomes(result, options), *_left_out(record)])
        suites.setdefault(path_of(record.facts.location.file, options), []).append(case)
    suites.setdefault(_RUN, []).extend((item.message.partition("\n")[0], _outcomes([item], options)) for item in rest)
    return xml.document(_root(suites))


def _by_record(report: Report, all_items: Iterable[Item]) -> tuple[list[list[Item]], list[Item]]:
    """Return the items of each record, and those of none.

    Of several records of a name, the one at the finding's place has it.
    """
    first: dict[object, int] = {}
    for index, record in enumerate(report.records):
        first.setdefault(record.facts.name, index)
        first.setdefault((record.facts.name, record.facts.location), index)
    of_records: list[list[Item]] = [[] for _ in report.records]
    rest: list[Item] = []
    for item in all_items:
        finding = item.finding
        at = first.get((finding.record, finding.location), first.get(finding.record)) if finding else None
        (rest if at is None else of_records[at]).append(item)
    return of_records, rest


def _outcomes(items_of_case: Iterable[Item], options: Options) -> list[ET.Element]:
    """Return a failure for each finding, an error for each Problem; a remark is neither, but is written out."""
    made = []
    for item in items_of_case:
        if item.severity == "note":
            made.append(xml.element("system-out", {}, spelled_out(item, options)))
            continue
        place = ":".join(str(part) for part in (item.file, item.line, item.column) if part)
        body = f"{place}\n{spelled_out(item, options)}" if place else spelled_out(item, options)
        attributes = {"type": item.code, "message": item.message}
        made.append(xml.element("failure" if item.finding else "error", attributes, body))
    return made


def _left_out(record: Record) -> list[ET.Element]:
    """Return that a class could not be analysed, which then has not passed."""
    if record.facts.complete:
        return []
    return [xml.element("skipped", {"message": "not analysed: its definition has an error"})]


def _root(suites: Mapping[str, list[Case]]) -> ET.Element:
    made = [_suite(file, cases) for file, cases in suites.items() if cases]
    totals = {key: str(sum(int(element.get(key, "0")) for element in made)) for key in ("tests", "failures", "errors")}
    root = xml.element("testsuites", {"name": "podcheck", **totals, "time": "0"})
    root.extend(made)
    return root


def _suite(file: str, cases: Iterable[Case]) -> ET.Element:
    made = []
    for name, outcomes in cases:
        case = xml.element("testcase", {"classname": file, "name": name, "time": "0"})
        case.extend(outcomes)
        made.append(case)
    counts = {plural: str(sum(case.find(tag) is not None for case in made)) for tag, plural in _SINGLE.items()}
    place = {} if file == _RUN else {"file": file}
    suite = xml.element("testsuite", {"name": file, **place, "tests": str(len(made)), **counts, "time": "0"})
    suite.extend(made)
    return suite
