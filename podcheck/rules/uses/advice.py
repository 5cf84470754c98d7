"""What can be done instead, by what the class has: advice that would not compile, or free memory twice, is none."""

from __future__ import annotations

import re

from msgspec.structs import replace

from podcheck.model.facts import ClassFacts
from podcheck.model.functions import FunctionKind
from podcheck.model.subobjects import Access
from podcheck.model.traits import Trait, Truth
from podcheck.model.type_refs import Key
from podcheck.model.use_sites import ObjectRole
from podcheck.rules.engine import EvaluationContext, query
from podcheck.rules.special_members.declared import ASSIGNMENTS, COPY_FUNCTIONS
from podcheck.rules.special_members.eligible import candidates
from podcheck.rules.uses.class_changes import destroys, find_change, has_only_empty_destructors, is_of_library
from podcheck.rules.uses.constructing import (
    constructs_nothing,
    list_default_constructors,
    list_written_constructors,
    made_without_arguments,
)
from podcheck.rules.uses.object_bytes import contained_classes, each_member, is_related
from podcheck.rules.uses.requirement import Subject, UnmetRequirement

_ONE_BY_ONE = "one by one where their class is not trivially copyable"
_FOR_ANY_CLASS = {
    "raw-copy": f"Copy or move the objects {_ONE_BY_ONE}",
    "raw-reallocate": f"Move the objects into new memory {_ONE_BY_ONE}",
    "raw-sort": f"Sort the objects by moving them {_ONE_BY_ONE}",
    "raw-fill": f"Construct new objects {_ONE_BY_ONE}",
    "bytes-out": f"Write the members of the objects {_ONE_BY_ONE}",
    "bytes-in": f"Read the members of the objects {_ONE_BY_ONE}",
}
"""What to do by code, in a template for any class."""

_INTO_BYTES = f"Copy the members of the objects {_ONE_BY_ONE}"
_FROM_BYTES = f"Set the members of the objects from the bytes {_ONE_BY_ONE}"
"""The same where one side of a copy is in no object."""

_MEMBERS = "Set its members one by one"
_FEW = 2
_CONTAINER = re.compile(r"std::(?:__\w+::)?(?:basic_string|string|wstring|vector)\b")
_ASSIGNS = (*ASSIGNMENTS, FunctionKind.OTHER_ASSIGNMENT)
_CONSTRUCTS = (FunctionKind.COPY_CONSTRUCTOR, FunctionKind.MOVE_CONSTRUCTOR)
_MOVES = {FunctionKind.MOVE_CONSTRUCTOR, FunctionKind.MOVE_ASSIGNMENT}
_COPIES = (*COPY_FUNCTIONS, FunctionKind.OTHER_ASSIGNMENT)


def for_templates(program: EvaluationContext, code: str, subject: Subject, fault: UnmetRequirement) -> UnmetRequirement:
    """Return the fault with what to do in a template: for any class, where it is about that of an argument."""
    instance, key = subject.site.instance, subject.key
    general = _FOR_ANY_CLASS.get(code, "")
    if not instance or not general:
        return fault
    if code == "raw-copy" and subject.site.from_bytes:
        general = _FROM_BYTES
    elif code == "raw-copy" and _is_source_alone(subject):
        general = _INTO_BYTES
    named = rf"(?<![\w:]){re.escape(program.classes[key].name)}(?![\w:<])"
    is_argument = re.search(named, instance.partition("<")[2]) is not None
    if is_argument and code == "raw-fill" and _sets_nothing(program, key):
        unset = (
            f"with initializers for the members of '{program.classes[key].name}', which its constructor leaves unset"
        )
        fix = or_change(program, key, f"{general}, {unset}")
    else:
        fix = or_change(program, key, general) if is_argument else fault.fix
    return replace(fault, fix=fix, in_template=f"{general}.")


def advise_reset(program: EvaluationContext, subject: Subject) -> str:
    """Return what gives an object its first state."""
    each = " to each element" if _are_many(program, subject) else ""
    if subject.handled.own:
        return "Give its members initializers, or set them one by one."
    if _is_never_made(program.classes[subject.key]):
        return "Give it a default constructor, and construct it there, with a placement new."
    if (
        not _has(program, subject.key, (FunctionKind.DEFAULT_CONSTRUCTOR,))
        or _keeps_its_constructor(program.classes[subject.key])
        or _sets_nothing(program, subject.key)
        or subject.decide(Trait.ABSTRACT).value is not Truth.NO
    ):
        return f"{_MEMBERS}, or give it a function that does."
    holds = subject.lacks(Trait.TRIVIALLY_DESTRUCTIBLE) and not has_only_empty_destructors(program, subject.key)
    may_be_assigned = _has(program, subject.key, ASSIGNMENTS) and not _frees_alone(program, subject.key, _ASSIGNS)
    named = subject.handled.single and not subject.handled.given
    replaces = subject.lacks(Trait.TRIVIALLY_COPYABLE) and _has_own(program, subject.key, ASSIGNMENTS)
    if may_be_assigned and (named or not (holds or replaces)):
        return f"Assign a new object{each} instead."
    if may_be_assigned and holds:
        return (
            f"Assign a new object{each}; construct one there, with a placement new, where none lives yet or another "
            "one owns what it holds."
        )
    place = "in each element's place" if each else "there"
    first = ", and destroy the old one first if it still owns what it holds" if holds else ""
    return f"Construct a new object {place}, with a placement new{first}."


def _are_many(program: EvaluationContext, subject: Subject) -> bool:
    """Whether the size is that of several objects, or of a number of them that is not known."""
    size, whole = subject.site.size, program.classes[subject.key].size
    if size is None:
        return subject.site.sizeof is not None
    return whole is not None and size > whole


def _is_never_made(facts: ClassFacts) -> bool:
    """Whether all its constructors are deleted, so that no object of it was ever made by one."""
    written = list_written_constructors(facts)
    return bool(written) and all(function.deleted for function in written)


def _keeps_its_constructor(facts: ClassFacts) -> bool:
    """Whether its default constructor is not public, and defined nowhere that is seen: there may be no definition."""
    default = list_default_constructors(facts)
    return any(function.access is not Access.PUBLIC and function.elsewhere for function in default)


def _sets_nothing(program: EvaluationContext, key: Key) -> bool:
    """Whether its default constructor is written, with an empty body, and leaves all members as they are."""
    default = list_default_constructors(program.classes[key])
    return any(function.user_provided for function in default) and constructs_nothing(program, key, False, False)


def advise_copy(program: EvaluationContext, subject: Subject) -> str:
    """Return what copies or moves an object of the class."""
    if subject.site.from_bytes and subject.handled.role is ObjectRole.TO:
        return _advise_bytes_to_object(program, subject)
    if subject.site.copies:
        return "Default that function, `= default`, or copy the members one by one."
    if _CONTAINER.match(program.classes[subject.key].name) and not subject.site.instance:
        return "Copy what it holds, from its data(): its own bytes are pointers and sizes."
    if not _may_be_copied(program, subject.key):
        virtual = subject.decide(Trait.POLYMORPHIC).value is not Truth.NO
        instead = "have a function of its class make the other object" if virtual else "copy its members one by one"
        return f"It can't be copied or moved: hand on a pointer to it, or {instead}."
    owner = _frees_alone(program, subject.key, _COPIES)
    if owner and any(used_object.this and not used_object.own for used_object in subject.site.handled):
        return f"Copy or swap the members that are meant, so that what '{owner}' frees has one owner at a time."
    if owner:
        return f"Give '{owner}' copy or move functions of its own, for its destructor, and use them."
    if subject.site.copied_back:
        return or_change(program, subject.key, _advise_themselves(program, subject))
    if _is_source_alone(subject):
        instead = f"Copy {each_member(program, subject.key)}, or copy-construct it there if it is to live there"
        return or_change(program, subject.key, instead)
    if not all(is_related(program, subject.key, used_object.record) for used_object in subject.site.handled):
        return or_change(program, subject.key, f"Copy {each_member(program, subject.key)}")
    return or_change(program, subject.key, _advise_themselves(program, subject))


def _is_source_alone(subject: Subject) -> bool:
    """Whether the bytes go to no object that is known."""
    return all(used_object.role is ObjectRole.FROM for used_object in subject.site.handled)


def _advise_themselves(program: EvaluationContext, subject: Subject) -> str:
    """Return how the objects are handed over: what owns something need not have move functions.

    Where an assignment alone is written, and nothing is destroyed, that may free or keep what the bytes would replace.
    """
    key = subject.key
    made_elsewhere = any(each.role is ObjectRole.TO and not each.single for each in subject.site.handled)
    constructs = _has_own(program, key, ASSIGNMENTS) and not _has_own(program, key, _CONSTRUCTS)
    if made_elsewhere and constructs and not subject.lacks(Trait.TRIVIALLY_DESTRUCTIBLE):
        return "Copy-construct the objects there, with a placement new, where the assignment does more"
    written = {function.kind for function in program.classes[key].functions if not function.implicit}
    moves = bool(written & _MOVES) or not written & {*_COPIES, FunctionKind.DESTRUCTOR}
    if moves or not _frees(program, key):
        return "Copy or move the objects themselves"
    return "Copy the objects themselves, or swap them where the source is not needed any more"


def advise_move(program: EvaluationContext, subject: Subject) -> str:
    """Return what moves an array of objects into more memory."""
    if not _may_be_copied(program, subject.key):
        return "They can't be copied or moved: make each by itself, and let the array hold pointers to them."
    owner = _frees_alone(program, subject.key, _COPIES)
    if owner:
        return f"Give '{owner}' a move constructor, for its destructor, and move the objects into a new array."
    return or_change(program, subject.key, "Move the objects into a new array")


def _may_be_copied(program: EvaluationContext, key: Key) -> bool:
    """Whether it has a copy or move function, and not only such ones of its own that are not public."""
    functions = program.classes[key].functions
    written = [function for function in functions if function.kind in COPY_FUNCTIONS and not function.implicit]
    usable = [function for function in written if function.access is Access.PUBLIC and not function.deleted]
    hidden = any(function.access is not Access.PUBLIC for function in written)
    return _has(program, key, COPY_FUNCTIONS) and (bool(usable) or not hidden)


def _advise_bytes_to_object(program: EvaluationContext, subject: Subject) -> str:
    """Return what makes objects of bytes that no object is known to be in."""
    each = f"Set {each_member(program, subject.key)} from the bytes"
    change = find_change(program, subject.key)
    if change is None:
        return f"{each}."
    if change.sure:
        name = program.classes[subject.key].name
        return f"{change.text[0].upper()}{change.text[1:]}, and '{name}' is trivially copyable."
    return f"{each}; or {change.text}."


def or_change(program: EvaluationContext, key: Key, instead: str) -> str:
    """Return what can be done instead, and what in the class would make the bytes do, where that is known."""
    change = find_change(program, key)
    if change is None or change.ends:
        return f"{instead}."
    return f"{instead}; or {change.text}: then its bytes will do."


def advise_bytes(program: EvaluationContext, subject: Subject, verb: str) -> str:
    """Return what gives a function of bytes what it is for; the class may not do without all that it has."""
    fix = f"{verb} its members one by one, or a plain struct that holds them"
    change = find_change(program, subject.key)
    if change is not None and not change.ends:
        return or_change(program, subject.key, fix)
    needed = subject.decide(Trait.POLYMORPHIC).value is not Truth.NO or _frees(program, subject.key)
    return f"{fix}." if needed else f"{fix}; or make its class trivially copyable."


def _has(program: EvaluationContext, key: Key, kinds: tuple[FunctionKind, ...]) -> bool:
    """Whether the class has a function of these kinds that may be called, as far as is known."""
    if kinds == (FunctionKind.DEFAULT_CONSTRUCTOR,) and not made_without_arguments(program, key):
        return False
    functions = (candidate for kind in kinds for candidate in candidates(program, key, kind))
    return any(candidate.eligible.value is not Truth.NO for candidate in functions)


@query
def _has_own(program: EvaluationContext, key: Key, kinds: tuple[FunctionKind, ...]) -> bool:
    """Whether it, or a class in it, has a function of these kinds that the user wrote: a library's need no care."""
    known = (program.classes.get(part) for part in contained_classes(program, key))
    functions = (function for facts in known if facts is not None for function in facts.functions)
    written = (function for function in functions if function.kind in kinds and function.user_provided)
    return not all(is_of_library(function.location) for function in written)


@query
def _frees_alone(program: EvaluationContext, key: Key, kinds: tuple[FunctionKind, ...]) -> str:
    """Return the class, or one in it, whose destructor does something and that has no function of these kinds.

    The compiler's would copy what the destructor frees. It is empty where there is none; a class that says itself how
    it is copied answers for what is in it.
    """
    facts = program.classes.get(key)
    if facts is None or facts.inherited_assignments:
        return ""
    if any(function.kind in kinds and not function.implicit for function in facts.functions):
        return ""
    if destroys(program, facts):
        return facts.name
    parts = (_frees_alone(program, part, kinds) for part in facts.part_keys)
    return next((name for name in parts if name), "")


@query
def _frees(program: EvaluationContext, key: Key) -> bool:
    known = (program.classes.get(part) for part in contained_classes(program, key))
    return any(destroys(program, facts) for facts in known if facts is not None)
