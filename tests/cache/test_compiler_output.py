"""What compilers said is not asked for again, unless something that they read is another."""

from __future__ import annotations

import itertools
import json
import random
import time
from contextlib import closing
from pathlib import Path

import pytest

from podcheck.cache import FILE_NAME, CompilerOutputCache, Contents, clear, info
from podcheck.crosscheck.answers import Share
from podcheck.crosscheck.batch import cross_check_all
from podcheck.crosscheck.compilation import CompileOptions
from podcheck.crosscheck.compilers import find_compilers
from podcheck.extract import extract_unit
from podcheck.model.compiler_request import CompilerRequest
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Unit
from podcheck.process import Completed
from tests.analysis.two_folders import WAIT, flags, project
from tests.cli.running import podcheck
from tests.crosscheck.fakes import program
from tests.needs import require
from tests.robustness.scrambling import scrambled

_CRASHES_ONCE = """\
  if [ ! -e "$0.crashed" ]; then touch "$0.crashed"; echo "x.cpp:1:1: internal compiler error: in foo" >&2; exit 4; fi
"""
PRINTED = """\
#include "..." search starts here:
#include <...> search starts here:
 /usr/include
End of search list.
"""
_WIDTHS = itertools.count(80)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project of two files; one header is read by g++ alone, and one stands in the second folder for headers."""
    start = '#ifdef __clang__\n#define EXTRA\n#else\n#include "gcc.hpp"\n#endif\n#include <leaf.hpp>\n'
    sources = {f"{name}.cpp": f"{start}struct {name.upper()} {{ Leaf leaf; EXTRA }};\n" for name in ("a", "b")}
    source = project(tmp_path, {"gcc.hpp": "#pragma once\n#define EXTRA\n", **sources})
    time.sleep(WAIT)
    return source


def watching(folder: Path) -> Contents:
    """Return contents that know which folders are there as the run begins."""
    contents = Contents()
    contents.watch([str(folder)])
    return contents


def gxx(folder: Path, more: str = "") -> str:
    """A g++ that writes down how often it is asked to compile."""
    text = f'#!/bin/sh\ncase "$*" in *-fsyntax-only*) echo compile >> "$0.log"\n{more};; esac\nexec g++ "$@"\n'
    compiler = program(folder.parent, "logging-g++", text)
    time.sleep(WAIT)
    return compiler


def answers(folder: Path, compiler: str, *more: str) -> tuple[int, dict[str, bool | None], str]:
    """How often the compiler was asked now, what it says of each class (trivial or not), and the report.

    Each time for a terminal of another width: an outcome that is kept as a whole is not what is looked at here.
    """
    log = Path(f"{compiler}.log")
    log.write_text("")
    files = [str(path) for path in sorted(folder.glob("*.cpp"))]
    place = ("--cache-dir", str(folder.parent / "cache"), *more)
    options = ("--compiler", compiler, "--format", "json", "--std", "c++17", *place)
    done = podcheck("check", *files, *options, "--", *flags(folder), COLUMNS=str(next(_WIDTHS)))
    output = {
        record["name"]: item["trivial"]
        for record in json.loads(done.stdout)["records"]
        for item in record["compilers"].values()
    }
    return len(log.read_text().splitlines()), output, done.stdout


def test_the_second_run_asks_nobody_and_says_the_same(folder: Path) -> None:
    compiler = gxx(folder)
    first = answers(folder, compiler)
    assert first[:2] == (2, {"A": True, "B": True})
    assert answers(folder, compiler) == (0, *first[1:])
    assert answers(folder, compiler, "--no-cache") == first
    assert "compiles: 2" in podcheck("cache", "info", "--cache-dir", str(folder.parent / "cache")).stdout


def test_a_header_that_the_compiler_alone_reads_counts(folder: Path) -> None:
    compiler = gxx(folder)
    answers(folder, compiler)
    (folder / "gcc.hpp").write_text("#pragma once\n#define EXTRA virtual void f();\n")
    assert answers(folder, compiler)[:2] == (2, {})  # g++ reads another class now, which is no answer about this one


def test_a_source_that_is_another_is_asked_about(folder: Path) -> None:
    compiler = gxx(folder)
    answers(folder, compiler)
    (folder / "b.cpp").write_text("struct B { B(); };\n")
    assert answers(folder, compiler)[:2] == (1, {"A": True, "B": False})


def test_a_header_that_would_come_first_now_counts(folder: Path) -> None:
    compiler = gxx(folder)
    answers(folder, compiler)
    (folder / "first" / "leaf.hpp").write_text("#pragma once\nstruct Leaf { Leaf(); };\n")
    assert answers(folder, compiler)[:2] == (2, {"A": False, "B": False})


def test_another_compiler_of_the_same_name_is_asked(folder: Path) -> None:
    answers(folder, gxx(folder))
    assert answers(folder, gxx(folder, "# another\n"))[0] == 2


def test_a_crash_is_not_kept(folder: Path) -> None:
    compiler = gxx(folder, _CRASHES_ONCE)
    assert len(answers(folder, compiler)[1]) < 2
    assert answers(folder, compiler)[1] == {"A": True, "B": True}


def test_many_units_are_asked_about_at_once_and_once(folder: Path) -> None:
    for number in range(6):
        (folder / f"more_{number}.cpp").write_text(f"#include <leaf.hpp>\nstruct M{number} {{ Leaf leaf; }};\n")
    time.sleep(WAIT)
    compiler = gxx(folder)
    first = answers(folder, compiler)
    # a.cpp and b.cpp define macros before they include, and are alone; Leaf stands in the header that belongs to them
    assert (first[0], len(first[1])) == (3, 9)
    assert answers(folder, compiler) == (0, *first[1:])


def test_what_is_scrambled_is_not_believed(tmp_path: Path) -> None:
    (tmp_path / "a.hpp").write_text("int a;\n")
    time.sleep(WAIT)
    output = Completed(1, stderr="x.cpp:1:1: error: podcheck_R<0, 5>\n" * 50)
    questions = [
        CompilerRequest(("g++",), (12, 2), ("g++", "-H", str(number)), b"text", printed=PRINTED) for number in range(20)
    ]
    with closing(CompilerOutputCache(tmp_path / "sound", contents=watching(tmp_path))) as compiles:
        for question in questions:
            compiles.put(question, output, [str(tmp_path / "a.hpp")])
        assert all(compiles.get(question) == output for question in questions)
    sound = (tmp_path / "sound" / FILE_NAME).read_bytes()
    dice = random.Random(11)
    for _ in range(60):
        clear(tmp_path / "spoilt")
        (tmp_path / "spoilt").mkdir(exist_ok=True)
        (tmp_path / "spoilt" / FILE_NAME).write_bytes(scrambled(sound, dice))
        with closing(CompilerOutputCache(tmp_path / "spoilt")) as compiles:
            assert {compiles.get(question) for question in questions} <= {None, output}


def test_a_file_that_is_written_meanwhile_is_not_trusted(tmp_path: Path) -> None:
    question = CompilerRequest(("g++",), (12, 2), ("g++", "-H"), b"text", printed=PRINTED)
    with closing(CompilerOutputCache(tmp_path / "cache", contents=watching(tmp_path))) as compiles:
        (tmp_path / "a.hpp").write_text("int a;\n")
        compiles.put(question, Completed(0), [str(tmp_path / "a.hpp")])
        assert compiles.get(question) is None


@pytest.mark.parametrize("compiler", ["g++", "clang++"])
def test_what_was_included_is_no_part_of_what_is_said(folder: Path, compiler: str) -> None:
    (folder / "gcc.hpp").write_text("#define EXTRA Unknown u;\n")  # without a guard: g++ gives advice about it
    require(compiler)
    result, _ = find_compilers([compiler])
    unit = Unit(str(folder / "a.cpp"), CxxStandard.CXX17, (f"-I{folder / 'second'}",))
    share = Share(unit, extract_unit(unit).classes)
    time.sleep(WAIT)
    with closing(CompilerOutputCache(folder.parent / "cache", contents=watching(folder))) as memory:
        plain = cross_check_all([share], result)
        assert cross_check_all([share], result, CompileOptions(memory=memory)) == plain
        assert cross_check_all([share], result, CompileOptions(memory=memory)) == plain
    assert info(folder.parent / "cache").compiles == 1
