"""What a special member function calls for one subobject: may it, and is what it calls trivial."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from podcheck.model.facts import ClassFacts
from podcheck.model.functions import Function, FunctionKind, OverloadOutcome
from podcheck.model.subobjects import Access
from podcheck.model.traits import Truth
from podcheck.model.type_refs import Key, TypeKind
from podcheck.model.verdicts import Reason
from podcheck.rules.engine import EvaluationContext, query
from podcheck.rules.reason_codes import (
    AMBIGUOUS_OVERLOAD,
    DEPENDS_ON_PARAMETER,
    INACCESSIBLE_FUNCTION,
    NO_VIABLE_FUNCTION,
    NOT_ANALYSED,
    NOT_ASKED,
    SELECTED_PROVIDED,
)
from podcheck.rules.special_members.decisions import is_not_deleted, is_trivial
from podcheck.rules.special_members.declared import ASSIGNMENTS, MOVES, NOUNS, Special
from podcheck.rules.special_members.overload_resolution import (
    Argument,
    ResolutionKind,
    Selection,
    select_assignment,
    select_constructor,
    select_default,
    select_destructor,
)
from podcheck.rules.subobjects import Subobject, class_type, is_undetermined


class CallResult(Struct, frozen=True):
    """What a special member function's call comes to for one subobject."""

    usable: Truth
    """Whether the function can be called there."""

    trivial: Truth
    """Whether what is called is trivial."""

    unusable: tuple[Reason, ...] = ()
    """Why it can't be called, where `usable` is NO."""

    nontrivial: tuple[Reason, ...] = ()
    """Why it is not trivial, where `trivial` is NO."""

    open: tuple[Reason, ...] = ()
    """What an UNKNOWN depends on."""


FINE = CallResult(Truth.YES, Truth.YES)


@query
def subobject_call(program: EvaluationContext, special: Special, part: Subobject) -> CallResult:
    """Return what `special` finds for the base or member `part` of its class."""
    if is_undetermined(program, part):
        return _undetermined_call(part)
    facts = class_type(program, part)
    if facts is None:
        return FINE
    selection = selection_for(program, special, part, facts.key)
    return _judge(program, selection, special, part, facts)


@query
def destruction(program: EvaluationContext, special: Special, part: Subobject) -> CallResult:
    """Return what the part's destructor is to `special`, which must be able to destroy what it constructed."""
    if is_undetermined(program, part):
        return _undetermined_call(part)
    facts = class_type(program, part)
    if facts is None:
        return FINE
    return _judge(program, select_destructor(program, facts.key), special, part, facts)


def selection_for(program: EvaluationContext, special: Special, part: Subobject, key: Key) -> Selection:
    """Return overload resolution's selection for the part, with the cv-qualifiers of member, parameter and object."""
    if special.kind is FunctionKind.DEFAULT_CONSTRUCTOR:
        return select_default(program, key)
    if special.kind is FunctionKind.DESTRUCTOR:
        return select_destructor(program, key)
    source = _source(special, part)
    if special.kind in ASSIGNMENTS:
        return select_assignment(program, key, source)
    return select_constructor(program, key, source)


def _source(special: Special, part: Subobject) -> Argument:
    """Return what the member is copied from: a mutable member of a const object is not const, a const one always is."""
    parameter = special.parameter
    const = part.type.const or (parameter is not None and parameter.const and not part.mutable)
    volatile = part.type.volatile or (parameter is not None and parameter.volatile)
    assigns = special.kind in ASSIGNMENTS
    return Argument(
        const=const,
        volatile=volatile,
        xvalue=special.kind in MOVES,
        to_const=assigns and part.type.const,
        to_volatile=assigns and part.type.volatile,
    )


def _judge(
    program: EvaluationContext, selection: Selection, special: Special, part: Subobject, facts: ClassFacts
) -> CallResult:
    if selection.kind is ResolutionKind.OPEN:
        return CallResult(Truth.UNKNOWN, Truth.UNKNOWN, open=(_open_overload_reason(part, facts),))
    if selection.kind is ResolutionKind.ASKED:
        return _ask_libclang(program, selection, special, part, facts)
    if selection.special is None:
        return CallResult(Truth.NO, Truth.NO, unusable=(no_function_reason(selection, (special.kind,), facts),))
    chosen = selection.special
    defined = is_not_deleted(program, chosen)
    trivial = is_trivial(program, chosen)
    unusable = defined.reasons if defined.value is Truth.NO else ()
    open_ = defined.reasons if defined.value is Truth.UNKNOWN else ()
    if not unusable and not accessible(program, chosen.access, special, part, facts):
        unusable = (_inaccessible(chosen, facts),)
    return CallResult(
        usable=Truth.NO if unusable else defined.value,
        trivial=trivial.value,
        unusable=unusable,
        nontrivial=trivial.reasons if trivial.value is Truth.NO else (),
        open=open_ + (trivial.reasons if trivial.value is Truth.UNKNOWN else ()),
    )


def accessible(
    program: EvaluationContext, access: Access, special: Special, part: Subobject, facts: ClassFacts
) -> bool:
    """Whether `special` may name a function of `facts` that has this access: [class.access]."""
    if access is Access.PUBLIC:
        return True
    if access is Access.PROTECTED and part.base:
        return True
    owner: ClassFacts | None = program.classes[special.owner]
    forced = dict(owner.forced_deleted).get(special.kind) if owner else None
    if forced is not None:
        return not forced
    while owner is not None:
        if owner.key == facts.key or owner.key in facts.friends or owner.template in facts.friends:
            return True
        owner = program.classes.get(owner.parent or "")
    return False


def _ask_libclang(
    program: EvaluationContext, selection: Selection, special: Special, part: Subobject, facts: ClassFacts
) -> CallResult:
    """Return libclang's answer, which is about a stranger: what is hidden from that one may be open to `special`."""
    noun = NOUNS[special.kind]
    outcome = selection.outcome
    hidden = (selection.use, OverloadOutcome.UNUSABLE) in facts.overload_answers_with_access
    if outcome is not OverloadOutcome.UNUSABLE and hidden:
        access = _hidden_access(facts)
        if access is None:
            return CallResult(Truth.UNKNOWN, Truth.UNKNOWN, open=(_open_overload_reason(part, facts),))
        if not accessible(program, access, special, part, facts):
            message = (
                f"the function of '{facts.name}' that overload resolution selects for {part.label} is {access.value}"
            )
            hiding = INACCESSIBLE_FUNCTION.reason(message, facts.location, facts.name)
            return CallResult(Truth.NO, Truth.NO, unusable=(hiding,))
    if outcome is OverloadOutcome.TRIVIAL:
        return FINE
    if outcome is OverloadOutcome.UNUSABLE:
        message = f"overload resolution finds no {noun} of '{facts.name}' that can be used for {part.label}"
        nothing = NO_VIABLE_FUNCTION.reason(message, facts.location, facts.name)
        return CallResult(Truth.NO, Truth.NO, unusable=(nothing,))
    message = f"the function of '{facts.name}' that overload resolution selects here is not trivial"
    return CallResult(Truth.YES, Truth.NO, nontrivial=(SELECTED_PROVIDED.reason(message, facts.location, facts.name),))


def _hidden_access(facts: ClassFacts) -> Access | None:
    """Return the access of the class's hidden functions; None where it is not the same for all."""
    result = {function.access for function in facts.functions} - {Access.PUBLIC}
    return next(iter(result)) if len(result) == 1 else None


def no_function_reason(selection: Selection, kinds: Sequence[FunctionKind], facts: ClassFacts) -> Reason:
    """Return why overload resolution finds nothing among the class's own functions of one kind, or of two."""
    noun = NOUNS[kinds[-1]] if len(kinds) == 1 else f"copy or {NOUNS[kinds[-1]]}"
    if selection.kind is ResolutionKind.AMBIGUOUS:
        message = f"overload resolution for the {noun} of '{facts.name}' is ambiguous"
        return AMBIGUOUS_OVERLOAD.reason(message, facts.location, facts.name)
    own = [function for function in facts.functions if function.kind in kinds]
    if selection.kind is ResolutionKind.ASKED and any(function.satisfied is not False for function in own):
        message = f"overload resolution finds no {noun} of '{facts.name}' that can be used"
        return NO_VIABLE_FUNCTION.reason(message, facts.location, facts.name)
    alone = kinds[0] in (FunctionKind.DEFAULT_CONSTRUCTOR, FunctionKind.DESTRUCTOR)
    takes = "" if alone else " that takes this argument"
    message = f"'{facts.name}' has no {noun}{takes}{_unsatisfied_one(own)}"
    return NO_VIABLE_FUNCTION.reason(message, facts.location, facts.name)


def _unsatisfied_one(own: Sequence[Function]) -> str:
    """Return which of the functions has a constraint that the template arguments don't satisfy, where there is one."""
    for function in own:
        if function.satisfied is False and function.constraint:
            return f": the constraint '{function.constraint}' of its own is not satisfied{function.failure}"
    return ""


def _inaccessible(chosen: Special, facts: ClassFacts) -> Reason:
    message = f"the {NOUNS[chosen.kind]} of '{facts.name}' is {chosen.access.value}"
    return INACCESSIBLE_FUNCTION.reason(message, chosen.location, facts.name)


def _undetermined_call(part: Subobject) -> CallResult:
    if part.type.kind is TypeKind.DEPENDENT:
        message, cause = f"{part.label} depends on a template parameter", DEPENDS_ON_PARAMETER
    else:
        message, cause = f"the class of {part.label} could not be analysed", NOT_ANALYSED
    reason = cause.reason(message, part.location, part.name)
    return CallResult(Truth.UNKNOWN, Truth.UNKNOWN, open=(reason,))


def _open_overload_reason(part: Subobject, facts: ClassFacts) -> Reason:
    message = (
        f"overload resolution for {part.label} involves templates or constraints of '{facts.name}', "
        "which libclang could not answer"
    )
    return NOT_ASKED.reason(message, part.location, part.name)
