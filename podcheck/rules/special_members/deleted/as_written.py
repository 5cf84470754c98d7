"""A function that is written as deleted, or deleted by how it or another is written.

[dcl.fct.def.delete]/1, [dcl.fct.def.default]/2, [class.copy.ctor]/6.
"""

from __future__ import annotations

from collections.abc import Iterator

from podcheck.model.functions import RefKind
from podcheck.model.traits import CxxStandard
from podcheck.rules.engine import EvaluationContext, Violation, rule
from podcheck.rules.special_members.declared import (
    NOUNS,
    Special,
    closure_assignment_deleted,
    copy_deleted_by_move,
    expected_parameter,
)
from podcheck.rules.special_members.deleted.part_calls import name_of_class


@rule("explicitly-deleted", "[dcl.fct.def.delete]/1")
def not_written_deleted(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """The function is not declared `= delete`.

    Why: a program that calls a deleted function, even implicitly, is ill-formed.

    Fix: Write `= default`, or remove the declaration.
    """
    if special.explicitly_deleted:
        noun = NOUNS[special.kind]
        yield Violation(f"the {noun} of '{name_of_class(program, special)}' is declared '= delete'", special.location)


@rule("move-declared", "[class.copy.ctor]/6")
def no_move_declared(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """The class declares no move constructor or move assignment operator: either deletes the implicit copy
    functions.

    The assignment of a closure type is deleted too, except without captures since C++20 (P0624R2).

    Why: a class with its own way to move rarely wants memberwise copies.

    Fix: Declare the copy functions beside the move functions: `T(const T &) = default;`.
    """
    move = copy_deleted_by_move(program, special)
    if move is not None:
        yield Violation(
            f"'{name_of_class(program, special)}' declares a {NOUNS[move.kind]}, "
            f"which deletes its implicit {NOUNS[special.kind]}",
            move.location,
            name_of_class(program, special),
        )
    if closure_assignment_deleted(program, special):
        yield Violation("a closure type can't be assigned to", special.location, name_of_class(program, special))


@rule("mismatched-default", "[dcl.fct.def.default]/2", since=CxxStandard.CXX20)
def default_matches(program: EvaluationContext, special: Special) -> Iterator[Violation]:
    """A defaulted function has the parameter type of the implicit one (P0641R2).

    `X&` in place of `const X&` is allowed.

    Why: the compiler can't generate a function that promises more than the members' own functions: `const X&` where a
    member's takes `X&`. Before C++20 such a class was ill-formed; now only what calls the function is.

    Fix: Write the parameter type that the message names, or leave the function out.
    """
    if special.function is None or not special.function.defaulted or special.parameter is None:
        return
    expected = expected_parameter(program, special)
    given = special.parameter
    if expected is None or given == expected or given.reference is RefKind.NONE:
        return
    if given.reference is RefKind.LVALUE and not given.const and not given.volatile:
        return
    yield Violation(
        f"the {NOUNS[special.kind]} is defaulted with parameter '{given}', where '{expected}' would be implicit",
        special.location,
    )
