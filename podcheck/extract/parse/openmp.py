"""Where `#include <omp.h>` is found: it comes with a runtime, and libclang's own headers lack it."""

from __future__ import annotations

import functools
from pathlib import Path

from podcheck.extract.libclang.binding import resource_folder

_PATTERNS = (
    "usr/lib/gcc/*/*/include/omp.h",
    "usr/lib/llvm-*/lib/clang/*/include/omp.h",
    "usr/lib64/gcc/*/*/include/omp.h",
)


def openmp_arguments(given: tuple[str, ...]) -> tuple[str, ...]:
    """Return arguments that have a compiler's folder with omp.h looked into behind all others, for a unit of OpenMP."""
    if not any(word.partition("=")[0] == "-fopenmp" for word in given):
        return ()
    folder = _find_folder(resource_folder() or "")
    return ("-idirafter", folder) if folder else ()


@functools.cache
def _find_folder(resources: str) -> str:
    """Return the newest compiler's folder that has it; "" where there is none, or where clang's own has it."""
    if resources and Path(resources, "include", "omp.h").is_file():
        return ""
    for pattern in _PATTERNS:
        found = list(Path("/").glob(pattern))
        if found:
            return str(max(found, key=_version).parent)
    return ""


def _version(header: Path) -> tuple[int, ...]:
    """Return the numbers of the folder that is named after the version."""
    return tuple(int(word) for word in header.parent.parent.name.split(".") if word.isdigit())
