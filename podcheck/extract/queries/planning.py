"""Which questions about a class could matter: each costs libclang time, and most answers are never looked at.

A use of a class is open where templates, constraints or what a using-declaration brings take part in overload
resolution and no function of the class itself fits exactly; it is wanted where a trait is about it, or where a
function that the compiler writes for a class with such a base or member does it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct

from podcheck.model.facts import ClassFacts
from podcheck.model.functions import SPECIAL_MEMBERS, Function, FunctionKind, MemberOperation, Parameter, RefKind
from podcheck.model.subobjects import Access, Field
from podcheck.model.type_refs import Key

_DIRECT = frozenset(
    {
        MemberOperation.DEFAULT,
        MemberOperation.COPY,
        MemberOperation.MOVE,
        MemberOperation.ASSIGN,
        MemberOperation.ASSIGN_MOVE,
        MemberOperation.DESTROY,
    }
)
"""What the `is_trivially_...` traits are about."""

_COPYING = frozenset(
    {MemberOperation.COPY, MemberOperation.COPY_NONCONST, MemberOperation.MOVE, MemberOperation.MOVE_CONST}
)
_ASSIGNING = frozenset(
    {
        MemberOperation.ASSIGN,
        MemberOperation.ASSIGN_NONCONST,
        MemberOperation.ASSIGN_MOVE,
        MemberOperation.ASSIGN_TO_CONST,
        MemberOperation.ASSIGN_MOVE_TO_CONST,
    }
)
_DIRECT_KINDS = {
    FunctionKind.DEFAULT_CONSTRUCTOR: frozenset({MemberOperation.DEFAULT}),
    FunctionKind.DESTRUCTOR: frozenset({MemberOperation.DESTROY}),
}
_FROM_XVALUE = frozenset(
    {
        MemberOperation.MOVE,
        MemberOperation.MOVE_CONST,
        MemberOperation.ASSIGN_MOVE,
        MemberOperation.ASSIGN_MOVE_TO_CONST,
    }
)
_FROM_NONCONST = frozenset({MemberOperation.COPY_NONCONST, MemberOperation.ASSIGN_NONCONST})
_CONSTRUCTORS = frozenset(kind for kind in FunctionKind if "constructor" in kind.value)
_CONST_COPY = Parameter(RefKind.LVALUE, const=True, volatile=False)
_MOVE = Parameter(RefKind.RVALUE, const=False, volatile=False)
_FITTING = {
    MemberOperation.COPY: _CONST_COPY,
    MemberOperation.COPY_NONCONST: Parameter(RefKind.LVALUE, const=False, volatile=False),
    MemberOperation.MOVE: _MOVE,
    MemberOperation.MOVE_CONST: Parameter(RefKind.RVALUE, const=True, volatile=False),
    MemberOperation.ASSIGN: _CONST_COPY,
    MemberOperation.ASSIGN_NONCONST: Parameter(RefKind.LVALUE, const=False, volatile=False),
    MemberOperation.ASSIGN_MOVE: _MOVE,
}
_COPY_CONSTRUCTORS = (FunctionKind.COPY_CONSTRUCTOR, FunctionKind.MOVE_CONSTRUCTOR)
_ASSIGNMENTS = (FunctionKind.COPY_ASSIGNMENT, FunctionKind.MOVE_ASSIGNMENT)
_MOVES = (FunctionKind.MOVE_CONSTRUCTOR, FunctionKind.MOVE_ASSIGNMENT)


class Holder(Struct, frozen=True):
    """A class with a base or member of another class."""

    facts: ClassFacts
    """The class that has it."""

    field: Field | None
    """The member; None where it is a base."""


class QueryContext(Struct, frozen=True):
    """What the questions about one class depend on in the others."""

    holders: Mapping[Key, list[Holder]]
    """By class, where it is a base or member."""

    plain: bool
    """Whether all copy functions of the unit take const objects."""


def survey(classes: Collection[ClassFacts], *, plain: bool = True) -> QueryContext:
    """Return what the questions about one class depend on in the others.

    `plain` says whether the copy functions of classes that are not among these take const objects.
    """
    plain = plain and not any(map(has_nonconst_copy, classes))
    return QueryContext(_holders(classes), plain)


def has_nonconst_copy(facts: ClassFacts) -> bool:
    """Whether a copy function of the class takes no const object."""
    return any(map(_takes_no_const_object, facts.functions))


def _holders(classes: Iterable[ClassFacts]) -> dict[Key, list[Holder]]:
    result: dict[Key, list[Holder]] = {}
    for facts in classes:
        for base in facts.bases:
            if base.type.record is not None:
                result.setdefault(base.type.record, []).append(Holder(facts, None))
        for field in facts.fields:
            if field.type.record is not None:
                result.setdefault(field.type.record, []).append(Holder(facts, field))
    return result


def questions_about(facts: ClassFacts, around: QueryContext) -> frozenset[MemberOperation]:
    """Return the operations of the class that libclang must be asked about."""
    open_, brought = _open(facts, facts.functions, around), _brought_in(facts)
    if brought:
        open_ |= brought - _fitting(facts)
    return open_ & (_DIRECT | _holder_operations(facts, around.holders)) if open_ else open_


def hidden_questions_about(facts: ClassFacts, around: QueryContext) -> frozenset[MemberOperation]:
    """Return those that a function decides which is not public, and that an unrelated context does not settle."""
    hidden = [function for function in facts.functions if function.access is not Access.PUBLIC and not function.deleted]
    # Of constrained ones it counts which are eligible, hidden or not.
    constrained = [function for function in hidden if function.constrained]
    queried = _holder_operations(facts, around.holders) | _open(facts, constrained, around)
    return _open(facts, hidden, around) & queried


def _open(facts: ClassFacts, functions: Iterable[Function], around: QueryContext) -> frozenset[MemberOperation]:
    """Return what the templates and constrained functions among these take part in."""
    kinds = [function.kind for function in facts.functions if function.kind in (*_COPY_CONSTRUCTORS, *_ASSIGNMENTS)]
    volatile = any(function.parameter is not None and function.parameter.volatile for function in facts.functions)
    simple = around.plain and len(kinds) == len(set(kinds)) and not volatile
    result: set[MemberOperation] = set()
    constrained: set[MemberOperation] = set()
    for function in functions:
        if function.constrained:
            constrained |= _family(function.kind) & (_DIRECT_KINDS.get(function.kind) or _COPYING | _ASSIGNING)
        elif function.template:
            fewest, most = function.arguments
            if fewest == 0:
                result |= _family(function.kind) & {MemberOperation.DEFAULT}
            if fewest <= 1 and (most is None or most >= 1):
                result |= _family(function.kind) & (_won_by(function) if simple else _COPYING | _ASSIGNING)
    return frozenset(result - _fitting(facts) | constrained if result else constrained)


def _won_by(template: Function) -> frozenset[MemberOperation]:
    """Return where a template may be better than the class's own functions, of which there is one for const objects."""
    given = template.parameter
    if given is None or template.object_const:
        return _COPYING | _ASSIGNING
    if given.reference is RefKind.RVALUE:
        return _FROM_XVALUE
    return _FROM_NONCONST if given.reference is RefKind.LVALUE and not given.const else frozenset()


def _brought_in(facts: ClassFacts) -> frozenset[MemberOperation]:
    """Return what functions that a using-declaration brings in take part in."""
    constructors = _COPYING | {MemberOperation.DEFAULT} if facts.inherited_constructors else frozenset()
    return constructors | (_ASSIGNING if facts.inherited_assignments else frozenset())


def _family(kind: FunctionKind) -> frozenset[MemberOperation]:
    if kind is FunctionKind.DESTRUCTOR:
        return frozenset({MemberOperation.DESTROY})
    return _COPYING | {MemberOperation.DEFAULT} if kind in _CONSTRUCTORS else _ASSIGNING


def _fitting(facts: ClassFacts) -> set[MemberOperation]:
    """Return the operations that a written function of the class fits exactly, so that no template is better."""
    plain = [function for function in facts.functions if not (function.template or function.implicit)]
    fitting = (
        {MemberOperation.DEFAULT}
        if any(function.kind is FunctionKind.DEFAULT_CONSTRUCTOR for function in plain)
        else set()
    )
    for use, parameter in _FITTING.items():
        kinds = _COPY_CONSTRUCTORS if use in _COPYING else _ASSIGNMENTS
        if any(
            function.kind in kinds and function.parameter == parameter and _fits_object(function) for function in plain
        ):
            fitting.add(use)
    return fitting


def _fits_object(function: Function) -> bool:
    """Whether an lvalue that is not const is taken as it is."""
    return not (function.object_const or function.object_volatile or function.object_reference is RefKind.RVALUE)


def _holder_operations(facts: ClassFacts, of: Mapping[Key, list[Holder]]) -> frozenset[MemberOperation]:
    """Return what functions that the compiler writes for its holders do with it."""
    return frozenset(use for holder in of.get(facts.key, ()) for use in _done(holder, facts))


def _done(holder: Holder, part: ClassFacts) -> Iterator[MemberOperation]:
    field = holder.field
    const = field is not None and field.type.const
    mutable = field is not None and field.mutable
    for kind, parameter in _written_by_compiler(holder.facts):
        if kind is FunctionKind.DEFAULT_CONSTRUCTOR:
            yield MemberOperation.DEFAULT
        elif kind is FunctionKind.DESTRUCTOR:
            yield MemberOperation.DESTROY
        elif kind in _COPY_CONSTRUCTORS:
            from_const = const or (parameter.const and not mutable)
            if kind in _MOVES:
                yield MemberOperation.MOVE_CONST if from_const else MemberOperation.MOVE
            else:
                yield MemberOperation.COPY if from_const else MemberOperation.COPY_NONCONST
        elif const:
            yield MemberOperation.ASSIGN_MOVE_TO_CONST if kind in _MOVES else MemberOperation.ASSIGN_TO_CONST
        elif kind in _MOVES:
            yield MemberOperation.ASSIGN_MOVE
        else:
            yield MemberOperation.ASSIGN if parameter.const and not mutable else MemberOperation.ASSIGN_NONCONST
    if any(_takes_no_const_object(function) for function in part.functions):
        yield MemberOperation.COPY_NONCONST  # the holder's implicit copy functions may take no const object either
        yield MemberOperation.ASSIGN_NONCONST


def _takes_no_const_object(function: Function) -> bool:
    given = function.parameter
    return given is not None and not function.template and given.reference is RefKind.LVALUE and not given.const


def _written_by_compiler(facts: ClassFacts) -> Iterator[tuple[FunctionKind, Parameter]]:
    """Yield the special members that are defaulted, or not declared and so perhaps implicit, with their parameter."""
    written = [function for function in facts.functions if not function.implicit]
    kinds = {function.kind for function in written}
    copies = kinds & {*_COPY_CONSTRUCTORS, *_ASSIGNMENTS, FunctionKind.DESTRUCTOR}
    for function in written:
        if function.defaulted and function.kind in SPECIAL_MEMBERS:
            yield function.kind, function.parameter or _CONST_COPY
    if not kinds & _CONSTRUCTORS:
        yield FunctionKind.DEFAULT_CONSTRUCTOR, _CONST_COPY
    for kind in SPECIAL_MEMBERS[1:]:
        if kind not in kinds and not (kind in _MOVES and copies):
            yield kind, _MOVE if kind in _MOVES else _CONST_COPY
