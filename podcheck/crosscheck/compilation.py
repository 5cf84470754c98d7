"""Have a compiler read a unit: its command, its text, and why it gave no answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from podcheck.cpp.imports import follow
from podcheck.cpp.modules import without_module
from podcheck.cpp.one_text import in_one_text
from podcheck.crosscheck.compilers import Compiler, Family, ask_for_folders, words_for_folders
from podcheck.files import read_bytes
from podcheck.model.compiler_request import CompilerRequest
from podcheck.model.problems import Location, Problem
from podcheck.model.units import CXX, Unit
from podcheck.paths import spell_file
from podcheck.process import Completed, run

_FATAL = re.compile(r"^(.*?):(\d{1,9}):(\d{1,9}): fatal error: (.*)$", re.MULTILINE)
_CRASH = re.compile(r"internal compiler error: (.*)|PLEASE submit a bug report", re.MULTILINE)
FEW_WORDS = 200
"""Characters of what a compiler says that are passed on."""

_INCLUDED = re.compile(r"^\.+[x!]? (.+)\n?", re.MULTILINE)
_UNGUARDED = re.compile(r"^Multiple include guards may be useful for:\n(?:[^:\n]+\n)*", re.MULTILINE)
"""What `-H` adds to what a compiler says: the files that it reads, and g++'s advice about them."""


class Memory(Protocol):
    """A memory, from one run to the next, of what compilers said: `podcheck.cache`."""

    def get(self, question: CompilerRequest) -> Completed | None:
        """Return what was said, if it would be said again; else None."""

    def put(self, question: CompilerRequest, output: Completed, read: Sequence[str]) -> None:
        """Remember what was said.

        `read`: the files that were included.
        """


class CompileOptions(Struct, frozen=True):
    """How compilers are run."""

    timeout: float = 60.0
    """Seconds for one compiler on one unit."""

    memory: Memory | None = None
    """What compilers said in earlier runs; None: nothing is remembered."""


def source_of(unit: Unit) -> bytes:
    """Return the unit's text as plain C++; that of one that imports modules as it is. Raises OSError."""
    text = unit.text.encode("utf-8", "surrogateescape") if unit.text is not None else read_bytes(unit.path)
    return without_module(text) if follow(unit, text) is None else text


def included_by(unit: Unit) -> str:
    """Return what the arguments include, as text to put behind a first token.

    Before it a compiler would take a precompiled header for it.
    """
    return "".join(f'#include "{word}"\n' for word, included in separate(unit.arguments) if included)


def separate(arguments: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield the arguments, and of `-include FILE` the file, marked as such."""
    words = iter(arguments)
    for word in words:
        joined = word.removeprefix("-include").removeprefix("=") if word.startswith("-include") else ""
        if word == "-include" or (joined and not word.startswith("-include-")):
            file = joined or next(words, "")
            if file and not any(char in file for char in '"\n'):
                yield file, True
        else:
            yield word, False


def dialect_flag(compiler: Compiler, unit: Unit) -> str | None:
    """Return the value of `-std=` for the unit; None where the compiler lacks its dialect or language."""
    return compiler.supports(unit.std) if is_language_of(compiler, unit) else None


def is_language_of(compiler: Compiler, unit: Unit) -> bool:
    """Whether the compiler reads the unit's language: CUDA and HIP are Clang's alone."""
    return unit.language == CXX or compiler.family is Family.CLANGXX


def preprocess(compiler: Compiler, unit: Unit, timeout: float) -> Unit | None:
    """Return the unit as the compiler reads it after preprocessing; None where it can't.

    `timeout` is in seconds.
    """
    flag = dialect_flag(compiler, unit)
    if flag is None:
        return None
    try:
        before = included_by(unit).encode("utf-8", "surrogateescape")
        source, words = in_one_text(unit, source_of(unit))
    except OSError:
        return None
    text = before + b'# 1 "' + quote(unit.file) + b'"\n' + source
    arguments = [word for word, included in separate(words) if not included]
    done = run(_command(compiler, flag, unit, ["-E"], arguments), timeout=timeout, stdin=text)
    return replace(unit, text=done.stdout, arguments=tuple(arguments)) if done.ok else None


def quote(file: str) -> bytes:
    """Return a file's name as a line directive has it."""
    return file.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").encode("utf-8", "surrogateescape")


def _command(compiler: Compiler, flag: str, unit: Unit, own: list[str], arguments: list[str]) -> list[str]:
    """Return the whole command. No word in it is a response file, wherever it stands: those hold any option at all."""
    plain = _plain_arguments(unit, arguments)
    keywords = ["-fgnu-keywords"] if unit.gnu_keywords else []
    return [*compiler.command, "-x", "c++", f"-std={flag}", *keywords, "-w", *own, *plain, "-"]


def _plain_arguments(unit: Unit, arguments: list[str]) -> list[str]:
    words = ["-iquote", str(Path(unit.path).parent), *arguments]
    return [f"./{word}" if word.startswith("@") else word for word in words]


@lru_cache(maxsize=256)
def _version_text(_memory: int, compiler: Compiler, words: tuple[str, ...]) -> str:
    """Return what the compiler says of itself and its folders, asked once in the run that has the memory."""
    return compiler.printed if not words else ask_for_folders(compiler, words)


def run_compiler(
    compiler: Compiler,
    flag: str,
    unit: Unit,
    arguments: list[str],
    text: bytes,
    options: CompileOptions,
) -> Completed:
    """Return what the compiler says to the text, or said in an earlier run."""
    if compiler.family is Family.GXX:
        own = [
            "-fsyntax-only",
            "-fmax-errors=0",
            "-fno-diagnostics-show-caret",
            "-ftemplate-backtrace-limit=1",
        ]
    else:
        own = [
            "-ferror-limit=0",
            "-fno-caret-diagnostics",
            "-ftemplate-backtrace-limit=1",
            "-fno-color-diagnostics",
        ]
        own += ["-c", "-o", "/dev/null"] if compiler.family is Family.ZIG else ["-fsyntax-only"]
    if options.memory is None:
        return run(_command(compiler, flag, unit, own, arguments), timeout=options.timeout, stdin=text)
    command = _command(compiler, flag, unit, [*own, "-H"], arguments)
    given = tuple(_plain_arguments(unit, arguments))
    words = words_for_folders(compiler, given)
    printed = _version_text(id(options.memory), compiler, words)
    question = CompilerRequest(compiler.command, compiler.version, tuple(command), text, given, printed, words)
    output = options.memory.get(question)
    if output is None:
        done = run(command, timeout=options.timeout, stdin=text)
        output = replace(done, stderr=_UNGUARDED.sub("", _INCLUDED.sub("", done.stderr)))
        read = tuple(dict.fromkeys(_INCLUDED.findall(done.stderr)))
        if read and _came_to_its_end(done):
            options.memory.put(question, output, read)
    return output


_HIDDEN = re.compile(r"\b(?:private|protected|inaccessible)\b")
_CODE_OF_GXX = (
    "-S", "-O0", "-g0", "-fno-stack-protector", "-fcf-protection=none", "-fno-lto",
    "-fno-omit-frame-pointer", "-fno-asynchronous-unwind-tables", "-fno-instrument-functions", "-o", "-",
)  # fmt: skip
_CODE_OF_CLANG = ("-S", "-emit-llvm", "-O0", "-g0", "-o", "-")


def assemble(compiler: Compiler, flag: str, unit: Unit, arguments: list[str], text: bytes, timeout: float) -> Completed:
    """Return the code that the compiler makes of the text: g++'s assembly, or LLVM's.

    Where access keeps it from that, access does not count; otherwise it does, since it decides what is deleted.
    """
    own = _CODE_OF_GXX if compiler.family is Family.GXX else _CODE_OF_CLANG
    done = run(_command(compiler, flag, unit, [], [*arguments, *own]), timeout=timeout, stdin=text)
    if done.ok or not _HIDDEN.search(done.stderr):
        return done
    words = [*arguments, "-fno-access-control", *own]
    return run(_command(compiler, flag, unit, [], words), timeout=timeout, stdin=text)


def _came_to_its_end(done: Completed) -> bool:
    whole = not (done.timed_out or done.truncated or _CRASH.search(done.stderr))
    return whole and done.status is not None and done.status >= 0


def failure_of(compiler: Compiler, done: Completed, unit: Unit, timeout: float) -> Problem | None:
    """Return why the compiler has no answers, for the case that it has none."""
    place = Location(unit.file)
    advice = "Name other compilers with --compiler, or use --no-cross-check."
    if done.status is None:
        return Problem(f"{compiler.id} did not start: {done.failure}", place, advice)
    if done.timed_out:
        return Problem(
            f"{compiler.id} took more than {timeout:g} s and was stopped", place, "Raise --timeout. " + advice
        )
    if done.truncated:
        return Problem(f"{compiler.id} printed more than podcheck accepts and was stopped", place, advice)
    crash = _CRASH.search(done.stderr)
    if crash is not None or done.status < 0:
        return Problem(f"{compiler.id} crashed: {(crash and crash[0]) or f'signal {-done.status}'}", place, advice)
    fatal = _FATAL.search(done.stderr)
    if fatal is not None:
        return Problem(
            f"{compiler.id}: {fatal[4]}",
            Location(spell_file(fatal[1]), int(fatal[2]), int(fatal[3])),
            "Pass the flags that the file is built with after `--`; it was not cross-checked with this compiler.",
        )
    words = " ".join(done.stderr.split())[:FEW_WORDS] or "nothing"
    return Problem(f"{compiler.id} gave no answers; its output: {words}", place, advice)
