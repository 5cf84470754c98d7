"""What the source says about a class, and nothing of what follows from it.

Facts are plain frozen data without a libclang cursor, so that they cross processes and caches.
Sizes are in bytes, offsets and bit-field widths in bits, lines and columns 1-based.
"""

from __future__ import annotations

from enum import Enum

from podcheck.model.codec import Fact
from podcheck.model.problems import Location, Problem
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Unit
from podcheck.model.use_sites import CallSite, ConstructorDefinition
from podcheck.paths import resolve_file, without_places

Key = str
"""Identifies a class within a unit: libclang's USR, made unique by place where USRs collide."""


class Access(Enum):
    PUBLIC = "public"
    PROTECTED = "protected"
    PRIVATE = "private"


class RecordKind(Enum):
    STRUCT = "struct"
    CLASS = "class"
    UNION = "union"


class Origin(Enum):
    """Where a class definition comes from."""

    DECLARED = "declared"
    """It is written out."""

    INSTANTIATED = "instantiated"
    """It is an implicit instance of a template."""

    TEMPLATE = "template"
    """It is the template's pattern itself."""


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
    """Of a default constructor or destructor: whether it is written with an empty body and initialises nothing."""

    zeros: bool = False
    """Of a default constructor: whether it sets nothing but zeros."""

    value: str = ""
    """Of a default constructor: the first member that gets another value, as written, where that is plain."""

    values: tuple[str, ...] = ()
    """Of a default constructor: all members that get another value, where it does nothing else; else empty."""

    elsewhere: bool = False
    """Of a default constructor: whether another file defines it, or one file alone sees what it does."""

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


class Annotation(Fact, frozen=True):
    """The text of a `[[clang::annotate("...")]]` on a class."""

    text: str
    location: Location
    """Where the attribute stands."""


class ClassFacts(Fact, frozen=True):
    """One class, struct or union definition."""

    key: Key
    name: str
    """The fully qualified canonical spelling with template arguments."""

    kind: RecordKind
    origin: Origin
    location: Location
    """The place of the name, or of the keyword of an unnamed class."""

    end: Location
    """The place just behind the closing brace."""

    size: int | None = None
    """In bytes; None where there is none."""

    align: int | None = None
    """In bytes; None where there is none."""

    bases: tuple[Base, ...] = ()
    """The direct ones, in order."""

    fields: tuple[Field, ...] = ()
    """Non-static data members and unnamed bit-fields, in order."""

    functions: tuple[Function, ...] = ()
    """Constructors, assignment operators and destructors, in order."""

    virtual_functions: tuple[VirtualFunction, ...] = ()
    """Those that the class itself declares."""

    inherited_constructors: tuple[Location, ...] = ()
    """Where `using Base::Base` stands."""

    inherited_assignments: tuple[Location, ...] = ()
    """Where `using Base::operator=` stands."""

    friends: tuple[str, ...] = ()
    """USRs of befriended classes and class templates; friend functions are of no interest here."""

    parent: Key | None = None
    """The class that it is nested in."""

    template: str | None = None
    """The USR of the template it instantiates."""

    named: bool = False
    """Whether it is INSTANTIATED and the given files name it themselves, rather than reach it by a base or member."""

    reported: bool = True
    """Whether it belongs in the report: it is a class of the given files or chosen headers, or such an instantiation,
    or one reached from it. Other classes are here because a reported one needs their facts.
    """

    anonymous: bool = False
    """Whether it is an anonymous union or struct, whose members are those of the class around it."""

    dependent: bool = False
    """Whether it is a template's pattern, or within one."""

    local: bool = False
    """Whether it is declared in a function."""

    closure: bool = False
    """Whether it is a closure type."""

    captureless: bool = False
    """Whether it is a closure type without captures."""

    abstract: bool | None = None
    """libclang's answer, which considers final overriders."""

    final: bool = False
    packed: bool = False
    """Whether it has the attribute `packed`."""

    aligned: bool = False
    """Whether it has an alignment attribute."""

    trivial_abi: bool = False
    """Whether it has the attribute `trivial_abi`."""

    spelling: str | None = None
    """The name that a probe behind the unit's end may use for it; None where it can't be named there."""

    in_place: bool = False
    """Whether `spelling` is for a probe right behind the class itself, in its function."""

    complete: bool = True
    """False when its definition contains an error; then no answer is given."""

    asked: tuple[tuple[MemberOperation, OverloadOutcome], ...] = ()
    """What libclang finds for each operation of a class whose overload sets the facts above can't settle (templates,
    constraints), from an unrelated context with access checking off.
    """

    accessible: tuple[tuple[MemberOperation, OverloadOutcome], ...] = ()
    """The same with access checking on."""

    forced_deleted: tuple[tuple[FunctionKind, bool], ...] = ()
    """Which of its own functions libclang says are deleted, where friendship decides."""

    begin: Location | None = None
    """The place where its declaration begins, at the `template` or `struct` say."""

    annotations: tuple[Annotation, ...] = ()
    """As written; of a template's instance those of the template."""

    hidden: bool = False
    """Whether a name that `spelling` needs is private or protected."""

    virtual_offsets: tuple[tuple[Key, int], ...] = ()
    """The offsets of virtual bases in a complete object of the class, those of bases as far as libclang was asked."""

    unplaced: bool = False
    """Whether it has more members within its members than libclang was asked about, so that no offset is known."""

    @property
    def part_types(self) -> tuple[TypeRef, ...]:
        """The types of its direct bases and of its members, in the order of the declaration."""
        return (*(base.type for base in self.bases), *(field.type for field in self.fields))

    @property
    def part_keys(self) -> tuple[Key, ...]:
        """The keys of the classes that its direct bases and members are, or are arrays of."""
        return tuple([type_.record for type_ in self.part_types if type_.record is not None])

    @property
    def identity(self) -> tuple[Key, Location]:
        """The same for what two units read at one place, whatever its file is called: a key may hold that name."""
        place = self.location
        return self.key.removesuffix(f"@{resolve_file(place.file)}:{place.line}:{place.column}"), place.identity

    @property
    def outline(self) -> tuple[object, ...]:
        """What is written in the class, to tell whether two definitions are the same."""
        return (
            self.kind,
            self.packed,
            tuple((without_places(base.type.spelling), base.access, base.virtual) for base in self.bases),
            tuple(
                (
                    field.name,
                    without_places(field.type.spelling),
                    field.access,
                    field.has_initializer,
                    field.bit_width,
                    field.no_unique_address,
                )
                for field in self.fields
            ),
            tuple(
                (function.kind, function.parameter, function.defaulted, function.deleted, function.access)
                for function in self.functions
            ),
            tuple(function.name for function in self.virtual_functions),
        )


class UnitFacts(Fact, frozen=True):
    """All classes that a unit's report needs, and what went wrong."""

    unit: Unit
    std: CxxStandard
    target: str
    """The LLVM triple."""

    libclang: str
    """The library's version text."""

    classes: tuple[ClassFacts, ...] = ()
    """The reported ones and every class that they reach, in source order; a class that a subobject names and that is
    not among them could not be analysed.
    """

    problems: tuple[Problem, ...] = ()
    library: int | None = None
    """The version number of the C++ library whose headers the unit reads; None where it reads none."""

    pointer: int | None = None
    """The size of the target's pointers in bytes."""

    uses: tuple[CallSite, ...] = ()
    """The places that rely on a trait of a class, if the unit looks for them."""

    constructors: tuple[ConstructorDefinition, ...] = ()
    """The default constructors that its own file defines outside their classes, if the unit looks for uses."""

    reads: tuple[str, ...] = ()
    """The files that the unit is made of."""

    misfit: str | None = None
    """Why it was parsed alone and not on top of shared headers; "" where it was not, None where there were none."""
