"""Real builds for tests: projects in a temporary folder, configured by the build tools themselves."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.needs import HANGS_AFTER

_BESIDE_PYTHON = str(Path(sys.executable).parent)


def tool(name: str) -> str:
    """The path of a tool, Python's own first; without it the test is skipped, but fails in continuous integration."""
    path = shutil.which(name, path=os.pathsep.join((_BESIDE_PYTHON, os.environ.get("PATH", os.defpath))))
    return path if path is not None else _lacking(name)


def clang() -> str:
    """The clang++ of the newest version."""
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    names = {path.name for folder in folders for path in Path(folder or ".").glob("clang++*")}
    versions = sorted((int(match[1]), match[0]) for name in names if (match := re.fullmatch(r"clang\+\+-(\d+)", name)))
    return tool(versions[-1][1] if versions else "clang++")


def _lacking(name: str) -> str:
    message = f"this test needs {name}: pip install '.[dev]', or Debian's package"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write the files below the folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def run(*command: str, cwd: Path, **environment: str) -> None:
    """Run a build tool, with those beside Python on its path."""
    path = os.pathsep.join((_BESIDE_PYTHON, os.environ.get("PATH", os.defpath)))
    done = subprocess.run(
        command,
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        timeout=HANGS_AFTER,
        check=False,
        env={**os.environ, "PATH": path, **environment},
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"


def cmake(source: Path, generator: str, compiler: str, *options: str) -> Path:
    """Configure the project there with CMake; the build's folder."""
    build = source / "build"
    if generator == "Ninja":
        options = (f"-DCMAKE_MAKE_PROGRAM={tool('ninja')}", *options)
    settings = (f"-DCMAKE_CXX_COMPILER={tool(compiler)}", "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON", *options)
    run(tool("cmake"), "-S", str(source), "-B", str(build), "-G", generator, *settings, cwd=source)
    return build


def meson(source: Path, compiler: str) -> Path:
    """Configure the project there with Meson; the build's folder."""
    build = source / "build"
    run(tool("meson"), "setup", str(build), str(source), cwd=source, CXX=tool(compiler), NINJA=tool("ninja"))
    return build
