"""Whatever the input, a run ends: none of these did, or only after minutes and more with each level."""

from __future__ import annotations

from pathlib import Path

import pytest

import podcheck
from podcheck import Trait, Truth
from tests.cli.running import podcheck as run

SOURCE = "namespace ns { struct Base { Base(const Base&); int i; }; struct Holder { Base base; }; }\n"


@pytest.mark.parametrize("columns", ["1", "2", "3", "4"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "a.cpp", "--no-cross-check"),
        ("explain", "ns::Holder", "a.cpp", "--no-cross-check"),
        ("explain", "ns::Holder", "a.cpp", "--no-cross-check", "--std", "all"),
        ("layout", "ns::Holder", "a.cpp"),
        ("rule",),
        ("rule", "user-provided"),
    ],
    ids=" ".join,
)
def test_a_terminal_that_is_hardly_there(arguments: tuple[str, ...], columns: str, tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text(SOURCE)
    done = run(*arguments, cwd=tmp_path, COLUMNS=columns)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def nested(levels: int) -> str:
    """Each class is defined where a member of its type is declared."""
    begin = "".join(f"struct S{number} {{ " for number in range(levels))
    return begin + "int i;" + "".join(f" }} m{number};" for number in range(levels)[::-1])


def test_classes_that_are_defined_in_declarators() -> None:
    text = f"{nested(40)} void function() {{ {nested(40)} }} template<class T> struct O {{ {nested(40)} }}; O<int> o;"
    report = podcheck.check("a.cpp", text=text, cross_check=False)
    names = [record.facts.name for record in report.records]
    assert [one.message for one in report.problems] == []
    assert [names.count(one) for one in ("S0", "O<T>", "O<int>")] == [1, 1, 1]
    assert len(names) == 40 + 40 + 41 + 41


def test_function_types_of_function_types() -> None:
    text = "typedef void F0();\n" + "".join(f"typedef void F{n}(F{n - 1}*, F{n - 1}*);\n" for n in range(1, 40))
    report = podcheck.check("a.cpp", text=f"{text}struct S {{ F39* f; }};", cross_check=False)
    assert [record.judgement.verdicts[Trait.POD].value for record in report.records] == [Truth.YES]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("template<class T> struct O { struct Loop { Loop l; }; };", "a.cpp:1:49"),
        ("template<class T> struct O { struct A; struct B { A a; }; struct A { B b[2]; }; };", "a.cpp:1:72"),
        ("template<class T> struct O { struct A; struct B { A a; }; struct A { B b; }; }; struct P { int i; };", ""),
    ],
)
def test_a_pattern_that_holds_itself_is_told_as_an_error(text: str, place: str) -> None:
    report = podcheck.check("a.cpp", text=text, cross_check=False)
    (problem,) = report.problems
    assert problem.message.startswith("field has incomplete type '")
    assert (report.exit_status, place in str(problem.location)) == (2, True)
    verdicts = {record.facts.name: record.judgement.verdicts[Trait.TRIVIAL].value for record in report.records}
    assert verdicts["O<T>"] is Truth.YES
    assert verdicts.get("P", Truth.YES) is Truth.YES
    assert Truth.UNKNOWN in verdicts.values()


def test_an_error_that_libclang_tells_is_told_once() -> None:
    text = "template<class T> struct O { struct Loop { Loop l; }; }; O<int> o; O<int>::Loop l;"
    report = podcheck.check("a.cpp", text=text, cross_check=False)
    assert [one.message for one in report.problems] == ["field has incomplete type 'Loop'"]
