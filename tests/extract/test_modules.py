"""C++20 modules: what one exports is seen as what it does not, at its place; what it lacks is said to be missing."""

from __future__ import annotations

from pathlib import Path

import pytest

import podcheck
from podcheck.cpp.modules import without_module
from podcheck.model.traits import Trait, Truth

INTERFACE = """\
module;
struct Global { int a; };
export module shapes.round [[deprecated]];
export struct Shape { int a; private: int b; };
export {
    struct Two { int a; };
    namespace inner { struct Three { virtual void f(); }; }
}
export template<class T> struct Box { T t; };
export namespace outer { struct Four { const char *text = "export module;"; }; } // export module x;
struct Own { Box<int> box; int module; };
module :private;
struct Hidden { ~Hidden(); };
"""


@pytest.mark.parametrize("name", ["a.cppm", "a.ixx", "a.cpp"])
def test_what_a_module_exports_is_seen(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(INTERFACE)
    report = podcheck.check(str(tmp_path / name))
    assert report.problems == ()
    no = {
        record.facts.name
        for record in report.records
        if record.judgement.verdicts[Trait.STANDARD_LAYOUT].value is Truth.NO
    }
    lines = {record.facts.name: record.facts.location.line for record in report.records}
    assert lines == {
        "Global": 2, "Shape": 4, "Two": 6, "inner::Three": 7, "Box<T>": 9, "outer::Four": 10, "Own": 11, "Box<int>": 9,
        "Hidden": 13,
    }  # fmt: skip
    assert no == {"Shape", "inner::Three"}
    queried = {answers.compiler: bool(answers.traits) for record in report.records for answers in record.answers}
    assert queried
    assert all(queried.values())
    assert [record.facts.name for record in report.records if record.mismatches] == []


def test_columns_stay(tmp_path: Path) -> None:
    (tmp_path / "a.cppm").write_text(INTERFACE)
    (shape,) = [record for record in podcheck.check(str(tmp_path / "a.cppm")).records if record.facts.name == "Shape"]
    assert (shape.facts.location.line, shape.facts.location.column) == (4, 15)


def test_a_partition_is_read_and_what_is_imported_is_missing(tmp_path: Path) -> None:
    (tmp_path / "a.cppm").write_text("export module a:part;\nimport other;\nexport struct S { int x; };\n")
    report = podcheck.check(str(tmp_path / "a.cppm"), cross_check=False)
    assert [record.facts.name for record in report.records] == ["S"]
    (problem,) = report.problems
    assert problem.fatal
    assert problem.message.startswith("imports module 'other', which could not be read")
    assert "export module other;" in problem.advice


UNTOUCHED = {
    "no module": "struct export_ { int module; };\nint module;\n",
    "an implementation": "module a;\nstruct S {};\n",
    "a word in a comment": "// export module a;\nint x;\n",
    "a macro's name": "#define EXPORT export\nint module = 1;\n",
}


@pytest.mark.parametrize("text", UNTOUCHED.values(), ids=UNTOUCHED)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert without_module(text.encode()) == text.encode()


LITERALS = [
    'R"x(export module b;)x"',
    '"\\"export module b;"',
    "'\\''",
    "1'000'000",
    "/* export\nmodule b; */",
    'u8R"(\nexport { )"',
]


@pytest.mark.parametrize("literal", LITERALS)
def test_literals_and_comments_stay_as_they_are(literal: str) -> None:
    text = f"export module a;\nauto x = {literal}, y = 'e';\nexport int z;\n"
    expected = f"                \nauto x = {literal}, y = 'e';\n       int z;\n"
    assert without_module(text.encode()).decode() == expected
