"""One class in every dialect."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.running import podcheck

SOURCE = """\
struct Base { int i; };
struct Derived : Base { Derived() = delete; int j; };
struct Plain { int a; };
struct Initialised { int a = 1; };
#if __cplusplus >= 201703L
struct Newer { int a; };
#endif
#if __cplusplus >= 202002L
struct Changing { ~Changing(); };
#else
struct Changing { };
#endif
"""


def across(tmp_path: Path, name: str, **environment: str) -> str:
    (tmp_path / "a.cpp").write_text(SOURCE)
    done = podcheck("explain", name, "a.cpp", "--std", "all", cwd=tmp_path, **environment)
    assert done.returncode == 0
    return done.stdout


def row(text: str, trait: str) -> list[str]:
    (line,) = re.findall(rf"^{trait} .*$", text, re.MULTILINE)
    return re.sub(r" (\[\d+\])", r"\1", line).split()[1:]


def test_the_answers_stand_side_by_side_with_what_changed_them(tmp_path: Path) -> None:
    text = across(tmp_path, "Derived")
    assert row(text, "trait, in C\\+\\+")[2:] == ["98", "11", "14", "17", "20", "23", "26"]
    assert row(text, "aggregate") == ["no", "no", "no", "yes[1]", "no[2]", "no", "no"]
    assert "[1] P0017R1 (c++17): an aggregate may have public bases that are not virtual" in text
    assert "[2] P1008R1 (c++20): an aggregate has no constructor that is declared at all" in text


def test_nothing_changes_for_a_plain_class(tmp_path: Path) -> None:
    assert across(tmp_path, "Plain").endswith("No dialect changes anything.\n")


def test_a_dialect_without_the_class_is_left_out(tmp_path: Path) -> None:
    text = across(tmp_path, "Newer")
    assert row(text, "pod") == ["yes"] * 4


def test_a_class_that_is_written_otherwise_is_not_blamed_on_a_paper(tmp_path: Path) -> None:
    text = across(tmp_path, "Changing")
    assert row(text, "trivially_destructible") == ["yes"] * 4 + ["no[1]"] + ["no"] * 2
    assert "[1] its members or bases are declared differently in c++20" in text


def test_a_narrow_terminal_gets_ranges(tmp_path: Path) -> None:
    text = across(tmp_path, "Initialised", COLUMNS="50")
    assert "aggregate\n  c++98         yes\n  c++11         no [2]\n  c++14..c++26  yes [3]\n" in text
    assert max(map(len, text.splitlines())) <= 50
