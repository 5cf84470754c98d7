"""Make a prefix: precompile the headers that a group's sources include, and note what tells whom it fits."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from clang import cindex
from clang.cindex import Cursor, CursorKind, conf

from podcheck import temporary
from podcheck.extract import conversation
from podcheck.extract.arguments import arguments_of
from podcheck.extract.conversation import OpenUnit
from podcheck.extract.cursors import CLASS_IDS, ancestors, descend, identity, spot
from podcheck.extract.includes import Edge, IncludeGraph, SearchPath, is_system, search_path
from podcheck.extract.prefix.contributions import OPERATORS, PREPROCESSING, TYPES, Declarations, read_declarations
from podcheck.extract.prefix.prefix import IncludeDirective, Prefix, PrefixFile
from podcheck.extract.prefix.source_text import (
    SourceText,
    match_concept_arguments,
    read_source_text,
    read_undefined,
    read_words,
)
from podcheck.files import read_bytes
from podcheck.model.units import Unit

MOST_ATTEMPTS = 3
"""How often a prefix is parsed; each time without the headers that did not do."""

_ALL_SYSTEM = "--system-header-prefix="
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
    folders = search_path(units[0].arguments) if units else ((), ())
    return tuple(name for name in chosen if _may_be_shared(name, folders))


def spell_include(name: str, includer: str) -> str:
    """Return how a file elsewhere includes what this file includes by that name."""
    if not name.startswith('"'):
        return name
    beside = os.path.join(os.path.dirname(includer), name[1:-1])
    return f'"{os.path.abspath(beside)}"' if os.path.isfile(beside) else name


def _may_be_shared(name: str, folders: SearchPath) -> bool:
    quoted, angled = folders
    for folder in ("", *quoted, *angled) if name.startswith('"') else angled:
        path = os.path.join(folder, name[1:-1])
        if os.path.isabs(path) and os.path.isfile(path):
            text = _read(path)
            return is_system(path) or (text is not None and text.guarded and not text.keeps_state and not text.counts)
    return True


@dataclass(slots=True)
class _Parse:
    unit: OpenUnit
    graph: IncludeGraph
    root: str


def build_prefix(unit: Unit, headers: Sequence[str], path: Path) -> Prefix | None:
    """Precompile the headers with the unit's flags into `path`; None where nothing comes of it."""
    left = list(headers)
    for _ in range(MOST_ATTEMPTS):
        if not left:
            return None
        with temporary.folder() as scratch:
            parse = _parse(unit, left, Path(scratch))
        if parse is None:
            return None
        with closing(parse.unit):
            unfit = _find_unfit(parse)
            if not unfit:
                Path(f"{path}{conversation.PREFIX_TEXT}").write_bytes(_text_of(left))
                return _save(parse, path)
            kept = [name for name in left if name not in unfit]
            if len(kept) == len(left):
                return None
            left = kept
    return None


def _text_of(headers: Iterable[str]) -> bytes:
    return "".join(f"#include {name}\n" for name in headers).encode("utf-8", "surrogateescape")


def _parse(unit: Unit, headers: Iterable[str], scratch: Path) -> _Parse | None:
    """Parse the headers as a unit's parse does: the same function bodies are skipped."""
    text = _text_of(headers)
    words = arguments_of(unit)
    words[1] = "c++-header"
    try:
        overlay = conversation.write_overlay(scratch, {conversation.PREFIX_FILE: text})
        arguments = [*words, _ALL_SYSTEM, "-ivfsoverlay", str(overlay)]
        parsed = conversation.parse_for_serialization(conversation.PREFIX_FILE, arguments)
    except (OSError, UnicodeError):
        return None
    return None if parsed is None else _Parse(*parsed, conversation.PREFIX_FILE)


def _find_unfit(parse: _Parse) -> set[str]:
    """Return the headers, as they were included, that must not be among the others, or bring one that must not."""
    bad: set[str] = set()
    unfit: set[str] = set()
    edges = parse.graph.edges
    roots = edges.get(parse.root, {})
    for diagnostic in parse.unit.diagnostics:
        if diagnostic.severity < cindex.Diagnostic.Error:
            continue
        place = diagnostic.location
        if place.file is None or place.file.name == parse.root:
            unfit |= {_spelled(edge) for edge in roots if place.file is None or edge.line == place.line}
        else:
            bad.add(place.file.name)
    for edge in roots:
        if edge.file is None or not (is_system(edge.file) or _is_guarded(parse.unit, edge.file)):
            unfit.add(_spelled(edge))
    for file in _files(edges):
        if not is_system(file) and (read := _read(file)) is not None and (read.keeps_state or read.counts):
            bad.add(file)
    if bad:
        for edge in roots:
            if edge.file is not None and not bad.isdisjoint(_reached(edges, edge.file)):
                unfit.add(_spelled(edge))
    return unfit


def _is_guarded(unit: OpenUnit, file: str) -> bool:
    found = unit.get_file(file)
    return bool(found is not None and conf.lib.clang_isFileMultipleIncludeGuarded(unit, found))


def _spelled(edge: Edge) -> str:
    return f"<{edge.name}>" if edge.angled else f'"{edge.name}"'


def _files(edges: Mapping[str, Mapping[Edge, None]]) -> dict[str, None]:
    return {
        edge.file: None for directives in edges.values() for edge in directives if edge.file and edge.file != os.devnull
    }


def _reached(edges: Mapping[str, Mapping[Edge, None]], start: str) -> set[str]:
    seen = {start}
    stack = [start]
    while stack:
        for edge in edges.get(stack.pop(), ()):
            if edge.file is not None and edge.file not in seen:
                seen.add(edge.file)
                stack.append(edge.file)
    return seen


def _read(file: str) -> SourceText | None:
    text = _read_bytes(file)
    return read_source_text(text) if text else None


def _read_bytes(file: str) -> bytes:
    try:
        return read_bytes(file)
    except OSError:
        return b""


def _save(parse: _Parse, path: Path) -> Prefix | None:
    described = _describe(parse, str(path))
    try:
        parse.unit.save(str(path))
    except cindex.TranslationUnitSaveError:
        return None
    return described


def _entered(edges: Mapping[str, Mapping[Edge, None]], root: str) -> list[str]:
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
    edges = parse.graph.edges
    files = _entered(edges, parse.root)
    numbers = {file: number for number, file in enumerate(files)}
    reach = [{numbers[name] for name in _reached(edges, file) if name in numbers} for file in files]
    user = [not is_system(file) for file in files]
    texts = {file: _read(file) for number, file in enumerate(files) if user[number]}
    raw = {file: _read_bytes(file) for number, file in enumerate(files) if not user[number]}
    declarations = read_declarations(parse.unit.cursor, numbers.get)
    defines, macros_of, predefined = _read_macros(parse.unit, numbers)
    defined = predefined.union(*defines.values())
    declared = [_declared_types(file, texts.get(file), declarations) for file in files]
    refers, leans = _read_references(parse.unit, numbers, user, reach, declared)
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
        text = texts.get(file)
        queried = _keep(text.queried if text else (), vocabulary)
        if concepts is not None and text is not None:
            queried |= _keep(_words_of_concepts(file, concepts), vocabulary)
        words = text.words if text else read_words(raw.get(file, b""))
        undefined = text.undefined if text else read_undefined(raw.get(file, b""))
        described.append(
            PrefixFile(
                name=file,
                user=user[number],
                guarded=_is_guarded(parse.unit, file),
                counts=text is not None and text.counts,
                directives=directives(file),
                defines=frozenset(defines.get(number, ())),
                undefines=frozenset(_names(undefined)) & defined,
                macros_of=tuple(sorted(macros_of.get(number, set()) - reach[number])),
                refers_to=tuple(sorted(refers.get(number, ()))),
                leans_on=tuple(sorted(leans.get(number, ()))),
                declared=declared[number],
                contributions=tuple(dict.fromkeys(declarations.contributions.get(file, ()))),
                words=_keep(words, vocabulary),
                calls=_keep(text.calls if text else (), vocabulary),
                unevaluated=_keep(text.unevaluated if text else (), vocabulary),
                unqualified=_keep(text.unqualified if text else (), vocabulary),
                queried=queried,
            )
        )
    return Prefix(
        path=path,
        first=directives(parse.root),
        forced=directives(""),
        files=tuple(described),
        reads_after=_find_reads_after(described, reach),
        concepts=frozenset(name for name in declarations.concepts if name.isidentifier()),
    )


def _names(words: Iterable[bytes]) -> Iterator[str]:
    return (word.decode("utf-8", "surrogateescape") for word in words)


def _keep(words: Iterable[bytes], vocabulary: frozenset[str]) -> frozenset[str]:
    return frozenset(_names(words)) & vocabulary


def _words_of_concepts(file: str, concepts: re.Pattern[bytes]) -> Iterator[bytes]:
    for match in concepts.finditer(_read_bytes(file)):
        yield from re.findall(rb"[A-Za-z_]\w*", match[1])


def _vocabulary(declarations: Declarations, defined: Iterable[str]) -> frozenset[str]:
    """Return the words of which it must be known which files have them."""
    words = {OPERATORS, *defined}
    for contributions in declarations.contributions.values():
        for each in contributions:
            words |= {each.name, *each.scope, *each.types}
    return frozenset(words)


def _read_macros(
    unit: OpenUnit, numbers: Mapping[str, int]
) -> tuple[dict[int, set[str]], dict[int, set[int]], set[str]]:
    """Return the macros that each file defines, the files whose macros it used, and the macros that no file defines."""
    defines: dict[int, set[str]] = {}
    used: dict[int, set[int]] = {}
    predefined: set[str] = set()
    places: dict[int, int | None] = {}
    for cursor in unit.cursor.get_children():
        kind = cursor._kind_id
        if kind == _MACRO_DEFINITION:
            number = numbers.get(spot(cursor)[0])
            if number is None:
                predefined.add(cursor.spelling)
            else:
                defines.setdefault(number, set()).add(cursor.spelling)
        elif kind == _MACRO_USE:
            user = numbers.get(spot(cursor)[0])
            definition = cursor.referenced
            if user is None or definition is None:
                continue
            key = identity(definition)
            if key not in places:
                places[key] = numbers.get(spot(definition)[0])
            place = places[key]
            if place is not None and place != user:
                used.setdefault(user, set()).add(place)
    return defines, used, predefined


def _read_references(
    unit: OpenUnit,
    numbers: Mapping[str, int],
    user: Sequence[bool],
    reach: Sequence[set[int]],
    declared: Sequence[frozenset[str]],
) -> tuple[dict[int, set[int]], dict[int, set[tuple[int, str]]]]:
    """Return for each of the project's headers the files that it refers to, and which of them it does not include."""
    refers: dict[int, set[int]] = {}
    leans: dict[int, set[tuple[int, str]]] = {}
    places: dict[int, tuple[int | None, str]] = {}
    current = -1

    def visit(reference: Cursor, _parent: Cursor) -> None:
        referenced = reference.referenced
        if referenced is None:
            return
        key = identity(referenced)
        if key not in places:
            kind = referenced._kind_id
            number = numbers.get(spot(referenced)[0]) if kind != _NAMESPACE else None
            places[key] = number, _outermost_type(referenced) if kind in TYPES else ""
        place, name = places[key]
        if place is None:
            return
        refers.setdefault(current, set()).add(place)
        if place in reach[current]:
            return
        if name and any(name in declared[number] for number in reach[current]):
            return  # it is declared in reach, though first or defined elsewhere
        leans.setdefault(current, set()).add((place, name))

    for top in unit.cursor.get_children():
        if top._kind_id in PREPROCESSING:
            continue
        number = numbers.get(spot(top)[0])
        if number is not None and user[number]:
            current = number
            descend(top, visit, _REFERENCES)
    return refers, leans


def _declared_types(file: str, text: SourceText | None, declarations: Declarations) -> frozenset[str]:
    """Return the names of the classes and enumerations that a file declares, as friends and in passing too."""
    return frozenset({*declarations.names.get(file, ()), *_names(text.declared if text is not None else ())})


def _outermost_type(record: Cursor) -> str:
    """Return the name of the class that a class or enumeration is nested in, or its own."""
    outer = record
    for parent in ancestors(record):
        if parent._kind_id in CLASS_IDS:
            outer = parent
    return str(outer.spelling)


def _find_reads_after(files: Sequence[PrefixFile], reach: Sequence[set[int]]) -> tuple[tuple[int, int], ...]:
    """Return the pairs of a file that sets macros and one in front of it that mentions one; see `Prefix`."""
    setters: dict[str, list[int]] = {}
    for number, file in enumerate(files):
        for name in file.defines | file.undefines:
            setters.setdefault(name, []).append(number)
    pairs: set[tuple[int, int]] = set()
    for reader, file in enumerate(files):
        for name in file.words & setters.keys():
            for setter in setters[name]:
                if setter > reader and setter not in reach[reader] and (file.user or files[setter].user):
                    pairs.add((setter, reader))
    return tuple(sorted(pairs))
