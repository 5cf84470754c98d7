"""How a need is written down: what an operation asks of a class, and what the standard says where it is not so."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from enum import Enum

from msgspec import Struct

from podcheck.model.problems import Location
from podcheck.model.traits import Trait, Truth
from podcheck.model.type_refs import Key
from podcheck.model.use_sites import CallSite, UsedObject
from podcheck.model.verdicts import Reason
from podcheck.rules.engine import Decision, EvaluationContext


class Consequence(Enum):
    """What the standard says of a use whose need is not met."""

    UNDEFINED = "undefined"
    ILL_FORMED = "ill-formed"
    CONDITIONAL = "conditionally-supported"
    UNSPECIFIED = "unspecified"
    PORTABILITY = "portability"  # it is well-defined, but not the same everywhere
    ASKED = "asked for"  # by an annotation
    MISTAKE = "mistake"  # whatever it does, it is hardly meant

    @property
    def severity(self) -> str:
        """As findings have it."""
        if self in (Consequence.UNDEFINED, Consequence.ILL_FORMED, Consequence.ASKED):
            return "error"
        return "note" if self is Consequence.PORTABILITY else "warning"


class KnownBytes(Struct, frozen=True):
    """What a unit shows of the bytes of the objects of classes."""

    zeroed: frozenset[Key] = frozenset()
    """The classes of which it sets whole objects to zero."""

    begun_as_zeros: frozenset[Key] = frozenset()
    """Those of which a constructor does so."""

    unset: frozenset[Key] = frozenset()
    """The classes of which it allocates objects whose bytes it never sets as a whole."""

    set_anew: Mapping[Key, frozenset[str]] = {}
    """The members that it gives a value after it has read an object of the class from outside."""


class Subject(Struct, frozen=True):
    """One object at a use."""

    site: CallSite
    handled: UsedObject
    """The object."""

    decide: Callable[[Trait], Decision]
    """How each trait of its class is decided."""

    known_bytes: KnownBytes = KnownBytes()
    """What the unit shows of the bytes of objects."""

    @property
    def key(self) -> Key:
        """The key of the object's class."""
        return self.handled.record

    def has_known_padding(self, handled: UsedObject) -> bool:
        """Whether the bytes of the object were set before, or may well have been where the code does not make it."""
        if handled.cleared or (not handled.made_here and handled.record in self.known_bytes.zeroed):
            return True
        return handled.given and handled.record in self.known_bytes.begun_as_zeros

    @property
    def may_have_unset_padding(self) -> bool:
        """Whether its padding may be what was in memory: such objects are made in the file, or a parameter names it."""
        return self.handled.given or self.key in self.known_bytes.unset

    @property
    def measures_part(self) -> bool:
        """Whether the size is not plainly that of another class, or of a pointer, so that it may mean a part."""
        sizeof = self.site.sizeof
        return sizeof is None or (not sizeof.pointer and sizeof.record in (None, self.key))

    def lacks(self, trait: Trait) -> bool:
        """Whether the class surely does not have the trait."""
        return self.decide(trait).value is Truth.NO


class UnseenConstructor(Struct, frozen=True):
    """A default constructor that another file defines."""

    key: Key
    """Its class's."""

    declared: Location
    """The place of its class."""

    name: str
    """Its class's name."""

    part: bool
    """Whether that is the class of a part of the object, not the object's own."""

    @property
    def owner(self) -> str:
        """The name of the part's class; empty for the object's own."""
        return self.name if self.part else ""


class SkippedConstructors(Struct, frozen=True):
    """The constructors that alone decide whether a use loses a value, and that other files define."""

    what: str
    """What the use does, with the class's name."""

    zeros: bool
    """Whether the use sets all bytes to zero, so that a constructor may do the same."""

    without: frozenset[str]
    """The object's members that the use does not touch, or whose values it gives back."""

    constructors: tuple[UnseenConstructor, ...]


class UnmetRequirement(Struct, frozen=True):
    """Why a need is not met."""

    message: str
    """What is wrong with the class."""

    fix: str
    """What to do."""

    trait: Trait | None = None
    """The trait that the class lacks; None where it is about none."""

    reasons: tuple[Reason, ...] = ()
    """What leads to the root cause."""

    standing: Consequence | None = None
    """What the standard says of it, where that is not what the need has; else None."""

    in_template: str = ""
    """What to do where a template does it to several classes: what suits one need not suit another."""

    unless_zeroed: bool = False
    """Whether nothing is wrong where a file of the run sets whole objects of the class to zero."""

    skipped: SkippedConstructors | None = None
    """What other files decide about it; None where nothing is left to decide."""


class Need(Struct, frozen=True):
    """What must hold of an object for an operation."""

    code: str
    """Names the fault; public."""

    clause: str
    """Its number in N4950; empty where there is none."""

    standing: Consequence
    """What the standard says of a use that does not meet it."""

    faults: Callable[[EvaluationContext, Subject], Iterator[UnmetRequirement]]
    """Yields why the need is not met; its docstring is the need's page."""

    @property
    def page(self) -> str:
        """What the need's function says about itself."""
        return self.faults.__doc__ or ""


class Unmet(Struct, frozen=True):
    """A use of a class that lacks what it needs."""

    need: Need
    site: CallSite
    record: Key | None
    """The class's key; None where it is about none."""

    fault: UnmetRequirement

    @property
    def location(self) -> Location:
        """Where the use stands."""
        return self.site.location

    @property
    def standing(self) -> Consequence:
        """What the standard says of it."""
        return self.fault.standing or self.need.standing

    @property
    def message(self) -> str:
        """One sentence on the fault, the standard's word on it, one on what to do."""
        origin = self.site.origin
        since = f"{os.path.basename(origin.file)}:{origin.line}" if origin is not None else ""
        word = f" of the class that {since} names" if self.site.of_class else f" from {since}"
        where = f", in the instance {self.site.instance}{word if since else ''}" if self.site.instance else ""
        clause = f", {self.need.clause}" if self.need.clause else ""
        return f"{self.fault.message}{where} ({self.standing.value}{clause}). {self.fault.fix}"


def name_of(program: EvaluationContext, subject: Subject) -> str:
    """Return the class's name, in quotes."""
    return f"'{program.classes[subject.key].name}'"


def lacking(
    program: EvaluationContext, subject: Subject, trait: Trait, what: str, fix: str
) -> Iterator[UnmetRequirement]:
    """Yield the fault of a class that surely lacks the trait; `what` has `{}` for the class."""
    if subject.lacks(trait):
        done = what.format(name_of(program, subject))
        message = f"{subject.site.name} {done}, which is not {trait.phrase}"
        yield UnmetRequirement(message, fix, trait, subject.decide(trait).reasons)


def declare_need(
    code: str, clause: str, standing: Consequence
) -> Callable[[Callable[[EvaluationContext, Subject], Iterator[UnmetRequirement]]], Need]:
    """Declare a need: `code` names the fault, the function the condition."""

    def declare(function: Callable[[EvaluationContext, Subject], Iterator[UnmetRequirement]]) -> Need:
        return Need(code, clause, standing, function)

    return declare
