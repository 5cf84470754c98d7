"""`podcheck compare`: two classes member by member, and one struct as C++ and as C have it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import podcheck as package
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
}

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
