"""Which of a build's flags a parse gets: those that change what a class is or where headers are found, and no others.

Flags of a compile database are somebody else's. Only what stands in the lists below passes: nothing that loads or
runs code, nothing that writes files, no warnings, no optimisation, and nothing that libclang does not know.
"""

from __future__ import annotations

import os.path
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from podcheck.cpp.includes import folders

_WITH_PATH = ("-isystem", "-iquote", "-idirafter", "-isysroot", "-iframework", "-cxx-isystem", "-stdlib++-isystem")
"""Take a path, behind them or joined to them; so do `-I` and `-F`."""

_READS_FILE = ("-include", "-imacros")
"""Take a file, which is looked for in the build's folder first and then where headers are."""

_EQUALS_PATH = ("--sysroot", "--gcc-toolchain", "--gcc-install-dir", "--cuda-path")
"""Take a path behind an equals sign, or as the next word."""

_WITH_VALUE = frozenset(
    {"-o", "-MF", "-MT", "-MQ", "-MJ", "-arch", "-Xlinker", "-Xassembler", "-Xanalyzer", "-Xarch_host", "-mllvm"}
    | {
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
    r"|clang-abi-compat=[\w.]+|ms-compatibility-version=[\d.]+|template-depth=\d+|constexpr-(?:depth|steps)=\d+)"
    r"|Wno-(?:error=)?(?:narrowing|c\+\+11-narrowing|register|reserved-user-defined-literal|dynamic-exception-spec"
    r"|invalid-constexpr|invalid-partial-specialization|address-of-temporary|non-pod-varargs"
    r"|missing-template-arg-list-after-template-kw|int-conversion|incompatible-(?:function-)?pointer-types"
    r"|implicit-(?:function-declaration|int)))"
)
"""Pass as they are; of warnings those that are errors unless they are turned off."""

_OTHER_NAMES = {"-faligned-new": "-faligned-allocation", "-fno-aligned-new": "-fno-aligned-allocation"}
"""GCC's names for what libclang calls otherwise."""

_PRECOMPILED = "-include-pch"
_TARGET = re.compile(r"[\w.+-]+")
_STD = ("-std", "--std")


class Places(Struct, frozen=True):
    """What the paths of a database are on this machine."""

    local: Callable[[str], str] = str
    """Returns a path of the database as this machine has it."""

    precompiled: Mapping[str, Path] = {}
    """The header that each precompiled file is built from, by that file's path without its last ending."""


_PLACES = Places()


@dataclass(slots=True)
class Flags:
    """Those of a compiler's words that are kept; of several dialects or languages the last counts."""

    directory: Path
    """Where relative paths are meant from."""

    places: Places
    arguments: list[str] = field(default_factory=list)
    std: str | None = None
    """The dialect as the flag has it; None where none says it."""

    language: str | None = None
    """What stands behind `-x`; None where it doesn't."""

    headless: list[str] = field(default_factory=list)
    """Precompiled files that are included, and whose headers are not found."""


def useful(words: Sequence[str], directory: Path, places: Places = _PLACES) -> Flags:
    """Return those of a compiler's words (without program, in GCC's style) that count, relative paths made absolute."""
    flags = Flags(_working_directory(words, directory, places), places)
    rest = iter(words)
    before = ""  # -Xclang -include stands before -Xclang FILE: how CMake includes what is precompiled
    for word in rest:
        if word == "-Xclang":
            value = next(rest, "")
            if before == "-include":
                flags.arguments += ["-include", _beside(value, flags)]
            elif before == _PRECOMPILED:
                flags.arguments += [_PRECOMPILED, places.local(value)]
            before = value
        elif word == "-Xpreprocessor":
            _take(next(rest, ""), rest, flags)
        elif word.startswith("-Wp,"):
            for part in word.split(",")[1:]:
                if part.startswith(("-D", "-U")) and len(part) > 2:
                    flags.arguments.append(part)
        else:
            _take(word, rest, flags)
    _name_headers(flags)
    return flags


def _name_headers(flags: Flags) -> None:
    """Have headers included in place of what they are precompiled into, which itself is never read.

    GCC finds `a.hpp.gch` where it looks for `a.hpp`, which may be nowhere else: how Meson has it.
    """
    searched = [str(flags.directory), *folders(flags.arguments)]
    kept: list[str] = []
    words = iter(flags.arguments)
    written = {_normal(after, flags) for word, after in pairwise(flags.arguments) if word == "-include"}
    for word in words:
        if word == "-include":
            file = next(words)
            kept += [word, _built_from(file, searched, flags) or file]
        elif word == _PRECOMPILED:
            file = next(words)
            header = _header_of(os.path.splitext(file)[0], searched, flags)
            if header is None and _normal(os.path.splitext(file)[0], flags) not in written:
                flags.headless.append(file)
            elif header is not None and _normal(header, flags) not in written:
                kept += ["-include", header]
        elif word in (*_WITH_PATH, *_READS_FILE):
            kept += [word, next(words)]  # which may look like a flag
        else:
            kept.append(word)
    flags.arguments[:] = kept


def _normal(file: str, flags: Flags) -> str:
    return os.path.normpath(flags.directory / file)


def _built_from(file: str, searched: Sequence[str], flags: Flags) -> str | None:
    """Return the header of the precompiled file that is found in place of this one where headers are looked for."""
    for folder in searched:
        path = os.path.normpath(os.path.join(folder, file))
        if os.path.isfile(path):
            return None
        if path in flags.places.precompiled:
            return str(flags.places.precompiled[path])
    return None


def _header_of(file: str, searched: Sequence[str], flags: Flags) -> str | None:
    """Return what the database builds the precompiled file from; else the header with its name; else None."""
    built = flags.places.precompiled.get(_normal(file, flags))
    if built is not None:
        return str(built)
    places = [_normal(file, flags), *(os.path.join(folder, os.path.basename(file)) for folder in searched)]
    return next((place for place in places if os.path.isfile(place)), None)


def _take(word: str, rest: Iterator[str], flags: Flags) -> None:
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
        flags.arguments.append(f"{name}={_absolute(value if equals else next(rest, ''), flags)}")
    elif word[:2] == "-x":
        flags.language = word[2:] or next(rest, None)
    elif word == _PRECOMPILED:
        flags.arguments += [_PRECOMPILED, flags.places.local(next(rest, ""))]
    elif word in _WITH_VALUE:
        next(rest, None)
    elif word[:2] in ("-D", "-U"):
        flags.arguments += _take_values(word[:2], word[2:], rest)
    elif _KEPT.fullmatch(word):
        flags.arguments.append(word)
    elif word in _OTHER_NAMES:
        flags.arguments.append(_OTHER_NAMES[word])
    else:
        flags.arguments += _path_flag(word, rest, flags)


def _take_values(flag: str, joined: str, rest: Iterator[str]) -> list[str]:
    value = joined or next(rest, "")
    return [flag + value] if value else []


def _path_flag(word: str, rest: Iterator[str], flags: Flags) -> list[str]:
    if word[:2] in ("-I", "-F"):
        value = word[2:] or next(rest, "")
        return [word[:2] + _absolute(value, flags)] if value not in ("", "-") else []
    for names, place in ((_WITH_PATH, _absolute), (_READS_FILE, _beside)):
        flag = next((name for name in names if word.startswith(name)), None)
        if flag is not None and not word.startswith(_PRECOMPILED):
            value = word[len(flag) :] or next(rest, "")
            return [flag, place(value, flags)] if value else []
    return []


def _working_directory(words: Sequence[str], directory: Path, places: Places) -> Path:
    """Return where clang's `-working-directory` says that relative paths are meant from."""
    for at, word in enumerate(words):
        name, equals, value = word.partition("=")
        if name in ("-working-directory", "--working-directory"):
            directory /= places.local(value if equals else next(iter(words[at + 1 : at + 2]), ""))
    return directory


def _absolute(path: str, flags: Flags) -> str:
    """Return the absolute path; one that begins with the sysroot (`=`, `$SYSROOT`) as it is."""
    return path if path.startswith(("=", "$SYSROOT")) else str(flags.directory / flags.places.local(path))


def _beside(file: str, flags: Flags) -> str:
    """Return the file in the build's folder where it is there; else its name, looked for as headers are."""
    there = flags.directory / flags.places.local(file)
    return str(there) if os.path.isfile(there) else flags.places.local(file)
