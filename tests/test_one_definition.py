"""A class that is not the same in every file is a finding; what only looks alike is none."""

from __future__ import annotations

from pathlib import Path

import pytest

import podcheck

OTHERWISE = "'S' is another class in b.cpp than in a.cpp, at a.cpp:1:8: "
CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "another size": (
        {"a.cpp": "struct S { int a; };", "b.cpp": "struct S { long a; };"},
        ["'S' is another class in b.cpp than in a.cpp, at a.cpp:1:8: its size is 4 there and 8 here"],
    ),
    "another order of members": (
        {"a.cpp": "struct S { int a; int b; };", "b.cpp": "struct S { int b; int a; };"},
        [f"{OTHERWISE}its members are int a, int b there and int b, int a here"],
    ),
    "a macro in one header": (
        {
            "a.cpp": '#include "s.hpp"\n',
            "b.cpp": '#define LARGE\n#include "s.hpp"\n',
            "s.hpp": "#pragma once\nstruct S {\n#ifdef LARGE\nlong a;\n#endif\nchar b; };\n",
        },
        ["'S' is another class in b.cpp than in a.cpp: its size is 1 there and 16 here"],
    ),
    "another destructor": (
        {"a.cpp": "struct S { ~S(); };", "b.cpp": "struct S { };"},
        [f"{OTHERWISE}its special member functions are destructor there and none here"],
    ),
    "the same text": ({"a.cpp": "struct S { int a; };", "b.cpp": "struct S { int a; };"}, []),
    "unnamed namespaces": (
        {"a.cpp": "namespace { struct S { int a; }; }", "b.cpp": "namespace { struct S { long a; }; }"},
        [],
    ),
    "local classes": (
        {"a.cpp": "void f() { struct S { int a; }; }", "b.cpp": "void g() { struct S { long a; }; }"},
        [],
    ),
    "instances, of which each file needs something else": (
        {
            "a.cpp": "#include <vector>\nstd::vector<int> a;",
            "b.cpp": "#include <vector>\nstd::vector<int> b(7); auto c = b;",
        },
        [],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_class_that_is_another_one_in_another_file(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, expected = CASES[name]
    for file, text in files.items():
        (tmp_path / file).write_text(text)
    monkeypatch.chdir(tmp_path)
    report = podcheck.check("a.cpp", "b.cpp", headers=r"\.hpp$", cross_check=False)
    assert [(one.code, one.message) for one in report.findings] == [("odr-violation", text) for text in expected]
    assert [(str(one.location), [str(other.location) for other in one.related]) for one in report.findings] == [
        (f"{'s.hpp:2:8' if 's.hpp' in files else 'b.cpp:1:8'}", ["s.hpp:2:8" if "s.hpp" in files else "a.cpp:1:8"])
        for _ in expected
    ]
