"""Find the compilers to cross-check with, and learn what each of them is.

A compiler is known by what its preprocessor predefines, not by its name or by the prose of `--version`: wrappers,
aliases and ccache then need no care, and what does not answer is no compiler.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from pathlib import Path

from msgspec import Struct

from podcheck.cpp.search import deciding_words
from podcheck.crosscheck import divergences
from podcheck.files import read_start
from podcheck.model.problems import Problem
from podcheck.model.traits import CxxStandard
from podcheck.process import Completed, run
from podcheck.search_paths import find_package_program, find_program, program_folders, relative_program_folders


class Family(str, Enum):
    GXX = "g++"
    CLANGXX = "clang++"
    ZIG = "zig"


_SINCE: dict[Family, dict[CxxStandard, int]] = {
    Family.GXX: {
        CxxStandard.CXX11: 5, CxxStandard.CXX14: 5, CxxStandard.CXX17: 8,
        CxxStandard.CXX20: 8, CxxStandard.CXX23: 11, CxxStandard.CXX26: 14,
    },
    Family.CLANGXX: {
        CxxStandard.CXX11: 4, CxxStandard.CXX14: 4, CxxStandard.CXX17: 5,
        CxxStandard.CXX20: 5, CxxStandard.CXX23: 13, CxxStandard.CXX26: 17,
    },
}  # fmt: skip
_CXX20_BY_ITS_NAME = 10


class Compiler(Struct, frozen=True):
    """A command that compiles C++, and what it reported of itself."""

    command: tuple[str, ...]
    """Its words, the program first."""

    family: Family
    version: tuple[int, ...]
    """Of zig's compiler, the version of its Clang."""

    printed: str = ""
    """What it prints of itself, and of the folders in which it looks for headers (`-v`)."""

    @property
    def id(self) -> str:
        """Return its name in reports: `g++-12.2`, `clang++-19.1`, `zig-c++-22.1` (the version of its Clang)."""
        name = "zig-c++" if self.family is Family.ZIG else self.family.value
        return f"{name}-{'.'.join(map(str, self.version[:2]))}"

    @property
    def catalogue_family(self) -> str:
        """Return the family under which the catalogue of divergences has it: zig's C++ compiler is Clang."""
        return divergences.GCC if self.family is Family.GXX else divergences.CLANG

    def supports(self, std: CxxStandard) -> str | None:
        """Return the value of `-std=` for this dialect; None if the compiler is too old for it."""
        family = Family.GXX if self.family is Family.GXX else Family.CLANGXX
        if self.version[0] < _SINCE[family].get(std, 0):
            return None
        if std is CxxStandard.CXX20 and self.version[0] < _CXX20_BY_ITS_NAME:
            return "c++2a"
        return std.flag_value


def find_compilers(requested: Sequence[str]) -> tuple[tuple[Compiler, ...], tuple[Problem, ...]]:
    """Return the compilers to ask, each once, and what is wrong with those that can't be.

    None requested: the `g++` and the `clang++` on the PATH, or the newest versioned one of each (`clang++-19`), or the
    `ziglang` package's where there is neither. `all`: every version on the PATH. Otherwise names, paths or commands
    with arguments; one of these that does not work is a fatal Problem.
    """
    everything = "all" in requested
    named = [text for text in requested if text != "all"]
    wanted: list[tuple[str, tuple[str, ...]]] = []
    problems: list[Problem] = []
    for request in named:
        command = _parse_request(request)
        if command is None:
            problems.append(_missing(request))
        else:
            wanted.append((request, command))
    if everything or not named:
        wanted += [(path.name, (str(path),)) for path in _on_path(everything)]
    if not wanted and not problems and (zig := _zig()) is not None:
        wanted.append(("ziglang", zig))
    with ThreadPoolExecutor(max_workers=max(1, min(len(wanted), 8))) as pool:
        identified = list(pool.map(lambda item: _identify(item[1]), wanted))
    compilers: dict[str, Compiler] = {}
    for (request, command), result in zip(wanted, identified, strict=True):
        if isinstance(result, Compiler):
            compilers.setdefault(result.id, result)
        else:
            problems.append(
                Problem(
                    f"{' '.join(command)} can't be cross-checked with: {result}",
                    advice="Name another compiler with --compiler, or use --no-cross-check.",
                    fatal=request in named,
                )
            )
    if not compilers and not problems:
        problems.append(
            Problem(
                "no C++ compiler found: podcheck's answers are not cross-checked",
                advice="Install g++ or clang++, or the extra podcheck[zig].",
                fatal=False,
            )
        )
    return tuple(compilers.values()), (*problems, *_left_out())


def _left_out() -> Iterator[Problem]:
    """Yield a note where PATH has folders in which no compiler is looked for."""
    folders = ", ".join(map(repr, relative_program_folders()))
    if folders:
        text = f"PATH has {folders}, from the working directory on: no compiler is taken from there"
        yield Problem(text, advice="Write it in full, or name the compiler with --compiler.", fatal=False)


def _missing(request: str) -> Problem:
    return Problem(
        f"compiler {request!r} not found",
        advice="Name a command on the PATH, or its path; `podcheck doctor` lists the compilers found.",
    )


_VERSIONED = re.compile(r"(g\+\+|clang\+\+)(?:-(\d+(?:\.\d+)*))?")


def _parse_request(request: str) -> tuple[str, ...] | None:
    """Return the command for a value of `--compiler`; None where there is no such program."""
    if find_program(request) is None and request in (Family.ZIG.value, "ziglang"):
        return _zig()
    if find_program(request) is None and request in (Family.GXX.value, Family.CLANGXX.value):
        newest = next((path for path in _on_path(False) if path.name.startswith(request + "-")), None)
        return None if newest is None else (str(newest),)
    if find_program(request) is not None:
        words = [request]
    else:
        try:
            words = shlex.split(request)
        except ValueError:
            return None
    program = find_program(words[0]) if words else None
    if program is None:
        return None
    if words == [words[0]] and Path(program).stem == Family.ZIG.value:
        words.append("c++")
    return (program, *words[1:])


def _zig() -> tuple[str, ...] | None:
    """Return the compiler in the PyPI package `ziglang`; None where that is not installed for this Python."""
    program = find_package_program("ziglang", "zig")
    return None if program is None else (program, "c++")


def _on_path(everything: bool) -> list[Path]:
    """Return the compilers on the PATH: every binary once, or one of each family."""
    candidates: dict[str, list[tuple[bool, tuple[int, ...], Path]]] = {"g++": [], "clang++": []}
    for path, family, version in _find_versions():
        candidates[family].append((not version, version, path))
    chosen: dict[str, Path] = {}
    for of_family in candidates.values():
        newest_first = sorted(of_family, key=lambda item: item[:2], reverse=True)
        for _, _, path in newest_first if everything else newest_first[:1]:
            chosen.setdefault(os.path.realpath(path), path)
    return list(chosen.values())


def _find_versions() -> Iterator[tuple[Path, str, tuple[int, ...]]]:
    """Yield every `g++`, `g++-12`, `clang++-19` on the PATH; the first of a name hides the others, as in a shell."""
    seen: set[str] = set()
    for directory in program_folders():
        try:
            names = sorted(os.listdir(directory))
        except OSError:
            continue
        for name in names:
            match = _VERSIONED.fullmatch(name)
            path = Path(directory, name)
            if match and name not in seen and os.access(path, os.X_OK) and os.path.isfile(path):
                seen.add(name)
                yield path, match[1], tuple(map(int, match[2].split("."))) if match[2] else ()


_MACRO = re.compile(
    r"^#define (__clang_(?:major|minor|patchlevel)__|__GNUC(?:_MINOR|_PATCHLEVEL)?__) (\d{1,9})$", re.MULTILINE
)
_IDENTIFY_SECONDS = 20.0
_ZIG_SECONDS = 120.0  # its first start unpacks and builds things


def _identify(command: tuple[str, ...]) -> Compiler | str:
    """Return the compiler behind a command, or what is wrong with it in a few words."""
    is_zig = Path(command[0]).stem == Family.ZIG.value
    done = _preprocess(command, (), "-v")
    if done.status and not done.timed_out:  # what it says is about that option, or hidden behind what it adds
        done = _preprocess(command, ())
    if done.status is None:
        return done.failure
    if done.timed_out:
        return "it did not answer in time"
    if done.truncated or not done.ok:
        first = next(iter(done.stderr.strip().splitlines()), "")
        return f"it failed with status {done.status}" + (f" ({first})" if first else "")
    macros = {name: int(value) for name, value in _MACRO.findall(done.stdout)}
    clang = tuple(macros.get(f"__clang_{part}__", 0) for part in ("major", "minor", "patchlevel"))
    if clang[0]:
        return Compiler(command, Family.ZIG if is_zig else Family.CLANGXX, clang, done.stderr)
    gcc = tuple(macros.get(f"__GNUC{part}__", 0) for part in ("", "_MINOR", "_PATCHLEVEL"))
    if gcc[0]:
        return Compiler(command, Family.GXX, gcc, done.stderr)
    return "its output is not that of a C++ compiler"


def _preprocess(command: tuple[str, ...], words: tuple[str, ...], *more: str) -> Completed:
    """Return what it says when it prints the macros that it predefines with these arguments."""
    return run(
        [*command, *more, "-dM", "-E", "-x", "c++", *words, os.devnull],
        timeout=_ZIG_SECONDS if Path(command[0]).stem == Family.ZIG.value else _IDENTIFY_SECONDS,
        stdin=b"",
        output_limit=4 << 20,
    )


def words_for_folders(compiler: Compiler, arguments: Sequence[str]) -> tuple[str, ...]:
    """Return those of the arguments that may change what the compiler says of its folders: of a script's, all."""
    try:
        is_script = read_start(compiler.command[0], 2) == b"#!"
    except OSError:
        is_script = True
    return tuple(arguments) if is_script else deciding_words(arguments)


def ask_for_folders(compiler: Compiler, words: tuple[str, ...]) -> str:
    """Return what the compiler says of itself and its folders with these arguments; "" where it fails."""
    done = _preprocess(compiler.command, words, "-v")
    return done.stderr if done.ok else ""
