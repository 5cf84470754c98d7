"""Raw storage that a pointer to a class leads to, of malloc or an array of bytes: no object is there until one is made.

What a function does with such a variable is looked at when the walk over it is over: whether it makes an object there,
hands the pointer on to who may do so, or goes on as if there were one.
"""

from __future__ import annotations

from clang.cindex import Cursor, CursorKind
from clang.cindex import TypeKind as Clang
from msgspec import Struct

from podcheck.extract.classes.type_refs import is_array
from podcheck.extract.libclang.cursors import descend, identity
from podcheck.extract.libclang.typed_calls import kind_id
from podcheck.extract.uses.callees import Callees, by_value
from podcheck.extract.uses.operands import arguments, operand, pointed_at, root
from podcheck.extract.uses.sites import Sites
from podcheck.model.use_sites import Operation

_CALL = CursorKind.CALL_EXPR.value
_NEW = CursorKind.CXX_NEW_EXPR.value
_MEMBER = CursorKind.MEMBER_REF_EXPR.value
_NAME = CursorKind.DECL_REF_EXPR.value
_FREES = frozenset({"free", "memset", "bzero", "explicit_bzero", "printf", "assert"})


class Storage(Struct):
    """A variable that leads to raw storage, the function that declares it, and the classes' name of what gave it."""

    variable: Cursor
    function: Cursor
    record: Cursor
    source: str


def take_allocation(sites: Sites, call: Cursor, name: str, found: dict[int, Storage]) -> None:
    """Note the variable that is initialised with what an allocating function returns."""
    _take(sites, call, name, found)


def take_cast(sites: Sites, cast: Cursor, found: dict[int, Storage]) -> None:
    """Note the variable that is initialised with an array of bytes, taken for objects of a class."""
    inner = list(cast.get_children())[-1:]
    variable = sites.variable
    if not inner or variable is None or sites.function is None or pointed_at(variable.type) is None:
        return
    start = inner[0]
    while kind_id(start) == CursorKind.UNEXPOSED_EXPR.value and (children := list(start.get_children())):
        start = children[-1]
    declared = start.referenced if kind_id(start) == _NAME else None
    if declared is not None and is_array(declared.type.get_canonical()) and operand(inner[0]).record is None:
        _take(sites, cast, f"'{declared.spelling}'", found)


def _take(sites: Sites, expression: Cursor, source: str, found: dict[int, Storage]) -> None:
    variable, function = sites.variable, sites.function
    if variable is None or function is None or variable.extent.end.offset < expression.extent.end.offset:
        return
    if variable.extent.start.offset > expression.extent.start.offset:
        return
    pointee = variable.type.get_canonical()
    if pointee.kind is not Clang.POINTER:
        return
    record = by_value(pointee.get_pointee())
    if record is not None:
        found.setdefault(identity(variable), Storage(variable, function, record, source))


def settle(sites: Sites, callees: Callees, found: dict[int, Storage]) -> None:
    """Report the storage that is used, or filled, as objects which nobody made; forget what was found."""
    for key, storage in found.items():
        made, used = _look(storage, key, callees)
        fills = sites.fills.pop(key, ())
        place = next(iter(fills), used)
        if not made and place is not None:
            sites.objects(place, Operation.USE_STORAGE, storage.source, [storage.record])
    found.clear()


def _look(storage: Storage, key: int, callees: Callees) -> tuple[bool, Cursor | None]:
    """Return whether an object may be made there, and where a member is first used."""
    made = False
    used: Cursor | None = None

    def visit(cursor: Cursor, _parent: Cursor) -> None:
        nonlocal made, used
        kind = kind_id(cursor)
        if kind == _MEMBER:
            owner = next(iter(cursor.get_children()), None)
            if used is None and owner is not None and root(owner) == key:
                used = cursor
        elif kind == _NEW:
            made = made or _names(cursor, key)
        elif not _keeps_as_it_is(cursor, callees):
            made = made or any(root(argument) == key for argument in arguments(cursor))

    descend(storage.function, visit, frozenset({_CALL, _NEW, _MEMBER}))
    return made, used


def _keeps_as_it_is(call: Cursor, callees: Callees) -> bool:
    """Whether the called function makes no object of what it is given."""
    callee = callees.of(call)
    known = callee is not None and callee.signature is not None
    return known or call.spelling in _FREES


def _names(expression: Cursor, key: int) -> bool:
    found = False

    def visit(cursor: Cursor, _parent: Cursor) -> None:
        nonlocal found
        found = found or (cursor.referenced is not None and identity(cursor.referenced) == key)

    descend(expression, visit, frozenset({_NAME}))
    return found
