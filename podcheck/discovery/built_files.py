"""What a compile database builds below a folder, and what lies there that it does not know."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct, field

from podcheck.discovery import compile_database
from podcheck.discovery.file_build import CompileCommand
from podcheck.discovery.file_tree import Exclusions, FileTree
from podcheck.discovery.notes import DiscoveryNotes, list_some
from podcheck.discovery.programs import Target
from podcheck.discovery.unit_flags import make_built, put_into_programs
from podcheck.files import real
from podcheck.model.problems import Location, Problem
from podcheck.model.settings import InputOptions
from podcheck.model.units import C_SOURCES, HEADERS, SOURCES, Unit
from podcheck.paths import spell_file

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


class Built(Struct, frozen=True):
    """What there is below a folder; all paths are real."""

    units: tuple[Unit, ...]
    problems: tuple[Problem, ...]
    sources: tuple[Path, ...] = ()
    """Sources that lie there and that the database does not build."""

    headers: tuple[Path, ...] = ()
    """Headers that lie there and that the database does not build; units may read them all the same."""

    left_out: tuple[str, ...] = ()
    """Folders and files whose classes don't count."""


class _Sorted(Struct):
    """The database's files, by what becomes of them."""

    units: dict[Unit, list[Target]] = field(default_factory=dict)
    """Each unit with the targets that it is built for."""

    problems: list[Problem] = field(default_factory=list)
    c: dict[Path, None] = field(default_factory=dict)
    """Sources in C, as an ordered set."""

    others: dict[Path, None] = field(default_factory=dict)
    """Sources in other languages."""

    excluded: dict[Path, None] = field(default_factory=dict)
    """Files that a configuration, a `.gitignore` or a build folder leaves out."""


def find_project(path: Path, sources: Iterable[Path]) -> Path | None:
    """Return a project's folder: the one that holds its database and all its sources.

    Where that is no project's folder, the one that holds the sources will do; None where that is none either.
    """
    folders = [str(source.parent) for source in sources]
    for some in ([str(real(path).parent), *folders], folders):
        root = os.path.commonpath(some) if some else "/"
        if root not in (*_SHARED, os.path.expanduser("~")):
            return Path(root)
    return None


def exclusions_of(read: compile_database.Database | None, inputs: InputOptions) -> Exclusions:
    """Return which files are left out where the database says what is built; any file may be given all the same."""
    if read is None:
        return Exclusions(inputs.file_rules)
    folders = [str(source.parent) for source in read.items]
    common = Path(os.path.commonpath(folders)) if folders else read.path.parent
    own = real(read.path).parent
    below = sum(source.is_relative_to(own) for source in read.items)
    builds = (own,) if 2 * below < len(read.items) else ()  # what a build generates lies below it as well
    return Exclusions(inputs.file_rules, builds, (common, *common.parents))


def find_built(read: compile_database.Database, top: Path | None, inputs: InputOptions, notes: DiscoveryNotes) -> Built:
    """Return what is built below the folder, each file once for each way in which it is; of all where there is none.

    `top`: a real path.
    """
    notes.take_database(read)
    exclusions = exclusions_of(read, inputs)
    sorted_ = _Sorted()
    for file, item in compile_database.every_item(read):
        if top is None or file.is_relative_to(top):
            _sort(file, item, read, exclusions, top, inputs, notes, sorted_)
    placed = [put_into_programs(unit, targets) for unit, targets in sorted_.units.items()]
    problems = [*sorted_.problems, *dict.fromkeys(problem for _, some in placed for problem in some)]
    problems += _notes(read, sorted_)
    if not placed and sorted_.excluded:
        what = "every source that it builds is in a build folder, or excluded by .gitignore or the configuration"
        advice = "Name the folder that they are in: what you name is always checked."
        problems.append(Problem(what, Location(spell_file(str(read.path))), advice))
    gone = (file for file in sorted(read.items) if top is None or file.is_relative_to(top))
    problems += (
        compile_database.missing_file_problem(read, file)
        for file in gone
        if not os.path.exists(file) and (top is None or not exclusions.leave_out(file, top))
    )
    units = tuple(unit for unit, _ in placed)
    if top is None:
        return Built(units, tuple(problems))
    tree = exclusions.walk(top, SOURCES | HEADERS)
    whole = inputs.build_target is None  # of one target nothing is said of what others build
    unknown = [file for file in tree.files if whole and file not in read.items]
    return Built(
        units,
        tuple(problems),
        tuple(file for file in unknown if file.suffix in SOURCES),
        tuple(file for file in unknown if file.suffix in HEADERS),
        _left_out(tree),
    )


def _left_out(tree: FileTree) -> tuple[str, ...]:
    """Return what is left out and can hold a header's classes."""
    return tuple(path for path in tree.left_out if os.path.splitext(path)[1] not in SOURCES)


def _sort(
    file: Path,
    item: object,
    read: compile_database.Database,
    exclusions: Exclusions,
    top: Path | None,
    inputs: InputOptions,
    notes: DiscoveryNotes,
    sorted_: _Sorted,
) -> None:
    assert isinstance(item, dict)
    if file.suffix not in SOURCES | HEADERS | C_SOURCES:
        sorted_.others[file] = None
    elif not os.path.isfile(file):
        return
    elif top is not None and exclusions.leave_out(file, top):
        sorted_.excluded[file] = None
    else:
        entry = compile_database.read_item(read, file, item)
        known = entry if isinstance(entry, CompileCommand) else None
        if known.is_c if known is not None else file.suffix in C_SOURCES:
            sorted_.c[file] = None
            return
        unit, note = make_built(str(file), known, inputs, notes)
        sorted_.problems += [problem for problem in (entry, note) if isinstance(problem, Problem)]
        sorted_.units.setdefault(unit, []).extend([known.target] if known and known.target else [])


def _notes(read: compile_database.Database, sorted_: _Sorted) -> Iterable[Problem]:
    """Yield a note for each kind of file that is left out."""
    place = Location(spell_file(str(read.path)))
    for files, what in (
        (sorted_.c, "skipped: C, not C++"),
        (sorted_.others, "skipped: not C++"),
        (sorted_.excluded, "skipped: in a build folder, or excluded by .gitignore or the configuration"),
    ):
        if files:
            yield Problem(f"{what}: {list_some([file.name for file in files])}", place, fatal=False)
    if read.odd:
        text = f"entries of the compile database that can't be used: {read.odd}"
        nothing = not (sorted_.units or sorted_.c or sorted_.others or sorted_.excluded)
        yield Problem(text, place, "Generate it again.", fatal=nothing)
