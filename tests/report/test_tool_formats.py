"""The formats for tools: each by its schema and by a reader of its kind, whatever stands in a report."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite
from msgspec.structs import replace

from podcheck.model.problems import Location, Problem
from podcheck.model.results import Finding, Report
from podcheck.report import FORMATS
from podcheck.report.options import Options
from podcheck.report.text.terminal import visible
from tests.report.rich import EMPTY, PLAIN, RICH, SPOILT
from tests.report.team import AWKWARD, HOSTILE_NAME, INSIDE, TEAM

HERE = Path(__file__).parent
GOLDEN = {
    "github": "github.txt",
    "gitlab": "gitlab.json",
    "sarif": "sarif.json",
    "junit": "junit.xml",
    "checkstyle": "checkstyle.xml",
    "rdjson": "rdjson.json",
}
REPORTS = [RICH, TEAM, EMPTY]
SHOWN_NAME = visible(HOSTILE_NAME)

JSON_SCHEMAS = {
    name: jsonschema.validators.validator_for(schema)(schema)
    for name in ("gitlab", "rdjson")
    for schema in [json.loads((HERE / "schemas" / f"{name}.json").read_text())]
}
SARIF = jsonschema.Draft4Validator(json.loads((HERE / "schemas" / "sarif-2.1.0.json").read_text()))
XML_SCHEMAS = {
    "junit": xmlschema.XMLSchema(str(HERE / "schemas" / "junit-10.xsd")),
    "checkstyle": xmlschema.XMLSchema(str(HERE / "schemas" / "checkstyle.xsd")),
}


def valid(name: str, report: Report, options: Options = INSIDE) -> str:
    """The report in that format, once its schema has accepted it."""
    text = FORMATS[name](report, options)
    if name in XML_SCHEMAS:
        XML_SCHEMAS[name].validate(text)
    elif name != "github":
        validator = SARIF if name == "sarif" else JSON_SCHEMAS[name]
        validator.validate(json.loads(text))
    return text


@pytest.mark.parametrize("name", GOLDEN)
@pytest.mark.parametrize("report", REPORTS, ids=["rich", "team", "empty"])
def test_it_follows_its_schema(name: str, report: Report) -> None:
    text = valid(name, report)
    assert text.isascii() or name == "github"
    assert text == valid(name, report)
    assert text.endswith("\n") or not (report.findings or report.problems)


@pytest.mark.parametrize("name", GOLDEN)
def test_it_is_as_it_was_when_a_person_read_it(name: str) -> None:
    """`python -m tests.report.golden` writes them anew: read what changes."""
    assert FORMATS[name](TEAM, INSIDE) == (HERE / "golden" / GOLDEN[name]).read_text("utf-8")


def any_report(texts: Sequence[str], line: int) -> Report:
    """A finding and a problem of these texts: message, name, file and code."""
    message, name, file = texts
    place = Location(file, line, line)
    finding = Finding("requirement", "error", message, place, name, None, TEAM.findings[0].reasons, "4" * 32)
    return replace(TEAM, findings=(finding,), problems=(Problem(message or "?", place),))


TEXT = st.text(st.characters(exclude_characters="\0"), min_size=1) | st.sampled_from(
    ("]]>", "&lt;", "::error::", "%0A", "##[error]x", "\x1b]0;x\x07", "\ud800", "\ufffe", "{0}", "[a](1)", "\r\n\u2028")
)


@settings(max_examples=25)
@given(st.tuples(TEXT, TEXT, TEXT), st.integers(0, 3))
def test_any_text_keeps_it_well_formed(texts: tuple[str, str, str], line: int) -> None:
    report = any_report(texts, line)
    for name in GOLDEN:
        valid(name, report, Options())
    (node,) = ET.fromstring(FORMATS["checkstyle"](report, Options())).iter("file")
    assert [element.get("severity") for element in node] == ["error", "error"]


def test_problems_are_seen() -> None:
    gitlab = json.loads(valid("gitlab", TEAM))
    assert [item["severity"] for item in gitlab if item["check_name"] == "podcheck/not-analysed"] == ["critical"] * 2
    rdjson = json.loads(valid("rdjson", TEAM))
    assert [item["severity"] for item in rdjson["diagnostics"]] == [
        "ERROR", "WARNING", "INFO", "WARNING", "ERROR", "INFO", "ERROR",
    ]  # fmt: skip
    (run,) = json.loads(valid("sarif", TEAM))["runs"]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert [item["level"] for item in invocation["toolExecutionNotifications"]] == ["error", "note", "error"]


def test_fingerprints_are_stable_and_no_two_are_the_same() -> None:
    moved = replace(
        TEAM,
        findings=tuple(replace(finding, location=replace(finding.location, line=900)) for finding in TEAM.findings),
    )
    before, after = (json.loads(valid("gitlab", report)) for report in (TEAM, moved))
    assert [first["fingerprint"] for first in before] == [first["fingerprint"] for first in after]
    assert len({item["fingerprint"] for item in before}) == len(before)
    marks = [json.loads(valid("sarif", report))["runs"][0]["results"] for report in (TEAM, moved)]
    assert [mark["partialFingerprints"] for mark in marks[0]] == [mark["partialFingerprints"] for mark in marks[1]]


def test_paths_are_from_the_root_of_the_tree() -> None:
    gitlab = json.loads(valid("gitlab", TEAM))
    assert gitlab[0]["location"] == {"path": "project/src/wire.cpp", "lines": {"begin": 4}}
    assert gitlab[2]["location"]["path"] == f"project/{AWKWARD}"
    assert gitlab[3]["location"]["path"] == "."
    assert gitlab[0]["description"].endswith("\n'wire::Header' is defined here (project/src/wire.cpp:3)")
    assert "(/usr/include/c++/12/bits/basic string.h:540)" in gitlab[2]["description"]


def sarif_results() -> list[dict[str, Any]]:
    (run,) = json.loads(valid("sarif", TEAM))["runs"]
    assert run["originalUriBaseIds"]["%SRCROOT%"]["uri"] == "file:///repo/"
    results: list[dict[str, Any]] = run["results"]
    for result in results:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    return results


def test_sarif_tells_the_way_down() -> None:
    first = sarif_results()[0]
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "project/src/wire.cpp", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 4, "startColumn": 12},
    }, "in units of UTF-16, two for the emoji: compilers count fifteen bytes before it"
    (flow,) = first["codeFlows"]
    steps = [item["location"]["message"]["text"] for item in flow["threadFlows"][0]["locations"]]
    assert [step.rpartition(" ")[2] for step in steps] == [
        "nontrivial-copy-constructor", "nontrivial-member", "user-provided",
    ]  # fmt: skip
    assert first["message"]["text"].endswith(
        "\nmember 'text' of type 'wire::Text<char>' has a non-trivial copy constructor: "
        "the copy constructor of 'wire::Text<char, std::allocator<char>>' is user-provided"
    )
    assert first["relatedLocations"][0]["message"]["text"] == "'wire::Header' is defined here"
    assert len(first["relatedLocations"]) == 4


def test_sarif_escapes_uris_and_links() -> None:
    strange = next(result for result in sarif_results() if result["ruleId"] == "unexplained-mismatch")
    artifact = strange["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact["uri"] == "project/src/a%3A%3Ab%2C%20100%25%0A%5Bx%5D%281%29.cpp"
    assert strange["message"]["text"].startswith(f"'{SHOWN_NAME}' is pod".replace("[](x)", "\\[](x)"))
    outside = strange["codeFlows"][0]["threadFlows"][0]["locations"][1]["location"]["physicalLocation"]
    assert outside["artifactLocation"] == {"uri": "file:///usr/include/c%2B%2B/12/bits/basic%20string.h"}


def test_sarif_keeps_to_githubs_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("podcheck.report.formats.sarif.MOST_RESULTS", 5)
    many = replace(TEAM, findings=(*[TEAM.findings[1]] * 12, TEAM.findings[0]))
    (run,) = json.loads(valid("sarif", many))["runs"]
    assert [item["level"] for item in run["results"]] == ["error", *["warning"] * 4]
    reported = run["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"]
    assert reported.startswith("8 more results are omitted")


def test_junit_is_read() -> None:
    suites = list(JUnitXml.fromstring(valid("junit", TEAM).encode()))
    assert all(isinstance(suite, TestSuite) for suite in suites)
    assert [(suite.name, suite.tests, suite.failures, suite.errors, suite.skipped) for suite in suites] == [
        ("project/src/wire.cpp", 3, 1, 0, 1),
        ("podcheck", 5, 1, 2, 0),
    ]
    cases = {case.name: case for suite in suites for case in suite}
    assert all(isinstance(case, TestCase) for case in cases.values())
    assert cases["struct wire::Point"].is_passed
    failures = cases["struct wire::Header"].result
    assert [type(failure) for failure in failures] == [Failure, Failure]
    assert failures[0].message == "'wire::Header' is not trivial, which is required"
    assert failures[0].text.startswith("project/src/wire.cpp:4:16\n")
    assert [type(final_result) for final_result in cases["struct wire::Broken"].result] == [Skipped]
    assert [type(final_result) for final_result in cases["'nothere.h' file not found"].result] == [Error]


def test_junit_has_the_projects_classes_and_those_with_findings() -> None:
    reached = dataclasses.replace(PLAIN, own=False, facts=replace(PLAIN.facts, name="std::reached"))
    result = dataclasses.replace(SPOILT, own=False)
    suites = list(JUnitXml.fromstring(valid("junit", replace(TEAM, records=(PLAIN, reached, result))).encode()))
    assert [case.name for case in suites[0]] == ["struct wire::Point", "struct wire::Header"]
    assert [suite._elem.get("file") for suite in suites] == ["project/src/wire.cpp", None]


def test_checkstyle_is_read() -> None:
    root = ET.fromstring(valid("checkstyle", TEAM))
    files = {file.get("name"): [(element.get("line"), element.get("source")) for element in file] for file in root}
    assert files["project/src/wire.cpp"] == [("4", "podcheck.requirement")] * 2
    assert files[f"project/{AWKWARD}"] == [("7", "podcheck.unexplained-mismatch")]
    messages = [element.get("message") or "" for element in root.iter("error")]
    assert any(message.startswith(f"'{SHOWN_NAME}' is pod") for message in messages)
