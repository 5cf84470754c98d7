"""Compile databases: how a source file is built, read from `compile_commands.json`; nothing there is run."""

from __future__ import annotations

import functools
import json
import logging
import os
import shlex
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from podcheck.model.nearest import advice
from podcheck.model.problems import Location, Problem
from podcheck.scan.command import command_of, find_output
from podcheck.scan.flags import useful
from podcheck.scan.msvc import gnu_words
from podcheck.scan.programs import Target, find_target
from podcheck.scan.response import ResponseError, expanded

NAME = "compile_commands.json"
_LARGEST = 256 * 1024 * 1024
_BUILD_FOLDERS = ("build", "out", "_build", "builddir", "cmake-build-*", "build-*", "build/*", "out/*", "out/build/*")
"""Where builds usually are, in this order, below a folder that holds the sources."""

_TREE_ENDS = (".git", ".hg", ".svn")
_LOG = logging.getLogger(__name__)


class Entry(Struct, frozen=True):
    """How one file is built: arguments without program, file and output; `std` as the flag had it.

    `target`: what it is built for, where that is known.
    """

    file: Path
    arguments: tuple[str, ...]
    std: str | None
    target: Target | None = None


class Database(Struct, frozen=True):
    """One database: the first item of each file by the file's `place_of`, as it was read.

    `tree`: the folder that holds all its files, the folders they are built in, and itself. `odd`: how many items can
    not be used. `stamp`: when it was written, in ns. `more`: of files that are built several times, the items but the
    first of each.
    """

    path: Path
    items: Mapping[Path, Mapping[str, object]]
    tree: Path
    odd: int
    stamp: int
    more: Mapping[Path, Sequence[Mapping[str, object]]] = {}


def find(build_dir: str | None, source: Path) -> Path | None:
    """The database in `build_dir`, else the next one upwards from the source, else in a build's usual folder."""
    if build_dir is not None:
        given = Path(build_dir)
        return given if given.is_file() else given / NAME
    return _find_near(source.resolve().parent)


def forget() -> None:
    """Look for databases anew: a run begins."""
    _find_near.cache_clear()


@functools.lru_cache(maxsize=4096)
def _find_near(folder: Path) -> Path | None:
    above = (folder, *folder.parents)
    for one in above:
        if (one / NAME).is_file():
            _LOG.info("compile database: %s, upwards from %s", one / NAME, folder)
            return one / NAME
    for one in _within_tree(above):
        for pattern in _BUILD_FOLDERS:
            for found in sorted(one.glob(f"{pattern}/{NAME}")):
                _LOG.info("compile database: %s, in a usual build folder above %s", found, folder)
                return found
    _LOG.info("no compile database for the files in %s", folder)
    return None


def _within_tree(above: tuple[Path, ...]) -> Iterator[Path]:
    """The folder and those above it up to the repository's; only the folder itself where there is no repository."""
    end = next((one for one in above if any((one / name).exists() for name in _TREE_ENDS)), above[0])
    return (one for one in above if one.is_relative_to(end))


def read(path: Path) -> Database | Problem:
    """Read a database, once for each of its contents; a Problem where it can't be read or is none."""
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
        content = json.loads(path.read_text("utf-8", "replace"))
    except (OSError, ValueError, RecursionError) as error:
        return Problem(f"the compile database can't be read: {error}", place, "It must be a JSON array of objects.")
    if not isinstance(content, list):
        return Problem("the compile database is no JSON array", place, "Generate it again.")
    items: dict[Path, Mapping[str, object]] = {}
    more: dict[Path, list[Mapping[str, object]]] = {}
    resolved = functools.cache(os.path.realpath)  # there are many files, but few folders
    folders = {resolved(path.parent)}
    odd = 0
    for item in content:
        if not isinstance(item, dict) or not (_usable(item.get("file")) and _usable(item.get("directory", ""))):
            odd += 1
            continue
        directory = _directory(path, item)
        folder, name = os.path.split(os.path.join(directory, item["file"]))
        file = Path(resolved(folder), name)
        if items.setdefault(file, item) is not item:
            more.setdefault(file, []).append(item)
        folders |= {resolved(folder), resolved(directory)}
    _LOG.info("%s: files in it: %d", path, len(items))
    return Database(path, items, Path(os.path.commonpath(folders)), odd, stamp, more)


def _directory(path: Path, item: Mapping[str, object]) -> str:
    """Where the compiler is run; the database's own folder where it is not said, or said from there."""
    return os.path.join(os.path.abspath(path.parent), str(item.get("directory", "")))


def _usable(text: object) -> bool:
    """Whether it can be a file's name, or a word of a command: JSON can say more than a system can."""
    if not isinstance(text, str) or "\0" in text:
        return False
    try:
        os.fsencode(text)
    except UnicodeEncodeError:
        return False
    return True


def place_of(file: str) -> Path:
    """The file's absolute path, without links among its folders: how items are kept."""
    folder, name = os.path.split(os.path.abspath(file))
    return Path(os.path.realpath(folder), name)


def entry(database: Database, file: Path) -> Entry | Problem | None:
    """How the file (a `place_of`) is built; None where the database does not know it."""
    item = database.items.get(file)
    return None if item is None else read_item(database, file, item)


def targets(database: Database, found: Entry) -> Iterator[Target]:
    """What the file is built for in the way of that entry, which may be many things."""
    every = (read_item(database, found.file, item) for item in database.more.get(found.file, ()))
    alike = (
        one for one in every if isinstance(one, Entry) and (one.arguments, one.std) == (found.arguments, found.std)
    )
    yield from (one.target for one in (found, *alike) if one.target is not None)


def read_item(database: Database, file: Path, item: Mapping[str, object]) -> Entry | Problem:
    """What one item says of how the file is built."""
    directory = Path(_directory(database.path, item))
    try:
        output = str(item["output"]) if _usable(item.get("output")) else ""
        return _read_command(_argv(item), directory, _trusted(database.path), file, output)
    except (ResponseError, ValueError) as error:
        advice = "Generate the database again; the file was analysed without its flags."
        return Problem(f"its entry in {database.path} can't be used: {error}", Location(str(file)), advice)


def read_command(argv: Sequence[str], file: str) -> Entry | Problem:
    """Return what a compiler's whole command line, meant from the working directory, says of how the file is built."""
    here = Path.cwd()
    try:
        return _read_command(argv, here, _trusted(here / NAME), place_of(file))
    except ResponseError as error:
        advice = "Give its words instead; the file was analysed without its flags."
        return Problem(f"the compiler's command line behind -- can't be used: {error}", Location(file), advice)


def _read_command(argv: Sequence[str], directory: Path, tree: Sequence[Path], file: Path, output: str = "") -> Entry:
    """Sort a command's words, program first; `output`: what it makes, where that is known. Raises ResponseError."""
    command = command_of(expanded(argv, directory, tree))
    words = list(_without_source(command.words, directory, file))
    flags = useful(gnu_words(words) if command.msvc else words, directory)
    targeted = any(one.startswith("--target=") for one in flags.arguments)
    target = [f"--target={command.target}"] if command.target and not targeted else []
    arguments = (*target, *flags.arguments)
    made = find_target(output or find_output(command.words), str(directory), command.words)
    return Entry(file, arguments, flags.std, made)


def _argv(item: Mapping[str, object]) -> list[str]:
    """The command's words. Raises ValueError where there are none."""
    words = item.get("arguments")
    argv = [str(word) for word in words] if isinstance(words, list) else shlex.split(str(item.get("command", "")))
    if not argv:
        raise ValueError("it has neither arguments nor a command")
    if not all(_usable(word) for word in argv):
        raise ValueError("an argument has a character that no program can be given")
    return argv


def _without_source(words: tuple[str, ...], directory: Path, file: Path) -> Iterator[str]:
    """Without the file itself, which in cl's style looks like an option, and what stands behind `--`."""
    for word in words:
        if word == "--":
            return
        if Path(word).name != file.name or place_of(str(directory / word)) != file:
            yield word


def every_item(database: Database) -> Iterator[tuple[Path, Mapping[str, object]]]:
    """Yield each item with its file: the first of each file, then the others."""
    yield from database.items.items()
    for file, items in database.more.items():
        yield from ((file, item) for item in items)


def narrow_to(database: Database, target: str) -> Database | Problem:
    """Return what of the database is built for the target of that name; a Problem where nothing is."""
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
    found = read_item(database, file, item)
    return found.target.name if isinstance(found, Entry) and found.target is not None else ""


def _trusted(path: Path) -> tuple[Path, ...]:
    """Where response files may be: the database's folder, and the repository that it is in."""
    folder = path.resolve().parent
    repository = (one for one in (folder, *folder.parents) if any((one / name).exists() for name in _TREE_ENDS))
    return (folder, *islice(repository, 1))


def vanished(database: Database, folder: Path) -> Iterator[Problem]:
    """A Problem for each file below the folder (a `place_of`) that is built but is not there."""
    for file in sorted(database.items):
        if file.is_relative_to(folder) and not os.path.exists(file):
            advice = "Build once, if it is generated; else configure the build again, which drops it."
            yield Problem(f"is built according to {database.path}, but does not exist", Location(str(file)), advice)
