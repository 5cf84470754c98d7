"""Bytes that are compared or hashed in place of the values that they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from podcheck.model.facts import RecordKind
from podcheck.model.traits import Trait
from podcheck.model.type_refs import Key, TypeKind
from podcheck.rules.engine import EvaluationContext
from podcheck.rules.uses.object_bytes import (
    each_member,
    gaps,
    gaps_within,
    has_union,
    is_related,
    padding_reason,
)
from podcheck.rules.uses.requirement import Consequence, Subject, UnmetRequirement, declare_need, name_of


def _make_padding_rule(verb: str) -> Callable[[EvaluationContext, Subject], Iterator[UnmetRequirement]]:
    def faults(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
        """Bytes are compared or hashed only where none of them is padding, unless all of them were set before.

        Why: padding has no defined value, so objects with equal members may differ in it. Where a pointer leads to the
        object, or a call before is given it, it is enough that a file of the run sets whole objects of the class to
        zero somewhere; where a parameter names it, that a constructor of the class does. Where a pointer leads to it,
        and the size has nothing to do with the class, nothing is said: it may lead to more, or to something else.

        Nothing is said of a union with a member that is an array of all its bytes.

        Fix: compare or hash the members, of a union the one in use, or order them so that no padding is left.
        """
        if not _is_measured(program, subject):
            return
        if subject.lacks(Trait.STANDARD_LAYOUT) or not gaps_within(program, subject.key, subject.site.size):
            return
        unknown = [each for each in subject.site.handled if not subject.has_known_padding(each)]
        if not unknown:
            return
        reason = padding_reason(program, subject.key, gaps(program, subject.key))
        message = f"{subject.site.name} {verb} {name_of(program, subject)}, some of which are padding"
        named = all(used_object.made_here and not used_object.given for used_object in subject.site.handled)
        advice = _advise(program, subject, verb)
        fix = (
            advice if named else f"{advice.removesuffix('.')}, unless all bytes of each object were set to zero first."
        )
        trait = Trait.HAS_UNIQUE_OBJECT_REPRESENTATIONS
        yield UnmetRequirement(
            message, fix, trait, (reason,), unless_zeroed=not any(each.made_here for each in unknown)
        )

    return faults


def _make_representation_rule(verb: str) -> Callable[[EvaluationContext, Subject], Iterator[UnmetRequirement]]:
    def faults(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
        """Bytes are compared or hashed only where equal values have equal bytes.

        Why: 0.0 and -0.0 are equal, and objects may be equal whose pointers differ. If the class is not
        standard-layout, its bytes hold more than its members. Where a pointer leads to the object, and the size has
        nothing to do with the class, nothing is said.

        Fix: compare or hash the members, of a union the one in use: the bytes that it leaves over may be anything.
        """
        if not subject.lacks(Trait.HAS_UNIQUE_OBJECT_REPRESENTATIONS) or not _is_measured(program, subject):
            return
        layout = subject.lacks(Trait.STANDARD_LAYOUT)
        size, whole = subject.site.size, program.classes[subject.key].size
        partly = size is not None and whole is not None and size < whole
        if not layout and (partly or gaps(program, subject.key)):
            return
        trait = Trait.STANDARD_LAYOUT if layout else Trait.HAS_UNIQUE_OBJECT_REPRESENTATIONS
        what = "is not standard-layout" if layout else "may have different bytes for equal values"
        message = f"{subject.site.name} {verb} {name_of(program, subject)}, which {what}"
        fix = _advise(program, subject, verb)
        if not layout and has_union(program, subject.key):
            fix = f"{fix.removesuffix('.')}, unless all bytes of each object were set to zero before its member."
        yield UnmetRequirement(message, fix, trait, subject.decide(trait).reasons)

    return faults


def _is_measured(program: EvaluationContext, subject: Subject) -> bool:
    """Whether the object is named, or the size is one that it may have, or that of a class which has to do with it.

    What a union holds may be all of its bytes: of one with such a member nothing is known.
    """
    if _is_bytes(program, subject.key):
        return False
    if all(used_object.single for used_object in subject.site.handled):
        return True
    sizeof = subject.site.sizeof
    if sizeof is None:
        return subject.site.size is not None
    return not sizeof.pointer and sizeof.record is not None and is_related(program, subject.key, sizeof.record)


def _is_bytes(program: EvaluationContext, key: Key) -> bool:
    """Whether it is a union, and a member of it is an array of bytes of its size."""
    facts = program.classes[key]
    return facts.kind is RecordKind.UNION and any(
        field.type.kind is TypeKind.INTEGRAL and field.type.size == facts.size and field.type.extents == (facts.size,)
        for field in facts.fields
    )


def _advise(program: EvaluationContext, subject: Subject, verb: str) -> str:
    members = each_member(program, subject.key).replace("its", "the")
    return f"{'Hash' if verb.startswith('hashes') else 'Compare'} {members}."


_UNIQUE = "[basic.types.general]/4"
compared_padding = declare_need("raw-compare-padding", _UNIQUE, Consequence.UNSPECIFIED)(
    _make_padding_rule("compares the bytes of")
)
compared_values = declare_need("raw-compare-values", _UNIQUE, Consequence.UNSPECIFIED)(
    _make_representation_rule("compares the bytes of")
)
hashed_padding = declare_need("raw-hash-padding", _UNIQUE, Consequence.UNSPECIFIED)(
    _make_padding_rule("hashes the bytes of")
)
hashed_values = declare_need("raw-hash-values", _UNIQUE, Consequence.UNSPECIFIED)(
    _make_representation_rule("hashes the bytes of")
)
