"""What a variable's declaration says: a pointer to bytes leads to an object, or all bytes are zero at first."""

from __future__ import annotations

from clang.cindex import Cursor, CursorKind, StorageClass

from podcheck.extract.classes.type_refs import is_pointer
from podcheck.extract.libclang.cursors import FUNCTION_IDS, descend, identity, last_expression
from podcheck.extract.libclang.typed_calls import is_defaulted_method, kind_id, share_unit

_VARIABLE = CursorKind.VAR_DECL.value
_NAME = CursorKind.DECL_REF_EXPR.value
_BINARY = CursorKind.BINARY_OPERATOR.value
_COMPOUND = CursorKind.COMPOUND_ASSIGNMENT_OPERATOR.value
_UNARY = CursorKind.UNARY_OPERATOR.value
_CALL = CursorKind.CALL_EXPR.value
IMPLICIT = frozenset({CursorKind.UNEXPOSED_EXPR.value, CursorKind.PAREN_EXPR.value})
"""Conversions that nobody wrote, and parentheses."""

CASTS = frozenset(
    kind.value
    for kind in (
        CursorKind.CSTYLE_CAST_EXPR,
        CursorKind.CXX_STATIC_CAST_EXPR,
        CursorKind.CXX_REINTERPRET_CAST_EXPR,
        CursorKind.CXX_CONST_CAST_EXPR,
        CursorKind.CXX_FUNCTIONAL_CAST_EXPR,
    )
)
"""Casts that somebody wrote."""

TYPE_CASTS = frozenset(
    kind.value
    for kind in (
        CursorKind.CSTYLE_CAST_EXPR,
        CursorKind.CXX_REINTERPRET_CAST_EXPR,
        CursorKind.CXX_STATIC_CAST_EXPR,
    )
)
"""Those that take a pointer for one to another type."""

_CHANGING = frozenset({_BINARY, _COMPOUND, _UNARY, _CALL})


def initializer_of_alias(variable: Cursor | None) -> Cursor | None:
    """Return what a local pointer was initialised with, if nothing else is ever assigned to it."""
    if variable is None or kind_id(variable) != _VARIABLE:
        return None
    function = variable.semantic_parent
    if function is None or kind_id(function) not in FUNCTION_IDS:
        return None
    if not is_pointer(variable.type):
        return None
    initializer = last_expression(variable)
    if initializer is None or (not variable.type.is_const_qualified() and _is_changed(variable, function)):
        return None
    return initializer


def begins_as_zeros(variable: Cursor | None) -> bool:
    """Whether all bytes are zero when it begins, padding too: it is static, or initialised with `T()`."""
    if variable is None or kind_id(variable) != _VARIABLE:
        return False
    function = variable.semantic_parent
    if function is None or kind_id(function) not in FUNCTION_IDS or variable.storage_class is StorageClass.STATIC:
        return True
    initializer = last_expression(variable)
    if initializer is None or initializer.extent.start.offset <= variable.location.offset:
        return False
    made = without_parentheses(initializer)
    called = made.referenced if kind_id(made) == _CALL and not list(made.get_arguments()) else None
    return called is not None and is_defaulted_method(called)


def _is_changed(variable: Cursor, function: Cursor) -> bool:
    """Whether the function assigns to it, counts it up or down, or takes its address, or a reference to it."""
    key = identity(variable)
    changed = False

    def visit(cursor: Cursor, _parent: Cursor) -> None:
        nonlocal changed
        if changed:
            return
        kind = kind_id(cursor)
        share_unit(cursor, function)
        if kind == _CALL:
            changed = any(is_named(argument, key) for argument in cursor.get_arguments() if argument is not None)
            return
        first = next(iter(cursor.get_children()), None)
        if first is None or not is_named(without_parentheses(first), key):
            return
        changed = cursor.spelling == "=" if kind == _BINARY else kind == _COMPOUND or is_pointer(cursor.type)

    descend(function, visit, _CHANGING)
    return changed


def is_named(expression: Cursor, key: int) -> bool:
    """Whether it is the variable itself, as an lvalue: read, it stands in a conversion that nobody wrote."""
    if kind_id(expression) != _NAME:
        return False
    referenced = expression.referenced
    return referenced is not None and identity(referenced) == key


def without_parentheses(cursor: Cursor) -> Cursor:
    """Return what stands within parentheses, and within the conversions that nobody wrote."""
    while kind_id(cursor) in IMPLICIT and (inner := last_expression(cursor)) is not None:
        cursor = inner
    return cursor


def without_conversions(cursor: Cursor) -> Cursor:
    """Return what stands within parentheses, casts, and the conversions that nobody wrote."""
    while kind_id(cursor) in IMPLICIT | CASTS and (inner := last_expression(cursor)) is not None:
        cursor = inner
    return cursor
