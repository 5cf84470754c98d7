"""What the source says about a class, and nothing of what follows from it; its parts are in the files beside this one.

Facts are plain frozen data without a libclang cursor, so that they cross processes and caches.
Sizes are in bytes, offsets and bit-field widths in bits, lines and columns 1-based.
"""

from __future__ import annotations

from enum import Enum

from podcheck.model.codec import Fact
from podcheck.model.functions import Function, FunctionKind, MemberOperation, OverloadOutcome, VirtualFunction
from podcheck.model.problems import Location, Problem
from podcheck.model.subobjects import Base, Field
from podcheck.model.traits import CxxStandard
from podcheck.model.type_refs import Key, TypeRef
from podcheck.model.units import Unit
from podcheck.model.use_sites import CallSite, ConstructorDefinition
from podcheck.paths import resolve_file, without_places


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

    inherits_from_empty_pack: bool = False
    """Whether a using-declaration names the constructors of a pack of bases that is empty."""

    friends: tuple[str, ...] = ()
    """Keys of befriended classes and class templates; friend functions are of no interest here."""

    parent: Key | None = None
    """The class that it is nested in."""

    template: str | None = None
    """The key of the primary template that it is a specialisation of."""

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

    overload_answers: tuple[tuple[MemberOperation, OverloadOutcome], ...] = ()
    """What libclang finds for each operation of a class whose overload sets the facts above can't settle (templates,
    constraints), from an unrelated context with access checking off.
    """

    overload_answers_with_access: tuple[tuple[MemberOperation, OverloadOutcome], ...] = ()
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

    empty_destructors: tuple[Key, ...] = ()
    """The classes whose destructors its own file defines outside, with empty bodies, if the unit looks for uses."""

    reads: tuple[str, ...] = ()
    """The files that the unit is made of."""

    misfit: str | None = None
    """Why it was parsed alone and not on top of shared headers; "" where it was not, None where there were none."""
