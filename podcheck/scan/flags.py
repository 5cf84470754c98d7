"""Which of a build's flags a parse gets: those that change what a class is or where headers are found, and no others.

Flags of a compile database are somebody else's. Only what stands in the lists below passes: nothing that loads or
runs code, nothing that writes files, no warnings, no optimisation, and nothing that libclang does not know.
"""

from __future__ import annotations

import os.path
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_WITH_PATH = ("-isystem", "-iquote", "-idirafter", "-isysroot", "-iframework", "-cxx-isystem", "-stdlib++-isystem")
"""Take a path, behind them or joined to them; so do `-I` and `-F`."""

_READS_FILE = ("-include", "-imacros")
"""Take a file, which is looked for in the build's folder first and then where headers are."""

_EQUALS_PATH = ("--sysroot", "--gcc-toolchain", "--gcc-install-dir")
"""Take a path behind an equals sign, or as the next word."""

_WITH_VALUE = frozenset(
    {"-o", "-MF", "-MT", "-MQ", "-MJ", "-arch", "-x", "-Xlinker", "-Xassembler", "-Xanalyzer", "-Xarch_host", "-mllvm"}
    | {
        "-include-pch",
        "-T",
        "-u",
        "-z",
        "-L",
        "-l",
        "-e",
        "-specs",
        "--specs",
        "-wrapper",
        "-aux-info",
        "--param",
        "-B",
    }
    | {"--serialize-diagnostics", "-dumpbase", "-dumpdir", "-fplugin", "-load", "-plugin", "--config", "-ivfsoverlay"}
    | {"-index-store-path", "-iprefix", "-iwithprefix", "-iwithprefixbefore", "-resource-dir", "-fmodule-file"}
)
"""Take the next word with them when they are dropped."""

_KEPT = re.compile(
    r"-(?:trigraphs|undef|pthread|nostdinc(?:\+\+)?|nostdlibinc|stdlib=[\w+-]+"
    r"|m16|m32|m64|mx32|marm|mthumb|m(?:arch|cpu|tune|fpu|abi|float-abi)=[\w.+-]+"
    r"|m(?:no-)?ms-bitfields|mlong-double-(?:64|80|128)"
    r"|m(?:no-)?(?:mmx|sse\w*(?:\.\d)?|avx[\w.-]*|fma4?|bmi2?|f16c|lzcnt|popcnt|aes|pclmul)"
    r"|f(?:no-)?(?:exceptions|cxx-exceptions|rtti|short-enums|short-wchar|signed-char|unsigned-char|char8_t"
    r"|ms-extensions|ms-compatibility|delayed-template-parsing|declspec|blocks|sized-deallocation"
    r"|aligned-allocation|operator-names|dollars-in-identifiers|gnu-keywords|builtin|fast-math|openmp"
    r"|threadsafe-statics|borland-extensions)"
    r"|f(?:freestanding|hosted|pic|PIC|pie|PIE|pack-struct(?:=\d+)?|sanitize=[\w,-]+|experimental-library"
    r"|clang-abi-compat=[\w.]+|ms-compatibility-version=[\d.]+|template-depth=\d+|constexpr-(?:depth|steps)=\d+))"
)
"""Pass as they are."""

_OTHER_NAMES = {"-faligned-new": "-faligned-allocation", "-fno-aligned-new": "-fno-aligned-allocation"}
"""GCC's names for what libclang calls otherwise."""

_TARGET = re.compile(r"[\w.+-]+")
_STD = ("-std", "--std")


@dataclass(slots=True)
class Flags:
    """What is kept, and the dialect as the flag had it; of several the last one counts."""

    arguments: list[str] = field(default_factory=list)
    std: str | None = None


def useful(words: Sequence[str], directory: Path) -> Flags:
    """Sort a compiler's words (without program, in GCC's style), relative paths made absolute."""
    directory = _working_directory(words, directory)
    flags = Flags()
    rest = iter(words)
    included = False  # -Xclang -include stands before -Xclang FILE: how CMake includes what is precompiled
    for word in rest:
        if word == "-Xclang":
            value = next(rest, "")
            if included:
                flags.arguments += ["-include", _beside(value, directory)]
            included = value == "-include"
        elif word == "-Xpreprocessor":
            _take(next(rest, ""), rest, directory, flags)
        elif word.startswith("-Wp,"):
            for part in word.split(",")[1:]:
                if part.startswith(("-D", "-U")) and len(part) > 2:
                    flags.arguments.append(part)
        else:
            _take(word, rest, directory, flags)
    return flags


def _take(word: str, rest: Iterator[str], directory: Path, flags: Flags) -> None:
    """Put one word, with those that belong to it, where it belongs; what is in no list is dropped."""
    name, equals, value = word.partition("=")
    if name in _STD:
        flags.std = value if equals else next(rest, None)
    elif word == "-ansi":
        flags.std = "c++98"
    elif name in ("-target", "--target"):
        target = value if equals else next(rest, "")
        if _TARGET.fullmatch(target):
            flags.arguments.append(f"--target={target}")
    elif name in _EQUALS_PATH:
        flags.arguments.append(f"{name}={_absolute(value if equals else next(rest, ''), directory)}")
    elif word in _WITH_VALUE:
        next(rest, None)
    elif word[:2] in ("-D", "-U"):
        flags.arguments += _valued(word[:2], word[2:], rest)
    elif _KEPT.fullmatch(word):
        flags.arguments.append(word)
    elif word in _OTHER_NAMES:
        flags.arguments.append(_OTHER_NAMES[word])
    else:
        flags.arguments += _path_flag(word, rest, directory)


def _valued(flag: str, joined: str, rest: Iterator[str]) -> list[str]:
    value = joined or next(rest, "")
    return [flag + value] if value else []


def _path_flag(word: str, rest: Iterator[str], directory: Path) -> list[str]:
    if word[:2] in ("-I", "-F"):
        value = word[2:] or next(rest, "")
        return [word[:2] + _absolute(value, directory)] if value not in ("", "-") else []
    for flags, place in ((_WITH_PATH, _absolute), (_READS_FILE, _beside)):
        flag = next((one for one in flags if word.startswith(one)), None)
        if flag is not None and not word.startswith("-include-pch"):
            value = word[len(flag) :] or next(rest, "")
            return [flag, place(value, directory)] if value else []
    return []


def _working_directory(words: Sequence[str], directory: Path) -> Path:
    """Where clang's `-working-directory` says that relative paths are meant from."""
    for at, word in enumerate(words):
        name, equals, value = word.partition("=")
        if name in ("-working-directory", "--working-directory"):
            directory /= value if equals else next(iter(words[at + 1 : at + 2]), "")
    return directory


def _absolute(path: str, directory: Path) -> str:
    """`=` and `$SYSROOT` stand for the sysroot."""
    return path if path.startswith(("=", "$SYSROOT")) else str(directory / path)


def _beside(file: str, directory: Path) -> str:
    """The file in the build's folder where it is there; else it is looked for as headers are."""
    there = directory / file
    return str(there) if os.path.isfile(there) else file
