"""Bytes that are copied, set, moved or exchanged within the program."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from podcheck.model.layout import BITS
from podcheck.model.traits import Trait, Truth
from podcheck.model.use_sites import WHOLE, ObjectRole
from podcheck.rules.engine import EvaluationContext
from podcheck.rules.traits.trivially_copyable import trivially_copyable
from podcheck.rules.uses.advice import advise_copy, advise_move, advise_reset, or_change
from podcheck.rules.uses.class_changes import has_only_empty_destructors
from podcheck.rules.uses.constructing import (
    constructs_nothing,
    find_lost,
    made_without_arguments,
    say_more,
    skipped_constructors,
)
from podcheck.rules.uses.neighbours import find_neighbour
from podcheck.rules.uses.object_bytes import const_inside
from podcheck.rules.uses.parts import measures_copyable_base, takes_copyable_parts
from podcheck.rules.uses.requirement import Consequence, Subject, UnmetRequirement, declare_need, lacking, name_of

_COPYABLE = Trait.TRIVIALLY_COPYABLE


@declare_need("raw-copy", "[basic.types.general]/3", Consequence.UNDEFINED)
def may_be_copied(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """The bytes of an object are copied only if its class is trivially copyable.

    Why: the standard gives the copied bytes a meaning only for trivially copyable types. Another class may own what its
    pointers point to, store its own address, or have a pointer to virtual functions. Writing such bytes over an object
    is undefined; what the bytes mean elsewhere is unspecified.

    Fix: copy or move the object by its constructor or assignment, or give it only members whose bytes may be copied.

    A copy function of the class itself is defaulted instead. A class whose destructor frees something needs copy
    functions of its own first; within its member functions the members that are meant will do.

    Where the source is bytes that are in no object, set the members from them; or remove the destructor, if it is empty
    and nothing else keeps the class from being trivially copyable.

    Where they go to bytes that are in no object, as to a buffer, copy the members one by one.

    Where the size is that of a base at the object's start, that base is meant; where it ends before the first member
    whose bytes may not be copied, nothing is wrong.
    """
    written = subject.handled.role is ObjectRole.TO
    if (not written and measures_copyable_base(program, subject)) or takes_copyable_parts(program, subject):
        return
    what = "writes over {}" if written else "copies the bytes of {}"
    for fault in lacking(program, subject, _COPYABLE, what, advise_copy(program, subject)):
        yield fault if written else replace(fault, standing=Consequence.UNSPECIFIED)


@declare_need("raw-write-over-const", "[dcl.type.cv]/4", Consequence.UNDEFINED)
def nothing_const_is_written(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """Bytes are not written over an object with const or reference members.

    Why: a const object must not be modified while it lives, and a reference can't be made to refer to something else;
    the compiler may keep using their old values.

    Fix: construct a new object in the place of the old one.
    """
    if subject.handled.role is not ObjectRole.TO or subject.handled.own:
        return
    reason = const_inside(program, subject.key, subject.site.size)
    if reason is not None:
        message = f"{subject.site.name} writes over {name_of(program, subject)}, whose {reason.message}"
        yield UnmetRequirement(message, "Construct a new object there instead.", None, (reason,))


@declare_need("raw-write-over-neighbour", "[basic.types.general]/3", Consequence.UNDEFINED)
def writes_over_no_neighbour(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """Bytes are not written over a whole base or `[[no_unique_address]]` member that shares them.

    Why: the padding at the end of such a subobject may hold a member of the class around it, whose value is lost.
    Copying bytes is not defined for potentially-overlapping subobjects, even of trivially copyable classes; an
    assignment leaves the neighbour alone.

    Fix: assign it: `to = from;`.
    """
    handled, size = subject.handled, program.classes[subject.key].size
    if handled.role is not ObjectRole.TO or not handled.whole or handled.own or subject.site.size != size:
        return
    neighbour = find_neighbour(program, handled.whole, handled.part, subject.key)
    if neighbour:
        what = f"member '{handled.part}'" if handled.part else f"base {name_of(program, subject)}"
        whole = program.classes[handled.whole].name
        message = (
            f"{subject.site.name} writes over all {size} bytes of the {what} of '{whole}', where '{neighbour}' is too"
        )
        yield UnmetRequirement(message, "Assign it instead.")


def _holds_more(program: EvaluationContext, subject: Subject) -> bool:
    """Whether it holds more than members which are trivially copyable: a constructor may set the bytes of these."""
    facts = program.classes[subject.key]
    plain = (program.classes.get(part) for part in facts.part_keys)
    copyable = all(
        class_facts is not None and trivially_copyable(program, class_facts.key).value is not Truth.NO
        for class_facts in plain
    )
    return not copyable or subject.decide(Trait.POLYMORPHIC).value is not Truth.NO


@declare_need("raw-fill", "[basic.types.general]/3", Consequence.UNDEFINED)
def may_be_filled(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """The bytes of an object are set to a value only if its class is trivially copyable.

    Why: a class that is not trivially copyable may keep a pointer to virtual functions in its bytes, or to memory that
    it will free.

    Fix: assign a new object, `x = X();`.

    Where the class can't be assigned, or its destructor frees something and it has no assignment of its own, construct
    a new object there, `new (&x) X();`, after `x.~X();` if the old one still owns what it holds; or set its members one
    by one.

    Where the size is that of a base at the object's start, that base is meant; where it ends before the first member
    whose bytes may not be copied, nothing is wrong.
    """
    if (subject.handled.own and not _holds_more(program, subject)) or takes_copyable_parts(program, subject):
        return
    virtual = " and its pointer to virtual functions" if subject.decide(Trait.POLYMORPHIC).value is Truth.YES else ""
    fix = advise_reset(program, subject)
    if _needs_no_destructor(program, subject):
        fix = or_change(program, subject.key, fix.removesuffix("."))
    yield from lacking(program, subject, _COPYABLE, "sets the bytes of {}" + virtual, fix)


def _needs_no_destructor(program: EvaluationContext, subject: Subject) -> bool:
    """Whether its bytes may be set as they are once its empty destructors are gone."""
    lost = not constructs_nothing(program, subject.key, subject.site.zeros, True)
    return not (subject.handled.own or lost) and has_only_empty_destructors(program, subject.key)


@declare_need("raw-fill-skips-constructor", "[class.default.ctor]/3", Consequence.PORTABILITY)
def has_no_constructor_to_skip(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """The bytes of an object are set to a value only if its default constructor does nothing.

    Why: the values that the constructor or the members' initializers give are lost, and bytes of zero need not be a
    null pointer or 0.0.

    Fix: assign a new object, `x = X();`.

    A constructor that is written with an empty body, `X() {}`, does nothing either, if those of the members do not.
    Where the bytes are set to zero, one that sets its members to zero does no more; and in a function that a
    constructor of the class calls the object is being made. Values that the statements right behind give back are not
    lost: `x = X();`, `x.port = 80;`, `x.reset();`.

    What a constructor does that another source defines is known where that source is in the run, or lies in the same
    folder, includes the header, and is plain as text: then the lost value is named, or nothing is said. Else the
    constructor may do more.
    """
    if subject.handled.own or subject.lacks(_COPYABLE):
        return
    key, zeros = subject.key, subject.site.zeros
    without = _left_out(program, subject)
    if not subject.lacks(Trait.TRIVIALLY_DEFAULT_CONSTRUCTIBLE) or WHOLE in subject.site.restored:
        return
    if constructs_nothing(program, key, zeros, False, without):
        return
    what = f"{subject.site.name} sets the bytes of {name_of(program, subject)}"
    skipped = skipped_constructors(program, key, what, zeros, without)
    if not made_without_arguments(program, key):
        message = f"{what}, which has no default constructor{find_lost(program, key, zeros, without)}"
    elif skipped is not None:
        message = f"{what}, whose default constructor, which another file defines, may do more"
    else:
        message = say_more(what, find_lost(program, key, zeros, without))
    reasons = subject.decide(Trait.TRIVIALLY_DEFAULT_CONSTRUCTIBLE).reasons
    fix = advise_reset(program, subject)
    yield UnmetRequirement(message, fix, Trait.TRIVIALLY_DEFAULT_CONSTRUCTIBLE, reasons, skipped=skipped)


def _left_out(program: EvaluationContext, subject: Subject) -> frozenset[str]:
    """Return the members that the use does not touch, or that get a value right behind it."""
    facts, size = program.classes[subject.key], subject.site.size
    names = set(subject.site.restored)
    if subject.measures_part and size is not None:
        names |= {field.name for field in facts.fields if field.offset is not None and field.offset >= size * BITS}
    return frozenset(names)


@declare_need("raw-reallocate", "[basic.types.general]/3", Consequence.UNDEFINED)
def may_be_moved_by_realloc(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """An array is passed to realloc only if its elements are trivially copyable.

    Why: `realloc` moves the bytes to another place, without the elements' move constructors.

    Fix: allocate new memory and move the elements, or use std::vector.
    """
    yield from lacking(program, subject, _COPYABLE, "moves the bytes of {}", advise_move(program, subject))


@declare_need("raw-sort", "[alg.c.library]", Consequence.UNDEFINED)
def may_be_sorted_by_bytes(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """An array is passed to qsort only if its elements are trivially copyable.

    Why: `qsort` exchanges their bytes.

    Fix: use std::sort.
    """
    yield from lacking(program, subject, _COPYABLE, "swaps the bytes of {}", "Use std::sort.")
