"""Random sources that share random headers: what is said of one does not depend on the others."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from podcheck.extract import extract_batch, extract_unit
from podcheck.model.facts import UnitFacts
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Headers, Unit
from podcheck.rules import judge_unit

BASE = """#pragma once
template<int> struct Pick { int a; };
template<> struct Pick<1> { ~Pick() {} };
template<class T> struct Box { T t; };
namespace n { struct X { int a; }; constexpr int g(int) { return 0; } }
struct Plain { int a; };
struct Later;
constexpr int f(double) { return 0; }
template<class T> concept HasF = requires(T t) { h(t); };
template<class T> concept Equal = requires(T t) { t == t; };
template<class T> concept Whole = requires { sizeof(T); };
enum Colour { Red, Green };
template<Colour> struct Paint;
template<class T> struct Guess { int k; constexpr Guess(T) : k(0) {} constexpr Guess(T, int) : k(0) {} };
namespace o { constexpr int u(double) { return 0; } constexpr int v(int) { return 1; } }
enum { DEEP_IN = 2 };
#define DEEP DEEP_IN
constexpr int again(...) { return 2; }
constexpr int pick(...) { return 2; }
constexpr int u(...) { return 2; }
constexpr int v(...) { return 2; }
template<class T> constexpr int chosen(T t) { return pick(t); }
template<Colour C, int N = sizeof(Paint<C>)> constexpr int painted(int) { return 1; }
template<Colour C> constexpr int painted(...) { return 0; }
"""

EFFECTS = (
    "#define WIDTH 7",
    "#undef WIDTH",
    "#ifndef WIDTH\n#define WIDTH 3\n#endif",
    "#define ROOM",
    "#define struct class",
    "template<> struct Box<int> { ~Box() {} };",
    "template<class T> struct Box<T*> { T *p; virtual ~Box(); };",
    "constexpr int f(int) { return 1; }",
    "namespace n { constexpr int g(long) { return 1; } void h(X); }",
    "void h(Plain);",
    "bool operator==(Plain, Plain);",
    "struct Later { int a; };",
    "using namespace n;",
    "using n::X;",
    "namespace m { struct X { ~X() {} }; } using namespace m;",
    "#pragma pack(push, 1)\nstruct Packed_{n} { char c; int i; };\n#pragma pack(pop)",
    "#pragma pack(2)",
    "struct H_{n} { Box<int> b; Box<char*> p; };",
    "#ifdef WIDTH\nstruct W_{n} { int w[WIDTH]; };\n#else\nstruct W_{n} { virtual void w(); };\n#endif",
    "enum {{ c_{n} = __COUNTER__ }};",
    "struct M_{n} {{ Pick<f(1)> p; }};",
    "extern template struct Box<long>;",
    "#include <cstddef>",
    "inline int size_{n}() {{ return sizeof(Plain); }}",
    "constexpr int again(int a, int b = 0) { return a; }",
    "constexpr int again(int a) { return 1; }",
    "constexpr int again(int a, int b);",
    "constexpr int pick(Plain) { return 1; }",
    "constexpr int pick(int) { return 0; }",
    "namespace o { constexpr int pick(int) { return 1; } }",
    "using o::u;",
    "using o::v; constexpr int v(long) { return 0; }",
    "namespace n { using o::v; }",
    "constexpr int u(int) { return 1; }",
    "template<> struct Paint<Red> { ~Paint() {} };",
    "template<> struct Paint<Green> { int a; };",
    "Guess(Plain, int) -> Guess<long>;",
    "template<class T> Guess(T) -> Guess<T*>;",
    "struct Passing *passing_{n};",
    "struct Passing { ~Passing() {} };",
    "namespace n { struct Passing { virtual void f(); }; }",
    "#ifdef _MSC_VER\n#pragma pack(push, 1)\n#define WIDTH 5\n#endif",
    "#ifdef ROOM\n#pragma pack(push, 1)\n#endif",
    "#pragma interface",
    "#pragma GCC poison rotten",
    "#define SAME 1",
    "#define SAME 2",
    "#if SAME == 1\nstruct S_{n} {{ ~S_{n}() {{}} }};\n#endif",
    "#ifdef _WIN32\n#define ROOM\n#undef WIDTH\n#endif",
    "struct I_{n} {{ int f() {{ return u(1) + WIDTH_; }} enum {{ WIDTH_ = sizeof(Plain*) }}; }};",
    "#define MAKE_TEMPLATE template<class T>\nMAKE_TEMPLATE constexpr int made(T t) {{ return pick(t); }}",
    '#include "again.h"',
    "#define DEEP_IN 3",
    "#define OUTER DEEP_IN",
    "struct D_{n} {{ char d[DEEP]; }};",
)

OWN = (
    "struct A_{n} { Pick<f(1)> p; };",
    "struct A_{n} { Box<int> b; Box<char*> q; Box<long> l; };",
    "struct A_{n} { Pick<n::g(1)> p; };",
    "struct A_{n} { Pick<HasF<Plain>> p; Pick<HasF<n::X>> q; };",
    "struct A_{n} { Pick<Equal<Plain>> p; };",
    "struct A_{n} { Pick<Whole<Later>> p; };",
    "#ifdef WIDTH\nstruct A_{n} { int w[WIDTH]; };\n#else\nstruct A_{n} { ~A_{n}() {} };\n#endif",
    "#ifdef ROOM\nstruct A_{n} { virtual void f(); };\n#else\nstruct A_{n} { char c; long l; };\n#endif",
    "#ifdef NULL\nstruct A_{n} { int a; };\n#else\nstruct A_{n} { ~A_{n}() {} };\n#endif",
    "struct A_{n} { n::X x; };",
    "struct A_{n} { X x; };",
    "struct A_{n} { char c; long l; };",
    "struct Later { ~Later() {} }; struct A_{n} { Later l; };",
    "enum { e_{n} = __COUNTER__ }; struct A_{n} { Pick<e_{n}> p; };",
    "#define WIDTH 2",
    "namespace n { struct A_{n} { X x; Pick<g(1)> p; }; }",
    "struct Local_{n} { std::size_t s; };",
    "struct A_{n} { Pick<again(1)> p; };",
    "struct A_{n} { char d[DEEP]; };",
    "#define MINE DEEP\nstruct A_{n} { char d[MINE]; };",
    "struct A_{n} { Pick<chosen(Plain())> p; };",
    "struct A_{n} { Pick<chosen(1)> p; };",
    "struct A_{n} { Pick<u(1)> p; };",
    "struct A_{n} { Pick<o::v(1L)> p; Pick<v(1L)> q; };",
    "namespace n { struct A_{n} { Pick<v(1)> p; }; }",
    "struct A_{n} { Paint<Red> p; };",
    "struct A_{n} { Pick<painted<Red>(1)> p; Pick<painted<Colour(1)>(1)> q; };",
    "struct A_{n} { decltype(Guess(Plain(), 1)) g; decltype(Guess(1)) h; };",
    "struct Passing *own_{n}; struct A_{n} { Pick<Whole<Passing>> p; };",
    "namespace n { struct Passing *inner_{n}; struct A_{n} { Passing *p; Pick<Whole<Passing>> q; }; }",
    "#if SAME == 1\nstruct A_{n} { ~A_{n}() {} };\n#elif defined SAME\nstruct A_{n} { virtual void f(); };\n#endif",
    "int rotten; struct A_{n} { int i; };",
    "struct A_{n} { Pick<made(Plain())> p; };",
    "constexpr int pick(long) { return 1; } struct A_{n} { Pick<chosen(1L)> p; };",
    "template<class T> auto call(T t) { return u(t); } struct A_{n} { decltype(call(1)) c; };",
    "constexpr int again(int a, int b) { return 1; } struct A_{n} { Pick<again(1)> p; };",
)

AGAIN = """#ifdef ROOM
struct OPENED { ~OPENED() {} };
#else
typedef int opened;
#endif
#undef OPENED
"""
"""A header without a guard, which others include again and again."""


@st.composite
def programs(draw: st.DrawFn) -> dict[str, str]:
    """Return files of which each header adds something, and two sources or three that include some of them."""
    files = {"base.h": BASE, "again.h": AGAIN}
    names = [f"h{number}.h" for number in range(draw(st.integers(1, 4)))]
    for number, name in enumerate(names):
        parts = draw(st.lists(st.sampled_from(EFFECTS), min_size=1, max_size=draw(st.sampled_from([1, 1, 3]))))
        inner = draw(st.lists(st.sampled_from(["base.h", *names[:number]]), max_size=2, unique=True))
        inner = inner or ["base.h"]
        guard = draw(st.sampled_from(["#pragma once\n", f"#ifndef H{number}\n#define H{number}\n", ""]))
        text = "".join(f'#include "{other}"\n' for other in inner) + "\n".join(parts)
        text = text.replace("{n}", f"{number}").replace("{{", "{").replace("}}", "}")
        files[name] = f"{guard}{text}\n{'#endif' if 'ifndef' in guard else ''}\n"
    for letter in "abc"[: draw(st.integers(2, 3))]:
        included = draw(st.lists(st.sampled_from(["base.h", *names]), max_size=4, unique=True))
        own = draw(st.lists(st.sampled_from(OWN), min_size=1, max_size=2))
        late = draw(st.integers(0, 4)) == 0
        lines = [f'#include "{name}"' for name in included]
        code = [part.replace("{n}", f"{letter}{at}") for at, part in enumerate(own)]
        files[f"{letter}.cpp"] = "\n".join([*code[:1], *lines, *code[1:]] if late else [*lines, *code]) + "\n"
    return files


def view(facts: UnitFacts) -> object:
    judgements = judge_unit(facts)
    return (
        [
            (record.name, record.location, record.size, record.align, judgements[record.key])
            for record in facts.classes
            if record.reported
        ],
        facts.problems,
        facts.uses,
        facts.library,
    )


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(programs(), st.sampled_from([None, r"\.h$"]))
def test_what_is_said_of_a_source_does_not_depend_on_random_neighbours(
    files: dict[str, str], headers: str | None
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            Path(folder, name).write_text(text)
        units = [
            Unit(
                str(Path(folder, name)),
                CxxStandard.CXX20,
                headers=Headers(headers) if headers is not None else None,
                uses=True,
            )
            for name in files
            if name.endswith(".cpp")
        ]
        for unit, facts in zip(units, extract_batch(units), strict=True):
            assert view(facts) == view(extract_unit(unit)), (unit.file, facts.misfit)
