"""Real builds for tests: projects in a temporary folder, configured by the build tools themselves."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from podcheck.crosscheck.compilers import Family
from tests.needs import HANGS_AFTER, find_program, found_compilers, require, search_path


def tool(name: str) -> str:
    """The path of a tool, Python's own first; without it the test is skipped, but fails in continuous integration."""
    require(name)
    return str(find_program(name))


def clang() -> str:
    """The clang++ that podcheck asks by itself."""
    require("clang++")
    return next(compiler.command[0] for compiler in found_compilers() if compiler.family is Family.CLANGXX)


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write the files below the folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def run(*command: str, cwd: Path, **environment: str) -> None:
    """Run a build tool, with those beside Python on its path."""
    done = subprocess.run(
        command,
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        timeout=HANGS_AFTER,
        check=False,
        env={**os.environ, "PATH": search_path(), **environment},
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"


def cmake(source: Path, generator: str, compiler: str, *options: str) -> Path:
    """Configure the project there with CMake; the build's folder."""
    build = source / "build"
    program = tool("ninja" if generator == "Ninja" else "make")
    settings = (
        f"-DCMAKE_MAKE_PROGRAM={program}",
        f"-DCMAKE_CXX_COMPILER={compiler}",
        "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON",
        *options,
    )
    run(tool("cmake"), "-S", str(source), "-B", str(build), "-G", generator, *settings, cwd=source)
    return build


def meson(source: Path, compiler: str) -> Path:
    """Configure the project there with Meson; the build's folder."""
    build = source / "build"
    run(tool("meson"), "setup", str(build), str(source), cwd=source, CXX=compiler, NINJA=tool("ninja"))
    return build
