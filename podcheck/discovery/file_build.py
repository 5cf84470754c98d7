"""How one file is built: what its compiler's command line says, as GCC and Clang have it; nothing there is run."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from podcheck.discovery import msvc_flags, nvcc_flags
from podcheck.discovery.compiled_modules import find_modules
from podcheck.discovery.compiler_command import MSVC, Command, command_of, find_output
from podcheck.discovery.default_dialects import assumption, default_dialect
from podcheck.discovery.flags import Places, useful
from podcheck.discovery.gpu import language_by_ending, language_named
from podcheck.discovery.programs import Target, find_target
from podcheck.discovery.response_files import ResponseFiles
from podcheck.model.units import C_SOURCES, CXX, HIP
from podcheck.paths import place_of

_MINGW = "x86_64-w64-windows-gnu"
"""What GCC builds for on Windows unless its name says another target."""


_MINGW_FOLDER = re.compile(r"mingw|msys|ucrt64|clang64", re.IGNORECASE)


class CompileCommand(Struct, frozen=True):
    """How one file is built."""

    file: Path
    arguments: tuple[str, ...]
    """The command's words without program, file and output."""

    std: str | None
    """The dialect as the flag, or a compiler's default, has it; None where nothing says it."""

    assumed: str = ""
    """The dialect and whose default it is, for people, where no flag says one; then `std` is that."""

    language: str = CXX
    """The file's language, as `-x` or its ending says it."""

    is_c: bool = False
    """It is built as C, which is not checked."""

    missing: tuple[str, ...] = ()
    """Response files that are not there, whose words are left out."""

    headless: tuple[str, ...] = ()
    """Precompiled files that are included, and whose headers are not found."""

    target: Target | None = None
    """What the file is built for; None where that isn't known."""

    takes_modules: tuple[tuple[str, str], ...] = ()
    """Compiled modules that the command names, each behind the module's name; "": a folder that holds more of them."""

    makes_modules: tuple[str, ...] = ()
    """Compiled modules that the command makes."""

    def module_files(self, name: str) -> Iterator[str]:
        """Yield where the compiled module of that name is, or may be."""
        for taken, path in self.takes_modules:
            if taken == name:
                yield path
            elif not taken:
                yield os.path.join(path, f"{name.replace(':', '-')}.pcm")


def read_build(
    argv: Sequence[str],
    responses: ResponseFiles,
    file: Path,
    precompiled: Mapping[str, Path],
    *,
    output: str = "",
    windows: bool = False,
) -> CompileCommand:
    """Return how the file is built by a command's words, program first. Raises ResponseError and ValueError.

    `output`: what it makes, where that is known. `windows`: it is one of Windows, where names alone don't say it.
    """
    directory, local = responses.directory, responses.local
    command = command_of(responses.expand(argv))
    words = list(_without_source(command.words, directory, file, local))
    flags = useful(_gnu_words(command, words, local), directory, Places(local, precompiled))
    targeted = any(argument.startswith("--target=") for argument in flags.arguments)
    triple = command.target or (_on_windows(command) if windows else None)
    target = [f"--target={triple}"] if triple and not targeted else []
    says = msvc_flags.says_dialect(words) if command.msvc else flags.std is not None
    whose = _front_end(command, words)
    made = find_output(command.words) or output  # CMake 4 with Make means `output` from the folder of the whole build
    return CompileCommand(
        file,
        (*target, *flags.arguments),
        flags.std if says else default_dialect(whose),
        "" if says else assumption(whose),
        language_named(flags.language) if flags.language else _language(command, file),
        _is_c(command, words, flags.language, file),
        tuple(responses.missing),
        tuple(flags.headless),
        find_target(local(made), str(directory), command.words),
        *find_modules(command.words, str(directory), local, made),
    )


def _front_end(command: Command, words: list[str]) -> Command:
    """Return the compiler whose dialect counts: of nvcc, the one for the host, if it is named."""
    host = nvcc_flags.host_compiler(words) if command.name == "nvcc" else None
    named = command_of([host]) if host else command
    return named if named.name else command


def _gnu_words(command: Command, words: list[str], local: Callable[[str], str]) -> list[str]:
    """Return the compiler's words as GCC has them."""
    if command.msvc:
        return msvc_flags.gnu_words(words)
    if command.name == "nvcc":
        return [*nvcc_flags.gnu_words(words), *nvcc_flags.toolkit_folders(local(command.program))]
    return words


def _language(command: Command, file: Path) -> str:
    """Return the language of a file where no option says it."""
    by_ending = language_by_ending(file)
    return HIP if command.name == "hipcc" and by_ending == CXX else by_ending


_CXX_DRIVERS = ("++", "hipcc", "nvcc")
"""How the names of compilers end that take every source for C++, or for what they are for."""


def _is_c(command: Command, words: Sequence[str], language: str | None, file: Path) -> bool:
    """Whether the file is built as C: by `-x`, `/TC`, or its ending where the compiler goes by that."""
    if language is not None and language != "none":
        return language in ("c", "c-header", "cpp-output")
    if command.msvc and any(word[:1] in "/-" and word[1:] in ("TC", "TP") for word in words):
        return any(word[1:] == "TC" for word in words)
    return file.suffix in C_SOURCES and not command.name.endswith(_CXX_DRIVERS)


def _on_windows(command: Command) -> str:
    """Return what a compiler of that name builds for on Windows."""
    if command.name in ("g++", "gcc", "c++", "cc") or _MINGW_FOLDER.search(command.program):
        return _MINGW
    return MSVC


def _without_source(words: tuple[str, ...], directory: Path, file: Path, local: Callable[[str], str]) -> Iterator[str]:
    """Yield the words without the file itself, which in cl's style looks like an option, and without `--`."""
    for word in words:
        if word == "--":
            return
        path = local(word)
        if Path(path).name != file.name or place_of(str(directory / path)) != file:
            yield word
