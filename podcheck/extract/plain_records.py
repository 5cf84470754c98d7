"""Read structs from a parse of their own, as C++ or as C, with canonical types and the types behind enumerations."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from clang import cindex
from clang.cindex import Cursor, CursorKind, Type
from clang.cindex import TypeKind as Clang
from msgspec.structs import replace

from podcheck.cpp.probe_names import PLAIN_KEYWORDS
from podcheck.extract.classes.keys import key_of
from podcheck.extract.libclang import library
from podcheck.extract.libclang.cursors import RECORDS, definition, identity, location_of
from podcheck.extract.libclang.typed_calls import bit_width, unqualified_spelling
from podcheck.extract.parse import parse
from podcheck.extract.parse.arguments import arguments_of
from podcheck.extract.parse.cxx_library import library_arguments
from podcheck.model.plain_records import PlainMember, PlainRecord, PlainRecords
from podcheck.model.problems import Location, Problem
from podcheck.model.units import Unit
from podcheck.paths import respell_places, spell_file

_WANTED = "podcheck_compared_"
_DEEPEST = 64
_OF_CXX = re.compile(r"-stdlib|-std|-x|-fno-rtti|-frtti|-fexceptions|-fno-exceptions|-fcoroutines|-fconcepts|-faligned")


def read_cxx(unit: Unit, types: Sequence[str], libclang: Path | None = None) -> PlainRecords | Problem:
    """Return the types of a unit's text, each as it may be written at its end; an error where one can't be read.

    Raises LibclangError.
    """
    library.load(libclang)
    text = parse.read(unit)
    if isinstance(text, Problem):
        return text
    queried = "".join(
        f"typedef {words} {_WANTED}{number}; enum {{ podcheck_size_{number} = sizeof({_WANTED}{number}) }};\n"
        for number, words in enumerate(types)
    )
    behind = f"\n{PLAIN_KEYWORDS}{queried}".encode("utf-8", "surrogateescape")
    parsed = _parse(unit, text + behind, arguments_of(unit, "-fno-access-control"))
    if parsed is None:
        return _make_refusal(unit)
    reader = _RecordReader()
    result: dict[str, PlainRecord | None] = {}
    for cursor in parsed.cursor.get_children():
        if cursor.kind is CursorKind.TYPEDEF_DECL and cursor.spelling.startswith(_WANTED):
            result[cursor.spelling] = reader.read(cursor.underlying_typedef_type)
    reader.records = _with_own_alignments(unit, text, reader)
    wanted = tuple(_again(result.get(f"{_WANTED}{number}"), reader.records) for number in range(len(types)))
    error = _first_error(parsed, unit) if None in wanted else None
    return PlainRecords(reader.records, wanted) if error is None else error


def _again(record: PlainRecord | None, records: Mapping[str, PlainRecord]) -> PlainRecord | None:
    return None if record is None else records[record.key]


def _with_own_alignments(unit: Unit, text: bytes, reader: _RecordReader) -> dict[str, PlainRecord]:
    """Return the records with the alignments that `alignas` and packing give to members: libclang is asked by one more
    parse.

    A member of a class that nothing can name keeps that of its type.
    """
    if not reader.aligned:
        return reader.records
    queried = "".join(
        f"enum {{ {_WANTED}{number} = __alignof__((({words} *)0)->{name}) }};\n"
        for number, (_, words, name, _) in enumerate(reader.aligned)
    )
    behind = f"\n{PLAIN_KEYWORDS}{queried}".encode("utf-8", "surrogateescape")
    parsed = _parse(unit, text + behind, arguments_of(unit, "-fno-access-control"))
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for cursor in parsed.cursor.get_children() if parsed is not None else ():
        constants = list(cursor.get_children()) if cursor.kind is CursorKind.ENUM_DECL else []
        if len(constants) == 1 and constants[0].spelling.startswith(_WANTED):
            key, _, name, is_own = reader.aligned[int(constants[0].spelling.removeprefix(_WANTED))]
            align = constants[0].enum_value
            found[key, name] = align, align if is_own else 0
    return {
        key: replace(
            record,
            members=tuple(_with_alignment(member, found.get((key, member.name))) for member in record.members),
        )
        for key, record in reader.records.items()
    }


def _with_alignment(member: PlainMember, alignments: tuple[int, int] | None) -> PlainMember:
    """Return the member with its alignment, and with what of it stands at the member itself."""
    return member if alignments is None else replace(member, align=alignments[0], own_align=alignments[1])


def read_c(unit: Unit, names: Sequence[str], std: str, libclang: Path | None = None) -> PlainRecords | Problem:
    """Return the structs of that name, or that typedef, of a unit's text read as C. Raises LibclangError."""
    library.load(libclang)
    text = parse.read(unit)
    if isinstance(text, Problem):
        return text
    own = [word for word in unit.arguments if not _OF_CXX.match(word)]
    words = ["-x", "c", f"-std={std}", *library_arguments(unit.arguments), *own, "-w", "-ferror-limit=0"]
    parsed = _parse(unit, text, words)
    if parsed is None:
        return _make_refusal(unit)
    error = _first_error(parsed, unit)
    if error is not None:
        return error
    reader = _RecordReader()
    result: dict[str, PlainRecord | None] = {}
    for cursor in _declarations_of_c(parsed.cursor):
        if cursor.spelling in names and (cursor.kind in RECORDS or cursor.kind is CursorKind.TYPEDEF_DECL):
            result[cursor.spelling] = reader.read(cursor.type) or result.get(cursor.spelling)
    return PlainRecords(reader.records, tuple(result.get(name) for name in names))


def _declarations_of_c(top: Cursor, depth: int = 0) -> Iterator[Cursor]:
    """Yield what a file declares; in C a struct within a struct is one of the file's own."""
    for cursor in top.get_children():
        yield cursor
        if cursor.kind in RECORDS and depth < _DEEPEST:
            yield from _declarations_of_c(cursor, depth + 1)


def _parse(unit: Unit, text: bytes, arguments: Sequence[str]) -> cindex.TranslationUnit | None:
    contents = {os.fspath(unit.path): text, **parse.others(unit)}
    try:
        return cindex.TranslationUnit.from_source(unit.path, list(arguments), list(contents.items()))
    except cindex.TranslationUnitLoadError:
        return None


def _make_refusal(unit: Unit) -> Problem:
    return Problem("libclang can't parse this file", Location(unit.file))


def _first_error(parsed: cindex.TranslationUnit, unit: Unit) -> Problem | None:
    errors = [diagnostic for diagnostic in parsed.diagnostics if diagnostic.severity >= cindex.Diagnostic.Error]
    if not errors:
        return None
    file = errors[0].location.file
    place_ = Location(spell_file(file.name) if file else unit.file, errors[0].location.line, errors[0].location.column)
    return Problem(respell_places(errors[0].spelling), place_)


class _RecordReader:
    """Reads records, and those that they have as members."""

    def __init__(self) -> None:
        self.records: dict[str, PlainRecord] = {}
        """Those read so far, by key."""
        self.aligned: list[tuple[str, str, str, bool]] = []
        """Members with another alignment than their type's: the key of the record, its type as it may be written, the
        name, and whether it is `alignas` that says so, and not packing."""

    def read(self, written: Type, depth: int = 0) -> PlainRecord | None:
        """Return the record that a type is; None for any other type."""
        kind = written.get_canonical()
        cursor = definition(kind) if kind.kind is Clang.RECORD else None
        size, align = kind.get_size(), kind.get_align()
        if cursor is None or size < 0 or depth > _DEEPEST:
            return None
        key = key_of(cursor)
        if key not in self.records:
            fields = list(_fields(kind, 0, set()))
            packed = _has_attribute(cursor, CursorKind.PACKED_ATTR) or any(
                field.type.get_canonical().get_align() > align for field in fields
            )
            self.aligned += [
                (key, str(field.semantic_parent.type.spelling), str(field.spelling), is_own)
                for field in fields
                for is_own in (_has_attribute(field, CursorKind.ALIGNED_ATTR),)
                if bit_width(field) is None and (is_own or packed or _has_attribute(field, CursorKind.PACKED_ATTR))
            ]
            self.records[key] = PlainRecord(
                key=key,
                name=respell_places(kind.spelling).removeprefix("struct ").removeprefix("union "),
                is_union=cursor.kind is CursorKind.UNION_DECL,
                size=size,
                align=align,
                members=tuple(self._member(field, depth) for field in fields),
                location=location_of(cursor),
            )
        return self.records[key]

    def _member(self, field: Cursor, depth: int) -> PlainMember:
        kind = field.type.get_canonical()
        record = self.read(kind, depth + 1)
        offset, size, align = field.get_field_offsetof(), kind.get_size(), kind.get_align()
        declaration = kind.get_declaration()
        underlying = declaration.enum_type.get_canonical().spelling if kind.kind is Clang.ENUM else ""
        width = bit_width(field)
        return PlainMember(
            name=field.spelling if field.spelling.isidentifier() else "",
            type=respell_places(field.type.spelling),
            canonical=respell_places(unqualified_spelling(kind)),
            location=location_of(field),
            size=size if size >= 0 else None,
            align=align if align > 0 else None,
            offset=offset if offset >= 0 else None,
            bit_width=width,
            own_align=-1 if width is not None and _has_attribute(field, CursorKind.ALIGNED_ATTR) else 0,
            record=record.key if record is not None else "",
            underlying=underlying,
        )


def _has_attribute(declaration: Cursor, attribute: CursorKind) -> bool:
    return any(child.kind is attribute for child in declaration.get_children())


def _fields(kind: Type, depth: int, seen: set[int]) -> Iterator[Cursor]:
    """Yield the members of a class, or of the base that has some: a standard-layout class has them in one place.

    `seen` has the bases that were looked at, each once, by the identity of its declaration.
    """
    own = list(kind.get_fields())
    yield from own
    if own or depth >= _DEEPEST:
        return
    for base in kind.get_bases():
        inner = base.type.get_canonical()
        key = identity(inner.get_declaration())
        if key not in seen:
            seen.add(key)
            yield from _fields(inner, depth + 1, seen)
