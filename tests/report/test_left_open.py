"""Where podcheck's answer is "?" and a compiler has one, no format says that they agree."""

from __future__ import annotations

import dataclasses
import json
import re

import pytest
from msgspec.structs import replace

import podcheck
from podcheck.crosscheck.passing import compare_calls
from podcheck.model.passing import CompiledCall, Passing
from podcheck.model.results import Answers, Record, Report
from podcheck.model.traits import Trait, Truth
from podcheck.report import FORMATS
from podcheck.report.explain.explain import explain
from podcheck.report.options import Options
from podcheck.report.records.passing import calls_in_words

SOURCE = "auto closure = [n = 1] { return n; }; struct Holds { decltype(closure) part; }; struct Plain { int n; };"


def answered(record: Record) -> Record:
    """Return the record with the answers of a compiler that says no to all that podcheck leaves open."""
    verdicts = record.judgement.verdicts
    traits = {trait: verdict.value is Truth.YES for trait, verdict in verdicts.items()}
    return dataclasses.replace(record, answers=(Answers("g++-12.2", traits),))


@pytest.fixture(scope="module")
def report() -> Report:
    made = podcheck.check("a.cpp", text=SOURCE, cross_check=False, std="c++20")
    return replace(made, records=tuple(map(answered, made.records)), compilers=("g++-12.2",))


def named(report: Report, name: str) -> Record:
    return next(record for record in report.records if record.facts.name == name)


def test_the_page(report: Report) -> None:
    page = FORMATS["html"](report, Options())
    (text,) = re.findall(r'id="data">(.*?)</script>', page, re.DOTALL)
    found = {record["name"]: record["open"] for record in json.loads(text)["records"]}
    assert (found["Holds"], found["Plain"]) == (True, False)
    assert "all agree, except for" in page
    assert 'if (record.open) return ["open"' in page


def test_the_table(report: Report) -> None:
    rows = {line.split()[0]: line for line in FORMATS["table"](report, Options(width=200)).splitlines() if line}
    assert rows["Holds"].split()[-2] == "open"
    assert rows["Plain"].split()[-2] == "agree"


def test_markdown(report: Report) -> None:
    assert re.search(r"[1-9]\d* answers that the standard leaves open", FORMATS["markdown"](report, Options()))


@pytest.mark.parametrize("width", [20, 60, 200])
def test_explain(report: Report, width: int) -> None:
    lines = explain(named(report, "Holds"), {}, Options(width=width)).splitlines()
    row = next(line for line in lines if line.startswith("trivially_copyable "))
    assert "agree" not in row
    assert row.endswith("no")


def test_calls(report: Report) -> None:
    record = named(report, "Plain")
    (call,) = compare_calls([CompiledCall("g++-12.2", Passing.REGISTERS)], record)
    assert call.agrees is True
    elsewhere = podcheck.check("a.cpp", text=SOURCE, cross_check=False, clang_args=["--target=x86_64-pc-windows-msvc"])
    unknown = named(elsewhere, "Plain")
    assert unknown.layout is not None
    assert {fact.name: fact.value for fact in unknown.layout.facts}["trivial_for_calls"] is Truth.UNKNOWN
    (call,) = compare_calls([CompiledCall("g++-12.2", Passing.REFERENCE)], unknown)
    assert (call.agrees, call.known) == (None, None)
    assert list(calls_in_words([call])) == ["g++-12.2: by a hidden reference: podcheck leaves it open"]


def test_what_podcheck_leaves_open_is_told_by_the_json(report: Report) -> None:
    records = json.loads(FORMATS["json"](report, Options()))["records"]
    (holds,) = [record for record in records if record["name"] == "Holds"]
    value = holds["traits"][Trait.TRIVIALLY_COPYABLE.value]["value"]
    assert (value, holds["compilers"]["g++-12.2"]["trivially_copyable"]) == (None, False)


@pytest.mark.parametrize(
    ("source", "legend"),
    [
        (
            "struct A { Missing m; };",
            "?: the class, or one that it is made of, could not be analysed: see the problems.",
        ),
        ("struct A { Missing m; }; struct B { A a; };", "?: the class, or one that it is made of, could not be"),
        (SOURCE, "?: depends on a template parameter, or the standard leaves it open."),
        (
            f"{SOURCE} struct A {{ Missing m; }};",
            "?: depends on a template parameter, the standard leaves it open, or the class, or one that it is made of,",
        ),
        ("struct A { int m; };", ""),
    ],
)
@pytest.mark.parametrize("format_", ["table", "text"])
def test_the_legend_names_errors_where_they_are_the_cause(source: str, legend: str, format_: str) -> None:
    made = podcheck.check("a.cpp", text=source, cross_check=False, std="c++20")
    text = FORMATS[format_](made, Options(width=200))
    assert legend in text
    assert ("?:" in text) is bool(legend)
