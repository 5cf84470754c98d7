"""Objects whose padding surely is what was in memory before: what makes them is seen, and nothing sets all bytes."""

from __future__ import annotations

import re

from clang.cindex import Cursor, CursorKind

from podcheck.extract.libclang.cursors import byte_range, descend, last_expression
from podcheck.extract.libclang.typed_calls import (
    is_copy_constructor,
    is_defaulted_method,
    is_move_constructor,
    kind_id,
    share_unit,
)
from podcheck.extract.uses.aliases import CASTS, begins_as_zeros, is_named, without_parentheses

_CALL = CursorKind.CALL_EXPR.value
_VARIABLE = CursorKind.VAR_DECL.value
_UNARY = CursorKind.UNARY_OPERATOR.value
_MEMBER = CursorKind.MEMBER_REF_EXPR.value
_CONSTRUCTOR = CursorKind.CONSTRUCTOR.value
_LITERAL = CursorKind.INTEGER_LITERAL.value
_LIST = CursorKind.INIT_LIST_EXPR.value
_ITSELF = frozenset({CursorKind.CXX_THIS_EXPR.value})
_CALLS = frozenset({_CALL})
_PLAIN_NEW = re.compile(rb"(?:::\s*)?new\s+[^(]*")
"""`new C` and `new C[n]`: no placement, no initializer."""


def leaves_padding(variable: Cursor | None) -> bool:
    """Whether it is a local variable whose padding is surely what was in memory when it begins.

    That is not known where it is made by a function, or of another object, or where its constructor may set all bytes.
    `T x{}` need not set padding, but compilers do.
    """
    if variable is None or kind_id(variable) != _VARIABLE or begins_as_zeros(variable):
        return False
    initializer = last_expression(variable)
    made = without_parentheses(initializer) if initializer is not None else None
    if made is None or kind_id(made) == _LITERAL:  # of an array's length
        return True
    if kind_id(made) == _LIST:
        return any(True for _ in made.get_children())
    return kind_id(made) == _CALL and _constructs_parts_alone(made)


def _constructs_parts_alone(call: Cursor) -> bool:
    """Whether it is the call of a constructor that sets members and bases, as far as its body shows, and no more."""
    constructor = call.referenced
    if constructor is None or kind_id(constructor) != _CONSTRUCTOR:
        return False
    if is_copy_constructor(constructor) or is_move_constructor(constructor):
        return False
    if is_defaulted_method(constructor):
        return True
    body = constructor.get_definition()
    return body is not None and not _names_this(body)


def _names_this(function: Cursor) -> bool:
    result = False

    def visit(_cursor: Cursor, _parent: Cursor) -> None:
        nonlocal result
        result = True

    descend(function, visit, _ITSELF)
    return result


def leaves_storage_unset(text: bytes) -> bool:
    """Whether the text of a new-expression allocates objects, and initialises none of them with `()` or `{}`."""
    return _PLAIN_NEW.match(text) is not None and not text.rstrip().endswith((b")", b"}"))


def may_be_set_before(call: Cursor, function: Cursor | None, variable: int) -> bool:
    """Whether a call before this one is given the variable, or its address, and may set all of its bytes.

    A function that only reads it counts too: what it does is not looked at.
    """
    where = byte_range(call)
    if function is None or where is None:
        return True
    start, result = where[1], False

    def visit(cursor: Cursor, _parent: Cursor) -> None:
        nonlocal result
        share_unit(cursor, function)
        place = None if result else byte_range(cursor)
        if place is None or place[2] > start:
            return
        given = [argument for argument in cursor.get_arguments() if argument is not None]
        first = next(iter(cursor.get_children()), None)
        if first is not None and kind_id(first) == _MEMBER:
            given += list(first.get_children())[:1]
        result = any(_leads_to(argument, variable) for argument in given)

    descend(function, visit, _CALLS)
    return result


def _leads_to(argument: Cursor, variable: int) -> bool:
    """Whether it is the variable, or its address."""
    while True:
        argument = without_parentheses(argument)
        if is_named(argument, variable):
            return True
        inner = last_expression(argument) if kind_id(argument) in CASTS or kind_id(argument) == _UNARY else None
        if inner is None:
            return False
        argument = inner
