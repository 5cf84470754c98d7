"""Reasons name the constraint that keeps a defaulted function from being chosen, and the part of it that is false."""

from __future__ import annotations

import pytest

import podcheck
from podcheck.extract.classes.constraints import split_conjunction
from podcheck.model.reasons import walk
from podcheck.model.traits import Trait

HEAD = """\
template<class T> concept Small = sizeof(T) <= 2;
template<class T, class U> concept Same = __is_same(T, U);
"""


def messages(text: str, name: str) -> set[str]:
    """Return what the reasons say why the class is not trivially copyable."""
    report = podcheck.check("a.cpp", text=HEAD + text, std="c++20", cross_check=False)
    (record,) = (record for record in report.records if record.facts.name == name)
    reasons = record.judgement.verdicts[Trait.TRIVIALLY_COPYABLE].reasons
    return {reason.message for reason in walk(reasons)}


@pytest.mark.parametrize(
    ("clause", "failure"),
    [
        ("(Small<T> && sizeof(T) < 100)", ": 'Small<T>' is false"),
        ("(sizeof(T) < 100 && Same<T, char> && Small<T>)", ": 'Same<T, char>' is false"),
        ("Same<T, int> && requires { typename T::type; }", ": 'requires { typename T::type; }' is false"),
        ("Small<T>", ""),
        ("(Small<T> || sizeof(T) > 100)", ""),
        ("(Small<T> && sizeof(T) < 100 || Same<T, char>)", ""),
    ],
)
def test_a_provided_function_is_chosen_since_a_constraint_is_not_satisfied(clause: str, failure: str) -> None:
    text = f"""\
template<class T> struct Box {{ Box(const Box&) requires {clause} = default; Box(const Box&) {{}} T t; }};
struct Holder {{ Box<int> box; }};
"""
    expected = (
        f"the copy constructor of 'Box<int>' is user-provided, and the constraint '{clause}' of the defaulted one is "
        f"not satisfied{failure}"
    )
    assert expected in messages(text, "Holder")


def test_nothing_is_said_of_a_constraint_that_is_satisfied_or_of_another_kind() -> None:
    text = """\
template<class T> struct Box {
  Box(const Box&) {}
  Box(Box&&) requires Small<T> = default;
  Box(const Box&) requires (sizeof(T) < 100) {}
  T t;
};
struct Holder { Box<int> box; };
"""
    assert not any("is not satisfied" in message for message in messages(text, "Holder"))


def test_a_class_whose_only_copy_constructor_is_not_for_it_says_why() -> None:
    text = """\
template<class T> struct Box {
  Box(const Box&) requires (sizeof(T) > 1 && Small<T>) = default;
  Box& operator=(const Box&) = delete;
  T t;
};
struct Holder { Box<float> box; };
"""
    assert (
        "'Box<float>' has no copy constructor that takes this argument: the constraint '(sizeof(T) > 1 && Small<T>)' "
        "of its own is not satisfied: 'Small<T>' is false" in messages(text, "Holder")
    )


@pytest.mark.parametrize(
    ("clause", "parts"),
    [
        ("A<T>", ("A<T>",)),
        ("A<T> && B<T>", ("A<T>", "B<T>")),
        ("(A<T> && (B<T> || C<T>))", ("A<T>", "(B<T> || C<T>)")),
        ("(A<T>) && (B<T>)", ("(A<T>)", "(B<T>)")),
        ("A<T, int&&> && f<(1 > 2)>", ("A<T, int&&>", "f<(1 > 2)>")),
        ("(sizeof(T) < 4 && sizeof(T) > 1)", ("sizeof(T) < 4", "sizeof(T) > 1")),
        ("A<B<C>> && D", ("A<B<C>>", "D")),
        ("A || B && C", ("A || B && C",)),
        ("(A && B) || C", ("(A && B) || C",)),
        ("requires { a && b; }", ("requires { a && b; }",)),
        ("A &&", ("A &&",)),
        ("", ("",)),
    ],
)
def test_the_parts_of_a_clause(clause: str, parts: tuple[str, ...]) -> None:
    assert split_conjunction(clause) == parts
