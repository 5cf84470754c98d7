"""What real compilers are asked and say, and what is said when one misbehaves."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

import podcheck
from podcheck.crosscheck import compilation
from podcheck.model.results import Record, Report
from podcheck.model.traits import Trait
from podcheck.process import Completed, run
from tests.crosscheck import fakes
from tests.crosscheck.fakes import program
from tests.needs import HANGS_AFTER


def checked(text: str, *, std: str | None = None, compilers: tuple[str, ...] = ()) -> Report:
    return podcheck.check("test.cpp", text=text, std=std, compilers=compilers)


def by_name(report: Report) -> dict[str, Record]:
    return {record.facts.name.rpartition("::")[2]: record for record in report.records}


PLACES = {
    "private": "class Outer { struct A { int a; }; };",
    "private in private": "class Outer { class Inner { struct A { int a; }; }; };",
    "protected": "class Outer { protected: struct A { int a; }; };",
    "in an unnamed namespace": "namespace { struct A { int a; }; }",
    "in an inline namespace": "namespace n { inline namespace v { struct A { int a; }; } }",
    "local": "void f() { struct A { int a; }; }",
    "local, with a variable": "void f() { struct A { int a; } a; a.a = 1; }",
    "local to a member function": "struct S { void f() { struct A { int a; }; A a; } };",
    "local to a constructor": "struct S { S() { struct A { int a; }; } };",
    "a specialisation": "template<class T> struct A; template<> struct A<int*> { int a; };",
    "named by a typedef": "typedef struct { int a; } A;",
}


@pytest.mark.parametrize("text", PLACES.values(), ids=PLACES)
def test_a_class_is_probed_wherever_it_is(text: str) -> None:
    report = checked(text)
    assert [problem for problem in report.problems if problem.fatal] == []
    (record,) = (
        record
        for name, record in by_name(report).items()
        if name.startswith("A") and record.facts.origin.value != "template"
    )
    assert [answers.note for answers in record.answers] == [""] * len(report.compilers)
    assert all(answers.traits[Trait.POD] for answers in record.answers)
    assert record.mismatches == ()


UNNAMED = {
    "a member's": "struct S { struct { int a; } m; };",
    "a variable's": "struct { int a; } v;",
    "an array's": "struct { int a; } v[3];",
    "a closure in a variable": "auto v = [](int a) { return a; };",
    "a private member's": "class S { struct { int a; } m; };",
}


@pytest.mark.parametrize("text", UNNAMED.values(), ids=UNNAMED)
def test_an_unnamed_class_is_probed_by_what_has_its_type(text: str) -> None:
    report = checked(text)
    (record,) = (record for record in report.records if "(" in record.facts.name)
    assert [bool(answers.traits) for answers in record.answers] == [True] * len(report.compilers)


BY_VALUE = {
    "of a class": "struct Size { int w, h; }; template<Size S> struct A { int a; }; inline A<Size{1, 2}> v;",
    "of a nested class": "struct O { struct I { int i; }; template<I> struct A { int a; }; }; inline O::A<{1}> v;",
    "of a union": "union U { int i; char c; }; template<U> struct A { int a; }; inline A<U{.c = 'x'}> v;",
    "of auto": "struct Size { int w; }; template<auto> struct A { int a; }; inline A<Size{1}> v;",
    "of a deduced class": """
        template<unsigned N> struct Text { char c[N]{};
            constexpr Text(const char (&t)[N]) { for (unsigned i = 0; i < N; ++i) c[i] = t[i]; } };
        template<class T, Text Name> struct A { T a; };
        inline A<int, "a \\"<{Text\\"\\n, <b"> v;""",
}


@pytest.mark.parametrize("text", BY_VALUE.values(), ids=BY_VALUE)
def test_an_instance_by_a_value_of_a_class_is_probed(text: str) -> None:
    report = checked(f"namespace n {{ {text} }}", std="c++20")
    (record,) = (record for record in report.records if "{" in record.facts.name)
    assert [answers.note for answers in record.answers] == [""] * len(report.compilers)
    assert record.mismatches == ()


def test_instances_by_numbers_that_libclang_rounds_are_not_taken_for_each_other() -> None:
    text = "template<auto V> struct A { decltype(V) v; }; struct B { A<1.0> d; A<1.0f> f; };"
    report = checked(text, std="c++20")
    instances = [record for record in report.records if record.facts.name.startswith("A<1")]
    assert sorted(record.facts.size or 0 for record in instances) == [4, 8]
    assert {answers.note for record in instances for answers in record.answers} == {"it can't be named"}
    assert all(record.mismatches == () for record in report.records)


def test_a_local_class_of_several_instances_of_its_function_is_not_compared_with_another() -> None:
    text = """\
template<class T, int N> auto make() { struct Local { T t[N]; }; return Local(); }
struct A { decltype(make<int, 3>()) a; };
struct B { decltype(make<long, 4>()) b; };
"""
    report = checked(text, std="c++20")
    records = [record for record in report.records if record.facts.name == "make()::Local"]
    sizes = {record.facts.size for record in records if record.facts.origin.value != "template"}
    assert sizes == {12, 32}
    notes = {answers.note.partition(",")[0] for record in records for answers in record.answers}
    assert notes == {"a template pattern", "its function has several instances"}
    assert all(record.mismatches == () for record in report.records)


def test_a_closure_that_a_function_template_returns_is_one_by_its_captures() -> None:
    text = """\
template<class T> auto with(T t) { return [t] { return t; }; }
template<class T> auto without(T) { return [/* nothing */] { return 1; }; }
struct With { decltype(with(1)) a; };
struct Without { decltype(without(1)) a; };
"""
    records = by_name(checked(text, std="c++20"))
    verdicts = {name: records[name].judgement.verdicts for name in ("With", "Without")}
    trait = Trait.TRIVIALLY_DEFAULT_CONSTRUCTIBLE
    assert [verdicts[name][trait].value.name for name in ("With", "Without")] == ["NO", "YES"]
    assert verdicts["With"][Trait.TRIVIALLY_COPYABLE].value.name == "UNKNOWN", "that is left to the compiler"
    assert all(mismatch.known for name in verdicts for mismatch in records[name].mismatches)


def test_what_can_not_be_named_says_so() -> None:
    report = checked("int g = [](int a) { return a; }(1);")
    (record,) = report.records
    assert {answers.note for answers in record.answers} == {"it can't be named"}


@pytest.mark.parametrize("std", ["c++98", "c++11", "c++20", pytest.param("c++26", marks=pytest.mark.needs("c++26"))])
def test_every_trait_of_a_class_is_answered(std: str) -> None:
    (record,) = checked("struct A { int a; };", std=std).records
    for answers in record.answers:
        if answers.traits:
            assert set(Trait) - set(answers.traits) <= {
                Trait.IMPLICIT_LIFETIME,
                Trait.AGGREGATE,
                Trait.FINAL,
                Trait.HAS_UNIQUE_OBJECT_REPRESENTATIONS,
            }
    assert any(answers.traits for answers in record.answers)


def test_a_source_with_an_error_is_still_cross_checked() -> None:
    report = checked("struct A { int a; };\nint x = ;\nstruct B { A a; };")
    assert by_name(report)["B"].answers[0].traits[Trait.POD] is True
    assert report.exit_status == 2


def test_hostile_file_names_are_only_names(tmp_path: Path) -> None:
    file = tmp_path / 'a"b\\$(touch x);#.cpp'
    file.write_text("void f() { struct A { int a; }; }\n")
    report = podcheck.check(str(file))
    assert [problem.message for problem in report.problems] == []
    assert all(answers.traits for answers in report.records[0].answers)
    assert os.listdir(tmp_path) == [file.name]


def test_includes_are_found_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "own.hpp").write_text("struct Base { int a; };\n")
    (tmp_path / "a.cpp").write_text('#include "own.hpp"\nstruct A : Base {};\n')
    report = podcheck.check(str(tmp_path / "a.cpp"))
    assert report.problems == ()
    assert all(answers.traits[Trait.POD] for answers in report.records[0].answers)


MISBEHAVED = {
    "hangs": (fakes.HANGS, "took more than 1 s"),
    "crashes": (fakes.CRASHES, "crashed: signal 11"),
    "prints rubbish": (fakes.RUBBISH, "gave no answers"),
    "says nothing": (fakes.SILENT, "gave no answers; its output: nothing"),
    "has an internal error": (fakes.INTERNAL_ERROR, "internal compiler error"),
}


@pytest.mark.needs("g++")
@pytest.mark.parametrize(("text", "message"), MISBEHAVED.values(), ids=MISBEHAVED)
def test_a_compiler_that_misbehaves_costs_its_own_answers_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, message: str
) -> None:
    bad = program(tmp_path, "bad++", text)

    def run_with_patience(argv: Sequence[str], *, timeout: float, stdin: bytes) -> Completed:
        """Give g++ the time that it takes on this machine, and the other one what was asked for."""
        return run(argv, timeout=timeout if argv[0] == bad else HANGS_AFTER, stdin=stdin)

    monkeypatch.setattr(compilation, "run", run_with_patience)
    report = podcheck.check("a.cpp", text="struct A { int a; };", compilers=(bad, "g++"), timeout=1)
    (problem,) = report.problems
    assert message in problem.message
    assert problem.fatal
    good, worse = sorted(report.records[0].answers, key=lambda answer: not answer.traits)
    assert good.traits[Trait.POD] is True
    assert worse.note


def test_a_compiler_that_floods_is_ended(tmp_path: Path) -> None:
    bad = program(tmp_path, "bad++", fakes.FLOODS)
    report = podcheck.check("a.cpp", text="struct A { int a; };", compilers=(bad,))
    (problem,) = report.problems
    assert "printed more than podcheck accepts" in problem.message
    assert report.records[0].answers[0].traits == {}


def test_an_option_that_only_one_compiler_knows_is_dropped_for_the_other() -> None:
    report = podcheck.check("a.cpp", text="struct A { int a; };", clang_args=["-fno-implicit-templates", "-fblocks"])
    assert all(answers.traits for answers in report.records[0].answers)
    assert all(not problem.fatal for problem in report.problems)
    assert any("does not know -fblocks" in problem.message for problem in report.problems)


NAMED_BY_VALUES = {
    "an enumerator": "namespace n { enum E { A, B }; template<E e> struct S { int a; }; } n::S<n::B> s;",
    "a scoped enumerator": "enum class E : unsigned char { X = 200 }; template<E e> struct S { int a; }; S<E::X> s;",
    "a specialisation by an enumerator": "namespace n { enum { A, B }; template<int> struct S; "
    "template<> struct S<B> { int a; }; }",
    "a large number": "template<unsigned long N> struct S { int a; }; S<18446744073709551615ul> s;",
    "a negative number": "template<long N> struct S { int a; }; S<-5> s;",
    "a truth": "template<bool, class> struct S { int a; }; S<true, char> s;",
    "a pack": "template<class...> struct S; template<class T> struct S<T> { int a; }; "
    "template<> struct S<int, char> {}; S<int> s;",
    "a template": "template<class> struct B; template<template<class> class> struct S { int a; }; S<B> s;",
    "a nested template": "template<class T> struct O { template<bool> struct S { int a; }; S<true> s; }; O<int> o;",
    "a partial specialisation": "template<class> struct S; template<class R, class A> struct S<R(A)> { int a; }; "
    "S<int(char)> s;",
}


@pytest.mark.parametrize("text", NAMED_BY_VALUES.values(), ids=NAMED_BY_VALUES)
def test_an_instance_is_named_by_its_arguments(text: str) -> None:
    report = checked(text)
    assert report.problems == ()
    records = [
        record for record in report.records if record.facts.origin.value != "template" and "S<" in record.facts.name
    ]
    assert records
    for record in records:
        assert [answers.note for answers in record.answers] == [""] * len(report.compilers)
