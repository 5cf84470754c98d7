"""What benchmarks/suites.py reads from compilers' tests: claims of assertions, and how a test says it is compiled."""

from __future__ import annotations

from pathlib import Path

import pytest
from assertions import read_claims
from suites import Build, Suite, Tally, compare

from podcheck.crosscheck.compilers import Compiler, Family
from podcheck.model.traits import CxxStandard

TRAITS = frozenset({"pod", "empty", "trivially_constructible"})
GCC = Suite("some", (), Compiler(("none",), Family.GXX, (14, 0)))
CLANG = Suite("some", (), Compiler(("none",), Family.CLANGXX, (19, 0)))


def claims(text: str) -> list[tuple[str, list[str], bool]]:
    """Return trait, types and value of each claim of the text."""
    return [
        (claim.trait, [" ".join(type_) for type_ in claim.types], claim.value)
        for claim in read_claims(text.encode(), TRAITS).claims
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("static_assert(__is_pod(S));", [("pod", ["S"], True)]),
        ('static_assert((!std::is_pod<S>::value), "message");', [("pod", ["S"], False)]),
        ("static_assert(!!std::is_pod_v<S> == false);", [("pod", ["S"], False)]),
        ("static_assert(__is_pod(S) != false);", [("pod", ["S"], True)]),
        ("static_assert(!__is_pod(S) == false);", [("pod", ["S"], True)]),
        ("static_assert(test_category<is_pod, ns::S>(false), \"\");", [("pod", ["ns :: S"], False)]),
        (
            "static_assert(__is_trivially_constructible(S<int, A>, S<int, A>&&) && __is_empty(E));",
            [("trivially_constructible", ["S < int , A >", "S < int , A > &&"], True), ("empty", ["E"], True)],
        ),
        ("#define SA(X) static_assert((X),#X)\nSA(!__is_pod(S));", [("pod", ["S"], False)]),
        ("#define N(T) (!__is_pod(T) && !f<T>())\nint main() { assert (N (S[])); }", [("pod", ["S [ ]"], False)]),
        (
            "template<class T> void no() { static_assert(!std::is_pod<const T>::value); }\nint main() { no<S>(); }",
            [("pod", ["const S"], False)],
        ),
        ("static_assert(!__is_pod(S)); // expected-error {{failed}}", []),
        ("static_assert(!__is_pod(S));\n// cxx98-error@-1 {{failed}}", []),
        ("// expected-error@+1 {{failed}}\nstatic_assert(!__is_pod(S));", []),
        ("static_assert(!(__is_pod(S) && __is_empty(S)));", []),
        ("static_assert(sizeof(S) != 4 || __is_pod(S));", []),
        ("static_assert(__is_union(S));", []),
        ("// static_assert(__is_pod(S));", []),
        ("if (x) static_assert(__is_pod(S));", []),
    ],
)  # fmt: skip
def test_a_claim_is_a_trait_that_an_assertion_wants(text: str, expected: object) -> None:
    assert claims(text) == expected


def test_each_type_has_a_name_before_its_assertion_and_lines_stay() -> None:
    source = b"struct S {};\ntemplate<class T> void yes() {\n  static_assert(__is_pod(T));\n}\nvoid f() { yes<S>(); }\n"
    read = read_claims(source, TRAITS)
    (alias,), (line,) = read.aliases(0), read.lines
    assert f"void f() {{ using {alias} = S; yes<S>(); }}" in read.text.decode()
    assert f"using {read.marker(0)} = int; static_assert" in read.text.decode()
    assert (line, read.text.count(b"\n")) == (5, source.count(b"\n"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("// { dg-do compile { target c++20 } }", ["c++20", "c++23"]),
        ("// { dg-do compile { target c++17_only } }", ["c++17"]),
        ('// { dg-options "-O2 -std=gnu++98" }', ["c++98"]),
        ("// { dg-do run }", ["c++11", "c++14", "c++17", "c++20", "c++23"]),
    ],
)
def test_gccs_tests_say_their_dialects(text: str, expected: list[str]) -> None:
    assert [build.std.spelling for build in GCC.builds(text)] == expected


def test_clangs_and_libcxxs_tests_say_how_they_are_compiled() -> None:
    run = "// RUN: %clang_cc1 -triple x86_64-apple-darwin10 -verify -std=gnu++11 -fms-extensions -DX=1 %s\n"
    build = Build(CxxStandard.CXX11, ("--target=x86_64-apple-darwin10", "-fms-extensions", "-DX=1"))
    assert CLANG.builds(run + run) == [build]
    assert [build.std.spelling for build in CLANG.builds("// UNSUPPORTED: c++03, c++11, c++14\n")] == [
        "c++17", "c++20", "c++23",
    ]  # fmt: skip


def test_what_a_test_asserts_is_compared_with_podchecks_answer(tmp_path: Path) -> None:
    file = tmp_path / "some.C"
    file.write_text("""\
// { dg-do compile { target c++17_only } }
struct Pod { int i; };
struct Copied { Copied(const Copied&); };
typedef Pod Other;
template<class T> struct Box { T t; };
static_assert(__is_pod(Other) && __is_pod(const Pod) && __is_pod(Box<int>) && !__is_pod(Box<Copied>));
static_assert(__is_pod(int) && !__is_trivially_constructible(Pod, int));
static_assert(__is_trivially_constructible(Pod, Pod&&) && !__is_trivially_constructible(Copied, const Copied&));
void f() { struct Local { int i; }; static_assert(__is_pod(Local)); }
struct Wide { int i; char c; };
static_assert(__is_layout_compatible(Pod, Box<int>) && !__is_layout_compatible(Pod, Wide));
""")
    tally = Tally()
    compare(GCC, file, tally)
    assert (tally.checks, tally.agreeing, tally.files) == (9, 9, 1)
    assert +tally.left == {"of no class": 1, "of no trait that podcheck has": 1}
    assert not tally.different
    assert not tally.open


def test_a_difference_is_named_and_one_of_the_catalogue_has_its_number(tmp_path: Path) -> None:
    file = tmp_path / "other.C"
    file.write_text("""\
// { dg-do compile { target c++17_only } }
struct Copied { Copied(const Copied&); };
static_assert(__is_pod(Copied));
struct Fixed { Fixed(const Fixed&) = delete; void operator=(const Fixed&) = delete; };
static_assert(__is_trivially_copyable(Fixed));
""")
    tally = Tally()
    compare(GCC, file, tally)
    assert tally.different == ["other.C:3 (c++17): pod of Copied: podcheck says False"]
    assert tally.known == {"CWG1734": 1}
