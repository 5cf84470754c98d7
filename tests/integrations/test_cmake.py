"""CMake: podcheck as a checker of its builds, and find_package(podcheck); with real builds of a real project."""

from __future__ import annotations

import os
import re
import shutil
import stat
import sys
from pathlib import Path

import pytest

from podcheck._version import __version__
from podcheck.cmake import FOLDER
from podcheck.process import Completed
from podcheck.process import run as run_program
from tests.cli.running import REPOSITORY, podcheck
from tests.documents import marked_block
from tests.needs import HANGS_AFTER, find_program, require, search_path

pytestmark = pytest.mark.needs("cmake", "g++")
SYSTEMS = "Unix Makefiles"
"""Goes with the system's CMake, where it has one; Ninja with that beside Python, which is newer."""

HEADER = """\
#ifndef DEFINED_BY_CMAKE
#error the target's flags are not used
#endif
// podcheck: require trivially_copyable
struct Header {
    int length;
#ifdef BROKEN
    ~Header() {}
#endif
};
"""
LISTS = """\
cmake_minimum_required(VERSION 3.20)
project(wire LANGUAGES CXX)
set(CMAKE_CXX_STANDARD 17)
enable_testing()
add_library(wire src/wire.cpp)
add_library(broken src/wire.cpp src/other.cpp)
add_library(wire::wire ALIAS wire)
foreach(target IN ITEMS wire broken)
  target_include_directories(${target} PRIVATE include)
  target_compile_definitions(${target} PRIVATE DEFINED_BY_CMAKE [[TEXT="a b"]])
endforeach()
target_compile_definitions(broken PRIVATE BROKEN)
target_precompile_headers(broken PRIVATE <vector>)
"""


@pytest.fixture(params=[SYSTEMS, "Ninja"])
def generator(request: pytest.FixtureRequest) -> str:
    require("ninja" if request.param == "Ninja" else "make")
    return str(request.param)


def tool(name: str, generator: str) -> str:
    """Return the path of `cmake` or `ctest`."""
    own = shutil.which(name) if generator == SYSTEMS else None
    return own or str(find_program(name))


def run(*words: str, cwd: Path) -> Completed:
    """Run it there, with build tools beside Python."""
    return run_program(words, cwd=cwd, timeout=HANGS_AFTER, env={"PATH": search_path()})


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with two targets of the same source, of which one breaks the contract in the source's header."""
    folder = tmp_path / "a project"
    for name, text in {
        "src/wire.cpp": "#include <wire.hpp>\n",
        "src/other.cpp": "struct Other { int a; };\n",
        "include/wire.hpp": HEADER,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    program = folder / "podcheck"
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{REPOSITORY}" exec "{sys.executable}" -m podcheck "$@"\n')
    program.chmod(stat.S_IRWXU)
    return folder


def configure(project: Path, generator: str, more: str, *arguments: str) -> Completed:
    """Write the lists and have CMake make the folder `build` from them."""
    (project / "CMakeLists.txt").write_text(LISTS + more)
    folders = ("-S", str(project), "-B", str(project / "build"), f"-Dpodcheck_DIR={FOLDER}")
    return run(tool("cmake", generator), *folders, "-G", generator, *arguments, cwd=project)


def build(project: Path, generator: str, target: str) -> Completed:
    return run(tool("cmake", generator), "--build", "build", "--target", target, cwd=project)


def ctest(project: Path, generator: str) -> Completed:
    words = ("--output-on-failure", "--label-regex", "^podcheck$")
    return run(tool("ctest", generator), *words, cwd=project / "build")


CHECKED = "CXX_CLANG_TIDY", "${CMAKE_SOURCE_DIR}/podcheck;check;--quiet;--no-cross-check;--headers;wire"


def property_of(name: str, value: str) -> str:
    return f'set_target_properties(wire broken PROPERTIES {name} "{value}")\n'


@pytest.mark.parametrize("more", ["", ";-p;${CMAKE_BINARY_DIR}"], ids=["its own words", "a database"])
def test_a_build_stops_at_a_broken_contract(project: Path, generator: str, more: str) -> None:
    name, value = CHECKED
    made = configure(project, generator, property_of(name, value + more), "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON")
    assert made.ok, made.stderr
    good = build(project, generator, "wire")
    assert good.ok, good.stdout + good.stderr
    assert "podcheck:" not in good.stdout + good.stderr
    target = "wire" if more else "broken"  # of a source that is built twice, a database's first way counts
    if more:
        (project / "include" / "wire.hpp").write_text(HEADER.replace("#ifdef BROKEN", "#if 1"))
    bad = build(project, generator, target)
    assert not bad.ok
    reported = bad.stdout + bad.stderr
    assert "wire.hpp:8:5: error: 'Header' is not trivially_copyable" in reported
    assert "the destructor of 'Header' is user-provided" in reported


def test_cpplint_shows_it_and_builds_on(project: Path, generator: str) -> None:
    value = CHECKED[1] + ";--require;trivial;-p;${CMAKE_BINARY_DIR}"
    made = configure(project, generator, property_of("CXX_CPPLINT", value), "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON")
    assert made.ok, made.stderr
    (project / "include" / "wire.hpp").write_text(HEADER + "struct Later { int a = 0; };\n")
    done = build(project, generator, "wire")
    assert done.ok
    assert "'Later' is not trivial, which is required" in done.stdout + done.stderr


def test_what_the_docs_show_holds_the_build_and_the_tests(project: Path, generator: str) -> None:
    shown = marked_block("cmake")
    source = project / "src" / "wire.cpp"
    source.write_text("// podcheck: require standard_layout\nstruct Wire { int a; int b; };\n")
    made = configure(project, generator, shown, f"-DPODCHECK_EXECUTABLE={project / 'podcheck'}")
    assert made.ok, made.stderr
    assert build(project, generator, "wire").ok
    passed = ctest(project, generator)
    assert passed.ok, passed.stdout
    source.write_text(
        "// podcheck: require standard_layout\nstruct Wire { int a; private: int b; Wire(const Wire&); };\n"
    )
    stopped = build(project, generator, "wire")
    assert not stopped.ok
    assert "error: 'Wire' is not standard_layout" in stopped.stdout + stopped.stderr
    failed = ctest(project, generator)
    assert not failed.ok
    assert "error: 'Wire' is not trivially_copyable" in failed.stdout


ADDED = """\
find_package(podcheck 0.1 REQUIRED)
podcheck_add_test(wire::wire REQUIRE standard_layout trivial OPTIONS --no-cross-check)
podcheck_add_test(broken NAME "it is broken" HEADERS [[/include/.*\\.hpp$]] OPTIONS --no-cross-check)
"""


def test_a_target_is_checked_by_ctest_as_it_is_compiled(project: Path, generator: str) -> None:
    made = configure(project, generator, ADDED, f"-DPODCHECK_EXECUTABLE={project / 'podcheck'}")
    assert made.ok, made.stderr
    done = ctest(project, generator)
    assert re.search(r"Test +#1: podcheck\.wire \.+ +Passed", done.stdout), done.stdout
    assert re.search(r"Test +#2: it is broken \.+\*\*\*Failed", done.stdout), done.stdout
    assert done.stdout.count("'Header' is not trivially_copyable") == 1
    assert "1 tests failed out of 2" in done.stdout


REFUSED = {
    "nowhere": "podcheck_add_test(nowhere): there is no such target",
    "headers": "podcheck_add_test(headers): it compiles nothing here",
    "wire REQUIRED trivial": "no argument, or one without a value: REQUIRED;trivial",
    "wire HEADERS": "no argument, or one without a value: HEADERS",
}


@pytest.mark.parametrize(("arguments", "told"), REFUSED.items(), ids=list(REFUSED))
def test_what_can_not_be_tested_is_said_by_cmake(project: Path, arguments: str, told: str) -> None:
    more = f"find_package(podcheck REQUIRED)\nadd_library(headers INTERFACE)\npodcheck_add_test({arguments})\n"
    made = configure(project, "Ninja", more, f"-DPODCHECK_EXECUTABLE={project / 'podcheck'}")
    assert not made.ok
    assert told in " ".join(made.stderr.split())


SHOWN = 'message("found ${podcheck_FOUND} ${podcheck_VERSION} ${PODCHECK_EXECUTABLE}")\n'


@pytest.mark.parametrize(
    ("version", "is_found"), [("", True), ("0.1", True), (__version__, True), (f"{__version__} EXACT", True),
                              ("0.99", False), ("1.0", False)],
)  # fmt: skip
def test_the_version_is_podchecks(project: Path, version: str, is_found: bool) -> None:
    executable = str(project / "podcheck")
    made = configure(project, "Ninja", f"find_package(podcheck {version})\n{SHOWN}",
                     f"-DPODCHECK_EXECUTABLE={executable}")  # fmt: skip
    assert (f"found 1 {__version__} {executable}" in made.stderr) == is_found
    assert made.ok


@pytest.mark.parametrize("variable", ["CMAKE_PREFIX_PATH", "podcheck_ROOT"])
def test_the_command_of_the_same_environment_is_found(project: Path, variable: str) -> None:
    """As pip lays it out; scikit-build-core sets one of these variables to what the package's entry point names."""
    package = project / "venv" / "lib" / "python3.11" / "site-packages" / "podcheck"
    shutil.copytree(FOLDER, package / "cmake")
    shutil.copy(REPOSITORY / "podcheck" / "_version.py", package)
    command = project / "venv" / "bin" / "podcheck"
    command.parent.mkdir()
    shutil.copy(project / "podcheck", command)
    folder = package.parent if variable == "CMAKE_PREFIX_PATH" else package / "cmake"
    made = configure(project, "Ninja", f"find_package(podcheck REQUIRED)\n{SHOWN}",
                     "-Upodcheck_DIR", f"-D{variable}={folder}")  # fmt: skip
    assert f"found 1 {__version__} {command}" in made.stderr, made.stderr


def test_the_folder_is_told() -> None:
    done = podcheck("--cmake-dir")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{FOLDER}\n", "")
    assert os.listdir(FOLDER)


def test_without_the_command_it_says_so(project: Path) -> None:
    nowhere = "set(CMAKE_FIND_USE_SYSTEM_ENVIRONMENT_PATH OFF)\nset(CMAKE_FIND_USE_CMAKE_SYSTEM_PATH OFF)\n"
    made = configure(project, "Ninja", f"{nowhere}find_package(podcheck REQUIRED)\n")
    assert not made.ok
    assert "the command podcheck is not found: say -DPODCHECK_EXECUTABLE=" in " ".join(made.stderr.split())
