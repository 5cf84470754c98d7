"""Qualified names are parted where their scopes are, whatever stands in brackets, however an operator is called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcheck.cpp.qualified_names import (
    is_qualified,
    plain_parts,
    scope_of,
    split_arguments,
    split_name,
    without_arguments,
)


@pytest.mark.parametrize(
    ("name", "parts", "plain"),
    [
        ("A", ("A",), ("A",)),
        ("::A", ("A",), ("A",)),
        ("a::B<c::D>::E", ("a", "B<c::D>", "E"), ("a", "B", "E")),
        ("std::map<ns::A, std::pair<int, b::C>>", ("std", "map<ns::A, std::pair<int, b::C>>"), ("std", "map")),
        ("(anonymous namespace)::A", ("(anonymous namespace)", "A"), ("(anonymous namespace)", "A")),
        ("n::(lambda at a::b.cpp:3:4)", ("n", "(lambda at a::b.cpp:3:4)"), ("n", "(lambda at a::b.cpp:3:4)")),
        ("f()::(unnamed struct at <x>/a.h:1:2)", ("f()", "(unnamed struct at <x>/a.h:1:2)"), None),
        ("(lambda at a<b.cpp:1:2)::X", ("(lambda at a<b.cpp:1:2)", "X"), None),
        ("A<(1 > 2)>::B", ("A<(1 > 2)>", "B"), ("A", "B")),
        ("A<(x < y)>::B", ("A<(x < y)>", "B"), ("A", "B")),
        ("A<'<'>::B", ("A<'<'>", "B"), ("A", "B")),
        ("A<'\\''>::B", ("A<'\\''>", "B"), ("A", "B")),
        ('A<S{"<::"}>::B', ('A<S{"<::"}>', "B"), ("A", "B")),
        ("A<&n::S::operator< >::B", ("A<&n::S::operator< >", "B"), ("A", "B")),
        ("A<&n::S::operator->>::B", ("A<&n::S::operator->>", "B"), ("A", "B")),
        ("X::operator()()::Local", ("X", "operator()()", "Local"), ("X", "operator()()", "Local")),
        ("operator<()::Local", ("operator<()", "Local"), ("operator<()", "Local")),
        ("operator<<()::Local", ("operator<<()", "Local"), ("operator<<()", "Local")),
        ("n::operator>>=()::Local", ("n", "operator>>=()", "Local"), ("n", "operator>>=()", "Local")),
        ("operator<=>()::Local<int>", ("operator<=>()", "Local<int>"), ("operator<=>()", "Local")),
        ("my_operator<int>::B", ("my_operator<int>", "B"), ("my_operator", "B")),
        ("F<int (*)(n::A), int[sizeof(n::B)]>::G", ("F<int (*)(n::A), int[sizeof(n::B)]>", "G"), ("F", "G")),
        ("it's::A<char>", ("it's", "A<char>"), ("it's", "A")),
        ("", (), ()),
    ],
)
def test_parts(name: str, parts: tuple[str, ...], plain: tuple[str, ...] | None) -> None:
    assert split_name(name) == parts
    assert plain_parts(name) == (plain if plain is not None else parts)
    assert scope_of(name) == name.removesuffix(parts[-1] if parts else "").removesuffix("::")
    assert is_qualified(name) == (len(parts) > 1 or name.startswith("::"))


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("a::b::C", ["a", "b", "C"]),
        ("a::Box<x::y<int>, 3>::N", ["a", "Box", "N"]),
        ("(anonymous namespace)::X", ["(anonymous namespace)", "X"]),
        ("f()::L", ["f()", "L"]),
        ("(lambda at tour.cpp:101:23)", ["(lambda at tour.cpp:101:23)"]),
        ("B<(E)1>", ["B"]),
    ],
)
def test_parts_without_arguments(name: str, parts: list[str]) -> None:
    assert list(plain_parts(name)) == parts


@pytest.mark.parametrize(
    ("name", "namespace"),
    [
        ("A", ""),
        ("std::A", "std"),
        ("std::map<ns::A, int>", "std"),
        ("a::B<c::D>::E", "a::B<c::D>"),
        ("(lambda at a::b.cpp:1:2)", ""),
        ("ns::f(ns::A)::Local", "ns::f(ns::A)"),
        (">>::<<", ">>"),
        ("", ""),
    ],
)
def test_scopes(name: str, namespace: str) -> None:
    assert scope_of(name) == namespace


@pytest.mark.parametrize(
    ("spelled", "name", "arguments"),
    [
        ("std::pair<int, A<b, c>>", "std::pair", ("int", "A<b, c>")),
        (" std::vector< int > ", "std::vector", ("int",)),
        ("std::function<void (int, char)>", "std::function", ("void (int, char)",)),
        ("std::array<int, (1 > 2)>", "std::array", ("int", "(1 > 2)")),
        ("A<int>::B<char, ','>", "A<int>::B", ("char", "','")),
        ("std::vector<int>::iterator", "std::vector<int>::iterator", ()),
        ("std::tuple<>", "std::tuple", ()),
        ("std::string", "std::string", ()),
        ("A<&S::operator> >", "A", ("&S::operator>",)),
        ("", "", ()),
    ],
)
def test_arguments(spelled: str, name: str, arguments: tuple[str, ...]) -> None:
    assert split_arguments(spelled) == (name, arguments)


PARTS = st.sampled_from(
    ["a", "B", "::", "<", ">", "(", ")", "[", "]", "{", "}", ",", " ", "operator", "'", '"', "-", ":"]
)


@given(st.lists(PARTS, max_size=20).map("".join))
def test_any_text_is_parted_without_losing_a_letter(name: str) -> None:
    parts = split_name(name)
    scope = scope_of(name)
    assert name.startswith(scope)
    if parts:
        assert name.replace("::", "").count("a") == sum(part.replace("::", "").count("a") for part in parts)
    assert is_qualified(name) or parts in ((name,), ())
    for part in parts:
        assert len(without_arguments(part)) <= len(part)
    before, arguments = split_arguments(name)
    assert before in name
    assert all(argument in name for argument in arguments)


@pytest.mark.parametrize("letter", ["(", "<", "<(", "(]", "::", "operator", "a<", '\\"', '"', "'"])
def test_a_long_name_is_parted_too(letter: str) -> None:
    name = letter * 20_000
    assert len(split_name(name)) <= 1
    assert split_arguments(name)[1] == ()
    assert len(plain_parts(name)) <= 1
