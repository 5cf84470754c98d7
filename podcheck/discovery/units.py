"""Paths to what a run analyses: units in the order given, each file once, and the headers whose classes count too."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

from podcheck.discovery import compile_database
from podcheck.discovery.built_files import exclusions_of, find_built, find_project
from podcheck.discovery.file_build import CompileCommand
from podcheck.discovery.file_kinds import find_refusal
from podcheck.discovery.header_flags import find_own_files, list_includes
from podcheck.discovery.modules import with_modules
from podcheck.discovery.notes import DiscoveryNotes, list_some
from podcheck.discovery.programs import forget_builds
from podcheck.discovery.repository_folder import find_repository
from podcheck.discovery.scan import RunningScan, Scan, Unbuilt
from podcheck.discovery.unit_flags import find_database, find_entry, make_built, make_unit
from podcheck.files import real, working_directory
from podcheck.model.problems import Location, Problem
from podcheck.model.settings import InputOptions
from podcheck.model.units import C_SOURCES, HEADERS, SOURCES, Headers, Unit
from podcheck.paths import forget_files, identify_file, place_of, tidy


def units_of(inputs: InputOptions) -> tuple[tuple[Unit, ...], tuple[Problem, ...]]:
    """Return the units of a run, and a Problem for each path that gives none."""
    scan = scan_paths(inputs)
    return scan.units, scan.problems


def scan_paths(inputs: InputOptions) -> Scan:
    """Return what the run analyses."""
    compile_database.forget()
    forget_files()
    forget_builds()
    here = working_directory()
    result = RunningScan(inputs, DiscoveryNotes("the command line" if inputs.command else "the compile database"))
    bounds = _bounds(inputs)
    for path in inputs.paths:
        if inputs.text is None and os.path.isdir(path):
            if str(real(path)) not in bounds:
                _take_folder(path, result)
        else:
            _take_file(path, result)
    if not inputs.paths and not inputs.staged:
        _take_project(here / compile_database.NAME, result)
    if inputs.includers:
        _add_includers(bounds, result)
    result.tell(result.notes.problems())
    units = _with_modules(tuple(result.units), inputs, result.notes.origin)
    headers, loose = tuple(result.unread), tuple(result.loose)
    folders, files = tuple(result.folders), tuple(result.headers)
    if inputs.changed_since is not None:
        from podcheck.discovery.touched_units import find_touched

        units, touched, note = find_touched(units, (*headers, *loose), inputs)
        result.tell([note])
        headers, loose = (tuple(file for file in touched if file in some) for some in (result.unread, result.loose))
        folders, files = (), (*files, *map(str, touched))
    scope = Headers(inputs.headers, _root(result), folders, files, tuple(result.left_out))
    wanted = scope if scope.expression is not None or scope.folders or scope.files or scope.excluded else None
    sources = () if inputs.all_files else tuple(map(str, result.sources))
    unbuilt = Unbuilt(sources, tuple(map(str, headers)), tuple(map(str, loose)))
    return Scan(tuple(replace(unit, headers=wanted) for unit in units), tuple(result.problems), unbuilt)


def scan_unread(scan: Scan, read: Iterable[str], inputs: InputOptions) -> Scan:
    """Return what is left to analyse when the units have read these files: headers that none of them read.

    Those of a build are left to `--all-files`; without it there is a note that counts what the build does not know.
    """
    known: set[str] = set()
    if scan.unbuilt.headers or scan.unbuilt.loose:  # to look up hundreds of paths takes a while
        known = {os.path.realpath(file) for file in (*read, *(unit.file for unit in scan.units))}
    headers = [header for header in scan.unbuilt.headers if header not in known]
    loose = [header for header in scan.unbuilt.loose if header not in known]
    notes = DiscoveryNotes()
    made = [make_unit(header, inputs, notes) for header in (*loose, *(headers if inputs.all_files else ()))]
    scope = scan.units[0].headers if scan.units else None
    units = _with_modules([replace(unit, headers=scope) for unit, _ in made], inputs, notes.origin)
    problems = tuple(dict.fromkeys(problem for _, some in made for problem in some))
    note = None if inputs.all_files else _unbuilt_note(scan.unbuilt.sources, headers)
    return Scan(units, (*problems, *filter(None, [note])))


def _unbuilt_note(sources: Sequence[str], headers: Sequence[str]) -> Problem | None:
    """Return what counts those that the build does not know; None where there are none."""
    parts = [
        f"{_count(files, kind)} ({list_some([os.path.basename(file) for file in files]).partition('(')[2]}"
        for files, kind in ((sources, "source"), (headers, "header"))
        if files
    ]
    if not parts:
        return None
    return Problem(f"not in the build: {' and '.join(parts)}; `--all-files` takes them too", fatal=False)


def _with_modules(units: Sequence[Unit], inputs: InputOptions, origin: str) -> tuple[Unit, ...]:
    return with_modules(
        units,
        lambda file: None if inputs.command else _database(file, inputs),
        lambda file, entry: make_built(file, entry, inputs, DiscoveryNotes(origin))[0],
    )


def _count(files: Sequence[str], kind: str) -> str:
    return f"{len(files)} {kind}{'' if len(files) == 1 else 's'}"


def _bounds(inputs: InputOptions) -> tuple[str, ...]:
    """Return the folders that say where to look for what includes the files that are given beside them."""
    folders = [path for path in inputs.paths if os.path.isdir(path)]
    has_files = inputs.staged or len(folders) < len(inputs.paths)
    return tuple(str(real(path)) for path in folders) if inputs.includers and has_files else ()


def _take_file(path: str, result: RunningScan) -> None:
    inputs = result.inputs
    if inputs.text is None and _is_empty(path):
        advice = "There is nothing to check in it. Exclude it, or name another file."
        result.tell([Problem("the file is empty", Location(path), advice)])
        return
    file = tidy(path)
    if inputs.text is None and (refusal := _refuse(file, inputs)) is not None:
        result.tell([refusal])
        return
    unit, problems = make_unit(file, inputs, result.notes)
    result.add(unit, problems)
    read = _database(file, inputs)
    root = _project_of(file, read)
    result.project = result.project or root
    if inputs.headers is None and Path(unit.file).suffix in SOURCES | C_SOURCES:
        for own in find_own_files(unit, root):
            if not exclusions_of(read, inputs).leave_out(own, root):
                result.headers[str(own)] = None


def _refuse(file: str, inputs: InputOptions) -> Problem | None:
    entry: CompileCommand | Problem | None = None
    if inputs.command:
        entry = compile_database.read_command(inputs.command, file)
    elif (read := _database(file, inputs)) is not None:
        entry = find_entry(read, file)
    own = entry if isinstance(entry, CompileCommand) else None
    return find_refusal(file, own, (*inputs.first_args, *inputs.clang_args))


def _take_folder(path: str, result: RunningScan) -> None:
    """Take what is built below the folder; where nothing says what is, its sources, and the headers that none reads."""
    inputs = result.inputs
    read = None if inputs.command else find_database(os.path.join(path, compile_database.NAME), inputs)
    top = real(path)
    known = read if isinstance(read, compile_database.Database) else None
    result.project = result.project or _project_of(os.path.join(path, compile_database.NAME), known)
    if isinstance(read, Problem):
        result.tell([read])
    if known is not None:
        built = find_built(known, top, inputs, result.notes)
        result.tell(built.problems)
        if built.units or any(file.is_relative_to(top) for file in known.items):
            for unit in built.units:
                _add_built(unit, result)
            result.folders[str(top)] = None
            result.left_out |= dict.fromkeys(built.left_out)
            result.unread |= dict.fromkeys(built.headers)
            _take_unbuilt(built.sources, result)
            return
    tree = exclusions_of(known, inputs).walk(top, SOURCES | HEADERS)
    result.tell(tree.problems)
    if not tree.files and not tree.problems:
        advice = f"podcheck looks for {', '.join(sorted(SOURCES | HEADERS))}."
        result.tell([Problem("no C++ source in this directory", Location(path), advice)])
    if known is not None and known.items and tree.files:  # of a database without a usable entry nothing is lent
        result.tell([_read_apart(path, tree.files)])
    loose = _list_included(tree.files) if known is None else frozenset()
    for file in tree.files:
        if file not in loose:
            result.add(*make_unit(tidy(os.path.join(path, file.relative_to(top))), inputs, result.notes))
    if loose:
        result.folders[str(top)] = None
        result.left_out |= dict.fromkeys(tree.left_out)
        result.loose |= dict.fromkeys(file for file in tree.files if file in loose)


def _list_included(files: Sequence[Path]) -> frozenset[Path]:
    """Return the headers whose name one of the sources, or a header of theirs, includes: some can't be read alone."""
    if not any(file.suffix in SOURCES for file in files):
        return frozenset()
    names = {os.path.basename(name) for file in files for name in list_includes(file)}
    return frozenset(file for file in files if file.suffix not in SOURCES and file.name in names)


def _read_apart(path: str, files: Sequence[Path]) -> Problem:
    """Return a note that each of a folder's files is read by itself, since nothing below it is built."""
    kinds = [
        _count(names, kind)
        for kind, endings in (("source", SOURCES), ("header", HEADERS))
        if (names := [str(file) for file in files if file.suffix in endings])
    ]
    how = "by itself, with the flags of a source that includes it, or of one nearby"
    if len(files) > 1:
        how = "by themselves, with the flags of a source that includes each, or of one nearby"
    text = f"the build compiles nothing below it: {' and '.join(kinds)} read {how}"
    return Problem(text, Location(path), fatal=False)


def _take_unbuilt(sources: Sequence[Path], result: RunningScan) -> None:
    """Take the sources that nothing builds where all files are wanted, else remember how many they are."""
    for source in sources:
        if result.inputs.all_files:
            result.add(*make_unit(str(source), result.inputs, result.notes))
        else:
            result.sources[source] = None


def _add_built(unit: Unit, result: RunningScan) -> None:
    """Take a unit of the database, which may build one file in several ways."""
    result.units[unit] = None
    result.files.add(identify_file(unit.path))


def _take_project(place: Path, result: RunningScan) -> None:
    """Take all that the compile database builds, in its order, and the project's headers.

    With `--headers` those count that this says.
    """
    inputs = result.inputs
    read = find_database(str(place), inputs)
    if read is None:
        return
    if isinstance(read, Problem):
        result.tell([read])
        return
    top = result.project = find_project(read.path, read.items)
    if inputs.build_target is not None:
        narrowed = compile_database.narrow_to(read, inputs.build_target)
        if isinstance(narrowed, Problem):
            result.tell([narrowed])
            return
        read = narrowed
    built = find_built(read, top, inputs, result.notes)
    result.tell(built.problems)
    for unit in built.units:
        _add_built(unit, result)
    result.left_out |= dict.fromkeys(built.left_out)
    _take_unbuilt(built.sources, result)
    if inputs.headers is None and top is not None:
        result.folders[str(top)] = None
        result.unread |= dict.fromkeys(built.headers)


def _add_includers(bounds: Sequence[str], result: RunningScan) -> None:
    """Add those of the project's files that include one of the units, below the bounds if there are some."""
    from podcheck.discovery.includers import including

    inputs = result.inputs
    given = list(result.units)
    places = [unit.path for unit in given] or [str(working_directory() / compile_database.NAME)]
    read = {known.path: known for place in places if (known := _database(place, inputs)) is not None}

    def unit_of(file: Path) -> Unit:
        return make_unit(str(file), inputs, DiscoveryNotes(result.notes.origin))[0]

    within = [Path(bound) for bound in bounds]
    if within:
        result.units = {
            unit: None for unit in given if any(real(unit.path).is_relative_to(bound) for bound in within)
        }  # fmt: skip
    exclusions = exclusions_of(next(iter(read.values()), None), inputs)
    files = [unit.file for unit in given]
    for file in including(files, read.values(), SOURCES | HEADERS, unit_of, inputs if inputs.staged else None):
        is_wanted = not within or any(file.is_relative_to(bound) for bound in within)
        if is_wanted and not exclusions.leave_out(file, _project_of(str(file), None)):
            result.add(*make_unit(str(file), inputs, result.notes))


def _database(file: str, inputs: InputOptions) -> compile_database.Database | None:
    read = find_database(file, inputs)
    return read if isinstance(read, compile_database.Database) else None


def _root(result: RunningScan) -> str:
    """Return the project's folder, from which on an expression may be meant."""
    if result.inputs.file_rules.root:
        return result.inputs.file_rules.root
    here = real(working_directory())
    return str(result.project or find_repository(here) or here)


def _project_of(file: str, read: compile_database.Database | None) -> Path:
    """Return the folder of the project that the file is part of: the repository, the build's tree, or what is there."""
    folder = place_of(file).parent
    here = real(working_directory())
    known = find_project(read.path, read.items) if read is not None else None
    for root in (find_repository(folder), known, here):
        if root is not None and folder.is_relative_to(root):
            return root
    return folder


def _is_empty(path: str) -> bool:
    try:
        return os.path.isfile(path) and os.path.getsize(path) == 0
    except OSError:
        return False
