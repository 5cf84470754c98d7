"""Bytes that leave the process, or come from outside."""

from __future__ import annotations

from collections.abc import Iterator

from podcheck.model.traits import Trait
from podcheck.model.use_sites import Operation
from podcheck.rules.engine import EvaluationContext
from podcheck.rules.uses.object_bytes import gaps, gaps_within, padding_reason, pointer_inside
from podcheck.rules.uses.requirement import Consequence, Subject, UnmetRequirement, declare_need, lacking, name_of

_COPYABLE = Trait.TRIVIALLY_COPYABLE
_PASS_OBJECT = "Pass the object itself, or make its class trivially copyable."
_COPIERS = ("dup", "clone")
"""What the name of a function has that keeps a copy of what it is given."""


@declare_need("bytes-out", "[basic.types.general]/3", Consequence.UNSPECIFIED)
def may_be_sent(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """The bytes of an object leave the process only if its class is trivially copyable.

    Why: no object can be made of them again, neither here nor elsewhere.

    Fix: write the members, one by one.
    """
    yield from lacking(program, subject, _COPYABLE, "sends out the bytes of {}", "Write its members one by one.")


@declare_need("bytes-out-pointer", "[basic.compound]/3", Consequence.PORTABILITY)
def sends_no_pointer(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """No pointer is among the bytes that leave the process.

    Why: an address means nothing in another process, nor in the next run of this one; and it tells where things are.

    Fix: write what it leads to, or an offset.
    """
    reason = None if subject.lacks(_COPYABLE) else pointer_inside(program, subject.key, subject.site.size)
    if reason is not None:
        message = f"{subject.site.name} sends out the bytes of {name_of(program, subject)}, of which {reason.message}"
        yield UnmetRequirement(message, "Write what it leads to.", None, (reason,))


@declare_need("bytes-out-padding", "[basic.types.general]/4", Consequence.PORTABILITY)
def sends_no_padding(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """No padding is among the bytes that leave the process, unless it was set before.

    Why: padding holds whatever stood in memory there, and may give away what nobody should see; and where it stands
    differs from one machine to the next.

    Fix: set all bytes first, or write the members one by one, or order them so that no padding is left.
    """
    if subject.lacks(_COPYABLE) or subject.has_known_padding(subject.handled):
        return
    if gaps_within(program, subject.key, subject.site.size):
        reason = padding_reason(program, subject.key, gaps(program, subject.key))
        message = f"{subject.site.name} sends out the bytes of {name_of(program, subject)}, of which some are padding"
        fix = "Set all its bytes first, or write its members one by one."
        yield UnmetRequirement(message, fix, Trait.HAS_UNIQUE_OBJECT_REPRESENTATIONS, (reason,))


@declare_need("bytes-in", "[basic.types.general]/3", Consequence.UNDEFINED)
def may_be_received(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """Bytes from outside are written over an object only if its class is trivially copyable.

    Why: it takes no constructor part in that, so that what the class keeps true need not hold.

    Fix: read into a buffer, and make an object of what is in it.
    """
    fix = "Read its members one by one."
    yield from lacking(program, subject, _COPYABLE, "writes bytes from outside over {}", fix)


@declare_need("bytes-in-pointer", "[basic.compound]/3", Consequence.PORTABILITY)
def receives_no_pointer(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """No pointer is among the bytes that come from outside.

    Why: an address from another process, or from an earlier run, leads nowhere, or where an attacker wants.

    Fix: read an offset, and check it.
    """
    reason = None if subject.lacks(_COPYABLE) else pointer_inside(program, subject.key, subject.site.size)
    if reason is not None:
        viewed = subject.site.operation is Operation.VIEW
        verb = "takes bytes from outside for" if viewed else "writes bytes from outside over"
        what = f"{subject.site.name} {verb} {name_of(program, subject)}"
        yield UnmetRequirement(f"{what}, of which {reason.message}", "Read an offset, and check it.", None, (reason,))


@declare_need("bytes-viewed", "[intro.object]/10", Consequence.UNDEFINED)
def may_come_to_life(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """Bytes from outside are taken for an object only of an implicit-lifetime, trivially copyable class.

    Why: there is no object of another class in a buffer, unless a constructor has made one.

    Fix: make an object and copy the bytes into it, or read its members one by one.
    """
    trait = Trait.IMPLICIT_LIFETIME if subject.lacks(Trait.IMPLICIT_LIFETIME) else _COPYABLE
    fix = "Construct an object of what the bytes say."
    yield from lacking(program, subject, trait, "takes bytes from outside for {}", fix)


@declare_need("bytes-handed-over", "[basic.types.general]/3", Consequence.UNSPECIFIED)
def may_be_handed_over(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """All bytes of an object are passed to a function only if its class is trivially copyable.

    Why: whatever the function does with them, no object can be made of them again.

    Fix: pass the object, or make its class trivially copyable.
    """
    name = subject.site.name.lower()
    fix = "Copy-construct it." if any(word in name for word in _COPIERS) else _PASS_OBJECT
    yield from lacking(program, subject, _COPYABLE, "is given the bytes of {}", fix)
