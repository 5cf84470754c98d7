"""Paths to units, in the order given, each file once."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from podcheck.config import DEFAULT_STD, Config
from podcheck.errors import ConfigError
from podcheck.files import real, working_directory
from podcheck.model.paths import forget_files, identify_file, spell_file, tidy
from podcheck.model.problems import Location, Problem
from podcheck.model.traits import CxxStandard
from podcheck.model.units import CXX, HEADERS, SOURCES, Module, Unit
from podcheck.scan import database
from podcheck.scan.gpu import gpu_arguments, language_by_ending
from podcheck.scan.headers import lender
from podcheck.scan.modules import with_modules
from podcheck.scan.notes import Notes
from podcheck.scan.programs import Target, find_programs, forget_builds
from podcheck.scan.retarget import for_target

if TYPE_CHECKING:
    from podcheck.scan.touched import Includes

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
    forget_files()
    forget_builds()
    working_directory()
    units: dict[str, Unit] = {}
    problems: list[Problem] = []
    notes = Notes("the command line" if config.command else "the compile database")
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
            unit, troubles = _unit(file, config, notes)
            problems += (one for one in troubles if one not in problems)
            units.setdefault(identify_file(file), unit)
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
    found_units = with_modules(
        found_units,
        lambda file: None if config.command else _database(file, config),
        lambda file, entry: _made(file, entry, config, Notes(notes.origin))[0],
    )
    if config.changed_since is not None:
        found_units, note = _touched(found_units, config)
        problems.append(note)
    return found_units, tuple(problems)


def _with_includers(units: dict[str, Unit], config: Config, notes: Notes) -> tuple[tuple[Unit, ...], list[Problem]]:
    """The units, and those of the project's files that include one of their files."""
    from podcheck.scan.includers import including

    problems: list[Problem] = []
    every = dict(units)
    databases = [read for unit in units.values() if (read := _database(unit.path, config)) is not None]
    databases = list({read.path: read for read in databases}.values())

    def unit_of(file: Path) -> Unit:
        return _unit(str(file), config, Notes(notes.origin))[0]

    for file in including([unit.file for unit in units.values()], databases, SOURCES | HEADERS, unit_of):
        unit, troubles = _unit(str(file), config, notes)
        problems += (one for one in troubles if one not in problems)
        every.setdefault(identify_file(str(file)), unit)
    return tuple(every.values()), problems


def _database(file: str, config: Config) -> database.Database | None:
    """The one that says how the file is built."""
    path = database.find(config.build_dir, Path(file))
    read = database.read(path) if path is not None else None
    return read if isinstance(read, database.Database) else None


def _touched(units: tuple[Unit, ...], config: Config) -> tuple[tuple[Unit, ...], Problem]:
    """Return the units that a change since the revision may bear on, and a note on how many these are."""
    from podcheck.git import open_repository, read_range
    from podcheck.scan.changes import read_changes
    from podcheck.scan.touched import Includes

    with open_repository(working_directory()) as repository:
        includes = Includes(read_changes(read_range(str(config.changed_since), repository), repository))
    left = tuple(unit for unit in units if _is_touched(unit, includes, config))
    text = f"{len(left)} of {len(units)} files are touched by what changed since {config.changed_since}"
    return left, Problem(text, fatal=False)


def _is_touched(unit: Unit, includes: Includes, config: Config) -> bool:
    """Whether a change may bear on what is said of the unit: on its text, its flags, or the accepted findings."""
    if any(module.reason or includes.touch(_as_unit(module, unit), []) for module in unit.modules):
        return True
    read = [str(config.baseline)] if config.baseline is not None else []
    if config.command:
        return includes.touch(unit, [*read, *database.response_files_of(config.command)])
    path = database.find(config.build_dir, Path(unit.path))
    known = database.read(path) if path is not None else None
    if isinstance(known, database.Database):
        source = database.place_of(unit.path)
        own = next((file for file in (source, real(source)) if file in known.items), None)
        if own is None and (borrowed := lender(known, source)) is not None:
            own = borrowed.file
            read.append(str(own))
            if includes.bear_on_flags(source.name):
                return True
        if own is not None:
            read += database.response_files(known, own)
    return includes.touch(unit, read)


def _as_unit(module: Module, unit: Unit) -> Unit:
    """Return the module's text as a unit that is built like the one which imports it."""
    return replace(unit, file=module.file, link=None, text=None, arguments=(*unit.arguments, *module.arguments))


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


def _unit(file: str, config: Config, notes: Notes) -> tuple[Unit, list[Problem]]:
    found, targets = _command(file, config.command) if config.command else _flags(file, config.build_dir, notes)
    unit, note = _made(file, found if isinstance(found, database.Entry) else None, config, notes)
    unit, troubles = _in_programs(unit, targets)
    return unit, [one for one in (found if isinstance(found, Problem) else note, *troubles) if one is not None]


def _in_programs(unit: Unit, targets: Iterable[Target]) -> tuple[Unit, tuple[Problem, ...]]:
    """Return the unit with the programs that it is part of, and what is wrong with what the build says of them."""
    if Path(unit.file).suffix in HEADERS:
        return replace(unit, programs=(unit.file,)), ()
    programs, problems = find_programs(targets)
    return replace(unit, programs=programs), problems


def _made(file: str, entry: database.Entry | None, config: Config, notes: Notes) -> tuple[Unit, Problem | None]:
    shown, link = _named(file)
    given = entry.arguments if entry else ()
    std = config.std
    problem: Problem | None = None
    if std is None and entry is not None and entry.std is not None:
        std, problem = _dialect(entry.std, shown, notes.origin)
    std = std or DEFAULT_STD
    given = for_target(given, config.first_args, config.clang_args, std, config.libclang, notes.dropped)
    arguments = (*config.first_args, *given, *config.clang_args)
    unit = Unit(
        shown,
        std,
        (*gpu_arguments(arguments, _language(file, entry)), *arguments),
        config.headers,
        config.text,
        uses=config.uses,
        wrappers=config.wrappers,
        assumed=entry.assumed if entry is not None and config.std is None else "",
        link=link,
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
    path = database.find(config.build_dir, working_directory() / database.NAME)
    read = database.read(path) if path is not None else None
    if not isinstance(read, database.Database):
        return (), [read] if read is not None else []
    notes.take_database(read)
    units: dict[Unit, list[Target]] = {}
    problems: list[Problem] = []
    others: list[str] = []
    if config.headers is None:
        config = replace(config, headers=own_headers(read.path, read.items))
    if config.build_target is not None:
        narrowed = database.narrow_to(read, config.build_target)
        if isinstance(narrowed, Problem):
            return (), [narrowed]
        read = narrowed
    for file, item in database.every_item(read):
        if file.suffix not in SOURCES | HEADERS:
            others.append(file.name)
        elif os.path.isfile(file):
            entry = database.read_item(read, file, item)
            known = entry if isinstance(entry, database.Entry) else None
            unit, note = _made(str(file), known, config, notes)
            problems += [one for one in (entry, note) if isinstance(one, Problem)]
            units.setdefault(unit, []).extend([known.target] if known and known.target else [])
    placed = [_in_programs(unit, targets) for unit, targets in units.items()]
    problems += dict.fromkeys(problem for _, some in placed for problem in some)
    if others:
        some = ", ".join(sorted(others)[:_SOME]) + (", …" if len(others) > _SOME else "")
        told = f"{len(others)} of the compile database's files are no C++ sources and left out: {some}"
        problems.append(Problem(told, Location(str(read.path)), fatal=False))
    if read.odd:
        problems.append(_odd(read))
    return tuple(unit for unit, _ in placed), [*problems, *database.vanished(read, Path("/"))]


def own_headers(database: Path, sources: Iterable[Path]) -> str | None:
    """What the paths of a project's headers match: they lie in the folder that holds its database and all its sources.

    Where that is no project's folder, which holds the sources will do; None where that is none either.
    """
    folders = [str(one.parent) for one in sources]
    for some in ([str(real(database).parent), *folders], folders):
        root = os.path.commonpath(some) if some else "/"
        if root not in (*_SHARED, os.path.expanduser("~")):
            return f"^{re.escape(root)}/"
    return None


def _named(path: str) -> tuple[str, str | None]:
    """Return the file's spelling, and the path where that is a link which leads to it; a path to no file as it is."""
    if not os.path.exists(path):
        return path, None
    shown = spell_file(path)
    return shown, path if os.path.islink(path) and shown != path else None


def _odd(read: database.Database) -> Problem:
    text = f"entries of the compile database that can't be used: {read.odd}"
    return Problem(text, Location(str(read.path)), "Generate it again.", fatal=False)


def _flags(file: str, build_dir: str | None, notes: Notes) -> tuple[database.Entry | Problem | None, Sequence[Target]]:
    """Return how the file is built, or how the file that it belongs to is, and what it is built for itself."""
    path = database.find(build_dir, Path(file))
    read = database.read(path) if path is not None else None
    if read is None or isinstance(read, Problem):
        return read, ()
    notes.take_database(read)
    source = database.place_of(file)
    own = database.entry(read, source) or database.entry(read, real(source))
    if own is None:
        return lender(read, source), ()
    return own, tuple(database.targets(read, own)) if isinstance(own, database.Entry) else ()


def _command(file: str, words: Sequence[str]) -> tuple[database.Entry | Problem, Sequence[Target]]:
    """Return the same where a compiler's command line says it."""
    read = database.read_command(words, file)
    return read, [read.target] if isinstance(read, database.Entry) and read.target is not None else []


def _vanished(folder: str, build_dir: str | None) -> Iterator[Problem]:
    """What the compile database builds below the folder, but is not there."""
    path = database.find(build_dir, Path(folder) / database.NAME)
    read = database.read(path) if path is not None else None
    if isinstance(read, database.Database):
        if read.odd:
            yield _odd(read)
        yield from database.vanished(read, database.place_of(folder))


def _dialect(flag: str, file: str, place: str) -> tuple[CxxStandard | None, Problem | None]:
    """The dialect that the compile database, or what stands for it, names; a note where podcheck does not know it."""
    try:
        return CxxStandard.parse(flag), None
    except ConfigError as error:
        told = f"{error.what} in {place}: taken as {DEFAULT_STD.spelling}"
        return None, Problem(told, Location(file), f"Say it with --std. {error.advice}", fatal=False)
