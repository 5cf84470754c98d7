"""Whose command line an entry of a compile database is: the compiler behind launchers, its style and its target."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

_LAUNCHERS = frozenset(
    {"buildcache", "ccache", "clcache", "distcc", "env", "fastbuild", "goma", "gomacc", "icecc", "nice", "rewrapper"}
    | {"sccache", "time"}
)
_VERSION = r"(?:-?\d+(?:\.\d+)*)?"
_COMPILER = re.compile(
    r"(?:(?P<target>[\w.]+(?:-[\w.]+){1,3})-)?"
    rf"(?P<name>c\+\+|cc|clang\+\+|clang-cl|clang|cl|dpcpp|em\+\+|emcc|g\+\+|gcc|hipcc|icpc|icpx|nvc\+\+|nvcc|zig)"
    rf"(?:-(?:posix|win32))?(?P<version>{_VERSION})(?:\.exe)?",
    re.IGNORECASE,
)
_ARCHITECTURE = re.compile(
    r"(?:aarch64|alpha|amd64|arm|avr|bpf|csky|hexagon|hppa|i[3-6]86|ia64|loongarch|m68k|mips|msp430|powerpc|ppc|riscv"
    r"|s390|sh4|sparc|thumb|wasm|x86_64|xtensa)\w*"
)
MSVC = "x86_64-pc-windows-msvc"
"""What cl and clang-cl build for unless an option says something else."""


class Command(Struct, frozen=True):
    """A compiler's command line, without launchers."""

    words: tuple[str, ...]
    """The compiler's own words, without the program."""

    msvc: bool = False
    """The words are in the style of cl (`/I`)."""

    target: str | None = None
    """What the compiler's name says it builds for; None where it doesn't say."""

    program: str = ""
    """The compiler as the command has it."""

    name: str = ""
    """The compiler's name without folders, target and version, such as `g++`; empty where that is no compiler's."""

    version: int | None = None
    """The first number behind the name; None where there is none."""


def command_of(argv: Sequence[str]) -> Command:
    """Return the command without launchers and their own words; nothing is looked up or run."""
    at = _compiler_at(argv)
    program = argv[at] if at < len(argv) else ""
    match = _COMPILER.fullmatch(_base(program))
    words = list(argv[at + 1 :])
    if match is None:
        return Command(tuple(words), "--driver-mode=cl" in words, program=program)
    name = match["name"].lower()
    if name == "zig" and words[:1] in (["c++"], ["cc"]):
        words = words[1:]
    msvc = name in ("cl", "clang-cl") or "--driver-mode=cl" in words
    target = match["target"] if match["target"] and _ARCHITECTURE.fullmatch(match["target"].partition("-")[0]) else None
    version = re.search(r"\d+", match["version"])
    number = int(version[0]) if version and len(version[0]) < 5 else None
    return Command(tuple(words), msvc, target or (MSVC if msvc else None), program, name, number)


def find_output(words: Sequence[str]) -> str:
    """Return the file that the command has the compiler make; nothing where it names none."""
    for at, word in enumerate(words):
        if word == "-o":
            return next(iter(words[at + 1 : at + 2]), "")
        if word.startswith("-o"):
            return word[2:]
        if word.startswith(("/Fo", "-Fo")):
            return word[3:].lstrip(":").replace("\\", "/")
    return ""


def _compiler_at(argv: Sequence[str]) -> int:
    """Return the index of the compiler: of the first word like one's name behind a launcher, else 0."""
    if not argv or (_base(argv[0]).removesuffix(".exe") not in _LAUNCHERS and list(argv[1:2]) != ["-E"]):
        return 0
    return next((at for at, word in enumerate(argv) if at and _COMPILER.fullmatch(_base(word))), 0)


def _base(path: str) -> str:
    """Return the program's name without folders, of this system's paths or of Windows'."""
    return re.split(r"[/\\]", path)[-1]
