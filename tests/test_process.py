"""The one place where programs are started: limits hold, and nothing raises."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from podcheck.process import run
from tests.needs import HANGS_AFTER

PYTHON = sys.executable


def test_input_and_both_outputs() -> None:
    done = run(
        [PYTHON, "-c", "import sys; d = sys.stdin.read(); print(d); print(d, file=sys.stderr)"], stdin=b"x" * 300_000
    )
    assert done.ok
    assert len(done.stdout) == len(done.stderr) == 300_001


def test_a_status() -> None:
    assert run([PYTHON, "-c", "raise SystemExit(3)"]).status == 3


def test_a_missing_program() -> None:
    done = run(["/no/such/program"])
    assert done.status is None
    assert "no such program" in done.failure


def test_an_argument_with_a_null_byte() -> None:
    assert run([PYTHON, "a\0b"]).status is None


def test_a_program_and_its_children_are_ended_in_time(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    child = f"import time; time.sleep(3); open({str(mark)!r}, 'w')"
    start = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {child!r}])"
    done = run([PYTHON, "-c", f"{start}; time.sleep({HANGS_AFTER})"], timeout=1)
    assert done.timed_out
    assert not done.ok
    time.sleep(3)
    assert not mark.exists()


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="the system does not tell limits")
def test_the_system_ends_it_where_podcheck_is_no_longer_there() -> None:
    done = run(["sh", "-c", "sleep 1; exec cat /proc/self/limits"], timeout=30)
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("Max cpu time")]
    assert line.split()[3:5] == [str(31 * (os.cpu_count() or 1))] * 2


def test_output_is_bounded() -> None:
    done = run([PYTHON, "-c", "while True: print('x' * 1000)"], output_limit=100_000)
    assert done.truncated
    assert len(done.stdout) <= 100_000


def test_a_program_that_reads_nothing() -> None:
    assert run([PYTHON, "-c", "pass"], stdin=b"x" * 1_000_000).ok


def test_bytes_that_are_no_text() -> None:
    done = run([PYTHON, "-c", "import os; os.write(1, bytes(range(256)))"])
    assert len(done.stdout) >= 128


def test_messages_are_in_english_and_no_shell_reads_the_arguments() -> None:
    done = run([PYTHON, "-c", "import os, sys; print(os.environ['LC_ALL'], sys.argv[1])", "$HOME; `id`"])
    assert done.stdout == "C $HOME; `id`\n"
    assert "LC_ALL" not in os.environ or os.environ["LC_ALL"]
