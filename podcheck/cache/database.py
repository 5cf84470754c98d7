"""The SQLite file: where it is, how it is opened, what it holds, and away with it."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import zlib
from pathlib import Path

from msgspec import Struct

FILE_NAME = "facts.sqlite3"
LARGEST = 1024 * 1024 * 1024
"""Bytes that the cache may have; then it is begun anew."""

_WAIT = 2.0

SPOILT = (sqlite3.Error, zlib.error, ValueError, TypeError, OverflowError, MemoryError)
"""What reading a file raises in which anything may stand; sqlite3 does not turn each fault into an error of its own."""

_TABLES = """
CREATE TABLE IF NOT EXISTS files (id INTEGER PRIMARY KEY, path BLOB UNIQUE NOT NULL);
CREATE TABLE IF NOT EXISTS classes (id INTEGER PRIMARY KEY, digest BLOB UNIQUE NOT NULL, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS units (key BLOB PRIMARY KEY, row BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS folders (key BLOB PRIMARY KEY, row BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS compiles (key BLOB PRIMARY KEY, row BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outcomes (id INTEGER PRIMARY KEY, key BLOB UNIQUE NOT NULL, row BLOB NOT NULL);
"""
_COUNTED = ("units", "classes", "compiles", "outcomes")


def folder(named: str | None = None) -> Path:
    """Return the folder of the cache: the named one, else PODCHECK_CACHE_DIR, else the platform's place."""
    chosen = named or os.environ.get("PODCHECK_CACHE_DIR")
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("podcheck", appauthor=False)


def open_database(place: Path, largest: int) -> sqlite3.Connection | None:
    """Return the file in that folder, made or begun anew where it must be; None where it can't be used.

    Threads may share it, one at a time.
    """
    path = place / FILE_NAME
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        if _is_others(place):
            return None
        if any(map(_is_foreign, _names(path))) or (os.path.exists(path) and path.stat().st_size > largest):
            _remove(path)
        return _connect(path)
    except (OSError, sqlite3.OperationalError):
        return None
    except SPOILT:  # it is no database, or not any more
        with contextlib.suppress(OSError, *SPOILT):
            _remove(path)
            return _connect(path)
    return None


def is_full(base: sqlite3.Connection, largest: int) -> bool:
    """Whether nothing more is to be added."""
    (pages,), (size,) = (base.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    return bool(pages * size > largest)


def _connect(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(path, timeout=_WAIT, check_same_thread=False)
    try:
        base.execute("PRAGMA trusted_schema = OFF")
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = NORMAL")
        base.executescript(_TABLES)
    except BaseException:
        base.close()
        raise
    return base


def _names(path: Path) -> tuple[Path, ...]:
    """Return the files that SQLite keeps for one base."""
    return (path, *(path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm", "-journal")))


def _is_others(place: Path) -> bool:
    """Whether somebody else may have put answers into the folder: it is another user's, and not just root's own."""
    if not hasattr(os, "geteuid"):
        return False
    status, user = place.stat(), os.geteuid()
    if status.st_uid == user:
        return False
    return 0 not in (user, status.st_uid) or bool(status.st_mode & 0o022)


def _is_foreign(path: Path) -> bool:
    """Whether something is there that is no file: a link, or a FIFO, at which SQLite would wait."""
    return os.path.lexists(path) and not stat.S_ISREG(os.lstat(path).st_mode)


def _remove(path: Path) -> None:
    for name in _names(path):
        name.unlink(missing_ok=True)


class Size(Struct, frozen=True):
    """What a cache holds."""

    path: Path
    size: int
    """Bytes on disk."""

    units: int
    """How many units have their facts there."""

    classes: int
    """How many classes have their facts there."""

    compiles: int
    """How many compilers' answers there are."""

    outcomes: int
    """How many whole runs there are."""


def info(place: Path) -> Size:
    """Return what the cache in that folder holds; zeros where there is none."""
    path = place / FILE_NAME
    names = (path, path.with_name(f"{FILE_NAME}-wal"))
    size = sum(name.stat().st_size for name in names if os.path.isfile(name))
    counts = [0] * len(_COUNTED)
    if os.path.isfile(path):
        with contextlib.suppress(*SPOILT), contextlib.closing(sqlite3.connect(path, timeout=_WAIT)) as base:
            counts = [base.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in _COUNTED]
    return Size(path, size, *counts)


def clear(place: Path) -> int:
    """Remove the cache in that folder and return how many bytes that frees. Raises OSError."""
    size = info(place).size
    _remove(place / FILE_NAME)
    return size
