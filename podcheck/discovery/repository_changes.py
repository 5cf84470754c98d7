"""Which files of a repository differ from what a revision had, found out without an answer from anything in it.

What was added or is gone is known from the names; whether a file that is still there differs is known by its content,
which is read when somebody asks. Untracked files count unless they are ignored. Submodules are looked into in the same
way; of one that can't be, it is only known that anything below it may differ.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import Struct

from podcheck.errors import ConfigError
from podcheck.files import open_file
from podcheck.git.contents import TreeEntry, read_tree
from podcheck.git.repository import Repository, git, open_at
from podcheck.git.revisions import Range

_DEEPEST = 8
"""Submodules within each other."""

_CHUNK = 1 << 20


@dataclass(slots=True)
class Changes:
    """What differs below the root, an absolute path without links. Names are paths from it on."""

    root: str
    differing: set[str] = field(default_factory=set)
    """Known to differ: files and links, those that are gone too."""

    folders: set[str] = field(default_factory=set)
    """Anything below them may differ."""

    undecided: dict[str, str] = field(default_factory=dict)
    """Files, each with the hash of what the revision had."""

    names: set[str] = field(default_factory=set)
    """All files that are there or were."""

    def is_changed(self, name: str) -> bool:
        """Whether what has the name is another one now."""
        if name in self.undecided:
            if _has_hash(os.path.join(self.root, name), self.undecided[name]):
                del self.undecided[name]
            else:
                self._settle(name)
        return name in self.differing or name in self.folders

    def _settle(self, name: str) -> None:
        del self.undecided[name]
        self.differing.add(name)


def read_changes(revisions: Range, repository: Repository, depth: int = 0) -> Changes:
    """Return what differs between the two, the work tree as it is where `new` is empty. Raises ConfigError."""
    root = os.path.realpath(repository.root)
    old = read_tree(repository, revisions.old)
    if revisions.new:
        return _between_trees(root, old, read_tree(repository, revisions.new))
    changes = Changes(root)
    tracked = dict(_tracked_files(repository))
    listed = git(repository, "ls-files", "--others", "--exclude-standard", "-z", tree=repository.root)
    others = [os.fsdecode(name) for name in listed.split(b"\0") if name]
    for name in dict.fromkeys((*old, *tracked, *others)):
        _look(changes, name, old.get(name), tracked.get(name), depth)
    return changes


def _between_trees(root: str, old: Mapping[str, TreeEntry], new: Mapping[str, TreeEntry]) -> Changes:
    changes = Changes(root, names={*old, *new})
    for name in changes.names:
        before, after = old.get(name), new.get(name)
        same = before is not None and after is not None and (before.kind, before.hash) == (after.kind, after.hash)
        if not same:
            is_folder = any(entry is not None and entry.kind == "submodule" for entry in (before, after))
            (changes.folders if is_folder else changes.differing).add(name)
    return changes


class _Tracked(Struct, frozen=True):
    """What git's index has of one name."""

    hash: str
    """The object id of its content."""

    is_submodule: bool
    is_left_out: bool
    """It is not in the sparse work tree."""


def _tracked_files(repository: Repository) -> Iterator[tuple[str, _Tracked]]:
    """Yield what the index has, with its names."""
    for line in git(repository, "ls-files", "--stage", "-t", "-z", tree=repository.root).split(b"\0"):
        about, tab, name = line.partition(b"\t")
        if tab:
            tag, mode, hash_, _ = about.split(b" ")
            yield os.fsdecode(name), _Tracked(hash_.decode(), mode == b"160000", tag == b"S")


def _look(changes: Changes, name: str, old: TreeEntry | None, tracked: _Tracked | None, depth: int) -> None:
    """Put what has the name where it belongs."""
    if (old is not None and old.kind == "submodule") or (tracked is not None and tracked.is_submodule):
        _look_into(changes, name, old, tracked, depth)
        return
    if name.endswith("/"):  # a repository within this one that it doesn't know of
        changes.folders.add(name.rstrip("/"))
        return
    changes.names.add(name)
    try:
        status = os.lstat(os.path.join(changes.root, name))
    except OSError:
        left_out = tracked is not None and tracked.is_left_out and old is not None and tracked.hash == old.hash
        if old is not None and not left_out:
            changes.differing.add(name)
        return
    kind = "link" if stat.S_ISLNK(status.st_mode) else "file" if stat.S_ISREG(status.st_mode) else ""
    if old is None or old.kind != kind or old.size not in (None, status.st_size):
        changes.differing.add(name)
    else:
        changes.undecided[name] = old.hash


def _look_into(changes: Changes, name: str, old: TreeEntry | None, tracked: _Tracked | None, depth: int) -> None:
    """Take over what differs in a submodule; all of it where that can't be known."""
    folder = os.path.join(changes.root, name)
    opened = open_at(Path(folder)) if depth < _DEEPEST and not os.path.islink(folder) else None
    if old is None or old.kind != "submodule":
        changes.folders.add(name)
        return
    if opened is None:
        never_there = os.path.isdir(folder) and not os.listdir(folder)
        if tracked is not None and tracked.is_left_out:
            never_there = not os.path.lexists(folder)
        if not (never_there and tracked is not None and tracked.hash == old.hash):
            changes.folders.add(name)
        return
    try:
        with opened as repository:
            inner = read_changes(Range(repository.root, old.hash, "", "", ""), repository, depth + 1)
    except ConfigError:
        changes.folders.add(name)
        return
    changes.differing |= _list_below(name, inner.differing)
    changes.folders |= _list_below(name, inner.folders)
    changes.names |= _list_below(name, inner.names)
    changes.undecided |= {f"{name}/{below}": hash_ for below, hash_ in inner.undecided.items()}


def _list_below(folder: str, names: Iterable[str]) -> set[str]:
    return {f"{folder}/{name}" for name in names}


def _has_hash(path: str, wanted: str) -> bool:
    """Whether git would give the file, or the link, that hash; no filter is applied."""
    made = hashlib.new("sha1" if len(wanted) == 40 else "sha256", usedforsecurity=False)
    try:
        if os.path.islink(path):
            target = os.fsencode(os.readlink(path))
            made.update(b"blob %d\0" % len(target) + target)
        else:
            with open(open_file(path), "rb") as file:
                made.update(b"blob %d\0" % os.fstat(file.fileno()).st_size)
                while chunk := file.read(_CHUNK):
                    made.update(chunk)
    except OSError:
        return False
    return made.hexdigest() == wanted
