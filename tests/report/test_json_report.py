"""The JSON report: by its schema, complete, and safe with any text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import podcheck
from podcheck.model.traits import Trait
from podcheck.report.formats.json import render_json
from podcheck.report.options import Options
from podcheck.report.reasons.json import MAX_DEPTH
from tests.report.rich import EMPTY, HOSTILE, RICH

SCHEMA = json.loads((Path(podcheck.__file__).parent / "report" / "formats" / "report.schema.json").read_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


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


def test_a_record() -> None:
    one = loaded(RICH)["records"][1]
    assert one["name"] == "wire::Header"
    assert one["location"] == {"file": "src/wire.cpp", "line": 3, "column": 8}
    assert list(one["traits"]) == [trait.value for trait in Trait]
    assert one["traits"]["pod"] == {"value": True, "reasons": []}
    chain = one["traits"]["trivial"]["reasons"]
    codes = []
    while chain:
        codes.append(chain[0]["code"])
        chain = chain[0]["because"]
    assert codes == ["not-trivially-copyable", "nontrivial-copy-constructor", "nontrivial-member", "user-provided"]
    assert one["special_members"]["destructor"] == {"declared": "user-provided", "deleted": False, "trivial": False}
    assert one["compilers"]["g++-12.2"]["trivial"] is False


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
    one = loaded(RICH)["records"][5]
    assert one["name"] == HOSTILE
    assert one["compilers"] == {}
    assert one["not_probed"] == {"g++-12.2": "nothing can name it", "clang++-19.1": "nothing can name it"}


def test_deep_chains_end() -> None:
    depth = 40
    lines = ["struct C0 { C0(const C0&); };", *(f"struct C{n} {{ C{n - 1} m; }};" for n in range(1, depth))]
    report = podcheck.check("deep.cpp", text="\n".join(lines), cross_check=False)
    document = loaded(report)
    levels, chain = 0, document["records"][-1]["traits"]["trivial"]["reasons"]
    while chain:
        levels, chain = levels + 1, chain[0]["because"]
    assert levels == MAX_DEPTH


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
