"""Offsets and sizes are those of Clang's own record layouts, and those that g++ has.

`benchmarks/layouts.py` does the same over all samples in each dialect, and over thousands of classes of real headers.
"""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest

from podcheck.crosscheck.compilers import Compiler, Family, find_compilers
from podcheck.model.traits import CxxStandard
from tests.crosscheck.layouts.proving import Tally, compare
from tests.generated.grammar import text_of
from tests.generated.proving import ill_formed_lines, random_source

SAMPLES = Path(__file__).parents[3] / "cpp_samples"
LINUX, LINUX_32, WINDOWS = "x86_64-linux-gnu", "i686-linux-gnu", "x86_64-pc-windows-msvc"
TEXT = """
struct E {}; struct N { N(); }; struct V { virtual void f(); int v; }; struct W { int w; char c; };
struct B : virtual V { int b; char c; }; struct C : virtual V, virtual E { int c; virtual void g(); };
struct D : B, C, N { int& r; [[no_unique_address]] E e; unsigned x:3, y:9; int :0; int z:2; };
struct P { P(); int a; char c; }; struct Q : P { char q; }; struct NE { virtual void f(); };
struct NV : virtual NE { int i; }; struct NV2 : NV, virtual W { char k; }; struct F { int n; char d[]; };
struct O : virtual NE { virtual void h(); }; struct R : W, O { char r; }; struct T final : R, virtual E { double t; };
struct U { union { int i; struct { char a; short b; }; }; long double l; int (*p)(int); int V::*m; W ws[2]; };
"""


@pytest.fixture(scope="module")
def compilers() -> dict[Family, Compiler]:
    return {compiler.family: compiler for compiler in find_compilers(())[0]}


def chosen() -> list[Path]:
    """An eighth of the samples, always the same ones."""
    return [path for path in sorted(SAMPLES.rglob("*.cpp")) if zlib.crc32(path.name.encode()) % 8 == 0]


def agree(found: Tally) -> None:
    assert found.differences == []
    assert found.same


@pytest.mark.needs("clang++")
@pytest.mark.parametrize("target", [LINUX, LINUX_32, WINDOWS, "aarch64-linux-gnu", "armv7-linux-gnueabihf"])
def test_a_class_of_every_kind(target: str, compilers: dict[Family, Compiler]) -> None:
    result = compare(TEXT, CxxStandard.CXX20, compilers, target=target)
    agree(result)
    assert (result.missing, result.unmatched) == (["T"], [])  # nothing can derive from it to ask for its virtual bases


@pytest.mark.parametrize("file", chosen(), ids=lambda item: item.name)
def test_a_sample(file: Path, compilers: dict[Family, Compiler]) -> None:
    dialects = re.search(r"std=c\+\+(\d\d)(?:\.\.c\+\+(\d\d))?", file.read_text())
    assert dialects is not None
    std = CxxStandard.parse(f"c++{dialects[2] or dialects[1]}")
    text = file.read_text()
    if "namespace" in text or "struct" in text:
        assert compare(text, std, compilers).differences == []


@pytest.mark.needs("clang++")
@pytest.mark.parametrize("seed", ["layout 1", "layout 2"])
def test_generated_classes(seed: str, compilers: dict[Family, Compiler]) -> None:
    std = CxxStandard.CXX20
    text = text_of(random_source(seed, 50, std), std)
    bad = ill_formed_lines(text, std)
    assert bad is not None
    good = "\n".join("" if at in bad else line for at, line in enumerate(text.splitlines(), 1)) + "\n"
    for target in (LINUX, WINDOWS):
        result = compare(good, std, compilers, target=target)
        agree(result)
        assert len(result.same) > 20
