"""A whole compile database: every file once for each way in which it is built, and what is left out is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import podcheck
from podcheck.config.settings import make_settings
from podcheck.discovery.built_files import find_project
from podcheck.discovery.units import units_of
from podcheck.model.problems import Problem
from podcheck.model.units import Unit


def project(folder: Path, *entries: tuple[str, str]) -> tuple[tuple[Unit, ...], tuple[Problem, ...]]:
    """The units of a database with these files and flags."""
    items = [
        {"directory": str(folder), "file": file, "command": f"c++ {flags} -c {file} -o {number}.o"}
        for number, (file, flags) in enumerate(entries)
    ]
    (folder / "compile_commands.json").write_text(json.dumps(items))
    return units_of(make_settings([], build_dir=str(folder)).inputs)


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_text("struct S { int a; };\n")


def test_each_file_once_for_each_way_in_which_it_is_built(tmp_path: Path) -> None:
    write(tmp_path, "a.cpp", "b.cpp")
    units, problems = project(
        tmp_path,
        ("a.cpp", "-DX=1"),
        ("a.cpp", "-DX=1"),
        ("b.cpp", "-std=c++14"),
        ("a.cpp", "-DX=2"),
        ("./a.cpp", "-DX=1"),
    )
    assert [(Path(unit.file).name, unit.std.spelling, unit.arguments) for unit in units] == [
        ("a.cpp", "c++17", ("-DX=1",)),
        ("b.cpp", "c++14", ()),
        ("a.cpp", "c++17", ("-DX=2",)),
    ]
    assert problems == ()


def test_c_sources_and_generated_ones_that_are_not_there_are_said(tmp_path: Path) -> None:
    write(tmp_path, "a.cpp", "b.c", "c.S")
    units, problems = project(tmp_path, ("a.cpp", ""), ("b.c", "-x c"), ("c.S", ""), ("generated.cpp", ""))
    assert [Path(unit.file).name for unit in units] == ["a.cpp"]
    assert [(problem.message, problem.fatal) for problem in problems] == [
        ("skipped: C, not C++: 1 (b.c)", False),
        ("skipped: not C++: 1 (c.S)", False),
        (f"is listed in {tmp_path}/compile_commands.json, but does not exist", True),
    ]


def test_files_below_the_working_directory_are_called_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.cpp")
    monkeypatch.chdir(tmp_path)
    units, _ = project(tmp_path, ("a.cpp", ""))
    assert [unit.file for unit in units] == ["a.cpp"]


def test_no_database_is_a_problem(tmp_path: Path) -> None:
    units, problems = units_of(make_settings([], build_dir=str(tmp_path)).inputs)
    assert (units, [problem.message for problem in problems]) == ((), ["no such compile database"])


def test_a_projects_headers_are_reported_and_no_others(tmp_path: Path) -> None:
    own, foreign = tmp_path / "project", tmp_path / "foreign"
    for folder in (own / "src", own / "include", own / "build", foreign):
        folder.mkdir(parents=True)
    (own / "include" / "own.hpp").write_text("struct Own { int a; };\n")
    (foreign / "other.hpp").write_text("struct Foreign { int a; };\n")
    (own / "src" / "a.cpp").write_text("#include <own.hpp>\n#include <other.hpp>\n#include <vector>\nstruct A {};\n")
    command = f"c++ -I{own}/include -I{foreign} -c src/a.cpp"
    items = [{"directory": str(own), "file": "src/a.cpp", "command": command}]
    (own / "build" / "compile_commands.json").write_text(json.dumps(items))
    names = {record.facts.name for record in podcheck.check(build_dir=str(own / "build"), cross_check=False).records}
    assert names == {"A", "Own"}
    chosen = podcheck.check(build_dir=str(own / "build"), cross_check=False, headers="other")
    assert {record.facts.name for record in chosen.records} == {"A", "Foreign"}


@pytest.mark.parametrize(
    ("database", "sources", "root"),
    [
        ("/home/me/p/build/compile_commands.json", ["/home/me/p/src/a.cpp", "/home/me/p/lib/b.cpp"], "/home/me/p"),
        ("/tmp/build/compile_commands.json", ["/home/me/p/src/a.cpp", "/home/me/p/lib/b.cpp"], "/home/me/p"),
        ("/src/compile_commands.json", ["/src/a.cpp"], "/src"),
        ("/tmp/build/compile_commands.json", ["/home/me/a.cpp", "/opt/b.cpp"], None),
    ],
)
def test_where_a_projects_headers_are(database: str, sources: list[str], root: str | None) -> None:
    result = find_project(Path(database), map(Path, sources))
    assert result == (None if root is None else Path(root))
