"""What some tests need that not every machine has. Without it they are skipped, and say so; in CI they fail.

`@pytest.mark.needs("git")` above a test, among a parameter's `marks`, or as a file's `pytestmark`. Programs are looked
for on the PATH, and beside Python, where packages have them. `PODCHECK_TESTS_HIDE` names, parted by commas, what counts
as not there: for headers, which no variable of the system hides. `.ci/run` runs the tests with and without all of it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from podcheck.crosscheck.compilers import Compiler, Family, find_compilers
from podcheck.model.traits import CxxStandard

HANGS_AFTER = 600.0
"""Seconds after which a program that a test waits for hangs, on the slowest of machines too: no test measures time."""

_INCLUDE = (Path("/usr/include"), Path("/usr/local/include"))


@cache
def found_compilers() -> tuple[Compiler, ...]:
    """The compilers that podcheck cross-checks with by itself."""
    return find_compilers(())[0]


def search_path() -> str:
    """Return where programs are: beside Python first, where they may be newer than the system's."""
    return os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)))


def find_program(name: str) -> str | None:
    """Return the path of a program."""
    return shutil.which(name, path=search_path())


def _has_program(name: str) -> Callable[[], bool]:
    return lambda: find_program(name) is not None


def _has_header(name: str) -> Callable[[], bool]:
    return lambda: any((folder / name).is_file() for folder in _INCLUDE)


def _has_eglot() -> bool:
    """Whether Emacs has its language client: as part of it from 29 on, before that as a package."""
    emacs = find_program("emacs")
    words = [emacs or "", "--batch", "--no-init-file", "--eval", "(require 'eglot)"]
    return emacs is not None and subprocess.run(words, capture_output=True, check=False).returncode == 0


def _has_clang() -> bool:
    return any(compiler.family is Family.CLANGXX for compiler in found_compilers())


def _has_scanner() -> bool:
    """Whether the clang++ that podcheck finds has beside it what CMake finds a module's imports with."""
    clangs = [compiler for compiler in found_compilers() if compiler.family is Family.CLANGXX]
    new_enough = [compiler.command[0] for compiler in clangs if compiler.version >= (16,)]
    return any(shutil.which(path.replace("clang++", "clang-scan-deps")) for path in new_enough)


def _has_cxx26() -> bool:
    return any(compiler.supports(CxxStandard.CXX26) for compiler in found_compilers())


NEEDS: dict[str, tuple[Callable[[], bool], str]] = {
    "c++": (_has_program("c++"), "a C++ compiler (Debian: g++)"),
    "boost": (_has_header("boost/version.hpp"), "Boost's headers (Debian: libboost-dev)"),
    "c++26": (_has_cxx26, "a compiler that knows C++26 (g++ 14, clang++ 17)"),
    "chromium": (_has_program("chromium"), "Chromium (Debian: chromium)"),
    "clang++": (_has_clang, "clang++ (Debian: clang)"),
    "clang-scan-deps": (_has_scanner, "the clang-scan-deps of the clang++ (Debian: clang-tools)"),
    "cmake": (_has_program("cmake"), "CMake (pip install '.[dev]')"),
    "eigen": (_has_header("eigen3/Eigen/Dense"), "Eigen (Debian: libeigen3-dev)"),
    "emacs": (_has_eglot, "Emacs with eglot (Debian: emacs-nox, and elpa-eglot before trixie)"),
    "g++": (_has_program("g++"), "g++ (Debian: g++)"),
    "git": (_has_program("git"), "git (Debian: git)"),
    "make": (_has_program("make"), "make (Debian: make)"),
    "meson": (_has_program("meson"), "Meson (pip install '.[dev]')"),
    "ninja": (_has_program("ninja"), "Ninja (pip install '.[dev]')"),
    "nvim": (_has_program("nvim"), "Neovim (Debian: neovim)"),
    "vim": (_has_program("vim"), "Vim (Debian: vim)"),
    "nlohmann-json": (_has_header("nlohmann/json.hpp"), "nlohmann-json (Debian: nlohmann-json3-dev)"),
}
"""By name: whether it is there, and what it is called where it is missing."""


def is_there(name: str) -> bool:
    """Whether the machine has it, and it is not to be hidden."""
    return name not in os.environ.get("PODCHECK_TESTS_HIDE", "").split(",") and NEEDS[name][0]()


def require(*names: str) -> None:
    """Skip the test where one of them is not there; fail it in CI, which has them all."""
    missing = [NEEDS[name][1] for name in names if not is_there(name)]
    if missing and os.environ.get("CI"):
        pytest.fail(f"needs {' and '.join(missing)}", pytrace=False)
    if missing:
        pytest.skip(f"needs {' and '.join(missing)}")
