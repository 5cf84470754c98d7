"""Flags for a file that the compile database does not build, a header above all: those of the file that it belongs to.

That is a source that includes it; where none does itself, the closest one, as clangd has it: of the same name
before others, then of the same folders.
"""

from __future__ import annotations

import functools
import logging
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from podcheck.cpp.includes import read_includes
from podcheck.cpp.search import search_list
from podcheck.discovery.compile_database import Database, entry, read
from podcheck.discovery.file_build import CompileCommand
from podcheck.files import read_start, real
from podcheck.model.units import C_SOURCES, HEADERS, SOURCES, Unit
from podcheck.paths import place_of

_LARGEST = 1024 * 1024
"""Bytes of a source that are looked through."""

_MOST_SOURCES = 5000
"""Sources of one database that are looked through."""

_C = frozenset({".c", ".s", ".S", ".asm", ".m"})
"""Endings of sources in other languages, which are built with other flags."""

_LOG = logging.getLogger(__name__)


class _Sources(Struct, frozen=True):
    """A database's C++ sources."""

    folders: Mapping[Path, frozenset[str]]
    """Each source with the names of its folders."""

    includers: Mapping[str, Mapping[Path, tuple[str, ...]]]
    """By the last part of a name in an `#include`, the sources that have it, each with the whole names."""


@functools.lru_cache(maxsize=8)
def _sources(path: Path, stamp: int) -> _Sources:
    """Return the sources of the database at that path, looked through once for each of its contents."""
    del stamp
    database = read(path)
    items = database.items if isinstance(database, Database) else {}
    sources = [path for path in items if path.suffix not in _C]
    includers: dict[str, dict[Path, tuple[str, ...]]] = {}
    for source in sources[:_MOST_SOURCES]:
        for name in list_includes(source):
            of_name = includers.setdefault(os.path.basename(name), {})
            of_name[source] = (*of_name.get(source, ()), name)
    return _Sources({source: _folders(source) for source in sources}, includers)


def list_includes(source: Path) -> list[str]:
    """Return what the file includes by name; nothing where it can't be read."""
    try:
        text = read_start(source, _LARGEST)
    except OSError:
        return []
    return [name[1:-1] for name in read_includes(text) if name]


def _folders(file: Path) -> frozenset[str]:
    return frozenset(part.lower() for part in file.parent.parts)


def entry_to_borrow_flags_from(database: Database, file: Path) -> CompileCommand | None:
    """Return the entry whose flags the file (a `place_of`) may borrow; None where there is none nearby."""
    sources = _sources(database.path, database.stamp)
    including = sources.includers.get(file.name, {})
    for source in sorted(including, key=lambda item: _distance(item, sources.folders[item], file)):
        result = entry(database, source)
        if isinstance(result, CompileCommand) and any(_is_it(name, result, file) for name in including[source]):
            _LOG.info("%s: not in the compile database; flags of %s, which includes it", file, source)
            return result
    if not (sources.folders and file.is_relative_to(database.tree)):
        return None
    closest = min(sources.folders, key=lambda folder: _distance(folder, sources.folders[folder], file))
    result = entry(database, closest)
    _LOG.info("%s: not in the compile database; flags of %s, the closest file", file, closest)
    return result if isinstance(result, CompileCommand) else None


def _is_it(name: str, includer: CompileCommand, file: Path) -> bool:
    """Whether that include finds the file: beside the includer, or where its flags say that headers are."""
    searched = [includer.file.parent, *map(Path, search_list(includer.arguments).folders)]
    return any(place_of(str(path / name)) == file for path in searched)


def _distance(source: Path, folders: frozenset[str], file: Path) -> tuple[int, int, int, str]:
    """Return what is smaller the closer it is: same stem, folders that both are in by name, how few others it is in."""
    stem, wanted = source.stem.lower(), file.stem.lower()
    named = 0 if stem == wanted else 1 if stem.startswith(wanted) or wanted.startswith(stem) else 2
    return (named, -len(folders & _folders(file)), len(folders), str(source))


def find_own_files(unit: Unit, root: Path) -> list[Path]:
    """Return what belongs to a source, of the project's files that it includes: a header, and sources.

    The header is the one of its stem, or the first. Sources are those of a unity build, which are compiled there.
    `root`: the project's folder, a real path.
    """
    included = list(_list_included(unit, root))
    headers = [file for file in included if file.suffix in HEADERS]
    of_its_stem = [file for file in headers if file.stem == Path(unit.file).stem]
    sources = [file for file in included if file.suffix in SOURCES | C_SOURCES]
    return [*(of_its_stem or headers)[:1], *sources]


def _list_included(unit: Unit, root: Path) -> Iterator[Path]:
    """Yield the project's files that the unit's own text includes, as far as they are found: real paths."""
    try:
        text = read_start(unit.path, _LARGEST) if unit.text is None else unit.text.encode("utf-8", "surrogateescape")
    except OSError:
        return
    search = search_list(unit.arguments)
    beside = (Path(unit.path).parent, real(unit.path).parent)
    for name in filter(None, read_includes(text)):
        quoted = name.startswith('"')
        folders = (*map(str, beside), *(folder.path for folder in search.quoted)) if quoted else ()
        paths = (Path(folder, name[1:-1]) for folder in (*folders, *(folder.path for folder in search.angled)))
        result = next((real(path) for path in paths if os.path.isfile(path)), None)
        if result is not None and unit.is_of_the_project(str(result)) and result.is_relative_to(root):
            yield result
