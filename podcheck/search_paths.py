"""Where programs and modules are looked for: never in the working directory, which may be somebody else's."""

from __future__ import annotations

import os
import shutil
import site
import sys
import sysconfig
import threading
from collections.abc import Mapping
from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path

_ASKING = threading.Lock()

_LISTS = ("PATH", "COMPILER_PATH", "LIBRARY_PATH", "LPATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""Variables with folders from which programs, their parts and libraries are loaded. g++ takes the one that does the
compiling from COMPILER_PATH, and from LIBRARY_PATH a file `specs`, which says what to run. An empty entry is the
working directory."""

_PREFIXES = ("GCC_EXEC_PREFIX",)
"""The same with one folder."""


_WRITING = (
    "DEPENDENCIES_OUTPUT", "SUNPRO_DEPENDENCIES", "CC_PRINT_OPTIONS", "CC_PRINT_OPTIONS_FILE", "CC_PRINT_HEADERS",
    "CC_PRINT_HEADERS_FILE", "CC_PRINT_HEADERS_FORMAT", "CC_PRINT_HEADERS_FILTERING", "CC_LOG_DIAGNOSTICS",
    "CC_LOG_DIAGNOSTICS_FILE", "CC_PRINT_PROC_STAT", "CC_PRINT_PROC_STAT_FILE", "CC_PRINT_INTERNAL_STAT",
    "CC_PRINT_INTERNAL_STAT_FILE",
)  # fmt: skip
"""Have g++ or clang++ write files, or print what nobody asked for. They change no answer; a build's dependencies must
not get those of our probes."""


def safe_environment(variables: Mapping[str, str]) -> dict[str, str]:
    """Return the variables without folders that are meant from the working directory on, and what has files written."""
    kept = {name: value for name, value in variables.items() if name not in _WRITING}
    for name in _LISTS:
        if name in kept:
            kept[name] = os.pathsep.join(filter(os.path.isabs, kept[name].split(os.pathsep)))
    for name in (*_LISTS, *_PREFIXES):
        if name in kept and not os.path.isabs(kept[name]):
            del kept[name]
    return kept


def program_folders() -> list[str]:
    """Return the folders of PATH, in order, those that are meant from the working directory on left out."""
    return safe_environment(os.environ).get("PATH", os.defpath).split(os.pathsep)


def relative_program_folders() -> list[str]:
    """Return what `program_folders` leaves out, as PATH has it."""
    return [folder for folder in os.environ.get("PATH", "").split(os.pathsep) if folder and not os.path.isabs(folder)]


def find_program(name: str) -> str | None:
    """Return the path of a program: a path as it is, a plain name from PATH; None where there is none."""
    return shutil.which(name, path=os.pathsep.join(program_folders()))


def module_folders() -> list[str]:
    """Return the folders that Python imports from, but for the one that it puts first: the working directory.

    `python -m podcheck` does that. Where podcheck or the packages that it needs are installed is never left out.
    """
    installed = _installed_folders()
    here = os.path.realpath(os.getcwd())
    absolute = (folder for folder in sys.path if os.path.isabs(folder))
    return [folder for folder in absolute if os.path.realpath(folder) != here or here in installed]


@cache
def _installed_folders() -> frozenset[str]:
    """Return where podcheck and packages are installed.

    One thread at a time asks sysconfig, which fills its variables at the first call, and fails where another one reads
    them meanwhile.
    """
    with _ASKING:
        folders = [*sysconfig.get_paths().values(), site.getusersitepackages(), str(Path(__file__).parent.parent)]
    return frozenset(map(os.path.realpath, folders))


def find_package_program(package: str, name: str) -> str | None:
    """Return the path of a program that an installed package holds, without importing the package."""
    result = PathFinder.find_spec(package, module_folders())
    for folder in (result and result.submodule_search_locations) or ():
        program = os.path.join(folder, name)
        if os.access(program, os.X_OK) and os.path.isfile(program):
            return program
    return None
