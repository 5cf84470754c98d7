"""What podcheck says of the ABI is what the compilers do: pass in registers, reuse the padding at the end."""

from __future__ import annotations

import pytest

import podcheck
from podcheck.crosscheck.compilers import Compiler, Family, find_compilers
from podcheck.model.layout import AbiFact
from podcheck.model.traits import CxxStandard, Truth
from tests.crosscheck.layouts.compilers import answers_of, passes_in_registers

SHAPES = {
    "nothing": "struct X { int a; BODY };",
    "copies": "struct X { X(const X&); int a; BODY };",
    "moves": "struct X { X(const X&) = default; X(X&&); int a; BODY };",
    "deleted copy": "struct X { X(const X&) = delete; int a; BODY };",
    "nothing but moves": "struct X { X(X&&) = default; int a; BODY };",
    "defaulted constructor": "struct X { X() = default; int a; BODY };",
    "explicit constructor": "struct X { explicit X() = default; int a; BODY };",
    "constructor": "struct X { X(int); int a; BODY };",
    "constructor template": "struct X { template<class T> X(T); int a; BODY };",
    "assigns": "struct X { X& operator=(const X&); int a; BODY };",
    "moves by assignment": "struct X { X& operator=(X&&); X(const X&) = default; int a; BODY };",
    "destructor": "struct X { ~X(); int a; BODY };",
    "deleted destructor": "struct X { ~X() = delete; int a; BODY };",
    "initializer": "struct X { int a = 1; BODY };",
    "private": "class X { int a; BODY };",
    "virtual function": "struct X { virtual void f(); int a; BODY };",
    "virtual base": "struct V {}; struct X : virtual V { int a; BODY };",
    "empty base": "struct V {}; struct X : V { int a; BODY };",
    "member with destructor": "struct M { ~M(); int m; }; struct X { M a; BODY };",
    "private member of member": "class M { int m; }; struct X { M a; BODY };",
    "array": "struct M { M(const M&); int m; }; struct X { M a[1]; BODY };",
    "member that may overlap": "struct V {}; struct X { int a; [[no_unique_address]] V v; BODY };",
    "non-public unnamed bit-field": "struct X { int a; BODY private: int : 3; };",
    "anonymous union": "struct X { union { int a; int b; }; BODY };",
    "trivial_abi": "struct [[clang::trivial_abi]] X { X(const X&); ~X(); int a; BODY };",
    "member with trivial_abi": "struct [[clang::trivial_abi]] M { ~M(); int m; }; struct X { M a; BODY };",
    "trivial_abi in vain": "struct [[clang::trivial_abi]] X { X(const X&); virtual ~X(); int a; BODY };",
}
DIALECTS = (CxxStandard.CXX11, CxxStandard.CXX17, CxxStandard.CXX20)


@pytest.fixture(scope="module")
def compilers() -> tuple[Compiler, ...]:
    return find_compilers(())[0]


def fact(source: str, std: CxxStandard, name: str) -> AbiFact:
    report = podcheck.check("x.cpp", text=source, std=std.spelling, cross_check=False)
    (record,) = (record for record in report.records if record.facts.name == "X")
    assert record.layout is not None
    (result,) = (abi_fact for abi_fact in record.layout.facts if abi_fact.name == name)
    assert (result.value is Truth.NO) is bool(result.reasons)
    return result


def expected(found: AbiFact, compiler: Compiler) -> bool:
    """What the compiler should do; `differs` is about g++."""
    return found.value is Truth.YES and not (found.differs and compiler.family is Family.GXX)


@pytest.mark.parametrize("std", DIALECTS, ids=lambda item: item.spelling)
def test_padding_at_the_end_is_reused_where_the_class_is_no_pod(
    std: CxxStandard, compilers: tuple[Compiler, ...]
) -> None:
    sources = [shape.replace("BODY", "char last;") for shape in SHAPES.values()]
    facts = [fact(source, std, "pod_for_layout") for source in sources]
    parts = [
        f"namespace n{at} {{ {source} struct D : X {{ char c; }}; }}\n".replace("\n", " ") + "\n"
        for at, source in enumerate(sources)
    ]
    expressions = [f"__builtin_offsetof(n{at}::D, c) >= sizeof(n{at}::X)" for at in range(len(sources))]
    for compiler in compilers:
        if (dialect := compiler.supports(std)) is None or not _is_new(compiler):
            continue
        kept = answers_of(compiler.command, dialect, "".join(parts), expressions)
        for name, answer, result in zip(SHAPES, kept, facts, strict=True):
            assert answer is expected(result, compiler), (name, compiler.id)


@pytest.mark.parametrize("name", SHAPES)
def test_passed_in_registers(name: str, compilers: tuple[Compiler, ...]) -> None:
    source = SHAPES[name].replace("BODY", "")
    result = fact(source, CxxStandard.CXX20, "passed_in_registers")
    if name == "virtual base" or "virtual function" in name or "in vain" in name:
        assert result.value is Truth.NO
    for compiler in compilers:
        dialect = compiler.supports(CxxStandard.CXX20)
        if dialect is not None:
            assert passes_in_registers(compiler.command, dialect, source) is expected(result, compiler), compiler.id


def test_msvc_is_not_guessed() -> None:
    report = podcheck.check(
        "x.cpp", text="struct X {};", clang_args=["--target=x86_64-pc-windows-msvc"], cross_check=False
    )
    layout = report.records[0].layout
    assert layout is not None
    assert {abi_fact.value for abi_fact in layout.facts} == {Truth.UNKNOWN}
    assert all(abi_fact.reasons for abi_fact in layout.facts)


def _is_new(compiler: Compiler) -> bool:
    """Clang before 16 took defaulted functions for user-declared ones."""
    return compiler.family is Family.GXX or compiler.version >= (16,)
