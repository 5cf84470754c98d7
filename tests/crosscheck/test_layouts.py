"""Sizes, alignments and offsets of compilers: asked in the same compile, compared, and explained where they differ."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import podcheck
from podcheck.crosscheck.compare_layouts import compare_layouts
from podcheck.crosscheck.compilers import Compiler, Family
from podcheck.crosscheck.layout_divergences import LAYOUT_CATALOGUE
from podcheck.extract import extract_unit
from podcheck.model.measured import LayoutPart, MeasuredLayout
from podcheck.model.results import Answers, Record
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Unit
from podcheck.report.static_asserts import Wanted, asserts
from podcheck.rules import judge_unit
from tests.needs import require

TAIL = """\
struct Pair { [[no_unique_address]] int a; [[no_unique_address]] char b; };
struct Outer { [[no_unique_address]] Pair p; [[no_unique_address]] bool c; };
"""


def records(text: str, *arguments: str, std: str = "c++20") -> dict[str, Record]:
    report = podcheck.check("a.cpp", text=text, std=std, clang_args=arguments)
    return {record.facts.name: record for record in report.records}


def layouts(record: Record) -> dict[str, MeasuredLayout]:
    return {answer.compiler.partition("-")[0]: answer.layout for answer in record.answers if answer.layout is not None}


def both() -> None:
    require("g++", "clang++")


def test_private_members_nested_classes_and_members_of_anonymous_unions_are_asked_about() -> None:
    both()
    text = """\
struct Z {}; struct B { int b; };
class A : Z, public B {
  char c; int& r; union { int u1; char u2; }; int bits : 3;
 protected:
  class P { char k; int q; };
};
"""
    found = records(text)
    for compiler, layout in layouts(found["A"]).items():
        assert layout.members == {"c": 4, "r": 8, "u1": 16, "u2": 16}, compiler
        assert layout.bases == ({"Z": 0, "B": 0} if compiler == "clang++" else {"B": 0})
        assert (layout.size, layout.align) == (24, 8)
    assert {layout.members["q"] for layout in layouts(found["A::P"]).values()} == {4}
    assert not any(record.layout_mismatches for record in found.values())


def test_a_local_class_has_its_size_asked_and_what_names_nothing_is_left_out() -> None:
    both()
    text = "void f() { struct L { char c; long l; }; L x; (void)x; } struct S { union { int i; }; };"
    found = records(text)
    (local,) = (record for name, record in found.items() if name.endswith("L"))
    assert {(layout.size, layout.align, len(layout.members)) for layout in layouts(local).values()} == {(16, 8, 0)}
    (unnamed,) = (record for record in found.values() if record.facts.anonymous)
    assert not layouts(unnamed)


def test_the_padding_of_a_class_with_overlapping_members_is_a_known_difference() -> None:
    both()
    outer = records(TAIL)["Outer"]
    assert {
        (mismatch.part, mismatch.name, mismatch.podcheck, mismatch.value, mismatch.known)
        for mismatch in outer.layout_mismatches
    } == {
        (LayoutPart.SIZE, "", 12, 8, "llvm#50766"),
        (LayoutPart.MEMBER, "c", 8, 5, "llvm#50766"),
    }
    assert not outer.is_unexplained
    text = asserts([outer], Wanted((), layout=True))
    assert "sizeof" not in text
    assert "// size: left out, 8 with g++" in text
    assert "static_assert(offsetof(::Outer, p) == 0" in text


def test_a_known_difference_is_found_of_a_class_that_is_an_argument_of_its_own_base() -> None:
    """The search for what explains it went round in circles; simdjson's headers showed it."""
    both()
    mixin = "template<class T> struct Mixin {};\n"
    outer = TAIL.replace("struct Outer {", "struct Outer : Mixin<Outer> {")
    found = records(mixin + outer)["Outer"]
    assert {mismatch.known for mismatch in found.layout_mismatches} == {"llvm#50766"}


def test_what_explains_a_layout_is_near_the_first_part_that_lies_elsewhere() -> None:
    """A packed reference was explained by another member's padding, which moves nothing there."""
    both()
    text = """\
struct Pair { [[no_unique_address]] int a; [[no_unique_address]] char b; };
struct Inner { [[no_unique_address]] Pair pair; char c; };
struct __attribute__((packed)) Reference { char c; int& r; [[no_unique_address]] Pair pair; };
struct __attribute__((packed)) Member { char c; Inner inner; int& r; };
struct SizeAlone { char c; Inner inner; };
"""
    known = {
        name: {mismatch.known for mismatch in record.layout_mismatches if mismatch.compiler.startswith("g++")}
        for name, record in records(text).items()
    }
    assert known == {
        "Pair": set(), "Inner": {"llvm#50766"}, "Reference": {"[dcl.ref]/4"}, "Member": {"llvm#62358"},
        "SizeAlone": {"llvm#50766"},
    }  # fmt: skip


def test_g_plus_plus_packs_no_empty_member_that_may_overlap() -> None:
    """Random classes of C++20 showed it."""
    both()
    text = """\
union alignas(8) Empty {};
struct __attribute__((packed)) Sized { char c; [[no_unique_address]] Empty empty; Empty other; };
struct __attribute__((packed)) Aligned { char c; [[no_unique_address]] Empty empty; };
struct __attribute__((packed)) Same { char c; Empty empty; };
"""
    assert {
        (name, mismatch.part, mismatch.podcheck, mismatch.value, mismatch.known)
        for name, record in records(text).items()
        for mismatch in record.layout_mismatches
    } == {
        ("Sized", LayoutPart.SIZE, 9, 16, "[dcl.attr.nouniqueaddr]/2"),
        ("Sized", LayoutPart.ALIGN, 1, 8, "[dcl.attr.nouniqueaddr]/2"),
        ("Aligned", LayoutPart.ALIGN, 1, 8, "[dcl.attr.nouniqueaddr]/2"),
    }


def test_g_plus_plus_shares_the_pointer_of_a_virtual_base_with_a_wide_empty_base() -> None:
    """Random classes of C++23 showed it."""
    both()
    text = """\
struct alignas(16) Wide {}; struct Marker {}; struct V { int v; };
struct B : virtual V, Wide {};        struct Shares : virtual B {}; struct Below : Shares { int i; };
struct One : Wide { virtual void g(); }; struct Inner : One {}; struct Outer : virtual Inner {};
struct Narrow : virtual V, Marker {}; struct Same : virtual Narrow {};
struct Data : virtual V, Wide { int d; }; struct Full : virtual Data {};
struct P { virtual void f(); };       struct Q { virtual void g(); };
struct Both : P, Q, Wide {};          struct Twice : virtual Both {};
"""
    assert {
        (name, mismatch.part, mismatch.podcheck, mismatch.value, mismatch.known)
        for name, record in records(text).items()
        for mismatch in record.layout_mismatches
    } == {
        ("Shares", LayoutPart.SIZE, 48, 32, "Itanium C++ ABI 1.1"),
        ("Below", LayoutPart.SIZE, 48, 32, "Itanium C++ ABI 1.1"),
        ("Below", LayoutPart.MEMBER, 8, 16, "Itanium C++ ABI 1.1"),
        ("Outer", LayoutPart.SIZE, 32, 16, "Itanium C++ ABI 1.1"),
    }


def test_g_plus_plus_adds_no_pointer_for_a_virtual_destructor_behind_the_selected_one() -> None:
    """Random classes of C++23 showed it."""
    both()
    text = """\
template<class T> struct Behind { ~Behind() requires (sizeof(T) > 1) = default; virtual ~Behind() {} int x; };
template<class T> struct Before { virtual ~Before() {} ~Before() requires (sizeof(T) > 1) = default; int x; };
template<class T> struct Other  { ~Other() requires (sizeof(T) > 1) = default; virtual ~Other() {} virtual void f(); };
Behind<int> behind; Before<int> before; Behind<char> selected; Other<int> other;
"""
    found = records(text)
    assert {
        (name, mismatch.part, mismatch.podcheck, mismatch.value, mismatch.known)
        for name, record in found.items()
        for mismatch in record.layout_mismatches
    } == {
        ("Behind<int>", LayoutPart.SIZE, 16, 4, "P0848R3"),
        ("Behind<int>", LayoutPart.ALIGN, 8, 4, "P0848R3"),
        ("Behind<int>", LayoutPart.MEMBER, 8, 0, "P0848R3"),
    }
    assert not any(record.is_unexplained for record in found.values())


def test_nothing_is_compared_that_is_made_of_a_class_with_an_error() -> None:
    """Compilers recover from errors as they like; random classes of C++17 showed it."""
    require("g++")
    text = f"""{TAIL}\
struct Abstract {{ virtual void f() = 0; virtual ~Abstract() = default; int a; }};
struct Wrong {{ Outer outer; Abstract member; }};
template<class T> struct Bytes {{ alignas(T) char bytes[sizeof(T)]; int* last; }};
struct Holder {{ Bytes<Wrong> bytes; }}; Holder holder;
"""
    found = records(text)
    assert not found["Wrong"].facts.complete
    assert not found["Holder"].layout_mismatches
    assert not found["Bytes<Wrong>"].layout_mismatches
    assert found["Outer"].layout_mismatches


def test_g_plus_plus_has_its_own_alignof_of_a_vector_wider_than_registers() -> None:
    """simdjson's headers, where `#pragma GCC target` is over."""
    both()
    text = """\
typedef long long Wide __attribute__((vector_size(32)));
struct Lane { char c; Wide value; };
struct Lanes { Lane lanes[2]; };
struct alignas(32) Chosen { double four[4]; };
"""
    found = records(text)
    assert {
        (name, mismatch.part, mismatch.podcheck, mismatch.compiler.partition("-")[0], mismatch.value, mismatch.known)
        for name, record in found.items()
        for mismatch in record.layout_mismatches
    } == {(name, LayoutPart.ALIGN, 32, "g++", 16, "[basic.align]/2") for name in ("Lane", "Lanes")}
    assert not records(text, "-mavx")["Lanes"].layout_mismatches


def test_an_attribute_that_a_compiler_reads_otherwise_by_if_is_another_source() -> None:
    """range-v3 keeps `[[no_unique_address]]` from g++; its sizes were unexplained mismatches."""
    both()
    text = """\
#ifdef __clang__
#define OVERLAPPING [[no_unique_address]]
#else
#define OVERLAPPING
#endif
struct Empty {};
template<class T> struct View { T from; OVERLAPPING Empty to; };
struct Ints { View<int> view; };
"""
    for record in records(text).values():
        assert not record.layout_mismatches
    (note,) = (answer.note for answer in records(text)["Ints"].answers if answer.compiler.startswith("g++"))
    assert note.endswith("sees other source for it, because of an #if or a macro")


def test_for_another_machine_nothing_is_compared_with_g_plus_plus() -> None:
    both()
    found = records("struct S { long l; };", "--target=i686-linux-gnu")["S"]
    assert set(layouts(found)) == {"clang++"}
    assert not found.layout_mismatches


def test_what_follows_a_wide_bit_field_that_may_overlap_is_a_known_difference() -> None:
    both()
    text = "struct A { A(int); int x; unsigned char m : 12; }; struct B { [[no_unique_address]] A a; char c; };"
    found = records(text)["B"]
    assert {
        (mismatch.name, mismatch.podcheck, mismatch.value, mismatch.known) for mismatch in found.layout_mismatches
    } <= {("c", 6, 5, "[class.bit]/1")}


def test_a_qualified_empty_member_beside_an_empty_base_is_a_known_difference() -> None:
    both()
    found = records(
        "struct E {}; struct A : E { volatile E m; int i; }; struct M { const E e; }; struct F : E { M m; };"
    )
    numbers = [mismatch for name in ("A", "F") for mismatch in found[name].layout_mismatches]
    assert {number.known for number in numbers} <= {"[intro.object]/9"}
    assert not any(number.compiler.startswith("clang") for number in numbers)


def test_a_typedef_that_is_aligned_otherwise_is_not_the_class() -> None:
    """As `__pthread_unwind_buf_t` is in glibc's pthread.h; g++ takes it for the name of the class that has no other."""
    both()
    found = records("typedef struct { void* p; } buffer __attribute__((aligned(64)));")["buffer"]
    assert layouts(found)["clang++"].align == 8
    assert {(mismatch.podcheck, mismatch.value, mismatch.known) for mismatch in found.layout_mismatches} <= {
        (8, 64, "[dcl.typedef]/4")
    }


def test_an_error_in_a_probe_of_offsets_costs_no_other_answer() -> None:
    """A macro of the source makes the line about the members one that no compiler takes."""
    both()
    found = records("struct S { int length; };\n#define length (1 + )\n")["S"]
    for answer in found.answers:
        assert answer.traits
        assert answer.layout == MeasuredLayout(4, 4)


def test_contracts_are_judged_by_the_layout_of_those_whose_verdict_counts() -> None:
    both()
    text = TAIL.replace("bool c; };", "bool c; };  // podcheck: require size == 12, offsetof(c) == 8")
    assert not podcheck.check("a.cpp", text=text, std="c++20").findings
    for verdict in ("compilers", "both"):
        findings = podcheck.check("a.cpp", text=text, std="c++20", verdict=verdict).findings
        assert ["is 8 bytes by g++" in findings[0].message, "has 'c' at 5 by g++" in findings[1].message] == [True] * 2
        assert all("llvm#50766" in finding.message for finding in findings)
    eight = text.replace("12", "8").replace("offsetof(c) == 8", "align == 4")
    (wrong,) = podcheck.check("a.cpp", text=eight, std="c++20").findings
    assert "is 12 bytes; " in wrong.message
    assert "g++" in wrong.message


def test_an_inherited_member_is_where_each_compiler_has_it() -> None:
    both()
    text = (
        f"{TAIL}struct Last : Outer {{ int i; }};\nstruct Derived : Last {{}};  // podcheck: require offsetof(c) == 8\n"
    )
    assert not podcheck.check("a.cpp", text=text, std="c++20").findings
    for verdict in ("compilers", "both"):
        (finding,) = podcheck.check("a.cpp", text=text, std="c++20", verdict=verdict).findings
        assert "'Derived' has 'c' at 5 by g++" in finding.message
    (wrong,) = podcheck.check("a.cpp", text=text.replace("== 8", "== 4"), std="c++20", verdict="compilers").findings
    assert re.search(r"'Derived' has 'c' at [58] by g\+\+-[\d.]+ and clang\+\+", wrong.message)


OLDER = {
    "a defaulted constructor": (
        (Family.CLANGXX, 15),
        "struct A { A() = default; long l; char c; }; struct Last : A { char d; };",
        16,
        "llvm#46056",
    ),
    "a defaulted destructor of a member": (
        (Family.CLANGXX, 13),
        "struct A { ~A() = default; int i; char c; }; struct E { A a; char x; }; struct Last : E { char d; };",
        12,
        "llvm#46056",
    ),
    "the same with a newer one": (
        (Family.CLANGXX, 16), "struct A { A() = default; long l; char c; }; struct Last : A { char d; };", 16, None,
    ),
    "default member initializers": (
        (Family.GXX, 11), "struct A { long l = 1; char c; }; struct Last : A { char d; };", 24, "PR103681",
    ),
    "the same and a base": (
        (Family.GXX, 11), "struct Z {}; struct A : Z { long l = 1; char c; }; struct Last : A { char d; };", 24, None,
    ),
}  # fmt: skip
"""What a compiler of that version is measured to have for the size of `Last`, and what explains it."""


@pytest.mark.parametrize("case", OLDER.values(), ids=OLDER)
def test_an_older_compiler_lays_a_class_out_otherwise(case: tuple[tuple[Family, int], str, int, str | None]) -> None:
    (family, version), text, size, known = case
    compiler = Compiler(("none",), family, (version, 0))
    facts = extract_unit(Unit("a.cpp", CxxStandard.CXX20, (), None, text))
    judged = judge_unit(facts)
    classes = {class_facts.key: class_facts for class_facts in facts.classes}
    (last,) = (class_facts for class_facts in facts.classes if class_facts.name == "Last")
    answers = [Answers(compiler.id, layout=MeasuredLayout(size, last.align or 0))]
    (mismatch,) = compare_layouts(
        CxxStandard.CXX20, last, classes, answers, {compiler.id: compiler},
        lambda moved: judged.layout_shapes(last.key, moved),
    )  # fmt: skip
    assert (mismatch.value, mismatch.known) == (size, known)


def test_padding_is_that_of_the_compiler_whose_verdict_counts() -> None:
    both()
    text = """\
struct Pair { [[no_unique_address]] int a; [[no_unique_address]] short b; };
struct Outer { [[no_unique_address]] Pair p; [[no_unique_address]] short c; };  // podcheck: require no_padding
"""
    assert [finding.code for finding in podcheck.check("a.cpp", text=text, std="c++20").findings] == [
        "broken-layout-contract"
    ]
    (by_clang,) = podcheck.check("a.cpp", text=text, std="c++20", verdict="compilers").findings
    assert "by clang++" in by_clang.message
    assert "g++-" not in by_clang.message.replace("clang++-", "")


def test_a_directory_of_sources_has_its_layouts_asked_in_one_compile(tmp_path: Path) -> None:
    both()
    for number in range(5):
        (tmp_path / f"{number}.cpp").write_text(
            TAIL.replace("Outer", f"Outer{number}").replace("Pair", f"Pair{number}")
        )
    report = podcheck.check(str(tmp_path), std="c++20")
    differing = [record.facts.name for record in report.records if record.layout_mismatches]
    assert sorted(differing) == [f"Outer{number}" for number in range(5)]
    assert all(answer.layout is not None for record in report.records for answer in record.answers)


def test_an_entry_of_the_catalogue_of_layouts_says_who_does_what() -> None:
    from podcheck.rules.divergence_shapes import SHAPES
    from podcheck.rules.layout_divergence_shapes import LAYOUT_SHAPES

    for entry in LAYOUT_CATALOGUE:
        assert entry.shape in LAYOUT_SHAPES or entry.shape in SHAPES
        assert entry.number
        assert entry.note


def test_a_size_that_a_template_asks_of_its_argument_is_explained_by_the_argument() -> None:
    both()
    text = (
        f"{TAIL}template<class T> struct Buffer {{ alignas(T) char bytes[sizeof(T)]; }}; template struct Buffer<Outer>;"
    )
    (mismatch, *_) = records(text)["Buffer<Outer>"].layout_mismatches
    assert (mismatch.podcheck, mismatch.value, mismatch.known) == (12, 8, "llvm#50766")
