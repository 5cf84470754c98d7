"""CUDA and HIP sources: which ones they are, and what libclang and clang++ need to read the host's half of them.

The headers of the toolkit are taken where the build's flags lead to them, as the other headers are; else those in
`gpu_headers` stand in for them, which declare what most sources need. Nothing of the machine's own toolkit is guessed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from podcheck.cpp.includes import folders
from podcheck.model.units import CUDA, CXX, HIP, language_of

_OWN = Path(__file__).parent / "gpu_headers"
_HEADERS = {CUDA: "cuda_runtime.h", HIP: "hip/hip_runtime.h"}
_ENDINGS = {".cu": CUDA, ".cuh": CUDA, ".hip": HIP}
_NAMES = {"cu": CUDA, "cuda": CUDA, "hip": HIP}
"""What stands behind `-x`."""

_TOOLKIT = "--cuda-path="


def language_named(word: str) -> str:
    """Return the language that a word behind `-x` means; all that is for no GPU counts as C++."""
    return _NAMES.get(word, CXX)


def language_by_ending(file: str | Path) -> str:
    """Return the language that a compiler takes a file of this name for."""
    return _ENDINGS.get(Path(file).suffix, CXX)


def gpu_arguments(arguments: Sequence[str], language: str) -> tuple[str, ...]:
    """Return what belongs in front of the arguments so that the unit is read in that language; nothing for C++.

    A language among the arguments is the user's, and counts more.
    """
    language = language_of(arguments, language)
    if language == CXX:
        return ()
    own = ["-x", language, "--cuda-host-only", "-nogpulib"]
    if language == CUDA:
        root = _toolkit(arguments)
        if root is None:
            return (*own, "-nogpuinc", f"-I{_OWN}", "-include", str(_OWN / _HEADERS[CUDA]))
        return (*own, f"{_TOOLKIT}{root}", "-idirafter", str(_OWN))
    own += ["-nogpuinc", "-D__HIP_PLATFORM_AMD__=1"]
    if not any(os.path.isfile(os.path.join(folder, _HEADERS[HIP])) for folder in folders(arguments)):
        return (*own, f"-I{_OWN}", "-include", str(_OWN / _HEADERS[HIP]))
    # a macro of Clang's until version 20, which headers of that time need
    return (*own, "-D__AMDGCN_WAVEFRONT_SIZE=64", "-include", _HEADERS[HIP])


def has_own_headers(arguments: Sequence[str]) -> bool:
    """Whether headers of ours stand in for the toolkit's."""
    return f"-I{_OWN}" in arguments


def _toolkit(arguments: Sequence[str]) -> Path | None:
    """Return the toolkit that the arguments name, or in which they have headers looked for; the last one counts."""
    roots = (root for root in _roots(arguments) if _is_toolkit(root))
    return next(iter(reversed(list(roots))), None)


def _roots(arguments: Sequence[str]) -> Iterator[Path]:
    for folder in folders(arguments):
        yield from list(Path(folder).parents)[:3:2]  # include, or targets/x86_64-linux/include
    for argument in arguments:
        if argument.startswith(_TOOLKIT):
            yield Path(argument.removeprefix(_TOOLKIT))


def _is_toolkit(root: Path) -> bool:
    """Whether Clang takes the folder for a toolkit."""
    headers = all(os.path.isfile(root / "include" / name) for name in ("cuda.h", _HEADERS[CUDA]))
    return headers and (root / "bin").is_dir()
