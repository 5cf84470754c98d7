"""The table: what it says, and that it fits."""

from __future__ import annotations

import dataclasses
import re

import pytest
from msgspec.structs import replace

from podcheck.model.traits import CxxStandard, Trait
from podcheck.report.formats.markdown import render_markdown
from podcheck.report.formats.table import render_table
from podcheck.report.options import Options
from podcheck.report.text.terminal import columns
from tests.report.rich import COPY, EMPTY, HOSTILE, OPEN, PLAIN, RICH, judgement, record

ROWS = """\
class              kind      trivial  trivially  standard  POD     compilers     where
                                      copyable   layout
wire::Point        struct    yes      yes        yes       yes     agree         wire.cpp:3
wire::Header       struct    no [1]   no [1]     yes       yes     agree         wire.cpp:3
wire::Odd          struct    yes      yes        yes       yes     DIFFERS       wire.cpp:3
wire::Box<T>       struct    ?        ?          ?         ?       \u2013             wire.cpp:3
"""
NOTES = """
[1] member 'text' of type 'wire::Text<char>' has a non-trivial copy constructor: the copy constructor of
    'wire::Text<char, std::allocator<char>>' is user-provided
    src/wire.cpp:4:16 [class.copy.ctor]/11 include/text.hpp:40:5
"""
KNOWN = "[2] a known difference: g++-12.2 does not follow CWG1734\n"


def test_a_wide_table() -> None:
    text = render_table(RICH, Options(width=110))
    rows = [line.split() for line in text.splitlines()]
    for expected in ROWS.splitlines():
        assert expected.split() in rows, expected
    assert NOTES in text


def test_what_is_only_reached_is_for_the_verbose() -> None:
    few = render_table(RICH, Options(width=110))
    assert "Atomic" not in few
    assert "plus 1 base or member type (-v lists them)" in few
    every = render_table(RICH, Options(width=110, verbose=True))
    assert ["wire::Atomic<int>", "class", "yes", "no", "[1]", "yes", "yes", "\u2260", "[2]", "wire.cpp:3"] in [
        line.split() for line in every.splitlines()
    ]
    assert KNOWN in every


def test_compilers_do_not_agree_with_an_open_answer() -> None:
    open_ = record("wire::Closure", judgement({}, {Trait.TRIVIALLY_COPYABLE: (OPEN,)}))
    report = replace(RICH, records=(PLAIN, open_), findings=(), problems=())
    text = render_table(report, Options(width=110))
    rows = [line.split() for line in text.splitlines()]
    assert ["wire::Closure", "struct", "yes", "?", "yes", "yes", "open", "wire.cpp:3"] in rows
    assert "all agree, except for 2 that the standard leaves open." in " ".join(text.split())
    assert "open: on some trait podcheck's answer is ?" in text


def test_findings_and_failures_are_told() -> None:
    text = " ".join(render_table(RICH, Options(width=110)).split())
    assert "src/wire.cpp:3:8: error: 'wire::Header' is not trivial, which is required [requirement]" in text
    assert "1 problem (listed above): not everything was analysed." in text
    assert "1 known difference, 1 unexplained." in text
    assert "it can't be named" in text


@pytest.mark.parametrize("width", [20, 40, 60, 72, 80, 100, 120, 200])
@pytest.mark.parametrize("verbose", [False, True])
def test_no_line_is_wider_than_the_terminal(width: int, verbose: bool) -> None:
    for line in render_table(RICH, Options(width=width, verbose=verbose)).splitlines():
        assert columns(line) <= max(width, 36), line


def test_hostile_names_are_escaped() -> None:
    text = render_table(RICH, Options(width=200))
    assert HOSTILE not in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert '\\x1b[31m"<b>&|\\u202e\\n' in text


def test_ascii_alone_where_the_terminal_has_no_more() -> None:
    assert render_table(RICH, Options(width=60, unicode=False)).isascii()


def test_colours_change_nothing_else() -> None:
    plain = render_table(RICH, Options(width=100))
    painted = render_table(RICH, Options(width=100, color=True))
    assert painted != plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == plain


def test_verbose_shows_every_reason() -> None:
    assert "depends on a template parameter\n" in render_table(RICH, Options(width=120, verbose=True))


def test_nothing_found() -> None:
    assert render_table(EMPTY, Options()) == "No class was found.\n"


def test_a_class_in_two_dialects_has_one_row_where_they_agree_else_each_with_its_dialect() -> None:
    same = dataclasses.replace(PLAIN, std=CxxStandard.CXX11)
    other = dataclasses.replace(record("wire::Odd", judgement({Trait.POD: (COPY,)})), std=CxxStandard.CXX11)
    now = record("wire::Odd", judgement({}))
    report = replace(RICH, records=(same, PLAIN, other, now), findings=(), problems=())
    text = render_table(report, Options(width=110))
    assert [line.split()[0] for line in text.splitlines() if line.startswith("wire::")] == ["wire::Point"] + [
        "wire::Odd"
    ] * 2
    assert f"wire::Odd ({CxxStandard.CXX11.spelling})" in text
    assert f"wire::Odd ({now.std.spelling})" in text
    assert "3 classes" in text
    comment = render_markdown(report, Options())
    assert f"`wire::Odd ({CxxStandard.CXX11.spelling})`" in comment
    assert "3 classes" in comment
