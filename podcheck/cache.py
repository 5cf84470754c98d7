"""Facts on disk from one run to the next, by the content of every file that a unit reads, and by how it is parsed.

An SQLite file in the user's cache folder, which several runs may use at once. It never has a say in whether a run
succeeds: what can't be opened, read, written or trusted is not there. Each row carries a digest of itself and its key,
so that what was scrambled is a miss; rows are JSON and numbers, never code. A fact counts only while every file that
the unit was made of has the content that it had, no folder searched for one of them has got a new candidate, and
podcheck, libclang and the flags are the same.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from podcheck.model.facts import UnitFacts
from podcheck.model.parcels import Packed, Parcel, Unpacking
from podcheck.model.units import Unit
from podcheck.model.wire import encode, schema

FILE_NAME = "facts.sqlite3"
LARGEST = 1024 * 1024 * 1024
"""Bytes that the cache may have; then it is begun anew."""

_WAIT = 2.0
_DIGEST = 16
_SLACK = 0.1
"""Seconds by which a file must be older than the run to be trusted: file systems' clocks are coarse."""

_SPOILT = (sqlite3.Error, zlib.error, ValueError, TypeError, OverflowError, MemoryError)
"""What reading a file raises in which anything may stand; sqlite3 does not turn each fault into an error of its own."""

_TABLES = """
CREATE TABLE IF NOT EXISTS files (id INTEGER PRIMARY KEY, path BLOB UNIQUE NOT NULL);
CREATE TABLE IF NOT EXISTS classes (id INTEGER PRIMARY KEY, digest BLOB UNIQUE NOT NULL, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS units (key BLOB PRIMARY KEY, row BLOB NOT NULL) WITHOUT ROWID;
"""
_SOURCE_ENDS = (".c", ".cc", ".cpp", ".cxx", ".C", ".o", ".obj", ".d", ".tmp", ".swp", "~")
"""Names of files that nobody includes: their coming and going changes no answer."""


def folder(named: str | None = None) -> Path:
    """Where the cache is, unless another folder is named: PODCHECK_CACHE_DIR, else the platform's place."""
    chosen = named or os.environ.get("PODCHECK_CACHE_DIR")
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("podcheck", appauthor=False)


def _digest(*parts: bytes) -> bytes:
    made = blake2b(digest_size=_DIGEST)
    for part in parts:
        made.update(len(part).to_bytes(8, "big"))
        made.update(part)
    return made.digest()


@dataclass(slots=True)
class Contents:
    """Digests of files and folders, each looked at once in a run, with what tells whether it changed since."""

    begun: float = field(default_factory=time.time)
    clock: float = field(default_factory=time.monotonic)
    files: dict[str, tuple[bytes, object]] = field(default_factory=dict)
    folders: dict[str, bytes] = field(default_factory=dict)

    def file(self, path: str) -> bytes:
        """Of what the file holds; of one that can't be read, of nothing."""
        if path not in self.files:
            stamp = _stamp(path)
            try:
                self.files[path] = _digest(b"file", Path(path).read_bytes()), stamp
            except (OSError, ValueError):
                self.files[path] = b"", stamp
        return self.files[path][0]

    def folder(self, path: str) -> bytes:
        """Of the names in the folder that somebody could include."""
        if path not in self.folders:
            try:
                names = sorted(name for name in os.listdir(path) if not name.endswith(_SOURCE_ENDS))
            except (OSError, ValueError):
                names = []
            self.folders[path] = _digest(*(os.fsencode(name) for name in names))
        return self.folders[path]

    def steady(self, path: str) -> bool:
        """The file is the one that was digested, and was not written while the unit may have been parsed."""
        stamp = _stamp(path)
        if stamp is None or self.files.get(path, (b"", None))[1] != stamp:
            return False
        return stamp[1] / 1e9 < self.begun - _SLACK and time.time() - self.begun > time.monotonic() - self.clock - 1.0


def _stamp(path: str) -> tuple[int, int, int, int] | None:
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_size, status.st_ctime_ns, status.st_mtime_ns, status.st_ino


def _environment() -> bytes:
    """What changes where libclang looks for headers, besides the flags."""
    named = [f"{name}={os.environ.get(name, '')}" for name in ("CPATH", "CPLUS_INCLUDE_PATH", "C_INCLUDE_PATH")]
    for place in (
        "/usr/lib/gcc/x86_64-linux-gnu",
        "/usr/lib/gcc/aarch64-linux-gnu",
        "/usr/lib/gcc",
        "/usr/include/c++",
    ):
        with contextlib.suppress(OSError):
            named.append(",".join(sorted(os.listdir(place))))
    return _digest(os.fsencode(os.getcwd()), *map(os.fsencode, named))


def _code() -> bytes:
    """Of what makes the facts: another podcheck may say something else of the same file."""
    here = Path(__file__).parent
    files = [*sorted((here / "extract").glob("*.py")), *sorted((here / "model").glob("*.py")), Path(__file__)]
    return _digest(*(one.read_bytes() for one in files))


class Cache:
    """Facts of units; close it when done. Every method does nothing where the file can't be used."""

    def __init__(self, place: Path, version: str, largest: int = LARGEST) -> None:
        self._place = place
        self._version = _digest(version.encode(), schema(UnitFacts).encode(), _code(), _environment())
        self._largest = largest
        self._base: sqlite3.Connection | None = None
        self._contents = Contents()
        self._unpacking = Unpacking()
        self._file_ids: dict[str, int] = {}
        self._class_ids: dict[bytes, int] = {}
        self._open()

    def close(self) -> None:
        """Leave the file alone from now on."""
        if self._base is not None:
            with contextlib.suppress(sqlite3.Error):
                self._base.close()
            self._base = None

    def _open(self) -> None:
        path = self._place / FILE_NAME
        try:
            self._place.mkdir(parents=True, exist_ok=True, mode=0o700)
            if path.is_symlink() or (path.exists() and path.stat().st_size > self._largest):
                _remove(path)
            self._base = _connect(path)
        except (OSError, sqlite3.OperationalError):
            self._base = None
        except _SPOILT:  # it is no database, or not any more
            self._base = None
            with contextlib.suppress(OSError, *_SPOILT):
                _remove(path)
                self._base = _connect(path)

    def get(self, units: Sequence[Unit]) -> dict[Unit, UnitFacts]:
        """Those that are known and still true."""
        found: dict[Unit, UnitFacts] = {}
        if self._base is None:
            return found
        try:
            paths = {number: os.fsdecode(path) for number, path in self._base.execute("SELECT id, path FROM files")}
            self._file_ids = {path: number for number, path in paths.items()}
            rows: dict[bytes, bytes] = {}
            for unit in units:
                key = self._key(unit)
                row = self._base.execute("SELECT row FROM units WHERE key = ?", (key,)).fetchone()
                if row is not None and isinstance(row[0], bytes):
                    rows[key] = row[0]
            bodies = _Bodies(self._base)
            for unit in units:
                key = self._key(unit)
                facts = self._read(key, rows[key], paths, bodies) if key in rows else None
                if facts is not None and facts.unit == unit:
                    found[unit] = facts
        except (OSError, *_SPOILT):
            return found
        return found

    def put(self, units: Sequence[Unit], parcel: Parcel) -> None:
        """Remember these facts, but those that may have changed meanwhile, or that have errors."""
        if self._base is None:
            return
        try:
            with self._base:
                if self._is_full():
                    return
                for unit, packed in zip(units, parcel.units, strict=True):
                    self._put(unit, packed, parcel)
        except (OSError, *_SPOILT):  # a full disk, say: what was numbered is not there
            self._file_ids.clear()
            self._class_ids.clear()

    def _put(self, unit: Unit, packed: Packed, parcel: Parcel) -> None:
        assert self._base is not None
        facts = self._unpacking.unit(packed.head, (), (), parcel.files(packed.reads), parcel.files(packed.searched))
        if unit.text is not None or unit.others or any(one.fatal for one in facts.problems) or not facts.reads:
            return
        for path in facts.reads:
            self._contents.file(path)
        if not all(map(self._contents.steady, facts.reads)):
            return
        key = self._key(unit)
        row = self._row(key, facts, packed.head, [(parcel.classes[mark >> 2], mark & 3) for mark in packed.marks])
        self._base.execute("INSERT OR REPLACE INTO units VALUES (?, ?)", (key, row))

    def _is_full(self) -> bool:
        assert self._base is not None
        (pages,), (size,) = (self._base.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
        return bool(pages * size > self._largest)

    def _key(self, unit: Unit) -> bytes:
        return _digest(self._version, repr(encode(Unit, unit)).encode("utf-8", "surrogatepass"))

    def _row(self, key: bytes, facts: UnitFacts, head: str, classes: Sequence[tuple[str, int]]) -> bytes:
        """Sizes, digests of what was read and of the classes; files, searched folders, classes, and the rest."""
        files = array("Q", [self._file(path) for path in facts.reads])
        folders = array("Q", [self._file(path) for path in facts.searched])
        numbered = [self._class(text) for text, _ in classes]
        refs = array("Q", [number * 4 + marks for (number, _), (_, marks) in zip(numbered, classes, strict=True)])
        state = self._state(facts.reads, facts.searched) + _digest(*(digest for _, digest in numbered))
        parts = (files.tobytes(), folders.tobytes(), refs.tobytes(), zlib.compress(head.encode("utf-8"), 1))
        sizes = array("Q", [len(part) for part in parts]).tobytes()
        body = b"".join((sizes, state, *parts))
        return _digest(key, body) + body

    def _state(self, reads: Iterable[str], searched: Iterable[str]) -> bytes:
        return _digest(*map(self._contents.file, reads), b"", *map(self._contents.folder, searched))

    def _read(self, key: bytes, row: bytes, paths: dict[int, str], bodies: _Bodies) -> UnitFacts | None:
        body = row[_DIGEST:]
        if _digest(key, body) != row[:_DIGEST]:
            return None
        sizes = array("Q")
        sizes.frombytes(body[:32])
        state, of_classes, rest = body[32:48], body[48:64], body[64:]
        parts = list(_cut(rest, sizes))
        files, folders, refs = (array("Q"), array("Q"), array("Q"))
        for numbers, part in zip((files, folders, refs), parts, strict=False):
            numbers.frombytes(part)
        try:
            now = self._state([paths[one] for one in files], [paths[one] for one in folders])
        except KeyError:
            return None
        if now != state:
            return None
        bodies_found = [bodies.text(ref >> 2) for ref in refs]
        if _digest(*(digest for digest, _ in bodies_found)) != of_classes:
            return None
        head = zlib.decompress(parts[3]).decode("utf-8")
        marks = [at * 4 + (ref & 3) for at, ref in enumerate(refs)]
        texts = [text for _, text in bodies_found]
        reads, searched = [paths[one] for one in files], [paths[one] for one in folders]
        return self._unpacking.unit(head, texts, marks, reads, searched)

    def _file(self, path: str) -> int:
        assert self._base is not None
        if path not in self._file_ids:
            name = os.fsencode(path)
            self._base.execute("INSERT OR IGNORE INTO files (path) VALUES (?)", (name,))
            self._file_ids[path] = self._base.execute("SELECT id FROM files WHERE path = ?", (name,)).fetchone()[0]
        return self._file_ids[path]

    def _class(self, text: str) -> tuple[int, bytes]:
        """The class's number, and its text's digest."""
        assert self._base is not None
        digest = _digest(text.encode())
        if digest not in self._class_ids:
            body = zlib.compress(text.encode(), 1)
            self._base.execute("INSERT OR IGNORE INTO classes (digest, body) VALUES (?, ?)", (digest, body))
            found = self._base.execute("SELECT id FROM classes WHERE digest = ?", (digest,)).fetchone()
            self._class_ids[digest] = found[0]
        return self._class_ids[digest], digest


class _Bodies:
    """The classes' texts by number, with their digests; of one that is not what its digest says both are empty."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self._known: dict[int, tuple[bytes, str]] = {}

    def text(self, number: int) -> tuple[bytes, str]:
        if number not in self._known:
            self._known[number] = self._fetch(number)
        return self._known[number]

    def _fetch(self, number: int) -> tuple[bytes, str]:
        row = self._base.execute("SELECT digest, body FROM classes WHERE id = ?", (number,)).fetchone()
        try:
            text = zlib.decompress(row[1]) if row is not None else b""
            digest = _digest(text)
            return (digest, text.decode()) if row is not None and digest == row[0] else (b"", "")
        except (zlib.error, TypeError, ValueError):
            return b"", ""


def _cut(data: bytes, sizes: Iterable[int]) -> Iterator[bytes]:
    at = 0
    for size in sizes:
        yield data[at : at + size]
        at += size


def _connect(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(path, timeout=_WAIT)
    try:
        base.execute("PRAGMA trusted_schema = OFF")
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = NORMAL")
        base.executescript(_TABLES)
    except BaseException:
        base.close()
        raise
    return base


def _remove(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Size:
    """What a cache holds. `size`: in bytes, on disk."""

    path: Path
    size: int
    units: int
    classes: int


def info(place: Path) -> Size:
    """What the cache in that folder holds; zeros where there is none."""
    path = place / FILE_NAME
    names = (path, path.with_name(f"{FILE_NAME}-wal"))
    size = sum(one.stat().st_size for one in names if one.exists())
    units = classes = 0
    if path.exists():
        with contextlib.suppress(*_SPOILT), contextlib.closing(sqlite3.connect(path, timeout=_WAIT)) as base:
            units = base.execute("SELECT count(*) FROM units").fetchone()[0]
            classes = base.execute("SELECT count(*) FROM classes").fetchone()[0]
    return Size(path, size, units, classes)


def clear(place: Path) -> int:
    """Remove the cache in that folder; how many bytes that frees. Raises OSError."""
    size = info(place).size
    _remove(place / FILE_NAME)
    return size
