"""Small questions to cursors that several readers ask; raw calls where the bindings are slow or lack one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ctypes import byref, c_uint

from clang import cindex
from clang.cindex import Cursor, CursorKind, File, Type, c_object_p, conf

from podcheck.extract.libclang.fast_binding import locate
from podcheck.extract.libclang.source_files import SourceFiles
from podcheck.model.problems import Location
from podcheck.model.subobjects import Access
from podcheck.paths import spell_file

_FIRST_EXPRESSION, _LAST_EXPRESSION = 100, 199
"""CXCursor_FirstExpr, and the number before CXCursor_FirstStmt."""

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

_FUNCTION_TEMPLATE = CursorKind.FUNCTION_TEMPLATE.value
_UNIT_ID = CursorKind.TRANSLATION_UNIT.value
_ACCESS = {1: Access.PUBLIC, 2: Access.PROTECTED, 3: Access.PRIVATE}
_BREAK, _CONTINUE, _RECURSE = 0, 1, 2


def location_of(cursor: Cursor) -> Location:
    """Return where the cursor's name stands."""
    file, line, column, _ = raw_location(cursor)
    return Location(spell_file(file), line, column)


def raw_location(cursor: Cursor) -> tuple[str, int, int, int]:
    """Return the file as libclang names it, line, column and offset of the cursor's name; without a file that is ""."""
    return locate(conf.lib.clang_getCursorLocation(cursor), _file_names(cursor))


def byte_range(cursor: Cursor) -> tuple[str, int, int] | None:
    """Return the file that all of it begins in, and the offsets of its first byte and behind its last one."""
    extent = conf.lib.clang_getCursorExtent(cursor)
    names = _file_names(cursor)
    file, _, _, start = locate(conf.lib.clang_getRangeStart(extent), names)
    return (file, start, locate(conf.lib.clang_getRangeEnd(extent), names)[3]) if file else None


def holds_offset(cursor: Cursor, offset: int) -> bool:
    """Whether the byte at that offset, of the file that the cursor begins in, is part of it."""
    return bool(cursor.extent.start.offset <= offset < cursor.extent.end.offset)


def text_of(cursor: Cursor, sources: SourceFiles) -> bytes:
    """Return what is written from its first byte to its last one, comments and literals blanked."""
    result = byte_range(cursor)
    return sources.slice(*result) if result is not None else b""


def _file_names(cursor: Cursor) -> dict[int, str]:
    """Return the unit's file names by libclang's pointers, which live as long as the unit."""
    names: dict[int, str] = vars(cursor._tu).setdefault("file_names", {})
    return names


def identity(declaration: Cursor) -> int:
    """Return a number that is the same for the same declaration, as long as the unit lives."""
    return int(declaration.data[0] or 0)


def expression_identity(expression: Cursor) -> int:
    """Return a number that is the same for the same expression, as long as the unit lives."""
    return int(expression.data[1] or 0)


def access(cursor: Cursor) -> Access:
    """Return the access of a member or base; public where the language has none."""
    return _ACCESS.get(conf.lib.clang_getCXXAccessSpecifier(cursor), Access.PUBLIC)


def in_template(parent: Cursor) -> bool:
    """Whether what this encloses depends on template parameters, its own or, of a friend function, those of the class
    that it is defined in.
    """
    if parent._kind_id in FUNCTION_IDS and parent._kind_id != _FUNCTION_TEMPLATE:
        within = parent.lexical_parent
        if within is None or within == parent.semantic_parent or within._kind_id not in CLASS_IDS:
            return False
        return any(map(in_template, (within, *ancestors(within))))
    return parent._kind_id in PATTERN_IDS or parent._kind_id == _FUNCTION_TEMPLATE


def template_of(cursor: Cursor) -> Cursor | None:
    """Return the pattern that an instantiated class, method or member class comes from; its definition, if there is
    one.
    """
    result = pattern_of(cursor)
    return None if result is None else result.get_definition() or result


def pattern_of(cursor: Cursor) -> Cursor | None:
    """Return that pattern as it is declared within the template."""
    result = cursor.specialized_template
    return None if result is None or is_invalid_kind(result._kind_id) else result


def declared_at(method: Cursor) -> Location:
    """Return where a class declares the function, which is where its template does.

    libclang has an instance at its definition as soon as somebody made its body, and at its declaration until then.
    """
    return location_of(pattern_of(method) or method)


def is_invalid_kind(kind: int) -> bool:
    return bool(CursorKind.INVALID_FILE.value <= kind <= CursorKind.INVALID_CODE.value)


def definition(kind: Type) -> Cursor | None:
    """Return the class that a canonical type names, its definition where there is one."""
    declared = kind.get_declaration()
    if declared._kind_id not in RECORD_IDS:
        return None
    return declared.get_definition() or declared


def invalid(cursor: Cursor) -> bool:
    """Whether libclang could not make sense of the declaration."""
    return bool(conf.lib.clang_isInvalidDeclaration(cursor))


def spelled_at(cursor: Cursor) -> tuple[str, int] | None:
    """Return the file and offset where the cursor's first token is written: in the macro's definition, if a macro wrote
    it.
    """
    file, line, column, offset = c_object_p(), c_uint(), c_uint(), c_uint()
    conf.lib.clang_getSpellingLocation(cursor.location, byref(file), byref(line), byref(column), byref(offset))
    return (File(file).name, offset.value) if file else None


def ancestors(cursor: Cursor) -> Iterator[Cursor]:
    """Yield the semantic parents, innermost first, without the translation unit."""
    parent = cursor.semantic_parent
    while parent is not None and parent._kind_id != _UNIT_ID and not is_invalid_kind(parent._kind_id):
        yield parent
        parent = parent.semantic_parent


def is_expression(cursor: Cursor) -> bool:
    """Whether it is one, by the range of libclang's kinds."""
    return bool(_FIRST_EXPRESSION <= cursor._kind_id <= _LAST_EXPRESSION)


def last_expression(cursor: Cursor) -> Cursor | None:
    """Return the last child that is an expression: a declaration's initializer, the operand of a cast or an operator.

    The names of types stand before it.
    """
    last = None
    for child in cursor.get_children():
        if is_expression(child):
            last = child
    return last


def descend(cursor: Cursor, visit: Callable[[Cursor, Cursor], None], kinds: frozenset[int]) -> None:
    """Call `visit` with every descendant whose kind number is among `kinds`, and its parent, in source order.

    A class that is defined in a declaration, as in `struct { int i; } x;`, is a child of `x` as well: it is visited
    once, since with classes nested so each level would double the way.
    """
    unit = cursor._tu
    errors: list[BaseException] = []
    entered: set[int] = set()

    def visitor(child: Cursor, parent: Cursor, _data: object) -> int:
        if child._kind_id in RECORD_IDS:
            number = identity(child)
            if number in entered:
                return _CONTINUE
            entered.add(number)
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
    """Return the type's constructors, destructor and methods of the wanted kinds, implicit ones that exist too."""
    visited: list[Cursor] = []
    conf.lib.clang_visitCXXMethods(kind, _COLLECT, visited)
    result = [method for method in visited if method._kind_id in wanted]
    for method in result:
        method._tu = kind._tu
    return result


def _collect(method: Cursor, visited: list[Cursor]) -> int:
    visited.append(method)
    return _CONTINUE


_COLLECT = cindex.fields_visit_callback(_collect)


def argument_types(function: Type) -> list[Type]:
    """Return the types of the parameters that a function type has before an ellipsis."""
    result = [conf.lib.clang_getArgType(function, at) for at in range(conf.lib.clang_getNumArgTypes(function))]
    for item in result:
        item._tu = function._tu
    return result
