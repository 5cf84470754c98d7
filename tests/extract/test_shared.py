"""Many units in one parse say of each what a parse of its own says, whatever they do to one another."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest
from msgspec.structs import replace

from podcheck.extract import extract_batch, extract_unit
from podcheck.extract.libclang import session
from podcheck.extract.uses.collector import Collector
from podcheck.model.facts import UnitFacts
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Headers, Unit
from podcheck.model.verdicts import Judgement
from podcheck.rules import judge_unit

P = ParamSpec("P")
R = TypeVar("R")

HEADER = """\
#pragma once
struct Forward;
template<class T> struct Box { T content; };
template<class T> struct Handle { T* pointer; Handle(const Handle&); };
struct Shared { int a; Box<char> b; };
struct Borrower { Forward& lent; };
"""

CASES = {
    "units that share a header": {
        "a.cpp": '#include "shared.hpp"\nstruct A { Shared s; }; Box<int> box;',
        "b.cpp": '#include "shared.hpp"\nstruct B { Box<int> b; Handle<Forward> h; };',
        "c.cpp": '#include "shared.hpp"\nstruct Forward { char c; };'
        "void f() { struct Local { int x; } l; auto closure = [l] { return l.x; }; }",
    },
    "the same names in unnamed namespaces": {
        "a.cpp": "namespace { struct Impl { int a; }; }  Impl one;",
        "b.cpp": "namespace { struct Impl { int a; private: int b; }; }  Impl two;",
        "c.cpp": "namespace { class Impl { virtual void f(); }; }  int three;",
        "d.cpp": "struct Other { char c; };",
    },
    "the same name at namespace scope, defined in two ways": {
        "a.cpp": "struct Same { int a; };",
        "b.cpp": "struct Same { Same(); int a; };",
        "c.cpp": "struct Different { Different(const Different&); };",
    },
    "two programs": {
        "a.cpp": "struct A { int a; }; int main() { struct Local { A a; }; }",
        "b.cpp": "struct B { int b; }; int main() { struct Local { B* b; ~Local(); }; }",
        "c.cpp": "struct C { int c; }; int main() { }",
    },
    "a macro that changes a header": {
        "a.cpp": '#define PACKED_DOWN 1\n#include "config.hpp"\nstruct A { Configured c; };',
        "b.cpp": '#include "config.hpp"\nstruct B { Configured c; };',
        "config.hpp": "#pragma once\n#ifdef PACKED_DOWN\nstruct Configured { char c; };\n#else\n"
        "struct Configured { long l; Configured(); };\n#endif\n",
    },
    "a macro behind the headers": {
        "a.cpp": '#include "shared.hpp"\n#define MEMBER private: int hidden;\nstruct A { int a; MEMBER };',
        "b.cpp": '#include "shared.hpp"\nstruct B { int a;\n#ifdef MEMBER\nMEMBER\n#endif\n};',
        "c.cpp": '#include "shared.hpp"\n#define MEMBER ~C();\nstruct C { MEMBER };',
    },
    "a header's macro that another header asks for": {
        "a.cpp": '#include "switch.hpp"\nstruct A { int a; };',
        "b.cpp": '#include "asks.hpp"\nstruct B { Asks asks; };',
        "switch.hpp": "#pragma once\n#define SWITCHED\n",
        "asks.hpp": "#pragma once\n#ifdef SWITCHED\nstruct Asks { ~Asks(); };\n#else\nstruct Asks { };\n#endif\n",
    },
    "packing that is left on": {
        "a.cpp": "#pragma pack(1)\nstruct A { char c; long l; };",
        "b.cpp": "struct B { char c; long l; };",
        "c.cpp": '#pragma pack(1)\n#include "packed.hpp"\nstruct C { Inner i; };',
        "d.cpp": '#include "packed.hpp"\nstruct D { Inner i; };',
        "packed.hpp": "#pragma once\nstruct Inner { char c; long l; };\n",
    },
    "a header that leaves packing on": {
        "a.cpp": '#include "leaves.hpp"\nstruct A { char c; long l; };',
        "b.cpp": '#include "leaves.hpp"\nstruct B { char c; long l; };',
        "c.cpp": "struct C { char c; long l; };",
        "leaves.hpp": "#pragma once\n#pragma pack(push, 1)\n",
    },
    "using-directives": {
        "a.cpp": "namespace one { struct Thing { int a; }; }  using namespace one;  struct A { Thing t; };",
        "b.cpp": "namespace two { struct Thing { ~Thing(); }; }  using namespace two;  struct B { Thing t; };",
        "c.cpp": "struct Thing { virtual void f(); };  struct C { Thing t; };",
    },
    "a class that only another unit completes": {
        "a.cpp": '#include "shared.hpp"\nstruct Forward { int a; };\nBox<Forward> a();',
        "b.cpp": '#include "shared.hpp"\nBox<Forward> b();',
    },
    "errors": {
        "a.cpp": "struct A { int a; };  Missing m;",
        "b.cpp": "struct B { int b; };",
        "c.cpp": "struct C { int c;",
        "d.cpp": '#include "nowhere.hpp"\nstruct D { int d; };',
        "e.cpp": "struct E { int e; };",
        "f.cpp": "}}}} struct F { int f; };",
        "g.cpp": "#if 1\nstruct G { int g; };",
    },
    "a header that is wrong by itself": {
        "a.cpp": '#include "wrong.hpp"\nstruct A { int a; };',
        "b.cpp": "struct B { int b; };",
        "c.cpp": '#include "wrong.hpp"\nstruct C { Wrong w; };',
        "wrong.hpp": "#pragma once\nstruct Wrong { Unknown u; };\n",
    },
    "a unit that includes another": {
        "a.cpp": "#ifndef A\n#define A\nstruct A1 { int a; };\n#endif",
        "b.cpp": '#include "a.cpp"\nstruct B { A1 a; };',
        "c.cpp": "struct C { int c; };",
    },
    "functions that hide": {
        "a.cpp": "template<class T> class Hidden { protected: Hidden(Hidden&); template<class U> Hidden(U&&); };\n"
        "struct A : Hidden<int> { A(A&) = default; };",
        "b.cpp": "struct B { int b; };",
    },
    "code that relies on traits": {
        "a.cpp": "extern \"C\" void* memcpy(void*, const void*, unsigned long);\nstruct A { A(const A&); int a; };\n"
        "template<class T> void copy(T& to, const T& from) { memcpy(&to, &from, sizeof(T)); }\n"
        "void f(A& one, A& two) { copy(one, two); }",
        "b.cpp": "extern \"C\" void* memcpy(void*, const void*, unsigned long);\nstruct B { virtual ~B(); };\n"
        "void g(B& one, B& two) { memcpy(&one, &two, sizeof(B)); }",
        "c.cpp": "struct C { int c; };",
    },
    "unusual preprocessing": {
        "a.cpp": "int a = __COUNTER__; struct A { int a[__COUNTER__ + 1]; };",
        "b.cpp": "int b = __COUNTER__; struct B { int b[__COUNTER__ + 1]; };",
        "c.cpp": '#pragma GCC poison evil\nstruct C { int c; };',
        "d.cpp": "struct D { int evil; };",
        "e.cpp": "#line 7 \"f.cpp\"\nstruct E { int e; };",
        "f.cpp": "/* never closed\nstruct F { int f; };",
    },
}  # fmt: skip


def judged(facts: UnitFacts) -> list[tuple[str, str, int | None, Judgement]]:
    """What a report would say."""
    verdicts = judge_unit(facts)
    return [
        (class_facts.name, str(class_facts.location), class_facts.size, verdicts[class_facts.key])
        for class_facts in facts.classes
        if class_facts.reported
    ]  # fmt: skip


def units_in(folder: Path, files: dict[str, str], *, headers: str | None = None) -> list[Unit]:
    for name, text in {"shared.hpp": HEADER, **files}.items():
        (folder / name).write_text(text)
    return [
        Unit(
            str(folder / name), CxxStandard.CXX17, headers=Headers(headers) if headers is not None else None, uses=True
        )
        for name in files
        if name.endswith(".cpp")
    ]


@pytest.mark.parametrize("files", CASES.values(), ids=CASES)
@pytest.mark.parametrize("backwards", [False, True], ids=["", "backwards"])
def test_a_batch_says_what_each_unit_alone_says(files: dict[str, str], backwards: bool, tmp_path: Path) -> None:
    units = units_in(tmp_path, files)[:: -1 if backwards else 1]
    together = extract_batch(units)
    for unit, result in zip(units, together, strict=True):
        alone = extract_unit(unit)
        assert judged(result) == judged(alone), unit.file
        assert result.problems == alone.problems
        assert result.uses == alone.uses
        assert (result.unit, result.std, result.target, result.library) == (
            unit,
            alone.std,
            alone.target,
            alone.library,
        )


def test_headers_are_reported_as_each_unit_alone_reports_them(tmp_path: Path) -> None:
    files = CASES["units that share a header"] | {"d.cpp": "struct D { int d; };"}
    units = units_in(tmp_path, files, headers=r"shared\.hpp$")
    for unit, result in zip(units, extract_batch(units), strict=True):
        assert judged(result) == judged(extract_unit(unit))


def test_relative_paths_are_called_as_they_were_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "src").mkdir()
    units_in(tmp_path / "src", CASES["units that share a header"])
    monkeypatch.chdir(tmp_path)
    units = [
        Unit(os.path.join("src", name), CxxStandard.CXX20, headers=Headers("shared"))
        for name in ("a.cpp", "b.cpp", "c.cpp")
    ]
    for unit, result in zip(units, extract_batch(units), strict=True):
        alone = extract_unit(unit)
        assert judged(result) == judged(alone)
        assert {class_facts.key for class_facts in result.classes if class_facts.reported} == {
            class_facts.key for class_facts in alone.classes if class_facts.reported
        }


def test_units_that_share_headers_are_parsed_on_top_of_them(tmp_path: Path) -> None:
    units = units_in(tmp_path, CASES["units that share a header"])
    together = extract_batch(units)
    assert [facts.misfit for facts in together if facts.unit.file.endswith(("a.cpp", "b.cpp"))] == ["", ""]
    names = [{record.name for record in facts.classes if record.reported} for facts in together]
    assert [result & {"A", "B", "f()::Local", "Box<int>", "Handle<Forward>"} for result in names] == [
        {"A", "Box<int>"},
        {"B", "Box<int>", "Handle<Forward>"},
        {"f()::Local"},
    ]


def test_bodies_of_instances_are_read_before_a_parse_on_top_of_headers_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What libclang loads of a precompiled header later, it hands to callbacks that lay on a stack that is gone."""
    header = (
        '#pragma once\nextern "C" void* memcpy(void*, const void*, unsigned long);\n'
        "template<class T> struct Copier { T kept; void copy(const T& from); ~Copier() { memcpy(&kept, 0, 1); } };\n"
        "template<class T> void Copier<T>::copy(const T& from) { memcpy(&kept, &from, sizeof(T)); }\n"
    )
    files = {
        f"{name}.cpp": f'#include "shared.hpp"\nstruct {name} {{ {name}(const {name}&); }};\n'
        f"void f(Copier<{name}>& one, {name}& two) {{ one.copy(two); }}\n"
        for name in ("A", "B", "C")
    }
    units = units_in(tmp_path, {**files, "shared.hpp": header})
    alone = [extract_unit(unit) for unit in units]
    parses: list[str] = []
    read_within: list[bool] = []

    def noted(function: Callable[P, R]) -> Callable[P, R]:
        def parse(*arguments: P.args, **named: P.kwargs) -> R:
            parses.append("begun")
            try:
                return function(*arguments, **named)
            finally:
                parses.pop()

        return parse

    def finish(collector: Collector) -> bool:
        read_within.append(bool(parses))
        return finish_as_ever(collector)

    finish_as_ever = Collector.finish
    monkeypatch.setattr(session, "_parse", noted(session._parse))
    monkeypatch.setattr(Collector, "finish", finish)
    together = extract_batch(units)
    assert [facts.misfit for facts in together] == [""] * len(units)
    assert read_within == [True] * len(units)
    assert [facts.uses for facts in together] == [facts.uses for facts in alone]
    assert all(facts.uses for facts in alone)


PROGRAMS: dict[str, dict[str, object]] = json.loads((Path(__file__).parent / "neighbours.json").read_text())


@pytest.mark.parametrize("headers", [None, r"\.h$"], ids=["", "headers"])
@pytest.mark.parametrize("name", PROGRAMS)
def test_what_is_said_of_a_source_does_not_depend_on_its_neighbours(
    name: str, headers: str | None, tmp_path: Path
) -> None:
    program = PROGRAMS[name]
    files, arguments = program["files"], program["args"]
    assert isinstance(files, dict)
    assert isinstance(arguments, list)
    for file, text in files.items():
        path = tmp_path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    units = [
        Unit(
            str(tmp_path / file),
            CxxStandard.CXX20,
            tuple(arguments),
            Headers(headers) if headers is not None else None,
            uses=True,
        )
        for file in files
        if file.endswith(".cpp")
    ]
    alone = {unit: extract_unit(unit) for unit in units}
    for order in (units, units[::-1]):
        for unit, result in zip(order, extract_batch(order), strict=True):
            assert judged(result) == judged(alone[unit]), unit.file
            assert result.problems == alone[unit].problems
            assert result.uses == alone[unit].uses
            assert result.library == alone[unit].library


def test_what_a_unit_reads_is_known(tmp_path: Path) -> None:
    units = units_in(tmp_path, CASES["units that share a header"] | {"d.cpp": "struct D { int d; };"})
    for unit, result in zip(units, extract_batch(units), strict=True):
        assert result.reads == extract_unit(unit).reads
        assert result.reads[0] == unit.file
        assert (str(tmp_path / "shared.hpp") in result.reads) is not unit.file.endswith("d.cpp")


def test_a_source_that_includes_itself_is_read_whole(tmp_path: Path) -> None:
    source = tmp_path / "twice.cpp"
    source.write_text(
        "#ifndef AGAIN\n#define AGAIN\n"
        f'#include "{source.name}"\n'
        "struct Outer { int x; };\nMissing m;\n#else\nstruct Inner {};\n#endif\n"
    )
    facts = extract_unit(Unit(str(source), CxxStandard.CXX20))
    assert {record.name for record in facts.classes} == {"Inner", "Outer"}
    assert [str(problem.location) for problem in facts.problems] == [f"{source}:5:1"]


def test_a_source_that_its_header_includes_again_is_read_whole(tmp_path: Path) -> None:
    source = tmp_path / "each.cpp"
    (tmp_path / "each.h").write_text("#define PASS 1\n#include AGAIN\n#undef PASS\n#define PASS 2\n#include AGAIN\n")
    source.write_text(
        '#ifndef PASS\n#define AGAIN "each.cpp"\n#include "each.h"\nstruct Last { int x; };\nwrong end;\n'
        "#elif PASS == 1\nstruct First {};\n#else\nstruct Second { virtual void f(); };\n#endif\n"
    )
    facts = extract_unit(Unit(str(source), CxxStandard.CXX20))
    assert {record.name for record in facts.classes} == {"First", "Second", "Last"}
    assert [str(problem.location) for problem in facts.problems] == [f"{source}:5:1"]


def test_a_module_is_parsed_alone_among_units_that_share_headers(tmp_path: Path) -> None:
    modules = {
        "interface.cpp": 'module;\n#include "shared.hpp"\nexport module m;\nexport struct Out { Shared s; };',
        "written.cpp": 'module;\n#include "shared.hpp"\nexport\nmodule m;\nexport struct Out { Shared s; };',
        "part.cpp": 'module;\n#include "shared.hpp"\nmodule m:part;\nstruct In { Shared s; };',
        "importer.cpp": '#include "shared.hpp"\nimport m;\nstruct In { Shared s; };',
    }
    units = units_in(tmp_path, CASES["units that share a header"] | modules)
    together = {Path(facts.unit.file).name: facts for facts in extract_batch(units)}
    assert [together[name].misfit for name in ("a.cpp", "b.cpp")] == ["", ""]
    for name in modules:
        facts = together[name]
        assert facts.misfit
        assert judged(facts) == judged(extract_unit(facts.unit))
        assert {"Out", "In"} & {result.name for result in facts.classes if result.reported}


def test_cuda_is_parsed_without_what_units_share(tmp_path: Path) -> None:
    units = units_in(tmp_path, CASES["units that share a header"])
    arguments = ("-x", "cuda", "--cuda-host-only", "-nogpulib", "-nogpuinc")
    gpu = [replace(unit, arguments=(*unit.arguments, *arguments)) for unit in units]
    for facts in extract_batch(gpu):
        assert facts.misfit is None
        assert judged(facts) == judged(extract_unit(facts.unit))


def test_headers_of_headers_are_followed_whatever_their_paths_are_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "inner.h").write_text("#pragma once\nstruct Inner { int i; };\n")
    (tmp_path / "src" / "outer.h").write_text('#pragma once\n#include "inner.h"\nstruct Outer { Inner i; };\n')
    for name in ("a", "b"):
        text = f'#include "outer.h"\nstruct {name.upper()} {{ Outer o; }};\n'
        (tmp_path / "src" / f"{name}.cpp").write_text(text)
    monkeypatch.chdir(tmp_path)
    units = [Unit(f"src/{name}.cpp", CxxStandard.CXX20, headers=Headers(r"\.h$")) for name in ("a", "b")]
    for unit, result in zip(units, extract_batch(units), strict=True):
        alone = extract_unit(unit)
        assert result.misfit == ""
        names = [[record.name for record in facts.classes if record.reported] for facts in (result, alone)]
        assert names[0] == names[1] == ["Inner", "Outer", unit.file[4].upper()]
        assert [{Path(file).name for file in facts.reads} for facts in (result, alone)] == [
            {"inner.h", "outer.h", Path(unit.file).name}
        ] * 2


def test_a_header_that_is_given_as_a_file_is_not_put_on_top_of_itself(tmp_path: Path) -> None:
    (tmp_path / "given.hpp").write_text("#pragma once\nstruct Given { int i; };\n")
    for name in ("a", "b"):
        (tmp_path / f"{name}.cpp").write_text('#include "given.hpp"\n')
    units = [Unit(str(tmp_path / name), CxxStandard.CXX20) for name in ("a.cpp", "b.cpp", "given.hpp")]
    facts = extract_batch(units)[-1]
    assert facts.misfit
    assert [record.name for record in facts.classes] == ["Given"]
