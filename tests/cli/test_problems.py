"""What is printed of what could not be done: a line for a file, advice once."""

from __future__ import annotations

from pathlib import Path

from podcheck.cli.problems import problem_lines
from podcheck.model.problems import Location, Problem
from tests.cli.running import podcheck


def error(file: str, line: int, advice: str = "Do this.") -> Problem:
    return Problem(f"error {line}", Location(file, line, 1), advice)


PROBLEMS = (
    error("a.cpp", 1),
    Problem("said in passing", fatal=False),
    error("a.cpp", 2),
    error("b.cpp", 7, "Do that."),
    error("a.cpp", 3, "Do that."),
    error("c.cpp", 4),
    Problem("about a file", Location("a.cpp"), "Do this.", fatal=False),
)


def test_a_line_for_a_file_and_advice_once() -> None:
    assert list(problem_lines(PROBLEMS)) == [
        "podcheck: a.cpp:1:1: error 1 (and 2 more errors)",
        "podcheck: c.cpp:4:1: error 4",
        "podcheck: a.cpp: note: about a file",
        "  Do this.",
        "podcheck: note: said in passing",
        "podcheck: b.cpp:7:1: error 7",
        "  Do that.",
        "podcheck: 3 files were not analysed in full; -v lists each error",
    ]


def test_no_note_is_told_to_the_quiet() -> None:
    assert [line for line in problem_lines(PROBLEMS, quiet=True) if "note" in line] == []


def test_the_verbose_are_told_everything() -> None:
    lines = list(problem_lines(PROBLEMS, verbose=True))
    assert [line for line in lines if line.startswith("podcheck: a.cpp:")] == [
        "podcheck: a.cpp:1:1: error 1",
        "podcheck: a.cpp:2:1: error 2",
        "podcheck: a.cpp: note: about a file",
        "podcheck: a.cpp:3:1: error 3",
    ]
    assert lines.count("  Do this.") == 1


def test_many_files_that_lack_a_header(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"{number}.cpp").write_text('#include "none.h"\n')
    (tmp_path / "z.cpp").write_text("struct S { Gone gone; Lost lost; };\n")
    done = podcheck("check", ".", "--no-cross-check", cwd=tmp_path)
    lines = done.stderr.splitlines()
    assert lines[:4] == [f"podcheck: {number}.cpp:1:10: 'none.h' file not found" for number in range(4)]
    assert lines[4].startswith("  Add its directory")
    assert lines[5] == "podcheck: z.cpp:1:12: unknown type name 'Gone' (and 1 more error)"
    assert lines[-1] == "podcheck: 5 files were not analysed in full; -v lists each error"
