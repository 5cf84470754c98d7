"""What compilers said to a text, by all that they read: the same will be said again."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import zlib
from collections.abc import Sequence
from pathlib import Path

from podcheck.cache.base import LARGEST, SPOILT, is_full, opened
from podcheck.cache.contents import DIGEST, Contents, digest_of, environment, program, sealed, unsealed
from podcheck.model.codec import Fact, decode, encode
from podcheck.model.compiles import Question
from podcheck.process import Completed


class _Row(Fact, frozen=True):
    """What a compiler said, the files that it included, and the folders where it looked for them."""

    status: int | None
    stderr: str
    files: tuple[str, ...]
    folders: tuple[str, ...]


class Compiles:
    """What was said to each question; close it when done. Threads may share it.

    Every method does nothing where the file can't be used. `contents`: what files hold, which others look at in the
    same run.
    """

    def __init__(self, place: Path, largest: int = LARGEST, contents: Contents | None = None) -> None:
        self._base = opened(place, largest)
        self._largest = largest
        self._environment = environment()
        self._contents = contents or Contents()
        self._lock = threading.Lock()
        self._open: set[bytes] = set()
        self.files: dict[str, None] = {}
        self.folders: dict[str, None] = {}

    @property
    def whole(self) -> bool:
        """All answers of this run are kept, and come from `files` and `folders`."""
        return not self._open

    def close(self) -> None:
        """Leave the file alone from now on."""
        with self._lock:
            if self._base is not None:
                with contextlib.suppress(sqlite3.Error):
                    self._base.close()
            self._base = None

    def get(self, question: Question) -> Completed | None:
        """What the compiler said, if nothing that it read has changed."""
        key = self._key(question)
        with self._lock:
            self._open.add(key)
            if self._base is None:
                return None
            try:
                found = self._base.execute("SELECT row FROM compiles WHERE key = ?", (key,)).fetchone()
                return self._read(key, found[0]) if found is not None else None
            except (OSError, *SPOILT):
                return None

    def put(self, question: Question, said: Completed, read: Sequence[str]) -> None:
        """Remember what the compiler said. `read`: the files that it included, unless one has changed meanwhile."""
        key = self._key(question)
        with self._lock:
            if self._base is None:
                return
            if not self._contents.steady(read):
                return
            folders = sorted({*question.searched, *(os.path.dirname(path) or "." for path in read)})
            body = encode(_Row(said.status, said.stderr, tuple(read), tuple(folders)))
            row = self._contents.state(read, folders) + zlib.compress(body, 1)
            try:
                with self._base:
                    if is_full(self._base, self._largest):
                        return
                    self._base.execute("INSERT OR REPLACE INTO compiles VALUES (?, ?)", (key, sealed(key, row)))
            except (OSError, *SPOILT):
                return
            self._note(key, read, folders)

    def _note(self, key: bytes, files: Sequence[str], folders: Sequence[str]) -> None:
        self._open.discard(key)
        self.files |= dict.fromkeys(files)
        self.folders |= dict.fromkeys(folders)

    def _read(self, key: bytes, found: bytes) -> Completed | None:
        row = unsealed(key, found)
        if row is None:
            return None
        said = decode(_Row, zlib.decompress(row[DIGEST:]))
        if self._contents.state(said.files, said.folders) != row[:DIGEST]:
            return None
        self._note(key, said.files, said.folders)
        return Completed(said.status, stderr=said.stderr)

    def _key(self, question: Question) -> bytes:
        words = "\0".join((*question.command, "", *map(str, question.version)))
        told = [program(word) for word in question.program]
        return digest_of(self._environment, *told, words.encode("utf-8", "surrogateescape"), question.text)
