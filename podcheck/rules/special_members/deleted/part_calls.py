"""Why a function can't call that of a base or member: it is unusable, or non-trivial where it must not be."""

from __future__ import annotations

from collections.abc import Iterator

from podcheck.model.functions import FunctionKind
from podcheck.model.traits import CxxStandard, Truth
from podcheck.rules.engine import EvaluationContext, Violation
from podcheck.rules.special_members import subobject_calls
from podcheck.rules.special_members.declared import NOUNS, Special
from podcheck.rules.special_members.late_initializers import with_late_initializers
from podcheck.rules.subobjects import Subobject, class_type


def name_of_class(program: EvaluationContext, special: Special) -> str:
    return program.classes[special.owner].name


def has_trivial_unions(program: EvaluationContext) -> bool:
    """Whether variant members do not delete construction and destruction, as from C++26 on (P3074R7)."""
    return program.std >= CxxStandard.CXX26


def find_unusable(program: EvaluationContext, special: Special, part: Subobject) -> Iterator[Violation]:
    outcome = subobject_calls.subobject_call(program, special, part)
    noun = NOUNS[special.kind]
    if outcome.usable is Truth.NO:
        facts = class_type(program, part)
        because = outcome.unusable
        if special.kind is FunctionKind.DEFAULT_CONSTRUCTOR and facts is not None:
            because = with_late_initializers(program, facts.key, because)
        yield Violation(f"{part.label} has no usable {noun}", part.location, part.name, because)
    elif outcome.usable is Truth.UNKNOWN:
        yield Violation(f"{part.label} may have no usable {noun}", part.location, part.name, outcome.open, open=True)


def find_nontrivial_variant(program: EvaluationContext, special: Special, part: Subobject) -> Iterator[Violation]:
    outcome = subobject_calls.subobject_call(program, special, part)
    noun = NOUNS[special.kind]
    if outcome.usable is not Truth.NO and outcome.trivial is Truth.NO and outcome.nontrivial:
        yield Violation(f"{part.label} has a non-trivial {noun}", part.location, part.name, outcome.nontrivial)
    elif outcome.trivial is Truth.UNKNOWN and outcome.usable is not Truth.NO:
        message = f"{part.label} may have a non-trivial {noun}"
        yield Violation(message, part.location, part.name, outcome.open, open=True)


def find_unusable_destructor(program: EvaluationContext, special: Special, part: Subobject) -> Iterator[Violation]:
    if part.union is not None and has_trivial_unions(program):
        constructs = special.kind is FunctionKind.DEFAULT_CONSTRUCTOR
        if constructs and not part.initialized:
            return
    outcome = subobject_calls.destruction(program, special, part)
    if outcome.usable is Truth.NO:
        message = f"{part.label} has a destructor that can't be used here"
        yield Violation(message, part.location, part.name, outcome.unusable)
    elif outcome.usable is Truth.UNKNOWN:
        yield Violation(
            f"{part.label} may have no usable destructor", part.location, part.name, outcome.open, open=True
        )
