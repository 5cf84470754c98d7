"""Overload resolution among copy and move constructors, as [over.ics.rank] has it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from podcheck.model.functions import Function, FunctionKind, MemberOperation, OverloadOutcome
from podcheck.rules.special_members.overload_resolution import (
    Argument,
    ResolutionKind,
    Selection,
    select_constructor,
    select_default,
)
from tests.rules.build import HERE, a_class, copying, program

COPY, MOVE = FunctionKind.COPY_CONSTRUCTOR, FunctionKind.MOVE_CONSTRUCTOR
CONST_LVALUE = Argument(const=True)
LVALUE = Argument()
XVALUE = Argument(xvalue=True)


def parameter(selection: Selection) -> str:
    return str(selection.special and selection.special.parameter)


def test_a_const_lvalue_picks_const_x() -> None:
    first = a_class("M", functions=(copying(COPY, "&"), copying(COPY, "&", const=True)))
    assert parameter(select_constructor(program(first), "M", CONST_LVALUE)) == "const X&"


def test_a_non_const_lvalue_picks_the_less_qualified_one() -> None:
    first = a_class("M", functions=(copying(COPY, "&"), copying(COPY, "&", const=True)))
    assert parameter(select_constructor(program(first), "M", LVALUE)) == "X&"


def test_const_and_volatile_references_are_ambiguous_for_a_plain_lvalue() -> None:
    first = a_class("M", functions=(copying(COPY, "&", volatile=True), copying(COPY, "&", const=True)))
    assert select_constructor(program(first), "M", LVALUE).kind is ResolutionKind.AMBIGUOUS


def test_an_xvalue_prefers_the_rvalue_reference() -> None:
    first = a_class("M", functions=(copying(COPY, "&", const=True), copying(MOVE, "&&")))
    assert parameter(select_constructor(program(first), "M", XVALUE)) == "X&&"


def test_an_xvalue_is_copied_where_nothing_moves() -> None:
    first = a_class("M", functions=(copying(COPY, "&", const=True),))
    assert parameter(select_constructor(program(first), "M", XVALUE)) == "const X&"


def test_a_non_const_reference_never_binds_an_xvalue() -> None:
    first = a_class("M", functions=(copying(COPY, "&"),))
    assert select_constructor(program(first), "M", XVALUE).kind is ResolutionKind.NOTHING


def test_a_template_wins_only_where_the_function_binds_worse() -> None:
    template = Function(FunctionKind.OTHER_CONSTRUCTOR, HERE, template=True, arguments=(1, 1))
    first = a_class("M", functions=(copying(COPY, "&", const=True), template))
    assert select_constructor(program(first), "M", CONST_LVALUE).kind is ResolutionKind.FUNCTION
    assert select_constructor(program(first), "M", XVALUE).kind is ResolutionKind.OPEN


def test_what_libclang_was_asked_settles_a_template() -> None:
    template = Function(FunctionKind.OTHER_CONSTRUCTOR, HERE, template=True, arguments=(1, 1))
    first = a_class("M", functions=(copying(COPY, "&", const=True), template))
    queried = replace(first, overload_answers=((MemberOperation.MOVE, OverloadOutcome.NONTRIVIAL),))
    chosen = select_constructor(program(queried), "M", XVALUE)
    assert (chosen.kind, chosen.outcome) == (ResolutionKind.ASKED, OverloadOutcome.NONTRIVIAL)


def test_two_default_constructors_are_ambiguous() -> None:
    both = tuple(Function(FunctionKind.DEFAULT_CONSTRUCTOR, HERE, arguments=(0, n)) for n in (0, 1))
    assert select_default(program(a_class("M", functions=both)), "M").kind is ResolutionKind.AMBIGUOUS


def test_a_template_pack_loses_to_a_default_constructor() -> None:
    pack = Function(FunctionKind.OTHER_CONSTRUCTOR, HERE, template=True, arguments=(0, None))
    plain = Function(FunctionKind.DEFAULT_CONSTRUCTOR, HERE, defaulted=True)
    chosen = select_default(program(a_class("M", functions=(pack, plain))), "M")
    assert chosen.special is not None
    assert chosen.special.function is plain


PARAMETERS = st.builds(
    copying,
    st.just(COPY),
    st.just("&"),
    const=st.booleans(),
    volatile=st.booleans(),
)


@given(st.lists(PARAMETERS, min_size=1, max_size=4, unique_by=lambda function: function.parameter), st.booleans())
def test_what_is_selected_does_not_depend_on_the_order_of_declaration(functions: list[Function], const: bool) -> None:
    source = Argument(const=const)
    forward = select_constructor(program(a_class("M", functions=tuple(functions))), "M", source)
    backward = select_constructor(program(a_class("M", functions=tuple(reversed(functions)))), "M", source)
    assert forward.kind is backward.kind
    if forward.special is not None and backward.special is not None:
        assert forward.special.parameter == backward.special.parameter
