"""Precompiled prefixes that are kept from one run to the next: which there is for some flags, and if it is still true.

Three files each: what libclang loads, the text that it is made of, and what is known of it, with a checksum of both and
of the content of every file that was read. libclang does not protect itself from a file that somebody made to harm it:
so the folder is the user's own, and nothing is loaded whose checksum is wrong. When there is too much, the ones that
were used longest ago go first.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from podcheck.cache.fingerprints import DIGEST, Contents, code, digest_of, environment, verify_checksum, with_checksum
from podcheck.files import open_file, read_bytes

FOLDER = "prefixes"
LARGEST = 2 * 1024**3
"""Bytes that all prefixes together may have."""

_PRECOMPILED, _TEXT, _DESCRIBED = ".pch", ".pch.hpp", ".prefix"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class KeptPrefix:
    """A precompiled prefix from an earlier run."""

    precompiled: Path
    """The file that libclang loads."""

    description: bytes
    """What is known of the prefix, as the writer put it into bytes."""


class PrefixFolder:
    """The prefixes below one folder. What can't be read or written there is as good as nothing kept."""

    def __init__(self, place: Path, largest: int = LARGEST) -> None:
        self.place = place
        self._largest = largest

    def key_of(self, parts: Iterable[bytes]) -> str:
        """Return an id of the prefix for these flags, in this working directory and environment."""
        return digest_of(code(), environment(), *parts).hex()

    def has(self, key: str) -> bool:
        """Whether there is one, true or not."""
        return os.path.isfile(self.description_file(key))

    def description_file(self, key: str) -> Path:
        """Return the file that says what is known of one, which is written last."""
        return self.place / f"{key}{_DESCRIBED}"

    def read(self, key: str, contents: Contents, run: str = "") -> KeptPrefix | None:
        """Return the prefix if it is as it was written, and so is all that it was made of; else None.

        `run`: the id of this run; a prefix that is for one run alone is for that.
        """
        described = self.place / f"{key}{_DESCRIBED}"
        precompiled = self.place / f"{key}{_PRECOMPILED}"
        try:
            text = self.place / f"{key}{_TEXT}"
            if not all(map(_is_own, (self.place, described, precompiled, text))):
                return None
            row = verify_checksum(key.encode(), read_bytes(described))
            if row is None or row[:DIGEST] != _checksum(precompiled):
                return None
            state, rest = row[DIGEST : 2 * DIGEST], row[2 * DIGEST :]
            files, rest = _read_paths(rest)
            paths, description = _read_paths(rest)
            if state != (_state(files, paths, contents) if paths else _of_run(run)):
                return None
            for path in (described, precompiled):
                os.utime(path)
        except (OSError, ValueError, IndexError):
            return None
        return KeptPrefix(precompiled, description)

    def begin(self) -> Path | None:
        """Return where to put the file for libclang that `write` is given; None where nothing can be put."""
        try:
            self.place.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not _is_own(self.place):
                return None
            handle, name = tempfile.mkstemp(_PRECOMPILED, "new-", self.place)
            os.close(handle)
        except OSError:
            return None
        return Path(name)

    def write(
        self,
        key: str,
        made: Path,
        description: bytes,
        files: Sequence[str],
        paths: Sequence[str],
        contents: Contents,
        run: str = "",
    ) -> bool:
        """Keep a prefix, unless one of its files may have changed since it was read; return whether it is there now.

        `paths`: all that were read or tried for it; where there are none, or one may have changed, it is for this run
        alone.
        """
        try:
            if contents.unsteady(files) is not None:
                return False
            if contents.unsteady(paths) is not None:
                paths = ()
            state = _state(files, paths, contents) if paths else _of_run(run)
            row = b"".join((_checksum(made), state, _paths(files), _paths(paths), description))
            handle, name = tempfile.mkstemp(_DESCRIBED, "new-", self.place)
            with os.fdopen(handle, "wb") as described:
                described.write(with_checksum(key.encode(), row))
            with contextlib.suppress(FileNotFoundError):
                os.unlink(self.place / f"{key}{_DESCRIBED}")  # never beside a file that it does not describe
            os.replace(made, self.place / f"{key}{_PRECOMPILED}")
            os.replace(f"{made}.hpp", self.place / f"{key}{_TEXT}")
            os.replace(name, self.place / f"{key}{_DESCRIBED}")
            self._prune()
        except OSError:
            return False
        return True

    def _prune(self) -> None:
        prefixes = sorted(self.place.glob(f"*{_DESCRIBED}"), key=lambda path: path.stat().st_mtime, reverse=True)
        total = 0
        for described in prefixes:
            files = (described, described.with_suffix(_PRECOMPILED), described.with_suffix(_TEXT))
            total += sum(path.stat().st_size for path in files if path.exists())
            if total > self._largest and described is not prefixes[0]:
                for path in files:
                    path.unlink(missing_ok=True)


def _of_run(run: str) -> bytes:
    """Return what stands in place of a state; no other run has the same."""
    return digest_of(b"run", run.encode() or os.urandom(DIGEST))


def _state(files: Sequence[str], paths: Sequence[str], contents: Contents) -> bytes:
    """Return a digest of what there is at the paths, and of when the files were written.

    By that time libclang knows a header with `#pragma once` again: one that was touched would be read twice.
    """
    times = [str(int(os.stat(file).st_mtime)).encode() for file in files]
    return digest_of(contents.state(paths), *times)


def _is_own(path: Path) -> bool:
    """Whether nobody else can have put it there."""
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        return False
    return not hasattr(os, "geteuid") or (status.st_uid == os.geteuid() and not status.st_mode & 0o022)


def _checksum(path: Path) -> bytes:
    made = blake2b(digest_size=DIGEST)
    with open(open_file(path), "rb") as file:
        while block := file.read(_BLOCK):
            made.update(block)
    return made.digest()


def _paths(paths: Sequence[str]) -> bytes:
    text = b"\0".join(map(os.fsencode, paths))
    return len(text).to_bytes(8, "big") + text


def _read_paths(data: bytes) -> tuple[list[str], bytes]:
    end = 8 + int.from_bytes(data[:8], "big")
    text = data[8:end]
    return [os.fsdecode(path) for path in text.split(b"\0")] if text else [], data[end:]
