"""What could be changed in a class so that it is trivially copyable, where its own copy functions and destructors alone
are in the way: they may do no more than the compiler's."""

from __future__ import annotations

import os

from msgspec import Struct

from podcheck.model.facts import ClassFacts
from podcheck.model.functions import Function, FunctionKind
from podcheck.model.problems import Location
from podcheck.model.traits import Truth
from podcheck.model.type_refs import Key
from podcheck.paths import LIBRARIES
from podcheck.rules.engine import EvaluationContext, query
from podcheck.rules.traits.polymorphic import polymorphic
from podcheck.rules.uses.object_bytes import contained_classes

_FEW = 2
_NAMES = {
    FunctionKind.COPY_CONSTRUCTOR: "copy constructor",
    FunctionKind.MOVE_CONSTRUCTOR: "move constructor",
    FunctionKind.COPY_ASSIGNMENT: "copy assignment",
    FunctionKind.MOVE_ASSIGNMENT: "move assignment",
    FunctionKind.DESTRUCTOR: "destructor",
}


class Change(Struct, frozen=True):
    """What makes a class trivially copyable."""

    text: str
    """What to do, to stand within a sentence."""

    sure: bool
    """Whether the code shows that nothing is lost by it."""

    ends: bool
    """Whether it may lose what a destructor does."""


@query
def find_change(program: EvaluationContext, key: Key) -> Change | None:
    """Return what to remove or default; None where more than that is in the way, or where it is a library's."""
    written = _list_written(program, key)
    if not written:
        return None
    copies = [each for each in written if each[1].kind is not FunctionKind.DESTRUCTOR]
    destructors = [each for each in written if each[1].kind is FunctionKind.DESTRUCTOR]
    sure = _are_empty(program, destructors)
    if not copies:
        ends = f"{'destructor' if len(destructors) == 1 else 'destructors'} of {_list_owners(destructors)}"
        if sure:
            return Change(f"remove the empty {ends}", sure=True, ends=False)
        whether = "it is" if len(destructors) == 1 else "they are"
        return Change(f"remove the {ends}, if {whether} empty", sure=False, ends=True)
    if not sure:
        return None
    copying = " and ".join(_name(*each) for each in copies[:_FEW])
    more = f" and {len(copies) - _FEW} more" if len(copies) > _FEW else ""
    ends = f", and remove the empty destructor of {_list_owners(destructors)}" if destructors else ""
    whether = "it copies" if len(copies) == 1 else "they copy"
    return Change(f"default the {copying}{more}, if {whether} every member as it is{ends}", sure=False, ends=False)


def has_only_empty_destructors(program: EvaluationContext, key: Key) -> bool:
    """Whether nothing but destructors keeps it from being trivially copyable, all of them empty."""
    change = find_change(program, key)
    return change is not None and change.sure


def destroys(program: EvaluationContext, facts: ClassFacts) -> bool:
    """Whether it has a destructor that does something, as far as its text shows."""
    destructors = (function for function in facts.functions if function.kind is FunctionKind.DESTRUCTOR)
    return any(function.user_provided and not _is_empty(program, facts, function) for function in destructors)


def _list_written(program: EvaluationContext, key: Key) -> list[tuple[ClassFacts, Function]]:
    """Return the written copy functions and destructors of the class and its parts; none where more is in the way."""
    result: list[tuple[ClassFacts, Function]] = []
    for part in sorted(contained_classes(program, key)):
        facts = program.classes.get(part)
        if facts is None or facts.inherited_assignments or any(base.virtual for base in facts.bases):
            return []
        if polymorphic(program, part).value is not Truth.NO:
            return []
        for function in facts.functions:
            if function.kind not in _NAMES:
                continue
            if function.deleted or (function.user_provided and is_of_library(facts.location)):
                return []
            if function.user_provided:
                result.append((facts, function))
    return result


def _are_empty(program: EvaluationContext, destructors: list[tuple[ClassFacts, Function]]) -> bool:
    return all(_is_empty(program, *each) for each in destructors)


def _is_empty(program: EvaluationContext, facts: ClassFacts, destructor: Function) -> bool:
    return destructor.empty or facts.key in program.empty_destructors


def is_of_library(place: Location) -> bool:
    """Whether the place is in the header of a library, which the user can't change."""
    return place.file.startswith(LIBRARIES)


def _list_owners(functions: list[tuple[ClassFacts, Function]]) -> str:
    """Return whose functions they are, and where the first stand."""
    places = ", ".join(f"'{facts.name}' ({_place(function)})" for facts, function in functions[:_FEW])
    return places + (f" and {len(functions) - _FEW} more" if len(functions) > _FEW else "")


def _name(facts: ClassFacts, function: Function) -> str:
    return f"{_NAMES[function.kind]} of '{facts.name}' ({_place(function)})"


def _place(function: Function) -> str:
    return f"{os.path.basename(function.location.file)}:{function.location.line}"
