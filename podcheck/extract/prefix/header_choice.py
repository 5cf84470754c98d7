"""The headers that a group's sources include first, and where they lie."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from podcheck.cpp.search import SearchList, search_list
from podcheck.extract.libclang.include_graph import is_system
from podcheck.extract.prefix.source_text import read_source_text, read_synopsis
from podcheck.model.units import Unit


def choose_headers(units: Sequence[Unit], texts: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the headers that these sources include first, as a file elsewhere would include them.

    Those of which the text says that they can't be shared are left out, as far as it is known which file they are.
    """
    chosen: dict[str, None] = {}
    for unit in units:
        for name in read_source_text(texts[unit.file]).includes:
            chosen[spell_include(name, unit.file)] = None
    search = search_list(units[0].arguments) if units else SearchList()
    return tuple(name for name in chosen if _may_be_shared(name, search))


def spell_include(name: str, includer: str) -> str:
    """Return how a file elsewhere includes what this file includes by that name."""
    if not name.startswith('"'):
        return name
    beside = os.path.join(os.path.dirname(includer), name[1:-1])
    return f'"{os.path.abspath(beside)}"' if os.path.isfile(beside) else name


def find_header(name: str, search: SearchList) -> str | None:
    """Return the path of a header that lies in one of these folders; None for one that does not."""
    angled = [folder.path for folder in search.angled]
    for folder in ("", *search.folders) if name.startswith('"') else angled:
        path = os.path.join(folder, name[1:-1])
        if os.path.isabs(path) and os.path.isfile(path):
            return path
    return None


def _may_be_shared(name: str, search: SearchList) -> bool:
    path = find_header(name, search)
    if path is None or is_system(path):
        return True
    text = read_synopsis(path)
    return text is not None and text.guarded
