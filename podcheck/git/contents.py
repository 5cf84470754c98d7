"""What a commit has: its files, and what they hold."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from msgspec import Struct

from podcheck.git.repository import Repository, git

_LONG = 3600.0
_AT_ONCE = 32 << 20
"""Bytes of contents that are read at once."""

_LARGEST = 256 << 20
"""Bytes of one file's content."""


class TreeEntry(Struct, frozen=True):
    """What a commit has under a path from the root on."""

    path: str
    kind: str
    """`file`, `link` or `submodule`."""

    hash: str
    size: int | None
    """In bytes; None of a submodule, and where the repository does not have the content."""


_KINDS = {b"120000": "link", b"160000": "submodule"}


def read_tree(repository: Repository, commit: str) -> dict[str, TreeEntry]:
    """Return all that the commit has, by path."""
    listed = git(repository, "ls-tree", "-r", "-z", "-l", "--full-tree", commit, timeout=_LONG)
    entries: dict[str, TreeEntry] = {}
    for line in listed.split(b"\0")[:-1]:
        about, _, name = line.partition(b"\t")
        mode, _, hash_, size = about.split()
        path = os.fsdecode(name)
        known = int(size) if size.isdigit() else None
        entries[path] = TreeEntry(path, _KINDS.get(mode, "file"), hash_.decode(), known)
    return entries


def read_contents(repository: Repository, entries: Iterable[TreeEntry]) -> Iterator[tuple[TreeEntry, bytes | None]]:
    """Yield each entry with its content; None where the repository does not have it, or it is larger than 256 MiB."""
    batch: list[TreeEntry] = []
    size = 0
    for entry in entries:
        if entry.size is None or entry.size > _LARGEST:
            yield entry, None
            continue
        batch.append(entry)
        size += entry.size
        if size > _AT_ONCE:
            yield from _read_batch(repository, batch)
            batch, size = [], 0
    yield from _read_batch(repository, batch)


def _read_batch(repository: Repository, entries: list[TreeEntry]) -> Iterator[tuple[TreeEntry, bytes | None]]:
    if not entries:
        return
    hashes = dict.fromkeys(entry.hash for entry in entries)
    output = git(
        repository, "cat-file", "--batch", stdin="".join(f"{hash_}\n" for hash_ in hashes).encode(), timeout=_LONG
    )
    contents = dict(_contents(output, len(hashes)))
    for entry in entries:
        yield entry, contents.get(entry.hash)


def _contents(output: bytes, count: int) -> Iterator[tuple[str, bytes | None]]:
    """Yield what `cat-file --batch` prints, taken apart: `HASH blob SIZE`, the content; or `HASH missing`."""
    at = 0
    for _ in range(count):
        end = output.index(b"\n", at)
        hash_, *about = output[at:end].decode(errors="replace").split(" ")
        at = end + 1
        if len(about) == 2:
            size = int(about[1])
            yield hash_, output[at : at + size]
            at += size + 1
        else:
            yield hash_, None
