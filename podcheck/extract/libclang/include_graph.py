"""Which file includes which, as libclang came upon the directives: what a unit reads, and in a batch which one does."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from ctypes import CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_int, c_uint, c_void_p, cast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clang import cindex
from msgspec import Struct

from podcheck.extract.libclang.binding import resource_folder
from podcheck.paths import tidy

if TYPE_CHECKING:
    from ctypes import _Pointer


class IndexLocation(Structure):
    """CXIdxLoc."""

    _fields_ = [("pointers", c_void_p * 2), ("number", c_uint)]


class Inclusion(Structure):
    """CXIdxIncludedFileInfo."""

    _fields_ = [
        ("hash", IndexLocation),
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
    """One `#include`."""

    line: int
    """1-based."""

    file: str | None
    """The file that it brings; None where that was not found."""

    name: str
    """As written."""

    angled: bool
    """Whether the name is in angle brackets."""

    @property
    def spelled(self) -> str:
        """The name with what is around it: `<vector>` or `"a.hpp"`."""
        return quote_header(self.name, angled=self.angled)


def quote_header(name: str, *, angled: bool) -> str:
    """Return a header's name with what is around it in a directive."""
    return f"<{name}>" if angled else f'"{name}"'


Edges = Mapping[str, Mapping[Edge, None]]
"""What each file includes, in the order of the directives."""


def list_entered(edges: Edges, file: str) -> dict[str, None]:
    """Return what a file includes, itself first, each once, in the order in which they would be entered.

    What the arguments include is among them.
    """
    seen = {file: None}
    stack: list[Iterator[Edge]] = [iter(edges.get(file, ())), iter(edges.get(FORCED, ()))]
    while stack:
        edge = next(stack[-1], None)
        if edge is None:
            stack.pop()
        elif edge.file is not None and edge.file not in seen and edge.file != os.devnull:
            seen[edge.file] = None
            stack.append(iter(edges.get(edge.file, ())))
    return seen


@dataclass(slots=True)
class IncludeGraph:
    """The directives of each file that was read; libclang's files say them, so it is asked while the unit lives."""

    met: list[tuple[int | None, int, int | None, bytes, bool]] = field(default_factory=list)
    """Directives that were not looked at yet, since libclang waits while they are noted: the including file, the line,
    the file that it brings, the name as written, and whether that is in angle brackets.
    """

    known: dict[str, dict[Edge, None]] = field(default_factory=dict)
    """Directives that were looked at, by file."""

    names: dict[int, str] = field(default_factory=dict)
    """The files' names by libclang's pointers."""

    ours: str | None = None
    """A folder of podcheck's own files; what is included from there is not the unit's."""

    def note(self, _client: object, pointer: _Pointer[Inclusion]) -> None:
        """Note a directive: libclang calls this at each, even at one whose file its include guard keeps out."""
        inclusion = pointer.contents
        line = c_uint()
        includer = c_void_p()
        cindex.conf.lib.clang_indexLoc_getFileLocation(inclusion.hash, None, byref(includer), byref(line), None, None)
        self.met.append((includer.value, line.value, inclusion.file, inclusion.name or b"", bool(inclusion.angled)))

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
        """Return the files that this one includes, itself first, each once, in the order in which they would be
        entered.

        What the arguments include is among them.
        """
        return list_entered(self.edges, file)

    def segments(self, file: str) -> list[tuple[str, int, int]]:
        """Return the file's lines with those of what it includes in their places: of each file from one line to
        another.
        """
        result: list[tuple[str, int, int]] = []
        seen = {file}
        stack = [(file, 0, iter(self.edges.get(file, ())))]
        while stack:
            name, start, edges = stack.pop()
            edge = next(edges, None)
            if edge is None:
                result.append((name, start, sys.maxsize))
                continue
            result.append((name, start, edge.line))
            stack.append((name, edge.line, edges))
            if edge.file is not None and edge.file not in seen:
                seen.add(edge.file)
                stack.append((edge.file, 0, iter(self.edges.get(edge.file, ()))))
        return result


_SYSTEM = ("/usr/", "/opt/rh/", "/Applications/Xcode.app/", "/Library/Developer/")
"""Where headers are made to be included in any order."""


def is_system(file: str) -> bool:
    """Whether the file is one of the system's headers, or of the compiler's."""
    path = tidy(file)
    resources = resource_folder()
    return path.startswith(_SYSTEM) or bool(resources and path.startswith(resources))
