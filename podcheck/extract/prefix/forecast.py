"""Whether units will fit on a prefix, as far as their text shows: one that surely does not need not be tried.

All includes are taken to hold, and what only a parse knows is left out. What is said here costs or saves time alone:
a unit that is parsed alone for nothing, or on top of a prefix for nothing, says the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from podcheck.cpp.search import search_list
from podcheck.extract.libclang.include_graph import Edge, IncludeGraph
from podcheck.extract.prefix.fit import Misfit, find_misfit
from podcheck.extract.prefix.header_choice import find_header, spell_include
from podcheck.extract.prefix.local_files import Reading
from podcheck.extract.prefix.prefix_index import PrefixIndex
from podcheck.extract.prefix.source_text import read_source_text
from podcheck.model.units import Unit

_SAMPLE = 16


def forecast_misfit(index: PrefixIndex, unit: Unit, text: bytes) -> Misfit | None:
    """Return why the unit of this text won't fit; None where nothing speaks against it."""
    own = read_source_text(text)
    search = search_list(unit.arguments)
    edges: dict[Edge, None] = {}
    for line, name in own.directives:
        spelled = spell_include(name, unit.file)
        file = index.first_files.get(spelled) or find_header(spelled, search)
        edges[Edge(line, file, name[1:-1], name.startswith("<"))] = None
    graph = IncludeGraph(known={unit.file: edges})
    return find_misfit(index, Reading(unit.file, text, graph, frozenset(), frozenset()))


def may_fit(index: PrefixIndex, units: Sequence[Unit], texts: Mapping[str, bytes], at_least: int) -> bool:
    """Whether so many of the units may fit, judged by a sample that is taken evenly."""
    several = units[:: max(1, len(units) // _SAMPLE)]
    fit = sum(forecast_misfit(index, unit, texts[unit.file]) is None for unit in several)
    return fit * len(units) >= at_least * len(several)
