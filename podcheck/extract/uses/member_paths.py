"""Which member of an object an lvalue names: of `p->list.next` the path `list`, `next`."""

from __future__ import annotations

from clang.cindex import Cursor, CursorKind

from podcheck.extract.classes.type_refs import is_pointer
from podcheck.extract.libclang.cursors import identity, is_expression, last_expression
from podcheck.extract.libclang.typed_calls import kind_id
from podcheck.extract.uses.aliases import without_parentheses

_UNARY = CursorKind.UNARY_OPERATOR.value
_MEMBER = CursorKind.MEMBER_REF_EXPR.value
_NAME = CursorKind.DECL_REF_EXPR.value
_THIS = CursorKind.CXX_THIS_EXPR.value
_SUBSCRIPT = CursorKind.ARRAY_SUBSCRIPT_EXPR.value
_DEEPEST = 50


def find_member_path(expression: Cursor, target: int | None) -> tuple[str, ...] | None:
    """Return the names that lead from the object to what is named, none for the object itself; None for another object.

    `target` is the identity of the variable that leads to the object, or to an array of such; None where that is the
    object of the function.
    """
    names: list[str] = []
    leading = False
    for _ in range(_DEEPEST):
        expression = without_parentheses(expression)
        kind = kind_id(expression)
        if kind == _MEMBER:
            if identity(expression.referenced) == target:
                return tuple(reversed(names))
            if leading and is_pointer(expression.type):
                return None  # what it points to is no part of the object
            names.append(expression.spelling)
        elif kind not in (_SUBSCRIPT, _UNARY):
            found = target is None if kind == _THIS else kind == _NAME and identity(expression.referenced) == target
            return tuple(reversed(names)) if found else None
        inner = next((child for child in expression.get_children() if is_expression(child)), None)
        if inner is None:  # a member of the function's own object
            return tuple(reversed(names)) if kind == _MEMBER and target is None else None
        leading = True
        expression = inner if kind != _UNARY else last_expression(expression) or inner
    return None
