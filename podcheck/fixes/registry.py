"""Which recipe fixes which fault: by the public code of the reason at the root."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from podcheck.fixes.proposals import Proposal, Recipe, RootCause, UserSources
from podcheck.fixes.recipes.class_shape import access, data_in_one_class, virtual_bases, virtual_functions
from podcheck.fixes.recipes.members import constants, initializers, library_types, references
from podcheck.fixes.recipes.special_members import deleted_functions, no_default_constructor, user_provided
from podcheck.model.problems import Location

RECIPES: Mapping[str, Recipe] = {
    "user-provided": user_provided,
    "user-provided-destructor": user_provided,
    "no-eligible-default-constructor": no_default_constructor,
    "no-viable-function": no_default_constructor,
    "explicitly-deleted": deleted_functions,
    "default-member-initializer": initializers,
    "mixed-access": access,
    "data-in-several-classes": data_in_one_class,
    "virtual-function": virtual_functions,
    "virtual-base": virtual_bases,
    "reference-member": references,
    "uninitialized-reference": references,
    "unassignable-reference": references,
    "uninitialized-const": constants,
    "unassignable-const": constants,
}
"""What is not here is nobody's mistake, or has no small remedy."""

MECHANICAL_CODES = frozenset({"user-provided", "user-provided-destructor", "mixed-access"})
"""The faults of which some have a fix that does the same as before."""

_OF_ITS_PLACE = (user_provided, references, constants)
"""Recipes for one function or member; the others fix their whole class at once."""

GroupKey = tuple[object, Location | None]


def proposals(sources: UserSources, fault: RootCause) -> tuple[GroupKey, list[Proposal]]:
    """Return what makes another fault the same as this one, and what fixes the fault, the smallest first."""
    reason = fault.reason
    recipe = RECIPES.get(reason.code)
    if sources.text(reason.location.file) is None:
        sites = (reason.location for reason in reversed(fault.chain) if sources.text(reason.location.file) is not None)
        return (library_types, next(sites, None)), list(library_types(sources, fault))
    if recipe is None:
        return (reason.code, reason.location), []
    owner = sources.owner(reason.location)
    place = reason.location if recipe in _OF_ITS_PLACE or owner is None else owner.location
    return (recipe, place), list(_usable(recipe(sources, fault)))


def _usable(candidates: Iterator[Proposal]) -> Iterator[Proposal]:
    return (proposal for proposal in candidates if proposal.edits)
