"""Compiler arguments and compilers that a configuration file may name: none that runs a program or loads a library."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from podcheck.errors import ConfigError

_PATHS = ("-isystem", "-iquote", "-idirafter", "-include", "-imacros", "-isysroot", "-I")
"""Those with a path, which is relative to the configuration's folder; `-I` is last, since others begin with it."""

_OWN_VALUE = ("-D", "-U", "-target")
_VALUE = re.compile(r"\w\S*")
"""What may stand behind one of these: a compiler that does not know the option would take the next word for another."""

_PLAIN = re.compile(
    r"-[DU].+|-std=\S+|-stdlib=[\w+-]+|--target=\S+|-m(?!llvm)[\w.=+-]+|-W[\w=+-]*|-O\w?|-g\w*|-pthread|-w|-pedantic|-ansi"
    r"|-f(?:no-)?(?:exceptions|rtti|char8_t|short-enums|short-wchar|signed-char|unsigned-char|concepts(?:-ts)?|permissive"
    r"|ms-extensions|ms-compatibility|gnu-keywords|coroutines(?:-ts)?|sized-deallocation|aligned-new|aligned-allocation"
    r"|pack-struct(?:=\d+)?|abi-version=\d+|clang-abi-compat=[\w.]+|relaxed-template-template-args|pic|PIC|pie|PIE"
    r"|constexpr-(?:depth|steps|ops-limit|loop-limit)=\d+|template-depth=\d+|threadsafe-statics|strict-aliasing"
    r"|visibility=\w+|visibility-inlines-hidden|stack-protector(?:-\w+)?|common|openmp|delayed-template-parsing)"
)
_COMPILER = re.compile(r"(?:[\w.]+-)*(?:g\+\+|clang\+\+|c\+\+|zig)(?:-[\d.]+)?|all")


def clang_arguments(words: Sequence[str], folder: Path) -> tuple[str, ...]:
    """Return the arguments, with paths from the working directory on. Raises ConfigError for one not allowed."""
    kept: list[str] = []
    rest = iter(words)
    for word in rest:
        option = next((text for text in _PATHS if word.startswith(text)), None)
        if option is not None:
            value = word.removeprefix(option) or next(rest, "")
            if not value:
                raise ConfigError(f"{word!r} without a path")
            kept += (
                [option, os.path.relpath(folder / value)]
                if option != "-I"
                else [f"-I{os.path.relpath(folder / value)}"]
            )
        elif word in _OWN_VALUE:
            value = next(rest, "")
            if _VALUE.fullmatch(value) is None:
                raise ConfigError(f"{word!r} followed by {value!r}", f"Write a name after {word}.")
            kept += [word, value]
        elif _PLAIN.fullmatch(word) is not None:
            kept.append(word)
        else:
            advice = "Pass it on the command line after `--`, or have the compile database name it."
            raise ConfigError(f"the argument {word!r} is not allowed in a configuration file", advice)
    return tuple(kept)


def compiler_name(word: str) -> str:
    """Return the name of a compiler to look for on the path. Raises ConfigError for anything else."""
    if _COMPILER.fullmatch(word) is None:
        advice = (
            "A configuration file may name g++, clang++-16 or x86_64-linux-gnu-g++; use --compiler for anything else."
        )
        raise ConfigError(f"{word!r} is not the plain name of a compiler", advice)
    return word
