"""Projects that real build systems configure, for tests of what podcheck makes of a build."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.needs import HANGS_AFTER, find_program, require, search_path

Configure = Callable[[Path, str], None]
"""Write a build's description into the folder and configure it in its folder `build`."""


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write the texts into files below the folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def run(*words: str, cwd: Path) -> None:
    """Run a build tool."""
    environment = {**os.environ, "PATH": search_path()}
    subprocess.run(words, check=True, capture_output=True, timeout=HANGS_AFTER, cwd=cwd, env=environment)


def run_cmake(folder: Path, generator: str, *, file_api: bool = False) -> None:
    """Configure the folder's CMakeLists.txt; `file_api`: ask for the targets too, as IDEs do."""
    require("cmake", "ninja" if generator.startswith("Ninja") else "make", "c++")
    if file_api:
        query = folder / "build" / ".cmake" / "api" / "v1" / "query"
        query.mkdir(parents=True, exist_ok=True)
        (query / "codemodel-v2").touch()
    words = (str(find_program("cmake")), "-S", str(folder), "-B", str(folder / "build"), "-G", generator)
    run(*words, "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON", cwd=folder)


def run_meson(folder: Path) -> None:
    """Configure the folder's meson.build."""
    require("meson", "ninja", "c++")
    run(str(find_program("meson")), "setup", str(folder / "build"), str(folder), cwd=folder)


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
