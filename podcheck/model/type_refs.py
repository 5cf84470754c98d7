"""The type of a member or base, as far as a trait depends on it."""

from __future__ import annotations

from enum import Enum

from podcheck.model.codec import Fact

Key = str
"""Identifies a class within a unit: libclang's USR, made unique by place where USRs collide."""


class TypeKind(Enum):
    """What a type is, as far as a trait depends on it."""

    CLASS = "class"  # its members decide, so such a type carries a key
    LVALUE_REFERENCE = "lvalue-reference"
    RVALUE_REFERENCE = "rvalue-reference"
    INTEGRAL = "integral"  # bool, characters, integers, __int128, _BitInt, enumerations
    POINTER = "pointer"  # to object, function or member
    FLOATING = "floating"  # complex numbers and vectors of them too
    NULLPTR = "nullptr"
    EXTENSION = "extension"  # other _Complex and vectors, _Atomic and so on: the implementation decides
    DEPENDENT = "dependent"  # on a template parameter


class TypeRef(Fact, frozen=True):
    """The type of a member or base, with arrays taken apart."""

    spelling: str
    """The whole type, as the source or libclang has it."""

    kind: TypeKind
    """The element's: the type without all extents, as for the next three."""

    record: Key | None = None
    """The element's class; None where it is of none."""

    const: bool = False
    volatile: bool = False
    extents: tuple[int | None, ...] = ()
    """One number per array dimension; None for an unknown bound (flexible) or a dependent one."""

    size: int | None = None
    """The whole type's in bytes; None where it is not known."""

    value_bits: int | None = None
    """The bits of an INTEGRAL element, or of a vector or complex number of such, that take part in its value: 64 for
    long, 8 for bool as both compilers count it.
    """

    points: bool | None = False
    """Whether an EXTENSION is an atomic pointer; None where that is not known."""
