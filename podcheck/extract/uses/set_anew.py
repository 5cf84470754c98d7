"""The members of an object that its function gives another value, once bytes from outside were read into it."""

from __future__ import annotations

from clang.cindex import Cursor, CursorKind

from podcheck.extract.classes.type_refs import is_pointer
from podcheck.extract.libclang.cursors import descend, identity, is_expression, last_expression
from podcheck.extract.libclang.typed_calls import kind_id
from podcheck.extract.uses.aliases import without_parentheses

_BINARY = CursorKind.BINARY_OPERATOR.value
_UNARY = CursorKind.UNARY_OPERATOR.value
_CALL = CursorKind.CALL_EXPR.value
_MEMBER = CursorKind.MEMBER_REF_EXPR.value
_NAME = CursorKind.DECL_REF_EXPR.value
_THIS = CursorKind.CXX_THIS_EXPR.value
_SUBSCRIPT = CursorKind.ARRAY_SUBSCRIPT_EXPR.value
_SETTING = frozenset({_BINARY, _CALL})
_DEEPEST = 50


def find_set_anew(call: Cursor, function: Cursor, target: int | None) -> tuple[str, ...]:
    """Return the members that get a value anywhere behind the call in the function, by what leads there: `list.next`.

    `target` is the identity of the variable that leads to the objects, None for the object of the function. Whether
    the statement is always run is not looked at.
    """
    end = call.extent.end.offset
    result: set[str] = set()

    def visit(cursor: Cursor, _parent: Cursor) -> None:
        if cursor.extent.start.offset < end or cursor.spelling not in ("=", "operator="):
            return
        given = next(iter(cursor.get_children()), None)
        path = _path(given, target) if given is not None else ""
        if path:
            result.add(path)

    descend(function, visit, _SETTING)
    return tuple(sorted(result))


def _path(expression: Cursor, target: int | None) -> str:
    """Return what leads from the object to the member; "" for a part of nothing, or of another object."""
    names: list[str] = []
    leading = False
    for _ in range(_DEEPEST):
        expression = without_parentheses(expression)
        kind = kind_id(expression)
        if kind == _MEMBER:
            if identity(expression.referenced) == target:
                return ".".join(reversed(names))
            if leading and is_pointer(expression.type):
                return ""  # what it points to is no part of the object
            names.append(expression.spelling)
        elif kind not in (_SUBSCRIPT, _UNARY):
            found = target is None if kind == _THIS else kind == _NAME and identity(expression.referenced) == target
            return ".".join(reversed(names)) if found else ""
        inner = next((child for child in expression.get_children() if is_expression(child)), None)
        if inner is None:  # a member of the function's own object
            return ".".join(reversed(names)) if kind == _MEMBER and target is None else ""
        leading = True
        expression = inner if kind != _UNARY else last_expression(expression) or inner
    return ""
