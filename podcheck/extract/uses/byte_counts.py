"""How many bytes a size says, where that can be computed: a constant, or the distance of a member from the start."""

from __future__ import annotations

import operator
from collections.abc import Callable

from clang.cindex import Cursor, CursorKind
from msgspec import Struct

from podcheck.extract.classes.type_refs import is_pointer
from podcheck.extract.libclang.cursors import descend, identity, is_expression, last_expression
from podcheck.extract.libclang.typed_calls import evaluate_integer, kind_id
from podcheck.extract.uses.aliases import without_conversions, without_parentheses
from podcheck.extract.uses.operands import pointed_at

_BINARY = CursorKind.BINARY_OPERATOR.value
_COMPOUND = CursorKind.COMPOUND_ASSIGNMENT_OPERATOR.value
_UNARY = CursorKind.UNARY_OPERATOR.value
_NAME = CursorKind.DECL_REF_EXPR.value
_MEMBER = CursorKind.MEMBER_REF_EXPR.value
_VARIABLE = CursorKind.VAR_DECL.value
_FIELD = CursorKind.FIELD_DECL.value
_THIS = CursorKind.CXX_THIS_EXPR.value
_OPERATORS: dict[str, Callable[[int, int], int]] = {"+": operator.add, "-": operator.sub, "*": operator.mul}
_BITS = 8
_DEEPEST = 8
"""Longer chains of variables and operators are not followed."""


class _Address(Struct, frozen=True):
    """A place in an object."""

    root: int
    """The identity of the variable that the object is, or that points to it; 0 for that of a member function."""

    offset: int
    """In bytes, from the object's start."""


def count_bytes(expression: Cursor | None, function: Cursor | None) -> int | None:
    """Return the number that the expression is, in this function; None where it can't be computed.

    Beyond constants these are distances within an object, `(char*)&last - (char*)this`, sums with them, and a local
    variable that nothing but its initializer sets.
    """
    return _count(expression, function, 0)


def _count(expression: Cursor | None, function: Cursor | None, depth: int) -> int | None:
    if expression is None or depth > _DEEPEST:
        return None
    number = evaluate_integer(expression)
    if number is not None:
        return number
    cursor = without_conversions(expression)
    kind = kind_id(cursor)
    if kind == _NAME and cursor.referenced is not None and kind_id(cursor.referenced) == _VARIABLE:
        variable = cursor.referenced
        set_once = variable.semantic_parent == function and not _is_set_again(variable, function)
        return _count(last_expression(variable), function, depth + 1) if set_once else None
    operands = [child for child in cursor.get_children() if is_expression(child)] if kind == _BINARY else []
    if len(operands) != 2 or cursor.spelling not in _OPERATORS:
        return None
    first, second = operands
    if cursor.spelling == "-" and _counts_bytes(first):
        start, end = _address(second, function), _address(first, function)
        if start is not None and end is not None:
            return end.offset - start.offset if start.root == end.root else None
    numbers = _count(first, function, depth + 1), _count(second, function, depth + 1)
    if numbers[0] is None or numbers[1] is None:
        return None
    return _OPERATORS[cursor.spelling](numbers[0], numbers[1])


def _counts_bytes(address: Cursor) -> bool:
    """Whether the difference to another such address is in bytes: of numbers, of pointers to `char` and its like."""
    return not is_pointer(address.type) or address.type.get_canonical().get_pointee().get_size() == 1


def _address(expression: Cursor, function: Cursor | None) -> _Address | None:
    """Return the place that a pointer, or a number made of it, leads to: `this`, `p`, `&x`, `&p->member.part`."""
    cursor = without_conversions(expression)
    kind = kind_id(cursor)
    if kind == _THIS:
        return _Address(0, 0)
    if kind == _NAME and cursor.referenced is not None and is_pointer(cursor.type):
        return _Address(identity(cursor.referenced), 0)
    inner = last_expression(cursor) if kind == _UNARY else None
    return _place(inner, function) if inner is not None and is_pointer(cursor.type) else None


def _place(named: Cursor, function: Cursor | None) -> _Address | None:
    """Return the place of what is named: a variable, or a member of one or of what a pointer leads to.

    None for a member of a base: where that begins is not asked.
    """
    offset = 0
    for _ in range(_DEEPEST):
        named = without_parentheses(named)
        field = named.referenced
        if kind_id(named) == _NAME and field is not None:
            return _Address(identity(field), offset)
        if kind_id(named) != _MEMBER or field is None or kind_id(field) != _FIELD:
            return None
        bits = field.get_field_offsetof()
        if bits < 0 or bits % _BITS:
            return None
        offset += bits // _BITS
        owner = last_expression(named)
        if owner is None:
            own = function is not None and function.semantic_parent == field.semantic_parent
            return _Address(0, offset) if own else None
        owner = without_parentheses(owner)
        leads = pointed_at(owner.type) or owner.type.get_canonical()
        if leads.get_declaration() != field.semantic_parent:
            return None
        if is_pointer(owner.type):
            start = _address(owner, function)
            return _Address(start.root, start.offset + offset) if start is not None else None
        named = owner
    return None


def _is_set_again(variable: Cursor, function: Cursor | None) -> bool:
    """Whether the function may set the variable once more, or hand out its address."""
    key = identity(variable)
    result = function is None

    def visit(assignment: Cursor, _parent: Cursor) -> None:
        nonlocal result
        target = next((child for child in assignment.get_children() if is_expression(child)), None)
        named = without_parentheses(target) if target is not None else None
        declared = named.referenced if named is not None and kind_id(named) == _NAME else None
        if declared is not None and identity(declared) == key:
            result = result or kind_id(assignment) != _BINARY or assignment.spelling == "="

    if function is not None:
        descend(function, visit, frozenset({_BINARY, _COMPOUND, _UNARY}))
    return result
