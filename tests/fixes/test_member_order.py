"""A better order of members: written in memory, analysed, and only told where it saves bytes and breaks nothing."""

from __future__ import annotations

import pytest

import podcheck
from podcheck.fixes.member_order import better_order
from podcheck.model.layout import Order
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Unit

WASTEFUL = "char a; long b; char c; int d; char e;"


def order(text: str, name: str = "S") -> Order | None:
    """The better order of the class S."""
    unit = Unit("test.cpp", CxxStandard.CXX20, text=text)
    report = podcheck.check("test.cpp", text=text, cross_check=False)
    (record,) = (record for record in report.records if record.facts.name == name)
    return better_order(record, unit)


def test_it_saves_what_it_says() -> None:
    result = order(f"struct S {{ {WASTEFUL} }};")
    assert result is not None
    assert sorted(result.declarations) == ["char a;", "char c;", "char e;", "int d;", "long b;"]
    text = f"struct S {{ {' '.join(result.declarations)} }};\nstatic_assert(sizeof(S) == {result.layout.size});\n"
    assert podcheck.check("test.cpp", text=text, cross_check=False).problems == ()
    assert (result.saved, result.layout.size) == (16, 16)
    assert any("standard-layout" in note for note in result.notes)


def test_declarations_move_as_they_are_written() -> None:
    result = order(
        "struct S { char a = ';'; alignas(8) int b[2] = {1, 2}; char /* ; */ c{'}'}; double d, e; char f; };"
    )
    assert result is not None
    assert set(result.declarations) >= {"alignas(8) int b[2] = {1, 2};", "double d, e;", "char /* ; */ c{'}'};"}


def test_bit_fields_that_follow_each_other_stay_together() -> None:
    result = order("struct S { char a; long b; unsigned c : 3; unsigned d : 5; long e; char f; };")
    assert result is not None
    at = result.declarations.index("unsigned c : 3;")
    assert result.declarations[at + 1] == "unsigned d : 5;"


def test_every_member_keeps_its_access() -> None:
    result = order("class S { char a; public: long b; char c; private: int d; char e; long f; char g; };")
    if result is not None:
        text = "class S { " + result.declarations[0] + " public: " + " ".join(result.declarations[1:3]) + " private: "
        assert f"{text}{' '.join(result.declarations[3:])} }};".count("long b;") == 1
        assert set(result.declarations[1:3]) == {"long b;", "char c;"}


def test_an_instance_of_a_template() -> None:
    result = order(f"template<class T> struct S {{ {WASTEFUL} T t; }}; S<char> s;", "S<char>")
    assert result is not None
    assert result.layout.size == 16


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("struct S { long a; int b; char c; };", id="nothing to save"),
        pytest.param(f"union S {{ {WASTEFUL} }};", id="a union"),
        pytest.param(f"struct __attribute__((packed)) S {{ {WASTEFUL} }};", id="packed"),
        pytest.param(f'extern "C" {{ struct S {{ {WASTEFUL} }}; }}', id="C's"),
        pytest.param(f"#ifdef __cplusplus\n#endif\nstruct S {{ {WASTEFUL} }};", id="a header for C too"),
        pytest.param(f"struct S {{ {WASTEFUL}\n#if 1\n int more;\n#endif\n }};", id="a member on condition"),
        pytest.param(
            f"struct S {{ {WASTEFUL} }}; static_assert(__builtin_offsetof(S, d) == 20);", id="an asserted place"
        ),
        pytest.param(f"struct S {{ {WASTEFUL} }}; static_assert(sizeof(S) == 32);", id="an asserted size"),
        pytest.param("struct S { int n; char c; short last[]; };", id="an array without a bound"),
        pytest.param("#define M char a; long b; char c;\nstruct S { M };", id="members in a macro"),
    ],
)
def test_no_order_is_told_where(text: str) -> None:
    assert order(text) is None
