"""Projects that real build systems configure, for tests of what podcheck makes of a build."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.needs import HANGS_AFTER

Configure = Callable[[Path, str], None]
"""Write a build's description into the folder and configure it in its folder `build`."""


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write the texts into files below the folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def need(*programs: str) -> None:
    """Skip the test where one of the programs is not there; on a CI machine it has to be."""
    missing = [name for name in programs if shutil.which(name) is None]
    if missing and os.environ.get("CI") != "true":
        pytest.skip(f"not on this machine: {', '.join(missing)}")
    assert not missing


def run_cmake(folder: Path, generator: str, *, file_api: bool = False) -> None:
    """Configure the folder's CMakeLists.txt; `file_api`: ask for the targets too, as IDEs do."""
    need("cmake", "ninja" if generator.startswith("Ninja") else "make", "c++")
    if file_api:
        query = folder / "build" / ".cmake" / "api" / "v1" / "query"
        query.mkdir(parents=True, exist_ok=True)
        (query / "codemodel-v2").touch()
    words = ["cmake", "-S", str(folder), "-B", str(folder / "build"), "-G", generator]
    subprocess.run(
        [*words, "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON"], check=True, capture_output=True, timeout=HANGS_AFTER, cwd=folder
    )


def run_meson(folder: Path) -> None:
    """Configure the folder's meson.build."""
    need("meson", "ninja", "c++")
    words = ["meson", "setup", str(folder / "build"), str(folder)]
    subprocess.run(words, check=True, capture_output=True, timeout=HANGS_AFTER, cwd=folder)


def write_database(folder: Path, commands: Mapping[str, str], *, relative: bool = False) -> None:
    """Write `build/compile_commands.json`: for each source what stands between the compiler and the source.

    `relative`: the sources are named from the build's folder, as Meson does, not from the root.
    """
    build = folder / "build"
    build.mkdir(exist_ok=True)
    items = []
    for source, words in commands.items():
        name = os.path.relpath(folder / source, build) if relative else str(folder / source)
        items.append({"directory": str(build), "file": name, "command": f"c++ {words} -c {name}"})
    (build / "compile_commands.json").write_text(json.dumps(items))
