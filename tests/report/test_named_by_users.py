"""Reasons speak of what users wrote: their member or base first, and of the standard library its public names."""

from __future__ import annotations

import json
import re

import pytest
from msgspec.structs import replace

import podcheck
from podcheck.model.results import Record, Report
from podcheck.report import FORMATS
from podcheck.report.explain.explain import explain
from podcheck.report.formats.table import render_table
from podcheck.report.options import Options
from podcheck.report.reasons.root_causes import root_causes

LIBRARY = """\
#include <atomic>
#include <map>
#include <memory>
#include <string>
struct Message { std::string note; };
typedef std::map<int, int> Table;
struct Rows { Table rows; };
struct Owner { std::unique_ptr<int> held; };
struct Counter { std::atomic<int> count; };
"""
OWN = """\
struct join_tab { join_tab(const join_tab&); };
typedef join_tab JOIN_TAB;
struct Uses { JOIN_TAB tab; };
struct Derived : JOIN_TAB { };
struct Plain { struct join_tab tab; ::join_tab other; };
namespace n { struct In { In(const In&); }; struct Near { In in; }; }
"""


def analyse(text: str, std: str = "c++20") -> Report:
    report = podcheck.check("a.cpp", text=text, cross_check=False, std=std)
    assert report.problems == ()
    return report


def record(report: Report, name: str) -> Record:
    return next(each_record for each_record in report.records if each_record.facts.name == name)


def messages(report: Report, name: str) -> list[str]:
    return [root.reason.message for root in root_causes(record(report, name))]


@pytest.fixture(scope="module")
def library() -> Report:
    return analyse(LIBRARY)


@pytest.mark.parametrize("name", ["Rows", "Owner"])
def test_what_a_class_of_the_library_is_made_of_is_not_blamed(library: Report, name: str) -> None:
    reported = messages(library, name)
    assert reported
    assert all("std::" in message and "std::_" not in message for message in reported)


def test_the_users_member_comes_first_with_its_place(library: Report) -> None:
    (root,) = root_causes(record(library, "Message"))
    assert root.entry is not None
    assert (root.entry.location.file, root.entry.location.line) == ("a.cpp", 5)
    text = explain(record(library, "Message"), {}, Options(width=160))
    assert "1. member 'note' of type 'std::string' has a non-trivial copy constructor, a.cpp:5:30\n   the copy" in text
    table = render_table(library, Options(width=160))
    assert "a.cpp:5:30 [class.copy.ctor]/11 " in table
    assert "std::_" not in table


def test_the_paper_behind_a_value_of_an_atomic_is_told(library: Report) -> None:
    assert any(message.endswith("since C++20 it sets the value (P0883R2)") for message in messages(library, "Counter"))
    assert not any("P0883" in message for message in messages(analyse(LIBRARY, "c++17"), "Counter"))


def test_a_typedefs_name_is_told_with_what_it_stands_for() -> None:
    report = analyse(OWN)
    for name, begin in (
        ("Uses", "member 'tab' of type 'JOIN_TAB' {aka 'join_tab'} has"),
        ("Derived", "base 'JOIN_TAB' {aka 'join_tab'} has"),
        ("Plain", "member 'tab' of type 'struct join_tab' has"),
        ("n::Near", "member 'in' of type 'In' has"),
    ):
        verdict = record(report, name).judgement.verdicts[podcheck.Trait.TRIVIALLY_COPYABLE]
        assert verdict.reasons[0].because[0].message.startswith(begin), name


def test_a_first_member_that_is_not_at_the_start_is_an_open_issue() -> None:
    report = analyse("struct E {}; struct I : E { char c; }; struct S : E { I first; }; struct T : E { char c; };")
    assert "CWG2736" in explain(record(report, "S"), {}, Options(width=100))
    assert "CWG2736" not in explain(record(report, "T"), {}, Options(width=100))


def test_a_mutable_member_and_a_constraint_are_called_so() -> None:
    source = "struct M { M(M&); M(const M&) = default; }; struct S { mutable M m; };"
    (root, *_) = record(analyse(source), "S").judgement.verdicts[podcheck.Trait.TRIVIALLY_COPYABLE].reasons
    assert root.because[0].message.startswith("mutable member 'm' of type 'M' has")
    clause = "template<bool B> struct D { ~D() = default; ~D() requires B {} }; template struct D<true>;"
    assert messages(analyse(clause), "D<true>") == ["the destructor of 'D<true>' that requires 'B' is user-provided"]


@pytest.fixture(scope="module")
def required() -> Report:
    return podcheck.check(
        "a.cpp", text=LIBRARY, cross_check=False, std="c++20", require=["trivially_copyable", "trivially_destructible"]
    )


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"json", "json2", "html"}))
def test_no_format_blames_what_a_class_of_the_library_is_made_of(required: Report, name: str) -> None:
    text = re.sub(r'<testcase [^>]*name="[^"]*"', "", FORMATS[name](required, Options(width=200)))
    assert "std::map" in text
    assert "std::_" not in text
    assert "_Rb_tree" not in text


def test_json_and_the_page_name_the_class_that_is_responsible(required: Report) -> None:
    (rows,) = [each for each in json.loads(FORMATS["json"](required, Options()))["records"] if each["name"] == "Rows"]
    assert rows["traits"]["trivially_copyable"]["responsible"] == ["std::map<int, int>"]
    assert "responsible" not in rows["traits"]["final"]
    (text,) = re.findall(r'id="data">(.*?)</script>', FORMATS["html"](required, Options()), re.DOTALL)
    data = json.loads(text)
    (rows,) = [each for each in data["records"] if each["name"] == "Rows"]
    trait = data["traits"].index("trivially_copyable")
    assert [data["culprits"][number][0] for number in data["lists"][rows["culprits"][trait]]] == ["std::map<int, int>"]
    causes = [number for number, traits, _, _ in rows["roots"] if trait in traits]
    for number in causes:
        pieces, owner = data["reasons"][number][1], data["reasons"][number][7]
        assert "".join(data["pieces"][piece] for piece in pieces).startswith("member 'rows' of type 'Table' {aka")
        assert data["records"][owner]["name"] == "std::map<int, int>"
    joint, *links = rows["root"]
    assert (joint, links) == (": ", causes[:1])


def test_a_class_that_the_report_does_not_have_is_not_taken_for_its_owner(required: Report) -> None:
    alone = replace(required, records=(record(required, "Rows"),))
    (rows,) = json.loads(FORMATS["json"](alone, Options()))["records"]
    responsible = rows["traits"]["trivially_copyable"]["responsible"]
    assert responsible
    assert all(name.startswith("member 'rows' of type 'Table' {aka 'std::map<int, int>'}") for name in responsible)


def test_what_an_alias_stands_for_has_its_qualifiers_and_bounds() -> None:
    source = f"{OWN} struct A {{ JOIN_TAB some[3]; }}; struct C {{ const volatile JOIN_TAB one; }};"
    report = analyse(source)
    verdict = record(report, "A").judgement.verdicts[podcheck.Trait.TRIVIALLY_COPYABLE]
    assert (
        verdict.reasons[0].because[0].message.startswith("member 'some' of type 'JOIN_TAB[3]' {aka 'join_tab[3]'} has")
    )
    assert "{aka 'const volatile join_tab'} has" in str(record(report, "C").judgement.verdicts)


def test_which_objects_an_operator_takes_is_told() -> None:
    source = """
    struct V { V& operator=(const V&) = default; V& operator=(const V&) volatile; };
    struct R { R& operator=(const R&) & = default; R& operator=(const R&) &&; };
    """
    report = analyse(source)
    assert "the copy assignment operator of 'V' for volatile objects is user-provided" in messages(report, "V")
    assert "the copy assignment operator of 'R' for rvalues is user-provided" in messages(report, "R")
