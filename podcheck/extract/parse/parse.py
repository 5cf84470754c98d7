"""Parse a unit with libclang, function bodies of libraries' headers skipped, and say what is wrong with it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from clang import cindex
from msgspec.structs import replace

from podcheck.extract.libclang.include_graph import IncludeGraph
from podcheck.extract.libclang.indexing import OpenUnit
from podcheck.extract.libclang.session import converse
from podcheck.extract.parse.arguments import arguments_of, arguments_on_top, complaints
from podcheck.files import read_bytes
from podcheck.model.problems import Location, Problem
from podcheck.model.units import Unit
from podcheck.paths import respell_places, spell_file

_MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class ParseError:
    """An error that libclang found, copied, since its own list does not outlive the parse."""

    message: str
    place: Location | None
    """None where libclang names no file."""

    offset: int
    """In bytes."""

    round: int
    """How often the listener had been called; 0 where the error is about the user's own code."""


@dataclass(slots=True)
class Parsed:
    """A translation unit with its errors."""

    unit: OpenUnit
    path: str
    """The path that it was parsed under."""

    text: bytes
    """Its own text, behind which stands what podcheck adds."""

    faults: list[ParseError] = field(default_factory=list)
    rounds: int = 0
    """How often the listener was called."""

    seen: int = 0
    """The number of diagnostics that were looked at."""

    included: IncludeGraph = field(default_factory=IncludeGraph)
    """Which file includes which."""

    def look(self) -> None:
        """Take the errors that are new."""
        diagnostics = self.unit.diagnostics
        for number in range(self.seen, len(diagnostics)):
            diagnostic = diagnostics[number]
            if diagnostic.severity >= cindex.Diagnostic.Error:
                place = diagnostic.location
                where = Location(place.file.name, place.line, place.column) if place.file else None
                self.faults.append(ParseError(diagnostic.spelling, where, place.offset, self.rounds))
            self.seen = number + 1

    def close(self) -> None:
        """Free libclang's memory of it."""
        self.unit.close()


def read(unit: Unit) -> bytes | Problem:
    """Return the unit's text, or why there is none."""
    if unit.text is not None:
        return unit.text.encode("utf-8", "surrogateescape")
    place = Location(unit.file)
    try:
        return read_bytes(unit.path)
    except IsADirectoryError:
        return Problem("is a directory", place, "Name a source file, or a directory with sources.")
    except FileNotFoundError:
        return Problem("no such file", place, "Check the path; it is taken relative to the working directory.")
    except OSError as error:
        return Problem(f"can't be read: {error.strerror}", place, "Name a file, and check its permissions.")


def others(unit: Unit) -> dict[str, bytes]:
    """Return what replaces the content of further files."""
    return {file: text.encode("utf-8", "surrogateescape") for file, text in unit.others}


def parse(
    unit: Unit,
    text: bytes,
    listener: Callable[[Parsed, str], str],
    *extra: str,
    instances: bool = False,
    bodies: bool = False,
    prefix: str | None = None,
    whole: bool = False,
    at_end: Callable[[], None] | None = None,
) -> Parsed | Problem:
    """Parse the text as the unit's file; a Problem where libclang gives no translation unit at all.

    At the unit's end the listener says what to parse next, and is called again behind that; see `session`, also
    for `instances`, `bodies`, `prefix`, `whole` and `at_end`.
    """
    path = os.fspath(unit.path)
    parsed: Parsed | None = None
    graph = IncludeGraph()

    def heard(now: OpenUnit, file: str) -> str:
        nonlocal parsed
        parsed = parsed or Parsed(now, path, text, included=graph)
        parsed.look()
        parsed.rounds += 1
        return listener(parsed, file)

    arguments = arguments_of(unit, *extra) if prefix is None else arguments_on_top(unit, *extra)
    made = converse(
        path,
        text,
        arguments,
        heard,
        graph,
        others(unit),
        instances=instances,
        bodies=bodies,
        prefix=prefix,
        whole=whole,
        at_end=None if at_end is None else lambda _unit: at_end(),
    )
    if made is None:
        return _describe_refusal(unit)
    parsed = parsed or Parsed(made, path, text, included=graph)
    parsed.look()
    return parsed


def _describe_refusal(unit: Unit) -> Problem:
    place = Location(unit.file)
    for message, advice in complaints(unit.arguments, unit.std.flag_value):
        return Problem(message, place, advice)
    return Problem("libclang can't parse this file", place, "Try it with clang++ -fsyntax-only.")


def has_fault_in_header(parsed: Parsed) -> bool:
    """Whether an error of the code itself stands in a header: in a function's body, maybe, that need not be read."""
    faults = (fault for fault in parsed.faults if not fault.round and not fault.message.endswith("file not found"))
    return any(fault.place is not None and fault.place.file != parsed.path for fault in faults)


def wrong_places(parsed: Parsed) -> list[tuple[str, int]]:
    """Return the file and offset of each error that leaves libclang with another class than the one written."""
    return [
        (fault.place.file, fault.offset)
        for fault in parsed.faults
        if fault.place and not fault.message.startswith("static assertion failed")
    ]


def problems(unit: Unit, parsed: Parsed) -> list[Problem]:
    """Return one Problem per error, in the arguments or in the code, the first twenty of these, with what to do."""
    place = Location(unit.file)
    reported = [Problem(message, place, advice) for message, advice in complaints(unit.arguments, unit.std.flag_value)]
    last = parsed.text.count(b"\n") + 1
    result = [
        problem for fault in parsed.faults if (problem := _problem(fault, Location(parsed.path), last)) is not None
    ]
    reported += dict.fromkeys(result[:_MOST_TOLD])
    rest = len(result) - _MOST_TOLD
    if rest > 0:
        reported.append(Problem(f"and {rest} more errors", place, "Fix the first ones first."))
    return reported


def _problem(fault: ParseError, unit: Location, last: int) -> Problem | None:
    """Return the problem that an error is for the user; None for one of what podcheck asked.

    Errors behind the unit's last line are about where it ends; others of later rounds about what was asked.
    """
    where = fault.place or unit
    message = fault.message
    if where.file == unit.file and where.line > last:
        if not message.startswith("expected "):
            return None
        where = Location(unit.file, last, 1)
    elif fault.round and not message.startswith("unterminated"):
        return None
    return Problem(respell_places(message), replace(where, file=spell_file(where.file)), _advice(message))


_STANDARD_HEADER = re.compile(r"'(?:[a-z_]+|c[a-z]+)' file not found")
_MODULE = re.compile(r"module '.*' not found|header file .* cannot be imported .*", re.DOTALL)
_IMPORTED = re.compile(r"module '(.*)' not found|header file (\S*) ", re.DOTALL)
_MISSING_NAME = re.compile(
    r"unknown type name |use of undeclared identifier |no (?:template|type|member) named |unknown class name "
    r"|expected class name|expected namespace name|expected unqualified-id|implicit instantiation of undefined "
    r"|field has incomplete type |incomplete type |static assertion failed"
)
"""What libclang says where a name is not declared, and behind that."""


def is_import(problem: Problem) -> bool:
    """Whether it says that libclang knows no module, or no header, that is imported."""
    return bool(_MODULE.fullmatch(problem.message))


def imported_name(problem: Problem) -> str:
    """Return the module's or header's name in such a problem."""
    match = _IMPORTED.search(problem.message)
    return (match[1] or match[2] or "") if match is not None else ""


def follows_from_missing_name(problem: Problem) -> bool:
    """Whether the error may come from a name that is not there, since a module is not read."""
    return bool(_MISSING_NAME.match(problem.message))


def _advice(message: str) -> str:
    if _STANDARD_HEADER.search(message):
        return (
            "This header belongs to the C++ standard library. Install one (Debian: g++ or libstdc++-12-dev), "
            "or podcheck[zig], which brings its own."
        )
    if _MODULE.fullmatch(message):
        return "podcheck reads no compiled modules; what depends on this one is not analysed."
    if "file not found" in message:
        return "Add its directory with `-- -I DIR`, or point -p at the build's compile_commands.json."
    return "The rest was still analysed. Fix the error, or pass this file's flags after `--`."
