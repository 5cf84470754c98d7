"""Raw storage that a pointer to a class leads to, of malloc or an array of bytes: no object is there until one is made.

What a function does with such a variable is looked at when the walk over it is over: whether it makes an object there,
hands the pointer on to who may do so, or goes on as if there were one.
"""

from __future__ import annotations

import re

from clang.cindex import Cursor, CursorKind
from clang.cindex import TypeKind as Clang
from msgspec import Struct

from podcheck.extract.classes.type_refs import is_array
from podcheck.extract.libclang.cursors import descend, identity, last_expression, raw_location
from podcheck.extract.libclang.typed_calls import kind_id
from podcheck.extract.uses.aliases import without_conversions, without_parentheses
from podcheck.extract.uses.callees import Callees, by_value, is_zeroing
from podcheck.extract.uses.operands import arguments, operand, pointed_at, root
from podcheck.extract.uses.sites import Sites
from podcheck.model.use_sites import Operation

_CALL = CursorKind.CALL_EXPR.value
_NEW = CursorKind.CXX_NEW_EXPR.value
_MEMBER = CursorKind.MEMBER_REF_EXPR.value
_NAME = CursorKind.DECL_REF_EXPR.value
_VARIABLE = CursorKind.VAR_DECL.value
_FIELD = CursorKind.FIELD_DECL.value
_METHOD = CursorKind.CXX_METHOD.value
_BINARY = CursorKind.BINARY_OPERATOR.value
_UNARY = CursorKind.UNARY_OPERATOR.value
_CONVERSIONS = frozenset(
    kind.value
    for kind in (
        CursorKind.UNEXPOSED_EXPR,
        CursorKind.PAREN_EXPR,
        CursorKind.CSTYLE_CAST_EXPR,
        CursorKind.CXX_STATIC_CAST_EXPR,
        CursorKind.CXX_REINTERPRET_CAST_EXPR,
    )
)
_FREES = frozenset({"free", "memset", "bzero", "explicit_bzero", "printf", "assert"})


class Storage(Struct):
    """A variable that leads to raw storage."""

    variable: Cursor
    function: Cursor
    """The function that declares it."""

    record: Cursor
    """The class that it points to."""

    source: str
    """The name of what gave the storage."""

    array: int | None = None
    """The identity of the array of bytes that it is; None for allocated memory."""

    given: int | None = None
    """The byte offset of the assignment that gave it; None where its initializer did."""


def take_allocation(sites: Sites, call: Cursor, name: str, storages: dict[int, Storage]) -> None:
    """Note the variable that is initialised with what an allocating function returns."""
    _take(sites, call, name, storages)
    if sites.variable is not None and identity(sites.variable) in storages:
        _note_zeros(sites, name, identity(sites.variable))


def take_cast(sites: Sites, cast: Cursor, storages: dict[int, Storage]) -> None:
    """Note the variable that is initialised with an array of bytes, taken for objects of a class."""
    inner = list(cast.get_children())[-1:]
    variable = sites.variable
    if not inner or variable is None or sites.function is None or pointed_at(variable.type) is None:
        return
    start = inner[0]
    while kind_id(start) == CursorKind.UNEXPOSED_EXPR.value and (children := list(start.get_children())):
        start = children[-1]
    declared = start.referenced if kind_id(start) == _NAME else None
    if declared is None or not is_array(declared.type.get_canonical()) or operand(inner[0]).record is not None:
        return
    if not _is_constructed_elsewhere(sites, declared):
        _take(sites, cast, f"'{declared.spelling}'", storages, identity(declared))


def _is_constructed_elsewhere(sites: Sites, array: Cursor) -> bool:
    """Whether the text of the file, or of the one that declares it, has `new (array)` anywhere."""
    if kind_id(array) == _VARIABLE and array.semantic_parent == sites.function:
        return False
    place = re.compile(rb"\bnew\s*\([^()]*(?:\([^()]*\)[^()]*)*\b" + re.escape(array.spelling.encode()) + rb"\b")
    file = raw_location(array)[0]
    return any(place.search(text) for text in (sites.sources.main, sites.sources.content(file) if file else b""))


def take_assignment(sites: Sites, operator: Cursor, callees: Callees, storages: dict[int, Storage]) -> None:
    """Note the local variable that what an allocating function returns is assigned to."""
    parts = list(operator.get_children())
    if operator.spelling != "=" or len(parts) != 2 or sites.function is None or kind_id(parts[0]) != _NAME:
        return
    variable = parts[0].referenced
    if variable is None or kind_id(variable) != _VARIABLE or variable.semantic_parent != sites.function:
        return
    record = _class_pointed_at(variable)
    call = parts[1] if record is not None else None
    while call is not None and kind_id(call) != _CALL:
        call = last_expression(call) if kind_id(call) in _CONVERSIONS else None
    callee = callees.of(call) if call is not None else None
    if record is not None and callee is not None and callee.allocates:
        storage = Storage(variable, sites.function, record, callee.name, given=operator.extent.start.offset)
        storages.setdefault(identity(variable), storage)
        _note_zeros(sites, callee.name, identity(variable))


def _note_zeros(sites: Sites, name: str, variable: int) -> None:
    """Remember that all bytes are zero, where the function sees to that."""
    if is_zeroing(name):
        sites.cleared.add(variable)


def _class_pointed_at(variable: Cursor) -> Cursor | None:
    pointee = variable.type.get_canonical()
    return by_value(pointee.get_pointee()) if pointee.kind is Clang.POINTER else None


def _take(
    sites: Sites, expression: Cursor, source: str, storages: dict[int, Storage], array: int | None = None
) -> None:
    variable, function = sites.variable, sites.function
    if variable is None or function is None or not _is_converted(last_expression(variable), expression):
        return
    record = _class_pointed_at(variable)
    if record is not None:
        storages.setdefault(identity(variable), Storage(variable, function, record, source, array))


def _is_converted(result: Cursor | None, expression: Cursor) -> bool:
    """Whether the result is that expression, converted at most: not what a `new` or a function makes of it."""
    kind, extent = kind_id(expression), expression.extent
    while result is not None and (kind_id(result) != kind or result.extent != extent):
        result = last_expression(result) if kind_id(result) in _CONVERSIONS else None
    return result is not None


def settle(sites: Sites, callees: Callees, storages: dict[int, Storage]) -> None:
    """Report the storage that is used, or filled, as objects which nobody made, and those of its members that are;
    forget it all.
    """
    for key, storage in storages.items():
        observed = _Observation(storage, key, callees)
        descend(storage.function, observed.visit, frozenset({_CALL, _NEW, _MEMBER, _BINARY}))
        place = next(iter(sites.fills.pop(key, ())), observed.used)
        if not observed.made and place is not None:
            sites.objects(place, Operation.USE_STORAGE, storage.source, [storage.record])
            for member, record in observed.list_used_members():
                sites.member_of_storage(member, storage.source, storage.record, record)
    storages.clear()


def holds_fresh_memory(function: Cursor | None, variable: int | None) -> bool:
    """Whether all that the variable gets in the function is memory that a call returned as `void*`, and no member of it
    is used, nor a `new` of it: then no object need be there.
    """
    fresh = other = False

    def visit(cursor: Cursor, _parent: Cursor) -> None:
        nonlocal fresh, other
        kind = kind_id(cursor)
        if kind == _VARIABLE:
            target, value = cursor, last_expression(cursor)
        elif kind == _BINARY and cursor.spelling == "=":
            first = next(iter(cursor.get_children()), None)
            named = first is not None and kind_id(first) == _NAME
            target, value = (first.referenced if first is not None and named else None), last_expression(cursor)
        elif kind == _BINARY:
            return
        else:
            owner = next(iter(cursor.get_children()), None)
            other = other or (owner is not None and root(owner) == variable)
            return
        if target is not None and value is not None and identity(target) == variable:
            fresh, other = fresh or _is_memory(value), other or not _is_memory(value)

    if function is not None and variable is not None:
        descend(function, visit, frozenset({_VARIABLE, _BINARY, _MEMBER, _NEW}))
    return fresh and not other


def _is_memory(value: Cursor) -> bool:
    """Whether it is what a call returned as `void*`, converted."""
    value = without_conversions(value)
    pointee = pointed_at(value.type)
    return kind_id(value) == _CALL and pointee is not None and pointee.kind is Clang.VOID


class _Observation:
    """What a function does with a variable that leads to raw storage.

    `made`: whether an object may be made there. `used`: where a member is first used, if one is.
    """

    def __init__(self, storage: Storage, key: int, callees: Callees) -> None:
        self.storage, self.key, self.callees = storage, key, callees
        self.places = {place for place in (key, storage.array) if place is not None}
        self.made = False
        self.used: Cursor | None = None
        self._members: dict[int, tuple[Cursor, Cursor]] = {}
        self._handed_on: set[int] = set()

    def list_used_members(self) -> list[tuple[Cursor, Cursor]]:
        """Return where each member of class type is first used as an object, and its class; not those of which a
        function has the address, which may make one there.
        """
        return [member for field, member in self._members.items() if field not in self._handed_on]

    def visit(self, cursor: Cursor, _parent: Cursor) -> None:
        """Take what this expression does."""
        kind = kind_id(cursor)
        if kind == _MEMBER:
            owner = next(iter(cursor.get_children()), None)
            if self.used is None and owner is not None and root(owner) == self.key:
                self.used = cursor
            if owner is not None and cursor.referenced is not None and kind_id(cursor.referenced) == _METHOD:
                self._note_member(owner)
        elif kind == _NEW:
            self.made = self.made or any(_names(cursor, place) for place in self.places)
        elif kind == _BINARY:
            self.made = self.made or _is_other_assignment(cursor, self.storage)
        elif not _keeps_as_it_is(cursor, self.callees):
            given = arguments(cursor)
            if given and _is_operator_of_class(cursor):
                self._note_member(given.pop(0))
            self.made = self.made or any(root(argument) in self.places for argument in given)
            for argument in given:
                self._hand_on(argument)

    def _note_member(self, expression: Cursor) -> None:
        """Note the member of the storage that is the object of a member function."""
        member = without_parentheses(expression)
        field = member.referenced if kind_id(member) == _MEMBER else None
        record = by_value(field.type) if field is not None and kind_id(field) == _FIELD else None
        if field is not None and record is not None and _is_member_of(member, self.key):
            self._members.setdefault(identity(field), (member, record))

    def _hand_on(self, argument: Cursor) -> None:
        """Note the members that a function is given, or their addresses."""
        while kind_id(argument) in (*_CONVERSIONS, _UNARY) and (inner := last_expression(argument)) is not None:
            argument = inner
        while kind_id(argument) == _MEMBER and argument.referenced is not None:
            self._handed_on.add(identity(argument.referenced))
            owner = next(iter(argument.get_children()), None)
            if owner is None:
                break
            argument = without_parentheses(owner)


def _is_member_of(member: Cursor, key: int) -> bool:
    """Whether it is a member of what the variable leads to, or a member of such a one."""
    owner: Cursor | None = member
    while owner is not None and kind_id(owner) == _MEMBER:
        owner = next(iter(owner.get_children()), None)
        owner = without_parentheses(owner) if owner is not None else None
    return owner is not None and root(owner) == key


def _is_operator_of_class(call: Cursor) -> bool:
    """Whether the call is of an operator that is a member function, so that the first argument is its object."""
    function = call.referenced
    return function is not None and kind_id(function) == _METHOD and function.spelling.startswith("operator")


def _is_other_assignment(operator: Cursor, storage: Storage) -> bool:
    """Whether the variable, or one that it is handed on to, gets what may be another object."""
    if operator.spelling != "=":
        return False
    parts = list(operator.get_children())
    if len(parts) != 2 or operator.extent.start.offset == storage.given:
        return False
    key = identity(storage.variable)
    declared = parts[0].referenced if kind_id(parts[0]) == _NAME else None
    return declared is not None and identity(declared) == key


def _keeps_as_it_is(call: Cursor, callees: Callees) -> bool:
    """Whether the called function makes no object of what it is given."""
    callee = callees.of(call)
    known = callee is not None and callee.signature is not None
    return known or call.spelling in _FREES


def _names(expression: Cursor, key: int) -> bool:
    result = False

    def visit(cursor: Cursor, _parent: Cursor) -> None:
        nonlocal result
        result = result or (cursor.referenced is not None and identity(cursor.referenced) == key)

    descend(expression, visit, frozenset({_NAME}))
    return result
