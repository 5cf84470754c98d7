"""Scatter and gather: the objects that an `iovec` leads to, and the call that sends or fills them."""

from __future__ import annotations

from clang.cindex import Cursor, CursorKind
from clang.cindex import TypeKind as Clang
from msgspec import Struct

from podcheck.extract.libclang.cursors import identity
from podcheck.extract.libclang.typed_calls import evaluate_integer, kind_id
from podcheck.extract.uses.calls import note_descriptor, state_size
from podcheck.extract.uses.operands import Measured, Operand, arguments, operand, root, size_of
from podcheck.extract.uses.sites import Sites
from podcheck.model.use_sites import ObjectRole, Operation

_MEMBER = CursorKind.MEMBER_REF_EXPR.value
_LIST = CursorKind.INIT_LIST_EXPR.value
_BASE, _SIZE, _VECTOR = "iov_base", "iov_len", "msg_iov"
_ROLES = {Operation.SEND: ObjectRole.FROM, Operation.RECEIVE: ObjectRole.TO}


class Piece(Struct):
    """What one `iovec` leads to."""

    found: Operand
    """The object."""

    measured: Measured | None = None
    """The `sizeof` that gives its size; None where that is not known yet."""

    size: int | None = None
    """In bytes; None where that is not known yet."""


def take_assignment(sites: Sites, operator: Cursor) -> None:
    """Note `v.iov_base = &x`, `v.iov_len = sizeof x` and `m.msg_iov = v`."""
    if operator.spelling != "=":
        return
    parts = list(operator.get_children())
    if len(parts) != 2 or kind_id(parts[0]) != _MEMBER or parts[0].spelling not in (_BASE, _SIZE, _VECTOR):
        return
    target = _owner(parts[0])
    if target is None:
        return
    if parts[0].spelling == _BASE:
        sites.vectors.setdefault(target, []).append(Piece(operand(parts[1])))
    elif parts[0].spelling == _VECTOR:
        start = root(parts[1])
        if start is not None:
            sites.vector_of[target] = start
    elif target in sites.vectors:
        last = sites.vectors[target][-1]
        last.measured, last.size = size_of(parts[1], sites.sources), evaluate_integer(parts[1])


def take_variable(sites: Sites, variable: Cursor) -> None:
    """Note `iovec v = {p, sizeof *p};`, an array of such too."""
    kind = variable.type.get_canonical()
    while kind.kind in (Clang.CONSTANTARRAY, Clang.INCOMPLETEARRAY):
        kind = kind.get_array_element_type().get_canonical()
    if kind.kind is not Clang.RECORD or kind.get_declaration().spelling != "iovec":
        return
    waiting = [child for child in variable.get_children() if kind_id(child) == _LIST]
    while waiting:
        parts = list(waiting.pop().get_children())
        waiting += [part for part in parts[::-1] if kind_id(part) == _LIST]
        if parts and kind_id(parts[0]) != _LIST:
            size = parts[1] if len(parts) > 1 else None
            piece = Piece(operand(parts[0]))
            if size is not None:
                piece.measured, piece.size = size_of(size, sites.sources), evaluate_integer(size)
            sites.vectors.setdefault(identity(variable), []).append(piece)


def take_call(sites: Sites, call: Cursor, operation: Operation, name: str) -> None:
    """Note each object that the call's `iovec`s lead to."""
    given = arguments(call)
    start = root(given[1]) if len(given) > 1 else None
    start = sites.vector_of.get(start, start) if start is not None else None
    for piece in sites.vectors.pop(start, ()) if start is not None else ():
        if piece.found.record is None or piece.size == 0:
            continue
        handled = [sites.used_object(piece.found.record, piece.found, _ROLES[operation])]
        sizeof = state_size(sites, piece.measured) if piece.measured is not None else None
        before = len(sites.found)
        sites.add(call, operation, name, handled, size=piece.size, sizeof=sizeof)
        if len(sites.found) > before:
            note_descriptor(sites, given[0])


def _owner(member: Cursor) -> int | None:
    """Return the variable that has the member: of `v.iov_base`, `v[1].iov_base`, `p->iov_base`."""
    inner = next(iter(member.get_children()), None)
    return root(inner) if inner is not None else None
