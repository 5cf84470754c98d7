"""Compile databases: how a source file is built, read from `compile_commands.json`; nothing there is run."""

from __future__ import annotations

import functools
import json
import shlex
from dataclasses import dataclass
from pathlib import Path

from podcheck.model.problems import Location, Problem

NAME = "compile_commands.json"
_LARGEST = 256 * 1024 * 1024
_WITH_VALUE = frozenset({"-o", "-MF", "-MT", "-MQ", "-MJ", "--serialize-diagnostics", "-arch"})
_ALONE = frozenset({"-c", "-S", "-E", "-M", "-MM", "-MD", "-MMD", "-MP", "-MG", "-fsyntax-only", "-Werror", "-pipe"})
_DANGEROUS = (
    "-fplugin",
    "-fpass-plugin",
    "-load",
    "-wrapper",
    "-specs",
    "--specs",
    "-B",
    "-include-pch",
    "-fmodule",
    "--config",
    "@",
)
_PATH_VALUE = frozenset({"-I", "-isystem", "-iquote", "-idirafter", "-include", "-imacros", "-isysroot"})


@dataclass(frozen=True, slots=True)
class Entry:
    """How one file is built: arguments without program, file and output; `std` as the flag had it."""

    file: Path
    arguments: tuple[str, ...]
    std: str | None


@dataclass(frozen=True, slots=True)
class Database:
    """The entries of one database by resolved path, the first of each file."""

    path: Path
    entries: dict[Path, Entry]


def find(build_dir: str | None, source: Path) -> Path | None:
    """The database in `build_dir`, else the next one upwards from the source file."""
    if build_dir is not None:
        return Path(build_dir) / NAME
    folder = source.resolve().parent
    for one in (folder, *folder.parents):
        if (one / NAME).is_file():
            return one / NAME
    return None


@functools.lru_cache(maxsize=8)
def read(path: Path) -> Database | Problem:
    """Read a database; a Problem where it can't be read or is none."""
    place = Location(str(path))
    try:
        if path.stat().st_size > _LARGEST:
            return Problem("the compile database is larger than 256 MiB", place, "Split it, or name files without -p.")
        content = json.loads(path.read_text("utf-8", "replace"))
    except FileNotFoundError:
        return Problem("no such compile database", place, "Let CMake write it: -DCMAKE_EXPORT_COMPILE_COMMANDS=ON.")
    except (OSError, ValueError, RecursionError) as error:
        return Problem(f"the compile database can't be read: {error}", place, "It must be a JSON array of objects.")
    if not isinstance(content, list):
        return Problem("the compile database is no JSON array", place, "Generate it again.")
    entries: dict[Path, Entry] = {}
    for item in content:
        entry = _entry(item)
        if entry is not None:
            entries.setdefault(entry.file, entry)
    return Database(path, entries)


def _entry(item: object) -> Entry | None:
    if not isinstance(item, dict) or not isinstance(item.get("file"), str):
        return None
    directory = Path(str(item.get("directory", ".")))
    words = item.get("arguments")
    if not isinstance(words, list):
        try:
            words = shlex.split(str(item.get("command", "")))
        except ValueError:
            return None
    arguments, std = _useful([str(word) for word in words[1:]], directory, item["file"])
    return Entry((directory / item["file"]).resolve(), tuple(arguments), std)


def _useful(words: list[str], directory: Path, file: str) -> tuple[list[str], str | None]:
    """The flags that matter for parsing, paths made absolute; what could load or run code is dropped."""
    kept: list[str] = []
    std: str | None = None
    source = (directory / file).resolve()
    rest = iter(words)
    for word in rest:
        if word in _WITH_VALUE or word == "-Xclang":
            next(rest, None)
        elif word.startswith("-std="):
            std = word.partition("=")[2]
        elif (
            word in _ALONE
            or word.startswith(_DANGEROUS)
            or word == "--"
            or (not word.startswith("-") and (directory / word).resolve() == source)
        ):
            continue
        elif word in _PATH_VALUE:
            kept += [word, _absolute(next(rest, ""), directory)]
        elif word.startswith("-I"):
            kept.append("-I" + _absolute(word[2:], directory))
        elif word.startswith(("-D", "-U", "-f", "-m", "-i", "-n", "--target", "-target", "--sysroot", "-stdlib", "-p")):
            kept.append(word)
            if word in ("-D", "-U", "-target"):
                kept.append(next(rest, ""))
    return kept, std


def _absolute(path: str, directory: Path) -> str:
    return path if path.startswith("=") else str(directory / path)
