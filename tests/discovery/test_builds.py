"""Compile databases as build tools make them: CMake with Make and with Ninja, Meson; precompiled headers, modules."""

from __future__ import annotations

from pathlib import Path

import pytest

import podcheck
from podcheck.config.settings import make_settings
from podcheck.discovery.units import units_of
from podcheck.model.results import Report
from podcheck.model.traits import CxxStandard
from tests.discovery.building import clang, cmake, meson, run, tool, write

LISTS = """\
cmake_minimum_required(VERSION 3.16)
project(wire CXX)
add_library(wire src/wire.cpp)
target_include_directories(wire PRIVATE include)
target_compile_definitions(wire PRIVATE [[NAME="a b"]])
target_precompile_headers(wire PRIVATE <pre.hpp>)
"""
SOURCES = {
    "include/pre.hpp": "#pragma once\nstruct Pre { virtual void f(); };\n",
    "src/wire.cpp": "struct Wire { Pre pre; char name[sizeof(NAME)]; };\n",
}
MESON = """\
project('wire', 'cpp', default_options: ['cpp_std=c++14'])
library('wire', 'src/wire.cpp', include_directories: 'include', cpp_pch: 'pch/wire_pch.hpp',
        cpp_args: ['-DNAME="a b"'])
"""


def checked(build: Path, *paths: Path) -> Report:
    return podcheck.check(*map(str, paths), build_dir=str(build), cross_check=False)


def size_of(report: Report, name: str) -> int | None:
    (record,) = [record for record in report.records if record.facts.name == name]
    return record.facts.size


@pytest.mark.parametrize("compiler", ["g++", "clang++"])
@pytest.mark.parametrize("generator", ["Unix Makefiles", "Ninja"])
def test_what_cmake_precompiles_is_included(tmp_path: Path, generator: str, compiler: str) -> None:
    write(tmp_path, {"CMakeLists.txt": LISTS, **SOURCES})
    build = cmake(tmp_path, generator, clang() if compiler == "clang++" else compiler)
    report = checked(build, tmp_path / "src" / "wire.cpp")
    assert report.problems == ()
    assert size_of(report, "Wire") == 16


@pytest.mark.parametrize("built", [False, True], ids=["configured", "built"])
@pytest.mark.parametrize("compiler", ["g++", "clang++"])
def test_what_meson_precompiles_is_included(tmp_path: Path, compiler: str, built: bool) -> None:
    write(tmp_path, {"meson.build": MESON, "pch/wire_pch.hpp": "#include <pre.hpp>\n", **SOURCES})
    build = meson(tmp_path, clang() if compiler == "clang++" else compiler)
    if built:
        run(tool("ninja"), "-C", str(build), cwd=tmp_path)
    report = checked(build, tmp_path / "src" / "wire.cpp")
    assert report.problems == ()
    assert size_of(report, "Wire") == 16
    assert {record.std for record in report.records} == {CxxStandard.CXX14}


MODULES = {
    "CMakeLists.txt": """\
cmake_minimum_required(VERSION 3.28)
project(shapes CXX)
set(CMAKE_CXX_STANDARD 20)
add_library(shapes)
target_sources(shapes PUBLIC FILE_SET CXX_MODULES FILES shape.cppm PRIVATE plain.cpp)
target_include_directories(shapes PRIVATE include)
target_compile_definitions(shapes PRIVATE WIDE=1)
""",
    "include/pre.hpp": SOURCES["include/pre.hpp"],
    "shape.cppm": "module;\n#include <pre.hpp>\nexport module shape;\nexport struct Shape { Pre pre[WIDE]; };\n",
    "plain.cpp": "#include <pre.hpp>\nstruct Plain { Pre pre[WIDE]; };\n",
}


@pytest.mark.parametrize("built", [False, True], ids=["configured", "built"])
def test_modmaps_that_only_a_build_makes_cost_no_other_flag(tmp_path: Path, built: bool) -> None:
    write(tmp_path, MODULES)
    build = cmake(tmp_path, "Ninja", clang())
    if built:
        run(tool("ninja"), "-C", str(build), cwd=tmp_path)
    units, problems = units_of(make_settings([], build_dir=str(build)).inputs)
    assert [(unit.std, f"-I{tmp_path}/include" in unit.arguments, "-DWIDE=1" in unit.arguments) for unit in units] == [
        (CxxStandard.CXX20, True, True)
    ] * 2
    assert [(problem.message.partition(" (")[0], problem.fatal) for problem in problems] == (
        [] if built else [("response files of the compile database that do not exist, skipped: 2", False)]
    )
    report = checked(build)
    assert (size_of(report, "Plain"), size_of(report, "Shape")) == (8, 8)
    assert not any(problem.fatal for problem in report.problems)


def test_the_dialect_that_cmake_leaves_out_is_the_compilers(tmp_path: Path) -> None:
    write(tmp_path, {"CMakeLists.txt": LISTS, **SOURCES})
    report = checked(cmake(tmp_path, "Unix Makefiles", "g++"), tmp_path / "src" / "wire.cpp")
    assert {record.std for record in report.records} == {CxxStandard.CXX17}
    assert report.assumed == (("gnu++17 (the default of g++)", 1),)
