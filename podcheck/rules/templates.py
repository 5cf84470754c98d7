"""Of a template's pattern: when an open answer is yes, as far as it hangs on types that depend on parameters.

"Exactly when T is standard-layout" is said where the pattern has nothing else in the way. T is an object type
there, whose copy functions are selected to copy it, rather than a constructor template or an odd overload.
"""

from __future__ import annotations

import re

from podcheck.model.facts import ClassFacts, RecordKind
from podcheck.model.functions import FunctionKind
from podcheck.model.reasons import roots
from podcheck.model.traits import CxxStandard, Trait
from podcheck.model.type_refs import Key, TypeKind
from podcheck.rules.engine import Decision, EvaluationContext
from podcheck.rules.special_members.declared import specials
from podcheck.rules.subobjects import Subobject, class_type, direct_parts

_EXTENTS = re.compile(r"(?<![\]\s])(?:\s*\[[^\]]{0,1000}\])+$")
_FUNCTIONS = frozenset(
    {
        Trait.TRIVIAL,
        Trait.TRIVIALLY_COPYABLE,
        Trait.TRIVIALLY_DEFAULT_CONSTRUCTIBLE,
        Trait.TRIVIALLY_COPY_CONSTRUCTIBLE,
        Trait.TRIVIALLY_MOVE_CONSTRUCTIBLE,
        Trait.TRIVIALLY_COPY_ASSIGNABLE,
        Trait.TRIVIALLY_MOVE_ASSIGNABLE,
        Trait.TRIVIALLY_DESTRUCTIBLE,
    }
)
"""Traits that a class has if each base and member has them, and what it declares itself does no harm."""


_MOVES = {
    Trait.TRIVIALLY_MOVE_CONSTRUCTIBLE: FunctionKind.MOVE_CONSTRUCTOR,
    Trait.TRIVIALLY_MOVE_ASSIGNABLE: FunctionKind.MOVE_ASSIGNMENT,
}


def required_of_parameters(program: EvaluationContext, key: Key, trait: Trait, decision: Decision) -> tuple[str, ...]:
    """Return the types that must have the trait, for this class to have it; nothing where there are other conditions.

    `decision` is UNKNOWN, of a class that depends on template parameters.
    """
    facts = program.classes[key]
    parts = _dependent_parts(program, key)
    result: dict[str, None] = {}
    for leaf in roots(decision.reasons):
        if leaf.code in _FOLLOWS.get(trait, ()) and leaf.subject in ("", facts.name):
            continue
        named = [part for part in parts if part.name == leaf.subject and part.location == leaf.location]
        if not named or not all(_inherits(program, key, trait, part) for part in named):
            return ()
        result |= dict.fromkeys(_type(part) for part in named)
    if trait is Trait.POLYMORPHIC:
        result = dict.fromkeys(_type(part) for part in parts if part.base)
        return tuple(result) if len(result) == 1 else ()  # one of several is enough
    if trait is Trait.HAS_UNIQUE_OBJECT_REPRESENTATIONS and not _has_one_part(facts):
        return ()
    return tuple(result)


_FOLLOWS = {
    Trait.TRIVIALLY_DEFAULT_CONSTRUCTIBLE: ("abstract-class",),
    Trait.TRIVIALLY_COPY_CONSTRUCTIBLE: ("abstract-class",),
    Trait.TRIVIALLY_MOVE_CONSTRUCTIBLE: ("abstract-class",),
    Trait.POLYMORPHIC: ("no-virtual-function",),
    Trait.HAS_UNIQUE_OBJECT_REPRESENTATIONS: ("padding",),
}
"""Reasons that are about the class itself, and settled once the parts are."""


def _type(part: Subobject) -> str:
    return _EXTENTS.sub("", part.type.spelling)


def _dependent_parts(program: EvaluationContext, key: Key) -> list[Subobject]:
    """Return bases and members whose type depends on a parameter, those of nested classes of the pattern too.

    Each once, in however many members of a nested class it is.
    """
    result: list[Subobject] = []
    seen = {key}
    waiting = list(direct_parts(program, key))[::-1]
    while waiting:
        part = waiting.pop()
        inner = class_type(program, part)
        if part.type.kind is TypeKind.DEPENDENT:
            result.append(part)
        elif inner is not None and inner.dependent and inner.key not in seen:
            seen.add(inner.key)
            waiting += reversed(direct_parts(program, inner.key))
    return result


def _inherits(program: EvaluationContext, key: Key, trait: Trait, part: Subobject) -> bool:
    """Whether the class has the trait exactly if the part has it, as far as this part is concerned."""
    facts = program.classes[key]
    if part.type.const or part.type.volatile:
        return False
    if trait is Trait.POD:
        parts = (Trait.TRIVIAL, Trait.STANDARD_LAYOUT)
        return all(_inherits(program, key, trait, part) for trait in parts)
    if trait in _FUNCTIONS:
        if trait in _MOVES and not specials(program, key, _MOVES[trait]):
            return False  # it is copied
        if part.union is None:
            return True
        return trait is Trait.TRIVIALLY_DESTRUCTIBLE and program.std < CxxStandard.CXX26
    if trait is Trait.STANDARD_LAYOUT:
        return _has_one_part(facts) if part.base else not facts.bases
    if trait is Trait.EMPTY:
        return part.base
    return trait is Trait.HAS_UNIQUE_OBJECT_REPRESENTATIONS and facts.kind is not RecordKind.UNION


def _has_one_part(facts: ClassFacts) -> bool:
    """Whether it has one base or member, and no pack of them."""
    types = facts.part_types
    return len(types) == 1 and not types[0].spelling.endswith("...")
