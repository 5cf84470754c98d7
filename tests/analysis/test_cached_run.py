"""A run that nothing has changed for says what it said before, and one for which something has does not."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podcheck.cache import FILE_NAME, Dependencies, Outcomes, info
from podcheck.model.run_output import RunOutput
from tests.analysis.two_folders import WAIT, flags, project
from tests.cli.running import podcheck
from tests.crosscheck.fakes import program
from tests.robustness.scrambling import scrambled

REPEATED = "and so is what it said"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two sources, a header that is found in the second of two folders, and a compiler that wraps another one."""
    sources = {
        "a.cpp": "#include <leaf.hpp>\nstruct A { Leaf leaf; };\n",
        "b.cpp": "struct B { virtual void f(); };\n",
    }
    source = project(tmp_path, sources)
    program(tmp_path, "inner", '#!/bin/sh\nexec g++ "$@"\n')
    program(tmp_path, "wrapper", f'#!/bin/sh\nexec "{tmp_path}/inner" "$@"\n')
    time.sleep(WAIT)
    return source


def run(folder: Path, *options: str, columns: int = 100) -> CompletedProcess[str]:
    compiler = ("--compiler", str(folder.parent / "wrapper"))
    place = ("--cache-dir", str(folder.parent / "cache"), "--std", "c++17", "-v")
    files = [str(folder / name) for name in ("a.cpp", "b.cpp")]
    return podcheck("check", *files, *compiler, *place, *options, "--", *flags(folder), COLUMNS=str(columns))


def repeated(done: CompletedProcess[str]) -> bool:
    return REPEATED in done.stderr


def without_the_note(done: CompletedProcess[str]) -> tuple[int, str, list[str]]:
    """Status, report, and what was said but for how much was known already."""
    output = [line for line in done.stderr.splitlines() if "as they were in an earlier run" not in line]
    return done.returncode, done.stdout, output


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--format", "json"),
        ("--require", "trivially_copyable"),
        ("--require", "trivially_copyable", "--quiet"),
        ("--format", "html", "--require", "pod"),
    ],
    ids=["a table", "JSON", "with findings", "in a few words", "a page with sources"],
)
def test_the_second_run_says_the_same(folder: Path, options: tuple[str, ...]) -> None:
    first, second = run(folder, *options), run(folder, *options)
    assert (repeated(first), repeated(second)) == (False, True)
    assert without_the_note(first) == without_the_note(second)
    assert first.returncode == (1 if "--require" in options else 0)
    assert info(folder.parent / "cache").outcomes == 1


def test_further_reports_are_written_again(folder: Path) -> None:
    report = folder.parent / "report.json"
    run(folder, "--report", f"json={report}")
    text = report.read_bytes()
    report.unlink()
    assert repeated(run(folder, "--report", f"json={report}"))
    assert report.read_bytes() == text
    assert [record["name"] for record in json.loads(text)["records"]] == ["Leaf", "A", "B"]


def test_a_further_report_that_cannot_be_written_is_an_error_each_time(folder: Path) -> None:
    for _ in range(2):
        done = run(folder, "--report", f"json={folder / 'none' / 'report.json'}")
        assert (done.returncode, "can't be written" in done.stderr) == (2, True)


def _spoil_the_header(folder: Path) -> None:
    (folder / "second" / "leaf.hpp").write_text("#pragma once\nstruct Leaf { Leaf(); };\n")


def _spoil_the_source(folder: Path) -> None:
    (folder / "a.cpp").write_text("struct A { A(); };\n")


def _put_a_header_before_it(folder: Path) -> None:
    (folder / "first" / "leaf.hpp").write_text("#pragma once\nstruct Leaf { Leaf(); };\n")


@pytest.mark.parametrize("change", [_spoil_the_header, _spoil_the_source, _put_a_header_before_it])
def test_what_was_read_counts(folder: Path, change: Callable[[Path], None]) -> None:
    before = run(folder, "--require", "trivial", "--format", "json")
    change(folder)
    after = run(folder, "--require", "trivial", "--format", "json")
    assert not repeated(after)
    reported = [{item["record"] for item in json.loads(done.stdout)["findings"]} for done in (before, after)]
    assert [names - {"Leaf"} for names in reported] == [{"B"}, {"A", "B"}]


def test_a_compiler_behind_a_wrapper_counts(folder: Path) -> None:
    """The wrapper is the file that it was; who it is, it is asked each time."""
    run(folder)
    macros = "echo '#define __GNUC__ 5'; echo '#define __GNUC_MINOR__ 1'; echo '#define __GNUC_PATCHLEVEL__ 0'"
    program(folder.parent, "inner", f"#!/bin/sh\n{macros}\n")
    done = run(folder)
    assert not repeated(done)
    assert "g++-5.1 has no c++17" in done.stderr


def test_the_options_and_the_terminal_count(folder: Path) -> None:
    run(folder)
    for other in (run(folder, columns=60), run(folder, "--ignore", "unused-suppression"), run(folder, "--no-uses")):
        assert not repeated(other)
    assert repeated(run(folder, "-j", "1"))  # how many processes it takes is nobody's business
    assert repeated(run(folder, columns=60))


def test_the_baseline_counts(folder: Path) -> None:
    baseline = folder.parent / "baseline.json"
    created = ("--baseline", str(baseline), "--require", "trivially_copyable", "--std", "c++17", "--no-cross-check")
    assert podcheck("baseline", "create", str(folder / "b.cpp"), *created).returncode == 0
    time.sleep(WAIT)
    options = ("--require", "trivially_copyable", "--baseline", str(baseline))
    assert [run(folder, *options).returncode for _ in range(2)] == [0, 0]
    text = json.loads(baseline.read_text())
    assert len(text["findings"]) == 1
    baseline.write_text(json.dumps({**text, "findings": []}))
    after = run(folder, *options)
    assert (after.returncode, repeated(after)) == (1, False)


def test_a_run_with_an_error_is_done_again(folder: Path) -> None:
    (folder / "b.cpp").write_text("struct B { Unknown u; };\n")
    time.sleep(WAIT)
    assert [run(folder).returncode for _ in range(2)] == [2, 2]
    assert info(folder.parent / "cache").outcomes == 0


def test_a_scrambled_cache_never_says_something_else(folder: Path) -> None:
    options = ("--require", "trivially_copyable", "--format", "json")
    sound = run(folder, *options)
    database = folder.parent / "cache" / FILE_NAME
    kept = database.read_bytes()
    dice = random.Random(5)
    for _ in range(6):
        database.write_bytes(scrambled(kept, dice))
        for name in ("-wal", "-shm"):
            database.with_name(FILE_NAME + name).unlink(missing_ok=True)
        assert without_the_note(run(folder, *options)) == without_the_note(sound)


def said_to_be(who: bytes) -> Callable[[object], bytes]:
    return lambda _: who


texts = st.text(st.characters(codec=None), max_size=40)


@settings(deadline=None)
@given(st.integers(0, 2), texts, st.lists(texts, max_size=3), st.lists(st.tuples(texts, texts), max_size=3))
def test_any_text_comes_back(
    tmp_path_factory: pytest.TempPathFactory, status: int, output: str, said: list[str], files: list[tuple[str, str]]
) -> None:
    place = tmp_path_factory.mktemp("cache")
    outcome = RunOutput(status, output, tuple(said), tuple(files))
    with closing(Outcomes(place)) as kept:
        kept.put(b"key", outcome, Dependencies(), b"g++")
        assert kept.get(b"key", Dependencies().contents, said_to_be(b"g++")) == outcome
        assert kept.get(b"other", Dependencies().contents, said_to_be(b"g++")) is None
        assert kept.get(b"key", Dependencies().contents, said_to_be(b"clang++")) is None


def test_the_last_ones_are_kept(tmp_path: Path) -> None:
    with closing(Outcomes(tmp_path)) as kept:
        for number in range(40):
            kept.put(b"%d" % number, RunOutput(0, str(number)), Dependencies(), b"g++")
        there = [
            number
            for number in range(40)
            if kept.get(b"%d" % number, Dependencies().contents, said_to_be(b"g++")) is not None
        ]
    assert there == list(range(24, 40))


def test_what_depends_on_more_is_not_kept(tmp_path: Path) -> None:
    with closing(Outcomes(tmp_path)) as kept:
        kept.put(b"key", RunOutput(0, ""), Dependencies(whole=False), b"g++")
        assert kept.get(b"key", Dependencies().contents, said_to_be(b"g++")) is None
