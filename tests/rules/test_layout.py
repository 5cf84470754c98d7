"""Where the parts of a class lie: real C++ in, offsets out."""

from __future__ import annotations

import pytest

import podcheck
from podcheck.model.layout import Layout, PartKind
from podcheck.report.layout.wording import line_of, offset_of, size_of, summary

LINUX, WINDOWS = "--target=x86_64-linux-gnu", "--target=x86_64-pc-windows-msvc"


def layout(text: str, *arguments: str) -> Layout:
    """Of the last class with a name that the text declares."""
    report = podcheck.check("test.cpp", text=text, clang_args=arguments or (LINUX,), cross_check=False)
    assert [problem for problem in report.problems if problem.fatal] == []
    result = [record for record in report.records if not record.facts.anonymous][-1].layout
    assert result is not None
    return result


def told(found: Layout) -> list[str]:
    """`offset size what`, indented by depth."""
    return [
        f"{offset_of(part)} {size_of(part, short=True)} {'. ' * depth}{line_of(part)}" for depth, part in found.walk()
    ]


def test_members_padding_and_the_end() -> None:
    result = layout("struct A { char a; int b; char c[3]; };")
    assert told(result) == ["0 1 char a", "1 3 padding", "4 4 int b", "8 3 char c[3]", "11 1 padding at the end"]
    assert (result.size, result.align, result.padding, result.data_size) == (12, 4, 32, 12)


def test_bit_fields_have_bit_offsets() -> None:
    result = layout("struct A { unsigned a : 3, b : 9; unsigned : 0; unsigned c : 1; };")
    assert told(result)[:3] == ["0:0 3b unsigned int a : 3", "0:3 9b unsigned int b : 9", "1:4 20b padding"]
    assert told(result)[3:5] == ["4:0 0b unsigned int (unnamed) : 0", "4:0 1b unsigned int c : 1"]


def test_a_base_that_others_may_fill_up() -> None:
    result = layout("struct A { A(); int a; char b; }; struct B : A { char c; };")
    assert told(result) == ["0 5 base A", "0 4 . int a", "4 1 . char b", "5 1 char c", "6 2 padding at the end"]


def test_a_base_that_keeps_its_padding() -> None:
    result = layout("struct A { int a; char b; }; struct B : A { char c; };")
    assert told(result)[:4] == ["0 8 base A", "0 4 . int a", "4 1 . char b", "5 3 . padding at the end"]
    assert told(result)[4:] == ["8 1 char c", "9 3 padding at the end"]


def test_virtual_functions_and_bases() -> None:
    text = "struct V { virtual void f(); int v; }; struct B : virtual V { int b; };"
    assert told(layout(text)) == [
        "0 8 vptr", "8 4 int b", "12 4 padding", "16 12 virtual base V", "16 8 . vptr", "24 4 . int v",
        "28 4 padding at the end",
    ]  # fmt: skip
    assert told(layout(text, WINDOWS))[:3] == ["0 8 vbptr", "8 4 int b", "12 4 padding"]


def test_a_primary_base_shares_its_pointer() -> None:
    result = layout("struct A { virtual void f(); }; struct B : A { int b; };")
    assert told(result) == ["0 8 base A", "0 8 . vptr", "8 4 int b", "12 4 padding at the end"]


def test_empty_bases_and_members_take_no_room() -> None:
    text = "struct E {}; struct F {}; struct A : E { [[no_unique_address]] F f; int a; };"
    assert told(layout(text)) == ["0 0 base E", "0 0 F f", "0 4 int a"]


def test_members_of_anonymous_unions_arrays_and_references() -> None:
    text = "struct P { char x; short y; }; struct A { union { int a; char b; }; P p[2]; int& r; int last[]; };"
    assert told(layout(text)) == [
        "0 4 (anonymous)", "0 4 . int a", "0 1 . char b",
        "4 8 P p[2]", "4 1 . char x", "5 1 . padding", "6 2 . short y",
        "12 4 padding", "16 8 int & r", "24 0 int last[]",
    ]  # fmt: skip
    assert layout(text).padding == (2 + 4) * 8


def test_what_could_not_be_analysed_is_said() -> None:
    report = podcheck.check("test.cpp", text="template<class T> struct A { T t; };", cross_check=False)
    assert report.records[0].layout is None


@pytest.mark.parametrize("argument", [LINUX, WINDOWS])
def test_a_layout_covers_the_whole_object(argument: str) -> None:
    text = (
        "struct V { virtual void f(); }; struct W { char w; }; struct A : V, virtual W { char a; long b; int c : 3; };"
    )
    result = layout(text, argument)
    covered = 0
    for part in result.parts:
        assert part.offset is not None
        assert part.end is not None
        assert part.offset <= covered
        covered = max(covered, part.end)
    assert covered == result.size * 8
    assert result.missing == ()
    assert any(part.kind is PartKind.POINTER for _, part in result.walk())


def test_padding_is_never_more_than_the_object() -> None:
    """An empty base takes no room, whatever its members hold; of a union's members the one with most padding counts."""
    text = "struct S {}; struct T { [[msvc::no_unique_address]] S s; }; struct V {}; struct W : T, V {};"
    result = layout(text, WINDOWS)
    assert (result.size, result.padding) == (2, 16)
    assert "100%" in summary(result)
    assert "Clang's model of MSVC's layout" in summary(result)
    inner = "struct { char c; int i; }"
    result = layout(f"union U {{ {inner} a; {inner} b; {inner} c; long l; }};")
    assert (result.size, result.padding) == (8, 24)
    assert "MSVC" not in summary(result)
