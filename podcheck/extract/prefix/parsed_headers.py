"""A parse of the headers that a prefix is to have, and which of their files include which."""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec.structs import replace

from podcheck.extract.libclang.include_graph import Edge, Edges, IncludeGraph
from podcheck.extract.libclang.indexing import OpenUnit
from podcheck.extract.libclang.typed_calls import has_include_guard
from podcheck.paths import identify_file


@dataclass(slots=True)
class FileNames:
    """One name for each file: libclang names a file as it was included, which may differ from place to place."""

    names: dict[str, str] = field(default_factory=dict)
    """The name by which each file was met first, by its identity."""

    known: dict[str, str] = field(default_factory=dict)
    """The same by each name that was met."""

    def name_of(self, file: str) -> str:
        """Return the name by which the file was met first."""
        if file not in self.known:
            self.known[file] = self.names.setdefault(identify_file(file), file)
        return self.known[file]

    def edges_of(self, graph: IncludeGraph) -> Edges:
        """Return the graph's directives by these names."""
        result: dict[str, dict[Edge, None]] = {}
        for file, edges in graph.edges.items():
            own = result.setdefault(self.name_of(file) if file else file, {})
            for edge in edges:
                own[replace(edge, file=self.name_of(edge.file)) if edge.file else edge] = None
        return result


@dataclass(slots=True)
class ParsedHeaders:
    """A parse of the headers that a prefix is to have."""

    unit: OpenUnit
    edges: Edges
    """The directives of each file, by the names in `names`."""

    names: FileNames
    root: str
    """The file that includes the headers."""


def is_guarded(unit: OpenUnit, file: str) -> bool:
    """Whether the file is read once, however often it is included."""
    result = unit.get_file(file)
    return bool(result is not None and has_include_guard(unit, result))


def reachable_files(edges: Edges, start: str) -> set[str]:
    """Return the files that one includes, itself too."""
    seen = {start}
    stack = [start]
    while stack:
        for edge in edges.get(stack.pop(), ()):
            if edge.file is not None and edge.file not in seen:
                seen.add(edge.file)
                stack.append(edge.file)
    return seen
