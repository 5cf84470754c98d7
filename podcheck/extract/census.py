"""Which classes a report is about: those that the given files define, and the instantiations they name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from clang.cindex import Cursor, CursorKind, TranslationUnit, Type
from clang.cindex import TypeKind as Clang
from msgspec import Struct

from podcheck.cpp.probe_names import LIBRARY_CONSTANT, PLAIN_NAME
from podcheck.extract.classes.keys import key_of
from podcheck.extract.libclang.cursors import (
    CLASS_IDS,
    FUNCTIONS,
    RECORDS,
    ancestors,
    argument_types,
    definition,
    descend,
    in_template,
    template_of,
)
from podcheck.extract.libclang.source_files import SourceFiles
from podcheck.extract.libclang.typed_calls import address_of_type, is_in_system_header, kind_id
from podcheck.extract.queries.template_ids import TemplateIdQuery, in_expression, template_id
from podcheck.extract.uses.collector import KINDS as USE_KINDS
from podcheck.extract.uses.collector import Collector
from podcheck.model.type_refs import Key
from podcheck.model.units import Headers

_NAMING = frozenset(
    {
        CursorKind.VAR_DECL,
        CursorKind.FIELD_DECL,
        CursorKind.PARM_DECL,
        CursorKind.TYPEDEF_DECL,
        CursorKind.TYPE_ALIAS_DECL,
        CursorKind.CXX_BASE_SPECIFIER,
        *FUNCTIONS,
    }
)
_TEMPLATE_REFERENCE = CursorKind.TEMPLATE_REF.value
_NUMBERS = frozenset(kind.value for kind in (*_NAMING, CursorKind.LAMBDA_EXPR, CursorKind.TEMPLATE_REF)) | CLASS_IDS
_POINTING = (Clang.POINTER, Clang.LVALUEREFERENCE, Clang.RVALUEREFERENCE, Clang.MEMBERPOINTER)
_Found = TypeVar("_Found")
Show = Callable[[Cursor, Cursor], None]
_ARRAYS = (Clang.CONSTANTARRAY, Clang.INCOMPLETEARRAY)


@dataclass(slots=True)
class DeclaredClasses:
    """What the walk finds, each once, in source order; it holds cursors, so it lives as long as one parse."""

    declared: dict[Key, Cursor] = field(default_factory=dict)
    """The definitions."""

    closures: dict[Key, Cursor] = field(default_factory=dict)
    """The lambda-expression of each closure type."""

    spellings: dict[Key, str] = field(default_factory=dict)
    """How to name a class that has no name of its own."""

    named: dict[Key, Cursor] = field(default_factory=dict)
    """The instantiations."""

    written: dict[TemplateIdQuery, None] = field(default_factory=dict)
    """Template-ids in expressions, which may name more of these."""

    library: int | None = None
    """The version number of the C++ library that is included; None where there is none."""


def take_census(
    unit: TranslationUnit, sources: SourceFiles, headers: Headers | None, uses: Collector | None = None
) -> DeclaredClasses:
    """Walk the declarations of the main file and of those headers, and return the classes.

    `uses` is shown what it is looking for on the way.
    """
    tops = (top for _, _, top in wanted_tops(unit, sources.main_file, headers))
    return census_of(tops, sources, headers, uses)


def wanted_tops(unit: TranslationUnit, main_file: str, headers: Headers | None) -> Iterator[tuple[str, int, Cursor]]:
    """Yield the main file's declarations, and those of these headers: file, line, cursor."""
    wanted: dict[str, bool] = {}
    for top in unit.cursor.get_children():
        place = top.location
        name = place.file.name if place.file else ""
        if name not in wanted:
            wanted[name] = name == main_file or (headers is not None and headers.has(name))
        if wanted[name]:
            yield name, place.line, top


def census_of(
    tops: Iterable[Cursor], sources: SourceFiles, headers: Headers | None, uses: Collector | None = None
) -> DeclaredClasses:
    """Return what these declarations hold."""
    return join_declared((part_of(top, sources, headers, uses=uses is not None) for top in tops), uses)


class DeclarationCensus(Struct, frozen=True):
    """One declaration's share of a census."""

    census: DeclaredClasses
    shown: list[tuple[Cursor, Cursor]]
    """What a collector of uses is to be shown of it: each cursor with its parent."""


def part_of(top: Cursor, sources: SourceFiles, headers: Headers | None, *, uses: bool) -> DeclarationCensus:
    """Walk one declaration and return what it holds."""
    part = DeclarationCensus(DeclaredClasses(), [])
    _walk(part.census, top, sources, headers, (), (lambda *pair: part.shown.append(pair)) if uses else None)
    return part


def join_declared(parts: Iterable[DeclarationCensus], uses: Collector | None) -> DeclaredClasses:
    """Return the census of them all, in their order; `uses` is shown what it is looking for."""
    joined = DeclaredClasses()
    for part in parts:
        census = part.census
        _add(joined.declared, census.declared)
        _add(joined.closures, census.closures)
        _add(joined.spellings, census.spellings)
        _add(joined.named, census.named)
        joined.written |= census.written
        joined.library = census.library if census.library is not None else joined.library
        if uses is not None:
            for cursor, parent in part.shown:
                uses.visit(cursor, parent)
    if uses is not None:
        uses.settle()
    return joined


def _add(known: dict[Key, _Found], more: Mapping[Key, _Found]) -> None:
    """Add what is not known yet; what is known already stays as it is."""
    for key, result in more.items():
        known.setdefault(key, result)


def _walk(
    census: DeclaredClasses,
    top: Cursor,
    sources: SourceFiles,
    headers: Headers | None,
    scope: tuple[str, ...],
    show: Show | None,
    linkage: Cursor | None = None,
) -> None:
    """Take everything in a declaration; in a namespace each of its own, so that it is known what names mean there.

    `linkage` is the `extern "C"` that it stands in directly.
    """
    if top.kind is CursorKind.NAMESPACE or top.kind is CursorKind.LINKAGE_SPEC:
        is_namespace = top.kind is CursorKind.NAMESPACE
        inner = (*scope, top.spelling) if is_namespace and top.spelling.isidentifier() else scope
        for child in top.get_children():
            if not _is_of_a_system_header(child, top, headers):
                _walk(census, child, sources, headers, inner, show, None if is_namespace else top)
        return

    if top.kind is CursorKind.ENUM_DECL:
        _note_library(census, top)

    def visit(cursor: Cursor, parent: Cursor) -> None:
        kind = kind_id(cursor)
        if show is not None and kind in USE_KINDS:
            show(cursor, parent)
            if kind not in _NUMBERS:
                return
        if kind != _TEMPLATE_REFERENCE:
            _note(census, cursor)
        elif in_expression(parent) and (text := template_id(cursor, sources)) is not None:
            census.written[TemplateIdQuery(scope, text)] = None

    kinds = _NUMBERS if show is None else _NUMBERS | USE_KINDS
    if kind_id(top) in kinds:
        visit(top, linkage if linkage is not None else top)
    descend(top, visit, kinds)


def _note_library(census: DeclaredClasses, enumeration: Cursor) -> None:
    """Take the version of the C++ library, where the enumeration is the one that has it."""
    for constant in enumeration.get_children():
        if constant.spelling == LIBRARY_CONSTANT:
            census.library = constant.enum_value


def _is_of_a_system_header(child: Cursor, top: Cursor, headers: Headers | None) -> bool:
    """Whether a system header that is included within `extern "C" {` or a namespace of another file declares it.

    One of the headers that are reported is none of these. Of another one, what was included before that, if anything,
    decides on whether it is declared there at all.
    """
    own, around = child.location, top.location
    if own.file is None or around.file is None or own.file.name == around.file.name:
        return False
    return is_in_system_header(own) and not (headers is not None and headers.has(own.file.name))


def _note(census: DeclaredClasses, cursor: Cursor) -> None:
    kind = cursor.kind
    if kind_id(cursor) in CLASS_IDS:
        if cursor.is_definition():
            census.declared.setdefault(key_of(cursor), cursor)
    elif kind is CursorKind.LAMBDA_EXPR:
        closure = definition(cursor.type.get_canonical())
        if closure is not None:
            key = key_of(closure)
            census.declared.setdefault(key, closure)
            census.closures.setdefault(key, cursor)
    else:
        of_function = kind in FUNCTIONS
        kinds = [cursor.type, cursor.result_type] if of_function else [cursor.type]
        if kind is CursorKind.TYPEDEF_DECL or kind is CursorKind.TYPE_ALIAS_DECL:
            kinds = [cursor.underlying_typedef_type]
        for item in kinds[1:] if of_function else kinds:
            name_types(census, item, set())
        if of_function or kind is CursorKind.VAR_DECL:
            _name_class_of_member(census, cursor)
        if kind is CursorKind.VAR_DECL or kind is CursorKind.FIELD_DECL:
            _name_by(census, cursor, cursor.type, f"{PLAIN_NAME}<decltype({{}})>::type")
        elif kind is CursorKind.FUNCTION_DECL and _takes_nothing(cursor):
            _name_by(census, cursor, cursor.result_type, f"{PLAIN_NAME}<decltype({{}}())>::type")
        elif kind is CursorKind.TYPEDEF_DECL or kind is CursorKind.TYPE_ALIAS_DECL:
            _name_by(census, cursor, kinds[0], "{}")


def _name_class_of_member(census: DeclaredClasses, member: Cursor) -> None:
    """Take the instance of a class template that a member's specialisation, behind the template, names."""
    if member.lexical_parent is not None and kind_id(member.lexical_parent) in CLASS_IDS:
        return
    owner = member.semantic_parent
    if owner is not None and kind_id(owner) in CLASS_IDS:
        name_types(census, owner.type, set())


def _takes_nothing(function: Cursor) -> bool:
    """Whether it has no parameters; the type of one with attributes has to be looked through."""
    kind = function.type.get_canonical()
    return bool(kind.kind is Clang.FUNCTIONPROTO and not argument_types(kind))


def name_types(census: DeclaredClasses, written: Type, seen: set[Key | int]) -> None:
    """Take the instantiations that a type names, behind pointers and among template arguments too.

    `seen` has classes by key and function types by address, each of which is looked through once.
    """
    kind = _pointed_at(written.get_canonical())
    if kind.kind is Clang.FUNCTIONPROTO:
        address = address_of_type(kind)
        if address in seen:
            return
        seen.add(address)
        for part in (kind.get_result(), *argument_types(kind)):
            name_types(census, part, seen)
        return
    if kind.kind is not Clang.RECORD:
        return
    record = definition(kind)
    if record is None:
        return
    key = key_of(record)
    if key in seen or key in census.named:
        return
    seen.add(key)
    if _is_instantiated(record):
        census.named[key] = record
    for index in range(max(0, kind.get_num_template_arguments())):
        argument = kind.get_template_argument_type(index)
        if argument.kind is not Clang.INVALID:
            name_types(census, argument, seen)


def _pointed_at(kind: Type) -> Type:
    """Return what is behind pointers, references and arrays."""
    while True:
        if kind.kind in _POINTING:
            kind = kind.get_pointee().get_canonical()
        elif kind.kind in _ARRAYS:
            kind = kind.get_array_element_type().get_canonical()
        else:
            return kind


def _is_instantiated(record: Cursor) -> bool:
    """Whether it is an instantiation or specialisation, or a class nested in one, but nothing in a template pattern."""
    return template_of(record) is not None and not any(in_template(parent) for parent in ancestors(record))


def _name_by(census: DeclaredClasses, cursor: Cursor, written: Type, form: str) -> None:
    """Note how to name an unnamed class: by a typedef, a variable or member of its type, or a function returning it."""
    kind = written.get_canonical()
    while kind.kind in _ARRAYS:
        kind = kind.get_array_element_type().get_canonical()
    if kind.kind is not Clang.RECORD or not cursor.spelling.isidentifier():
        return
    record = kind.get_declaration()
    if record.spelling.isidentifier():
        return
    path = _path(cursor)
    if path is not None:
        census.spellings.setdefault(key_of(record), form.format(path))


def _path(cursor: Cursor) -> str | None:
    """Return the qualified name, from the global scope `::` on; of a local variable its name alone; None where it has
    none.
    """
    words = [cursor.spelling]
    for parent in ancestors(cursor):
        if parent.kind in FUNCTIONS:
            return words[0] if len(words) == 1 else None
        if parent.kind is CursorKind.NAMESPACE:
            if parent.spelling.isidentifier():
                words.append(parent.spelling)
        elif parent.kind in RECORDS:
            if not parent.spelling.isidentifier() or template_of(parent) is not None:
                return None
            words.append(parent.spelling)
        elif parent.kind is not CursorKind.LINKAGE_SPEC:
            return None
    return "::".join(["", *words[::-1]])
