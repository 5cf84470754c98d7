"""Which object an expression leads to a part of: a base of it, or a member that may share its bytes with others."""

from __future__ import annotations

from clang.cindex import Cursor, CursorKind, Type
from clang.cindex import TypeKind as Clang
from msgspec import Struct

from podcheck.extract.libclang.cursors import definition, identity
from podcheck.extract.libclang.typed_calls import has_attributes, kind_id

_BASE = CursorKind.CXX_BASE_SPECIFIER.value
_VARIABLE = CursorKind.VAR_DECL.value
_FIELD = CursorKind.FIELD_DECL.value
_REFERENCES = frozenset({Clang.LVALUEREFERENCE, Clang.RVALUEREFERENCE})


class AddressedSubobject(Struct, frozen=True):
    """A part of an object."""

    whole: Cursor
    """The class of the object."""

    part: str = ""
    """The member's name; empty for a base."""


def member_of(named: Cursor) -> AddressedSubobject | None:
    """Return the member that the expression names, where an attribute of it may have it share its bytes."""
    field = named.referenced
    if field is None or kind_id(field) != _FIELD or not has_attributes(field):
        return None
    owner = field.semantic_parent
    whole = definition(owner.type.get_canonical()) if owner is not None else None
    return AddressedSubobject(whole, field.spelling) if whole is not None else None


def base_of(record: Cursor, kind: Type) -> AddressedSubobject | None:
    """Return the base of that class within an object of the type, which was converted to it."""
    canonical = kind.get_canonical()
    while canonical.kind is Clang.POINTER or canonical.kind in _REFERENCES:
        canonical = canonical.get_pointee().get_canonical()
    whole = definition(canonical) if canonical.kind is Clang.RECORD else None
    if whole is None or whole == record or not _has_base(whole, record):
        return None
    return AddressedSubobject(whole)


def is_alias(variable: Cursor) -> bool:
    """Whether it always leads to what it was initialised with: a reference, or a const pointer."""
    if kind_id(variable) != _VARIABLE:
        return False
    kind = variable.type.get_canonical()
    return kind.kind in _REFERENCES or (kind.kind is Clang.POINTER and kind.is_const_qualified())


def _has_base(record: Cursor, base: Cursor) -> bool:
    """Whether the class has the other among its bases, however far up; each is looked at once."""
    waiting, seen = [record], {identity(record)}
    while waiting:
        for child in waiting.pop().get_children():
            result = definition(child.type.get_canonical()) if kind_id(child) == _BASE else None
            if result is not None and result == base:
                return True
            if result is not None and identity(result) not in seen:
                seen.add(identity(result))
                waiting.append(result)
    return False
