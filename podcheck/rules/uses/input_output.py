"""Bytes that leave the process, or come from outside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from podcheck.model.traits import Trait
from podcheck.model.use_sites import Operation
from podcheck.rules.engine import EvaluationContext
from podcheck.rules.uses.advice import advise_bytes, or_change
from podcheck.rules.uses.object_bytes import each_member, gaps, gaps_within, padding_reason, pointer_inside
from podcheck.rules.uses.parts import measures_copyable_base, takes_copyable_parts
from podcheck.rules.uses.requirement import Consequence, Subject, UnmetRequirement, declare_need, lacking, name_of

_COPYABLE = Trait.TRIVIALLY_COPYABLE
_MEANS_NOTHING = "an address means nothing to another process, and its size depends on the machine"
_NUMBER = "or with a std::uintptr_t where its number is wanted"
_SUMS = re.compile(r"(?i)hash|crc|checksum|digest|adler|fnv|md5|sha\d|signature|sum\b")
"""What the name of a function has that takes a sum of bytes."""

_COPIERS = ("dup", "clone")
"""What the name of a function has that keeps a copy of what it is given."""


@declare_need("bytes-out", "[basic.types.general]/3", Consequence.UNSPECIFIED)
def may_be_sent(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """The bytes of an object leave the process only if its class is trivially copyable.

    Why: no object can be made from them again, here or elsewhere.

    Fix: write the members, one by one.

    Where the size ends before the first member whose bytes may not be copied, nothing is wrong.
    """
    if measures_copyable_base(program, subject) or takes_copyable_parts(program, subject):
        return
    fix = or_change(program, subject.key, f"Write {each_member(program, subject.key)}")
    yield from lacking(program, subject, _COPYABLE, "writes out the bytes of {}", fix)


@declare_need("bytes-out-pointer", "[basic.compound]/3", Consequence.PORTABILITY)
def sends_no_pointer(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """No pointer is among the bytes that leave the process.

    Why: an address means nothing in another process or in the next run, and it reveals where things are in memory.
    How many bytes it has, and so where the members behind it lie, differs between machines, even if nobody reads it.

    Fix: write the other members, or a struct without the pointer; with a `std::uintptr_t` in its place if its number is
    wanted, to relocate by it. If what it points to is wanted, write that too.

    Nothing is said where the same file reads such objects, and gives each pointer another value afterwards, nor of a
    pointer that the same function only gives null or an integer before.

    Bytes stay within the process where they go through a pipe that the same file makes by `pipe` or `socketpair`, if
    that file begins no other process.
    """
    if subject.site.stays or subject.lacks(_COPYABLE):
        return
    without = {*subject.known_bytes.set_anew.get(subject.key, ()), *subject.site.numbers}
    reason = pointer_inside(program, subject.key, subject.site.size, without)
    if reason is not None:
        message = f"{subject.site.name} writes out the bytes of {name_of(program, subject)}, whose {reason.message}"
        fix = f"Write the other members, or a struct without it, {_NUMBER}: {_MEANS_NOTHING}."
        yield UnmetRequirement(message, fix, None, (reason,))


@declare_need("bytes-out-padding", "[basic.types.general]/4", Consequence.PORTABILITY)
def sends_no_padding(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """No padding is among the bytes that leave the process, unless it was set before.

    Why: padding holds whatever was in memory, and may leak secrets. Its place differs between machines.

    Fix: set all bytes first, write the members one by one, or order them so that no padding is left.

    It is said of local variables that nothing sets as a whole before, and, with a condition, of parameters that are
    references and of objects of which the file allocates some by `malloc` or `new`, if no file of the run sets all
    bytes of such objects to zero. Static variables begin as zeros, and of objects that another file makes nothing is
    known. Nothing is said of a pipe that the file makes, and begins no process that could share it.
    """
    if subject.site.stays or subject.lacks(_COPYABLE) or subject.has_known_padding(subject.handled):
        return
    if not subject.handled.unset and not subject.may_have_unset_padding:
        return
    if gaps_within(program, subject.key, subject.site.size):
        reason = padding_reason(program, subject.key, gaps(program, subject.key))
        message = f"{subject.site.name} writes out the bytes of {name_of(program, subject)}, some of which are padding"
        members = each_member(program, subject.key)
        if subject.handled.unset:
            fix = f"Set all its bytes first, or write {members}."
        else:
            fix = f"Write {members}, unless all its bytes were set where it is made."
        trait = Trait.HAS_UNIQUE_OBJECT_REPRESENTATIONS
        yield UnmetRequirement(message, fix, trait, (reason,), unless_zeroed=not subject.handled.single)


@declare_need("bytes-in", "[basic.types.general]/3", Consequence.UNDEFINED)
def may_be_received(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """Bytes from outside are written over an object only if its class is trivially copyable.

    Why: no constructor runs, so the class's invariants need not hold.

    Fix: read into a buffer, and make an object from it.

    Where the size ends before the first member whose bytes may not be copied, nothing is wrong.
    """
    if takes_copyable_parts(program, subject):
        return
    fix = or_change(program, subject.key, f"Read {each_member(program, subject.key)}")
    yield from lacking(program, subject, _COPYABLE, "writes bytes from outside over {}", fix)


@declare_need("bytes-in-pointer", "[basic.compound]/3", Consequence.PORTABILITY)
def receives_no_pointer(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """No pointer is among the bytes that come from outside.

    Why: an address from another process, or from an earlier run, points nowhere, or where an attacker wants. How many
    bytes it has, and so where the members behind it lie, differs between machines, even if nobody uses it.

    Nothing is said of a pointer that the same function gives another value afterwards.

    Fix: read into a struct without the pointer; or set it anew before it is used, where the bytes are of the same kind
    of machine.
    """
    if subject.site.stays or subject.lacks(_COPYABLE):
        return
    reason = pointer_inside(program, subject.key, subject.site.size, subject.site.set_anew)
    if reason is not None:
        viewed = subject.site.operation is Operation.VIEW
        verb = "uses bytes from outside as" if viewed else "writes bytes from outside over"
        what = f"{subject.site.name} {verb} {name_of(program, subject)}"
        instead = "Use" if viewed else "Read into"
        fix = f"{instead} a struct without it, {_NUMBER}, or set it anew before it is used: {_MEANS_NOTHING}."
        yield UnmetRequirement(f"{what}, whose {reason.message}", fix, None, (reason,))


@declare_need("bytes-viewed", "[intro.object]/10", Consequence.UNDEFINED)
def may_come_to_life(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """Bytes from outside are used as an object only of an implicit-lifetime, trivially copyable class.

    Why: a buffer holds no object of any other class, unless a constructor has made one.

    Fix: make an object and copy the bytes into it, or read its members one by one.
    """
    trait = Trait.IMPLICIT_LIFETIME if subject.lacks(Trait.IMPLICIT_LIFETIME) else _COPYABLE
    fix = "Construct an object from the bytes."
    yield from lacking(program, subject, trait, "uses bytes from outside as {}", fix)


@declare_need("bytes-handed-over", "[basic.types.general]/3", Consequence.UNSPECIFIED)
def may_be_handed_over(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """All bytes of an object are passed to a function only if its class is trivially copyable.

    Why: whatever the function does with them, no object can be made from them again.

    Fix: pass its members, one by one or in a struct of their own, or make its class trivially copyable.
    """
    name = subject.site.name.lower()
    verb = "Hash" if _SUMS.search(name) else "Pass"
    copies = any(word in name for word in _COPIERS)
    fix = "Copy-construct it." if copies else advise_bytes(program, subject, verb)
    yield from lacking(program, subject, _COPYABLE, "is given the bytes of {}", fix)
