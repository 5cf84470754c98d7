"""Every kind of fix: offered where it helps, as text that compiles and has the trait, and not where it does not."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

import podcheck
from podcheck.fixes import ClassFixes, find_fixes
from podcheck.fixes.source.edits import apply
from podcheck.model.fixes import Fix
from podcheck.model.results import Record
from podcheck.model.traits import CxxStandard, Trait, Truth
from podcheck.model.units import Unit
from tests.fixes.cases import CASES, MEMCPY, Case

FILE = "sample.cpp"


def record(text: str, std: str = "c++20", name: str = "S") -> Record:
    report = podcheck.check(FILE, text=text, std=std, cross_check=False)
    assert report.problems == ()
    return next(
        each_record
        for each_record in report.records
        if each_record.facts.name.partition("<")[0].rpartition("::")[2] == name and not each_record.facts.dependent
    )


def found(text: str, std: str = "c++20", name: str = "S", most: int = 8) -> ClassFixes:
    return find_fixes(record(text, std, name), Unit(FILE, CxxStandard.parse(std), text=text), most=most)


def fixed(text: str, fix: Fix) -> str:
    changed = apply({FILE: text.encode()}, fix.edits)
    assert changed is not None
    return changed[FILE].decode()


@pytest.mark.needs("g++")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_is_offered_and_helps(case: Case, tmp_path: Path) -> None:
    fixes = found(case.before, case.std).fixes
    fix = next(fix for fix in fixes if any(title.startswith(case.title) for title in fix.titles))
    assert fixed(case.before, fix) == case.after
    assert fix.effort.value == case.effort
    trait = Trait(case.gains)
    assert trait in fix.own.gained
    before, after = record(case.before, case.std), record(case.after, case.std)
    assert before.judgement.verdicts[trait].value is Truth.NO
    assert after.judgement.verdicts[trait].value is Truth.YES
    gained = {trait for trait in Trait if after.judgement.verdicts[trait].value is Truth.YES} - {
        trait for trait in Trait if before.judgement.verdicts[trait].value is Truth.YES
    }
    assert gained - {Trait.FINAL} == set(fix.own.gained)
    source = tmp_path / FILE
    source.write_text(case.after)
    done = subprocess.run(["g++", f"-std={case.std}", "-fsyntax-only", str(source)], check=False)
    assert done.returncode == 0


NEAR_MISSES = {
    "a destructor that works": "struct S { ~S() { delete p; } int* p; };",
    "a copy constructor that leaves a member out": "struct S { S(const S& o) : a(o.a) {} int a, b = 2; };",
    "a copy constructor that changes a member": "struct S { S(const S& o) : a(o.a), b(o.a) {} int a, b; };",
    "a copy assignment that swaps": (
        "struct S { S(const S&) = default; S& operator=(const S& o) { a = o.b; b = o.a; return *this; } int a, b; };"
    ),
    "a copy constructor that counts": "int n; struct S { S(const S& o) : a(o.a) { ++n; } int a; };",
    "a body behind the class that works": "struct S { ~S(); int* p; };\nS::~S() { delete p; }",
    "a copy from volatile that is defined elsewhere": "struct S { S(const S&) = default; S(volatile S& o); int a; };",
    "a loop over some": "struct S { S(const S& o) { for (int i = 0; i < 2; ++i) a[i] = o.a[i]; } int a[3]; };",
    "initialisers that leave a member out": "struct S { S(const S& o) : a(o.a) { b = o.b; } int a, b, c = 2; };",
    "a body that changes what is initialised": "struct S { S(const S& o) : a(o.a), b(o.b) { a = o.a; } int a, b; };",
    "a loop that mixes": "struct S { S(const S& o) { for (int i = 0; i < 2; ++i) a[i] = o.b[i]; } int a[2], b[2]; };",
    "a copy with a default argument": "struct S { S(const S& o, int = 0) : a(o.a) {} int a; };",
    "a class that a macro wrote": "#define CLASS(N) struct N { ~N() {} int a; }\nCLASS(S);",
    "a function that a macro wrote": "#define DTOR(N) ~N() {}\nstruct S { DTOR(S) int a; };",
    "bytes of some of a member": (
        f"{MEMCPY}struct S {{ S(const S& o) {{ memcpy(a, o.a, 3 * sizeof(int)); }} int a[4]; }};"
    ),
    "bytes of what a member points to": (
        f"{MEMCPY}struct S {{ S(const S& o) {{ memcpy(p, o.p, sizeof(p)); }} int* p; }};"
    ),
    "bytes of another member": (
        f"{MEMCPY}struct S {{ S(const S& o) {{ memcpy(a, o.b, sizeof(a)); memcpy(b, o.a, sizeof b); }}\n"
        "int a[2], b[2]; };"
    ),
    "bytes of one member only": f"{MEMCPY}struct S {{ S(const S& o) {{ memcpy(a, o.a, sizeof a); }} int a[2], b; }};",
    "an assignment by value that leaves a member out": (
        "struct S { S& operator=(S o) { a = o.a; return *this; } int a, b; };"
    ),
    "an assignment by value that is defined elsewhere": "struct S { S& operator=(S o); int a; };",
    "a member whose base it is": "struct E {}; struct S : E { E e; };",
    "a class that must be as it is": (
        "struct S { S(const S& o) : a(o.a) {} int a; };\nstatic_assert(!__is_trivially_copyable(S));"
    ),
}


@pytest.mark.parametrize("text", NEAR_MISSES.values(), ids=NEAR_MISSES)
def test_it_is_not_offered(text: str) -> None:
    for fix in found(text).fixes:
        assert Trait.TRIVIALLY_COPYABLE not in fix.own.gained
        assert Trait.STANDARD_LAYOUT not in fix.own.gained


def test_a_fix_that_loses_something_says_so() -> None:
    text = "struct S { virtual void f() {} int a; };\nstruct T : S { int b; };\n"
    (fix, *_) = found(text).fixes
    assert fix.own.lost == (Trait.POLYMORPHIC,)
    assert fix.own.size == (16, 4)
    assert {other.name for other in fix.others} == {"T"}


def test_what_is_defined_elsewhere_is_only_advice() -> None:
    (fix, *_) = found("struct S { ~S(); int a; };").fixes
    assert fix.effort.value == "small"
    assert "defined in another place" in fix.notes[0]


def test_two_namesakes_are_not_taken_for_each_other() -> None:
    text = (
        "namespace a { struct S { ~S(); int x; }; }\nnamespace b { struct S { ~S(); int x; }; }\n"
        "a::S::~S() {}\nb::S::~S() {}\n"
    )
    fixes = found(text).fixes
    assert all(fix.effort.value == "small" for fix in fixes)
    assert all("S::~S() {}" in fixed(text, fix) for fix in fixes)


def test_both_layouts_and_copies_are_mended_together() -> None:
    text = "struct S { S() {} ~S() {} int a; private: int b; };\n"
    fix = next(fix for fix in found(text).fixes if Trait.POD in fix.own.gained)
    assert fixed(text, fix) == "struct S { S() = default; ~S() = default; int a; public: int b; };\n"


def test_the_number_of_trials_is_bounded() -> None:
    text = "struct S { S() : a(0) {} ~S() {} int a; private: int b; public: const int c = 3; int* r = nullptr; };\n"
    assert found(text, most=3).tried <= 3
    assert found(text).tried <= 8


def test_nothing_is_tried_for_a_class_of_the_library() -> None:
    text = "#include <utility>\nstd::pair<int, int> p;\n"
    assert found(text, name="pair") == ClassFixes()


def test_nothing_is_tried_for_a_class_that_lacks_nothing() -> None:
    assert found("struct S { int a; };").fixes == ()


def test_bytes_that_are_no_utf8_stay(tmp_path: Path) -> None:
    source = tmp_path / FILE
    content = b"// caf\xe9\nstruct S { ~S() {} int a; };\r\n"
    source.write_bytes(content)
    report = podcheck.check(str(source), cross_check=False)
    (fix, *_) = find_fixes(report.records[0], Unit(str(source), CxxStandard.CXX20)).fixes
    changed = apply({str(source): content}, fix.edits)
    assert changed == {str(source): b"// caf\xe9\nstruct S { ~S() = default; int a; };\r\n"}


def test_a_header_of_the_users_is_mended(tmp_path: Path) -> None:
    (tmp_path / "in.hpp").write_text("struct In {\n    ~In();\n    int a;\n};\n")
    (tmp_path / "a.cpp").write_text('#include "in.hpp"\nIn::~In() {}\nstruct S { In in; };\n')
    name = str(tmp_path / "a.cpp")
    report = podcheck.check(name, cross_check=False)
    (record,) = (record for record in report.records if record.facts.name == "S")
    (fix, *_) = find_fixes(record, Unit(name, CxxStandard.CXX20)).fixes
    assert {Path(edit.file).name for edit in fix.edits} == {"in.hpp", "a.cpp"}
    assert fix.effort.value == "mechanical"
    assert Trait.TRIVIALLY_COPYABLE in fix.own.gained


def test_a_body_in_a_header_that_would_break_is_seen(tmp_path: Path) -> None:
    header = "struct In { int& r; int* p() const { return &this->r; } explicit In(int& x) : r(x) {} };\n"
    (tmp_path / "in.hpp").write_text(header)
    (tmp_path / "a.cpp").write_text('#include "in.hpp"\nstruct S { In in; };\n')
    name = str(tmp_path / "a.cpp")
    report = podcheck.check(name, cross_check=False)
    assert find_fixes(report.records[0], Unit(name, CxxStandard.CXX20)).fixes == ()


def test_a_system_header_is_not_the_users(tmp_path: Path) -> None:
    (tmp_path / "sys").mkdir()
    (tmp_path / "sys" / "in.hpp").write_text("struct In { ~In() {} int a; };\n")
    (tmp_path / "a.cpp").write_text("#include <in.hpp>\nstruct S { In in; };\n")
    name = str(tmp_path / "a.cpp")
    arguments = ("-isystem", str(tmp_path / "sys"))
    report = podcheck.check(name, cross_check=False, clang_args=arguments)
    assert find_fixes(report.records[0], Unit(name, CxxStandard.CXX20, arguments)).fixes == ()
