"""What files and folders hold, in a few bytes each: whether anything changed since an earlier run."""

from __future__ import annotations

import contextlib
import functools
import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from podcheck.files import read_bytes
from podcheck.search_paths import find_program

DIGEST = 16
"""Bytes of a digest."""

_SLACK = 0.1
"""Seconds by which a file must be older than the run to be trusted: file systems' clocks are coarse."""

_SOURCE_ENDS = (".c", ".cc", ".cpp", ".cxx", ".C", ".o", ".obj", ".d", ".tmp", ".swp", "~")
"""Names of files that nobody includes: their coming and going changes no answer."""


def digest_of(*parts: bytes) -> bytes:
    made = blake2b(digest_size=DIGEST)
    for part in parts:
        made.update(len(part).to_bytes(8, "big"))
        made.update(part)
    return made.digest()


def sealed(key: bytes, row: bytes) -> bytes:
    """The row behind a digest of itself and its key."""
    return digest_of(key, row) + row


def unsealed(key: bytes, found: bytes) -> bytes | None:
    """The row, if it is as it was sealed, for that key."""
    row = found[DIGEST:]
    return row if digest_of(key, row) == found[:DIGEST] else None


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
                self.files[path] = digest_of(b"file", read_bytes(path)), stamp
            except OSError:
                self.files[path] = b"", stamp
        return self.files[path][0]

    def folder(self, path: str) -> bytes:
        """Of the names in the folder that somebody could include."""
        if path not in self.folders:
            try:
                names = sorted(name for name in os.listdir(path) if not name.endswith(_SOURCE_ENDS))
            except (OSError, ValueError):
                names = []
            self.folders[path] = digest_of(*(os.fsencode(name) for name in names))
        return self.folders[path]

    def state(self, files: Iterable[str], folders: Iterable[str]) -> bytes:
        """Of these names and what stands behind each."""
        parts = [part for path in files for part in (os.fsencode(path), self.file(path))]
        parts.append(b"")
        parts += [part for path in folders for part in (os.fsencode(path), self.folder(path))]
        return digest_of(*parts)

    def steady(self, paths: Sequence[str]) -> bool:
        """The files are the ones that are digested, and none was written while it may have been read for a unit."""
        for path in paths:
            self.file(path)
        passed = time.time() - self.begun > time.monotonic() - self.clock - 1.0
        return passed and all(map(self._is_steady, paths))

    def _is_steady(self, path: str) -> bool:
        stamp = _stamp(path)
        if stamp is None or self.files[path][1] != stamp:
            return False
        return stamp[1] / 1e9 < self.begun - _SLACK


def _stamp(path: str) -> tuple[int, int, int, int] | None:
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_size, status.st_ctime_ns, status.st_mtime_ns, status.st_ino


def program(word: str) -> bytes:
    """Which file a word of a command is, and since when; of one that is no file, nothing."""
    path = os.path.realpath(find_program(word) or word)
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return b""
    return f"{path} {status.st_size} {status.st_mtime_ns}".encode("utf-8", "surrogateescape")


def environment() -> bytes:
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
    return digest_of(os.fsencode(os.getcwd()), *map(os.fsencode, named))


@functools.cache
def code() -> bytes:
    """Return a digest of what makes facts and prefixes: another podcheck may say something else of the same file."""
    package = Path(__file__).parents[1]
    rooms = ("cache", "cpp", "extract", "model")
    return digest_of(*(path.read_bytes() for room in rooms for path in sorted((package / room).rglob("*.py"))))
