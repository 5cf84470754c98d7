"""Which compilers are found, and what is said of those that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from podcheck.crosscheck.compilers import Compiler, Family, find_compilers
from podcheck.model.traits import CxxStandard
from tests.crosscheck.fakes import FAILS, NO_COMPILER, program

GXX_12 = "#!/bin/sh\necho '#define __GNUC__ 12'\necho '#define __GNUC_MINOR__ 2'\n"
GXX_13 = GXX_12.replace("12'", "13'")
CLANGXX_19 = (
    "#!/bin/sh\necho '#define __GNUC__ 4'\necho '#define __clang_major__ 19'\necho '#define __clang_minor__ 1'\n"
)


def test_the_machines_own_gxx_is_found() -> None:
    (result,), problems = find_compilers(("g++",))
    assert result.family is Family.GXX
    assert result.version[0] >= 5
    assert problems == ()


def test_what_a_compiler_is_called_does_not_matter(tmp_path: Path) -> None:
    path = program(tmp_path, "my-cc", CLANGXX_19)
    (result,), problems = find_compilers((path,))
    assert result.id == "clang++-19.1"
    assert problems == ()


def test_a_command_may_have_arguments(tmp_path: Path) -> None:
    path = program(tmp_path, "wrapper", GXX_12)
    (result,), _ = find_compilers((f"{path} --quiet",))
    assert result.command == (path, "--quiet")


def test_the_plain_name_comes_before_the_newest_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "g++-13", GXX_13)
    program(tmp_path, "clang++-19", CLANGXX_19)
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "g++").symlink_to("g++-12")
    program(tmp_path, "g++-12", GXX_12)
    result, _ = find_compilers(())
    assert [compiler.id for compiler in result] == ["g++-12.2", "clang++-19.1"]


def test_all_takes_every_version_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in (("g++-12", GXX_12), ("g++-13", GXX_13), ("clang++-19", CLANGXX_19)):
        program(tmp_path, name, text)
    (tmp_path / "g++").symlink_to("g++-12")
    monkeypatch.setenv("PATH", str(tmp_path))
    result, _ = find_compilers(("all",))
    assert sorted(compiler.id for compiler in result) == ["clang++-19.1", "g++-12.2", "g++-13.2"]


def test_no_compiler_at_all_is_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("podcheck.crosscheck.compilers._zig", lambda: None)
    result, (problem,) = find_compilers(())
    assert result == ()
    assert "not cross-checked" in problem.message
    assert "podcheck[zig]" in problem.advice
    assert not problem.fatal


@pytest.mark.parametrize("text", [NO_COMPILER, FAILS])
def test_what_is_no_compiler_is_said(tmp_path: Path, text: str) -> None:
    result, (problem,) = find_compilers((program(tmp_path, "cc", text),))
    assert result == ()
    assert "can't be cross-checked with" in problem.message
    assert problem.fatal


def test_a_missing_one_is_an_error_and_the_others_are_found() -> None:
    result, (problem,) = find_compilers(("g++", "no-such-compiler"))
    assert len(result) == 1
    assert "'no-such-compiler' not found" in problem.message
    assert problem.fatal


@pytest.mark.parametrize(
    ("family", "version", "std", "flag"),
    [
        (Family.GXX, 12, CxxStandard.CXX23, "c++23"),
        (Family.GXX, 12, CxxStandard.CXX26, None),
        (Family.GXX, 9, CxxStandard.CXX20, "c++2a"),
        (Family.CLANGXX, 19, CxxStandard.CXX26, "c++26"),
        (Family.CLANGXX, 16, CxxStandard.CXX26, None),
        (Family.GXX, 5, CxxStandard.CXX98, "c++98"),
    ],
)
def test_dialects_by_version(family: Family, version: int, std: CxxStandard, flag: str | None) -> None:
    spelled = Compiler(("x",), family, (version, 0)).supports(std)
    assert spelled == flag or (flag and spelled and spelled.replace("2b", "23").replace("2c", "26") == flag)
