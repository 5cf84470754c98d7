"""What is said of a class does not depend on what else its unit holds, or on what was included before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from podcheck.extract import extract_unit
from podcheck.model.functions import MemberOperation, OverloadOutcome
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Unit
from podcheck.rules.engine import EvaluationContext
from podcheck.rules.rulebook import RULEBOOK
from podcheck.rules.special_members.overload_resolution import Argument, ResolutionKind, select_assignment
from tests.cli.running import podcheck as run

TEXT = """
template<class T> struct Text {
    Text(); Text(const Text&); Text& operator=(const Text&); Text& operator=(Text&&);
    Text& operator=(const char*);
    template<class V> Text& operator=(const V&);
    ~Text();
};
Text<char> text;
"""


def database(folder: Path, names: list[str]) -> None:
    words = ["c++", "-std=c++17", "-c"]
    entries = [{"directory": str(folder), "file": name, "arguments": [*words, name]} for name in names]
    (folder / "compile_commands.json").write_text(json.dumps(entries))


def reports(folder: Path) -> list[str]:
    """The report with shared headers and that without."""
    modes: tuple[tuple[str, ...], ...] = ((), ("--isolate",))
    return [run("check", ".", "--no-cross-check", "--format", "json", *more, cwd=folder).stdout for more in modes]


@pytest.mark.parametrize("xvalue", [False, True])
def test_a_function_that_no_const_object_can_call_is_none_for_it_whatever_was_asked(xvalue: bool) -> None:
    facts = extract_unit(Unit("a.cpp", CxxStandard.CXX17, text=TEXT))
    (text,) = (class_facts for class_facts in facts.classes if class_facts.name == "Text<char>")
    answers = [(), ((MemberOperation.DEFAULT, OverloadOutcome.TRIVIAL),)]
    selections = []
    for queried in answers:
        classes = tuple(replace(each, overload_answers=queried) if each is text else each for each in facts.classes)
        context = EvaluationContext(replace(facts, classes=classes), RULEBOOK)
        selections.append(select_assignment(context, text.key, Argument(const=True, xvalue=xvalue, to_const=True)))
    assert {selection.kind for selection in selections} == {ResolutionKind.NOTHING}


def test_a_system_header_within_extern_c_is_none_of_the_projects(tmp_path: Path) -> None:
    (tmp_path / "api.h").write_text('extern "C" {\n#include <stddef.h>\nstruct api_t { int handle; };\n}\n')
    (tmp_path / "first.cpp").write_text('#include "api.h"\nstruct First { api_t a; };\n')
    (tmp_path / "later.cpp").write_text('#include <stddef.h>\n#include "api.h"\nstruct Later { api_t a; };\n')
    database(tmp_path, ["first.cpp", "later.cpp"])
    texts = reports(tmp_path)
    for text in texts:
        assert {record["name"] for record in json.loads(text)["records"]} == {"api_t", "First", "Later"}
    assert texts[0] == texts[1]


def test_a_system_header_within_extern_c_is_reported_where_headers_names_it(tmp_path: Path) -> None:
    """Eigen includes some so: 390 classes of `type_traits` were missing from a report with `--headers .`."""
    (tmp_path / "api.h").write_text('extern "C" {\n#include <stddef.h>\nstruct api_t { int handle; };\n}\n')
    (tmp_path / "first.cpp").write_text('#include "api.h"\nstruct First { api_t a; };\n')
    (tmp_path / "later.cpp").write_text('#include <stddef.h>\n#include "api.h"\nstruct Later { api_t a; };\n')
    database(tmp_path, ["first.cpp", "later.cpp"])
    arguments = ("check", ".", "--no-cross-check", "--format", "json", "--headers", ".")
    together, alone = (run(*arguments, *more, cwd=tmp_path).stdout for more in ((), ("--isolate",)))
    assert together == alone
    for source in ("first.cpp", "later.cpp"):
        one_file = json.loads(run("check", source, *arguments[2:], cwd=tmp_path).stdout)
        assert "max_align_t" in {record["name"] for record in one_file["records"]}, source
