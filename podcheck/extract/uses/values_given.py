"""The members of an object that its function gives a value: behind a call that reads it, before one that writes it."""

from __future__ import annotations

from clang.cindex import Cursor, CursorKind
from clang.cindex import TypeKind as Clang

from podcheck.extract.libclang.cursors import descend, is_expression, last_expression
from podcheck.extract.libclang.typed_calls import kind_id
from podcheck.extract.uses.aliases import CASTS, IMPLICIT
from podcheck.extract.uses.member_paths import find_member_path

_SETTING = frozenset({CursorKind.BINARY_OPERATOR.value, CursorKind.CALL_EXPR.value})
_NULLS = frozenset({CursorKind.CXX_NULL_PTR_LITERAL_EXPR.value, CursorKind.GNU_NULL_EXPR.value})
_ASSIGNMENT = CursorKind.BINARY_OPERATOR.value
_CONDITIONAL = CursorKind.CONDITIONAL_OPERATOR.value
_INTEGERS = frozenset(
    {Clang.INT, Clang.UINT, Clang.LONG, Clang.ULONG, Clang.LONGLONG, Clang.ULONGLONG, Clang.SHORT, Clang.USHORT}
)
_DEEPEST = 50


def find_set_anew(call: Cursor, function: Cursor, target: int | None) -> tuple[str, ...]:
    """Return the members that get a value anywhere behind the call in the function, by what leads there: `list.next`.

    `target` is the identity of the variable that leads to the objects, None for the object of the function. Whether
    the statement is always run is not looked at.
    """
    end = call.extent.end.offset
    behind = (path for path, setting in _list_settings(function, target) if setting.extent.start.offset >= end)
    return tuple(sorted({".".join(path) for path in behind if path}))


def find_numbers(call: Cursor, function: Cursor, target: int | None) -> tuple[str, ...]:
    """Return the members to which the function assigns null or an integer before the call, and nothing else.

    A pointer holds no address then, but an offset in a file, say: `h->next = (Entry*)offset;`.
    """
    start = call.extent.start.offset
    known: dict[str, bool] = {}
    for path, setting in _list_settings(function, target):
        if path and setting.extent.start.offset < start:
            name = ".".join(path)
            known[name] = known.get(name, True) and _assigns_number(setting, _DEEPEST)
    return tuple(sorted(name for name, number in known.items() if number))


def _list_settings(function: Cursor, target: int | None) -> list[tuple[tuple[str, ...], Cursor]]:
    """Return what each assignment in the function gives a value, as what leads there from the object."""
    found: list[tuple[tuple[str, ...], Cursor]] = []

    def visit(cursor: Cursor, _parent: Cursor) -> None:
        if cursor.spelling not in ("=", "operator="):
            return
        given = next(iter(cursor.get_children()), None)
        path = find_member_path(given, target) if given is not None else None
        if path is not None:
            found.append((path, cursor))

    descend(function, visit, _SETTING)
    return found


def _assigns_number(setting: Cursor, depth: int) -> bool:
    value = last_expression(setting) if kind_id(setting) == _ASSIGNMENT else None
    return value is not None and _is_number(value, depth)


def _is_number(value: Cursor, depth: int) -> bool:
    """Whether it is null, or an integer that is converted to a pointer."""
    kind = kind_id(value)
    if depth == 0:
        return False
    if kind in _NULLS or value.type.get_canonical().kind in _INTEGERS:
        return True
    if kind == _ASSIGNMENT and value.spelling == "=":
        return _assigns_number(value, depth - 1)
    inner = [child for child in value.get_children() if is_expression(child)]
    if kind == _CONDITIONAL:
        return len(inner) == 3 and all(_is_number(each, depth - 1) for each in inner[1:])
    return (kind in CASTS or kind in IMPLICIT) and bool(inner) and _is_number(inner[-1], depth - 1)
