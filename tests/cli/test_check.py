"""`podcheck check`, from outside."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import REPOSITORY, podcheck

GOOD = "struct Point { int x, y; };\n"
NOT_TRIVIAL = "struct Text { Text(const Text&); char* data; };\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.cpp").write_text(GOOD)
    (tmp_path / "text.hpp").write_text(NOT_TRIVIAL)
    return tmp_path


def test_the_table_goes_to_standard_output_alone(folder: Path) -> None:
    done = podcheck("check", "good.cpp", cwd=folder)
    assert done.returncode == 0
    assert done.stdout.splitlines()[3].split()[:6] == ["Point", "struct", "yes", "yes", "yes", "yes"]
    assert "all agree." in done.stdout
    assert done.stderr == ""


def test_a_header_alone_is_checked(folder: Path) -> None:
    done = podcheck("check", "text.hpp", "--no-cross-check", cwd=folder)
    assert done.returncode == 0
    assert "the copy constructor of 'Text' is user-provided\n    [class.copy.ctor]/11 text.hpp:1:15" in done.stdout


def test_a_directory_is_walked(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "more.cc").write_text("union U { int a; };")
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "no.cpp").write_text("struct Hidden {};")
    done = podcheck("check", ".", "--format", "json", "--no-cross-check", cwd=folder)
    assert [item["name"] for item in json.loads(done.stdout)["records"]] == ["Point", "Text", "U"]


def test_a_requirement_that_fails_is_a_finding(folder: Path) -> None:
    done = podcheck("check", ".", "--require", "trivially_copyable,pod", "--no-cross-check", cwd=folder)
    assert done.returncode == 1
    assert "text.hpp:1:15: error: 'Text' is not trivially_copyable, which is required [requirement]" in done.stdout
    assert podcheck("check", "good.cpp", "--require", "is_pod", "--no-cross-check", cwd=folder).returncode == 0


def test_findings_can_be_ignored_and_selected(folder: Path) -> None:
    common = ("check", ".", "--require", "pod", "--no-cross-check")
    assert podcheck(*common, "--ignore", "requirement", cwd=folder).returncode == 0
    assert podcheck(*common, "--select", "unexplained-mismatch", cwd=folder).returncode == 0
    assert podcheck(*common, "--select", "requirement", cwd=folder).returncode == 1


def test_further_reports_go_to_files(folder: Path) -> None:
    done = podcheck("check", "good.cpp", "--no-cross-check", "--report", "json=out.json", cwd=folder)
    assert done.returncode == 0
    assert json.loads((folder / "out.json").read_text())["records"][0]["name"] == "Point"
    assert "Point" in done.stdout


def test_several_workers_give_the_same_report(folder: Path) -> None:
    for number in range(4):
        (folder / f"more{number}.cpp").write_text(f"struct More{number} {{ int a; }};")
    first = podcheck("check", ".", "--no-cross-check", cwd=folder)
    two = podcheck("check", ".", "--no-cross-check", "-j", "2", cwd=folder)
    assert first.stdout == two.stdout


def test_quiet_leaves_findings_only(folder: Path) -> None:
    done = podcheck("check", ".", "-q", "--require", "pod", "--no-cross-check", cwd=folder)
    assert done.stdout == ""
    assert done.stderr == (
        "text.hpp:1:15: error: 'Text' is not a POD class, which is required [requirement]\n"
        "  because the copy constructor of 'Text' is user-provided\n"
        "  because 'Text' has no default constructor\n"
    )


def test_flags_for_the_compiler_stand_behind_dashes(folder: Path) -> None:
    (folder / "flags.cpp").write_text("#ifdef WITH\nstruct With {};\n#endif\n")
    done = podcheck("check", "flags.cpp", "--no-cross-check", "--", "-DWITH", cwd=folder)
    assert "With" in done.stdout


def test_the_dialect_may_stand_among_the_flags(folder: Path) -> None:
    done = podcheck("check", "good.cpp", "--no-cross-check", "--", "-std=gnu++14", cwd=folder)
    assert "As c++14" in done.stdout


def test_a_compile_database_is_found(folder: Path) -> None:
    entry = {"directory": str(folder), "file": "flags.cpp", "arguments": ["c++", "-std=c++17", "-DWITH", "flags.cpp"]}
    (folder / "compile_commands.json").write_text(json.dumps([entry]))
    (folder / "flags.cpp").write_text("#ifdef WITH\nstruct With {};\n#endif\n")
    done = podcheck("check", "flags.cpp", "--no-cross-check", cwd=folder)
    assert "With" in done.stdout
    assert "As c++17" in done.stdout


def test_without_a_compiler_it_goes_on(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    nothing = tmp_path_factory.mktemp("path")
    done = podcheck("check", "good.cpp", cwd=folder, PATH=str(nothing))
    assert done.returncode == 0
    assert "Not compared with a compiler." in done.stdout
    assert "no C++ compiler found" in done.stderr


BAD = {
    "a missing file": (("missing.cpp",), "missing.cpp: no such file"),
    "a directory without sources": (("void",), "void: no C++ source in this directory"),
    "an empty file": (("empty.cpp",), "empty.cpp: the file is empty"),
    "a file that does not parse": (("broken.cpp",), "broken.cpp:2:9: expected expression"),
    "bytes that are no UTF-8": (("latin.cpp",), "latin.cpp:2:8: source file is not valid UTF-8"),
    "a missing include": (("include.cpp",), "include.cpp:1:10: 'nothere.hpp' file not found"),
    "an unknown option of the compiler": (("good.cpp", "--", "-fno-such"), "unknown argument: '-fno-such'"),
    "an unknown dialect": (("good.cpp", "--std", "c++19"), "unknown C++ dialect 'c++19'"),
    "an unknown trait": (("good.cpp", "--require", "podd"), "unknown trait 'podd'"),
    "an unknown option": (("good.cpp", "--formt", "json"), "No such option '--formt'"),
    "a bad expression": (("good.cpp", "--headers", "("), "is not a regular expression"),
    "a missing compiler": (("good.cpp", "--compiler", "no-cc"), "compiler 'no-cc' not found"),
    "a bad report": (("good.cpp", "--report", "what"), "--report 'what' is not NAME=FILE"),
    "a report that can't be written": (
        ("good.cpp", "--report", "json=no/where.json"),
        "no/where.json: can't be written",
    ),
    "a missing database": (("good.cpp", "-p", "void"), "no such compile database"),
    "a missing libclang": (("good.cpp", "--libclang", "no.so"), "libclang not found at no.so"),
    "no libclang": (("good.cpp", "--libclang", "good.cpp"), "good.cpp: file too short\n  Install libclang-ng"),
    "no jobs": (("good.cpp", "-j", "0"), "--jobs must be at least 1"),
    "no path": ((), "Missing argument"),
}


@pytest.mark.parametrize(("arguments", "message"), BAD.values(), ids=BAD)
def test_bad_input_is_named(folder: Path, arguments: tuple[str, ...], message: str) -> None:
    (folder / "void").mkdir()
    (folder / "empty.cpp").touch()
    (folder / "broken.cpp").write_text("struct Before {};\nint x = ;\nstruct After {};\n")
    (folder / "latin.cpp").write_bytes(b"struct Before {};\nstruct \xe9t\xe9 {};\n")
    (folder / "include.cpp").write_text('#include "nothere.hpp"\nstruct After {};\n')
    done = podcheck("check", *(arguments[:1] or ()), "--no-cross-check" if "--compiler" not in arguments else "-v",
                    *arguments[1:], cwd=folder)  # fmt: skip
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    if arguments[:1] in (("broken.cpp",), ("include.cpp",)):
        assert "After" in done.stdout


def test_the_rest_is_still_reported(folder: Path) -> None:
    done = podcheck("check", "missing.cpp", "good.cpp", "--no-cross-check", cwd=folder)
    assert done.returncode == 2
    assert "Point" in done.stdout
    assert "1 problem (listed above)" in done.stdout


def test_a_closed_pipe_is_no_error(folder: Path) -> None:
    command = f"{sys.executable} -m podcheck check good.cpp --no-cross-check | true"
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(REPOSITORY)},
    )
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["check", "explain", "doctor"])
def test_help_has_an_example(command: str) -> None:
    done = podcheck(command, "--help")
    assert done.returncode == 0
    assert f":\n    podcheck {command}" in done.stdout.partition("Example")[2]


def test_verbose_says_where_flags_come_from(folder: Path) -> None:
    (folder / "build").mkdir()
    entry = '[{"directory": "..", "file": "good.cpp", "command": "c++ -std=c++14 good.cpp"}]'
    (folder / "build" / "compile_commands.json").write_text(entry)
    (folder / "beside.hpp").write_text("struct Beside {};\n")
    done = podcheck("check", "good.cpp", "beside.hpp", "-v", "--no-cross-check", cwd=folder)
    assert done.returncode == 0
    place = folder.resolve()
    assert f"podcheck: compile database: {place}/build/compile_commands.json, in a usual build folder" in done.stderr
    assert f"podcheck: {place}/beside.hpp: not in the compile database; flags of {place}/good.cpp" in done.stderr
    assert "As c++14" in done.stdout
    assert podcheck("check", "good.cpp", "--no-cross-check", cwd=folder).stderr == ""
