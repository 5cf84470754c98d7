"""The rulebook: for each trait what decides it and its rules, and the rules of the terms that traits are made of.

Judgement and the pages of codes read it, and nothing else says which trait has which rules. `special_members` asks
through it whether a function is deleted or trivial, since the standard defines these by each other.
"""

from __future__ import annotations

from podcheck.model.traits import Trait
from podcheck.rules import emptiness
from podcheck.rules.abi import calling_convention, pod_for_layout, register_room
from podcheck.rules.engine import Rulebook, TraitEntry
from podcheck.rules.special_members.deleted import NOT_DELETED
from podcheck.rules.special_members.trivial import TRIVIAL
from podcheck.rules.traits import (
    aggregate,
    implicit_lifetime,
    pod,
    polymorphic,
    standard_layout,
    trivial,
    trivially_constructible,
    trivially_copyable,
    unique_representations,
)

_LEFT_OPEN = trivially_copyable.LEFT_OPEN

RULEBOOK = Rulebook(
    traits={
        Trait.TRIVIAL: TraitEntry(trivial.trivial_class, trivial.RULES),
        Trait.TRIVIALLY_COPYABLE: TraitEntry(
            trivially_copyable.trivially_copyable, (*trivially_copyable.RULES, *_LEFT_OPEN)
        ),
        Trait.STANDARD_LAYOUT: TraitEntry(standard_layout.standard_layout, standard_layout.RULES),
        Trait.POD: TraitEntry(pod.pod, pod.RULES),
        Trait.AGGREGATE: TraitEntry(aggregate.aggregate, (*aggregate.RULES, aggregate.no_closure)),
        Trait.EMPTY: TraitEntry(emptiness.empty_class, emptiness.RULES),
        Trait.POLYMORPHIC: TraitEntry(polymorphic.polymorphic, (polymorphic.some_virtual_function,)),
        Trait.ABSTRACT: TraitEntry(polymorphic.abstract, (polymorphic.some_pure_function,)),
        Trait.FINAL: TraitEntry(polymorphic.final, (polymorphic.declared_final,)),
        Trait.TRIVIALLY_DEFAULT_CONSTRUCTIBLE: TraitEntry(
            trivially_constructible.trivially_default_constructible, trivially_constructible.DEFAULT
        ),
        Trait.TRIVIALLY_COPY_CONSTRUCTIBLE: TraitEntry(
            trivially_constructible.trivially_copy_constructible, trivially_constructible.COPY
        ),
        Trait.TRIVIALLY_MOVE_CONSTRUCTIBLE: TraitEntry(
            trivially_constructible.trivially_move_constructible, trivially_constructible.MOVE
        ),
        Trait.TRIVIALLY_COPY_ASSIGNABLE: TraitEntry(
            trivially_constructible.trivially_copy_assignable, trivially_constructible.ASSIGN
        ),
        Trait.TRIVIALLY_MOVE_ASSIGNABLE: TraitEntry(
            trivially_constructible.trivially_move_assignable, trivially_constructible.ASSIGN_MOVE
        ),
        Trait.TRIVIALLY_DESTRUCTIBLE: TraitEntry(
            trivially_constructible.trivially_destructible, trivially_constructible.DESTROY
        ),
        Trait.HAS_UNIQUE_OBJECT_REPRESENTATIONS: TraitEntry(
            unique_representations.has_unique_object_representations, (*unique_representations.RULES, *_LEFT_OPEN)
        ),
        Trait.IMPLICIT_LIFETIME: TraitEntry(
            implicit_lifetime.implicit_lifetime,
            (*implicit_lifetime.AS_AGGREGATE, *implicit_lifetime.BY_CONSTRUCTOR, *_LEFT_OPEN),
        ),
    },
    trivial=TRIVIAL,
    not_deleted=NOT_DELETED,
    others={
        "passed in registers": calling_convention.RULES,
        "passed in registers with g++": calling_convention.GCC_RULES,
        "room in registers on x86-64": register_room.RULES,
        "POD for layout": pod_for_layout.RULES,
        "POD for layout with g++": pod_for_layout.GCC_RULES,
    },
)
