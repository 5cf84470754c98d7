"""What a macro of a library writes is not the user's: protobuf's files have an offsetof for each field."""

from __future__ import annotations

from pathlib import Path

import pytest

import podcheck

LIBRARY = """#pragma once
#include <cstddef>
#include <cstring>
#define LIBRARY_OFFSET(T, m) __builtin_offsetof(T, m)
#define LIBRARY_CLEAR(p) memset((void*)(p), 0, sizeof *(p))
#define memcpy(to, from, n) __builtin_memcpy(to, from, n)
"""
CLASS = "#include <library.h>\nstruct Base { int b; }; struct S : Base { virtual ~S(); int m; };\n"


@pytest.mark.parametrize(
    ("use", "codes"),
    [
        ("auto n = LIBRARY_OFFSET(S, m);", []),
        ("void f(S* s) { LIBRARY_CLEAR(s); }", []),
        ("#define OWN(m) LIBRARY_OFFSET(S, m)\nauto n = OWN(m);", []),
        ("auto n = offsetof(S, m);", ["offsetof-not-standard-layout"]),
        ("#define OWN(m) offsetof(S, m)\nauto n = OWN(m);", ["offsetof-not-standard-layout"]),
        ("#define OWN(s) memset((void*)(s), 0, sizeof *(s))\nvoid f(S* s) { OWN(s); }", ["raw-fill"]),
        ("void f(S* s, S* t) { memcpy((void*)s, (void*)t, sizeof *s); }", ["raw-copy"]),
        ("template<class T> void f(T* t) { LIBRARY_CLEAR(t); }\nvoid g(S* s) { f(s); }", []),
    ],
)
def test_a_macro_of_a_library_is_no_use(use: str, codes: list[str], tmp_path: Path) -> None:
    (tmp_path / "installed").mkdir()
    (tmp_path / "installed" / "library.h").write_text(LIBRARY)
    (tmp_path / "use.cpp").write_text(f"{CLASS}{use}\n")
    report = podcheck.check(
        str(tmp_path / "use.cpp"), clang_args=["-isystem", str(tmp_path / "installed")], cross_check=False
    )
    assert not report.problems
    assert [found.code for found in report.findings] == codes


def test_a_macro_of_a_header_of_the_project_is_one(tmp_path: Path) -> None:
    (tmp_path / "library.h").write_text(LIBRARY)
    (tmp_path / "use.cpp").write_text(f"{CLASS}auto n = LIBRARY_OFFSET(S, m);\nvoid f(S* s) {{ LIBRARY_CLEAR(s); }}\n")
    report = podcheck.check(str(tmp_path / "use.cpp"), clang_args=[f"-I{tmp_path}"], cross_check=False)
    assert sorted(found.code for found in report.findings) == ["offsetof-not-standard-layout", "raw-fill"]
