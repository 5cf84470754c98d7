"""Compile databases: what of a command counts, and that nothing in one is run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from podcheck import config
from podcheck.model.problems import Problem
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Unit
from podcheck.scan import database
from podcheck.scan.units import units_of


def unit(folder: Path, entry: object, std: str | None = None) -> Unit:
    (folder / "a.cpp").write_text("struct A {};\n")
    (folder / "compile_commands.json").write_text(json.dumps([entry]))
    database.read.cache_clear()
    (found,), problems = units_of(config.make([str(folder / "a.cpp")], std=std))
    assert problems == ()
    return found


def test_arguments_without_what_only_building_needs(tmp_path: Path) -> None:
    words = ["c++", "-c", "-MD", "-MF", "x.d", "-DA=1", "-Iinc", "-I", "more", "-isystem", "sys", "-O2", "-Wall"]
    words += ["-fno-exceptions", "-m32", "-o", "a.o", "a.cpp"]
    found = unit(tmp_path, {"directory": str(tmp_path), "file": "a.cpp", "arguments": words})
    expected = ["-DA=1", f"-I{tmp_path}/inc", "-I", f"{tmp_path}/more", "-isystem", f"{tmp_path}/sys"]
    assert found.arguments == (*expected, "-fno-exceptions", "-m32")


def test_a_command_line_is_split_as_a_shell_would(tmp_path: Path) -> None:
    entry = {"directory": str(tmp_path), "file": "a.cpp", "command": "c++ -std=gnu++17 '-DS=\"a b\"' -c a.cpp"}
    found = unit(tmp_path, entry)
    assert found.arguments == ('-DS="a b"',)
    assert found.std is CxxStandard.CXX17


def test_the_option_std_comes_before_the_databases(tmp_path: Path) -> None:
    entry = {"directory": str(tmp_path), "file": "a.cpp", "arguments": ["c++", "-std=c++17", "a.cpp"]}
    assert unit(tmp_path, entry, std="c++14").std is CxxStandard.CXX14


@pytest.mark.parametrize(
    "word",
    ["-fplugin=/evil.so", "-fpass-plugin=/evil.so", "-specs=/evil", "-B/evil", "@/evil", "-wrapper", "--config=/evil"],
)
def test_what_could_load_or_run_code_is_dropped(tmp_path: Path, word: str) -> None:
    entry = {"directory": str(tmp_path), "file": "a.cpp", "arguments": ["/evil/c++", word, "-DGOOD", "a.cpp"]}
    assert unit(tmp_path, entry).arguments == ("-DGOOD",)


def test_a_load_by_the_frontend_is_dropped_with_its_value(tmp_path: Path) -> None:
    words = ["c++", "-Xclang", "-load", "-Xclang", "/evil.so", "-DGOOD", "a.cpp"]
    assert unit(tmp_path, {"directory": str(tmp_path), "file": "a.cpp", "arguments": words}).arguments == ("-DGOOD",)


def test_it_is_found_upwards(tmp_path: Path) -> None:
    below = tmp_path / "src" / "deep"
    below.mkdir(parents=True)
    (tmp_path / "compile_commands.json").write_text("[]")
    assert database.find(None, below / "a.cpp") == tmp_path / "compile_commands.json"
    assert database.find("elsewhere", below / "a.cpp") == Path("elsewhere/compile_commands.json")


@pytest.mark.parametrize("text", ["", "{", "{}", "[" * 100_000, "\x00"])
def test_a_bad_database_is_a_problem(tmp_path: Path, text: str) -> None:
    file = tmp_path / "compile_commands.json"
    file.write_text(text)
    found = database.read(file)
    assert isinstance(found, Problem)
    assert found.location is not None
    assert found.location.file == str(file)
    assert found.advice


def test_strange_entries_are_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "compile_commands.json"
    file.write_text(json.dumps([1, None, {}, {"file": 3}, {"file": "a.cpp", "command": "c++ 'open"}]))
    found = database.read(file)
    assert not isinstance(found, Problem)
    assert found.entries == {}
