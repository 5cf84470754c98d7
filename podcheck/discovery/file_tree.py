"""The files below a folder, without those that a configuration, a `.gitignore` or a build folder leaves out.

A `.gitignore` is data here, and so is the clone's own `.git/info/exclude`: they are read, and git is only asked which
files it tracks where a pattern fits, since one for a program (`minisat`) fits the sources' folder too. What a user
ignores in all repositories (`core.excludesFile`) says nothing about a project, and is not read. What lies in a folder
that is left out is left out too, whatever a pattern takes back, as git has it; hidden folders and links to folders are
passed over.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from podcheck.errors import ConfigError
from podcheck.files import read_start
from podcheck.git.repository import find_exclude_file, git, open_repository
from podcheck.model.file_rules import FileRules
from podcheck.model.patterns import Patterns
from podcheck.model.problems import Location, Problem
from podcheck.paths import spell_file

_MOST_FILES = 100_000
_IGNORE = ".gitignore"
_LARGEST = 1 << 20
_REPOSITORY = ".git"
_BUILD_SIGNS = ("CMakeCache.txt", "meson-private", ".ninja_log")
"""What a build tool makes in the folder that it builds in."""


class FileTree(Struct, frozen=True):
    """What there is below a folder, as real paths."""

    files: tuple[Path, ...]
    left_out: tuple[str, ...]
    """The folders and files that are left out."""

    problems: tuple[Problem, ...] = ()
    """One for each folder that can't be looked into."""


class Exclusions:
    """Which files below a folder are left out; each folder is looked at once."""

    def __init__(self, rules: FileRules, builds: Iterable[Path] = (), sources: Iterable[Path] = ()) -> None:
        self._root = rules.root
        self._builds = set(map(str, builds))
        """Folders that hold a compile database and few of its sources."""

        self._sources = set(map(str, sources))
        """Folders that hold all sources of a database: neither build folders, whatever lies in them, nor ignored.

        A project may be built where it lies.
        """

        self._by_default = rules.exclude is None
        patterns = (*(rules.exclude or ()), *rules.extend_exclude)
        self._patterns = Patterns(patterns, rules.origin) if patterns else None
        self._ignored: dict[str, Patterns | None] = {}
        self._known: dict[str, bool] = {}
        self._ends: dict[str, str] = {}
        self._excludes: dict[str, str] = {}
        self._tracked: dict[str, frozenset[str]] = {}
        self._spared: set[str] = set()

    def walk(self, folder: Path, endings: frozenset[str]) -> FileTree:
        """Return the files with such endings.

        `folder`: a real path, which is not left out itself, whatever it is.
        """
        files: list[Path] = []
        left_out: list[str] = []
        problems: list[Problem] = []

        def note(error: OSError) -> None:
            what = f"this directory can't be read: {error.strerror}"
            place = Location(spell_file(str(error.filename)))
            problems.append(Problem(what, place, "Change its permissions, or exclude it."))

        for here, below, names in os.walk(folder, onerror=note):
            kept = []
            for name in sorted(name for name in below if not name.startswith(".")):
                path = os.path.join(here, name)
                if self._leaves_out(path, str(folder), is_folder=True):
                    left_out.append(path)
                else:
                    kept.append(name)
            below[:] = kept
            for name in sorted(name for name in names if os.path.splitext(name)[1] in endings):
                path = os.path.join(here, name)
                if self._leaves_out(path, str(folder), is_folder=False):
                    left_out.append(path)
                elif len(files) < _MOST_FILES:
                    files.append(Path(path))
        return FileTree(tuple(files), tuple(left_out), tuple(problems))

    def leave_out(self, file: Path, top: Path) -> bool:
        """Whether the file, or a folder between `top` and it, is left out; both are real paths."""
        if not file.is_relative_to(top):
            return False
        folders = [str(folder) for folder in file.parents if folder != top and folder.is_relative_to(top)]
        ways = ((folder, True) for folder in reversed(folders))
        return any(self._leaves_out(path, str(top), is_folder=kind) for path, kind in (*ways, (str(file), False)))

    def _leaves_out(self, path: str, top: str, *, is_folder: bool) -> bool:
        known = self._known.get(path)
        if known is None:
            known = self._known[path] = (
                (is_folder and self._by_default and self._is_build_folder(path))
                or self._is_excluded(path, is_folder=is_folder)
                or self._is_ignored(path, top, is_folder=is_folder)
            )
        return known

    def _is_build_folder(self, folder: str) -> bool:
        if folder in self._sources:
            return False
        return folder in self._builds or any(os.path.exists(os.path.join(folder, sign)) for sign in _BUILD_SIGNS)

    def _is_excluded(self, path: str, *, is_folder: bool) -> bool:
        inner = _from(self._root, path)
        return bool(self._patterns is not None and inner and self._patterns.decide(inner, is_folder=is_folder))

    def _is_ignored(self, path: str, top: str, *, is_folder: bool) -> bool:
        """Whether a `.gitignore` leaves it out: the nearest one that has a pattern for it decides, then the clone's.

        What git tracks is not ignored, nor a folder with such files; what else lies in that is.
        """
        end = self._end(top)
        if not self._fits_pattern(path, end, is_folder=is_folder) and self._spared.isdisjoint(_above(path, end)):
            return False
        if path in self._tracked_in(end) or (is_folder and path in self._sources):
            if is_folder and path not in self._sources:
                self._spared.add(path)
            return False
        return True

    def _fits_pattern(self, path: str, end: str, *, is_folder: bool) -> bool:
        for folder, patterns in self._patterns_above(path, end):
            decided = patterns.decide(_from(folder, path), is_folder=is_folder) if patterns is not None else None
            if decided is not None:
                return decided
        return False

    def _tracked_in(self, root: str) -> frozenset[str]:
        """Return what the repository tracks, files and the folders that they lie in; nothing where there is none."""
        if root not in self._tracked:
            names: list[str] = []
            with contextlib.suppress(ConfigError), open_repository(Path(root)) as repository:
                if str(repository.root) == root:
                    listed = git(repository, "ls-files", "-z", tree=repository.root)
                    names = [os.fsdecode(name) for name in listed.split(b"\0") if name]
            files = [os.path.join(root, name) for name in names]
            folders = {folder for file in files for folder in _above(file, root)}
            self._tracked[root] = frozenset((*files, *folders))
        return self._tracked[root]

    def _patterns_above(self, path: str, end: str) -> Iterator[tuple[str, Patterns | None]]:
        """Yield the patterns that are for the path, those first that decide first, with what they start from."""
        folder = os.path.dirname(path)
        while folder == end or folder.startswith(f"{end.rstrip('/')}/"):
            yield folder, self._patterns_of(os.path.join(folder, _IGNORE))
            if folder == end:
                exclude = self._exclude_file(end)
                yield folder, self._patterns_of(exclude) if exclude else None
                return
            folder = os.path.dirname(folder)

    def _exclude_file(self, root: str) -> str:
        """Return where the clone's own patterns are; nothing where the folder is no repository."""
        if root not in self._excludes:
            self._excludes[root] = str(find_exclude_file(Path(root)) or "")
        return self._excludes[root]

    def _end(self, top: str) -> str:
        """Return the topmost folder whose `.gitignore` counts: the repository's, else `top` itself."""
        if top not in self._ends:
            above = (top, *map(str, Path(top).parents))
            result = (folder for folder in above if os.path.exists(os.path.join(folder, _REPOSITORY)))
            self._ends[top] = next(result, top)
        return self._ends[top]

    def _patterns_of(self, file: str) -> Patterns | None:
        if file not in self._ignored:
            try:
                text = read_start(file, _LARGEST) if os.path.isfile(file) and not os.path.islink(file) else b""
            except OSError:
                text = b""
            lines = text.decode("utf-8", "surrogateescape").splitlines()
            self._ignored[file] = Patterns(lines, os.path.relpath(file)) if lines else None
        return self._ignored[file]


def _above(path: str, root: str) -> Iterator[str]:
    """Yield the folders between the path and the root, without either."""
    folder = os.path.dirname(path)
    while len(folder) > len(root):
        yield folder
        folder = os.path.dirname(folder)


def _from(folder: str, path: str) -> str:
    """Return the path from the folder on; nothing where it does not lie below it."""
    start = f"{folder.rstrip('/')}/"
    return path[len(start) :] if folder and path.startswith(start) else ""
