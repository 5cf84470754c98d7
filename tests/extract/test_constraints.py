"""Whether an instance satisfies the requires-clause of a special member function is found out, or left open."""

from __future__ import annotations

import pytest

from podcheck.model.functions import FunctionKind
from tests.extract.reading import function, reported, unit_facts

BEFORE = """
namespace n {
template<class T> constexpr bool small = sizeof(T) <= 4;
template<class T> concept Small = small<T>;
template<class T, class U> concept Same = __is_same(T, U);
template<class T, int N> struct X { CLAUSE };
X<int, 1>* yes; X<double, 2>* no;
}
"""

CLAUSES = {
    "a concept": "X(const X&) requires Small<T> = default;",
    "an expression": "X(const X&) requires (sizeof(T) <= 4) = default;",
    "a constant": "X(const X&) requires small<T> = default;",
    "another parameter": "X(const X&) requires (N == 1) = default;",
    "a conjunction": "X(const X&) requires Small<T> && (N < 2);",
    "a requires-expression": "X(const X&) requires requires(T t) { requires Same<decltype(t % 2), int>; } = default;",
    "with a negation": "X(const X&) requires (!Same<T, double>) = default;",
    "with a body": "X(const X&) requires Small<T> {}",
}


@pytest.mark.parametrize("clause", CLAUSES.values(), ids=CLAUSES)
def test_a_clause_is_decided_by_the_arguments(clause: str) -> None:
    result = reported(BEFORE.replace("CLAUSE", clause))
    copies = {
        name: function(result[name], FunctionKind.COPY_CONSTRUCTOR) for name in ("n::X<int, 1>", "n::X<double, 2>")
    }
    assert copies["n::X<int, 1>"].satisfied is True
    assert copies["n::X<double, 2>"].satisfied is False
    assert all(copy.constrained for copy in copies.values())


def test_a_clause_that_speaks_of_a_member_stays_open() -> None:
    clause = "static constexpr bool fits = sizeof(T) <= 4; X(const X&) requires fits = default;"
    copy = function(reported(BEFORE.replace("CLAUSE", clause))["n::X<int, 1>"], FunctionKind.COPY_CONSTRUCTOR)
    assert copy.constraint == "fits"
    assert copy.satisfied is None


def test_an_argument_with_errors_leaves_the_instance_unjudged() -> None:

    text = (
        "struct Bad { Unknown u; };" + BEFORE.replace("CLAUSE", "X(const X&) requires Small<T>;") + "n::X<Bad, 1>* bad;"
    )
    complete = {class_facts.name: class_facts.complete for class_facts in unit_facts(text).classes}
    assert complete["n::X<Bad, 1>"] is False
    assert complete["n::X<int, 1>"] is True
