"""How compilers pass classes by value, beside podcheck's word: the samples' classes, and the shapes that matter."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import podcheck
from podcheck.crosscheck.compilers import Compiler, find_compilers
from podcheck.crosscheck.passing import ask_about_calls, compare_calls, passing_in_assembly, passing_in_llvm
from podcheck.model.passing import CompiledCall, Passing
from podcheck.model.results import Record
from podcheck.model.traits import CxxStandard, Truth
from podcheck.model.units import Unit
from podcheck.process import run as run_program
from tests.cli.running import podcheck as run
from tests.needs import HANGS_AFTER, require

STD = CxxStandard.CXX20
SHAPES = {
    "struct X { int a; };": Passing.REGISTERS,
    "struct X {};": Passing.NOTHING,
    "struct X { int* p; };": Passing.REGISTERS,
    "struct X { double d; float f; };": Passing.REGISTERS,
    "struct X { long a[3]; };": Passing.STACK,
    "struct X { long double l; };": Passing.STACK,
    "struct __attribute__((packed)) X { char c; int i; };": Passing.STACK,
    "struct alignas(32) X { char c; };": Passing.STACK,
    "struct X { X(const X&); int a; };": Passing.REFERENCE,
    "struct X { X(X&&) = default; int a; };": Passing.REGISTERS,
    "class X { ~X(); int a; };": Passing.REFERENCE,
    "struct X { virtual void f(); };": Passing.REFERENCE,
    "struct X { int a; X* operator&() = delete; };": Passing.REGISTERS,
    "class H { struct N { int a; }; public: using X = N; }; using X = H::X;": Passing.REGISTERS,
}
PART = "struct P { P(const P&) = default; P(P&&) {} int v; }; struct X { P p; X(const X&) = default; };"


@pytest.fixture(scope="module")
def compilers() -> tuple[Compiler, ...]:
    require("g++", "clang++")
    return find_compilers(())[0]


def calls_of(text: str, compilers: tuple[Compiler, ...]) -> tuple[Record, tuple[CompiledCall, ...]]:
    report = podcheck.check("x.cpp", text=text, std=STD.spelling, cross_check=False)
    record = next(record for record in report.records if record.facts.name in ("X", "H::N"))
    assert record.layout is not None
    unit = Unit("x.cpp", STD, text=text)
    calls = ask_about_calls(compilers, unit, record.facts, record.target, 60.0)
    return record, compare_calls(calls, record)


@pytest.mark.parametrize("text", SHAPES)
def test_an_argument_is_where_podcheck_says(text: str, compilers: tuple[Compiler, ...]) -> None:
    _, calls = calls_of(text, compilers)
    assert {call.passing for call in calls} == {SHAPES[text]}
    assert all(call.agrees for call in calls), calls


def test_a_part_that_is_moved_by_code_is_a_known_difference(compilers: tuple[Compiler, ...]) -> None:
    record, calls = calls_of(PART, compilers)
    assert record.layout is not None
    assert {fact.name: fact.value for fact in record.layout.facts}["trivial_for_calls"] is Truth.YES
    by_family = {call.compiler.partition("-")[0]: call for call in calls}
    assert by_family["g++"].passing is Passing.REFERENCE
    assert by_family["clang++"].passing is Passing.STACK
    assert {(call.agrees, call.known) for call in calls} == {(False, "itanium-cxx-abi#138")}


def test_trivial_abi_is_clangs_alone(compilers: tuple[Compiler, ...]) -> None:
    record, calls = calls_of("struct [[clang::trivial_abi]] X { X(const X&); ~X(); int a; };", compilers)
    by_family = {call.compiler.partition("-")[0]: call for call in calls}
    assert (by_family["g++"].passing, by_family["g++"].known) == (Passing.REFERENCE, "trivial_abi")
    assert (by_family["clang++"].passing, by_family["clang++"].agrees) == (Passing.REGISTERS, True)
    assert record.layout is not None
    assert record.layout.relocatable is not None
    assert record.layout.relocatable.value is Truth.YES
    assert by_family["clang++"].relocatable is True


@pytest.mark.parametrize("text", ["struct X { int a; };", "struct X { X(const X&); };", "struct X { virtual ~X(); };"])
def test_what_may_be_relocated_is_what_clangs_builtin_says(text: str, compilers: tuple[Compiler, ...]) -> None:
    record, calls = calls_of(text, compilers)
    assert record.layout is not None
    assert record.layout.relocatable is not None
    output = [call.relocatable for call in calls if call.relocatable is not None]
    assert output == [record.layout.relocatable.value is Truth.YES]


def test_what_is_no_argument_is_not_asked_about(compilers: tuple[Compiler, ...]) -> None:
    _, calls = calls_of("struct X { virtual void f() = 0; };", compilers)
    assert {call.passing for call in calls} == {None}
    assert {call.note for call in calls} == {"an abstract class is not passed by value"}


def test_code_that_is_not_understood_is_no_answer() -> None:
    assert not passing_in_llvm("define void @podcheck_take_0(ptr %0) {\n}\n")
    assert not passing_in_assembly("podcheck_take_0:\n\tud2\n\tcall\tx\n")


def test_layout_and_explain_say_the_same(tmp_path: Path) -> None:
    """A class of 24 bytes was passed in registers by the one, and copied on the stack by the other."""
    source = tmp_path / "a.cpp"
    source.write_text("struct Matrix { long a, b, c; };\n")
    layout = run("layout", "Matrix", str(source), "--no-cross-check").stdout
    explained = run("explain", "Matrix", str(source), "--no-cross-check", "-v").stdout
    output = "its 24 bytes are copied on the stack: over 16 on x86-64"
    assert output in " ".join(layout.split())
    assert output in " ".join(explained.split())
    assert "passed in registers: no" in layout
    abi = json.loads(run("layout", "Matrix", str(source), "--no-cross-check", "--format", "json").stdout)["layouts"][0][
        "abi"
    ]
    assert abi["trivial_for_calls"]["value"] is True
    assert abi["passed_in_registers"]["value"] is False


@pytest.mark.usefixtures("compilers")
def test_three_hundred_classes_of_the_samples() -> None:
    """Where the compilers' code does not do what podcheck says, a known difference explains it."""
    script = str(Path(__file__).parents[3] / "benchmarks" / "calls.py")
    done = run_program([sys.executable, script, "--classes", "300"], timeout=HANGS_AFTER)
    assert done.status == 0, done.stdout + done.stderr
    assert int(done.stdout.split()[0]) >= 300
