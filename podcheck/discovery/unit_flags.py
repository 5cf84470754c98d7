"""How a file is parsed: with the flags of the compile database or of a command line, and those of the options."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

from podcheck.config.settings import DEFAULT_STD
from podcheck.discovery import compile_database
from podcheck.discovery.file_build import CompileCommand
from podcheck.discovery.gpu import gpu_arguments, language_by_ending
from podcheck.discovery.header_flags import entry_to_borrow_flags_from
from podcheck.discovery.notes import DiscoveryNotes
from podcheck.discovery.programs import Target, find_programs
from podcheck.discovery.target_flags import for_target
from podcheck.errors import ConfigError
from podcheck.files import real
from podcheck.model.problems import Location, Problem
from podcheck.model.settings import InputOptions
from podcheck.model.traits import CxxStandard
from podcheck.model.units import CXX, HEADERS, Unit
from podcheck.paths import place_of, spell_file


def find_database(file: str, inputs: InputOptions) -> compile_database.Database | Problem | None:
    """Return the database that says how the file is built; a Problem where it can't be read, else None."""
    path = compile_database.find(inputs.build_dir, Path(file))
    return compile_database.read(path) if path is not None else None


def make_unit(file: str, inputs: InputOptions, notes: DiscoveryNotes) -> tuple[Unit, list[Problem]]:
    """Return what the file is parsed as, and what was wrong with its flags."""
    result, targets = _command(file, inputs.command) if inputs.command else _flags(file, inputs, notes)
    unit, note = make_built(file, result if isinstance(result, CompileCommand) else None, inputs, notes)
    unit, troubles = put_into_programs(unit, targets)
    return unit, [
        trouble for trouble in (result if isinstance(result, Problem) else note, *troubles) if trouble is not None
    ]


def put_into_programs(unit: Unit, targets: Iterable[Target]) -> tuple[Unit, tuple[Problem, ...]]:
    """Return the unit with the programs that it is part of, and what is wrong with what the build says of them."""
    if Path(unit.file).suffix in HEADERS:
        return replace(unit, programs=(unit.file,)), ()
    programs, problems = find_programs(targets)
    return replace(unit, programs=programs), problems


def make_built(
    file: str, entry: CompileCommand | None, inputs: InputOptions, notes: DiscoveryNotes
) -> tuple[Unit, Problem | None]:
    """Return what the file is parsed as with the flags of that entry, and a note where its dialect is unknown."""
    shown, link = _spell_path(file)
    given = entry.arguments if entry else ()
    std = inputs.std
    problem: Problem | None = None
    if std is None and entry is not None and entry.std is not None:
        std, problem = _dialect(entry.std, shown, notes.origin)
    std = std or DEFAULT_STD
    given = for_target(given, inputs.first_args, inputs.clang_args, std, inputs.libclang, notes.dropped)
    arguments = (*inputs.first_args, *given, *inputs.clang_args)
    unit = Unit(
        shown,
        std,
        (*gpu_arguments(arguments, _language(file, entry)), *arguments),
        text=inputs.text,
        uses=inputs.uses,
        wrappers=inputs.wrappers,
        assumed=entry.assumed if entry is not None and inputs.std is None else "",
        link=link,
        gnu_keywords=not _is_strict(entry, inputs),
    )
    notes.take(entry, unit)
    return unit, problem


def _is_strict(entry: CompileCommand | None, inputs: InputOptions) -> bool:
    """Whether the build names a dialect of ISO. Where none is named compilers take GNU's, which has more keywords."""
    named = entry.std if entry is not None and inputs.std is None and not entry.assumed else None
    return named is not None and not named.startswith("gnu")


def _language(file: str, entry: CompileCommand | None) -> str:
    """Return the language of the entry; of a file that only borrows its flags, what the ending says comes first."""
    by_ending = language_by_ending(file)
    if entry is None or (by_ending != CXX and entry.file.suffix != Path(file).suffix):
        return by_ending
    return entry.language


def _spell_path(path: str) -> tuple[str, str | None]:
    """Return the file's spelling, and the path where that is a link which leads to it; a path to no file as it is."""
    if not os.path.exists(path):
        return path, None
    shown = spell_file(path)
    return shown, path if os.path.islink(path) and shown != path else None


def _flags(
    file: str, inputs: InputOptions, notes: DiscoveryNotes
) -> tuple[CompileCommand | Problem | None, Sequence[Target]]:
    """Return how the file is built, or how the file that it belongs to is, and what it is built for itself."""
    read = find_database(file, inputs)
    if read is None or isinstance(read, Problem):
        return read, ()
    notes.take_database(read)
    source = place_of(file)
    own = find_entry(read, file)
    if own is None:
        return entry_to_borrow_flags_from(read, source), ()
    return own, tuple(compile_database.targets(read, own)) if isinstance(own, CompileCommand) else ()


def find_entry(read: compile_database.Database, file: str) -> CompileCommand | Problem | None:
    """Return how the database builds the file itself."""
    source = place_of(file)
    return compile_database.entry(read, source) or compile_database.entry(read, real(source))


def _command(file: str, words: Sequence[str]) -> tuple[CompileCommand | Problem, Sequence[Target]]:
    """Return the same where a compiler's command line says it."""
    read = compile_database.read_command(words, file)
    return read, [read.target] if isinstance(read, CompileCommand) and read.target is not None else []


def _dialect(flag: str, file: str, place: str) -> tuple[CxxStandard | None, Problem | None]:
    """Return the dialect that the flag names; a note where podcheck does not know it.

    `place`: the compile database, or what stands in for it.
    """
    try:
        return CxxStandard.parse(flag), None
    except ConfigError as error:
        reported = f"{error.what} in {place}: {DEFAULT_STD.spelling} is assumed"
        return None, Problem(reported, Location(file), f"Set it with --std. {error.advice}", fatal=False)
