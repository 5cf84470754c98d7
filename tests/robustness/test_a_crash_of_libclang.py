"""A crash of libclang costs its file and is said, whatever the command, and where there is no other file as well."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from podcheck.model.settings import ExtractOptions
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Unit
from podcheck.workers.pool import analyse
from podcheck.workers.worker import WorkerPool
from tests.cli.running import podcheck

MANY = 100_000
CRASHING = {
    "a sum of many terms": "int x = " + "1+" * MANY + "1;",
    "many minus signs": "int x = " + "- " * MANY + "1;",
    "a pointer to a pointer to a pointer": "struct P { int " + "*" * MANY + "p; };",
    "many commas": "int x = (" + "1," * MANY + "1);",
    "many branches": "void f(int a) {" + "if (a) {} else " * MANY + "{} }",
}
"""Each needs more of libclang's stack than there is."""

SAID = "bad.cpp: the process that analysed it was lost: it was ended by signal 11\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bad.cpp").write_text(f"struct A {{ int i; }};\n{CRASHING['a sum of many terms']}\n")
    (tmp_path / "good.cpp").write_text("struct Good { int i; };\n")
    return tmp_path


def is_said(run: subprocess.CompletedProcess[str]) -> bool:
    return (run.returncode, SAID in run.stderr, "Traceback" in run.stderr) == (2, True, False)


@pytest.mark.parametrize("text", CRASHING.values(), ids=CRASHING)
def test_a_single_file_is_said(text: str, folder: Path) -> None:
    (folder / "bad.cpp").write_text(f"struct A {{ int i; }};\n{text}\n")
    assert is_said(podcheck("check", "bad.cpp", "--no-cross-check", "--no-cache", cwd=folder))


COMMANDS = (
    ("check", "bad.cpp", "--no-cross-check"),
    ("explain", "A", "bad.cpp", "--no-cross-check"),
    ("layout", "A", "bad.cpp"),
    ("asserts", "bad.cpp", "--no-cross-check"),
    ("baseline", "create", "bad.cpp", "--no-cross-check"),
)


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: arguments[0])
def test_whatever_the_command(arguments: tuple[str, ...], folder: Path) -> None:
    assert is_said(podcheck(*arguments, cwd=folder))


def test_the_other_file_is_reported(folder: Path) -> None:
    run = podcheck("check", "bad.cpp", "good.cpp", "--no-cross-check", "--no-cache", cwd=folder)
    assert is_said(run)
    assert "Good" in run.stdout


def test_a_process_that_can_not_be_started_is_done_without(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bytes:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(WorkerPool, "ask", refuse)
    units = [Unit(str(folder / "good.cpp"), CxxStandard.CXX20)]
    (facts,) = analyse(units, ExtractOptions(apart=True), None, lambda *_: None)
    assert ([each.name for each in facts.classes], facts.problems) == (["Good"], ())
