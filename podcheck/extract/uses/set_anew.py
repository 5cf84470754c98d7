"""The members of an object that its function gives another value, once bytes from outside were read into it."""

from __future__ import annotations

from clang.cindex import Cursor, CursorKind

from podcheck.extract.libclang.cursors import descend
from podcheck.extract.uses.member_paths import find_member_path

_SETTING = frozenset({CursorKind.BINARY_OPERATOR.value, CursorKind.CALL_EXPR.value})


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
        path = find_member_path(given, target) if given is not None else None
        if path:
            result.add(".".join(path))

    descend(function, visit, _SETTING)
    return tuple(sorted(result))
