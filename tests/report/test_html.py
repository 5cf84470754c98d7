"""The HTML report as a file: one, self-contained, escaped, and the data in it."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

import podcheck
from podcheck.cli.source_texts import with_sources
from podcheck.model.facts import ClassFacts
from podcheck.model.problems import Location
from podcheck.model.results import Record, Report
from podcheck.model.traits import Trait
from podcheck.report import FORMATS
from podcheck.report.formats.html import embed, render_html
from podcheck.report.formats.html.excerpts import LONGEST_DEFINITION, Excerpts
from podcheck.report.formats.html.naming import link_names
from podcheck.report.options import About, Options
from podcheck.report.reasons.culprits import Owners, culprits_of, worst
from podcheck.report.reasons.numbering import Reasons
from tests.cli.running import podcheck as run
from tests.report.rich import EMPTY, HOSTILE, RICH, judgement, record

TWO_STRINGS = """\
struct Text { Text(const Text&); ~Text(); char* data; };
struct One { Text text; };
struct Other : One { int n; };
namespace deep { struct Both { One one; Text text; }; struct Fine { int i; }; }
struct Own { virtual void f(); };
"""


class Elements(HTMLParser):
    """Every element with its attributes, and what its policy may not allow."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def data(report: Report) -> dict[str, Any]:
    (text,) = re.findall(
        r'<script type="application/json" id="data">(.*?)</script>', render_html(report, Options()), re.DOTALL
    )
    document: dict[str, Any] = json.loads(text)
    return document


def checked(text: str) -> Report:
    return podcheck.check("two.cpp", text=text, cross_check=False)


@pytest.mark.parametrize("report", [RICH, EMPTY])
def test_it_is_one_file_that_refers_to_nothing_else(report: Report) -> None:
    elements = Elements(render_html(report, Options())).found
    for tag, attributes in elements:
        assert not {"src", "srcset", "action", "style", "onclick", "onload"} & attributes.keys(), tag
        assert (attributes.get("href") or "#").startswith(("#", "data:,")), attributes
    tags = [tag for tag, _ in elements]
    assert tags.count("script") == 2
    (policy,) = [
        element["content"] or "" for _, element in elements if element.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_the_same_report_makes_the_same_page() -> None:
    assert render_html(RICH, Options()) == render_html(RICH, Options(width=7, color=True))


def test_hostile_text_ends_no_element_and_is_visible() -> None:
    bad = "</script><!--<script>\u2028\udc80\x00&"
    hostile = replace(RICH, records=(record(bad, judgement({})),), findings=(replace(RICH.findings[0], message=bad),))
    text = render_html(hostile, Options())
    text.encode()  # no lone surrogate is left
    assert "\u2028" not in text
    assert "\x00" not in text
    assert [tag for tag, _ in Elements(text).found].count("script") == 2
    assert "&lt;/script&gt;&lt;!--&lt;script&gt;\\u2028\\udc80\\x00&amp;" in text
    assert data(hostile)["records"][0]["name"] == "</script><!--<script>\\u2028\\udc80\\x00&"
    assert data(RICH)["records"][5]["name"] == 'evil\\x1b[31m"<b>&|\\u202e\\n'
    assert HOSTILE not in text


def test_embedded_json_reads_back() -> None:
    text = embed(["</script>", "<!--", "\u2028", "&amp;"])
    assert "<" not in text
    assert text.isascii()
    assert json.loads(text) == ["</script>", "<!--", "\u2028", "&amp;"]


def test_equal_reasons_are_written_once() -> None:
    document = data(RICH)
    reported = [("".join(document["pieces"][piece] for piece in item[1])) for item in document["reasons"]]
    assert len(reported) == len(set(reported))
    header = document["records"][1]
    trivial = document["lists"][header["why"][0]]
    chain = []
    while trivial:
        chain.append(document["codes"][document["reasons"][trivial[0]][0]])
        trivial = document["lists"][document["reasons"][trivial[0]][6]]
    assert chain == ["not-trivially-copyable", "nontrivial-copy-constructor", "nontrivial-member", "user-provided"]
    assert header["values"].startswith("nnyy")


def test_what_breaks_most_counts_each_class_once() -> None:
    records = checked(TWO_STRINGS).records
    reasons, owners = Reasons(), Owners(records)
    result = worst(records, Trait.TRIVIALLY_COPYABLE, reasons, owners)
    assert [(culprit.name, culprit.failing, culprit.of) for culprit in result] == [("Text", 3, 5)]
    both = next(each_record for each_record in records if each_record.facts.name == "deep::Both")
    assert culprits_of(both, Trait.TRIVIALLY_COPYABLE, reasons, owners) == ("Text",)
    assert culprits_of(both, Trait.FINAL, reasons, owners) == ("deep::Both",)
    assert culprits_of(records[-2], Trait.TRIVIAL, reasons, owners) == ()
    assert "5 of 6 classes are not trivially copyable, 3 of these through Text." in render_html(
        checked(TWO_STRINGS), Options()
    )


def test_of_a_templates_instances_the_one_at_fault_is_the_culprit() -> None:
    text = "template<class T> struct Box { T t; Box(const Box&); };\n"
    text += "struct A { Box<int> b; }; struct B { Box<char> c; Box<char> d; };"
    records = checked(text).records
    result = worst(records, Trait.TRIVIALLY_COPYABLE, Reasons(), Owners(records))
    assert {(culprit.name, culprit.failing) for culprit in result} == {("Box<int>", 1), ("Box<char>", 1)}


def test_deep_reasons_need_no_recursion() -> None:
    text = "struct C0 { C0(const C0&); };\n" + "".join(f"struct C{n} {{ C{n - 1} m; }};\n" for n in range(1, 60))
    reasons = Reasons()
    reason = checked(text).records[-1].judgement.verdicts[Trait.TRIVIALLY_COPYABLE].reasons[0]
    for depth in range(3000):
        reason = replace(reason, message=f"level {depth}", because=(reason,))
    (number,) = reasons.numbers([reason])
    assert reasons.numbers([reason]) == (number,)
    (root,) = reasons.roots([number])
    assert reasons.nodes[root].reason.code == "user-provided"


def test_links_stay_apart_and_stay_the_same() -> None:
    here = record("A", judgement({}))
    there = dataclasses.replace(here, facts=replace(here.facts, location=Location("other.cpp", 1, 1)))
    names = link_names([here, there, record("B", judgement({}))])
    assert names[2] == "B"
    assert names[0] != names[1]
    assert link_names([record("B", judgement({})), there, here])[1:] == [names[1], names[0]]


def test_excerpts() -> None:
    source = "template<class T>\nstruct A {\n\tint é; int x;\n};\n" + "struct B {\n" + " int i;\n" * 100 + "};\n"
    excerpts = Excerpts({"a.cpp": source})

    def facts(line: int, end: int, file: str = "a.cpp", begin: Location | None = None) -> ClassFacts:
        made = record("A", judgement({})).facts
        return replace(made, location=Location(file, line, 8), end=Location(file, end, 2), begin=begin)

    assert excerpts.definition(facts(2, 4)) == (2, 4)
    assert excerpts.definition(facts(2, 4, begin=Location("a.cpp", 1, 1))) == (1, 4)
    assert excerpts.definition(facts(2, 4, begin=Location("b.hpp", 1, 1))) == (2, 4)
    assert excerpts.definition(facts(5, 106)) == (5, 5 + LONGEST_DEFINITION - 1)
    assert excerpts.definition(facts(1, 2, "gone.cpp")) is None
    assert excerpts.definition(facts(4000, 4001)) is None
    assert excerpts.root(Location("a.cpp", 3, 14)) == len("    int é; int ")
    assert excerpts.root(Location("a.cpp", 0, 0)) is None
    assert excerpts.shown["a.cpp"][3] == "    int é; int x;"


def test_snippets_come_with_the_sources_only(tmp_path: Path) -> None:
    file = tmp_path / "a.cpp"
    file.write_text("struct Text { Text(const Text&); };\nstruct Big { Text text; };\n")
    report = podcheck.check(str(file), cross_check=False)
    assert data(report)["sources"] == {}
    lines = data(with_sources(report))["sources"]
    assert list(lines.values()) == [{"1": "struct Text { Text(const Text&); };", "2": "struct Big { Text text; };"}]
    file.unlink()
    assert with_sources(report).sources == {}


def test_every_record_of_a_real_report_is_there_with_its_layout() -> None:
    report = checked(
        "#include <string>\n#include <vector>\nstruct A { std::vector<std::string> v; virtual ~A(); char c; };"
    )
    document = data(report)
    by_name: dict[str, Record] = {each_record.facts.name: each_record for each_record in report.records}
    assert [item["name"] for item in document["records"]] == [
        each_record.facts.name for each_record in document_records(report)
    ]
    for item in document["records"]:
        assert item["size"] == by_name[item["name"]].facts.size
    (a,) = [item for item in document["records"] if item["name"] == "A"]
    assert [row[3] for row in a["layout"]["rows"] if row[0] == 0] == [
        "vptr", "std::vector<std::string> v", "char c", "padding at the end",
    ]  # fmt: skip
    assert a["layout"]["bits"] == a["size"] * 8


def document_records(report: Report) -> list[Record]:
    return [each_record for each_record in report.records if not each_record.facts.anonymous]


def test_what_breaks_most_is_named_as_the_source_names_it() -> None:
    text = "#include <string>\n#include <vector>\nstruct A { const std::string s[2]; }; struct B : std::vector<int> {};"
    text += "using Text = std::string; struct C { Text t; }; struct D { std::string s; };"
    records = checked(text).records
    owners = Owners(records)
    result = worst([each for each in records if each.own], Trait.TRIVIALLY_COPYABLE, Reasons(), owners)
    assert [(culprit.name, culprit.failing) for culprit in result] == [("std::string", 3), ("std::vector<int>", 1)]
    assert owners.written_name("std::basic_string<char>") == "std::string"
    assert owners.written_name("A") == "A"
    page = data(checked(text))
    assert [name for name, _ in page["culprits"]][:1] == ["std::string"]
    assert "std::string" in FORMATS["markdown"](checked(text), Options())
    many = text + "".join(f"struct E{number} {{ std::string s; }};" for number in range(50))
    summary = FORMATS["text"](checked(many), Options(width=200))
    assert "What breaks trivially copyable in others: std::string (53), std::vector<int> (1)." in summary


def test_an_alias_of_a_class_says_nothing_elsewhere() -> None:
    text = "#include <string>\nstruct A { using Text = std::string; Text t; };\n"
    text += "struct B { using Text = std::wstring; Text t; };"
    assert Owners(checked(text).records).written_name("std::basic_string<char>") == "std::basic_string<char>"


def test_a_class_with_an_error_has_no_size() -> None:
    (broken, fine) = data(checked("struct A { Undefined u; }; struct B { int i; };"))["records"]
    assert (broken["size"], broken["align"], broken["broken"]) == (None, None, True)
    assert (fine["size"], fine["align"], "broken" in fine) == (4, 4, False)


ABOUT = About("<b>wire", "0123456789abcdef0123456789abcdef01234567", "2026-11-27", "podcheck check -p 'a b' </script>")


def test_the_page_says_of_what_run_it_is() -> None:
    page = render_html(RICH, Options(about=ABOUT))
    assert "<title>podcheck: &lt;b&gt;wire, src/wire.cpp</title>" in page
    assert (
        "Work tree at 0123456789ab of 2026-11-27: <code>podcheck check -p &#39;a b&#39; &lt;/script&gt;</code>" in page
    )
    assert 'id="about"' not in render_html(RICH, Options())
    assert "<title>podcheck: src/wire.cpp</title>" in render_html(RICH, Options())


def test_findings_are_rows() -> None:
    page = render_html(RICH, Options())
    (row,) = re.findall(r"<tbody>\s*<tr>(.*?)</tr>", page, re.DOTALL)
    cells = [re.sub(r"<[^>]*>", "", cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)]
    assert [cells[0], cells[2], cells[3]] == ["error", "src/wire.cpp:3:8", "wire::Header"]
    assert cells[1].startswith("&#39;wire::Header&#39; is not trivial, which is required requirement")


@pytest.mark.needs("git")
def test_a_run_that_is_repeated_gives_the_same_page(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    folder = tmp_path / "project"
    (folder / "a.cpp").write_text("struct A { A(const A&); };\n")
    when = {"GIT_COMMITTER_DATE": "2020-02-29T12:00:00Z", "GIT_AUTHOR_DATE": "2020-02-29T12:00:00Z"}
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "a"]):
        subprocess.run(["git", *words], cwd=folder, check=True, env={**os.environ, **when})

    def page(name: str, *options: str, **variables: str) -> str:
        done = run(
            "check", "a.cpp", "--no-cross-check", *options, "-q", f"--report=html={name}", cwd=folder, **variables
        )
        assert done.returncode == 0
        return (folder / name).read_text()

    first = page("first.html", "--no-cache", "-j", "1")
    assert "<title>podcheck: project, a.cpp</title>" in first
    assert re.search(
        "Work tree at [0-9a-f]{12} of 2020-02-29: <code>podcheck check a.cpp --no-cross-check</code>", first
    )
    cache = str(tmp_path / "cache")
    assert [page(f"{at}.html", "-j", "2", "--cache-dir", cache) for at in range(2)] == [first] * 2
    assert " of 1970-01-02: <code>" in page("epoch.html", SOURCE_DATE_EPOCH="100000")


def test_without_a_repository_there_is_no_revision(tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text("struct A { A(const A&); };\n")
    options = ("--no-cross-check", "--std", "c++17", "--format", "html", "--", "-DX=a b", "-I.")
    done = run("check", "a.cpp", *options, cwd=tmp_path, GIT_CEILING_DIRECTORIES=str(tmp_path))
    wanted = "<code>podcheck check a.cpp --std=c++17 --no-cross-check -- &#39;-DX=a b&#39; -I.</code>"
    assert wanted in done.stdout
    assert "Work tree at" not in done.stdout


def test_by_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text("struct A { A(const A&); };\n")
    done = run("check", "a.cpp", "--no-cross-check", "--format", "html", "--report", "html=b.html", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("<!doctype html>")
    assert (tmp_path / "b.html").read_text() == done.stdout
    assert "struct A { A(const A\\u0026); };" in done.stdout
