"""Many units are asked about in few compiles, with the answers that each alone would have got."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import podcheck
from podcheck.crosscheck.answers import Share
from podcheck.crosscheck.batch import cross_check_all
from podcheck.crosscheck.compilers import Compiler, find_compilers
from podcheck.extract import extract_unit
from podcheck.model.results import Report
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Headers, Unit
from tests.cli.running import podcheck as run
from tests.crosscheck.fakes import program
from tests.needs import require

HEADER = """\
#pragma once
#include <string>
struct Shared { std::string text; };
template<class T> struct Box { T value; Box(const Box&) = default; private: struct Hidden { T t; ~Hidden() {} } h; };
"""
_BODIES = {
    "locals": "int locals() { struct L { Shared s; }; auto f = [] { return 1; }; return f(); }",
    "named": "namespace { struct Own { int& r; }; }\nBox<int>* box; Own* own_1;",
    "macro": "#define BYTES char\nstruct Bytes { BYTES b[4]; };\n#pragma pack(1)\nstruct P { char c; int i; };",
    "after": "#ifdef BYTES\n#error leaked\n#endif\nstruct After { char c; int i; };",
    "open": "using namespace std;\nstruct Opened { string s; };",
    "clash": "namespace { struct Own { int i; virtual void f(); }; }\nOwn* own_2;",
    "broken": "struct Sound { int s; };\nint wrong = Unknown;",
    "last": "struct Last : Shared { Last(); };",
}
UNITS = {
    **{f"{name}.cpp": f'#include "shared.hpp"\n{body}\n' for name, body in _BODIES.items()},
    "early.cpp": '#define EARLY 1\n#include "shared.hpp"\nstruct Early { int e = EARLY; };\n',
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "shared.hpp").write_text(HEADER)
    for name, text in UNITS.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def shares_of(folder: Path) -> list[Share]:
    units = [Unit(str(folder / name), CxxStandard.CXX17, headers=Headers("shared")) for name in UNITS]
    result = [extract_unit(unit) for unit in units]
    return [
        Share(unit_facts.unit, tuple(c for c in unit_facts.classes if c.reported), unit_facts.library)
        for unit_facts in result
    ]


@pytest.mark.parametrize("name", ["g++", "clang++"])
def test_the_answers_are_those_of_each_unit_alone(folder: Path, name: str) -> None:
    compilers = found(name)
    shares = shares_of(folder)
    together = cross_check_all(shares, compilers)
    alone = [cross_check_all([share], compilers)[0] for share in shares]
    assert together == alone
    assert any(len(answers) > 5 for answers, _ in together)


def found(*names: str) -> tuple[Compiler, ...]:
    require(*names)
    compilers, problems = find_compilers(names)
    assert problems == ()
    return compilers


def logging(folder: Path) -> tuple[str, Path]:
    """A g++ that writes down how often it is asked to compile."""
    log = folder / "log"
    log.touch()
    text = f'#!/bin/sh\ncase "$*" in *-fsyntax-only*) echo compile >> "{log}";; esac\nexec g++ "$@"\n'
    return program(folder, "logging-g++", text), log


def checked(folder: Path, compiler: str, names: list[str]) -> Report:
    paths = [str(folder / name) for name in names]
    return podcheck.check(*paths, std="c++17", headers="shared", compilers=[compiler], jobs=2)


def test_units_that_agree_are_compiled_once(folder: Path) -> None:
    compiler, log = logging(folder)
    report = checked(folder, compiler, ["locals.cpp", "named.cpp", "macro.cpp", "after.cpp", "last.cpp"])
    assert report.problems == ()
    assert len(log.read_text().splitlines()) == 1
    named = {
        record.facts.name.rpartition("::")[2] for record in report.records if any(a.traits for a in record.answers)
    }
    assert named >= {"L", "Own", "Box<int>", "Hidden", "Bytes", "P", "After", "Last", "Shared"}
    assert [why for record in report.records for why in record.mismatches if why.known is None] == []


def test_a_class_that_all_units_have_is_asked_about_once(folder: Path) -> None:
    compiler, log = logging(folder)
    for number in range(6):
        (folder / f"same_{number}.cpp").write_text(f'#define EARLY_{number} 1\n#include "shared.hpp"\n')
    report = checked(folder, compiler, [f"same_{number}.cpp" for number in range(6)])
    assert len(log.read_text().splitlines()) == 1
    assert "Shared" in {record.facts.name for record in report.records if record.answers[0].traits}


def test_an_error_costs_the_unit_that_has_it(folder: Path) -> None:
    compiler, log = logging(folder)
    report = checked(folder, compiler, ["locals.cpp", "broken.cpp", "after.cpp", "last.cpp"])
    assert len(log.read_text().splitlines()) == 3  # together, without the broken one, and that one alone
    answered = {record.facts.name for record in report.records if record.answers[0].traits}
    assert {"Sound", "After", "Last", "Shared"} <= answered


def test_a_sample_asks_about_so_many_classes(folder: Path) -> None:
    names = [str(folder / name) for name in UNITS if name != "broken.cpp"]
    done = run("check", *names, "--std", "c++17", "--cross-check=sample:3", "--format", "json")
    again = run("check", *names, "--std", "c++17", "--cross-check=sample:3", "--format", "json")
    assert done.stdout == again.stdout
    queried = [item for item in json.loads(done.stdout)["records"] if item["compilers"] or item["not_probed"]]
    assert len(queried) == 3
    assert "the compilers were asked about 3 of" in done.stderr


@pytest.mark.parametrize("value", ["0", "-1", "x", ""])
def test_a_sample_of_nothing_is_refused(folder: Path, value: str) -> None:
    done = run("check", str(folder / "last.cpp"), f"--cross-check=sample:{value}")
    assert done.returncode == 2
    assert "--cross-check=sample" in done.stderr
