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
    """What one compiler's code does with an argument of a class."""

    compiler: str
    """The compiler's name."""

    passing: Passing | None = None
    """None where it was not asked or did not answer."""

    note: str = ""
    """Why `passing` is None."""

    agrees: bool | None = True
    """Whether it does what podcheck says; None where podcheck leaves that open."""

    known: str | None = None
    """The defect report or bug that explains a difference; None where nothing known does."""

    relocatable: bool | None = None
    """The answer of Clang's builtin `__is_trivially_relocatable`, or of its successor; None where there is none."""
