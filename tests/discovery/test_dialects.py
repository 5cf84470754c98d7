"""The dialect where a command names none: the default of the compiler that it names, by its version."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from podcheck.config.settings import make_settings
from podcheck.discovery.units import units_of
from podcheck.model.units import Unit
from tests.cli.running import podcheck


def unit_of(folder: Path, command: str, name: str = "a.cpp", *, std: str | None = None) -> Unit:
    (folder / name).write_text("struct A { int x; };\n")
    items = [{"directory": str(folder), "file": "a.cpp", "command": f"{command} -c a.cpp"}]
    (folder / "compile_commands.json").write_text(json.dumps(items))
    (unit,), _ = units_of(make_settings([str(folder / name)], std=std).inputs)
    return unit


DEFAULTS = {
    "g++": ("c++17", "gnu++17 (the default of g++)"),
    "/usr/bin/c++": ("c++17", "gnu++17 (the default of c++)"),
    "g++-15": ("c++17", "gnu++17 (the default of g++-15)"),
    "g++-16": ("c++20", "gnu++20 (the default of g++-16)"),
    "ccache /opt/x86_64-linux-gnu-g++-17.1": ("c++20", "gnu++20 (the default of g++-17)"),
    "g++-11": ("c++17", "gnu++17 (the default of g++-11)"),
    "gcc-10": ("c++14", "gnu++14 (the default of gcc-10)"),
    "g++-6.3": ("c++14", "gnu++14 (the default of g++-6)"),
    "g++-5": ("c++98", "gnu++98 (the default of g++-5)"),
    "clang++": ("c++17", "gnu++17 (the default of clang++)"),
    "clang++-22": ("c++17", "gnu++17 (the default of clang++-22)"),
    "clang++-15": ("c++14", "gnu++14 (the default of clang++-15)"),
    "clang-cl": ("c++14", "c++14 (the default of clang-cl)"),
    "cl.exe /W4": ("c++14", "c++14 (the default of cl)"),
    "/opt/cuda/bin/nvcc -x c++": ("c++17", "gnu++17 (the default of nvcc)"),
    "nvcc -x c++ -ccbin=/usr/bin/g++-10": ("c++14", "gnu++14 (the default of g++-10)"),
    "em++": ("c++17", "gnu++17 (the default of em++)"),
    "some-compiler": ("c++17", "gnu++17 (the default of g++ and clang++)"),
}


@pytest.mark.parametrize(("command", "expected"), DEFAULTS.items(), ids=DEFAULTS)
def test_the_default_of_a_compiler(tmp_path: Path, command: str, expected: tuple[str, str]) -> None:
    unit = unit_of(tmp_path, command)
    assert (unit.std.spelling, unit.assumed) == expected


@pytest.mark.parametrize("command", ["g++ -std=c++11", "g++ -ansi", "cl /std:c++17", "clang-cl /clang:-std=c++20"])
def test_what_is_said_is_not_assumed(tmp_path: Path, command: str) -> None:
    assert unit_of(tmp_path, command).assumed == ""


def test_the_users_dialect_is_not_assumed(tmp_path: Path) -> None:
    unit = unit_of(tmp_path, "g++", std="c++23")
    assert (unit.std.spelling, unit.assumed) == ("c++23", "")


def test_a_header_has_it_from_the_source_whose_flags_it_borrows(tmp_path: Path) -> None:
    assert unit_of(tmp_path, "g++-16", "a.hpp").assumed == "gnu++20 (the default of g++-16)"


def test_without_a_database_it_is_cxx20_as_ever(tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text("struct A { int x; };\n")
    (unit,), _ = units_of(make_settings([str(tmp_path / "a.cpp")]).inputs)
    assert (unit.std.spelling, unit.assumed) == ("c++20", "")


def test_the_summary_says_what_is_assumed_and_for_how_many_files(tmp_path: Path) -> None:
    items = []
    for name, command in (("a.cpp", "g++"), ("b.cpp", "g++"), ("c.cpp", "g++-16"), ("d.cpp", "g++ -std=c++11")):
        (tmp_path / name).write_text(f"struct {name[0].upper()} {{ int x; }};\n")
        items.append({"directory": str(tmp_path), "file": name, "command": f"{command} -c {name}"})
    (tmp_path / "compile_commands.json").write_text(json.dumps(items))
    done = podcheck("check", "-p", ".", "--no-cross-check", cwd=tmp_path)
    assert done.returncode == 0
    assert "Dialect assumed, since no option names one: gnu++17 (the default of g++), for 2 files." in done.stdout
    assert "Dialect assumed, since no option names one: gnu++20 (the default of g++-16), for 1 file." in done.stdout
    assert "assumed" not in podcheck("check", "-p", ".", "--no-cross-check", "--std", "c++17", cwd=tmp_path).stdout
