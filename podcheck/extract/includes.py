"""Which file includes which, as libclang came upon the directives: what a unit reads, and in a batch which one does."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from ctypes import CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_int, c_uint, c_void_p, cast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clang import cindex
from msgspec import Struct

from podcheck.model.paths import tidy

if TYPE_CHECKING:
    from ctypes import _Pointer


class Place(Structure):
    """CXIdxLoc."""

    _fields_ = [("pointers", c_void_p * 2), ("number", c_uint)]


class Inclusion(Structure):
    """CXIdxIncludedFileInfo."""

    _fields_ = [
        ("hash", Place),
        ("name", c_char_p),
        ("file", c_void_p),
        ("import_", c_int),
        ("angled", c_int),
        ("module", c_int),
    ]


FORCED = ""
"""What libclang calls the file that the arguments' `-include` stand in."""

ON_INCLUSION = CFUNCTYPE(c_void_p, c_void_p, POINTER(Inclusion))


class Edge(Struct, frozen=True):
    """One `#include`: its line, the file that it brings (None: not found), and the name as written."""

    line: int
    file: str | None
    name: str
    angled: bool


@dataclass(slots=True)
class IncludeGraph:
    """The directives of each file that was read. They are read off libclang's files, so before the unit is disposed of.

    `met`: those that were not looked at yet, since libclang waits while one is noted: by which file, in which line,
    which one it brings, as written, in angle brackets. `known`: by file, those that were. `names`: of the files.
    `passed`: by file and search path, the folders that its includes are looked for in before they are found.
    `ours`: a folder of podcheck's own files; what is included from there is not the unit's.
    """

    met: list[tuple[int | None, int, int | None, bytes, bool]] = field(default_factory=list)
    known: dict[str, dict[Edge, None]] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    passed: dict[tuple[str, SearchPath], dict[str, None]] = field(default_factory=dict)
    ours: str | None = None

    def note(self, _client: object, found: _Pointer[Inclusion]) -> None:
        """libclang calls this at each directive, one whose file's guard keeps it out included."""
        one = found.contents
        line = c_uint()
        includer = c_void_p()
        cindex.conf.lib.clang_indexLoc_getFileLocation(one.hash, None, byref(includer), byref(line), None, None)
        self.met.append((includer.value, line.value, one.file, one.name or b"", bool(one.angled)))

    @property
    def edges(self) -> dict[str, dict[Edge, None]]:
        """The directives of each file, in the order in which they were met, each once."""
        for includer, line, file, name, angled in self.met:
            edge = Edge(line, self._name(file), name.decode("utf-8", "surrogateescape"), angled)
            if self.ours is not None and edge.file is not None and os.path.dirname(edge.file) == self.ours:
                continue
            self.known.setdefault(self._name(includer) or "", {})[edge] = None
        self.met.clear()
        return self.known

    def _name(self, file: int | None) -> str | None:
        if not file:
            return None
        if file not in self.names:
            self.names[file] = str(cindex.File(cast(file, cindex.c_object_p)).name)
        return self.names[file]

    def reached_from(self, file: str) -> dict[str, None]:
        """The files that this one includes, itself first, each once, in the order in which they would be entered.

        What the arguments include is among them.
        """
        seen = {file: None}
        stack: list[Iterator[Edge]] = [iter(self.edges.get(file, ())), iter(self.edges.get(FORCED, ()))]
        while stack:
            edge = next(stack[-1], None)
            if edge is None:
                stack.pop()
            elif edge.file is not None and edge.file not in seen and edge.file != os.devnull:
                seen[edge.file] = None
                stack.append(iter(self.edges.get(edge.file, ())))
        return seen

    def segments(self, file: str) -> list[tuple[str, int, int]]:
        """The file's lines with those of what it includes in their places: of each file from one line to another."""
        found: list[tuple[str, int, int]] = []
        seen = {file}
        stack = [(file, 0, iter(self.edges.get(file, ())))]
        while stack:
            name, start, edges = stack.pop()
            edge = next(edges, None)
            if edge is None:
                found.append((name, start, sys.maxsize))
                continue
            found.append((name, start, edge.line))
            stack.append((name, edge.line, edges))
            if edge.file is not None and edge.file not in seen:
                seen.add(edge.file)
                stack.append((edge.file, 0, iter(self.edges.get(edge.file, ()))))
        return found

    def searched(self, files: Iterable[str], arguments: Sequence[str]) -> tuple[str, ...]:
        """The folders, as far as they exist, that these files' includes are looked for in before they are found."""
        path = search_path(tuple(arguments))
        found: dict[str, None] = {}
        for file in files:
            if (file, path) not in self.passed:
                self.passed[file, path] = self._passed(file, path)
            found |= self.passed[file, path]
        return tuple(found)

    def _passed(self, file: str, path: SearchPath) -> dict[str, None]:
        """Those for the includes of one file."""
        quoted, angled = path
        beside = os.path.dirname(file) or "."
        found: dict[str, None] = {}
        for edge in self.edges.get(file, ()):
            if os.path.isabs(edge.name):
                continue
            for folder in angled if edge.angled else (beside, *quoted, *angled):
                candidate = os.path.join(folder, edge.name)
                if candidate == edge.file:
                    break
                found[os.path.dirname(candidate)] = None
        return dict.fromkeys(filter(None, map(_existing, found)))


_SYSTEM = ("/usr/", "/opt/rh/", "/Applications/Xcode.app/", "/Library/Developer/")
"""Where headers are made to be included in any order."""


def is_system(file: str) -> bool:
    """Whether the file is one of the system's headers, or of the compiler's."""
    path = tidy(file)
    resources = cindex.Config.resource_dir
    return path.startswith(_SYSTEM) or bool(resources and path.startswith(str(resources)))


SearchPath = tuple[tuple[str, ...], tuple[str, ...]]
"""The folders for includes in quotes alone, and those for all, in the order in which they are searched."""


@functools.lru_cache(maxsize=256)
def search_path(arguments: tuple[str, ...]) -> SearchPath:
    """Return the folders that these arguments have headers looked for in."""
    found: dict[str, list[str]] = {"-iquote": [], "-I": [], "-isystem": []}
    words = iter(arguments)
    for word in words:
        for flag, folders in found.items():
            if word.startswith(flag):
                folders.append(word[len(flag) :] or next(words, ""))
                break
    return tuple(found["-iquote"]), (*found["-I"], *found["-isystem"])


@functools.lru_cache(maxsize=16_384)
def _existing(folder: str) -> str | None:
    """The folder or the next one above it that exists: there would a new one appear."""
    while folder and not os.path.isdir(folder):
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
    return folder or None
