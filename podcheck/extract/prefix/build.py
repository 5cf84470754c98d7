"""Make a prefix: precompile the headers that a group's sources include, and note what decides which units it fits."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from enum import Enum
from pathlib import Path

from clang import cindex

from podcheck import temporary
from podcheck.extract.libclang import session
from podcheck.extract.libclang.include_graph import Edges, is_system
from podcheck.extract.libclang.overlay import write_overlay
from podcheck.extract.libclang.skipped_ranges import blank_lines, find_skipped_lines
from podcheck.extract.parse.arguments import arguments_of
from podcheck.extract.prefix.description import describe
from podcheck.extract.prefix.parsed_headers import FileNames, ParsedHeaders, is_guarded, reachable_files
from podcheck.extract.prefix.prefix import Prefix
from podcheck.extract.prefix.source_text import read_or_nothing, read_source_text, read_synopsis
from podcheck.model.units import Unit
from podcheck.paths import identify_file

MOST_ATTEMPTS = 3
"""How often a prefix is parsed; each time without the headers that did not do."""


class NoPrefix(Enum):
    """Why units share no precompiled headers."""

    NO_HEADERS = "they begin with no header that can be shared"
    ERRORS = "their headers can't be parsed together"
    TOO_FEW = "too few of them would fit"
    NOT_SAVED = "libclang could not precompile their headers"
    NOT_KEPT = "a header was written just now, or the folder for it can't be used"


def build_prefix(unit: Unit, headers: Sequence[str], path: Path, accept: Callable[[Prefix], bool]) -> Prefix | NoPrefix:
    """Precompile the headers with the unit's flags into `path`, if the prefix is one that is accepted; return it."""
    left = list(headers)
    for _ in range(MOST_ATTEMPTS):
        if not left:
            break
        with temporary.folder() as scratch:
            parse = _parse(unit, left, Path(scratch))
        if parse is None:
            return NoPrefix.NOT_SAVED
        with closing(parse.unit):
            unfit = _find_unfit(parse)
            if not unfit:
                described = describe(parse, str(path))
                return _save(parse, described, left, path) if accept(described) else NoPrefix.TOO_FEW
            kept = [name for name in left if name not in unfit]
            if len(kept) == len(left):
                break
            left = kept
    return NoPrefix.ERRORS


def _text_of(headers: Iterable[str]) -> bytes:
    return "".join(f"#include {name}\n" for name in headers).encode("utf-8", "surrogateescape")


def _parse(unit: Unit, headers: Iterable[str], scratch: Path) -> ParsedHeaders | None:
    """Parse the headers as a unit's parse does: the same function bodies are skipped. Return None where that fails."""
    text = _text_of(headers)
    words = arguments_of(unit)
    words[1] = "c++-header"
    try:
        overlay = write_overlay(scratch, {session.PREFIX_FILE: text})
        arguments = [
            *words,
            *(session.as_libraries(words) if unit.uses else [session.ALL_SYSTEM]),
            "-ivfsoverlay",
            str(overlay),
        ]
        parsed = session.parse_for_serialization(session.PREFIX_FILE, arguments)
    except (OSError, UnicodeError):
        return None
    if parsed is None:
        return None
    names = FileNames()
    return ParsedHeaders(parsed[0], names.edges_of(parsed[1]), names, session.PREFIX_FILE)


def _find_unfit(parse: ParsedHeaders) -> set[str]:
    """Return the headers, as they were included, that must not be among the others, or bring one that must not."""
    bad: set[str] = set()
    unfit: set[str] = set()
    edges = parse.edges
    roots = edges.get(parse.root, {})
    for diagnostic in parse.unit.diagnostics:
        if diagnostic.severity < cindex.Diagnostic.Error:
            continue
        place = diagnostic.location
        if place.file is None or place.file.name == parse.root:
            unfit |= {edge.spelled for edge in roots if place.file is None or edge.line == place.line}
        else:
            bad.add(parse.names.name_of(place.file.name))
    for edge in roots:
        if edge.file is None or not (is_system(edge.file) or is_guarded(parse.unit, edge.file)):
            unfit.add(edge.spelled)
    suspects = [
        file
        for file in _files(edges)
        if not is_system(file) and (read := read_synopsis(file)) is not None and (read.keeps_state or read.counts)
    ]
    skipped = find_skipped_lines(parse.unit) if suspects else {}
    for file in suspects:
        read = read_source_text(blank_lines(read_or_nothing(file), skipped.get(identify_file(file), ())))
        if read.keeps_state or read.counts:
            bad.add(file)
    if bad:
        for edge in roots:
            if edge.file is not None and not bad.isdisjoint(reachable_files(edges, edge.file)):
                unfit.add(edge.spelled)
    return unfit


def _files(edges: Edges) -> dict[str, None]:
    return {
        edge.file: None for directives in edges.values() for edge in directives if edge.file and edge.file != os.devnull
    }


def _save(parse: ParsedHeaders, described: Prefix, headers: Iterable[str], path: Path) -> Prefix | NoPrefix:
    try:
        Path(f"{path}{session.PREFIX_TEXT}").write_bytes(_text_of(headers))
        parse.unit.save(str(path))
    except (cindex.TranslationUnitSaveError, OSError):
        return NoPrefix.NOT_SAVED
    return described
