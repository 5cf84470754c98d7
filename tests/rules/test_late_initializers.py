"""A class that can't be default-constructed since a nested class's initializers are read later says so."""

from __future__ import annotations

import pytest

import podcheck
from podcheck.model.reasons import roots
from podcheck.model.results import Record

SOURCE = """
template<bool> struct Door { Door(int); };
template<> struct Door<true> { };
template<class T> struct Held : Door<__is_constructible(T)> { };
template<class T> struct Plain { Plain() = delete; };
template<bool> struct Gate { Gate() = delete; };
template<> struct Gate<true> { };
template<class T> struct Gated : Gate<__is_constructible(T)> { };
struct Outer {
    struct Inner { struct Deep { int number = 1; }; };
    struct Provided { Provided(); int number = 1; };
    struct A { Held<Inner::Deep> held; };
    struct C { struct Own { int number = 1; }; struct Gate { Gated<Own> held; }; };
    struct D { Plain<Inner::Deep> held; };
    struct E { Held<Provided> held; };
    struct F { Held<int&> held; };
    Held<Inner> here;
    struct G { const Inner::Deep deep; int& reference; };
};
struct After { Held<Outer::Inner::Deep> held; };
struct Around {
    struct Deep { int number = 1; };
    struct Within { Deep deep; };
    struct B { Held<Within> held; };
};
struct Later { Held<Outer::A> held; };
"""

CAUSED = [
    ("Outer::A", "Outer", 10),
    ("After", "Outer", 10),
    ("Outer::C::Gate", "Outer", 13),
    ("Around::B", "Around", 22),
]


@pytest.fixture(scope="module")
def records() -> dict[str, Record]:
    report = podcheck.check("late.cpp", text=SOURCE, std="c++17", cross_check=False)
    assert report.problems == ()
    return {record.facts.name: record for record in report.records}


def codes(record: Record) -> set[str]:
    verdict = record.judgement.verdicts[podcheck.Trait.TRIVIALLY_DEFAULT_CONSTRUCTIBLE]
    return {root.code for root in roots(verdict.reasons)}


@pytest.mark.parametrize(("name", "outer", "line"), CAUSED)
def test_the_initializers_are_the_cause(records: dict[str, Record], name: str, outer: str, line: int) -> None:
    verdict = records[name].judgement.verdicts[podcheck.Trait.TRIVIALLY_DEFAULT_CONSTRUCTIBLE]
    (root,) = roots(verdict.reasons)
    assert (root.code, root.clause) == ("late-initializers", "[class.mem.general]/7")
    assert f"read at the end of '{outer}'" in root.message
    assert root.location.line == line


@pytest.mark.parametrize("name", ["Outer::D", "Outer::F", "Outer::G", "Later"])
def test_other_causes_stay_as_they_are(records: dict[str, Record], name: str) -> None:
    assert codes(records[name])
    assert "late-initializers" not in codes(records[name])


@pytest.mark.parametrize("name", ["Outer", "Outer::E"])
def test_who_has_no_initializer_is_not_met(records: dict[str, Record], name: str) -> None:
    assert records[name].judgement.verdicts[podcheck.Trait.TRIVIALLY_DEFAULT_CONSTRUCTIBLE].value is podcheck.Truth.YES
