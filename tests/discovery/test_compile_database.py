"""Compile databases: where one is found, what of a command counts, and that nothing in one is run."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from podcheck import check
from podcheck.config.settings import make_settings
from podcheck.discovery import compile_database
from podcheck.discovery.units import scan_paths, units_of
from podcheck.model.problems import Problem
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Unit
from tests.builds import run_cmake
from tests.cli.running import podcheck


def units(folder: Path, entries: object, *paths: str, std: str | None = None) -> tuple[tuple[Unit, ...], list[str]]:
    """The units of those paths in the folder, with a database of those entries; and what is wrong."""
    (folder / "compile_commands.json").write_text(json.dumps(entries))
    result, problems = units_of(make_settings([str(folder / path) for path in paths], std=std).inputs)
    return result, [str(problem.message) for problem in problems]


def unit(folder: Path, entry: object, std: str | None = None, notes: Sequence[str] = ()) -> Unit:
    (folder / "a.cpp").write_text("struct A {};\n")
    (result,), problems = units(folder, [entry], "a.cpp", std=std)
    assert problems == [*notes]
    return result


def headless(file: str) -> str:
    return f"precompiled files that are included, and have no header of that name: 1 ({file})"


def built(folder: Path, *words: str, file: str = "a.cpp") -> dict[str, object]:
    return {"directory": str(folder), "file": file, "arguments": ["c++", *words, file]}


def test_arguments_without_what_only_building_needs(tmp_path: Path) -> None:
    words = ["-c", "-MD", "-MF", "x.d", "-DA=1", "-Iinc", "-I", "more", "-isystem", "sys", "-O2", "-Wall"]
    words += ["-fno-exceptions", "-m32", "-Wp,-DP,-MD,-U,-UQ", "-Xpreprocessor", "-DX", "-o", "a.o", "-Xlinker", "-DNO"]
    result = unit(tmp_path, built(tmp_path, *words))
    expected = ["-DA=1", f"-I{tmp_path}/inc", f"-I{tmp_path}/more", "-isystem", f"{tmp_path}/sys"]
    assert result.arguments == (*expected, "-fno-exceptions", "-m32", "-DP", "-UQ", "-DX")


def test_a_command_line_is_split_as_a_shell_would(tmp_path: Path) -> None:
    entry = {"directory": str(tmp_path), "file": "a.cpp", "command": "c++ -std=c++17 '-DS=\"a b\"' -c a.cpp"}
    result = unit(tmp_path, entry)
    assert result.arguments == ('-DS="a b"',)
    assert result.std is CxxStandard.CXX17


@pytest.mark.parametrize(
    ("words", "known"),
    [(["-std=gnu++17"], True), (["-std=gnu++17", "-fno-gnu-keywords"], False), (["-std=c++17"], False), ([], True)],
)
def test_typeof_is_a_keyword_unless_a_build_names_a_dialect_of_iso(
    words: list[str], known: bool, tmp_path: Path
) -> None:
    text = "struct A { int x; };\nstruct B { typeof(A::x) y; };\n" if known else "struct A { int typeof; };\n"
    (tmp_path / "a.cpp").write_text(text)
    (tmp_path / "compile_commands.json").write_text(json.dumps([built(tmp_path, *words)]))
    report = check(str(tmp_path / "a.cpp"), build_dir=str(tmp_path))
    assert not report.problems
    assert [record.facts.name for record in report.records] == ["A", "B"][: 2 if known else 1]
    assert all(answer.traits for record in report.records for answer in record.answers)


def test_files_of_both_kinds_of_dialect_are_read_in_one_run(tmp_path: Path) -> None:
    """They have the same header and flags but for the keyword, and share neither a prefix nor a compile."""
    (tmp_path / "common.h").write_text("struct Common { int x; };\n")
    entries = []
    for number in range(4):
        for kind, member in (("gnu", "typeof(Common::x) y"), ("c", "int typeof")):
            source = tmp_path / f"{kind}{number}.cpp"
            source.write_text(f'#include "common.h"\nstruct {kind.title()}{number} {{ {member}; }};\n')
            std = "-std=gnu++17" if kind == "gnu" else "-std=c++17"
            entries.append(built(tmp_path, std) | {"file": source.name, "arguments": ["c++", std, source.name]})
    (tmp_path / "compile_commands.json").write_text(json.dumps(entries))
    report = check(str(tmp_path), build_dir=str(tmp_path))
    assert not report.problems
    names = sorted(record.facts.name for record in report.records)
    assert names == sorted([f"{kind}{number}" for kind in ("Gnu", "C") for number in range(4)] + ["Common"])
    assert all(answer.traits for record in report.records for answer in record.answers)


def test_the_option_std_comes_before_the_databases(tmp_path: Path) -> None:
    assert unit(tmp_path, built(tmp_path, "-std=c++17"), std="c++14").std is CxxStandard.CXX14


def test_a_dialect_that_nobody_knows_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text("struct A {};\n")
    (result,), problems = units(tmp_path, [built(tmp_path, "-std=c++3x")], "a.cpp")
    assert result.std is CxxStandard.CXX20
    assert problems == ["unknown C++ dialect 'c++3x' in the compile database: c++20 is assumed"]


def test_the_directory_is_taken_from_the_databases_own(tmp_path: Path) -> None:
    entry = {"directory": "sub", "file": "../a.cpp", "arguments": ["c++", "-Iinc", "../a.cpp"]}
    assert unit(tmp_path, entry).arguments == (f"-I{tmp_path}/sub/inc",)
    entry = {"file": "a.cpp", "arguments": ["c++", "-Iinc", "-working-directory=deep", "a.cpp"]}
    assert unit(tmp_path, entry).arguments == (f"-I{tmp_path}/deep/inc",)


def test_an_included_file_is_looked_for_in_the_builds_folder_first(tmp_path: Path) -> None:
    (tmp_path / "here.h").touch()
    words = ["-include", "here.h", "-include", "elsewhere.h", "-Xclang", "-include-pch", "-Xclang", "a.pch"]
    entry = built(tmp_path, *words, "-Xclang", "-include", "-Xclang", "here.h")
    result = unit(tmp_path, entry, notes=[headless("a.pch")])
    here = str(tmp_path / "here.h")
    assert result.arguments == ("-include", here, "-include", "elsewhere.h", "-include", here)


@pytest.mark.parametrize(
    "words",
    [
        ["-fplugin=/evil.so"],
        ["-fplugin-arg-x-y=z"],
        ["-fpass-plugin=/evil.so"],
        ["-specs=/evil"],
        ["-B/evil"],
        ["-B", "/evil"],
        ["-wrapper", "/evil,-x"],
        ["--config=/evil"],
        ["--config", "/evil"],
        ["-mllvm", "-load=/evil.so"],
        ["-fmodule-file=/evil.pcm"],
        ["-fmodules-cache-path=/evil"],
        ["-include-pch", "/evil.pch"],
        ["-ivfsoverlay", "/evil.yaml"],
        ["-resource-dir", "/evil"],
        ["-Xclang", "-load", "-Xclang", "/evil.so"],
        ["-Xclang", "-plugin", "-Xclang", "evil"],
        ["-fcrash-diagnostics-dir=/evil"],
        ["-ftime-trace=/evil"],
        ["-save-temps"],
        ["-dD"],
        ["-target", "x86_64 -load"],
    ],
    ids=" ".join,
)
def test_what_could_load_run_or_write_is_dropped(tmp_path: Path, words: list[str]) -> None:
    entry = {"directory": str(tmp_path), "file": "a.cpp", "arguments": ["/evil/c++", *words, "-DGOOD", "a.cpp"]}
    notes = [headless(words[1])] if words[0] == "-include-pch" else []
    assert unit(tmp_path, entry, notes=notes).arguments == ("-DGOOD",)


def test_it_is_found_upwards_first(tmp_path: Path) -> None:
    below = tmp_path / "src" / "deep"
    (below / "build").mkdir(parents=True)
    for folder in (tmp_path, below / "build"):
        (folder / "compile_commands.json").write_text("[]")
    compile_database.forget()
    assert compile_database.find(None, below / "a.cpp") == tmp_path / "compile_commands.json"
    assert compile_database.find("elsewhere", below / "a.cpp") == Path("elsewhere/compile_commands.json")


def test_a_database_can_be_named_itself(tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text("[]")
    assert compile_database.find(str(other), tmp_path / "a.cpp") == other


@pytest.mark.parametrize("build", ["build", "out", "_build", "builddir", "cmake-build-debug", "build/Release"])
def test_it_is_found_in_the_usual_build_folders(tmp_path: Path, build: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    (tmp_path / ".git").mkdir()
    (tmp_path / "src").mkdir()
    (tmp_path / build).mkdir(parents=True)
    (tmp_path / build / "compile_commands.json").write_text("[]")
    expected = tmp_path / build / "compile_commands.json"
    assert compile_database.find(None, tmp_path / "src" / "a.cpp") == expected
    assert f"compile database: {expected}, in a usual build folder" in caplog.text


def test_build_folders_of_other_repositories_are_not_looked_into(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "compile_commands.json").write_text("[]")
    for inner in ("project", "nothing"):
        (tmp_path / inner).mkdir()
    (tmp_path / "project" / ".git").touch()
    assert compile_database.find(None, tmp_path / "project" / "a.cpp") is None
    assert compile_database.find(None, tmp_path / "nothing" / "a.cpp") is None


@pytest.mark.parametrize("text", ["", "{", "{}", "[" * 100_000, "\x00"])
def test_a_bad_database_is_a_problem(tmp_path: Path, text: str) -> None:
    file = tmp_path / "compile_commands.json"
    file.write_text(text)
    result = compile_database.read(file)
    assert isinstance(result, Problem)
    assert result.location is not None
    assert result.location.file == str(file)
    assert result.advice


def test_strange_entries_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.cpp").touch()
    strange = [{"file": "a\0.cpp"}, {"file": "\ud800"}, {"file": "a.cpp", "directory": "\ud800"}]
    _, problems = units(tmp_path, [1, None, {}, {"file": 3}, *strange], "")
    assert problems == ["entries of the compile database that can't be used: 7"]


def test_a_database_without_an_entry_that_can_be_used_fails_the_run(tmp_path: Path) -> None:
    (tmp_path / "compile_commands.json").write_text('[{"file": 5}]')
    done = podcheck("check", "-p", str(tmp_path))
    assert done.returncode == 2
    assert "entries of the compile database that can't be used: 1\n  Generate it again." in done.stderr


@pytest.mark.parametrize(
    ("rest", "why"),
    [
        ({"command": "c++ 'open"}, "No closing quotation"),
        ({"command": ""}, "neither arguments nor a command"),
        ({"arguments": []}, "neither arguments nor a command"),
        ({"arguments": ["c++", "-DX\0"]}, "a character that no program can be given"),
        ({"arguments": ["c++", "-I\ud800"]}, "a character that no program can be given"),
        ({"arguments": ["c++", "@" + 5000 * "a"]}, "File name too long"),
        ({"command": "c++ @."}, "response file '.': Is a directory"),
        ({"command": "c++ @/etc/passwd"}, "response file '/etc/passwd' is outside the source tree and was not read"),
    ],
)
def test_an_entry_that_cannot_be_used_is_a_problem(tmp_path: Path, rest: dict[str, object], why: str) -> None:
    (tmp_path / "a.cpp").write_text("struct A {};\n")
    (result,), (problem,) = units(tmp_path, [{"directory": str(tmp_path), "file": "a.cpp", **rest}], "a.cpp")
    assert result.arguments == ()
    assert why in problem


def test_files_that_vanished_are_problems_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.cpp").write_text("struct A {};\n")
    entries = [built(tmp_path, file=name) for name in ("src/a.cpp", "src/gone.cpp", "other/gone.cpp")]
    result, problems = units(tmp_path, entries, "src")
    assert [each_unit.file for each_unit in result] == [str(tmp_path / "src" / "a.cpp")]
    assert problems == [f"is listed in {tmp_path}/compile_commands.json, but does not exist"]


def test_response_files_are_read_where_the_compiler_is_run(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "flags.rsp").write_text('-DONE "-DTWO=a b"\n@more.rsp')
    (tmp_path / "build" / "more.rsp").write_text("-std=c++17\n-I../include")
    entry = {"directory": str(tmp_path / "build"), "file": "../a.cpp", "command": "c++ @flags.rsp -c ../a.cpp"}
    result = unit(tmp_path, entry)
    assert result.arguments == ("-DONE", "-DTWO=a b", f"-I{tmp_path}/build/../include")
    assert result.std is CxxStandard.CXX17


def test_nvccs_files_of_options_are_response_files_wherever_they_are_named(tmp_path: Path) -> None:
    (tmp_path / "outer.rsp").write_text("-DOUTER --options-file=inner.rsp")
    (tmp_path / "inner.rsp").write_text("-DINNER")
    entry = built(tmp_path, "-optf", "outer.rsp")
    assert unit(tmp_path, entry).arguments[:2] == ("-DOUTER", "-DINNER")
    read = compile_database.read(tmp_path / "compile_commands.json")
    assert isinstance(read, compile_database.Database)
    named = list(compile_database.response_files(read, tmp_path / "a.cpp"))
    assert named == [f"{tmp_path}/outer.rsp", f"{tmp_path}/inner.rsp"]


def test_names_that_are_not_utf_8_are_those_of_the_files(tmp_path: Path) -> None:
    """They stand in a database as they are; with other characters for their bytes there would be no such file."""
    name = os.fsencode(tmp_path) + b"/\xff.cpp"
    Path(os.fsdecode(name)).write_text("struct A {};\n")
    text = b'[{"file": "%s", "command": "c++ -DX=\xfe -I\xfd -c %s"}]' % (name, name)
    (tmp_path / "compile_commands.json").write_bytes(text)
    for paths in ([os.fsdecode(name)], [str(tmp_path)]):
        (result,), problems = units_of(make_settings(paths).inputs)
        assert not problems
        assert result.arguments == (os.fsdecode(b"-DX=\xfe"), os.fsdecode(b"-I%s/\xfd" % os.fsencode(tmp_path)))


def test_a_response_file_that_is_not_there_costs_no_other_flag(tmp_path: Path) -> None:
    names = ("a.cpp", "b.cpp", "c.cpp", "d.cpp")
    for name in names:
        (tmp_path / name).write_text("struct A {};\n")
    (tmp_path / "flags.rsp").write_text("-DONE @inner.modmap -DTWO")
    entries = [built(tmp_path, "@flags.rsp", f"@{name}.modmap", "-DTHREE", file=name) for name in names]
    result, problems = units(tmp_path, entries, "")
    assert {each_unit.arguments for each_unit in result} == {("-DONE", "-DTWO", "-DTHREE")}
    what = "response files of the compile database that do not exist, skipped"
    assert problems == [f"{what}: 5 (a.cpp.modmap, b.cpp.modmap, c.cpp.modmap, …)"]


def test_a_modmap_says_nothing_that_passes(tmp_path: Path) -> None:
    (tmp_path / "clang.modmap").write_text('-x c++-module\n-fmodule-output="a.pcm"\n-fmodule-file="b=b.pcm"\n')
    (tmp_path / "gcc.modmap").write_text("-fmodules-ts -fmodule-mapper=a.map -MD -fdeps-format=p1689r5 -x c++")
    result = unit(tmp_path, built(tmp_path, "@clang.modmap", "@gcc.modmap", "-DX"))
    assert (result.arguments, result.language) == (("-DX",), "c++")


def test_a_precompiled_file_stands_for_its_header(tmp_path: Path) -> None:
    """By what builds it, by its name beside it, by its name where headers are looked for; else that is said."""
    for name in ("pch/one.hpp", "build/two.hpp", "inc/three.hpp"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("struct P {};\n")
    (tmp_path / "a.cpp").write_text("struct A {};\n")
    makes = {**built(tmp_path / "build", file="../pch/one.hpp"), "output": "x.p/one.hpp.gch"}
    words = [
        "-Ix.p",
        "-I../inc",
        "-include",
        "one.hpp",
        "-include-pch",
        "x.p/one.hpp.pch",
        "-include-pch",
        "two.hpp.pch",
    ]
    words += ["-Xclang", "-include-pch", "-Xclang", "y.p/three.hpp.pch", "-include-pch", "four.hpp.pch"]
    (result,), problems = units(tmp_path, [makes, built(tmp_path / "build", *words, file="../a.cpp")], "a.cpp")
    included = [after for word, after in pairwise(result.arguments) if word == "-include"]
    headers = ("pch/one.hpp", "pch/one.hpp", "build/two.hpp", "build/../inc/three.hpp")
    assert included == [str(tmp_path / name) for name in headers]
    assert problems == [headless("four.hpp.pch")]


def test_a_database_does_not_say_itself_what_its_tree_is(tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text("struct A {};\n")
    entries = [built(tmp_path, "@/etc/passwd"), {"directory": "/", "file": "/etc/x.cpp", "command": "c++"}]
    _, (problem,) = units(tmp_path, entries, "a.cpp")
    assert "is outside the source tree" in problem


def test_a_file_behind_a_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.cpp").write_text("struct A {};\n")
    (tmp_path / "link").symlink_to("real")
    (tmp_path / "link.cpp").symlink_to("real/a.cpp")
    for path in ("link/a.cpp", "link.cpp"):
        (result,), problems = units(tmp_path, [built(tmp_path, "-DX", file="real/a.cpp")], path)
        assert (result.arguments, problems) == (("-DX",), [])


def test_a_response_file_that_names_itself_ends(tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text("struct A {};\n")
    (tmp_path / "loop.rsp").write_text("@loop.rsp @loop.rsp")
    _, (problem,) = units(tmp_path, [built(tmp_path, "@loop.rsp")], "a.cpp")
    assert "is nested more than 8 deep" in problem


def test_a_database_that_cmake_makes(tmp_path: Path) -> None:
    source = tmp_path / "src"
    source.mkdir()
    (tmp_path / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.16)\nproject(wire CXX)\nset(CMAKE_CXX_STANDARD 17)\n"
        "add_library(wire src/wire.cpp)\ntarget_include_directories(wire PRIVATE include)\n"
        'target_compile_definitions(wire PRIVATE [[NAME="a b"]])\ntarget_precompile_headers(wire PRIVATE <vector>)\n'
    )
    (source / "wire.cpp").write_text("#include <wire.hpp>\n")
    (tmp_path / "include").mkdir()
    (tmp_path / "include" / "wire.hpp").write_text("struct Wire { int a; };\n")
    run_cmake(tmp_path, "Unix Makefiles")
    paths = [str(source / "wire.cpp"), str(tmp_path / "include" / "wire.hpp")]
    result, problems = units_of(make_settings(paths, build_dir=str(tmp_path / "build")).inputs)
    assert problems == ()
    assert result[0].std is CxxStandard.CXX17
    assert {'-DNAME="a b"', f"-I{tmp_path}/include"} <= set(result[0].arguments)
    assert any("cmake_pch" in argument for argument in result[0].arguments)
    assert result[1].arguments == result[0].arguments


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.sampled_from(("\ud800", "a\0b", "/", "..", "@x", "-I", "-", "C:\\x", "C:/", "\\\\s\\t")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
WORDS = st.lists(
    st.text()
    | st.sampled_from(("-I", "-Xclang", "-std", "@a.cpp", "@.", "-D", "--", "cl", "ccache", "/I", "-o"))
    | st.sampled_from(("nvcc", "-x", "cu", "-include-pch", "-include", "--options-file", "--target=x", "-mx", '"'))
)
ENTRY = st.fixed_dictionaries(
    {"file": ANYTHING | st.just("a.cpp")},
    optional={
        "directory": ANYTHING,
        "arguments": ANYTHING | WORDS,
        "command": ANYTHING | WORDS.map(" ".join),
        "output": ANYTHING | st.sampled_from(("CMakeFiles/x.dir/a.o", "x.p/a.o")),
    },
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(st.lists(ENTRY | ANYTHING, max_size=4))
def test_no_database_breaks_a_run(tmp_path: Path, entries: list[object]) -> None:
    (tmp_path / "a.cpp").write_text("struct A {};\n")
    (tmp_path / "b.hpp").write_text("struct B {};\n")
    (tmp_path / "compile_commands.json").write_text(json.dumps(entries))
    compile_database._read.cache_clear()
    inputs = make_settings([str(tmp_path / name) for name in ("a.cpp", "b.hpp")], clang_args=["-xc++"]).inputs
    result, problems = units_of(inputs)
    assert [Path(unit.file).name for unit in result] == ["a.cpp", "b.hpp"]
    assert all(problem.message and problem.advice for problem in problems)
    scan = scan_paths(make_settings([str(tmp_path)]).inputs)
    names = {Path(name).name for name in (*(unit.file for unit in scan.units), *scan.unbuilt.sources)}
    in_c = any("files in C" in problem.message for problem in scan.problems)
    assert "a.cpp" in names or in_c
    assert "b.hpp" in {*names, *(Path(name).name for name in scan.unbuilt.headers)}
