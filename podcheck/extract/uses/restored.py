"""What a block gives back right behind a call that sets the bytes of an object: `x = X();`, `x.port = 80;`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clang.cindex import Cursor, CursorKind

from podcheck.extract.libclang.cursors import holds_offset, is_expression
from podcheck.extract.libclang.typed_calls import is_const_method, kind_id
from podcheck.extract.uses.aliases import without_parentheses
from podcheck.extract.uses.member_paths import find_member_path
from podcheck.model.use_sites import WHOLE

_BLOCK = CursorKind.COMPOUND_STMT.value
_BINARY = CursorKind.BINARY_OPERATOR.value
_CALL = CursorKind.CALL_EXPR.value
_MEMBER = CursorKind.MEMBER_REF_EXPR.value
_LOOPS = frozenset({CursorKind.FOR_STMT.value, CursorKind.CXX_FOR_RANGE_STMT.value})
_METHOD = CursorKind.CXX_METHOD.value
_RESETS = re.compile(r"(?i)^_?(?:re)?(?:set|init|initiali[sz]e|clear|default)s?(?:_?(?:all|values?|defaults?))?_?$")
"""The name of a member function that gives an object its first values."""

_DEEPEST = 50


def find_restored(call: Cursor, function: Cursor, target: int | None) -> tuple[str, ...]:
    """Return the members that the statements right behind the call give a value; `*` stands for the whole object.

    `target` is the identity of the variable that leads to the object, None where that is the object of `function`.
    """
    result: list[str] = []
    for statement in _list_following(call, function):
        given = _find_part(statement, target)
        if given is None:
            break
        result += [given] if given else []
    return tuple(sorted(set(result)))


def _list_following(call: Cursor, function: Cursor) -> Iterator[Cursor]:
    """Yield what follows in the innermost block that the call is a statement of."""
    offset, rest = call.extent.start.offset, iter(())
    cursor: Cursor | None = function
    for _ in range(_DEEPEST):
        children = list(cursor.get_children()) if cursor is not None else []
        at = next((index for index, child in enumerate(children) if holds_offset(child, offset)), None)
        if at is None:
            break
        if cursor is not None and kind_id(cursor) == _BLOCK:
            rest = iter(children[at + 1 :] if is_expression(children[at]) else ())
        cursor = children[at]
    yield from rest


def _find_part(statement: Cursor, target: int | None) -> str | None:
    """Return what of the object the statement gives a value, "" for another object's; None for another statement.

    A loop over the elements of an array is what its body is, where that is one such statement.
    """
    statement = without_parentheses(statement)
    kind = kind_id(statement)
    children = list(statement.get_children())
    if kind in _LOOPS and children:
        inner = list(children[-1].get_children()) if kind_id(children[-1]) == _BLOCK else children[-1:]
        return _find_part(inner[0], target) if len(inner) == 1 else None
    if kind == _BINARY and statement.spelling == "=":
        return _part(children[0], target)
    if kind != _CALL or not children:
        return None
    if statement.spelling == "operator=":
        return _part(children[0], target)
    called = statement.referenced
    if called is None or kind_id(called) != _METHOD or is_const_method(called) or not _RESETS.match(called.spelling):
        return None
    owner = next(iter(children[0].get_children()), None)
    return WHOLE if owner is None and target is None else _part(owner, target) if owner is not None else None


def _part(expression: Cursor, target: int | None) -> str:
    """Return the member of the object that is named; `*` for all of it, and "" for anything else."""
    path = find_member_path(expression, target)
    if not path:
        return "" if path is None else WHOLE
    return path[0] if len(path) == 1 and kind_id(without_parentheses(expression)) == _MEMBER else ""
