"""Small questions to cursors that several readers ask; raw calls where the bindings are slow or lack one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ctypes import byref, c_uint

from clang import cindex
from clang.cindex import Cursor, CursorKind, File, Type, c_object_p, conf

from podcheck.model.facts import Access
from podcheck.model.paths import tidy
from podcheck.model.problems import Location

RECORDS = frozenset({CursorKind.CLASS_DECL, CursorKind.STRUCT_DECL, CursorKind.UNION_DECL})
PATTERNS = frozenset({CursorKind.CLASS_TEMPLATE, CursorKind.CLASS_TEMPLATE_PARTIAL_SPECIALIZATION})
FUNCTIONS = frozenset(
    {
        CursorKind.FUNCTION_DECL,
        CursorKind.CXX_METHOD,
        CursorKind.CONSTRUCTOR,
        CursorKind.DESTRUCTOR,
        CursorKind.CONVERSION_FUNCTION,
        CursorKind.FUNCTION_TEMPLATE,
    }
)
RECORD_IDS = frozenset(kind.value for kind in RECORDS)
PATTERN_IDS = frozenset(kind.value for kind in PATTERNS)
FUNCTION_IDS = frozenset(kind.value for kind in FUNCTIONS)
CLASS_IDS = RECORD_IDS | PATTERN_IDS
"""Kinds by number: `Cursor.kind` makes an enum member of it each time, which is slow where it is asked often."""

_UNIT_ID = CursorKind.TRANSLATION_UNIT.value
_ACCESS = {1: Access.PUBLIC, 2: Access.PROTECTED, 3: Access.PRIVATE}
_BREAK, _CONTINUE, _RECURSE = 0, 1, 2


def place(cursor: Cursor) -> Location:
    """Where the cursor's name stands."""
    location = cursor.location
    file = location.file
    return Location(tidy(file.name) if file else "", location.line, location.column)


def access(cursor: Cursor) -> Access:
    """Of a member or base; public where the language has none."""
    return _ACCESS.get(conf.lib.clang_getCXXAccessSpecifier(cursor), Access.PUBLIC)


def in_template(parent: Cursor) -> bool:
    """What this encloses depends on template parameters."""
    return parent._kind_id in PATTERN_IDS or parent._kind_id == CursorKind.FUNCTION_TEMPLATE.value


def template_of(cursor: Cursor) -> Cursor | None:
    """The pattern that an instantiated class, method or member class comes from; its definition, if there is one."""
    found = cursor.specialized_template
    if found is None or _is_invalid(found._kind_id):
        return None
    return found.get_definition() or found


def _is_invalid(kind: int) -> bool:
    return bool(CursorKind.INVALID_FILE.value <= kind <= CursorKind.INVALID_CODE.value)


def definition(kind: Type) -> Cursor | None:
    """The class that a canonical type names, its definition where there is one."""
    declared = kind.get_declaration()
    if declared._kind_id not in RECORD_IDS:
        return None
    return declared.get_definition() or declared


def invalid(cursor: Cursor) -> bool:
    """libclang could not make sense of the declaration."""
    return bool(conf.lib.clang_isInvalidDeclaration(cursor))


def spelled_at(cursor: Cursor) -> tuple[str, int] | None:
    """The file and offset where the cursor's first token is written: within the macro's definition, if one wrote it."""
    file, line, column, offset = c_object_p(), c_uint(), c_uint(), c_uint()
    conf.lib.clang_getSpellingLocation(cursor.location, byref(file), byref(line), byref(column), byref(offset))
    return (File(file).name, offset.value) if file else None


def ancestors(cursor: Cursor) -> Iterator[Cursor]:
    """The semantic parents, innermost first, without the translation unit."""
    parent = cursor.semantic_parent
    while parent is not None and parent._kind_id != _UNIT_ID and not _is_invalid(parent._kind_id):
        yield parent
        parent = parent.semantic_parent


def descend(cursor: Cursor, visit: Callable[[Cursor, Cursor], None], kinds: frozenset[int]) -> None:
    """Call `visit` with every descendant whose kind number is among `kinds`, and its parent, in source order."""
    unit = cursor._tu
    errors: list[BaseException] = []

    def visitor(child: Cursor, parent: Cursor, _data: object) -> int:
        if child._kind_id in kinds:
            child._tu = unit
            try:
                visit(child, parent)
            except BaseException as error:  # noqa: BLE001  it can't pass through libclang: raised again behind the walk
                errors.append(error)
                return _BREAK
        return _RECURSE

    conf.lib.clang_visitChildren(cursor, cindex.cursor_visit_callback(visitor), [])
    if errors:
        raise errors[0]


def methods(kind: Type, wanted: frozenset[int]) -> list[Cursor]:
    """The type's constructors, destructor and methods of the wanted kinds, implicit ones that exist too."""
    found: list[Cursor] = []
    unit = kind._tu

    def visitor(method: Cursor, _data: object) -> int:
        if method._kind_id in wanted:
            method._tu = unit
            found.append(method)
        return _CONTINUE

    conf.lib.clang_visitCXXMethods(kind, cindex.fields_visit_callback(visitor), [])
    return found
