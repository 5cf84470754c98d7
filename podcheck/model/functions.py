"""The functions of a class that bear on its traits, and what overload resolution finds among them."""

from __future__ import annotations

from enum import Enum

from podcheck.model.codec import Fact
from podcheck.model.problems import Location
from podcheck.model.subobjects import Access


class FunctionKind(Enum):
    """Which special member function ([special]) a function is."""

    __hash__ = object.__hash__  # Enum's own hashes the name, in Python, each time

    DEFAULT_CONSTRUCTOR = "default_constructor"
    COPY_CONSTRUCTOR = "copy_constructor"
    MOVE_CONSTRUCTOR = "move_constructor"
    COPY_ASSIGNMENT = "copy_assignment"
    MOVE_ASSIGNMENT = "move_assignment"
    DESTRUCTOR = "destructor"
    OTHER_CONSTRUCTOR = "other_constructor"
    """A constructor that is none of these."""

    OTHER_ASSIGNMENT = "other_assignment"
    """An assignment operator that is none of these."""


SPECIAL_MEMBERS = (
    FunctionKind.DEFAULT_CONSTRUCTOR,
    FunctionKind.COPY_CONSTRUCTOR,
    FunctionKind.MOVE_CONSTRUCTOR,
    FunctionKind.COPY_ASSIGNMENT,
    FunctionKind.MOVE_ASSIGNMENT,
    FunctionKind.DESTRUCTOR,
)
"""The six of [special]/1, in the order of the JSON report."""


class RefKind(Enum):
    """How a parameter takes its argument, or a member function its object."""

    NONE = ""
    LVALUE = "&"
    RVALUE = "&&"


class Parameter(Fact, frozen=True):
    """The first parameter of a copy or move function: `const X&` is (LVALUE, const, not volatile)."""

    reference: RefKind
    const: bool
    volatile: bool

    def __str__(self) -> str:
        qualifiers = "const " * self.const + "volatile " * self.volatile
        return f"{qualifiers}X{self.reference.value}"


class Function(Fact, frozen=True):
    """A constructor, assignment operator or destructor that is declared in the class, or a template of one."""

    kind: FunctionKind
    """By [class.copy.ctor] and its kin, considering later default arguments and ellipses; a template is always
    OTHER_CONSTRUCTOR or OTHER_ASSIGNMENT, since it is never special.
    """

    location: Location
    access: Access = Access.PUBLIC
    parameter: Parameter | None = None
    """Of a copy or move function; of a template the best it can do with an object of the class. None if it takes
    anything.
    """

    defaulted: bool = False
    """Whether `= default` stands on the first declaration."""

    deleted: bool = False
    """Whether `= delete` is written."""

    deleted_later: bool = False
    """Whether `= delete` is not in the class template, but in a later specialisation of this member."""

    compiler_deleted: bool = False
    """Whether libclang says that a defaulted function is defined as deleted."""

    implicit: bool = False
    """Whether it is not written at all: libclang declared it when it needed it."""

    template: bool = False
    constraint: str = ""
    """The requires-clause as written; empty where there is none."""

    satisfied: bool | None = None
    """Whether the template arguments satisfy the constraint; of a constructor template that needs no argument, whether
    it can be called without one. None where that is not known.
    """

    failed_part: str = ""
    """The first of the parts that `&&` joins in its constraint which is not satisfied, where there are several."""

    explicit: bool = False
    virtual: bool = False
    object_const: bool = False
    """Whether the function, or its explicit object parameter (C++23), is const."""

    object_volatile: bool = False
    """Whether the function, or its explicit object parameter, is volatile."""

    object_reference: RefKind = RefKind.NONE
    """The ref-qualifier of the function, or the reference of its explicit object parameter; NONE means by value where
    `explicit_object` is set.
    """

    explicit_object: bool = False
    """Whether it has an explicit object parameter."""

    arguments: tuple[int, int | None] = (0, 0)
    """The fewest and the most arguments that it takes; None means any number."""

    empty: bool = False
    """Of a default constructor: whether it is written with an empty body and initialises nothing."""

    zeros: bool = False
    """Of a default constructor: whether it sets nothing but zeros."""

    value: str = ""
    """Of a default constructor: the first member that gets another value, as written, where that is plain."""

    elsewhere: bool = False
    """Of a default constructor: whether another file defines it, so that what it does is not known."""

    @property
    def constrained(self) -> bool:
        """Whether it has a requires-clause."""
        return self.constraint != ""

    @property
    def failure(self) -> str:
        """What to say behind "is not satisfied": which part of the constraint is false, where it has several."""
        return f": '{self.failed_part}' is false" if self.failed_part else ""

    @property
    def user_provided(self) -> bool:
        """Whether it is user-declared, not defaulted or deleted on its first declaration: [dcl.fct.def.default]/5."""
        return not (self.implicit or self.defaulted or (self.deleted and not self.deleted_later))


class VirtualFunction(Fact, frozen=True):
    """A virtual function that the class itself declares."""

    name: str
    location: Location
    pure: bool


class MemberOperation(Enum):
    """A way in which a subobject of class type M is initialised, assigned or destroyed."""

    __hash__ = object.__hash__  # Enum's own hashes the name, in Python, each time

    DEFAULT = "default"  # M()
    COPY = "copy"  # M(const M lvalue)
    COPY_NONCONST = "copy-nonconst"  # M(M lvalue)
    MOVE = "move"  # M(M xvalue)
    MOVE_CONST = "move-const"  # M(const M xvalue)
    ASSIGN = "assign"  # m = const M lvalue
    ASSIGN_NONCONST = "assign-nonconst"  # m = M lvalue
    ASSIGN_MOVE = "assign-move"  # m = M xvalue
    ASSIGN_TO_CONST = "assign-to-const"  # const m = const M lvalue
    ASSIGN_MOVE_TO_CONST = "assign-move-to-const"  # const m = const M xvalue
    DESTROY = "destroy"  # m.~M()


class OverloadOutcome(Enum):
    """What overload resolution comes to for a MemberOperation."""

    TRIVIAL = "trivial"
    """A trivial function."""

    NONTRIVIAL = "nontrivial"
    """A function that is not trivial."""

    UNUSABLE = "unusable"
    """Nothing usable."""
