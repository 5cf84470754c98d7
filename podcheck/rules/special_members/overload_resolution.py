"""Which function overload resolution selects to initialise, assign or destroy a subobject.

The candidates are compared here as [over.ics.rank] does for the few forms that copy and move functions
have. Where a template or a constraint takes part, libclang was asked beforehand (`ClassFacts.overload_answers`);
its word is about that one function only.
Deletion and selection are defined in terms of each other: a defaulted move that is deleted is ignored
here (CWG1402), and `deleted` asks what is selected for each subobject: `decisions` joins them.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from msgspec import Struct

from podcheck.model.facts import ClassFacts
from podcheck.model.functions import Function, FunctionKind, MemberOperation, OverloadOutcome, Parameter, RefKind
from podcheck.model.traits import Truth
from podcheck.model.type_refs import Key
from podcheck.rules.engine import EvaluationContext, query
from podcheck.rules.special_members.decisions import is_not_deleted
from podcheck.rules.special_members.declared import MOVES, Special, list_written, specials


class ResolutionKind(Enum):
    """What overload resolution comes to."""

    FUNCTION = "function"
    """A function that is known."""

    ASKED = "asked"
    """What libclang answered."""

    AMBIGUOUS = "ambiguous"
    NOTHING = "nothing"
    OPEN = "open"
    """Neither could be had."""


class Selection(Struct, frozen=True):
    """What overload resolution comes to."""

    kind: ResolutionKind
    special: Special | None = None
    """The function, with FUNCTION."""

    outcome: OverloadOutcome | None = None
    """libclang's answer, with ASKED."""

    use: MemberOperation | None = None
    """What libclang was asked about, with ASKED."""


class Argument(Struct, frozen=True):
    """The expression that a subobject is copied or moved from, and the object that is assigned to."""

    const: bool = False
    """Whether the expression is const."""

    volatile: bool = False
    """Whether the expression is volatile."""

    xvalue: bool = False
    """Whether it is moved from."""

    to_const: bool = False
    """Whether the object that is assigned to is const."""

    to_volatile: bool = False
    """Whether the object that is assigned to is volatile."""


_NOTHING = Selection(ResolutionKind.NOTHING)
_AMBIGUOUS = Selection(ResolutionKind.AMBIGUOUS)


@query
def select_default(program: EvaluationContext, key: Key) -> Selection:
    """Return M's constructor without arguments."""
    facts = program.classes[key]
    candidates = _satisfiable(specials(program, key, FunctionKind.DEFAULT_CONSTRUCTOR))
    constrained = [candidate for candidate in candidates if candidate.constrained]
    if constrained and not (len(candidates) == 1 and constrained[0].satisfied):
        return _ask_libclang(facts, MemberOperation.DEFAULT)
    if len(candidates) > 1:
        return _AMBIGUOUS
    if candidates:
        return Selection(ResolutionKind.FUNCTION, candidates[0])
    if _templates(facts, construct=True, arguments=0) or facts.inherited_constructors:
        return _ask_libclang(facts, MemberOperation.DEFAULT)
    return _NOTHING


def _satisfiable(candidates: Iterable[Special]) -> tuple[Special, ...]:
    """Return the functions without those whose constraints are known not to be satisfied ([over.match.viable]/3)."""
    return tuple([candidate for candidate in candidates if candidate.satisfied is not False])


def only_inherits_default(program: EvaluationContext, key: Key) -> bool:
    """Whether what initialises M without arguments is a constructor that `using Base::Base` brings in.

    Whether M has a default constructor then is open (CWG2799).
    """
    facts = program.classes[key]
    if not facts.inherited_constructors or specials(program, key, FunctionKind.DEFAULT_CONSTRUCTOR):
        return False
    selection = select_default(program, key)
    return selection.kind is ResolutionKind.ASKED and selection.outcome is not OverloadOutcome.UNUSABLE


@query
def select_destructor(program: EvaluationContext, key: Key) -> Selection:
    """Return M's destructor ([class.dtor]/4: the most constrained of the prospective ones).

    Where there is but one, it is that one: were its constraints not satisfied, there would be no program. One with
    constraints that are satisfied goes before those without any.
    """
    candidates = _satisfiable(specials(program, key, FunctionKind.DESTRUCTOR))
    constrained = [candidate for candidate in candidates if candidate.constrained]
    sure = not constrained or constrained[0].satisfied or not program.classes[key].dependent
    if len(candidates) == 1 and sure:
        return Selection(ResolutionKind.FUNCTION, candidates[0])
    if len(constrained) == 1 and constrained[0].satisfied:
        return Selection(ResolutionKind.FUNCTION, constrained[0])
    return _ask_libclang(program.classes[key], MemberOperation.DESTROY) if constrained else _AMBIGUOUS


@query
def select_constructor(program: EvaluationContext, key: Key, source: Argument) -> Selection:
    """Return M's constructor for one argument of type M."""
    kinds = (FunctionKind.COPY_CONSTRUCTOR, FunctionKind.MOVE_CONSTRUCTOR)
    return _select(program, key, kinds, source)


@query
def select_assignment(program: EvaluationContext, key: Key, source: Argument) -> Selection:
    """Return M's assignment operator for one argument of type M."""
    kinds = (FunctionKind.COPY_ASSIGNMENT, FunctionKind.MOVE_ASSIGNMENT)
    return _select(program, key, kinds, source)


def _select(program: EvaluationContext, key: Key, kinds: tuple[FunctionKind, ...], source: Argument) -> Selection:
    facts = program.classes[key]
    construct = FunctionKind.COPY_CONSTRUCTOR in kinds
    viable = [
        special
        for kind in kinds
        for special in _satisfiable(specials(program, key, kind))
        if _viable(special, source, construct) and not _is_ignored(program, special)
    ]
    best = [
        special
        for special in viable
        if all(_better(special, other, source) for other in viable if other is not special)
    ]
    sure = not any(special.constrained and not special.satisfied for special in viable)
    settled = best[0] if best and sure else None
    rivals = [
        template
        for template in _templates(facts, construct=construct, arguments=1)
        if _rivals(template, key, settled, source)
    ]
    if settled is not None and (not rivals or _perfect(settled, source)):
        return Selection(ResolutionKind.FUNCTION, settled)
    if rivals or any(special.constrained for special in viable):
        queried = _ask_libclang(facts, _use_of(source, construct))
        if settled is not None and queried.outcome is OverloadOutcome.TRIVIAL:  # no template is trivial
            return Selection(ResolutionKind.FUNCTION, settled)
        return queried
    if not viable and facts.overload_answers and _convertible(facts, construct, source):
        return _ask_libclang(facts, _use_of(source, construct))
    return _AMBIGUOUS if viable else _NOTHING


def _is_ignored(program: EvaluationContext, special: Special) -> bool:
    """Whether it is a defaulted move function that is defined as deleted: [over.match.funcs.general]/8 (CWG1402)."""
    if special.kind not in MOVES or special.explicitly_deleted or special.user_provided:
        return False
    return is_not_deleted(program, special).value is Truth.NO


def _viable(special: Special, source: Argument, construct: bool) -> bool:
    parameter, function = special.parameter, special.function
    if parameter is None:
        return False
    if not construct:
        if function is None and (source.to_const or source.to_volatile):
            return False
        if function is not None and not _assigns_to(function, source):
            return False
    if parameter.reference is RefKind.NONE:
        return not source.volatile
    holds = parameter.const >= source.const and parameter.volatile >= source.volatile
    if parameter.reference is RefKind.RVALUE:
        return source.xvalue and holds
    return holds and (not source.xvalue or (parameter.const and not parameter.volatile))


def _assigns_to(function: Function, source: Argument) -> bool:
    """Whether the object, an lvalue, can be assigned to by the function: by one with `&&`, or `this X&&`, it can't.

    An explicit object parameter by value ([dcl.fct]/6) takes a copy of the object, of a const one too.
    """
    if _takes_copy_of_object(function):
        return not source.to_volatile
    return (
        function.object_reference is not RefKind.RVALUE
        and function.object_const >= source.to_const
        and function.object_volatile >= source.to_volatile
    )


def _takes_copy_of_object(function: Function) -> bool:
    """Whether it has an explicit object parameter by value ([dcl.fct]/6)."""
    return function.explicit_object and function.object_reference is RefKind.NONE


def _better(special: Special, other: Special, source: Argument) -> bool:
    """Whether one function is better than another: [over.match.best]/2.1 with [over.ics.rank]/3.2.3 and /3.2.6."""
    ranks = (
        _rank_parameters(special.parameter, other.parameter, source),
        _rank_objects(special.function, other.function),
    )
    return min(ranks) >= 0 and max(ranks) > 0


def _rank_parameters(parameter: Parameter | None, other: Parameter | None, source: Argument) -> int:
    if parameter is None or other is None or RefKind.NONE in (parameter.reference, other.reference):
        return 0
    if source.xvalue and parameter.reference is not other.reference:
        return 1 if parameter.reference is RefKind.RVALUE else -1
    return _rank_qualifiers((parameter.const, parameter.volatile), (other.const, other.volatile))


def _rank_objects(each_function: Function | None, other: Function | None) -> int:
    """Return 1 where the first binds the object with fewer qualifiers, -1 where the other does, 0 for neither.

    Only references are compared: an object by value has no rank.
    """
    if any(function is not None and _takes_copy_of_object(function) for function in (each_function, other)):
        return 0
    first = (
        each_function is not None and each_function.object_const,
        each_function is not None and each_function.object_volatile,
    )
    second = (other is not None and other.object_const, other is not None and other.object_volatile)
    return _rank_qualifiers(first, second)


def _rank_qualifiers(pair: tuple[bool, bool], other: tuple[bool, bool]) -> int:
    """Return 1 where `pair` is less cv-qualified, -1 where it is more, 0 where neither includes the other."""
    if pair == other:
        return 0
    if pair[0] <= other[0] and pair[1] <= other[1]:
        return 1
    return -1 if pair[0] >= other[0] and pair[1] >= other[1] else 0


def _perfect(special: Special, source: Argument) -> bool:
    """Whether no template can bind better; the non-template wins a tie ([over.match.best]/2.5)."""
    parameter, function = special.parameter, special.function
    if parameter is None:
        return False
    if function is not None and (function.object_const, function.object_volatile) != (
        source.to_const,
        source.to_volatile,
    ):
        return False
    if parameter.reference is RefKind.NONE:
        return True
    binds_as_is = (parameter.const, parameter.volatile) == (source.const, source.volatile)
    return binds_as_is and (parameter.reference is RefKind.RVALUE) == source.xvalue


def _templates(facts: ClassFacts, *, construct: bool, arguments: int) -> list[Function]:
    kind = FunctionKind.OTHER_CONSTRUCTOR if construct else FunctionKind.OTHER_ASSIGNMENT
    return [
        function
        for function in list_written(facts)
        if function.template
        and function.kind is kind
        and function.arguments[0] <= arguments
        and (function.arguments[1] is None or arguments <= function.arguments[1])
    ]


def _rivals(template: Function, key: Key, settled: Special | None, source: Argument) -> bool:
    """Whether a template may be viable, and better than the function, which wins a tie ([over.match.best]/2.5)."""
    if template.parameter is None:
        return True
    rival = Special(key, template.kind, template, template.parameter, template.location)
    if not _viable(rival, source, construct=template.kind is FunctionKind.OTHER_CONSTRUCTOR):
        return False
    if settled is None:
        return True
    return (
        _rank_parameters(rival.parameter, settled.parameter, source) > 0
        or _rank_objects(template, settled.function) > 0
    )


def _convertible(facts: ClassFacts, construct: bool, source: Argument) -> bool:
    """Whether another function takes one argument, and can be called: with a conversion it might take an M."""
    if facts.inherited_constructors if construct else facts.inherited_assignments:
        return True
    kind = FunctionKind.OTHER_CONSTRUCTOR if construct else FunctionKind.OTHER_ASSIGNMENT
    return any(
        function.kind is kind and function.arguments[0] <= 1 and (construct or _assigns_to(function, source))
        for function in list_written(facts)
    )


def _use_of(source: Argument, construct: bool) -> MemberOperation | None:
    if source.volatile or source.to_volatile:
        return None
    if construct:
        if source.xvalue:
            return MemberOperation.MOVE_CONST if source.const else MemberOperation.MOVE
        return MemberOperation.COPY if source.const else MemberOperation.COPY_NONCONST
    if source.to_const:
        return MemberOperation.ASSIGN_MOVE_TO_CONST if source.xvalue else MemberOperation.ASSIGN_TO_CONST
    if source.xvalue:
        return MemberOperation.ASSIGN_MOVE
    return MemberOperation.ASSIGN if source.const else MemberOperation.ASSIGN_NONCONST


def _ask_libclang(facts: ClassFacts, use: MemberOperation | None) -> Selection:
    outcome = dict(facts.overload_answers).get(use) if use is not None else None
    return (
        Selection(ResolutionKind.OPEN) if outcome is None else Selection(ResolutionKind.ASKED, outcome=outcome, use=use)
    )
