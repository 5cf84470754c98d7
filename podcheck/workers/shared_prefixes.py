"""The prefixes that units share, in a folder: made where they pay, opened once by each process."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from podcheck.cpp.search import Folder
from podcheck.model.units import Unit

if TYPE_CHECKING:
    from podcheck.extract.prefix.session import PrefixSession
import contextlib
from typing import TYPE_CHECKING

from podcheck.cpp.search import search_list

if TYPE_CHECKING:
    from podcheck.cache.prefixes import PrefixFolder
    from podcheck.extract.prefix.session import PrefixSession

_LACKING = 0.25
"""Which part of the headers a kept prefix may lack and still do."""

PAYS = 3
"""How many units have to fit for a prefix that is parsed already to save more than it costs to keep and to load it."""

_TOO_FEW_FILES = "the files are too few"


@dataclass(frozen=True, slots=True)
class PrefixPlace:
    """Where a prefix is kept."""

    folder: str
    """The folder of prefixes."""

    key: str
    """The prefix's key there."""

    run: str = ""
    """The id of the run that looks for it."""


def place_of(unit: Unit, libclang: Path | None, folder: str, run: str, *more: str) -> PrefixPlace:
    """Return where the prefix for units of these flags is kept.

    `more`: what else decides which it is.
    """
    from podcheck.extract import libclang_version

    bodies = "bodies" if unit.uses else "declarations"
    keywords = "gnu" if unit.gnu_keywords else "iso"
    parts = (libclang_version(libclang), unit.std.name, keywords, bodies, *unit.arguments, *more)
    key = folder_of(PrefixPlace(folder, "")).key_of(part.encode("utf-8", "surrogatepass") for part in parts)
    return PrefixPlace(folder, key, run)


_OPEN: dict[PrefixPlace, PrefixSession | None] = {}


def folder_of(place: PrefixPlace) -> PrefixFolder:
    """Return the folder."""
    from podcheck.cache.prefixes import PrefixFolder

    return PrefixFolder(Path(place.folder))


def make(
    units: Sequence[Unit],
    libclang: Path | None,
    place: PrefixPlace,
    own: tuple[Folder, ...] | None = None,
    *,
    must: bool,
    at_least: int = PAYS,
) -> str:
    """Have a prefix made for these units of the same flags; return why there is none, else "".

    One that was kept does unless it lacks too much. `must`: make one where none does, and so many of the units may fit.
    `own`: where libclang searches by itself; where that isn't known the prefix is for this run alone.
    """
    from podcheck.cache import Contents, Lookups, Unrecordable
    from podcheck.extract import unit_group
    from podcheck.extract.prefix.build import NoPrefix

    session = open_session(place)
    if session is not None and (not must or unit_group.lacks(session.prefix, units) <= _LACKING):
        return ""
    if not must:
        return _TOO_FEW_FILES
    close_session(place)
    contents = Contents()
    contents.watch(os.path.dirname(unit.path) for unit in units)
    contents.watch((place.folder, *search_list(units[0].arguments).folders))
    folder = folder_of(place)
    path = folder.begin()
    if path is None:
        return NoPrefix.NOT_KEPT.value
    try:
        prefix = unit_group.make_prefix(units, path, libclang, at_least=at_least)
        if isinstance(prefix, NoPrefix):
            return prefix.value
        files = unit_group.files_of(prefix)
        paths: tuple[str, ...] = ()
        with contextlib.suppress(Unrecordable):
            paths = Lookups(contents).paths(files, units[0].arguments, own)
        description = unit_group.describe(prefix, units[0])
        kept = folder.write(place.key, path, description, files, paths, contents, place.run)
        return "" if kept else NoPrefix.NOT_KEPT.value
    finally:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
            path.with_name(f"{path.name}.hpp").unlink(missing_ok=True)


def open_session(place: PrefixPlace) -> PrefixSession | None:
    """Return what this process holds of the prefix, which is checked once; None where it can't be trusted."""
    if place not in _OPEN:
        from podcheck.cache import Contents
        from podcheck.extract.unit_group import open_prefix

        kept = folder_of(place).read(place.key, Contents(), place.run)
        _OPEN[place] = open_prefix(kept.description, kept.precompiled) if kept is not None else None
    return _OPEN[place]


def close_session(place: PrefixPlace) -> None:
    """Forget what this process holds of the prefix: it is checked again when it is opened next."""
    _OPEN.pop(place, None)


class KeptPrefixes(Struct, frozen=True):
    """Where prefixes are kept from one run to the next."""

    folder: Path
    search: Callable[[Sequence[str]], tuple[Folder, ...] | None] | None = None
    """Returns the folders of its own that libclang searches with some arguments; None where nothing else is kept."""
