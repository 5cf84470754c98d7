"""`explain`: the whole reason tree of one class."""

from __future__ import annotations

import re

import pytest

from podcheck.report.explain.explain import explain
from podcheck.report.options import Options
from podcheck.report.records.source_files import files_of
from podcheck.report.text.terminal import columns
from tests.report.rich import KNOWN, PATTERN, RICH, SPOILT

SOURCES = {"include/text.hpp": "\n" * 39 + "    Text(const Text& other) { copy(other); }\n"}


def test_the_tree_leads_to_the_root_and_shows_it() -> None:
    text = explain(SPOILT, SOURCES, Options(width=120))
    assert (
        "trivially_copyable: no\n"
        "\u2514\u2500 the copy constructor of 'wire::Header' is non-trivial  "
        "[class.prop]/1.2 nontrivial-copy-constructor src/wire.cpp:3:8\n"
        "   \u2514\u2500 member 'text' of type 'wire::Text<char>' has a non-trivial copy constructor\n"
        "      [class.copy.ctor]/11.3 nontrivial-member src/wire.cpp:4:16\n"
    ) in text
    assert "40 | Text(const Text& other) { copy(other); }\n" in text
    assert "is not trivially copyable (see trivially_copyable)" in text


def test_each_compiler_answers() -> None:
    text = explain(KNOWN, {}, Options(width=120))
    (row,) = re.findall(r"^trivially_copyable +.*$", text, re.MULTILINE)
    assert row.split() == ["trivially_copyable", "no", "no", "\u2260", "CWG1734", "no"]


def test_special_members_are_listed() -> None:
    text = explain(SPOILT, {}, Options(width=120))
    assert re.search(r"^destructor +user-provided +no +no *$", text, re.MULTILINE)


@pytest.mark.parametrize("width", [72, 80, 100, 200])
def test_it_fits(width: int) -> None:
    for record in RICH.records:
        for line in explain(record, SOURCES, Options(width=width)).splitlines():
            assert columns(line) <= width, line


def test_nothing_hostile_reaches_the_terminal() -> None:
    for record in RICH.records:
        assert "\x1b" not in explain(record, SOURCES, Options())
        assert explain(record, SOURCES, Options(unicode=False)).isascii()


def test_an_open_answer_says_on_what_it_depends() -> None:
    assert "depends on a template parameter" in explain(PATTERN, {}, Options(width=120))


def test_the_files_to_read() -> None:
    assert set(files_of([SPOILT])) == {"src/wire.cpp", "include/text.hpp"}
