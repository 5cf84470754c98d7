"""Uses that compilers refuse, or that take a dialect or a target of their own: podcheck says of which class and why."""

from __future__ import annotations

import pytest

import podcheck

OWNER = "struct Owner { Owner() = default; Owner(const Owner&); ~Owner(); char* text; };\nstruct Point { int x, y; };\n"


def found(text: str, std: str = "c++20", *arguments: str) -> list[tuple[str, str]]:
    """The codes of the findings with their classes, in order."""
    report = podcheck.check("use.cpp", text=OWNER + text, std=std, clang_args=arguments, cross_check=False)
    return [(finding.code, finding.record) for finding in report.findings]


@pytest.mark.parametrize("text", ['printf("%s", {});', "other(1, 2, {});"])
def test_an_object_through_an_ellipsis(text: str) -> None:
    code = f'extern "C" int printf(const char*, ...);\nint other(int, ...);\nvoid f(Owner o, Point p) {{ {text} }}'
    assert found(code.replace("{}", "o")) == [("ellipsis-nontrivial", "Owner")]
    assert found(code.replace("{}", "p")) == []
    assert found(code.replace("{}", "&o")) == []


def test_an_object_by_va_arg() -> None:
    code = "#include <cstdarg>\nvoid f(int n, ...) { va_list l; va_start(l, n); (void)va_arg(l, %s); va_end(l); }"
    assert found(code % "Owner") == [("va-arg-nontrivial", "Owner")]
    assert found(code % "Point") == []
    assert found(code % "Owner*") == []


@pytest.mark.parametrize(
    "declaration", ["std::atomic<%s> a;", "struct H { std::atomic<%s> a; };", "using A = std::atomic<%s>;"]
)
def test_an_atomic_object(declaration: str) -> None:
    assert found(f"#include <atomic>\n{declaration % 'Owner'}") == [("atomic-not-trivially-copyable", "Owner")]
    assert found(f"#include <atomic>\n{declaration % 'Point'}") == []
    assert found(f"#include <atomic>\n{declaration % 'Owner*'}") == []


def test_padding_in_a_compare_exchange_until_cxx20() -> None:
    code = (
        "#include <atomic>\nstruct Padded { Padded() noexcept = default; char kind; int value; };\n"
        "bool f(std::atomic<Padded>& a, Padded& b, std::atomic<int>& c, int& d) {\n"
        "  c.compare_exchange_weak(d, 1); return a.compare_exchange_strong(b, Padded()); }"
    )
    assert found(code, "c++17") == [("atomic-exchange-padding", "Padded")]
    assert found(code, "c++20") == []


def test_a_bit_cast() -> None:
    code = "#include <bit>\nstruct Two { int a, b; };\n"
    assert found(f"{code}auto f(Point p) {{ return std::bit_cast<Two>(p); }}") == []
    assert found(f"{code}auto f(Point p) {{ return std::bit_cast<Owner>(p); }}") == [
        ("bit-cast-not-trivially-copyable", "Owner")
    ]
    assert found(f"{code}auto f(Owner o) {{ return std::bit_cast<long>(o); }}") == [
        ("bit-cast-not-trivially-copyable", "Owner")
    ]


def test_start_lifetime_as() -> None:
    code = "namespace std { template<class T> T* start_lifetime_as(void*) noexcept; }\n"
    assert found(f"{code}auto f(void* p) {{ return std::start_lifetime_as<Owner>(p); }}", "c++23") == [
        ("lifetime-not-implicit", "Owner")
    ]
    assert found(f"{code}auto f(void* p) {{ return std::start_lifetime_as<Point>(p); }}", "c++23") == []


def test_arguments_of_a_cuda_kernel() -> None:
    cuda = ("-x", "cuda", "-nocudainc", "-nocudalib", "--cuda-host-only")
    code = "__attribute__((global)) void kernel(%s);"
    assert found(code % "Owner o", "c++17", *cuda) == [("kernel-argument", "Owner")]
    assert found(code % "Point p, Owner* o", "c++17", *cuda) == []
    assert found("void plain(Owner o);", "c++17", *cuda) == []
