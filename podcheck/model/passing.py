"""How a compiler passes an object of a class by value."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Passing(Enum):
    """Where a function finds its argument."""

    REGISTERS = "registers"
    STACK = "stack"
    REFERENCE = "reference"
    NOTHING = "nothing"


class CompiledCall(Struct, frozen=True):
    """What one compiler's code does with an argument of a class.

    `passing`: None where it was not asked or did not say, and `note` tells why. `agrees`: it does what podcheck says;
    None where podcheck leaves open what that is. `known`: what explains that it does not. `relocatable`: the answer of
    Clang's builtin `__is_trivially_relocatable`, or of the one that came after it.
    """

    compiler: str
    passing: Passing | None = None
    note: str = ""
    agrees: bool | None = True
    known: str | None = None
    relocatable: bool | None = None
