"""`podcheck explain` and `podcheck doctor`, from outside."""

from __future__ import annotations

from pathlib import Path

import pytest

from podcheck.extract import cxxlib
from tests.cli.running import podcheck

SOURCE = """\
#include <utility>
namespace wire {
struct Text { Text(const Text&); };
struct Header { int version; Text title; };
}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "wire.cpp").write_text(SOURCE)
    return tmp_path


def test_a_class_by_its_last_name(folder: Path) -> None:
    done = podcheck("explain", "Header", "wire.cpp", cwd=folder)
    assert done.returncode == 0
    assert done.stdout.startswith("struct wire::Header\n")
    assert "3 | struct Text { Text(const Text&); };\n" in done.stdout
    assert "[class.copy.ctor]/11 user-provided wire.cpp:3:15" in done.stdout


def test_the_directory_is_searched_where_no_path_is_given(folder: Path) -> None:
    done = podcheck("explain", "wire::Header", "--no-cross-check", cwd=folder)
    assert done.stdout.startswith("struct wire::Header\n")


def test_a_type_that_the_file_can_name(folder: Path) -> None:
    done = podcheck("explain", "std::pair<int,wire::Text>", "wire.cpp", "--no-cross-check", cwd=folder)
    assert done.returncode == 0
    assert done.stdout.startswith("struct std::pair<int, wire::Text>\n")


def test_an_unknown_class_names_the_nearest(folder: Path) -> None:
    done = podcheck("explain", "Heder", "wire.cpp", "--no-cross-check", cwd=folder)
    assert done.returncode == 2
    assert "wire.cpp defines no class 'Heder'" in done.stderr
    assert "wire::Header" in done.stderr


def test_a_missing_file(folder: Path) -> None:
    done = podcheck("explain", "Header", "no.cpp", cwd=folder)
    assert done.returncode == 2
    assert done.stderr.startswith("podcheck: no.cpp: no such file\n")


def test_doctor_lists_what_is_there() -> None:
    done = podcheck("doctor")
    assert done.returncode == 0
    for word in ("podcheck ", "libclang ", "C++ library  found", "compiler     g++-"):
        assert word in done.stdout


def test_doctor_says_what_is_missing(tmp_path: Path) -> None:
    done = podcheck("doctor", "--libclang", str(tmp_path / "no.so"))
    assert done.returncode == 2
    assert "libclang     missing" in done.stdout


def test_a_machine_without_a_cxx_library(folder: Path) -> None:
    done = podcheck("check", "wire.cpp", "--no-cross-check", "--", "-nostdinc++", cwd=folder)
    assert done.returncode == 2
    assert "wire.cpp:1:10: 'utility' file not found" in done.stderr
    assert "podcheck[zig]" in done.stderr
    assert "Debian: g++" in done.stderr


def test_the_system_library_comes_before_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cxxlib, "system_library", lambda: "/usr/include/c++")
    assert cxxlib.library_arguments(()) == ()
    monkeypatch.setattr(cxxlib, "system_library", lambda: None)
    monkeypatch.setattr(cxxlib, "zig_library", lambda: ("-isystem", "zig"))
    assert cxxlib.library_arguments(()) == ("-isystem", "zig")
    assert cxxlib.library_arguments(("--sysroot=/x",)) == ()
