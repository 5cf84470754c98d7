"""Which units fit on headers that they share with others, each beside a near miss that does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from podcheck.extract import extract_batch, extract_unit
from podcheck.extract.prefix.fit import Misfit
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Headers, Unit
from podcheck.rules import judge_unit

BOTH = '#include "one.h"\n#include "two.h"\nstruct A { int a; };\n'
ONE = '#include "one.h"\n'
FITS = ""

# The headers one.h and two.h, and a source that includes the first alone: does it fit on both?
CASES: dict[str, tuple[str, str, str, str | None]] = {
    "packing behind a condition that does not hold": (
        "struct P { char c; int i; };",
        "#ifdef _MSC_VER\n#pragma pack(push, 1)\n#endif\nstruct Q { char c; int i; };",
        ONE + "struct B { P p; };",
        FITS,
    ),
    "packing that holds, and goes on": (
        "struct P { char c; int i; };",
        "#ifndef _MSC_VER\n#pragma pack(push, 1)\n#endif\nstruct Q { char c; int i; };",
        ONE + "struct B { P p; };",
        FITS,  # two.h is no part of what is shared
    ),
    "a pragma that Clang passes over": ("#pragma interface", "#pragma aux f = 1", ONE + "struct B { int b; };", FITS),
    "a function that both headers declare": (
        "int shared(int);",
        "int shared(int);",
        ONE + "template<class T> int call(T t) { return shared(t); }\nstruct B { char c[sizeof(call(1))]; };",
        FITS,
    ),
    "one that the other gives a default argument": (
        "constexpr int shared(...) { return 1; } int shared(int, int);",
        "int shared(int, int = 2);",
        ONE + "template<class T> auto call(T t) -> decltype(shared(t)) { return 1; }\nstruct B { int b; };",
        Misfit.LOOKUP.value,
    ),
    "a class that is named in passing": (
        "struct Passing *passing;",
        "struct Passing { ~Passing(); };",
        ONE + "struct B { Passing *p; };",
        FITS,
    ),
    "a guide for a template that only the other declares": (
        "namespace words { int Guess; }",
        "template<class T> struct Guess { Guess(T); }; Guess(int) -> Guess<long>;",
        ONE + "struct B { int b; };",
        FITS,
    ),
    "a guide for a template that both know": (
        "template<class T> struct Guess { Guess(T); };",
        '#include "one.h"\nGuess(int) -> Guess<long>;',
        ONE + "struct B { decltype(Guess(1)) g; };",
        Misfit.LOOKUP.value,
    ),
    "a using-declaration in a namespace that is not looked into": (
        "int plain(int);",
        '#include "one.h"\nnamespace far { using ::plain; }',
        ONE + "int use() { return plain(1); }\nstruct B { int b; };",
        FITS,
    ),
    "a using-declaration of the global namespace": (
        "namespace far { struct Type { int t; }; }",
        '#include "one.h"\nusing far::Type;',
        ONE + "namespace near { struct Type { ~Type(); }; struct B { Type t; }; }",
        Misfit.LOOKUP.value,
    ),
    "the same macro in both headers": (
        "#define SAME 1\nstruct P { int p; };",
        "#define SAME 1\nstruct Q { int q[SAME]; };",
        '#include "two.h"\n#include "one.h"\nstruct B { P p; };',
        FITS,
    ),
    "another value in the other header": (
        "#undef SAME\n#define SAME 1\nstruct P { int p[SAME]; };",
        "#undef SAME\n#define SAME 2\nstruct Q { int q[SAME]; };",
        '#include "two.h"\n#include "one.h"\nstruct B { P p; };',
        Misfit.ORDER.value,
    ),
    "a macro within a macro": (
        "enum { INNER = 5 };\n#define OUTER INNER",
        "#define INNER 3",
        ONE + "struct B { char b[OUTER]; };",
        Misfit.MACRO.value,
    ),
    "a macro within one that is not used": (
        "enum { INNER = 5 };\n#define OUTER INNER",
        "#define INNER 3",
        ONE + "struct B { char b[4]; };",
        FITS,
    ),
    "a specialisation for a value that is not named": (
        "enum Colour { Red, Green }; template<Colour> struct Paint;",
        '#include "one.h"\ntemplate<> struct Paint<Red> { ~Paint(); };',
        ONE + "template<Colour C> using Mixed = Paint<C>;\nstruct B { int b; };",
        FITS,
    ),
    "a specialisation for a value that is named": (
        "enum Colour { Red, Green }; template<Colour> struct Paint;",
        '#include "one.h"\ntemplate<> struct Paint<Red> { ~Paint(); };',
        ONE + "struct B { Paint<Red> *p; };",
        Misfit.LOOKUP.value,
    ),
    "an overload of the global namespace, and a qualified call": (
        "namespace n { template<class T> int pick(T t) { return t; } } int pick(char *);",
        "int pick(int);",
        ONE + "template<class T> int call(T t) { return n::pick(t); }\nstruct B { char c[sizeof(call(1))]; };",
        FITS,
    ),
    "the same, and a call without a qualifier": (
        "namespace n { template<class T> int pick(T t) { return t; } } int pick(char *);",
        "int pick(int);",
        ONE + "template<class T> int call(T t) { return pick(t); }\nstruct B { int b; };",
        Misfit.LOOKUP.value,
    ),
    "an overload for calls outside of templates": (
        "int pick(char *); int pick(long);",
        "struct Only; int pick(Only *);",
        ONE + "int call() { return pick(1L); }\nstruct B { int b; };",
        FITS,
    ),
    "a size that needs no complete class": (
        "struct Later;",
        '#include "one.h"\nstruct Later { int l; };',
        ONE + "struct B { char c[sizeof(Later *)]; };",
        FITS,
    ),
    "an operator that is looked up": (
        "struct X { int x; }; struct Y { Y(...); }; bool operator==(Y, Y);",
        '#include "one.h"\nbool operator==(X, X);',
        ONE + "struct B { char c[sizeof(X() == X())]; };",
        Misfit.LOOKUP.value,
    ),
    "an operator, where another one is looked up": (
        "struct X { int x; }; bool operator==(X, X);",
        '#include "one.h"\nX operator+(X, X);',
        ONE + "struct B { char c[sizeof(X() == X())]; };",
        FITS,
    ),
}


@pytest.mark.parametrize(("first", "second", "source", "misfit"), CASES.values(), ids=CASES)
def test_who_fits(first: str, second: str, source: str, misfit: str | None, tmp_path: Path) -> None:
    for name, text in (("one.h", first), ("two.h", second)):
        (tmp_path / name).write_text(f"#pragma once\n{text}\n")
    (tmp_path / "a.cpp").write_text(BOTH)
    (tmp_path / "b.cpp").write_text(source)
    units = [Unit(str(tmp_path / name), CxxStandard.CXX20, headers=Headers(r"\.h$")) for name in ("a.cpp", "b.cpp")]
    together = extract_batch(units)[1]
    alone = extract_unit(units[1])
    assert together.misfit == misfit
    assert together.problems == alone.problems
    reported = [[(record.name, record.size, facts_of[record.key]) for record in facts.classes if record.reported]
            for facts in (together, alone) for facts_of in (judge_unit(facts),)]  # fmt: skip
    assert reported[0] == reported[1]


def test_a_header_is_one_file_by_whatever_path(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "base.h").write_text("#pragma once\nstruct Base { int b; };\n")
    (tmp_path / "in" / "up.h").write_text('#pragma once\n#include "../base.h"\nstruct Up { Base b; };\n')
    (tmp_path / "a.cpp").write_text('#include "in/up.h"\nstruct A { Up u; };\n')
    (tmp_path / "b.cpp").write_text('#include "base.h"\nstruct B { Base b; };\n')
    units = [Unit(str(tmp_path / name), CxxStandard.CXX20) for name in ("a.cpp", "b.cpp")]
    assert [facts.misfit for facts in extract_batch(units)] == ["", ""]


def test_a_class_that_is_only_declared_within_reach_is_not_reported(tmp_path: Path) -> None:
    (tmp_path / "declares.h").write_text(
        "#pragma once\ntemplate<class T> struct Box;\nstruct Later;\nstruct Uses { Box<int> *b; Later *l; };\n"
    )
    (tmp_path / "defines.h").write_text(
        '#pragma once\n#include "declares.h"\ntemplate<class T> struct Box { T t; };\nstruct Later { int l; };\n'
    )
    (tmp_path / "a.cpp").write_text('#include "declares.h"\n#include "defines.h"\nBox<int> box;\n')
    (tmp_path / "b.cpp").write_text('#include "declares.h"\nstruct B { Uses u; };\n')
    units = [Unit(str(tmp_path / name), CxxStandard.CXX20, headers=Headers(r"\.h$")) for name in ("a.cpp", "b.cpp")]
    for unit, together in zip(units, extract_batch(units), strict=True):
        alone = extract_unit(unit)
        names = [[record.name for record in facts.classes if record.reported] for facts in (together, alone)]
        assert names[0] == names[1]
