"""Compile databases: how a source file is built, read from `compile_commands.json`; nothing there is run."""

from __future__ import annotations

import contextlib
import functools
import json
import logging
import ntpath
import os
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from podcheck.discovery.file_build import CompileCommand, read_build
from podcheck.discovery.programs import Target
from podcheck.discovery.repository_folder import find_repository
from podcheck.discovery.response_files import ResponseError, ResponseFiles
from podcheck.discovery.windows import WindowsPaths, find_paths, is_windows_path, split_command
from podcheck.files import read_bytes, real, working_directory
from podcheck.model.problems import Location, Problem
from podcheck.paths import place_of
from podcheck.suggest import advice

NAME = "compile_commands.json"
_LARGEST = 256 * 1024 * 1024
_BUILD_FOLDERS = ("build", "out", "_build", "builddir", "cmake-build-*", "build-*", "build/*", "out/*", "out/build/*")
"""Where builds usually are, in this order, below a folder that holds the sources."""

_PROJECT_FILES = ("CMakeLists.txt", "meson.build", "podcheck.toml", ".podcheck.toml")
_LOG = logging.getLogger(__name__)


_HEADERS_PRECOMPILED = (".gch", ".pch")


class Database(Struct, frozen=True):
    """One compile database, as it was read."""

    path: Path
    items: Mapping[Path, Mapping[str, object]]
    """The first item of each file, by the file's `place_of`."""

    tree: Path
    """The folder that holds all its files, the folders they are built in, and itself."""

    odd: int
    """How many items can't be used."""

    stamp: int
    """When it was written, in nanoseconds."""

    more: Mapping[Path, Sequence[Mapping[str, object]]] = {}
    """The further items of files that are built several times, by the file's `place_of`."""

    windows: WindowsPaths | None = None
    """Where its paths are on this machine, if it was made on Windows."""

    precompiled: Mapping[str, Path] = {}
    """The header that each precompiled file is built from, by that file's path without its last ending."""


def find(build_dir: str | None, source: Path) -> Path | None:
    """Return the database in `build_dir`, else the next one upwards from the source, else in a build's usual folder."""
    if build_dir is not None:
        given = Path(build_dir)
        return given if os.path.isfile(given) else given / NAME
    return _find_near(real(source).parent)


def forget() -> None:
    """Have databases looked for anew: a run begins."""
    _find_near.cache_clear()


@functools.lru_cache(maxsize=4096)
def _find_near(folder: Path) -> Path | None:
    above = (folder, *folder.parents)
    for path in above:
        if os.path.isfile(path / NAME):
            _LOG.info("compile database: %s, upwards from %s", path / NAME, folder)
            return path / NAME
    for path in _within_tree(above, real(working_directory())):
        for pattern in _BUILD_FOLDERS:
            for result in _list_below(path, f"{pattern}/{NAME}"):
                _LOG.info("compile database: %s, in a usual build folder above %s", result, folder)
                return result
    _LOG.info("no compile database for the files in %s", folder)
    return None


def _list_below(folder: Path, pattern: str) -> list[Path]:
    """Return what has such a name below the folder, in order; nothing where the system takes no such name."""
    try:
        return sorted(folder.glob(pattern))
    except OSError:
        return []


def _within_tree(above: tuple[Path, ...], here: Path) -> Iterator[Path]:
    """Yield the folder and those above it up to the repository's.

    Where there is none, up to the topmost that says how a project is built or checked, else to the working directory,
    or that folder alone.
    """
    end = find_repository(above[0])
    if end is None:
        projects = [path for path in above if any(os.path.isfile(path / name) for name in _PROJECT_FILES)]
        end = projects[-1] if projects else here if here in above else above[0]
    return (path for path in above if path.is_relative_to(end))


def read(path: Path) -> Database | Problem:
    """Return the database, read once for each of its contents; a Problem where it can't be read or is none."""
    place = Location(str(path))
    try:
        status = path.stat()
    except OSError as error:
        if isinstance(error, FileNotFoundError):
            return Problem("no such compile database", place, "Let CMake write it: -DCMAKE_EXPORT_COMPILE_COMMANDS=ON.")
        return Problem(f"the compile database can't be read: {error.strerror}", place, "Check its permissions.")
    if status.st_size > _LARGEST:
        return Problem("the compile database is larger than 256 MiB", place, "Split it, or name files without -p.")
    return _read(path, status.st_mtime_ns)


@functools.lru_cache(maxsize=8)
def _read(path: Path, stamp: int) -> Database | Problem:
    place = Location(str(path))
    try:
        content = json.loads(read_bytes(path, _LARGEST).decode("utf-8", "surrogateescape"))
    except (OSError, ValueError, RecursionError) as error:
        return Problem(f"the compile database can't be read: {error}", place, "It must be a JSON array of objects.")
    if not isinstance(content, list):
        return Problem("the compile database is not a JSON array", place, "Generate it again.")
    usable = [item for item in content if _is_usable(item)]
    windows = _windows_paths(path, usable)
    if isinstance(windows, Problem):
        return windows
    items: dict[Path, Mapping[str, object]] = {}
    more: dict[Path, list[Mapping[str, object]]] = {}
    precompiled: dict[str, Path] = {}
    resolved = functools.cache(os.path.realpath)  # there are many files, but few folders
    folders = {resolved(path.parent)}
    for item in usable:
        directory = _directory(path, item, windows)
        folder, name = os.path.split(os.path.join(directory, _local(item, windows)(item["file"])))
        file = Path(resolved(folder), name)
        if items.setdefault(file, item) is not item:
            more.setdefault(file, []).append(item)
        folders |= {resolved(folder), resolved(directory)}
        output = str(item.get("output", ""))
        if output.endswith(_HEADERS_PRECOMPILED):
            built = os.path.join(directory, _local(item, windows)(output))
            precompiled[os.path.normpath(os.path.splitext(built)[0])] = file
    _LOG.info("%s: files in it: %d", path, len(items))
    tree = Path(os.path.commonpath(folders))
    return Database(path, items, tree, len(content) - len(usable), stamp, more, windows, precompiled)


def _is_usable(item: object) -> bool:
    return isinstance(item, dict) and _usable(item.get("file")) and _usable(item.get("directory", ""))


def _windows_paths(path: Path, items: Sequence[Mapping[str, object]]) -> WindowsPaths | Problem | None:
    """Return where the paths are here if they are of Windows; a Problem where that can't be found out."""
    theirs = [item for item in items if _is_from_windows(item)]
    if not theirs:
        return None
    folders = [str(item.get("directory", "")) for item in theirs]
    files = [ntpath.join(folder, str(item["file"])) for folder, item in zip(folders, theirs, strict=True)]
    known = [folder for folder in folders if is_windows_path(folder)]
    windows = find_paths(path, known or map(ntpath.dirname, files), files)
    if windows is None:
        where = next(iter(known), files[0])
        what = f"the compile database was made on Windows ({where}), and its sources are not found from where it is"
        advice = "Put it where that folder is on this machine, with the sources around it as they are there."
        return Problem(what, Location(str(path)), advice)
    _LOG.info("%s: made on Windows; %s is taken for %s", path, windows.theirs, windows.ours)
    return windows


def _is_from_windows(item: Mapping[str, object]) -> bool:
    """Whether the item's paths are of Windows, and its command is split as there."""
    return is_windows_path(str(item.get("directory", ""))) or is_windows_path(str(item["file"]))


def _local(item: Mapping[str, object], windows: WindowsPaths | None) -> Callable[[str], str]:
    """Return a function that makes a path of the item one of this machine."""
    return windows.local if windows is not None and _is_from_windows(item) else str


def _directory(path: Path, item: Mapping[str, object], windows: WindowsPaths | None) -> str:
    """Return where the compiler is run; without an absolute path, from the database's own folder on."""
    directory = _local(item, windows)(str(item.get("directory", "")))
    return os.path.join(os.path.abspath(path.parent), directory)


def _usable(text: object) -> bool:
    """Whether it can be a file's name, or a word of a command: JSON can say more than a system can."""
    if not isinstance(text, str) or "\0" in text:
        return False
    try:
        os.fsencode(text)
    except UnicodeEncodeError:
        return False
    return True


def entry(database: Database, file: Path) -> CompileCommand | Problem | None:
    """Return how the file (a `place_of`) is built; None where the database does not know it."""
    item = database.items.get(file)
    return None if item is None else read_item(database, file, item)


def targets(database: Database, command: CompileCommand) -> Iterator[Target]:
    """Yield what the file is built for in the way of that entry, which may be many things."""
    others = (read_item(database, command.file, item) for item in database.more.get(command.file, ()))
    alike = (
        each_entry
        for each_entry in others
        if isinstance(each_entry, CompileCommand)
        and (each_entry.arguments, each_entry.std) == (command.arguments, command.std)
    )
    yield from (each_entry.target for each_entry in (command, *alike) if each_entry.target is not None)


def read_item(database: Database, file: Path, item: Mapping[str, object]) -> CompileCommand | Problem:
    """Return what one item says of how the file is built."""
    responses = _responses(database, item)
    output = str(item["output"]) if _usable(item.get("output")) else ""
    windows = _is_foreign(database, item)
    try:
        argv = _argv(item, responses.split)
        return read_build(argv, responses, file, database.precompiled, output=output, windows=windows)
    except (ResponseError, ValueError) as error:
        advice = "Generate the database again; the file was analysed without its flags."
        return Problem(f"its entry in {database.path} can't be used: {error}", Location(str(file)), advice)


def read_command(argv: Sequence[str], file: str) -> CompileCommand | Problem:
    """Return what a compiler's whole command line, meant from the working directory, says of how the file is built."""
    try:
        return read_build(argv, _responses_here(), place_of(file), {})
    except (ResponseError, ValueError) as error:
        advice = "Pass its arguments instead; the file was analysed without its flags."
        return Problem(f"the compiler's command line after -- can't be used: {error}", Location(file), advice)


def response_files(database: Database, file: Path) -> Iterator[str]:
    """Yield the response files by which the file (a `place_of`) is built, in any of its ways."""
    for item in filter(None, (database.items.get(file), *database.more.get(file, ()))):
        with contextlib.suppress(ValueError):
            responses = _responses(database, item)
            yield from map(str, responses.response_files_in(_argv(item, responses.split)))


def response_files_of(argv: Sequence[str]) -> Iterator[str]:
    """Yield the response files of a compiler's whole command line, meant from the working directory."""
    yield from map(str, _responses_here().response_files_in(argv))


def _responses(database: Database, item: Mapping[str, object]) -> ResponseFiles:
    """Return a reader of the response files of the item's command."""
    directory = Path(_directory(database.path, item, database.windows))
    split = split_command if _is_foreign(database, item) else shlex.split
    return ResponseFiles(directory, _trusted_folders(database.path), split, _local(item, database.windows))


def _responses_here() -> ResponseFiles:
    """Return a reader of the response files of a command line that is meant from the working directory."""
    here = Path.cwd()
    return ResponseFiles(here, _trusted_folders(here / NAME))


def _is_foreign(database: Database, item: Mapping[str, object]) -> bool:
    """Whether the item's paths are of Windows, and known to be here."""
    return database.windows is not None and _is_from_windows(item)


def _argv(item: Mapping[str, object], split: Callable[[str], list[str]]) -> list[str]:
    """Return the command's words. Raises ValueError where there are none."""
    words = item.get("arguments")
    argv = [str(word) for word in words] if isinstance(words, list) else split(str(item.get("command", "")))
    if not argv:
        raise ValueError("it has neither arguments nor a command")
    if not all(_usable(word) for word in argv):
        raise ValueError("an argument has a character that no program can be given")
    return argv


def every_item(database: Database) -> Iterator[tuple[Path, Mapping[str, object]]]:
    """Yield each item with its file: the first of each file, then the others."""
    yield from database.items.items()
    for file, items in database.more.items():
        yield from ((file, item) for item in items)


def narrow_to(database: Database, target: str) -> Database | Problem:
    """Return the part of the database that is built for the target of that name; a Problem where nothing is."""
    items: dict[Path, Mapping[str, object]] = {}
    more: dict[Path, list[Mapping[str, object]]] = {}
    for file, item in every_item(database):
        is_for_it = _mentions(item, f"{target}.") and _target_of(database, file, item) == target
        if is_for_it and items.setdefault(file, item) is not item:
            more.setdefault(file, []).append(item)
    if not items:
        known = {_target_of(database, file, item) for file, item in every_item(database)} - {""}
        hint = advice(target, sorted(known), "It builds {}.") or "Name a target whose sources are compiled."
        return Problem(f"the compile database has no source of a target '{target}'", Location(str(database.path)), hint)
    return replace(database, items=items, more=more)


def _mentions(item: Mapping[str, object], text: str) -> bool:
    """Whether the text stands anywhere in how the item is built: quick to say, where words take their time to split."""
    return any(text in str(item.get(key, "")) for key in ("output", "command", "arguments"))


def _target_of(database: Database, file: Path, item: Mapping[str, object]) -> str:
    """Return the name of what the item is built for; nothing where its object file's path doesn't say."""
    result = read_item(database, file, item)
    return result.target.name if isinstance(result, CompileCommand) and result.target is not None else ""


def _trusted_folders(path: Path) -> tuple[Path, ...]:
    """Return where response files may be: the database's folder, and the repository that it is in."""
    folder = real(path).parent
    repository = find_repository(folder)
    return (folder,) if repository is None else (folder, repository)


def missing_file_problem(database: Database, file: Path) -> Problem:
    """Return the problem of a file that is built but is not there."""
    advice = "Build once, if it is generated; else configure the build again, which drops it."
    return Problem(f"is listed in {database.path}, but does not exist", Location(str(file)), advice)
