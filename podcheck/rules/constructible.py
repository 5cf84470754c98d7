"""The `is_trivially_*constructible`, `*assignable` and `destructible` traits: [meta.unary.prop].

They ask about an expression in an unrelated context, not about a member function: what overload
resolution selects must be accessible, not deleted and trivial, and for construction the destructor too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from podcheck.model.facts import Access, Key, Outcome, Use
from podcheck.model.traits import CxxStandard, Truth
from podcheck.model.verdicts import Reason
from podcheck.rules.aggregate import aggregate
from podcheck.rules.causes import INACCESSIBLE_FUNCTION
from podcheck.rules.declared import NOUNS
from podcheck.rules.deleted import not_deleted
from podcheck.rules.destructor import destructor_rules, inaccessible_destructor
from podcheck.rules.engine import Breach, Decision, Program, Rule, judge, rule, term
from podcheck.rules.selection import (
    Found,
    Selection,
    Source,
    only_inherits_default,
    select_assignment,
    select_constructor,
    select_default,
)
from podcheck.rules.triviality import trivial
from podcheck.rules.virtuality import abstract

_CLAUSE = "[meta.unary.prop]"
Select = Callable[[Program, Key], Selection]

_FROM_CONST = Source(const=True)
_FROM_XVALUE = Source(xvalue=True)


def _copy(program: Program, key: Key) -> Selection:
    return select_constructor(program, key, _FROM_CONST)


def _move(program: Program, key: Key) -> Selection:
    return select_constructor(program, key, _FROM_XVALUE)


def _assign(program: Program, key: Key) -> Selection:
    return select_assignment(program, key, _FROM_CONST)


def _assign_move(program: Program, key: Key) -> Selection:
    return select_assignment(program, key, _FROM_XVALUE)


def _from_parentheses(program: Program, key: Key, use: Use) -> bool:
    """The first base of an aggregate might be initialised from the whole, where no constructor is viable (P0960R3).

    Nobody wants that, and which function is selected then libclang is not asked.
    """
    copies = use in (Use.COPY, Use.MOVE) and program.std >= CxxStandard.CXX20
    return copies and bool(program.classes[key].bases) and aggregate(program, key).value is Truth.YES


def _usable(select: Select, use: Use, what: str) -> Callable[[Program, Key], Iterator[Breach]]:
    def breaches(program: Program, key: Key) -> Iterator[Breach]:
        """Overload resolution finds a function that anybody may call.

        Why: the trait asks whether an expression such as `T(value)` compiles in a context unrelated to the class.

        Mend: Make the function public, and write `= default` in place of `= delete`; if the compiler deletes it, see
        beneath which base or member is in the way.
        """
        facts = program.classes[key]
        selection = select(program, key)
        because: tuple[Reason, ...] = ()
        unsure = False
        location = facts.location
        if selection.found is Found.FUNCTION and selection.special is not None:
            defined = not_deleted(program, selection.special)
            public = selection.special.access is Access.PUBLIC
            if defined.value is Truth.YES and public:
                return
            unsure = public and defined.value is Truth.UNKNOWN
            because, location = defined.reasons, selection.special.location
            if not public:
                message = f"the {NOUNS[selection.special.kind]} is {selection.special.access.value}"
                private = INACCESSIBLE_FUNCTION.reason(message, location, facts.name)
                because = (*because, private)
        elif selection.found is Found.ASKED:
            accessible = dict(facts.accessible).get(use, selection.outcome)
            if accessible is not Outcome.UNUSABLE:
                return
        else:
            unsure = selection.found is Found.OPEN or _from_parentheses(program, key, use)
        message = f"'{facts.name}' {'may not' if unsure else 'can not'} be {what}"
        yield Breach(message, location, facts.name, because, open=unsure)

    return breaches


def _brought_in_trivial(program: Program, key: Key, source: Source | None) -> bool:
    """`using Base::operator=` brings in what is selected, and it is trivial in the base itself.

    libclang was asked about a member of this class, for which only its own functions count (CWG3070).
    """
    facts = program.classes[key]
    if source is None or not facts.inherited_assignments or len(facts.bases) != 1:
        return False
    base = facts.bases[0].type.record
    if base not in program.classes:
        return False
    selection = select_assignment(program, base, source)
    return selection.special is not None and trivial(program, selection.special).value is Truth.YES


def _selected_trivial(select: Select, what: str, source: Source | None) -> Callable[[Program, Key], Iterator[Breach]]:
    def breaches(program: Program, key: Key) -> Iterator[Breach]:
        """What overload resolution finds is trivial.

        It need not be the copy or move function: a constructor template may fit better, and is never trivial.

        Why: the trait asks whether the expression calls no function that has code.

        Mend: See beneath what the function does; default it on its first declaration, or constrain the template that
        takes its place.
        """
        facts = program.classes[key]
        selection = select(program, key)
        asked = selection.found is Found.ASKED and selection.outcome is Outcome.NONTRIVIAL
        if asked and not _brought_in_trivial(program, key, source):
            message = f"the function that is selected when '{facts.name}' is {what} is not trivial"
            yield Breach(message, facts.location, facts.name)
        if selection.special is None:
            return
        decision = trivial(program, selection.special)
        if decision.value is not Truth.YES and not_deleted(program, selection.special).value is not Truth.NO:
            unsure = decision.value is Truth.UNKNOWN
            noun = NOUNS[selection.special.kind]
            message = f"the {noun} of '{facts.name}' {'may be' if unsure else 'is'} non-trivial"
            yield Breach(message, selection.special.location, facts.name, decision.reasons, open=unsure)

    return breaches


def _concrete(program: Program, key: Key) -> Iterator[Breach]:
    """The class is not abstract.

    Why: the trait asks whether an object can be made by itself, which an abstract class forbids.

    Mend: Override every pure virtual function, or ask about the derived class.
    """
    decision = abstract(program, key)
    if decision.value is not Truth.NO:
        facts = program.classes[key]
        yield Breach(f"'{facts.name}' is abstract", facts.location, facts.name, open=decision.value is Truth.UNKNOWN)


_DESTRUCTOR = (
    *destructor_rules(_CLAUSE),
    rule("inaccessible-destructor", _CLAUSE)(inaccessible_destructor),
)


def _rules(
    select: Select, use: Use, what: str, *, construct: bool, source: Source | None = None
) -> tuple[Rule[Key], ...]:
    own = (
        rule("not-usable", _CLAUSE)(_usable(select, use, what)),
        rule("nontrivial-selected", _CLAUSE)(_selected_trivial(select, what, source)),
    )
    return (*own, rule("abstract-class", _CLAUSE)(_concrete), *_DESTRUCTOR) if construct else own


@rule("unspecified", "[class.default.ctor]/1")
def inherited_default_constructor(program: Program, key: Key) -> Iterator[Breach]:
    """Nothing is left open: whether a constructor that `using Base::Base` brings in, and that needs no argument, is a
    default constructor is unclear (CWG2799).

    Mend: Declare `T() = default;` beside the using-declaration.
    """
    facts = program.classes[key]
    if only_inherits_default(program, key):
        message = f"whether the constructor that '{facts.name}' inherits is a default constructor is unclear (CWG2799)"
        yield Breach(message, facts.location, facts.name, open=True)


DEFAULT = (inherited_default_constructor, *_rules(select_default, Use.DEFAULT, "default-constructed", construct=True))
COPY = _rules(_copy, Use.COPY, "copied", construct=True)
MOVE = _rules(_move, Use.MOVE, "moved", construct=True)
ASSIGN = _rules(_assign, Use.ASSIGN, "assigned from a const lvalue", construct=False, source=_FROM_CONST)
ASSIGN_MOVE = _rules(_assign_move, Use.ASSIGN_MOVE, "assigned from an rvalue", construct=False, source=_FROM_XVALUE)
DESTROY = _DESTRUCTOR


def _trait(rules: tuple[Rule[Key], ...]) -> Callable[[Program, Key], Decision]:
    @term
    def decide(program: Program, key: Key) -> Decision:
        """Apply the rules of one such trait."""
        return judge(rules, program, key)

    return decide


trivially_default_constructible = _trait(DEFAULT)
trivially_copy_constructible = _trait(COPY)
trivially_move_constructible = _trait(MOVE)
trivially_copy_assignable = _trait(ASSIGN)
trivially_move_assignable = _trait(ASSIGN_MOVE)
trivially_destructible = _trait(DESTROY)
