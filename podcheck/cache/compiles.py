"""What compilers said to a text, by all that they read: the same will be said again."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import threading
import zlib
from collections.abc import Sequence
from pathlib import Path

from podcheck.cache.base import LARGEST, SPOILT, is_full, opened
from podcheck.cache.contents import DIGEST, Contents, digest_of, environment, sealed, unsealed
from podcheck.model.compiles import Question
from podcheck.process import Completed


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
            body = json.dumps([said.status, said.stderr, list(read), folders])
            row = self._contents.state(read, folders) + zlib.compress(body.encode("utf-8", "surrogatepass"), 1)
            try:
                with self._base:
                    if not is_full(self._base, self._largest):
                        self._base.execute("INSERT OR REPLACE INTO compiles VALUES (?, ?)", (key, sealed(key, row)))
            except (OSError, *SPOILT):
                return

    def _read(self, key: bytes, found: bytes) -> Completed | None:
        row = unsealed(key, found)
        if row is None:
            return None
        body = zlib.decompress(row[DIGEST:]).decode("utf-8", "surrogatepass")
        status, stderr, read, folders = json.loads(body)
        if self._contents.state(read, folders) != row[:DIGEST]:
            return None
        return Completed(status, stderr=stderr)

    def _key(self, question: Question) -> bytes:
        words = "\0".join((*question.command, "", *map(str, question.version)))
        told = [_program(word) for word in question.program]
        return digest_of(self._environment, *told, words.encode("utf-8", "surrogateescape"), question.text)


def _program(word: str) -> bytes:
    """Which file a word of the compiler's command is, and since when; of one that is no file, nothing."""
    path = os.path.realpath(shutil.which(word) or word)
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return b""
    return f"{path} {status.st_size} {status.st_mtime_ns}".encode("utf-8", "surrogateescape")
