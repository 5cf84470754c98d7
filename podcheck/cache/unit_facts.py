"""Facts of units, by what is at every path that libclang may have tried for a unit, and by how it is parsed."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from podcheck.cache.database import LARGEST, SPOILT, is_full, open_database
from podcheck.cache.fingerprints import (
    Contents,
    code,
    digest_of,
    environment,
    installations,
    verify_checksum,
    with_checksum,
)
from podcheck.cache.lookups import Lookups, Unrecordable
from podcheck.cpp.search import Folder, deciding_words
from podcheck.model.codec import Fact, decode, encode, schema
from podcheck.model.facts import UnitFacts
from podcheck.model.packets import FactsPacket, FactsUnpacker, PackedUnit
from podcheck.model.units import Unit

FolderSource = Callable[[tuple[str, ...]], tuple[Folder, ...] | None]
"""Who says in which folders of its own libclang searches with some arguments; None where it can't."""


_Entry = tuple[Unit, PackedUnit, Sequence[str]]
"""A unit, its facts, and the paths that decide on them."""


class UnitFactsCache:
    """Facts of units; close it when done. Every method does nothing where the file can't be used."""

    def __init__(
        self,
        place: Path,
        version: str,
        folders: FolderSource,
        largest: int = LARGEST,
        contents: Contents | None = None,
        lookups: Lookups | None = None,
    ) -> None:
        self._version = digest_of(version.encode(), schema(UnitFacts).encode(), code(), environment())
        self._largest = largest
        self._base = open_database(place, largest)
        self._contents = contents or Contents()
        """What files hold; others look at it in the same run."""

        self._lookups = lookups or Lookups(self._contents)
        self._folders = folders
        """What says in which folders of its own libclang searches."""

        self._own: dict[tuple[str, ...], tuple[Folder, ...] | None] = {}
        self._installed: dict[tuple[str, ...], bytes] = {}
        self._open: set[Unit] = set()
        self.paths: dict[str, None] = {}
        """The paths that this run's facts depend on, as an ordered set."""

        self.unkept: dict[str, None] = {}
        """Why some facts are not kept, as an ordered set of reasons."""

        self._unpacker = FactsUnpacker()
        self._file_ids: dict[str, int] = {}
        self._class_ids: dict[bytes, int] = {}

    @property
    def whole(self) -> bool:
        """Whether all facts of this run are kept, and depend on nothing but `paths`."""
        return not self._open

    def own_folders(self, arguments: Sequence[str]) -> tuple[Folder, ...] | None:
        """Return the folders that libclang searches with these arguments besides those that they name."""
        words = deciding_words(arguments)
        if words not in self._own:
            self._own[words] = self._kept_folders(words)
        return self._own[words]

    def _kept_folders(self, words: tuple[str, ...]) -> tuple[Folder, ...] | None:
        if self._base is None:
            return None
        key = digest_of(self._version, self._installations(words), encode(_SearchWords(words)))
        with contextlib.suppress(OSError, *SPOILT):
            result = self._base.execute("SELECT row FROM folders WHERE key = ?", (key,)).fetchone()
            row = verify_checksum(key, result[0]) if result is not None else None
            if row is not None:
                return decode(_Folders, row).folders
        folders = self._folders(words)
        if folders is not None:
            with contextlib.suppress(OSError, *SPOILT), self._base:
                row = with_checksum(key, encode(_Folders(folders)))
                self._base.execute("INSERT OR REPLACE INTO folders VALUES (?, ?)", (key, row))
        return folders

    def _installations(self, arguments: Sequence[str]) -> bytes:
        words = deciding_words(arguments)
        if words not in self._installed:
            self._installed[words] = installations(words)
        return self._installed[words]

    def close(self) -> None:
        """Leave the file alone from now on."""
        if self._base is not None:
            with contextlib.suppress(sqlite3.Error):
                self._base.close()
            self._base = None

    def get(self, units: Sequence[Unit]) -> dict[Unit, UnitFacts]:
        """Return the facts of those units that are known and still true."""
        result: dict[Unit, UnitFacts] = {}
        self._open |= set(units)
        if self._base is None:
            return result
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
                    result[unit] = facts
        except (OSError, *SPOILT):
            return result
        return result

    def put(self, units: Sequence[Unit], packet: FactsPacket) -> None:
        """Remember these facts, except those that may have changed meanwhile, or that have errors."""
        if self._base is None:
            return
        try:
            with self._base:
                if is_full(self._base, self._largest):
                    return
                numbered: dict[int, tuple[int, bytes]] = {}
                for unit, packed, paths in self._steady(self._recordable(units, packet)):
                    self._put(unit, packed, paths, packet, numbered)
        except (OSError, *SPOILT):  # a full disk, say: what was numbered is not there
            self._file_ids.clear()
            self._class_ids.clear()

    def _recordable(self, units: Sequence[Unit], packet: FactsPacket) -> Iterator[_Entry]:
        """Yield the units whose facts may be kept, with all the paths that decide on them."""
        for unit, packed in zip(units, packet.units, strict=True):
            facts = self._unpacker.unpack_unit(packed.head, (), (), packet.files(packed.reads))
            if (
                unit.text is None
                and not unit.others
                and facts.reads
                and not any(problem.fatal for problem in facts.problems)
            ):
                try:
                    own = self.own_folders(unit.arguments)
                    yield unit, packed, self._lookups.paths(facts.reads, unit.arguments, own)
                except Unrecordable as reason:
                    self._leave_out(unit, str(reason))

    def _steady(self, entries: Iterable[_Entry]) -> Iterator[_Entry]:
        """Yield the entries of which nothing may have changed since the run began: all are looked at together first."""
        known = list(entries)
        all_paths = dict.fromkeys(path for _, _, paths in known for path in paths)
        sound = self._contents.unsteady(tuple(all_paths)) is None
        for unit, packed, paths in known:
            changed = None if sound else self._contents.unsteady(paths)
            if changed is None:
                yield unit, packed, paths
            else:
                self._leave_out(unit, f"{changed} may have changed meanwhile")

    def _leave_out(self, unit: Unit, reason: str) -> None:
        self.unkept[f"what {unit.file} holds: {reason}"] = None

    def _put(
        self,
        unit: Unit,
        packed: PackedUnit,
        paths: Sequence[str],
        packet: FactsPacket,
        numbered: dict[int, tuple[int, bytes]],
    ) -> None:
        """Write one unit's row.

        `numbered`: the packet's classes that have their numbers already, with their digests.
        """
        assert self._base is not None
        key = self._key(unit)
        for mark in packed.marks:
            if mark >> 2 not in numbered:
                numbered[mark >> 2] = self._class(packet.classes[mark >> 2])
        classes = [(*numbered[mark >> 2], mark & 3) for mark in packed.marks]
        row = self._row(key, packet.files(packed.reads), paths, packed.head, classes)
        self._base.execute("INSERT OR REPLACE INTO units VALUES (?, ?)", (key, row))
        self._note(unit, paths)

    def _note(self, unit: Unit, paths: Iterable[str]) -> None:
        self._open.discard(unit)
        self.paths |= dict.fromkeys(paths)

    def _key(self, unit: Unit) -> bytes:
        return digest_of(self._version, self._installations(unit.arguments), encode(unit))

    def _row(
        self,
        key: bytes,
        reads: Sequence[str],
        paths: Sequence[str],
        head: bytes,
        classes: Sequence[tuple[int, bytes, int]],
    ) -> bytes:
        """Return sizes, digests of what is at the paths and of the classes; files, paths, classes, and the rest.

        `classes`: the number of each, its digest, and how it is marked.
        """
        files = array("Q", [self._file(path) for path in reads])
        places = array("Q", [self._file(path) for path in paths])
        refs = array("Q", [number * 4 + marks for number, _, marks in classes])
        state = self._contents.state(paths) + digest_of(*(digest for _, digest, _ in classes))
        parts = (files.tobytes(), zlib.compress(places.tobytes(), 1), refs.tobytes(), zlib.compress(head, 1))
        sizes = array("Q", [len(part) for part in parts]).tobytes()
        body = b"".join((sizes, state, *parts))
        return with_checksum(key, body)

    def _read(self, key: bytes, row: bytes, paths: dict[int, str], bodies: _Bodies) -> UnitFacts | None:
        body = verify_checksum(key, row)
        if body is None:
            return None
        sizes = array("Q")
        sizes.frombytes(body[:32])
        state, of_classes, rest = body[32:48], body[48:64], body[64:]
        parts = list(_cut(rest, sizes))
        files, places, refs = (array("Q"), array("Q"), array("Q"))
        parts[1] = zlib.decompress(parts[1])
        for numbers, part in zip((files, places, refs), parts, strict=False):
            numbers.frombytes(part)
        try:
            reads, looked = [paths[number] for number in files], [paths[number] for number in places]
        except KeyError:
            return None
        if self._contents.state(looked) != state:
            return None
        of_refs = [bodies.get(ref >> 2) for ref in refs]
        if digest_of(*(digest for digest, _ in of_refs)) != of_classes:
            return None
        head = zlib.decompress(parts[3])
        marks = [at * 4 + (ref & 3) for at, ref in enumerate(refs)]
        classes = [body for _, body in of_refs]
        facts = self._unpacker.unpack_unit(head, classes, marks, reads)
        self._note(facts.unit, looked)
        return facts

    def _file(self, path: str) -> int:
        assert self._base is not None
        if path not in self._file_ids:
            name = os.fsencode(path)
            self._base.execute("INSERT OR IGNORE INTO files (path) VALUES (?)", (name,))
            self._file_ids[path] = self._base.execute("SELECT id FROM files WHERE path = ?", (name,)).fetchone()[0]
        return self._file_ids[path]

    def _class(self, body: bytes) -> tuple[int, bytes]:
        """Return the class's number and its body's digest."""
        assert self._base is not None
        digest = digest_of(body)
        if digest not in self._class_ids:
            self._base.execute(
                "INSERT OR IGNORE INTO classes (digest, body) VALUES (?, ?)", (digest, zlib.compress(body, 1))
            )
            result = self._base.execute("SELECT id FROM classes WHERE digest = ?", (digest,)).fetchone()
            self._class_ids[digest] = result[0]
        return self._class_ids[digest], digest


class _SearchWords(Fact, frozen=True):
    """The words of a command that decide where libclang searches."""

    words: tuple[str, ...]


class _Folders(Fact, frozen=True):
    """The folders that libclang searches."""

    folders: tuple[Folder, ...]


class _Bodies:
    """The classes' bodies by number, with their digests; both are empty where a body isn't what its digest says."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self._known: dict[int, tuple[bytes, bytes]] = {}

    def get(self, number: int) -> tuple[bytes, bytes]:
        if number not in self._known:
            self._known[number] = self._fetch(number)
        return self._known[number]

    def _fetch(self, number: int) -> tuple[bytes, bytes]:
        row = self._base.execute("SELECT digest, body FROM classes WHERE id = ?", (number,)).fetchone()
        try:
            body = zlib.decompress(row[1]) if row is not None else b""
            digest = digest_of(body)
            return (digest, body) if row is not None and digest == row[0] else (b"", b"")
        except (zlib.error, TypeError, ValueError):
            return b"", b""


def _cut(data: bytes, sizes: Iterable[int]) -> Iterator[bytes]:
    at = 0
    for size in sizes:
        yield data[at : at + size]
        at += size
