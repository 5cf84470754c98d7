"""The arguments that a unit is parsed with, and what libclang has to say about them."""

from __future__ import annotations

import functools
import os

from clang import cindex
from msgspec.structs import replace

from podcheck.extract.parse.cxx_library import library_arguments
from podcheck.extract.parse.openmp import openmp_arguments
from podcheck.model.units import Unit

_ADVICE = "Fix or drop it among the arguments after `--` (or in the compile database)."
_READS_FILES = ("-include", "-imacros")

_NOT_PRECOMPILED = ("-include", os.devnull)
"""Beside the first file that is included so libclang looks for a precompiled one: GCC's, which it can't read, or
anybody's, which nobody checks. Beside this one there is none."""


def arguments_of(unit: Unit, *extra: str) -> list[str]:
    """Return the unit's arguments for libclang, C++ whatever the file is called."""
    return [
        "-x",
        "c++",
        f"-std={unit.std.flag_value}",
        "-fgnu-keywords" if unit.gnu_keywords else "-fno-gnu-keywords",
        *library_arguments(unit.arguments),
        *openmp_arguments(unit.arguments),
        *_NOT_PRECOMPILED,
        *unit.arguments,
        "-w",
        "-fno-spell-checking",
        "-ferror-limit=0",
        *extra,
    ]


def arguments_on_top(unit: Unit, *extra: str) -> list[str]:
    """Return the arguments for a parse on top of a prefix, which has read the files that they include."""
    return arguments_of(replace(unit, arguments=tuple(_without_files(unit.arguments))), *extra)


@functools.lru_cache(maxsize=256)
def complaints(arguments: tuple[str, ...], std: str) -> tuple[tuple[str, str], ...]:
    """Return what libclang finds wrong with the arguments themselves, each with what to do.

    Where it refuses them it does not say why: then the first one that it can't take is named.
    """
    if not arguments:
        return ()
    kept = _without_files(arguments)
    made = _empty_unit([*kept, f"-std={std}"])
    if made is None:
        for count in range(1, len(kept) + 1):
            if _empty_unit([*kept[:count], f"-std={std}"]) is None:
                return ((f"libclang does not accept the option {kept[count - 1]!r}", _ADVICE),)
        return ()
    return tuple(
        (diagnostic.spelling, _ADVICE)
        for diagnostic in made.diagnostics
        if diagnostic.severity >= cindex.Diagnostic.Error
    )


def _without_files(arguments: tuple[str, ...]) -> list[str]:
    """Return the arguments without those that have libclang read a file: they say nothing about themselves, and cost
    time.
    """
    before = ("", *arguments)
    return [
        word
        for previous, word in zip(before, arguments, strict=False)
        if previous not in _READS_FILES and not word.startswith(_READS_FILES)
    ]


def _empty_unit(arguments: list[str]) -> cindex.TranslationUnit | None:
    try:
        return cindex.TranslationUnit.from_source("podcheck.cpp", ["-x", "c++", *arguments], [("podcheck.cpp", "")], 0)
    except cindex.TranslationUnitLoadError:
        return None
