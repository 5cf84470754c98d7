"""A compiler's whole command line behind `--`, as CMake has it for `CXX_CLANG_TIDY`, and one target of a database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import podcheck

SOURCE = """\
#if X != 1
#error the flags of the command line are not used
#endif
#include "wire.hpp"
struct Here { Wire wire; };
"""
DRIVER = "--extra-arg-before=--driver-mode=g++"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "inc").mkdir()
    (tmp_path / "inc" / "wire.hpp").write_text("struct Wire { int a; };\n")
    (tmp_path / "a.cpp").write_text(SOURCE)
    return tmp_path


def report(folder: Path, *arguments: str) -> tuple[int, dict[str, str], str]:
    """The exit status, the source's own classes with their dialects, and what is said of problems."""
    words = ("--no-cross-check", "--headers", "(?!)", "--format", "json", *arguments)
    done = podcheck("check", "a.cpp", *words, cwd=folder)
    records = json.loads(done.stdout)["records"] if done.stdout else []
    return done.returncode, {record["name"]: record["std"] for record in records}, done.stderr


def test_of_a_command_line_the_flags_count_that_count_in_a_database(folder: Path) -> None:
    """Nothing that it names is run, loaded or written, and the database is not asked."""
    entry = {"directory": str(folder), "file": "a.cpp", "command": "c++ -DX=2 -std=c++11 -c a.cpp"}
    (folder / "compile_commands.json").write_text(json.dumps([entry]))
    program = folder / "c++"
    program.write_text(f"#!/bin/sh\ntouch '{folder}/ran'\n")
    program.chmod(0o755)
    before = {path.name for path in folder.iterdir()}
    words = (
        "-DX=1",
        "-Iinc",
        "-std=gnu++17",
        "-Winvalid-pch",
        "-fplugin=./evil.so",
        "-MD",
        "-MT",
        "x",
        "-MF",
        "made.d",
    )
    done = report(folder, DRIVER, "--", str(program), *words, "-o", "made.o", "-c", str(folder / "a.cpp"))
    assert done == (0, {"Here": "c++17"}, "")
    assert {path.name for path in folder.iterdir()} == before


PROGRAMS = {
    "a name": ["g++"],
    "a launcher": ["ccache", "/usr/bin/g++-12"],
    "CMake as a launcher": ["cmake", "-E", "env", "A=1", "clang++"],
    "no compiler's name": ["./tool"],
}


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_whatever_the_compiler_is_called(folder: Path, program: list[str]) -> None:
    assert report(folder, "--", *program, "-DX=1", "-Iinc", "-c", "a.cpp") == (0, {"Here": "c++17"}, "")


def test_the_words_of_cl_by_the_driver_or_the_name(folder: Path) -> None:
    words = ("/nologo", "/DX=1", "/Iinc", "/std:c++17", "/Fomade.obj", "/c", str(folder / "a.cpp"))
    for more, program in (((), "C:\\VS\\cl.exe"), (("--extra-arg-before=--driver-mode=cl",), "tool")):
        status, records, _ = report(folder, *more, "--", program, *words)
        assert (status, records) == (0, {"Here": "c++17"}), (more, program)


def test_flags_before_all_others_and_the_configurations_behind(folder: Path) -> None:
    (folder / "podcheck.toml").write_text('clang-args = ["-UX", "-DX=1"]\n')
    first = ("--extra-arg-before=-DX=3", "--extra-arg-before", "-Iinc", DRIVER)
    assert report(folder, *first, "--", "g++", "-UX", "-DX=2", "-c", "a.cpp") == (0, {"Here": "c++17"}, "")


def test_without_a_command_line_flags_are_flags(folder: Path) -> None:
    assert report(folder, DRIVER, "--extra-arg-before=-Iinc", "--", "-DX=1") == (0, {"Here": "c++20"}, "")
    assert report(folder, DRIVER, "--extra-arg-before=-std=c++14", "--", "-DX=1", "-Iinc") == (0, {"Here": "c++14"}, "")


def test_response_files_of_the_command_line(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    (folder / "flags.rsp").write_text("-DX=1 -I inc\n")
    assert report(folder, "--", "g++", "@flags.rsp", "-c", "a.cpp")[:2] == (0, {"Here": "c++17"})
    outside = tmp_path_factory.mktemp("outside") / "secret"
    outside.write_text("password\n")
    status, _, reported = report(folder, "--", "g++", f"@{outside}", "-c", "a.cpp")
    assert status == 2
    assert "podcheck: a.cpp: the compiler's command line after -- can't be used: response file" in reported
    assert "is outside the source tree and was not read" in reported
    assert "password" not in reported


def test_a_response_file_that_is_not_there_is_a_note(folder: Path) -> None:
    status, records, output = report(folder, "--", "g++", "-DX=1", "-Iinc", "@a.modmap", "-c", "a.cpp")
    assert (status, records) == (0, {"Here": "c++17"})
    assert "note: response files of the command line that do not exist, skipped: 1 (a.modmap)" in output


def test_the_dialect_is_the_named_compilers(folder: Path) -> None:
    words = ("-DX=1", "-Iinc", "-c", "a.cpp")
    assert report(folder, "--", "g++-10", *words) == (0, {"Here": "c++14"}, "")
    done = podcheck("check", "a.cpp", "--no-cross-check", "--", "g++-10", *words, cwd=folder)
    assert "gnu++14 (the default of g++-10)" in done.stdout


def test_of_targets_the_last_counts(folder: Path) -> None:
    """What the command has for another machine is left out, and said."""
    first = "--extra-arg-before=--target=aarch64-linux-gnu"
    status, records, output = report(folder, first, "--", "g++", "-mavx2", "-DX=1", "-Iinc", "-c", "a.cpp")
    assert (status, records) == (0, {"Here": "c++17"})
    assert "note: -mavx2 of the command line does not exist for aarch64-linux-gnu: dropped" in output
    words = ("--target=x86_64-linux-gnu", "-mavx2", "-DX=1", "-Iinc", "-c", "a.cpp")
    assert report(folder, first, "--", "clang++", *words) == (0, {"Here": "c++17"}, "")


def test_the_header_that_a_source_belongs_to_counts_with_a_command_line_too(folder: Path) -> None:
    done = podcheck("check", "a.cpp", "--no-cross-check", "--", "g++", "-DX=1", "-Iinc", "-c", "a.cpp", cwd=folder)
    assert "\nWire " in done.stdout


def test_a_command_line_has_no_includers(folder: Path) -> None:
    done = podcheck("check", "inc/wire.hpp", "--includers", "--", "g++", "-c", "a.cpp", cwd=folder)
    assert done.returncode == 2
    assert done.stderr == "podcheck: the command line of g++ after -- is for one file\n  Drop --includers.\n"


def test_a_dialect_that_podcheck_does_not_know_is_a_note(folder: Path) -> None:
    status, records, reported = report(folder, "--", "g++", "-std=c++99", "-DX=1", "-Iinc", "-c", "a.cpp")
    assert (status, records) == (0, {"Here": "c++20"})
    assert reported.startswith(
        "podcheck: a.cpp: note: unknown C++ dialect 'c++99' in the command line: c++20 is assumed\n"
    )


@pytest.mark.parametrize("command", ["explain", "layout", "asserts"])
def test_other_commands_take_flags_only(folder: Path, command: str) -> None:
    names = () if command == "asserts" else ("Here",)
    done = podcheck(command, *names, "a.cpp", "--", "g++", "-DX=1", cwd=folder)
    assert done.returncode == 2
    assert "'g++' after -- is not a flag; only `podcheck check` takes a whole command line" in done.stderr


def test_a_command_line_is_about_a_file(folder: Path) -> None:
    done = podcheck("check", "-p", ".", "--", "g++", "-c", "a.cpp", cwd=folder)
    assert done.returncode == 2
    assert done.stderr == (
        "podcheck: the command line of g++ after -- is for one file\n  Name the file before the --.\n"
    )


def database(folder: Path, *, output: bool) -> None:
    """A database as CMake writes it, with an entry for each target; the newer ones name the output."""
    items = []
    for target, flags in {"first": "-DX=2 -DGONE", "wire": "-DX=1", "wire2": "-DX=3"}.items():
        made = f"sub/CMakeFiles/{target}.dir/a.cpp.o"
        item = {"directory": str(folder), "file": "a.cpp", "command": f"c++ {flags} -Iinc -o {made} -c a.cpp"}
        items.append({**item, "output": f"{folder}/{made}"} if output else item)
    items.append(
        {"directory": str(folder), "file": "gone.cpp", "command": "c++ -c gone.cpp -o CMakeFiles/x.dir/gone.o"}
    )
    (folder / "compile_commands.json").write_text(json.dumps([*items, {"file": 1}, {"file": "b.cpp"}]))


@pytest.mark.parametrize("output", [True, False])
def test_one_target_of_a_database(folder: Path, output: bool) -> None:
    database(folder, output=output)
    arguments = ("check", "-p", ".", "--no-cross-check", "--format", "json")
    done = podcheck(*arguments, "--build-target", "wire", cwd=folder)
    assert (done.returncode, [item["name"] for item in json.loads(done.stdout)["records"]]) == (0, ["Wire", "Here"])
    assert "gone.cpp" not in done.stderr
    assert podcheck(*arguments, "--build-target", "first", cwd=folder).returncode == 2


@pytest.mark.parametrize("name", ["wires", "wire.dir", "w[i]re", "", "../wire"])
def test_a_target_that_is_not_there(folder: Path, name: str) -> None:
    database(folder, output=False)
    done = podcheck("check", "-p", ".", "--no-cross-check", f"--build-target={name}", cwd=folder)
    assert (done.returncode, done.stdout.partition("\n")[0]) != (0, "")
    assert f"the compile database has no source of a target '{name}'" in done.stderr
    assert ("Did you mean wire?" in done.stderr) or ("It builds first, wire, wire2, x." in done.stderr)


def test_a_target_says_which_files(folder: Path) -> None:
    done = podcheck("check", "a.cpp", "--build-target", "wire", cwd=folder)
    assert done.returncode == 2
    assert done.stderr == "podcheck: --build-target wire says which files to check\n  Leave a.cpp out.\n"
