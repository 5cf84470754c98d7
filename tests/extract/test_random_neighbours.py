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
)


@st.composite
def programs(draw: st.DrawFn) -> dict[str, str]:
    """Return files of which each header adds something, and two sources or three that include some of them."""
    files = {"base.h": BASE}
    names = [f"h{number}.h" for number in range(draw(st.integers(1, 4)))]
    for number, name in enumerate(names):
        parts = draw(st.lists(st.sampled_from(EFFECTS), min_size=1, max_size=3))
        inner = draw(st.lists(st.sampled_from(["base.h", *names[:number]]), max_size=2, unique=True))
        guard = draw(st.sampled_from(["#pragma once\n", f"#ifndef H{number}\n#define H{number}\n", ""]))
        text = "".join(f'#include "{other}"\n' for other in inner) + "\n".join(parts)
        text = text.replace("{n}", f"{number}").replace("{{", "{").replace("}}", "}")
        files[name] = f"{guard}{text}\n{'#endif' if 'ifndef' in guard else ''}\n"
    for letter in "abc"[: draw(st.integers(2, 3))]:
        included = draw(st.lists(st.sampled_from(["base.h", *names]), max_size=4, unique=True))
        own = draw(st.lists(st.sampled_from(OWN), min_size=1, max_size=3))
        late = draw(st.booleans())
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
