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
    found = order(f"struct S {{ {WASTEFUL} }};")
    assert found is not None
    assert sorted(found.declarations) == ["char a;", "char c;", "char e;", "int d;", "long b;"]
    text = f"struct S {{ {' '.join(found.declarations)} }};\nstatic_assert(sizeof(S) == {found.layout.size});\n"
    assert podcheck.check("test.cpp", text=text, cross_check=False).problems == ()
    assert (found.saved, found.layout.size) == (16, 16)
    assert any("standard-layout" in note for note in found.notes)


def test_declarations_move_as_they_are_written() -> None:
    found = order("struct S { char a = ';'; alignas(8) int b[2] = {1, 2}; char /* ; */ c{'}'}; double d, e; char f; };")
    assert found is not None
    assert set(found.declarations) >= {"alignas(8) int b[2] = {1, 2};", "double d, e;", "char /* ; */ c{'}'};"}


def test_bit_fields_that_follow_each_other_stay_together() -> None:
    found = order("struct S { char a; long b; unsigned c : 3; unsigned d : 5; long e; char f; };")
    assert found is not None
    at = found.declarations.index("unsigned c : 3;")
    assert found.declarations[at + 1] == "unsigned d : 5;"


def test_every_member_keeps_its_access() -> None:
    found = order("class S { char a; public: long b; char c; private: int d; char e; long f; char g; };")
    if found is not None:
        text = "class S { " + found.declarations[0] + " public: " + " ".join(found.declarations[1:3]) + " private: "
        assert f"{text}{' '.join(found.declarations[3:])} }};".count("long b;") == 1
        assert set(found.declarations[1:3]) == {"long b;", "char c;"}


def test_an_instance_of_a_template() -> None:
    found = order(f"template<class T> struct S {{ {WASTEFUL} T t; }}; S<char> s;", "S<char>")
    assert found is not None
    assert found.layout.size == 16


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
