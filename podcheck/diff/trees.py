"""A commit's files, laid out in a folder of podcheck's own as they are stored: nothing filters or converts them.

A commit may hold any name at all. Files and folders are written before links are, so that nothing is written through
one, and a link that leads out of the folder is taken away again.
"""

from __future__ import annotations

import errno
import os
import shutil
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from podcheck.errors import ConfigError
from podcheck.git.contents import TreeEntry, read_contents, read_tree
from podcheck.git.repository import Repository, git
from podcheck.model.units import HEADERS, SOURCES

_IMPOSSIBLE = frozenset(
    {errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG, errno.EILSEQ, errno.EINVAL, errno.ENOENT}
)
"""What the system says to names that can't stand beside the others."""

_SOME = 3
_BLOCK = 4096


@dataclass(slots=True)
class Remarks:
    """What is not as the commit has it."""

    notes: list[str] = field(default_factory=list)
    """What a check can do without."""

    errors: list[str] = field(default_factory=list)
    """What a check may need."""


def lay_out(repository: Repository, commit: str, folder: Path) -> Remarks:
    """Write the commit's files into the folder, which is made. Raises ConfigError where there is no room for them."""
    tree = read_tree(repository, commit)
    files = [entry for entry in tree.values() if entry.kind == "file" and _is_safe(entry.path)]
    links = [entry for entry in tree.values() if entry.kind == "link" and _is_safe(entry.path)]
    needed = sum((entry.size or 0) + _BLOCK for entry in files)
    folder.mkdir()
    free = shutil.disk_usage(folder).free
    if needed > free:
        what = f"the files of {commit[:12]} take {needed >> 20} MiB, and {folder.parent} has {free >> 20} MiB left"
        raise ConfigError(what, "Set TMPDIR to a folder with more room.")
    writer = _Writer(folder)
    try:
        missing = [entry for entry, content in read_contents(repository, files) if not writer.write(entry, content)]
        for entry, content in read_contents(repository, links):
            if content is None:
                missing.append(entry)
            else:
                writer.link(entry, content)
    except OSError as error:
        raise ConfigError(f"{folder}: can't be written: {error.strerror}", "Set TMPDIR to another folder.") from error
    writer.drop_links_that_lead_out()
    unsafe = [entry.path for entry in tree.values() if not _is_safe(entry.path)]
    submodules = [entry.path for entry in tree.values() if entry.kind == "submodule"]
    remarks = Remarks()
    for what, paths in (
        ("names that no check-out should have are skipped", [*unsafe, *writer.impossible]),
        ("links that point outside the repository are skipped", writer.leading_out),
        ("submodules are skipped", submodules),
        ("attributes convert files; these are read as they are stored", _find_converted(repository, folder, tree)),
    ):
        remarks.notes += _list_names(what, paths)
    remarks.errors += _list_names(
        "contents that this clone does not have are skipped (podcheck fetches nothing; `git fetch` does)",
        [entry.path for entry in missing],
    )
    return remarks


def _list_names(what: str, paths: Iterable[str]) -> Iterator[str]:
    names = sorted(paths)
    if names:
        some = ", ".join(names[:_SOME]) + (", …" if len(names) > _SOME else "")
        yield f"{what}: {len(names)} ({some})"


def _is_safe(path: str) -> bool:
    """Whether the path stays in its folder, on any system, and touches nothing of git's."""
    return all(part not in ("", ".", "..") and not _is_gits_own(part) for part in path.split("/"))


def _is_gits_own(name: str) -> bool:
    """Whether a system may take the name for `.git`, or for the names with which git configures itself in a folder."""
    plain = "".join(char for char in unicodedata.normalize("NFKC", name) if unicodedata.category(char) != "Cf")
    plain = plain.casefold().partition(":")[0].rstrip(" .")
    return plain in (".git", "git~1")


class _Writer:
    """A writer of a commit's files into a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.impossible: list[str] = []
        """Paths that the system can't have beside the others."""

        self.leading_out: list[str] = []
        """Paths of links that lead out of the folder."""

        self._links: list[TreeEntry] = []
        """The links that were made."""

        self._made = {""}
        """The folders that were made, from the folder on."""

    def write(self, entry: TreeEntry, content: bytes | None) -> bool:
        """Write one file; False where there is no content."""
        if content is None:
            return False
        try:
            self._make_folder(entry.path)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
            with open(os.open(self.folder / entry.path, flags, 0o600), "wb") as file:
                file.write(content)
        except OSError as error:
            self._cannot(entry, error)
        return True

    def link(self, entry: TreeEntry, target: bytes) -> None:
        """Make one link, when all files are written."""
        try:
            self._make_folder(entry.path)
            os.symlink(os.fsdecode(target), self.folder / entry.path)
            self._links.append(entry)
        except ValueError:
            self.impossible.append(entry.path)
        except OSError as error:
            self._cannot(entry, error)

    def drop_links_that_lead_out(self) -> None:
        """Take away links that lead anywhere but into the folder."""
        root = os.path.realpath(self.folder)
        for entry in self._links:
            place = self.folder / entry.path
            if not f"{os.path.realpath(place)}/".startswith(f"{root}/"):
                place.unlink()
                self.leading_out.append(entry.path)

    def _make_folder(self, path: str) -> None:
        """Make the folders above the path, one after the other: there may be thousands in each other."""
        parts = path.split("/")[:-1]
        for count in range(1, len(parts) + 1):
            above = "/".join(parts[:count])
            if above not in self._made:
                os.mkdir(self.folder / above, 0o700)
                self._made.add(above)

    def _cannot(self, entry: TreeEntry, error: OSError) -> None:
        if error.errno not in _IMPOSSIBLE:
            raise error
        self.impossible.append(entry.path)


def _find_converted(repository: Repository, folder: Path, tree: Mapping[str, TreeEntry]) -> list[str]:
    """Return the C++ files to which a check-out by git would apply a filter or another encoding."""
    names = [path for path in tree if Path(path).suffix in SOURCES | HEADERS and _is_safe(path)]
    if not names or not any(Path(path).name == ".gitattributes" for path in tree):
        return []
    given = b"".join(os.fsencode(name) + b"\0" for name in names)
    attributes = ("filter", "working-tree-encoding")
    output = git(repository, "check-attr", "-z", "--stdin", *attributes, stdin=given, tree=folder)
    words = os.fsdecode(output).split("\0")
    values = zip(words[::3], words[2::3], strict=False)
    return list(dict.fromkeys(name for name, value in values if value not in ("unspecified", "unset")))
