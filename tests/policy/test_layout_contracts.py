"""Contracts on what an object holds and how other targets lay it out: what breaks them is named down to the member."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from podcheck.config.settings import make_settings
from podcheck.errors import ConfigError
from podcheck.model.contracts import NoPadding, NoPointers, SameLayout, demand, split_demands
from podcheck.model.traits import Trait
from tests.cli.running import podcheck
from tests.needs import require
from tests.policy.running import found, report

POINTING = {
    "a pointer": ("int *p;", ["member 'p' is a pointer"]),
    "a pointer to a function": ("void (*f)();", ["member 'f' is a pointer"]),
    "a pointer to a member": ("int In::*m;", ["member 'm' is a pointer"]),
    "a pointer to a member function": ("int (In::*m)();", ["member 'm' is a pointer"]),
    "references": ("int &a; int &&b;", ["member 'a' is a reference", "member 'b' is a reference"]),
    "an array": ("char *names[2][3];", ["member 'names' is an array of pointers"]),
    "a flexible array": ("int n; char *names[];", ["member 'names' is an array of pointers"]),
    "an anonymous union": ("union { int i; struct { char *c; }; };", ["member 'c' is a pointer"]),
    "deep": ("Deep d[2];", ["member 'd.in.p' is a pointer"]),
    "an alias": ("Alias a;", ["member 'a' is a pointer"]),
    "atomic": ("_Atomic(int *) a;", ["member 'a' is an atomic pointer"]),
    "a virtual function": (
        "virtual void f();",
        ["an object of 'A' holds a pointer to the table of its virtual functions: 'f' is virtual"],
    ),
    "a member with one": ("Virtual v;", ["'v' holds a pointer to the table of its virtual functions: 'g' is virtual"]),
}  # fmt: skip
NOT_POINTING = {
    "numbers": "int i; double d; bool b; char c[4]; E e;",
    "an address in a number": "unsigned long address;",
    "nullptr_t": "decltype(nullptr) n;",
    "no elements": "int i; char *none[0];",
    "static members": "static int *p; static Virtual v; int i;",
    "functions": "int *f(int &); int i;",
    "extensions": "_Atomic(int) a; _Complex double c; V4 v; unsigned _BitInt(7) b;",
    "nothing": "",
    "bit-fields": "int a : 3; int : 4; int b : 2;",
    "a union of numbers": "union { int i; float f; };",
}
AROUND = """\
struct In {{ int *p; int i(); }};
struct Deep {{ int i; In in; }};
struct Virtual {{ virtual void g(); }};
using Alias = int *;
enum E {{ ONE }};
typedef int V4 __attribute__((vector_size(16)));
struct A {{ {} }}; // podcheck: require no_pointers
"""


@pytest.mark.parametrize(("members", "why"), POINTING.values(), ids=POINTING)
def test_what_points_is_named(members: str, why: list[str]) -> None:
    made = report(AROUND.format(members))
    assert [problem for problem in made.problems if problem.fatal] == []
    assert [(finding.code, finding.record) for finding in made.findings] == [("broken-layout-contract", "A")]
    assert [reason.message for reason in made.findings[0].reasons] == why
    assert made.findings[0].message == "'A' has pointers inside; unit.cpp:7 requires no_pointers"


@pytest.mark.parametrize("members", NOT_POINTING.values(), ids=NOT_POINTING)
def test_what_does_not_point_keeps_the_contract(members: str) -> None:
    assert found(AROUND.format(members)) == []


@pytest.mark.parametrize(
    ("bases", "why"),
    [
        ("Deep", ["member 'Deep::in.p' is a pointer"]),
        ("Middle", ["member 'Middle::Deep::in.p' is a pointer"]),
        (
            "virtual Plain",
            ["an object of 'A' holds a pointer to the table of its virtual bases: 'Plain' is a virtual base"],
        ),
        ("Virtual", ["'Virtual' holds a pointer to the table of its virtual functions: 'g' is virtual"]),
        ("Plain", []),
        ("Plain, Empty", []),
    ],
)  # fmt: skip
def test_bases_count(bases: str, why: list[str]) -> None:
    more = "struct Plain { int i; };\nstruct Empty {};\nstruct Middle : Deep {};\n"
    text = AROUND.format("").replace("struct A", f"{more}struct A : {bases}")
    assert [reason.message for finding in report(text).findings for reason in finding.reasons] == why


def test_a_pointer_of_a_library_is_found_too() -> None:
    require("c++")
    made = report("#include <string>\nstruct A { std::string s; }; // podcheck: require no_pointers")
    (reason,) = made.findings[0].reasons
    assert reason.message.startswith("member 's.")
    assert reason.message.endswith(" is a pointer")


def test_instances_are_asked_and_what_is_not_known_is_not_fine() -> None:
    text = "template<class T> struct B { T t; }; // podcheck: require no_pointers\nB<int> i; B<int *> p;\n"
    assert found(text) == [(1, "broken-layout-contract", "B<int *>")]
    (finding,) = report(
        "auto f = [a = 1] { return a; };\nstruct L { decltype(f) f; }; // podcheck: require no_pointers"
    ).findings
    assert "could not be decided" in finding.message


LAYOUTS = {
    "a size": (
        "char c; Long l;", "linux-32",
        "'A' has 16 bytes for {here} and 8 bytes for {there}",
        ["member 'l' is at 8 bytes for {here} and at 4 bytes for {there}"],
    ),
    "a member's size": (
        "Long l;", "linux-32",
        "'A' has 8 bytes for {here} and 4 bytes for {there}",
        ["member 'l' takes 8 bytes for {here} and 4 bytes for {there}"],
    ),
    "an alignment": (
        "double d;", "linux-32",
        "'A' is aligned to 8 bytes for {here} and 4 bytes for {there}",
        ["'A' is aligned to 8 bytes for {here} and 4 bytes for {there}"],
    ),
    "an offset alone": (
        "long long a; int b : 3; char c : 4; long long d;", "windows",
        "'A' is laid out differently for {here} than for {there}",
        ["member 'c' is at 67 bits for {here} and at 12 bytes for {there}"],
    ),
    "deep": (
        "struct In { Long l; } in; int i;", "windows",
        "'A' has 16 bytes for {here} and 8 bytes for {there}",
        [
            "member 'in' takes 8 bytes for {here} and 4 bytes for {there}",
            "member 'in.l' takes 8 bytes for {here} and 4 bytes for {there}",
        ],
    ),
    "a member that is there on one": (
        "\n#ifdef _WIN32\nint w;\n#else\nint o;\n#endif\n", "windows",
        "'A' is laid out differently for {here} than for {there}",
        ["member 'o' is there for {here}, and not for {there}"],
    ),
}  # fmt: skip
NAMES = {"here": "x86_64-unknown-linux-gnu", "linux-32": "i686-linux-gnu", "windows": "x86_64-pc-windows-msvc"}
HERE = {"clang_args": ["--target=x86_64-unknown-linux-gnu"]}


@pytest.mark.parametrize(("members", "target", "message", "why"), LAYOUTS.values(), ids=LAYOUTS)
def test_the_first_difference_is_named_with_both_numbers(
    members: str, target: str, message: str, why: list[str]
) -> None:
    names = {"here": NAMES["here"], "there": NAMES[target]}
    text = f"typedef long Long;\n// podcheck: require same_layout({target})\nstruct A {{ {members} }};"
    made = report(text, **HERE)
    assert [problem for problem in made.problems if problem.fatal] == []
    (finding,) = made.findings
    assert finding.code == "broken-layout-contract"
    expected = message.format(**names)
    assert finding.message == f"{expected}; unit.cpp:2 requires same_layout({target})"
    reported = []
    reasons = finding.reasons
    while reasons:
        reported.append(reasons[0].message)
        reasons = reasons[0].because
    assert reported == [text.format(**names) for text in why]


SAME = {
    "fixed sizes": "int a; short b; char c[2]; float f;",
    "nothing": "",
    "nested": "struct { int a; } in; union { int i; char c; };",
}


@pytest.mark.parametrize("members", SAME.values(), ids=SAME)
def test_what_is_the_same_everywhere_keeps_the_contract(members: str) -> None:
    text = f"// podcheck: require same_layout(linux-32, windows, arm64, wasm)\nstruct A {{ {members} }};"
    assert found(text, **HERE) == []


def test_the_target_that_differs_is_named_among_several() -> None:
    text = "// podcheck: require same_layout(arm64, macos, windows, linux-32)\nstruct A { long l; };"
    (finding,) = report(text, **HERE).findings
    assert NAMES["windows"] in finding.message


@pytest.mark.parametrize(
    ("text", "target", "told"),
    [
        ("struct A { int a; };", "foo-bar-baz", "for foo-bar-baz: "),
        ("#include <no_such_header.h>\nstruct A { int a; };", "windows", "for x86_64-pc-windows-msvc: "),
        ("#ifdef __linux__\nstruct A { int a; };\n#endif", "windows", "'A' is not defined for x86_64-pc-windows-msvc"),
    ],
)
def test_what_is_not_analysed_never_holds(text: str, target: str, told: str) -> None:
    text = text.replace("struct A", f"/* podcheck: require same_layout({target}) */ struct A")
    if "no_such" in text:
        text = text.replace("#include", "#ifdef _WIN32\n#include").replace(">\n", ">\n#endif\n")
    made = report(text, **HERE)
    (problem,) = [problem for problem in made.problems if problem.fatal]
    assert problem.message.startswith(told)
    assert problem.advice
    (finding,) = made.findings
    assert finding.message.endswith("is not analysed")


def test_in_a_project_both_by_option_and_by_configuration(tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text("struct A { char c; long l; };\nstruct P { int *p; };\nstruct I { int i; };\n")
    base = ("check", "a.cpp", "--no-cross-check", "--no-cache", "--format", "json")
    target = ("--", "--target=x86_64-linux-gnu")
    done = podcheck(*base, "--require", "no_pointers, same_layout(linux-32,windows)", *target, cwd=tmp_path)
    assert done.returncode == 1
    records = [finding["record"] for finding in json.loads(done.stdout)["findings"]]
    assert sorted(records) == ["A", "P", "P"]
    (tmp_path / "podcheck.toml").write_text(
        '[[contract]]\nrequire = ["no_pointers", "same_layout(linux-32, windows)"]\n'
    )
    done = podcheck(*base, *target, cwd=tmp_path)
    assert [finding["record"] for finding in json.loads(done.stdout)["findings"]] == records
    (tmp_path / "podcheck.toml").write_text('require = ["no-pointers"]\n')
    done = podcheck(*base, *target, cwd=tmp_path)
    assert [finding["record"] for finding in json.loads(done.stdout)["findings"]] == ["P"]


def test_a_kept_run_knows_what_other_targets_read(tmp_path: Path) -> None:
    (tmp_path / "w.hpp").write_text("typedef int Size;\n")
    text = '#ifdef _WIN32\n#include "w.hpp"\n#else\ntypedef int Size;\n#endif\nstruct A { Size s; };\n'
    (tmp_path / "a.cpp").write_text(text)
    words = (
        "check",
        "a.cpp",
        "--no-cross-check",
        "--cache-dir",
        str(tmp_path / "cache"),
        "--require",
        "same_layout(windows)",
    )
    target = ("--", "--target=x86_64-linux-gnu")
    assert [podcheck(*words, *target, cwd=tmp_path).returncode for _ in range(2)] == [0, 0]
    (tmp_path / "w.hpp").write_text("typedef long long Size;\n")
    assert podcheck(*words, *target, cwd=tmp_path).returncode == 1


def test_how_they_are_written() -> None:
    assert demand("no_pointers") == demand("no-pointers") == NoPointers()
    assert demand(" same_layout ( windows , i686-linux-gnu ) ") == demand("same-layout(windows,i686-linux-gnu)")
    assert demand("same_layout(linux-32)") == SameLayout(("i686-linux-gnu",), ("linux-32",))
    assert split_demands("pod, same_layout(a, b), size <= 4,") == ["pod", "same_layout(a, b)", "size <= 4"]
    made = make_settings(["a"], require=["pod,no_padding", "same_layout(windows, linux-32)"]).policy
    assert made.require == (Trait.POD,)
    assert [type(trait_demand) for trait_demand in made.demands] == [NoPadding, SameLayout]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("same_layout", "'same_layout' without targets in parentheses"),
        ("same_layout(windows", "'same_layout' without targets in parentheses"),
        ("same_layout()", "'same_layout()' names no target"),
        ("same_layout(a b)", "same_layout: 'a b' is not a target"),
        ("same_layout(-x)", "same_layout: '-x' is not a target"),
        ("no_pointer", "unknown trait 'no_pointer'"),
        ("same_layuot(windows)", "unknown trait 'same_layuot(windows)'"),
    ],
)
def test_what_is_written_wrong_is_said(text: str, what: str) -> None:
    with pytest.raises(ConfigError) as error:
        demand(text)
    assert error.value.what == what
    assert error.value.advice


@pytest.mark.parametrize("text", ["no_pointers", "same_layout(windows)"])
def test_they_can_t_be_forbidden(text: str) -> None:
    with pytest.raises(ConfigError, match="can't be forbidden"):
        demand(text, wanted=False)
