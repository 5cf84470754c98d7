"""Facts of units, by the content of every file that a unit reads, and by how it is parsed."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from podcheck.cache.base import LARGEST, SPOILT, is_full, opened
from podcheck.cache.contents import Contents, code, digest_of, environment, sealed, unsealed
from podcheck.model.codec import encode, schema
from podcheck.model.facts import UnitFacts
from podcheck.model.packets import FactsPacket, FactsUnpacker, PackedUnit
from podcheck.model.units import Unit


class Cache:
    """Facts of units; close it when done. Every method does nothing where the file can't be used.

    `contents`: what files hold, which others look at in the same run.
    """

    def __init__(self, place: Path, version: str, largest: int = LARGEST, contents: Contents | None = None) -> None:
        self._version = digest_of(version.encode(), schema(UnitFacts).encode(), code(), environment())
        self._largest = largest
        self._base = opened(place, largest)
        self._contents = contents or Contents()
        self._unpacker = FactsUnpacker()
        self._file_ids: dict[str, int] = {}
        self._class_ids: dict[bytes, int] = {}

    def close(self) -> None:
        """Leave the file alone from now on."""
        if self._base is not None:
            with contextlib.suppress(sqlite3.Error):
                self._base.close()
            self._base = None

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
        except (OSError, *SPOILT):
            return found
        return found

    def put(self, units: Sequence[Unit], packet: FactsPacket) -> None:
        """Remember these facts, but those that may have changed meanwhile, or that have errors."""
        if self._base is None:
            return
        try:
            with self._base:
                if is_full(self._base, self._largest):
                    return
                numbered: dict[int, tuple[int, bytes]] = {}
                for unit, packed in zip(units, packet.units, strict=True):
                    self._put(unit, packed, packet, numbered)
        except (OSError, *SPOILT):  # a full disk, say: what was numbered is not there
            self._file_ids.clear()
            self._class_ids.clear()

    def _put(self, unit: Unit, packed: PackedUnit, packet: FactsPacket, numbered: dict[int, tuple[int, bytes]]) -> None:
        """`numbered`: the packet's classes that have their numbers already, with their digests."""
        assert self._base is not None
        facts = self._unpacker.unpack_unit(
            packed.head, (), (), packet.files(packed.reads), packet.files(packed.searched)
        )
        if unit.text is not None or unit.others or any(one.fatal for one in facts.problems) or not facts.reads:
            return
        if not self._contents.steady(facts.reads):
            return
        key = self._key(unit)
        for mark in packed.marks:
            if mark >> 2 not in numbered:
                numbered[mark >> 2] = self._class(packet.classes[mark >> 2])
        row = self._row(key, facts, packed.head, [(*numbered[mark >> 2], mark & 3) for mark in packed.marks])
        self._base.execute("INSERT OR REPLACE INTO units VALUES (?, ?)", (key, row))

    def _key(self, unit: Unit) -> bytes:
        return digest_of(self._version, encode(unit))

    def _row(self, key: bytes, facts: UnitFacts, head: bytes, classes: Sequence[tuple[int, bytes, int]]) -> bytes:
        """Sizes, digests of what was read and of the classes; files, searched folders, classes, and the rest.

        `classes`: the number of each, its digest, and how it is marked.
        """
        files = array("Q", [self._file(path) for path in facts.reads])
        folders = array("Q", [self._file(path) for path in facts.searched])
        refs = array("Q", [number * 4 + marks for number, _, marks in classes])
        state = self._contents.state(facts.reads, facts.searched) + digest_of(*(digest for _, digest, _ in classes))
        parts = (files.tobytes(), folders.tobytes(), refs.tobytes(), zlib.compress(head, 1))
        sizes = array("Q", [len(part) for part in parts]).tobytes()
        body = b"".join((sizes, state, *parts))
        return sealed(key, body)

    def _read(self, key: bytes, row: bytes, paths: dict[int, str], bodies: _Bodies) -> UnitFacts | None:
        body = unsealed(key, row)
        if body is None:
            return None
        sizes = array("Q")
        sizes.frombytes(body[:32])
        state, of_classes, rest = body[32:48], body[48:64], body[64:]
        parts = list(_cut(rest, sizes))
        files, folders, refs = (array("Q"), array("Q"), array("Q"))
        for numbers, part in zip((files, folders, refs), parts, strict=False):
            numbers.frombytes(part)
        try:
            now = self._contents.state([paths[one] for one in files], [paths[one] for one in folders])
        except KeyError:
            return None
        if now != state:
            return None
        of_refs = [bodies.get(ref >> 2) for ref in refs]
        if digest_of(*(digest for digest, _ in of_refs)) != of_classes:
            return None
        head = zlib.decompress(parts[3])
        marks = [at * 4 + (ref & 3) for at, ref in enumerate(refs)]
        classes = [body for _, body in of_refs]
        reads, searched = [paths[one] for one in files], [paths[one] for one in folders]
        return self._unpacker.unpack_unit(head, classes, marks, reads, searched)

    def _file(self, path: str) -> int:
        assert self._base is not None
        if path not in self._file_ids:
            name = os.fsencode(path)
            self._base.execute("INSERT OR IGNORE INTO files (path) VALUES (?)", (name,))
            self._file_ids[path] = self._base.execute("SELECT id FROM files WHERE path = ?", (name,)).fetchone()[0]
        return self._file_ids[path]

    def _class(self, body: bytes) -> tuple[int, bytes]:
        """The class's number, and its body's digest."""
        assert self._base is not None
        digest = digest_of(body)
        if digest not in self._class_ids:
            self._base.execute(
                "INSERT OR IGNORE INTO classes (digest, body) VALUES (?, ?)", (digest, zlib.compress(body, 1))
            )
            found = self._base.execute("SELECT id FROM classes WHERE digest = ?", (digest,)).fetchone()
            self._class_ids[digest] = found[0]
        return self._class_ids[digest], digest


class _Bodies:
    """The classes' bodies by number, with their digests; of one that is not what its digest says both are empty."""

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
