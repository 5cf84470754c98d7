"""The syntax of expectations: what it says, and that a slip is not taken for silence."""

from __future__ import annotations

import pytest

from podcheck.model.traits import MAIN_TRAITS, CxxStandard, Trait, Truth
from tests.samples.expectations import (
    ANY,
    YES,
    CompilerRange,
    MalformedSample,
    Value,
    merged_values,
    read_dialects,
    read_sample,
)


def test_a_comment_behind_the_class_is_about_its_own_line() -> None:
    (remark,) = read_sample("struct A {};  // expect: trivial=no not-trivially-copyable; pod=no").remarks
    assert remark.line == 1
    assert remark.values == (
        (Trait.TRIVIAL, Value(Truth.NO, frozenset({"not-trivially-copyable"}))),
        (Trait.POD, Value(Truth.NO)),
    )


def test_comments_above_a_class_are_about_the_next_line_of_code() -> None:
    text = "// A story.\n// expect: pod=no\n// differs: pod g++ CWG1\nstruct A {};\n"
    assert [remark.line for remark in read_sample(text).remarks] == [4, 4]


def test_two_comments_may_stand_behind_one_class() -> None:
    expect, differs = read_sample("struct A {};  // expect: pod=no  // differs: pod g++ CWG1").remarks
    assert expect.values == ((Trait.POD, Value(Truth.NO)),)
    assert [difference.number for difference in differs.differences] == ["CWG1"]


def test_the_main_traits_that_no_comment_mentions_must_be_yes() -> None:
    assert merged_values(()) == dict.fromkeys(MAIN_TRAITS, YES)
    (remark,) = read_sample("struct A;  // expect: pod=no; empty=yes").remarks
    values = merged_values((remark,))
    assert values[Trait.POD] == Value(Truth.NO)
    assert values[Trait.EMPTY] == values[Trait.TRIVIAL] == YES


def test_any_frees_all_main_traits_or_one() -> None:
    whole, first = read_sample("struct A;  // expect: any\nstruct B;  // expect: trivial=any").remarks
    assert merged_values((whole,)) == dict.fromkeys(MAIN_TRAITS, ANY)
    assert merged_values((first,))[Trait.TRIVIAL] == ANY
    assert merged_values((first,))[Trait.POD] == YES


def test_any_may_stand_beside_what_does_matter() -> None:
    (remark,) = read_sample("struct A;  // expect: any; pod=no; empty=yes").remarks
    values = merged_values((remark,))
    assert values[Trait.TRIVIAL] == ANY
    assert values[Trait.POD] == Value(Truth.NO)
    assert values[Trait.EMPTY] == YES


def test_a_trait_expected_twice_in_one_dialect_is_refused() -> None:
    remarks = read_sample("// expect: pod=no\nstruct A;  // expect: pod=yes").remarks
    with pytest.raises(MalformedSample, match="pod is expected twice"):
        merged_values(remarks)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("c++11", ["c++11"]),
        ("c++98,c++17", ["c++98", "c++17"]),
        ("c++11..c++17", ["c++11", "c++14", "c++17"]),
        ("c++23..", ["c++23", "c++26"]),
        ("..c++11", ["c++98", "c++11"]),
    ],
)
def test_dialects_are_ranges_and_lists(text: str, expected: list[str]) -> None:
    assert sorted(dialect.spelling for dialect in read_dialects(text)) == sorted(expected)


def test_the_header_says_in_which_dialects_a_sample_is_run() -> None:
    assert read_sample("// podcheck: std=c++17..c++20\n").dialects == (CxxStandard.CXX17, CxxStandard.CXX20)
    assert read_sample("").dialects == tuple(literal for literal in CxxStandard if literal is not CxxStandard.CXX98)


def test_a_difference_names_traits_compilers_and_number() -> None:
    (remark,) = read_sample("struct A;  // differs[c++20..]: trivial,pod g++<=12 clang++ P1, CWG2").remarks
    assert CxxStandard.CXX17 not in remark.dialects
    assert {difference.trait for difference in remark.differences} == {Trait.TRIVIAL, Trait.POD}
    for difference in remark.differences:
        assert difference.compilers == (CompilerRange("g++", last=12), CompilerRange("clang++"))
        assert difference.number == "P1, CWG2"
    assert remark.differences[0].compilers[0].holds("g++", 12)
    assert not remark.differences[0].compilers[0].holds("g++", 13)


def test_a_selector_tells_the_classes_of_one_line_apart() -> None:
    text = "struct A {};  // expect A<std::pair<int, int>>: pod=no  // expect template: pod=unknown"
    instance, pattern = read_sample(text).remarks
    assert instance.concerns("n::A<std::pair<int, int>>", False)
    assert not instance.concerns("nA<std::pair<int, int>>", False)
    assert not instance.concerns("A<int>", False)
    assert pattern.concerns("A", True)
    assert not pattern.concerns("A<int>", False)


@pytest.mark.parametrize(
    "comment",
    [
        "expect trivial=no",
        "expect: trivial",
        "expect: trivial=perhaps",
        "expect: triviall=no",
        "expect: trivial=yes not-trivially-copyable",
        "expect[c++12]: trivial=no",
        "expect[c++20..c++17]: trivial=no",
        "expected: trivial=no",
        "differs: trivial CWG1",
        "differs: trivial g++",
        "differs: trivial msvc CWG1",
        "differs: trivial g++ CWG1 clang++",
        "differs: trvial g++ CWG1",
    ],
)
def test_a_malformed_comment_is_an_error_that_names_its_line(comment: str) -> None:
    with pytest.raises(MalformedSample, match="line 2"):
        read_sample(f"int x;\nstruct A;  // {comment}")
