"""What is a unit's own on top of a prefix: its file, and the headers that the prefix does not have."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from podcheck.extract.libclang.include_graph import Edge, IncludeGraph, is_system
from podcheck.extract.prefix.prefix_index import EntryOrder, PrefixIndex
from podcheck.extract.prefix.source_text import (
    FileSynopsis,
    decode_words,
    read_source_text,
)
from podcheck.files import read_bytes


class Reference(NamedTuple):
    """A declaration that a unit's own file refers to."""

    file: str
    name: str
    usr: str
    """libclang's USR; empty for a class."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a unit's own parse, on top of the prefix, made known of it."""

    file: str
    """Its own file as libclang names it."""

    text: bytes
    """What that file holds."""

    graph: IncludeGraph
    """The directives of its own file and of headers that the prefix does not have."""

    referenced: frozenset[Reference]
    """The declarations that its own file refers to and does not repeat."""

    macro_files: frozenset[str]
    """The files of the macros that it uses."""


@dataclass(slots=True)
class LocalFiles:
    """The unit's own file, and the headers that were parsed with it since the prefix does not have them."""

    texts: list[FileSynopsis]
    """What each of these does, the unit's own file first."""

    brought: list[tuple[FileSynopsis, int, int]]
    """For each directive of these that leads into the prefix: its file's text, its line, and the number of the file it
    brings.
    """

    order: EntryOrder
    """The order in which these enter files of the prefix."""

    again: bool = False
    """Whether one of the project's files was read in the prefix and is read here once more."""

    late: bool = False
    """Whether one of the project's headers that the prefix does not have comes before one that it has."""

    contents: list[bytes] = field(default_factory=list)
    """What the files hold, as bytes."""

    def words(self, kind: str) -> set[str]:
        """Return those words of the files that `FileSynopsis` has by that name."""
        return set(decode_words(word for text in self.texts for word in getattr(text, kind)))

    @classmethod
    def read(cls, index: PrefixIndex, reading: Reading, own: FileSynopsis) -> LocalFiles:
        """Follow the unit's directives from its own file, and return the files that they lead to."""
        result = cls([own], [], EntryOrder(), contents=[reading.text])
        edges = reading.graph.edges
        files = index.prefix.files
        seen_local = {reading.file: own}
        behind_another = False
        for directive in index.prefix.forced:
            result.order.enter(files, directive.file)
        stack: list[tuple[FileSynopsis, Iterator[Edge]]] = [(own, iter(edges.get(reading.file, ())))]
        while stack:
            text, directives = stack[-1]
            edge = next(directives, None)
            if edge is None:
                stack.pop()
                continue
            if edge.file is None or edge.file == os.devnull:
                continue
            number = index.number_of(edge.file)
            if number is not None:
                file = files[number]
                result.again = result.again or (file.user and not file.guarded) or file.name == reading.file
                if result.order.enter(files, number):
                    result.brought.append((text, edge.line, number))
                    result.late = result.late or behind_another
            elif edge.file not in seen_local:
                content = _read_file(edge.file)
                inner = read_source_text(content)
                behind_another = behind_another or not is_system(edge.file)
                seen_local[edge.file] = inner
                result.texts.append(inner)
                result.contents.append(content)
                stack.append((inner, iter(edges.get(edge.file, ()))))
        result.again = result.again or index.number_of(reading.file) is not None
        return result


@functools.lru_cache(maxsize=4096)
def _read_file(file: str) -> bytes:
    try:
        return read_bytes(file)
    except OSError:
        return b""
