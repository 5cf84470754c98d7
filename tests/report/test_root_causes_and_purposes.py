"""Root causes counted once, and what a class may be used for, on real classes."""

from __future__ import annotations

import pytest

import podcheck
from podcheck.model.results import Record
from podcheck.model.traits import Trait, Truth
from podcheck.report.explain.explain import explain
from podcheck.report.explain.purposes import purposes
from podcheck.report.options import Options
from podcheck.report.reasons.root_causes import root_causes
from podcheck.report.text.terminal import columns

MANY = """\
struct Base { Base(const Base& o) : x(o.x) {} Base& operator=(const Base&) { return *this; } int x; };
struct Five { Base a, b, c; Base d[2]; Base e; int fine; };
struct Both : Base { private: int z; };
"""


def record(source: str, name: str, std: str = "c++20", target: tuple[str, ...] = ()) -> Record:
    report = podcheck.check("a.cpp", text=source, cross_check=False, std=std, clang_args=target)
    assert report.problems == ()
    return next(each_record for each_record in report.records if each_record.facts.name == name)


def answers(source: str, std: str = "c++20", target: tuple[str, ...] = ()) -> dict[str, str]:
    reported = purposes(record(source, "S", std, target))
    return {purpose.name: {Truth.YES: "yes", Truth.NO: "no", Truth.UNKNOWN: "?"}[purpose.value] for purpose in reported}


def test_one_base_that_breaks_five_members_is_one_cause() -> None:
    first, *rest = root_causes(record(MANY, "Five"))
    assert first.reason.message == "the copy constructor of 'Base' is user-provided"
    assert [reason.location.line for reason in first.reasons] == [1, 1]
    assert first.parts == ("a", "b", "c", "d", "e")
    assert {Trait.TRIVIAL, Trait.TRIVIALLY_COPYABLE, Trait.POD} <= set(first.traits)
    assert [root.reason.code for root in rest] == ["no-viable-function"]


def test_each_cause_says_what_it_breaks() -> None:
    result = {cause.reason.code: cause for cause in root_causes(record(MANY, "Both"))}
    assert result["user-provided"].parts == ("Base",)
    assert Trait.STANDARD_LAYOUT not in result["user-provided"].traits
    assert result["data-in-several-classes"].traits == (Trait.STANDARD_LAYOUT, Trait.POD)
    assert result["data-in-several-classes"].parts == ()


def test_a_class_that_lacks_nothing_has_no_cause() -> None:
    assert root_causes(record("struct S { double d; };", "S")) == ()


def test_the_story_counts_and_underlines() -> None:
    text = explain(record(MANY, "Five"), {"a.cpp": MANY}, Options(width=100))
    assert text.split("\n")[2] == "Not trivial, not trivially copyable, not POD; it is standard-layout."
    assert "   through 5 of its members and bases: 'a', 'b', 'c', 'd', …\n" in text
    assert "   1 | struct Base { Base(const Base& o)" in text
    assert "     |               ^~~~\n" in text
    assert text.index("root causes") < text.index("safe to use with") < text.index("special member")


@pytest.mark.parametrize("width", [60, 80, 100])
def test_the_story_fits(width: int) -> None:
    for name in ("Five", "Both", "Base"):
        for line in explain(record(MANY, name), {"a.cpp": MANY}, Options(width=width)).splitlines():
            assert columns(line) <= width, line


def test_a_plain_struct_may_be_used_for_everything() -> None:
    assert set(answers("struct S { int a, b; };").values()) == {"yes"}


@pytest.mark.parametrize(
    ("source", "refused"),
    [
        ("struct S { double d; };", {"memcmp, hashing its bytes"}),
        ("struct S { int a; private: int b; };", {"offsetof", "the same struct in C"}),
        ("struct S { S() {} int a; };", {"the same struct in C"}),
        ("struct S { const int a; };", {"std::atomic<T>", "the same struct in C"}),
        ("struct S { int a[5]; };", {"passing and returning in registers"}),
        (
            "struct S { S(); S(const S&) = delete; S(S&&) = default; S& operator=(const S&) = delete; int a; };",
            {"std::atomic<T>", "the same struct in C"},
        ),
    ],
    ids=["floating", "mixed access", "constructor", "const member", "large", "move only"],
)
def test_what_each_purpose_needs(source: str, refused: set[str]) -> None:
    assert {name for name, answer in answers(source).items() if answer == "no"} == refused


def test_bit_cast_and_atomic_exist_from_their_dialect_on() -> None:
    assert "std::atomic<T>" not in answers("struct S { int a; };", "c++98")
    assert "std::bit_cast" not in answers("struct S { int a; };", "c++17")


def test_registers_are_the_itanium_abi() -> None:
    name = "passing and returning in registers"
    assert answers("struct S { ~S(); int a; };")[name] == "no"
    assert answers("struct S { S(const S&) = delete; int a; };")[name] == "no"
    assert answers("struct S { S(const S&) = delete; S(S&&) = default; int a; };")[name] == "yes"
    assert answers("struct [[clang::trivial_abi]] S { ~S(); int a; };")[name] == "yes"
    assert answers("struct S { int a; };", target=("--target=x86_64-pc-windows-msvc",))[name] == "?"


def test_an_open_template_stays_open() -> None:
    reported = purposes(record("template<class T> struct S { T a; };", "S<T>"))
    assert reported[0].value is Truth.UNKNOWN
