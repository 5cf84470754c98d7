"""The `is_trivially_*constructible`, `*assignable` and `destructible` traits: [meta.unary.prop].

They ask about an expression in an unrelated context, not about a member function: what overload
resolution selects must be accessible, not deleted and trivial, and for construction the destructor too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from podcheck.model.functions import FunctionKind, MemberOperation, OverloadOutcome
from podcheck.model.subobjects import Access
from podcheck.model.traits import CxxStandard, Truth
from podcheck.model.type_refs import Key, TypeKind
from podcheck.model.verdicts import Reason
from podcheck.rules.engine import Decision, EvaluationContext, Rule, Violation, judge, query, rule
from podcheck.rules.reason_codes import INACCESSIBLE_FUNCTION
from podcheck.rules.special_members.decisions import is_not_deleted, is_trivial
from podcheck.rules.special_members.declared import NOUNS
from podcheck.rules.special_members.destructor import destructor_rules, inaccessible_destructor
from podcheck.rules.special_members.overload_resolution import (
    Argument,
    ResolutionKind,
    Selection,
    only_inherits_default,
    select_assignment,
    select_constructor,
    select_default,
)
from podcheck.rules.special_members.subobject_calls import no_function_reason
from podcheck.rules.subobjects import Subobject, class_type, direct_bases, is_undetermined, members
from podcheck.rules.traits.aggregate import aggregate
from podcheck.rules.traits.polymorphic import abstract

_CLAUSE = "[meta.unary.prop]"
Select = Callable[[EvaluationContext, Key], Selection]

_FROM_CONST = Argument(const=True)
_FROM_XVALUE = Argument(xvalue=True)
_SOURCES = {MemberOperation.COPY: _FROM_CONST, MemberOperation.MOVE: _FROM_XVALUE}
_KINDS = {
    MemberOperation.DEFAULT: (FunctionKind.DEFAULT_CONSTRUCTOR,),
    MemberOperation.COPY: (FunctionKind.COPY_CONSTRUCTOR,),
    MemberOperation.MOVE: (FunctionKind.COPY_CONSTRUCTOR, FunctionKind.MOVE_CONSTRUCTOR),
    MemberOperation.ASSIGN: (FunctionKind.COPY_ASSIGNMENT,),
    MemberOperation.ASSIGN_MOVE: (FunctionKind.COPY_ASSIGNMENT, FunctionKind.MOVE_ASSIGNMENT),
}
_REFERENCES = (TypeKind.LVALUE_REFERENCE, TypeKind.RVALUE_REFERENCE)
_SCALARS = (TypeKind.INTEGRAL, TypeKind.FLOATING, TypeKind.POINTER, TypeKind.NULLPTR)


def _copy(program: EvaluationContext, key: Key) -> Selection:
    return select_constructor(program, key, _FROM_CONST)


def _move(program: EvaluationContext, key: Key) -> Selection:
    return select_constructor(program, key, _FROM_XVALUE)


def _assign(program: EvaluationContext, key: Key) -> Selection:
    return select_assignment(program, key, _FROM_CONST)


def _assign_move(program: EvaluationContext, key: Key) -> Selection:
    return select_assignment(program, key, _FROM_XVALUE)


def _from_parentheses(program: EvaluationContext, key: Key, use: MemberOperation) -> Truth:
    """Whether an aggregate's first base is initialised from the whole, trivially: [dcl.init.general]/16.6, P0960R3.

    No constructor of the class itself is viable here. What follows the first base is initialised as by `{}`: a plain
    number or pointer is set, which calls nothing; of others it is not looked up.
    """
    source = _SOURCES.get(use)
    copies = source is not None and program.std >= CxxStandard.CXX20
    if source is None or not copies or aggregate(program, key).value is not Truth.YES:
        return Truth.NO
    first, *rest = (*direct_bases(program, key), *members(program, key)) or (None,)
    if first is None or not first.base:
        return Truth.NO
    if is_undetermined(program, first):
        return Truth.UNKNOWN
    base = class_type(program, first)
    if base is None:
        return Truth.NO
    selection = select_constructor(program, base.key, source)
    if selection.kind is ResolutionKind.OPEN:
        return Truth.UNKNOWN
    chosen = selection.special
    if chosen is None or chosen.access is not Access.PUBLIC:
        return Truth.NO  # a template, if any, which is not trivial
    answers = (is_not_deleted(program, chosen).value, is_trivial(program, chosen).value)
    if Truth.NO in answers or any(_can_not_be_empty_braces(program, subobject) for subobject in rest):
        return Truth.NO
    plain = all(
        subobject.type.kind in _SCALARS and not subobject.initialized and subobject.union is None for subobject in rest
    )
    return Truth.UNKNOWN if Truth.UNKNOWN in answers or not plain else Truth.YES


def _can_not_be_empty_braces(program: EvaluationContext, part: Subobject) -> bool:
    """Whether `{}` surely does not initialise it: a reference, or no aggregate and without default constructor."""
    if part.initialized:
        return False
    facts = class_type(program, part)
    if facts is None or is_undetermined(program, part):
        return part.type.kind in _REFERENCES
    nothing = select_default(program, facts.key).kind is ResolutionKind.NOTHING
    return nothing and aggregate(program, facts.key).value is Truth.NO


def _usable(select: Select, use: MemberOperation, what: str) -> Callable[[EvaluationContext, Key], Iterator[Violation]]:
    def violations(program: EvaluationContext, key: Key) -> Iterator[Violation]:
        """Overload resolution finds a function that anybody may call.

        Why: the trait asks whether an expression such as `T(value)` compiles in a context unrelated to the class.

        Fix: Make the function public, and write `= default` in place of `= delete`; if the compiler deletes it, see
        beneath which base or member is in the way.
        """
        facts = program.classes[key]
        selection = select(program, key)
        because: tuple[Reason, ...] = ()
        unsure = False
        location = facts.location
        if selection.kind is ResolutionKind.FUNCTION and selection.special is not None:
            defined = is_not_deleted(program, selection.special)
            public = selection.special.access is Access.PUBLIC
            if defined.value is Truth.YES and public:
                return
            unsure = public and defined.value is Truth.UNKNOWN
            because, location = defined.reasons, selection.special.location
            if not public:
                message = f"the {NOUNS[selection.special.kind]} is {selection.special.access.value}"
                private = INACCESSIBLE_FUNCTION.reason(message, location, facts.name)
                because = (*because, private)
        elif selection.kind is ResolutionKind.ASKED:
            accessible = dict(facts.overload_answers_with_access).get(use, selection.outcome)
            if accessible is not OverloadOutcome.UNUSABLE:
                return
        else:
            parentheses = _from_parentheses(program, key, use) if selection.kind is ResolutionKind.NOTHING else Truth.NO
            if parentheses is Truth.YES:
                return
            unsure = selection.kind is ResolutionKind.OPEN or parentheses is Truth.UNKNOWN
        if not because and not unsure:
            because = (no_function_reason(selection, _KINDS[use], facts),)
        message = f"'{facts.name}' {'may not' if unsure else 'can not'} be {what}"
        yield Violation(message, location, facts.name, because, open=unsure)

    return violations


def _brought_in_trivial(program: EvaluationContext, key: Key, source: Argument | None) -> bool:
    """Whether `using Base::operator=` brings in what is selected, and it is trivial in the base itself.

    libclang was asked about a member of this class, for which only its own functions count (CWG3070).
    """
    facts = program.classes[key]
    if source is None or not facts.inherited_assignments or len(facts.bases) != 1:
        return False
    base = facts.bases[0].type.record
    if base not in program.classes:
        return False
    selection = select_assignment(program, base, source)
    return selection.special is not None and is_trivial(program, selection.special).value is Truth.YES


def _selected_trivial(
    select: Select, what: str, source: Argument | None
) -> Callable[[EvaluationContext, Key], Iterator[Violation]]:
    def violations(program: EvaluationContext, key: Key) -> Iterator[Violation]:
        """What overload resolution finds is trivial.

        This need not be the copy or move function: a constructor template may fit better, and is never trivial.

        Why: the trait asks whether the expression calls no function that has code.

        Fix: See below what the function does. Default it on its first declaration, or constrain the template that
        takes its place.
        """
        facts = program.classes[key]
        selection = select(program, key)
        queried = selection.kind is ResolutionKind.ASKED and selection.outcome is OverloadOutcome.NONTRIVIAL
        if queried and not _brought_in_trivial(program, key, source):
            message = f"the function that is selected when '{facts.name}' is {what} is not trivial"
            yield Violation(message, facts.location, facts.name)
        if selection.special is None:
            return
        decision = is_trivial(program, selection.special)
        if decision.value is not Truth.YES and is_not_deleted(program, selection.special).value is not Truth.NO:
            unsure = decision.value is Truth.UNKNOWN
            noun = NOUNS[selection.special.kind]
            message = f"the {noun} of '{facts.name}' {'may be' if unsure else 'is'} non-trivial"
            yield Violation(message, selection.special.location, facts.name, decision.reasons, open=unsure)

    return violations


def _concrete(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """The class is not abstract.

    Why: the trait asks whether an object can be made by itself, which an abstract class forbids.

    Fix: Override every pure virtual function, or ask about the derived class.
    """
    decision = abstract(program, key)
    if decision.value is not Truth.NO:
        facts = program.classes[key]
        yield Violation(f"'{facts.name}' is abstract", facts.location, facts.name, open=decision.value is Truth.UNKNOWN)


_DESTRUCTOR = (
    *destructor_rules(_CLAUSE),
    rule("inaccessible-destructor", _CLAUSE)(inaccessible_destructor),
)


def _rules(
    select: Select, use: MemberOperation, what: str, *, construct: bool, source: Argument | None = None
) -> tuple[Rule[Key], ...]:
    own = (
        rule("not-usable", _CLAUSE)(_usable(select, use, what)),
        rule("nontrivial-selected", _CLAUSE)(_selected_trivial(select, what, source)),
    )
    return (*own, rule("abstract-class", _CLAUSE)(_concrete), *_DESTRUCTOR) if construct else own


@rule("unspecified", "[class.default.ctor]/1")
def inherited_default_constructor(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """Nothing is left open: whether a constructor that `using Base::Base` brings in, and that needs no argument, is a
    default constructor is unclear (CWG2799).

    Fix: Declare `T() = default;` beside the using-declaration.
    """
    facts = program.classes[key]
    if only_inherits_default(program, key):
        message = f"whether the constructor that '{facts.name}' inherits is a default constructor is unclear (CWG2799)"
        yield Violation(message, facts.location, facts.name, open=True)


DEFAULT = (
    inherited_default_constructor,
    *_rules(select_default, MemberOperation.DEFAULT, "default-constructed", construct=True),
)
COPY = _rules(_copy, MemberOperation.COPY, "copied", construct=True)
MOVE = _rules(_move, MemberOperation.MOVE, "moved", construct=True)
ASSIGN = _rules(_assign, MemberOperation.ASSIGN, "assigned from a const lvalue", construct=False, source=_FROM_CONST)
ASSIGN_MOVE = _rules(
    _assign_move, MemberOperation.ASSIGN_MOVE, "assigned from an rvalue", construct=False, source=_FROM_XVALUE
)
DESTROY = _DESTRUCTOR


def _trait(rules: tuple[Rule[Key], ...]) -> Callable[[EvaluationContext, Key], Decision]:
    @query
    def decide(program: EvaluationContext, key: Key) -> Decision:
        """Apply the rules of one such trait."""
        return judge(rules, program, key)

    return decide


trivially_default_constructible = _trait(DEFAULT)
trivially_copy_constructible = _trait(COPY)
trivially_move_constructible = _trait(MOVE)
trivially_copy_assignable = _trait(ASSIGN)
trivially_move_assignable = _trait(ASSIGN_MOVE)
trivially_destructible = _trait(DESTROY)
