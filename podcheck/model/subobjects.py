"""The members and bases that a class is made of."""

from __future__ import annotations

from enum import Enum

from podcheck.model.codec import Fact
from podcheck.model.problems import Location
from podcheck.model.type_refs import TypeRef


class Access(Enum):
    PUBLIC = "public"
    PROTECTED = "protected"
    PRIVATE = "private"


class Field(Fact, frozen=True):
    """A non-static data member or unnamed bit-field."""

    name: str
    """Empty for an unnamed bit-field, and for an anonymous member."""

    type: TypeRef
    access: Access
    location: Location
    offset: int | None = None
    """In bits; None where it is not known."""

    bit_width: int | None = None
    """In bits; None for what is no bit-field."""

    mutable: bool = False
    has_initializer: bool = False
    """Whether it has a default member initializer."""

    no_unique_address: bool = False
    """Whether it has the attribute."""

    anonymous: bool = False
    """Whether it is the implicit member of an anonymous union or struct, whose members are the class's."""

    zero_initializer: bool = False
    """Whether its default member initializer is a zero."""

    @property
    def unnamed_bit_field(self) -> bool:
        """Whether it is an unnamed bit-field, which is not a member of the class ([class.bit]/2)."""
        return self.bit_width is not None and not self.name


class Base(Fact, frozen=True):
    """A direct base class."""

    type: TypeRef
    access: Access
    virtual: bool
    location: Location
    offset: int | None = None
    """In bits; None for a virtual or dependent one."""
