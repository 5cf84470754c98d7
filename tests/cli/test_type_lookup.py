"""TYPE as users write it: by name, by header, misspelt, hostile."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcheck.cli.type_lookup import writable
from podcheck.errors import ConfigError
from tests.cli.running import podcheck

SOURCE = """\
#include <utility>
namespace wire {
struct Text { Text(const Text&); };
struct Header { int version; Text title; };
typedef std::pair<Text, int> Titled;
struct Shape { virtual double area() const = 0; };
struct Later;
}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "wire.cpp").write_text(SOURCE)
    (tmp_path / "wire.hpp").write_text("#pragma once\nnamespace wire { struct Plain { int a; }; }\n")
    return tmp_path


@pytest.mark.parametrize(
    ("type_", "headline"),
    [
        ("std::pair<int, float>", "struct std::pair<int, float>"),
        ("const std::pair<int, float>[3]", "struct std::pair<int, float>"),
        ("std::pair<int*, const char [2]> volatile", "struct std::pair<int *, const char[2]>"),
        ("std::pair<int(*)(char), std::pair<long, bool>>", "struct std::pair<int (*)(char), std::pair<long, bool>>"),
    ],
)
def test_a_type_by_its_header_alone(type_: str, headline: str, tmp_path: Path) -> None:
    done = podcheck("explain", type_, "--include", "utility", "--no-cross-check", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{headline}\n")
    assert done.stderr == ""


def test_the_compilers_are_asked_too(tmp_path: Path) -> None:
    done = podcheck("explain", "std::pair<int, float>", "--include", "<utility>", "-v", cwd=tmp_path)
    assert "trivially_copyable                 no        no" in done.stdout
    assert "g++-" in done.stdout


def test_a_class_of_the_users_own_header(folder: Path) -> None:
    done = podcheck("explain", "wire::Plain", "--include", '"wire.hpp"', "--no-cross-check", cwd=folder)
    assert done.stdout.startswith("struct wire::Plain\n"), done.stderr
    done = podcheck("explain", "wire::Plain", "wire.cpp", "--include", '"wire.hpp"', "--no-cross-check", cwd=folder)
    assert done.stdout.startswith("struct wire::Plain\n"), done.stderr


def test_an_alias_and_an_abstract_class(folder: Path) -> None:
    done = podcheck("explain", "wire::Titled", "wire.cpp", "--no-cross-check", cwd=folder)
    assert done.stdout.startswith("struct std::pair<wire::Text, int>\n"), done.stderr
    done = podcheck("explain", "const wire::Shape", "wire.cpp", "--no-cross-check", cwd=folder)
    assert done.stdout.startswith("struct wire::Shape\n"), done.stderr


@pytest.mark.parametrize(
    ("type_", "complaint"),
    [
        ("int*", "'int*' is not a class\n  podcheck judges classes, structs and unions; this is of pointer type."),
        ("wire::Text&", "this is of lvalue reference type"),
        ("void", "'void' is not a class that is defined here"),
        ("wire::Later", "'wire::Later' is not a class that is defined here"),
        ("std::pari<int, float>", "'std::pari<int, float>' can't be named: no member named 'pari' in namespace 'std'"),
        ("int; struct X {}", "'int; struct X {}' is not a type: it contains ';', '{', '}'"),
        ("int>::type; ", "is not a type: it contains ';'"),
        ("int>", "'int>' is not a type: its '>' closes nothing"),
        ("std::pair<int", "is not a type: its '<' is not closed"),
        ("int, char", "'int, char' is more than one type"),
        ("int\n#include </etc/passwd>", "is not a type: it contains '#', '/'"),
        ('A<"x">', "is not a type: it contains '\"'"),
    ],
)
def test_what_is_no_class(type_: str, complaint: str, folder: Path) -> None:
    done = podcheck("explain", type_, "wire.cpp", "--no-cross-check", cwd=folder)
    assert done.returncode == 2
    assert complaint in done.stderr
    assert done.stdout == ""


def test_a_header_that_is_not_there(tmp_path: Path) -> None:
    done = podcheck("explain", "X<int>", "--include", "nothere.hpp", cwd=tmp_path)
    assert done.returncode == 2
    assert "podcheck-explain.cpp:1:10: 'nothere.hpp' file not found" in done.stderr
    done = podcheck("explain", "X<int>", "--include", 'a"\n#define x', cwd=tmp_path)
    assert done.returncode == 2
    assert "is not the name of a header" in done.stderr


def test_near_ranks_the_names_that_are_alike(folder: Path) -> None:
    done = podcheck("explain", "wire::Heder", "wire.cpp", "--near", cwd=folder)
    assert done.returncode == 0
    first = done.stdout.splitlines()[2].split()
    assert first[1:] == ["wire::Header", "wire.cpp:4:8"]
    assert float(first[0]) > 0.9
    scores = [float(line.split()[0]) for line in done.stdout.splitlines()[2:]]
    assert scores == sorted(scores, reverse=True)


def test_near_knows_the_templates_of_headers(tmp_path: Path) -> None:
    done = podcheck("explain", "std::pari<int, float>", "--include", "utility", "--near", cwd=tmp_path)
    assert done.stdout.splitlines()[2].split()[1] == "std::pair<_T1,"


def test_near_says_that_there_is_none(folder: Path) -> None:
    done = podcheck("explain", "Qzxwvutkjq", "wire.cpp", "--near", cwd=folder)
    assert done.returncode == 2
    assert "wire.cpp has no class with a name similar to 'Qzxwvutkjq'" in done.stderr


@given(st.text(alphabet="ab:<>(),*&[] ;{}#\"'\\\n=", max_size=30))
def test_nothing_that_ends_a_type_gets_through(text: str) -> None:
    try:
        words = writable(text)
    except ConfigError:
        return
    assert not set(words) & set(";{}#\"'\\\n=")
    depth = 0
    for char in words.replace("->", ""):
        depth += (char in "<([") - (char in ">)]")
        assert depth >= 0
        assert depth or char != ","
    assert depth == 0


def test_a_function_declared_by_its_typedef_is_no_stumbling_block(tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text("typedef int F();\nF f;\nstruct A { int a; };\n")
    done = podcheck("explain", "A", "a.cpp", "--no-cross-check", cwd=tmp_path)
    assert done.stdout.startswith("struct A\n")
    assert done.stderr == ""
