"""`podcheck compare`: two classes member by member, and one struct as C++ and as C have it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import podcheck as package
from podcheck.crosscheck.compare_compatibility import compare_compatibility
from podcheck.crosscheck.compatibility_divergences import COMPATIBILITY_CATALOGUE
from podcheck.crosscheck.compilers import Compiler, Family
from podcheck.model.plain_records import Compatibility, CompatibilityAnswer, CompatibilityMismatch, PlainRecord
from podcheck.model.problems import Location
from podcheck.model.traits import CxxStandard, Trait, Truth
from podcheck.model.verdicts import Reason, Verdict
from podcheck.report.compare.text import ComparedClasses, classes_text
from podcheck.report.options import Options
from podcheck.rules.abi.layout_compatible import OTHER_RULES
from tests.cli.running import podcheck
from tests.needs import require

CLASSES = """\
#include <cstdint>
struct A { int a; char b; };
struct B { const int b1; volatile char b2; };
struct C { int c; unsigned : 0; char b; };
struct D { int d; char b : 4; };
struct E { unsigned int e; char b; };
enum E1 : int { x };
enum E2 : int { y };
enum E3 : unsigned { z };
struct F { E1 e; A a; };
struct G { E2 e; B b; };
struct H { E3 e; B b; };
union U1 { int i; A a; };
union U2 { B a; const int i; };
class P { int a; char b; };
struct Q : A {};
struct V { virtual void f(); };
struct T { std::int32_t a; char b; };
struct Z1 {};
struct Z2 {};
struct L { int a; alignas(8) char b; };
struct N { [[no_unique_address]] int a; char b; };
struct N2 { [[no_unique_address]] int a; char b; };
struct HN { N n; };
struct HN2 { const N n; };
template<class X> struct Box { X t; int n; };
struct R1 { int* p; int V::* m; int* const a[2]; };
struct R2 { int* const p; int V::* m; int* a[2]; };
struct R3 { const int* p; int V::* m; int* a[2]; };
struct R4 { int* p; const int V::* m; int* a[2]; };
struct R5 { int* p; int V::* m; const int* a[2]; };
struct alignas(16) Wide { int a; char b; };
struct Said { alignas(4) int a; char b; };
struct HasWide { Wide w; };
struct HasPlain { A w; };
struct __attribute__((packed)) Packed { int a; char b; };
struct Bits { int a : 3; };
struct AlignedBits { int a : 3 __attribute__((aligned(8))); };
struct Empty {};
struct Twice : Empty { struct { Empty e; int i; } m; };
struct Once { struct { Empty e; int i; } m; };
"""
"""The classes of the standard's own example, [class.mem.general]/23, and what else decides."""

COMPATIBLE = {
    ("A", "B"): True,
    ("A", "C"): False,
    ("A", "D"): False,
    ("A", "E"): False,
    ("F", "G"): True,
    ("G", "H"): False,
    ("U1", "U2"): True,
    ("A", "U1"): False,
    ("A", "P"): True,
    ("A", "Q"): True,
    ("A", "V"): False,
    ("A", "T"): True,
    ("Z1", "Z2"): True,
    ("A", "Z1"): False,
    ("A", "L"): False,
    ("A", "N"): False,
    ("N", "N2"): False,
    ("N", "N"): True,
    ("HN", "HN2"): True,
    ("Box<int>", "Box<const int>"): True,
    ("Box<int>", "Box<long>"): False,
    ("R1", "R2"): True,
    ("R1", "R3"): False,
    ("R1", "R4"): False,
    ("R1", "R5"): False,
    ("A", "Wide"): True,
    ("A", "Said"): True,
    ("HasWide", "HasPlain"): False,
    ("A", "Packed"): False,
    ("Bits", "AlignedBits"): False,
    ("Twice", "Once"): False,
}

OTHERWISE = {
    ("A", "Wide"): {"g++": "[class.mem.general]/24"},
    ("A", "Said"): {"clang++": "CWG2583"},
    ("HasWide", "HasPlain"): {"clang++": "CWG2583"},
    ("A", "Packed"): {"clang++": "CWG2583"},
    ("N", "N2"): {"g++": "CWG2759"},
    ("R1", "R3"): {},
    ("Bits", "AlignedBits"): {},
}
"""What explains the compilers' other answers."""

HEADER = """\
#ifdef __cplusplus
#include <cstdint>
enum Kind : uint8_t { little, big };
#define FLAG bool
#else
#include <stdint.h>
enum Kind { little, big };
#define FLAG int
#endif
struct Empty {};
struct Header { uint32_t length; enum Kind kind; FLAG last; };
typedef struct { int x; uint64_t y; unsigned a : 3; } Same;
struct Outer { struct Empty e; char c; };
"""
STANDARD_LAYOUT = Verdict(Trait.STANDARD_LAYOUT, Truth.YES)
NONE: frozenset[str] = frozenset()
SCHEMA = Path(package.__file__).parent / "report" / "compare" / "compare.schema.json"


@pytest.fixture
def classes(tmp_path: Path) -> Path:
    file = tmp_path / "a.cpp"
    file.write_text(CLASSES)
    return file


def compared(classes: Path, text: str, other: str, *options: str) -> dict[str, object]:
    done = podcheck("compare", text, other, str(classes), "--format", "json", *options)
    found = json.loads(done.stdout)
    jsonschema.validate(found, json.loads(SCHEMA.read_text()))
    assert done.returncode == (0 if found["layout_compatible"] else 1)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("pair", COMPATIBLE, ids=" ".join)
def test_two_classes_are_layout_compatible_or_not(pair: tuple[str, str], classes: Path) -> None:
    found = compared(classes, *pair, "--no-cross-check")
    assert found["layout_compatible"] is COMPATIBLE[pair]


def test_the_compilers_say_the_same(classes: Path) -> None:
    require("g++", "clang++")
    for pair in [("A", "B"), ("A", "E"), ("F", "G"), ("U1", "U2"), ("A", "L"), ("A", "N")]:
        found = compared(classes, *pair)
        assert isinstance(found["compilers"], dict)
        assert {said for said in found["compilers"].values() if said is not None} <= {COMPATIBLE[pair]}, pair


@pytest.mark.parametrize("pair", OTHERWISE, ids=" ".join)
def test_what_explains_a_compilers_other_answer_is_said(pair: tuple[str, str], classes: Path) -> None:
    require("g++", "clang++")
    found = compared(classes, *pair)
    answers, mismatches = found["compilers"], found["mismatches"]
    assert isinstance(answers, dict)
    assert isinstance(mismatches, list)
    asked = {name.rpartition("-")[0] for name, said in answers.items() if said is not None}
    assert {each["compiler"].rpartition("-")[0]: each["known"] for each in mismatches} == {
        family: known for family, known in OTHERWISE[pair].items() if family in asked
    }
    assert all(each["note"] for each in mismatches)


def test_an_answer_that_nothing_explains_differs_and_fails_the_run() -> None:
    compiler = Compiler(("none",), Family.CLANGXX, (22, 1))
    answers = {compiler.id: CompatibilityAnswer(False, (True, True)), "g++-12.2": CompatibilityAnswer()}
    mismatches = compare_compatibility(
        Truth.YES,
        answers,
        {compiler.id: compiler},
        CxxStandard.CXX20,
        lambda _: True,
        [(STANDARD_LAYOUT, NONE)] * 2,
    )
    assert mismatches == (CompatibilityMismatch("clang++-22.1", False),)
    one = PlainRecord("a", "A", False, 4, 4, (), Location("a.cpp", 1, 8))
    compared = ComparedClasses(one, one, Truth.YES, "", "", Compatibility((), 0, True), {}, mismatches)
    assert compared.is_unexplained
    text = classes_text(compared, Options())
    assert "DIFFERS: clang++-22.1: no, and no known divergence explains it" in text


def test_a_compiler_that_differs_on_standard_layout_differs_here_for_the_same_cause() -> None:
    compiler = Compiler(("none",), Family.GXX, (12, 2))
    no = Verdict(Trait.STANDARD_LAYOUT, Truth.NO, (Reason("base-is-first-member", "", "", Location("a.cpp", 1, 1)),))
    for said, known in (((True, True), "CWG1672"), ((False, True), None)):
        (mismatch,) = compare_compatibility(
            Truth.NO, {compiler.id: CompatibilityAnswer(True, said)}, {compiler.id: compiler}, CxxStandard.CXX20,
            lambda _: False, [(no, NONE), (STANDARD_LAYOUT, NONE)],
        )  # fmt: skip
        assert mismatch.known == known


def test_what_is_left_open_differs_from_no_answer() -> None:
    compiler = Compiler(("none",), Family.GXX, (12, 2))
    answers = {compiler.id: CompatibilityAnswer(True, (True, True))}
    assert not compare_compatibility(
        Truth.UNKNOWN, answers, {compiler.id: compiler}, CxxStandard.CXX20, lambda _: True, []
    )


def test_the_members_stand_side_by_side_with_the_reason(classes: Path) -> None:
    done = podcheck("compare", "A", "D", str(classes), "--no-cross-check")
    assert "int a   =  int d" in done.stdout
    assert "no bit-field and a bit-field of 4 [class.mem.general]/23" in " ".join(done.stdout.split())
    assert "common initial sequence: 1 of 2 and 2 members" in done.stdout
    assert "layout-compatible: no" in done.stdout
    done = podcheck("compare", "A", "V", str(classes), "--no-cross-check")
    assert "'V' is not standard-layout: 'f' is virtual" in done.stdout


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("A", "Nope", "a.cpp"), "a.cpp defines no class 'Nope'"),
        (("A", "Box", "a.cpp"), "'Box<X>' can't be compared: it is a template"),
        (("A", "B", "none.cpp"), "none.cpp: no such file"),
        (("A", "B; int x", "a.cpp"), "'B; int x' is not a type"),
        (("A", "a.cpp"), "compare takes A B FILE."),
        (("--c", "P", "a.cpp"), "read as C"),
    ],
)
def test_what_can_not_be_compared_is_said(words: tuple[str, ...], what: str, classes: Path) -> None:
    done = podcheck("compare", *words, "--no-cross-check", cwd=classes.parent)
    assert done.returncode == 2
    assert what in done.stderr
    assert "Traceback" not in done.stderr


def test_an_entry_of_the_catalogue_names_a_rule_that_is_there() -> None:
    assert {entry.rule for entry in COMPATIBILITY_CATALOGUE} == OTHER_RULES
    assert all(entry.number and entry.note for entry in COMPATIBILITY_CATALOGUE)


def in_c(tmp_path: Path, name: str) -> list[tuple[str, str, str, str]]:
    (tmp_path / "m.h").write_text(HEADER)
    done = podcheck("compare", "--c", name, str(tmp_path / "m.h"), "--format", "json")
    found = json.loads(done.stdout)
    jsonschema.validate(found, json.loads(SCHEMA.read_text()))
    assert done.returncode == (1 if found["differences"] else 0)
    return [(item["path"], item["what"], item["cxx"], item["c"]) for item in found["differences"]]


def test_a_struct_that_c_lays_out_otherwise(tmp_path: Path) -> None:
    assert in_c(tmp_path, "Header") == [
        ("", "size", "8", "12"),
        ("kind", "size", "1", "4"),
        ("last", "offset", "5", "8"),
        ("last", "size", "1", "4"),
    ]
    assert in_c(tmp_path, "Outer") == [("", "size", "2", "1"), ("e", "size", "1", "0"), ("c", "offset", "1", "0")]


def test_a_struct_that_is_the_same_in_c(tmp_path: Path) -> None:
    assert in_c(tmp_path, "Same") == []
    done = podcheck("compare", "--c", "Same", str(tmp_path / "m.h"))
    assert "the same as C (gnu17)" in done.stdout


def test_a_struct_that_c_does_not_have(tmp_path: Path) -> None:
    file = tmp_path / "m.h"
    file.write_text("#ifdef __cplusplus\nstruct Own { int i; };\n#endif\n")
    done = podcheck("compare", "--c", "Own", str(file))
    assert done.returncode == 2
    assert "'Own' is not a struct that is defined there as C" in done.stderr


def test_a_struct_within_another_is_one_of_the_files_own_in_c(tmp_path: Path) -> None:
    file = tmp_path / "n.h"
    file.write_text("struct Outer { struct Inner { struct Deep { char c; } deep; long z; } inner; };\n")
    for name in ("Outer::Inner", "Outer::Inner::Deep"):
        done = podcheck("compare", "--c", name, str(file))
        assert done.returncode == 0, done.stderr
        assert f"struct {name}: " in done.stdout


def test_members_of_structs_have_one_alignment_and_the_whole_structs_need_none(tmp_path: Path) -> None:
    """Both began at 0, so that nothing was seen of the first member's `alignas` (CWG2583)."""
    file = tmp_path / "a.cpp"
    file.write_text("""\
struct alignas(16) A { alignas(16) int a; alignas(16) int b; };
struct alignas(16) B { int c; alignas(16) int d; };
namespace n { struct alignas(16) C { alignas(16) const int a; alignas(8) alignas(16) int b; }; }
struct D { int a; };
struct alignas(16) E { int a; };
union F { D d; }; union G { E e; };
struct H { alignas(int) int a; };
""")
    expected = {("A", "B"): 1, ("A", "n::C"): 0, ("D", "E"): 0, ("F", "G"): 0, ("D", "H"): 0, ("B", "n::C"): 1}
    for classes, status in expected.items():
        assert podcheck("compare", *classes, str(file), "--no-cross-check").returncode == status, classes
    done = podcheck("compare", "A", "B", str(file), "--no-cross-check", "--format", "json")
    found = json.loads(done.stdout)
    assert found["members"][0]["difference"] == "they are aligned otherwise: to 16 and to 4"
    assert found["common_initial_sequence"] == 0
