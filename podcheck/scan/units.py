"""Paths to units, in the order given, each file once."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from podcheck.config import DEFAULT_STD, Config
from podcheck.errors import ConfigError
from podcheck.model.paths import tidy
from podcheck.model.problems import Location, Problem
from podcheck.model.traits import CxxStandard
from podcheck.model.units import CXX, Unit
from podcheck.scan import database
from podcheck.scan.gpu import gpu_arguments, language_by_ending
from podcheck.scan.headers import lender
from podcheck.scan.notes import Notes
from podcheck.scan.retarget import for_target

SOURCES = frozenset({".cpp", ".cc", ".cxx", ".c++", ".cppm", ".ixx", ".C", ".cu", ".hip"})
HEADERS = frozenset({".h", ".hh", ".hpp", ".hxx", ".h++", ".H", ".cuh"})
_MOST_FILES = 100_000
_SOME = 3
_SHARED = (
    "/",
    "/usr",
    "/usr/include",
    "/usr/src",
    "/opt",
    "/home",
    "/root",
    "/tmp",
    "/var",
    "/var/tmp",
    "/mnt",
    "/srv",
)
"""Folders that hold many things, not one project."""


def units_of(config: Config) -> tuple[tuple[Unit, ...], tuple[Problem, ...]]:
    """The units of a run, and a Problem for each path that gives none."""
    database.forget()
    units: dict[Path, Unit] = {}
    problems: list[Problem] = []
    notes = Notes()
    for path in config.paths:
        if config.text is None and _is_empty(path):
            advice = "There is nothing to check in it: leave it out, or write a class into it."
            problems.append(Problem("the file is empty", Location(path), advice))
            continue
        found = list(_files(path))
        if not found:
            advice = f"podcheck looks for {', '.join(sorted(SOURCES | HEADERS))}."
            problems.append(Problem("no C++ source in this directory", Location(path), advice))
        for file in found:
            unit, trouble = _unit(file, config, notes)
            if trouble is not None and trouble not in problems:
                problems.append(trouble)
            units.setdefault(Path(file).absolute(), unit)
        if config.text is None and os.path.isdir(path):
            problems += _vanished(path, config.build_dir)
    found_units = tuple(units.values())
    if not config.paths:
        found_units, told = _project(config, notes)
        problems += told
    if config.includers and units:
        found_units, more = _with_includers(units, config, notes)
        problems += more
    problems += notes.problems()
    if config.changed_since is not None:
        found_units, note = _touched(found_units, config.changed_since)
        problems.append(note)
    return found_units, tuple(problems)


def _with_includers(units: dict[Path, Unit], config: Config, notes: Notes) -> tuple[tuple[Unit, ...], list[Problem]]:
    """The units, and those of the project's files that include one of their files."""
    from podcheck.scan.includers import including

    problems: list[Problem] = []
    every = dict(units)
    databases = [read for unit in units.values() if (read := _database(unit.file, config)) is not None]
    databases = list({read.path: read for read in databases}.values())

    def unit_of(file: Path) -> Unit:
        return _unit(_shown(file), config, Notes())[0]

    for file in including([unit.file for unit in units.values()], databases, SOURCES | HEADERS, unit_of):
        unit, trouble = _unit(_shown(file), config, notes)
        if trouble is not None and trouble not in problems:
            problems.append(trouble)
        every.setdefault(file, unit)
    return tuple(every.values()), problems


def _database(file: str, config: Config) -> database.Database | None:
    """The one that says how the file is built."""
    path = database.find(config.build_dir, Path(file))
    read = database.read(path) if path is not None else None
    return read if isinstance(read, database.Database) else None


def _touched(units: tuple[Unit, ...], revision: str) -> tuple[tuple[Unit, ...], Problem]:
    """The units that a change since the revision may bear on, and a note on how many these are."""
    from podcheck.diff.revisions import changed_files, read_range
    from podcheck.scan.touched import Includes

    here = Path.cwd().resolve()
    revisions = read_range(revision, here)
    includes = Includes(revisions.root.resolve(), changed_files(revisions, (), here))
    left = tuple(unit for unit in units if includes.touch(unit))
    told = f"{len(left)} of {len(units)} files are touched by what changed since {revision}"
    return left, Problem(told, fatal=False)


def _is_empty(path: str) -> bool:
    try:
        return os.path.isfile(path) and os.path.getsize(path) == 0
    except OSError:
        return False


def _files(path: str) -> Iterator[str]:
    """The path itself, or the sources below it in order; hidden folders and links to folders are passed over."""
    if not os.path.isdir(path):
        yield tidy(path)
        return
    count = 0
    for folder, below, names in os.walk(path):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names):
            if Path(name).suffix in SOURCES | HEADERS and count < _MOST_FILES:
                count += 1
                yield tidy(os.path.join(folder, name))


def _unit(file: str, config: Config, notes: Notes) -> tuple[Unit, Problem | None]:
    found = _flags(file, config.build_dir, notes)
    problem = found if isinstance(found, Problem) else None
    entry = found if isinstance(found, database.Entry) else None
    unit, note = _made(file, entry, config, notes)
    return unit, problem or note


def _made(file: str, entry: database.Entry | None, config: Config, notes: Notes) -> tuple[Unit, Problem | None]:
    given = entry.arguments if entry else ()
    std = config.std
    problem: Problem | None = None
    if std is None and entry is not None and entry.std is not None:
        std, problem = _dialect(entry.std, file)
    std = std or DEFAULT_STD
    given = for_target(given, config.clang_args, std, config.libclang, notes.dropped)
    arguments = (*given, *config.clang_args)
    unit = Unit(
        file,
        std,
        (*gpu_arguments(arguments, _language(file, entry)), *arguments),
        config.headers,
        config.text,
        uses=config.uses,
        wrappers=config.wrappers,
        assumed=entry.assumed if entry is not None and config.std is None else "",
    )
    notes.take(entry, unit)
    return unit, problem


def _language(file: str, entry: database.Entry | None) -> str:
    """As the entry has it; of a file that only borrows its flags, what the ending says comes first."""
    by_ending = language_by_ending(file)
    if entry is None or (by_ending != CXX and entry.file.suffix != Path(file).suffix):
        return by_ending
    return entry.language


def _project(config: Config, notes: Notes) -> tuple[tuple[Unit, ...], list[Problem]]:
    """All that the compile database builds, in its order: each file once for each way in which it is built.

    The project's headers count as well, unless `--headers` says which ones do.
    """
    path = database.find(config.build_dir, Path.cwd() / database.NAME)
    read = database.read(path) if path is not None else None
    if not isinstance(read, database.Database):
        return (), [read] if read is not None else []
    notes.take_database(read)
    units: dict[Unit, None] = {}
    problems: list[Problem] = []
    others: list[str] = []
    if config.headers is None:
        config = replace(config, headers=own_headers(read.path, read.items))
    for file, item in (*read.items.items(), *read.more):
        if file.suffix not in SOURCES | HEADERS:
            others.append(file.name)
        elif file.is_file():
            entry = database.read_item(read, file, item)
            unit, note = _made(_shown(file), entry if isinstance(entry, database.Entry) else None, config, notes)
            problems += [one for one in (entry, note) if isinstance(one, Problem)]
            units[unit] = None
    if others:
        some = ", ".join(sorted(others)[:_SOME]) + (", …" if len(others) > _SOME else "")
        told = f"{len(others)} of the compile database's files are no C++ sources and left out: {some}"
        problems.append(Problem(told, Location(str(read.path)), fatal=False))
    if read.odd:
        problems.append(_odd(read))
    return tuple(units), [*problems, *database.vanished(read, Path("/"))]


def own_headers(database: Path, sources: Iterable[Path]) -> str | None:
    """What the paths of a project's headers match: they lie in the folder that holds its database and all its sources.

    Where that is no project's folder, which holds the sources will do; None where that is none either. Paths from the
    working directory on are the project's.
    """
    folders = [str(one.parent) for one in sources]
    for some in ([str(database.resolve().parent), *folders], folders):
        root = os.path.commonpath(some) if some else "/"
        if root not in (*_SHARED, str(Path.home())):
            return f"^(?:{re.escape(root)}/|(?!/))"
    return None


def _shown(file: Path) -> str:
    """From the working directory where the file lies below it."""
    here = os.getcwd()
    return os.path.relpath(file, here) if file.is_relative_to(here) else str(file)


def _odd(read: database.Database) -> Problem:
    text = f"entries of the compile database that can't be used: {read.odd}"
    return Problem(text, Location(str(read.path)), "Generate it again.", fatal=False)


def _flags(file: str, build_dir: str | None, notes: Notes) -> database.Entry | Problem | None:
    """How the file is built, or how the file that it belongs to is."""
    path = database.find(build_dir, Path(file))
    read = database.read(path) if path is not None else None
    if read is None or isinstance(read, Problem):
        return read
    notes.take_database(read)
    source = database.place_of(file)
    return database.entry(read, source) or database.entry(read, source.resolve()) or lender(read, source)


def _vanished(folder: str, build_dir: str | None) -> Iterator[Problem]:
    """What the compile database builds below the folder, but is not there."""
    path = database.find(build_dir, Path(folder) / database.NAME)
    read = database.read(path) if path is not None else None
    if isinstance(read, database.Database):
        if read.odd:
            yield _odd(read)
        yield from database.vanished(read, database.place_of(folder))


def _dialect(flag: str, file: str) -> tuple[CxxStandard | None, Problem | None]:
    """The dialect that the compile database names; a note where podcheck does not know it."""
    try:
        return CxxStandard.parse(flag), None
    except ConfigError as error:
        told = f"{error.what} in the compile database: taken as {DEFAULT_STD.spelling}"
        return None, Problem(told, Location(file), f"Say it with --std. {error.advice}", fatal=False)
