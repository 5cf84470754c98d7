"""`check` with `--fix`, `--diff` and `--with-fixes`: mechanical fixes of all classes of a run, end to end on files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest

from tests.cli.running import REPOSITORY, answer_on_a_terminal, podcheck

SCHEMAS = REPOSITORY / "tests" / "report" / "schemas"
HEADER = """\
#pragma once
struct Header { ~Header() {} int a; };
"""
FIRST = """\
#include "header.hpp"
// é 𐐂
struct A {
    /* é𐐂 */ A() {} ~A() {}
    int x;
private:
    int y;
};
struct Both { Header h; A a; };
"""
SECOND = """\
#include "header.hpp"
struct C { C(const C& other) : n(other.n) {} Header h; int n; };
struct D { ~D() {} };
"""
FIXED = {
    "header.hpp": HEADER.replace("{} int", "= default; int"),
    "first.cpp": FIRST.replace("A() {}", "A() = default;").replace("private", "public"),
    "second.cpp": SECOND.replace("~D() {}", "~D() = default;"),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    for name, text in (("header.hpp", HEADER), ("first.cpp", FIRST), ("second.cpp", SECOND)):
        (folder / name).write_text(text)
    return folder


def check(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return podcheck("check", *arguments, "--no-cross-check", cwd=folder)


def texts(folder: Path) -> dict[str, str]:
    return {name: (folder / name).read_text() for name in FIXED}


@pytest.mark.needs("git")
def test_the_diff_of_all_classes_is_shown_and_nothing_is_written(project: Path, tmp_path: Path) -> None:
    before = texts(project)
    done = check(project, ".", "--diff")
    assert done.returncode == 0, done.stderr
    assert texts(project) == before
    copied = tmp_path / "copied"
    shutil.copytree(project, copied)
    subprocess.run(["git", "apply", "-"], input=done.stdout, encoding="utf-8", cwd=copied, check=True)
    assert texts(copied) == FIXED
    asking = check(project, ".", "--fix")
    assert asking.stdout == done.stdout
    assert "Nothing was written; --yes applies it without asking." in asking.stderr
    assert texts(project) == before


def test_yes_writes_the_fixes_of_all_files(project: Path) -> None:
    done = check(project, ".", "--fix", "--yes")
    assert done.returncode == 0, done.stderr
    assert texts(project) == FIXED
    assert {path.name for path in project.iterdir()} == set(FIXED)
    again = check(project, ".", "--fix", "--yes")
    assert (again.returncode, again.stdout) == (0, "")
    assert "no mechanical fix helps a class: nothing was changed" in again.stderr


def test_what_explain_does_for_one_class_is_done_for_it_here(project: Path) -> None:
    assert check(project, "first.cpp", "--fix", "--yes").returncode == 0
    ours = (project / "first.cpp").read_text()
    (project / "first.cpp").write_text(FIRST)
    assert podcheck("explain", "A", "first.cpp", "--fix", "--yes", cwd=project).returncode == 0
    assert (project / "first.cpp").read_text() == ours


@pytest.mark.parametrize(("answer", "written"), [("y", True), ("n", False)])
def test_it_asks_on_a_terminal(answer: str, written: bool, project: Path) -> None:
    shown = answer_on_a_terminal(["check", "second.cpp", "--no-cross-check", "--fix"], answer, project)
    assert b"Apply it?" in shown
    assert ((project / "second.cpp").read_text() == FIXED["second.cpp"]) is written


def test_header_and_source_change_together(project: Path) -> None:
    (project / "far.hpp").write_text("struct Far {\n    ~Far();\n    int a;\n};\n")
    (project / "far.cpp").write_text('#include "far.hpp"\nFar::~Far() {}\n')
    (project / "a_user.cpp").write_text('#include "far.hpp"\nFar far;\n')
    assert check(project, ".", "--fix", "--yes").returncode == 0
    assert (project / "far.hpp").read_text() == "struct Far {\n    ~Far() = default;\n    int a;\n};\n"
    assert (project / "far.cpp").read_text() == '#include "far.hpp"\n'


def test_a_fix_that_breaks_another_file_of_the_run_is_left_alone(project: Path) -> None:
    relies = '#include "header.hpp"\nvoid f() { static_assert(!__is_trivially_copyable(Header), ""); }\n'
    (project / "third.cpp").write_text(relies)
    done = check(project, ".", "--fix", "--yes")
    assert done.returncode == 0, done.stderr
    assert texts(project) == {**FIXED, "header.hpp": HEADER}
    assert "'Header': its fix would be an error in another file: not changed" in done.stderr


def test_a_source_with_errors_is_left_alone_and_the_others_are_fixed(project: Path) -> None:
    broken = SECOND + "int broken = nothing;\n"
    (project / "second.cpp").write_text(broken)
    done = check(project, ".", "--fix", "--yes")
    assert done.returncode == 2
    assert "second.cpp has errors: its classes are not changed" in done.stderr
    assert (project / "second.cpp").read_text() == broken
    assert (project / "first.cpp").read_text() == FIXED["first.cpp"]


def test_nothing_outside_of_the_project_is_written(project: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    outside = {"lib.hpp": "struct Lib { ~Lib() {} int a; };\n", "real.cpp": SECOND, "beside.hpp": HEADER}
    for name, text in outside.items():
        (elsewhere / name).write_text(text)
    (project / "linked").symlink_to(elsewhere)
    (project / "second.cpp").unlink()
    (project / "second.cpp").symlink_to(elsewhere / "real.cpp")
    (project / "header.hpp").unlink()
    (project / "header.hpp").symlink_to(elsewhere / "beside.hpp")
    (project / "user.cpp").write_text('#include "linked/lib.hpp"\nstruct U : Lib { };\n')
    for paths in ((".",), ("user.cpp", "first.cpp", "second.cpp")):
        (project / "first.cpp").write_text(FIRST)
        done = check(project, *paths, "--headers", ".*", "--fix", "--yes")
        assert done.returncode == 0, done.stderr
        assert {name: (elsewhere / name).read_text() for name in outside} == outside
        assert (project / "second.cpp").is_symlink()
        assert (project / "first.cpp").read_text() == FIXED["first.cpp"]


def test_a_read_only_file_leaves_every_file_as_it_was(project: Path) -> None:
    before = texts(project)
    os.chmod(project / "second.cpp", 0o444)
    done = check(project, ".", "--fix", "--yes")
    assert done.returncode == 2
    assert "second.cpp is read-only: not changed" in done.stderr
    assert texts(project) == before


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("--yes",), "--yes needs --fix"),
        (("--fix", "--diff"), "--fix and --diff exclude each other"),
        (("--fix", "--with-fixes", "--format", "sarif"), "choose one"),
        (("--with-fixes", "--format", "junit"), "a format that carries fixes"),
    ],
)
def test_what_does_not_go_together_is_said(project: Path, arguments: tuple[str, ...], text: str) -> None:
    done = check(project, ".", *arguments)
    assert done.returncode == 2
    assert text in done.stderr


def test_the_text_of_standard_input_is_not_fixed(project: Path) -> None:
    done = check(project, "--stdin-filename", "first.cpp", "--fix", "--yes")
    assert done.returncode == 2
    assert "standard input is not one" in done.stderr
    assert (project / "first.cpp").read_text() == FIRST


def with_fixes(project: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the SARIF and the rdjson report of the project."""
    files = [f"--report={name}=report.{name}" for name in ("sarif", "rdjson")]
    done = check(project, ".", "--require", "trivially_destructible", "--with-fixes", "-q", *files)
    assert done.returncode == 1, done.stderr
    sarif, rdjson = (json.loads((project / f"report.{name}").read_text()) for name in ("sarif", "rdjson"))
    jsonschema.Draft4Validator(json.loads((SCHEMAS / "sarif-2.1.0.json").read_text())).validate(sarif)
    jsonschema.Draft202012Validator(json.loads((SCHEMAS / "rdjson.json").read_text())).validate(rdjson)
    return sarif, rdjson


def by_bytes(content: bytes, region: Mapping[str, int]) -> tuple[int, int]:
    assert region["byteOffset"] <= len(content)
    return region["byteOffset"], region["byteOffset"] + region["byteLength"]


def by_columns(content: bytes, region: Mapping[str, int]) -> tuple[int, int]:
    """Return the bytes of a region whose columns count UTF-16's units."""
    return (
        _offset(content, region["startLine"], region["startColumn"]),
        _offset(content, region["endLine"], region["endColumn"]),
    )


def _offset(content: bytes, line: int, column: int) -> int:
    lines = content.decode().split("\n")
    before = lines[line - 1].encode("utf-16-le")[: (column - 1) * 2].decode("utf-16-le")
    return len("\n".join((*lines[: line - 1], before)).encode())


@pytest.mark.parametrize("find", [by_bytes, by_columns])
def test_the_fixes_of_sarif_do_what_fix_does(project: Path, find: Any) -> None:  # noqa: ANN401
    (run,) = with_fixes(project)[0]["runs"]
    assert run["columnKind"] == "utf16CodeUnits"
    edits: dict[str, dict[tuple[int, int], bytes]] = {}
    for result in run["results"]:
        (fix,) = result.get("fixes", [None])
        assert fix is not None, result["message"]
        assert fix["description"]["text"].startswith("default the destructor of ")
        for change in fix["artifactChanges"]:
            assert change["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
            file = unquote(change["artifactLocation"]["uri"])
            for replacement in change["replacements"]:
                region = find((project / file).read_bytes(), replacement["deletedRegion"])
                edits.setdefault(file, {})[region] = replacement["insertedContent"]["text"].encode()
    applied = {}
    for file, some in edits.items():
        content = (project / file).read_bytes()
        for (start, end), text in sorted(some.items(), reverse=True):
            content = content[:start] + text + content[end:]
        applied[file] = content.decode()
    wanted = {**FIXED, "first.cpp": FIRST.replace("~A() {}", "~A() = default;")}
    assert applied == wanted


def test_the_suggestions_of_rdjson_do_what_fix_does(project: Path) -> None:
    content = (project / "first.cpp").read_bytes()
    reported = {}
    for diagnostic in with_fixes(project)[1]["diagnostics"]:
        path = diagnostic["location"]["path"]
        reported[diagnostic["message"].split("'")[1]] = (path, diagnostic.get("suggestions", []))
    path, (suggestion,) = reported["A"]
    assert path == "first.cpp"
    lines = content.split(b"\n")
    start, end = suggestion["range"]["start"], suggestion["range"]["end"]
    line = lines[start["line"] - 1]
    assert start["line"] == end["line"]
    lines[start["line"] - 1] = (
        line[: start["column"] - 1] + suggestion["text"].encode() + line[end["column"] - 1 :]
    )  # columns count bytes
    assert b"\n".join(lines).decode() == FIRST.replace("~A() {}", "~A() = default;")
    assert reported["Both"][1] == []  # it takes edits of two files, and a suggestion is of the diagnostic's


def test_without_the_option_no_fix_is_looked_for(project: Path) -> None:
    done = check(project, ".", "--require", "trivially_destructible", "--format", "sarif")
    (run,) = json.loads(done.stdout)["runs"]
    assert all("fixes" not in result for result in run["results"])
