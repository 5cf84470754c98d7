"""What whole runs came to, by all that they read: the same run comes to the same."""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from podcheck.cache.database import LARGEST, SPOILT, is_full, open_database
from podcheck.cache.fingerprints import DIGEST, Contents, digest_of, verify_checksum, with_checksum
from podcheck.model.codec import Fact, decode, encode
from podcheck.model.run_output import RunOutput

_MOST_KEPT = 16
"""So many runs: one for each way in which a project is usually checked."""

_AT_ONCE = 1 << 20
"""Characters that are compressed at a time."""

_LONGEST = 512 * 1024 * 1024
"""Characters of an outcome that is still kept."""


@dataclass(slots=True)
class Dependencies:
    """All that a run depended on besides its options, noted while it runs."""

    contents: Contents = field(default_factory=Contents)
    """What there is at the paths."""

    paths: dict[str, None] = field(default_factory=dict)
    """The paths that were read or tried, as an ordered set."""

    compilers: dict[tuple[tuple[str, ...], tuple[str, ...]], None] = field(default_factory=dict)
    """The compilers that were asked where they look for headers, each with the words of that command."""

    whole: bool = True
    """The run depended on nothing else, as far as is known."""

    def note(self, paths: Iterable[str]) -> None:
        """Add paths that were read or tried."""
        self.paths |= dict.fromkeys(paths)


CompilerCommands = Sequence[tuple[tuple[str, ...], tuple[str, ...]]]
"""Commands of compilers, each with the words with which it was asked where it looks for headers."""


class _Read(Fact, frozen=True):
    """What a run depended on."""

    paths: tuple[str, ...]
    """The paths that it read or tried."""

    compilers: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    """The compilers that were asked where they look for headers, each with the words of that command."""


class _Head(Fact, frozen=True):
    """What comes before the texts of an outcome."""

    status: int
    """The exit status."""

    messages: tuple[str, ...]
    paths: tuple[str, ...]
    sizes: tuple[int, ...]
    """Bytes of each of the texts."""


class Outcomes:
    """What the last runs came to; close it when done. Every method does nothing where the file can't be used."""

    def __init__(self, place: Path, largest: int = LARGEST) -> None:
        self._base = open_database(place, largest)
        self._largest = largest

    def close(self) -> None:
        """Leave the file alone from now on."""
        if self._base is not None:
            with contextlib.suppress(sqlite3.Error):
                self._base.close()
            self._base = None

    def get(
        self, key: bytes, contents: Contents, fingerprint_of: Callable[[CompilerCommands], bytes]
    ) -> RunOutput | None:
        """Return what the run with that key came to, if nothing that it read or asked has changed.

        `fingerprint_of`: returns which compilers there are, and what they say of their folders, in whatever bytes;
        called only where there is such a run, since that takes its time.
        """
        if self._base is None:
            return None
        try:
            result = self._base.execute("SELECT row FROM outcomes WHERE key = ?", (key,)).fetchone()
            return _read(key, result[0], contents, fingerprint_of) if result is not None else None
        except (OSError, *SPOILT):
            return None

    def put(self, key: bytes, outcome: RunOutput, basis: Dependencies, fingerprint: bytes) -> None:
        """Remember the outcome, unless something else may have had a say, or changed meanwhile.

        `fingerprint`: what `get`'s function returned for these compilers.
        """
        if self._base is None or not basis.whole or basis.contents.unsteady(tuple(basis.paths)) is not None:
            return
        if len(outcome.output) + sum(len(text) for _, text in outcome.files) > _LONGEST:
            return
        read = zlib.compress(encode(_Read(tuple(basis.paths), tuple(basis.compilers))), 1)
        state = digest_of(basis.contents.state(tuple(basis.paths)), fingerprint)
        row = b"".join((state, len(read).to_bytes(8, "big"), read, *_to_bytes(outcome)))
        try:
            with self._base:
                if is_full(self._base, self._largest):
                    return
                self._base.execute(
                    "INSERT OR REPLACE INTO outcomes (key, row) VALUES (?, ?)", (key, with_checksum(key, row))
                )
                newest = "SELECT id FROM outcomes ORDER BY id DESC LIMIT ?"
                self._base.execute(f"DELETE FROM outcomes WHERE id NOT IN ({newest})", (_MOST_KEPT,))
        except (OSError, *SPOILT):
            return


def _read(
    key: bytes, stored: bytes, contents: Contents, fingerprint_of: Callable[[CompilerCommands], bytes]
) -> RunOutput | None:
    row = verify_checksum(key, stored)
    if row is None:
        return None
    state, size = row[:DIGEST], int.from_bytes(row[DIGEST : DIGEST + 8], "big")
    read = decode(_Read, zlib.decompress(row[DIGEST + 8 : DIGEST + 8 + size]))
    if digest_of(contents.state(read.paths), fingerprint_of(read.compilers)) != state:
        return None
    return _from_bytes(row[DIGEST + 8 + size :])


def _to_bytes(outcome: RunOutput) -> list[bytes]:
    """Return the length of a head, the head, and the texts.

    They are compressed piece by piece: a report may have hundreds of megabytes.
    """
    packing = zlib.compressobj(1)
    packed: list[bytes] = []
    sizes: list[int] = []
    for text in (outcome.output, *(text for _, text in outcome.files)):
        size = 0
        for at in range(0, len(text), _AT_ONCE):
            piece = text[at : at + _AT_ONCE].encode("utf-8", "surrogatepass")
            size += len(piece)
            packed.append(packing.compress(piece))
        sizes.append(size)
    packed.append(packing.flush())
    paths = [path for path, _ in outcome.files]
    head = encode(_Head(outcome.status, outcome.messages, tuple(paths), tuple(sizes)))
    return [len(head).to_bytes(8, "big"), head, *packed]


def _from_bytes(data: bytes) -> RunOutput:
    behind = 8 + int.from_bytes(data[:8], "big")
    head = decode(_Head, data[8:behind])
    bodies = memoryview(zlib.decompress(data[behind:], bufsize=max(1, sum(head.sizes))))
    texts: list[str] = []
    at = 0
    for size in head.sizes:
        texts.append(str(bodies[at : at + size], "utf-8", "surrogatepass"))
        at += size
    return RunOutput(head.status, texts[0], head.messages, tuple(zip(head.paths, texts[1:], strict=True)))
