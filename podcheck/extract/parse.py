"""Parse a unit with libclang, function bodies of headers skipped, ready to be asked again cheaply."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from clang import cindex

from podcheck.extract.cxxlib import library_arguments
from podcheck.model.problems import Location, Problem
from podcheck.model.units import Unit

PREAMBLE = 0x4 | 0x100
"""PrecompiledPreamble and CreatePreambleOnFirstParse: what makes another round cost 0.07 s."""
BODIES = 0x40 | 0x800
"""SkipFunctionBodies, but LimitSkipFunctionBodiesToPreamble: the main file keeps its own."""
KEEP_GOING = 0x200
_SELF_INCLUSION = "cannot be included recursively when building a preamble"
_MOST_DIAGNOSTICS = 20


@dataclass(frozen=True, slots=True)
class Parsed:
    """A translation unit with the path it was parsed under, its own text and the options it was parsed with."""

    unit: cindex.TranslationUnit
    path: str
    text: bytes
    options: int


def read(unit: Unit) -> bytes | Problem:
    """The unit's text, or why there is none."""
    if unit.text is not None:
        return unit.text.encode("utf-8", "surrogateescape")
    path = Path(unit.file)
    place = Location(unit.file)
    if path.is_dir():
        return Problem("is a directory", place, "Name a source file, or a directory with sources.")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return Problem("no such file", place, "Check the path; it is taken relative to the working directory.")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return Problem(f"can't be read: {reason}", place, "Check its permissions.")


def arguments(unit: Unit, *extra: str) -> list[str]:
    """The unit's arguments for libclang, C++ whatever the file is called."""
    return [
        "-x",
        "c++",
        f"-std={unit.std.flag_value}",
        *library_arguments(unit.arguments),
        *unit.arguments,
        "-w",
        "-fno-spell-checking",
        "-ferror-limit=0",
        *extra,
    ]


def parse(unit: Unit, text: bytes, *extra: str) -> Parsed | Problem:
    """Parse the text as the unit's file; a Problem where libclang gives no translation unit at all."""
    options = PREAMBLE | BODIES | KEEP_GOING
    made = _parse(unit, text, options, extra)
    if isinstance(made, Parsed) and any(_SELF_INCLUSION in one.spelling for one in made.unit.diagnostics):
        return _parse(unit, text, BODIES | KEEP_GOING, extra)
    return made


def _parse(unit: Unit, text: bytes, options: int, extra: tuple[str, ...]) -> Parsed | Problem:
    path = os.fspath(unit.file)
    index = cindex.Index.create()
    try:
        made = cindex.TranslationUnit.from_source(path, arguments(unit, *extra), [(path, _Bytes(text))], options, index)
    except cindex.TranslationUnitLoadError:
        return _refused(unit)
    return Parsed(made, path, text, options)


class _Bytes:
    """Hands bytes through cindex, which would decode and encode text."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def read(self) -> bytes:
        return self.content


def reparse(parsed: Parsed, appended: str) -> None:
    """Parse again with text appended to the file; every cursor of before is dead."""
    text = parsed.text + b"\n" + appended.encode("utf-8", "surrogateescape")
    parsed.unit.reparse([(parsed.path, _Bytes(text))], parsed.options)


def _refused(unit: Unit) -> Problem:
    """libclang says nothing where it refuses arguments: find the first one that it can't take."""
    for count in range(1, len(unit.arguments) + 1):
        part = [*unit.arguments[:count], "-std=" + unit.std.flag_value]
        if not _accepts(part):
            return Problem(
                f"libclang does not accept the option {unit.arguments[count - 1]!r}",
                Location(unit.file),
                "Mend or drop it among the arguments after `--` (or in the compile database).",
            )
    return Problem("libclang can't parse this file", Location(unit.file), "Try it with clang++ -fsyntax-only.")


def _accepts(part: list[str]) -> bool:
    try:
        cindex.TranslationUnit.from_source("podcheck.cpp", part, [("podcheck.cpp", _Bytes(b""))], 0)
    except cindex.TranslationUnitLoadError:
        return False
    return True


def errors(parsed: Parsed) -> list[cindex.Diagnostic]:
    """The errors in what the user wrote: those on appended lines are ours."""
    last = parsed.text.count(b"\n") + 1
    return [
        one
        for one in parsed.unit.diagnostics
        if one.severity >= cindex.Diagnostic.Error and not _appended(one, parsed.path, last)
    ]


def _appended(one: cindex.Diagnostic, path: str, last: int) -> bool:
    place = one.location
    return place.file is not None and place.file.name == path and place.line > last


def problems(parsed: Parsed) -> list[Problem]:
    """One Problem per error, the first twenty of them, each with what to do."""
    found = errors(parsed)
    told = [_problem(one, parsed.path) for one in found[:_MOST_DIAGNOSTICS]]
    if len(found) > len(told):
        rest = len(found) - len(told)
        told.append(Problem(f"and {rest} more errors", Location(parsed.path), "Mend the first ones first."))
    return told


def _problem(one: cindex.Diagnostic, path: str) -> Problem:
    place = one.location
    where = Location(place.file.name, place.line, place.column) if place.file else Location(path)
    return Problem(one.spelling, where, _advice(one.spelling))


_STANDARD_HEADER = re.compile(r"'(?:[a-z_]+|c[a-z]+)' file not found")


def _advice(message: str) -> str:
    if _STANDARD_HEADER.search(message):
        return (
            "A header of the C++ library: install one (Debian: g++ or libstdc++-12-dev), "
            "or the extra podcheck[zig], which brings its own."
        )
    if "file not found" in message:
        return "Add its directory with `-- -I DIR`, or point -p at the build's compile_commands.json."
    if "unknown argument" in message or "invalid value" in message or "unsupported option" in message:
        return "Mend or drop it among the arguments after `--` (or in the compile database)."
    return "What could be parsed is reported; mend the error, or give the flags the file is built with after `--`."
