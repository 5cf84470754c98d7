"""What compilers said to a text, by all that they read and looked for: the same will be said again."""

from __future__ import annotations

import contextlib
import re
import sqlite3
import threading
import zlib
from collections.abc import Sequence
from pathlib import Path

from podcheck.cache.database import LARGEST, SPOILT, is_full, open_database
from podcheck.cache.fingerprints import (
    DIGEST,
    Contents,
    digest_of,
    environment,
    installations,
    program,
    verify_checksum,
    with_checksum,
)
from podcheck.cache.lookups import Lookups, Unrecordable
from podcheck.cpp.search import deciding_words, printed_folders
from podcheck.model.codec import Fact, decode, encode
from podcheck.model.compiler_request import CompilerRequest
from podcheck.process import Completed

_STARTED = re.compile(r"^ \"?(?P<program>/[^\s\"]+)\"? -", re.MULTILINE)
"""Which program a driver starts, as it says itself."""


class _Row(Fact, frozen=True):
    """What a compiler said, and the paths that it read or tried."""

    status: int | None
    stderr: str
    paths: tuple[str, ...]


class CompilerOutputCache:
    """What compilers answered to each question; close it when done. Threads may share it.

    Every method does nothing where the file can't be used.
    """

    def __init__(
        self, place: Path, largest: int = LARGEST, contents: Contents | None = None, lookups: Lookups | None = None
    ) -> None:
        self._base = open_database(place, largest)
        self._largest = largest
        self._environment = environment()
        self._contents = contents or Contents()
        """What files hold; others look at it in the same run."""

        self._lookups = lookups or Lookups(self._contents)
        self._lock = threading.Lock()
        self._open: set[bytes] = set()
        self.paths: dict[str, None] = {}
        """The paths that this run's answers depend on, as an ordered set."""

        self.compilers: dict[tuple[tuple[str, ...], tuple[str, ...]], None] = {}
        """The compilers that were asked where they look for headers, each with the words of that command."""

        self.unkept: dict[str, None] = {}
        """Why some answers are not kept, as an ordered set of reasons."""

    @property
    def whole(self) -> bool:
        """Whether all answers of this run are kept, and depend on nothing but `paths`."""
        return not self._open

    def close(self) -> None:
        """Leave the file alone from now on."""
        with self._lock:
            if self._base is not None:
                with contextlib.suppress(sqlite3.Error):
                    self._base.close()
            self._base = None

    def get(self, question: CompilerRequest) -> Completed | None:
        """Return what the compiler said; None if something that it read has changed, or it is not known."""
        key = self._key(question)
        with self._lock:
            self._open.add(key)
            if question.words:
                self.compilers[question.program, question.words] = None
            if self._base is None:
                return None
            try:
                result = self._base.execute("SELECT row FROM compiles WHERE key = ?", (key,)).fetchone()
                return self._read(key, result[0]) if result is not None else None
            except (OSError, *SPOILT):
                return None

    def put(self, question: CompilerRequest, output: Completed, read: Sequence[str]) -> None:
        """Remember what the compiler said, unless a file has changed meanwhile.

        `read`: the files that it included.
        """
        key = self._key(question)
        with self._lock:
            if self._base is None:
                return
            try:
                paths = self._paths(question, read)
            except Unrecordable as reason:
                self.unkept[f"what {question.program[0]} said: {reason}"] = None
                return
            body = encode(_Row(output.status, output.stderr, paths))
            row = self._contents.state(paths) + zlib.compress(body, 1)
            try:
                with self._base:
                    if is_full(self._base, self._largest):
                        return
                    self._base.execute("INSERT OR REPLACE INTO compiles VALUES (?, ?)", (key, with_checksum(key, row)))
            except (OSError, *SPOILT):
                return
            self._note(key, paths)

    def _paths(self, question: CompilerRequest, read: Sequence[str]) -> tuple[str, ...]:
        if any(word.lstrip("-").startswith("imacros") for word in question.arguments):
            raise Unrecordable("it does not list the files of -imacros")
        own = printed_folders(question.printed)
        if own is None:
            raise Unrecordable("its header search path is not known, or it reads files from elsewhere")
        paths = self._lookups.paths(read, question.arguments, own, question.text)
        changed = self._contents.unsteady(paths)
        if changed is not None:
            raise Unrecordable(f"{changed} may have changed meanwhile")
        return paths

    def _note(self, key: bytes, paths: Sequence[str]) -> None:
        self._open.discard(key)
        self.paths |= dict.fromkeys(paths)

    def _read(self, key: bytes, stored: bytes) -> Completed | None:
        row = verify_checksum(key, stored)
        if row is None:
            return None
        output = decode(_Row, zlib.decompress(row[DIGEST:]))
        if self._contents.state(output.paths) != row[:DIGEST]:
            return None
        self._note(key, output.paths)
        return Completed(output.status, stderr=output.stderr)

    def _key(self, question: CompilerRequest) -> bytes:
        words = "\0".join((*question.command, "", *map(str, question.version), question.printed))
        started = [match["program"] for match in _STARTED.finditer(question.printed)]
        programs = [program(word) for word in (*question.program, *started)]
        installed = installations(deciding_words(question.arguments))
        return digest_of(
            self._environment, installed, *programs, words.encode("utf-8", "surrogateescape"), question.text
        )
