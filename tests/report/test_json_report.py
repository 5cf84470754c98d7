"""The JSON report: by its schema, complete, and safe with any text."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import podcheck
from podcheck.model.traits import Trait
from podcheck.report.formats.json import render_json
from podcheck.report.formats.json2 import render_json2
from podcheck.report.options import Options
from podcheck.report.reasons.json import MAX_DEPTH
from tests.report.rich import EMPTY, HOSTILE, RICH

FORMATS = Path(podcheck.__file__).parent / "report" / "formats"
SCHEMA = json.loads((FORMATS / "report.schema.json").read_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
NUMBERED_SCHEMA = json.loads((FORMATS / "report-2.schema.json").read_text())
NUMBERED_VALIDATOR = jsonschema.Draft202012Validator(NUMBERED_SCHEMA)


def loaded_numbered(report: podcheck.Report) -> dict[str, Any]:
    text = render_json2(report, Options())
    assert text.isascii()
    document: dict[str, Any] = json.loads(text)
    NUMBERED_VALIDATOR.validate(document)
    return document


def with_reasons_in_place(document: dict[str, Any]) -> dict[str, Any]:
    """Return what a report with numbered reasons says, as one without numbers says it."""
    table: list[dict[str, Any]] = []
    for reason in document["reasons"]:
        table.append({**reason, "because": [table[number] for number in reason["because"]]})

    def put(value: Any) -> Any:  # noqa: ANN401
        if isinstance(value, list):
            return [put(item) for item in value]
        if isinstance(value, dict):
            return {
                key: [table[number] for number in item] if key == "reasons" else put(item)
                for key, item in value.items()
            }
        return value

    rest = {key: value for key, value in document.items() if key != "reasons"}
    return {**put(rest), "schema": "podcheck-report/1"}


def loaded(report: podcheck.Report) -> dict[str, Any]:
    text = render_json(report, Options())
    assert text.isascii()
    document: dict[str, Any] = json.loads(text)
    VALIDATOR.validate(document)
    return document


@pytest.mark.parametrize("report", [RICH, EMPTY])
def test_it_follows_its_schema(report: podcheck.Report) -> None:
    document = loaded(report)
    assert document["schema"] == "podcheck-report/1"
    assert len(document["records"]) == len(report.records)


def test_the_schema_names_every_trait_in_the_order_of_reports() -> None:
    assert SCHEMA["$defs"]["trait"]["enum"] == [trait.value for trait in Trait]


def test_the_schemas_differ_by_how_lists_of_reasons_are_written() -> None:
    first, second = copy.deepcopy(SCHEMA["$defs"]), copy.deepcopy(NUMBERED_SCHEMA["$defs"])
    assert second.pop("reasons")["items"] == {"type": "integer", "minimum": 0}
    for name, key in (("reason", "because"), ("verdict", "reasons"), ("finding", "reasons")):
        assert first[name]["properties"].pop(key)["items"] == {"$ref": "#/$defs/reason"}
        assert second[name]["properties"].pop(key)["$ref"] == "#/$defs/reasons"
    assert first == second
    keys = NUMBERED_SCHEMA["properties"].keys() - SCHEMA["properties"].keys()
    assert keys == set(NUMBERED_SCHEMA["required"]) - set(SCHEMA["required"]) == {"reasons"}


@pytest.mark.parametrize("report", [RICH, EMPTY])
def test_numbered_reasons_say_the_same(report: podcheck.Report) -> None:
    document = loaded_numbered(report)
    assert document["schema"] == "podcheck-report/2"
    assert with_reasons_in_place(document) == loaded(report)


def test_each_reason_of_a_real_report_is_written_once() -> None:
    text = "#include <map>\n#include <string>\nstd::map<int, std::string> m; struct A { std::string a, b; };"
    report = podcheck.check("a.cpp", text=text, cross_check=False)
    document = loaded_numbered(report)
    written = [json.dumps(reason) for reason in document["reasons"]]
    assert len(written) == len(set(written))
    for number, reason in enumerate(document["reasons"]):
        assert all(cause < number for cause in reason["because"])
    assert with_reasons_in_place(document) == loaded(report)
    assert len(render_json2(report, Options())) * 2 < len(render_json(report, Options()))


def test_a_record() -> None:
    first = loaded(RICH)["records"][1]
    assert first["name"] == "wire::Header"
    assert first["location"] == {"file": "src/wire.cpp", "line": 3, "column": 8}
    assert list(first["traits"]) == [trait.value for trait in Trait]
    assert first["traits"]["pod"] == {"value": True, "reasons": []}
    chain = first["traits"]["trivial"]["reasons"]
    codes = []
    while chain:
        codes.append(chain[0]["code"])
        chain = chain[0]["because"]
    assert codes == ["not-trivially-copyable", "nontrivial-copy-constructor", "nontrivial-member", "user-provided"]
    assert first["special_members"]["destructor"] == {"declared": "user-provided", "deleted": False, "trivial": False}
    assert first["compilers"]["g++-12.2"]["trivial"] is False


def test_mismatches_findings_and_errors() -> None:
    document = loaded(RICH)
    assert document["records"][2]["mismatches"] == [
        {"trait": "trivially_copyable", "podcheck": False, "compiler": "g++-12.2", "value": True, "known": "CWG1734"}
    ]
    assert document["findings"][0]["code"] == "requirement"
    assert document["errors"] == [
        {"file": "src/other.cpp", "line": 1, "column": 10, "message": "'nothere.h' file not found"}
    ]


def test_what_was_not_probed_says_why() -> None:
    first = loaded(RICH)["records"][5]
    assert first["name"] == HOSTILE
    assert first["compilers"] == {}
    assert first["not_probed"] == {"g++-12.2": "it can't be named", "clang++-19.1": "it can't be named"}


def test_deep_chains_end() -> None:
    depth = 40
    lines = ["struct C0 { C0(const C0&); };", *(f"struct C{n} {{ C{n - 1} m; }};" for n in range(1, depth))]
    report = podcheck.check("deep.cpp", text="\n".join(lines), cross_check=False)
    document = loaded(report)
    levels, chain = 0, document["records"][-1]["traits"]["trivial"]["reasons"]
    while chain:
        levels, chain = levels + 1, chain[0]["because"]
    assert levels == MAX_DEPTH
    numbered = loaded_numbered(report)
    levels, below = 0, numbered["records"][-1]["traits"]["trivial"]["reasons"]
    while below:
        levels, below = levels + 1, numbered["reasons"][below[0]]["because"]
    assert levels > depth


def test_a_real_report_follows_the_schema() -> None:
    text = "#include <map>\n#include <string>\nstd::map<int, std::string> m; auto f = [] {};\n"
    text += "template<class T> struct A {};"
    document = loaded(podcheck.check("a.cpp", text=text))
    assert document["errors"] == []
    for item in document["records"]:
        assert set(item["traits"]) == {trait.value for trait in Trait}
        assert len(item["special_members"]) == 6
        if item["origin"] != "template":
            assert item["size"] is not None
