"""Make a prefix: precompile the headers that a group's sources include, and note what decides which units it fits."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from clang import cindex
from clang.cindex import Cursor, CursorKind
from msgspec.structs import replace

from podcheck import temporary
from podcheck.cpp.search import SearchList, search_list
from podcheck.extract.libclang import session
from podcheck.extract.libclang.cursors import CLASS_IDS, ancestors, descend, identity, raw_location
from podcheck.extract.libclang.include_graph import Edge, IncludeGraph, is_system
from podcheck.extract.libclang.session import OpenUnit
from podcheck.extract.libclang.skipped_ranges import blank_lines, find_skipped_lines
from podcheck.extract.libclang.typed_calls import has_include_guard, kind_id
from podcheck.extract.parse.arguments import arguments_of
from podcheck.extract.prefix.contributions import PREPROCESSING, TYPES, Declarations, read_declarations
from podcheck.extract.prefix.macros import find_inner, find_reads_after, read_bodies, read_macros
from podcheck.extract.prefix.prefix import IncludeDirective, Prefix, PrefixFile
from podcheck.extract.prefix.source_text import (
    FileSynopsis,
    decode_words,
    match_concept_arguments,
    read_source_text,
    read_undefined,
    read_words,
)
from podcheck.files import read_bytes
from podcheck.model.units import Unit
from podcheck.paths import identify_file

MOST_ATTEMPTS = 3
"""How often a prefix is parsed; each time without the headers that did not do."""

_MACRO_DEFINITION = CursorKind.MACRO_DEFINITION.value
_MACRO_USE = CursorKind.MACRO_INSTANTIATION.value
_REFERENCES = frozenset(
    kind.value
    for kind in (
        CursorKind.TYPE_REF,
        CursorKind.TEMPLATE_REF,
        CursorKind.DECL_REF_EXPR,
        CursorKind.NAMESPACE_REF,
        CursorKind.OVERLOADED_DECL_REF,
    )
)
_NAMESPACE = CursorKind.NAMESPACE.value


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
    text = _read(path)
    return text is not None and text.guarded


Edges = Mapping[str, Mapping[Edge, None]]
"""The directives of each file, in their order."""


@dataclass(slots=True)
class _FileNames:
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
class _Parse:
    """A parse of the headers that a prefix is to have."""

    unit: OpenUnit
    edges: Edges
    """The directives of each file, by the names in `names`."""

    names: _FileNames
    root: str
    """The file that includes the headers."""


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
                described = _describe(parse, str(path))
                return _save(parse, described, left, path) if accept(described) else NoPrefix.TOO_FEW
            kept = [name for name in left if name not in unfit]
            if len(kept) == len(left):
                break
            left = kept
    return NoPrefix.ERRORS


def _text_of(headers: Iterable[str]) -> bytes:
    return "".join(f"#include {name}\n" for name in headers).encode("utf-8", "surrogateescape")


def _parse(unit: Unit, headers: Iterable[str], scratch: Path) -> _Parse | None:
    """Parse the headers as a unit's parse does: the same function bodies are skipped. Return None where that fails."""
    text = _text_of(headers)
    words = arguments_of(unit)
    words[1] = "c++-header"
    try:
        overlay = session.write_overlay(scratch, {session.PREFIX_FILE: text})
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
    names = _FileNames()
    return _Parse(parsed[0], names.edges_of(parsed[1]), names, session.PREFIX_FILE)


def _find_unfit(parse: _Parse) -> set[str]:
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
        if edge.file is None or not (is_system(edge.file) or _is_guarded(parse.unit, edge.file)):
            unfit.add(edge.spelled)
    suspects = [
        file
        for file in _files(edges)
        if not is_system(file) and (read := _read(file)) is not None and (read.keeps_state or read.counts)
    ]
    skipped = find_skipped_lines(parse.unit) if suspects else {}
    for file in suspects:
        read = read_source_text(blank_lines(_read_bytes(file), skipped.get(identify_file(file), ())))
        if read.keeps_state or read.counts:
            bad.add(file)
    if bad:
        for edge in roots:
            if edge.file is not None and not bad.isdisjoint(_reachable_files(edges, edge.file)):
                unfit.add(edge.spelled)
    return unfit


def _is_guarded(unit: OpenUnit, file: str) -> bool:
    result = unit.get_file(file)
    return bool(result is not None and has_include_guard(unit, result))


def _files(edges: Edges) -> dict[str, None]:
    return {
        edge.file: None for directives in edges.values() for edge in directives if edge.file and edge.file != os.devnull
    }


def _reachable_files(edges: Edges, start: str) -> set[str]:
    seen = {start}
    stack = [start]
    while stack:
        for edge in edges.get(stack.pop(), ()):
            if edge.file is not None and edge.file not in seen:
                seen.add(edge.file)
                stack.append(edge.file)
    return seen


def _read(file: str) -> FileSynopsis | None:
    text = _read_bytes(file)
    return read_source_text(text) if text else None


def _read_bytes(file: str) -> bytes:
    try:
        return read_bytes(file)
    except OSError:
        return b""


def _save(parse: _Parse, described: Prefix, headers: Iterable[str], path: Path) -> Prefix | NoPrefix:
    try:
        Path(f"{path}{session.PREFIX_TEXT}").write_bytes(_text_of(headers))
        parse.unit.save(str(path))
    except (cindex.TranslationUnitSaveError, OSError):
        return NoPrefix.NOT_SAVED
    return described


def _enter(edges: Edges, root: str) -> list[str]:
    """Return the files in the order in which they were entered first."""
    seen: dict[str, None] = {}
    stack: list[Iterator[Edge]] = [iter(edges.get(root, ())), iter(edges.get("", ()))]
    while stack:
        edge = next(stack[-1], None)
        if edge is None:
            stack.pop()
        elif edge.file is not None and edge.file not in seen and edge.file != os.devnull:
            seen[edge.file] = None
            stack.append(iter(edges.get(edge.file, ())))
    return list(seen)


def _describe(parse: _Parse, path: str) -> Prefix:
    edges = parse.edges
    files = _enter(edges, parse.root)
    numbers = {file: number for number, file in enumerate(files)}

    def number_of(file: str) -> int | None:
        return numbers.get(parse.names.name_of(file)) if file else None

    reach = [{numbers[name] for name in _reachable_files(edges, file) if name in numbers} for file in files]
    user = [not is_system(file) for file in files]
    skipped = find_skipped_lines(parse.unit)
    compiled = [blank_lines(_read_bytes(file), skipped.get(identify_file(file), ())) for file in files]
    texts = [read_source_text(text) if user[number] else None for number, text in enumerate(compiled)]
    declarations = read_declarations(parse.unit.cursor, number_of)
    defines, macros_of, predefined = read_macros(parse.unit, number_of)
    defined = predefined.union(*defines.values())
    declared = [_declared_types(number, text, declarations) for number, text in enumerate(texts)]
    refers, named, leans = _read_references(parse.unit, number_of, user, reach, declared, declarations.places)
    using = {
        each.name for several in declarations.contributions.values() for each in several if each.noticed_by == "named"
    }
    vocabulary = _vocabulary(declarations, defined)

    def directives(name: str) -> tuple[IncludeDirective, ...]:
        return tuple(
            IncludeDirective(edge.line, numbers.get(edge.file) if edge.file else None, edge.name, edge.angled)
            for edge in edges.get(name, ())
            if edge.file != os.devnull
        )

    described: list[PrefixFile] = []
    concepts = match_concept_arguments(declarations.concepts)
    for number, file in enumerate(files):
        text = texts[number]
        queried = _keep(text.queried if text else (), vocabulary)
        if concepts is not None and text is not None:
            queried |= _keep(_words_of_concepts(compiled[number], concepts), vocabulary)
        words = text.words if text else read_words(compiled[number])
        undefined = text.undefined if text else read_undefined(compiled[number])
        described.append(
            PrefixFile(
                name=file,
                user=user[number],
                guarded=_is_guarded(parse.unit, file),
                skipped=skipped.get(identify_file(file), ()),
                directives=directives(file),
                defines=frozenset(defines.get(number, ())),
                undefines=frozenset(decode_words(undefined)) & defined,
                macros_of=tuple(sorted(macros_of.get(number, set()) - reach[number])),
                refers_to=tuple(sorted(refers.get(number, ()))),
                leans_on=tuple(sorted(leans.get(number, ()))),
                declared=declared[number],
                contributions=tuple(dict.fromkeys(declarations.contributions.get(number, ()))),
                words=_keep(words, vocabulary),
                calls=_keep(text.calls if text else (), vocabulary),
                unevaluated=_keep(text.unevaluated if text else (), vocabulary),
                named=_unqualified_references(named.get(number, ()), text, using),
                queried=queried,
                unqualified=_keep(text.unqualified if text else (), vocabulary),
                qualified=_keep(text.qualified if text else (), vocabulary),
                namespaces=_keep(text.namespaces if text else (), vocabulary),
            )
        )
    bodies = read_bodies(described, compiled)
    described = [
        replace(file, inner=frozenset(find_inner(compiled[number], bodies) if file.user else ()))
        for number, file in enumerate(described)
    ]
    return Prefix(
        path=path,
        first=directives(parse.root),
        forced=directives(""),
        files=tuple(described),
        reads_after=find_reads_after(described, compiled, reach, bodies),
        concepts=frozenset(name for name in declarations.concepts if name.isidentifier()),
        redeclared=declarations.redeclared,
        macro_bodies=bodies,
    )


def _keep(words: Iterable[bytes], vocabulary: frozenset[str]) -> frozenset[str]:
    return frozenset(decode_words(words)) & vocabulary


def _unqualified_references(
    named: Iterable[tuple[str, int]], text: FileSynopsis | None, using: AbstractSet[str]
) -> frozenset[tuple[str, int]]:
    """Return those of a file's references that may be found by a using-declaration."""
    words = using & frozenset(decode_words(text.unqualified)) if text is not None else frozenset()
    return frozenset(pair for pair in named if pair[0] in words)


def _words_of_concepts(text: bytes, concepts: re.Pattern[bytes]) -> Iterator[bytes]:
    for match in concepts.finditer(text):
        yield from re.findall(rb"[A-Za-z_]\w*", match[1])


def _vocabulary(declarations: Declarations, defined: Iterable[str]) -> frozenset[str]:
    """Return the words of which it must be known which files have them."""
    words = {*defined}
    for contributions in declarations.contributions.values():
        for each in contributions:
            words |= {each.name, f"::{each.name}", *each.scope, *each.types}
    return frozenset(words)


def _read_references(
    unit: OpenUnit,
    number_of: Callable[[str], int | None],
    user: Sequence[bool],
    reach: Sequence[set[int]],
    declared: Sequence[frozenset[str]],
    redeclared: Mapping[int, Sequence[int]],
) -> tuple[dict[int, set[int]], dict[int, set[tuple[str, int]]], dict[int, set[tuple[int, str]]]]:
    """Return for each of the project's headers the files, and the names with their files, that it refers to.

    The last are the files that it does not include.
    """
    refers: dict[int, set[int]] = {}
    names: dict[int, set[tuple[str, int]]] = {}
    leans: dict[int, set[tuple[int, str]]] = {}
    places: dict[int, tuple[int | None, str]] = {}
    spellings: dict[int, str] = {}
    others: dict[int, Sequence[int]] = {}
    current = -1

    def visit(reference: Cursor, _parent: Cursor) -> None:
        referenced = reference.referenced
        if referenced is None:
            return
        key = identity(referenced)
        if key not in places:
            kind = kind_id(referenced)
            number = number_of(raw_location(referenced)[0]) if kind != _NAMESPACE else None
            places[key] = number, _outermost_type(referenced) if kind in TYPES else ""
            spellings[key] = referenced.spelling
            others[key] = redeclared.get(identity(referenced.canonical), ()) if kind not in TYPES else ()
        place, name = places[key]
        if place is None:
            return
        names.setdefault(current, set()).add((spellings[key], place))
        refers.setdefault(current, set()).add(place)
        if place in reach[current]:
            return
        if name and any(name in declared[number] for number in reach[current]):
            return  # it is declared in reach, though first or defined elsewhere
        if any(number in reach[current] for number in others[key]):
            return
        leans.setdefault(current, set()).add((place, name))

    for top in unit.cursor.get_children():
        if kind_id(top) in PREPROCESSING:
            continue
        number = number_of(raw_location(top)[0])
        if number is not None and user[number]:
            current = number
            descend(top, visit, _REFERENCES)
    return refers, names, leans


def _declared_types(number: int, text: FileSynopsis | None, declarations: Declarations) -> frozenset[str]:
    """Return the names of the classes and enumerations that a file declares, as friends and in passing too."""
    names = declarations.names.get(number, set())
    if text is None:
        return frozenset(names)
    passing = declarations.global_types.intersection(decode_words(text.passing))
    return frozenset(names.union(decode_words(text.declared), passing))


def _outermost_type(record: Cursor) -> str:
    """Return the name of the class that a class or enumeration is nested in, or its own."""
    outer = record
    for parent in ancestors(record):
        if kind_id(parent) in CLASS_IDS:
            outer = parent
    return str(outer.spelling)
