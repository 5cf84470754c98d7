"""podcheck as a user runs it: another process, its output and its exit status."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.needs import HANGS_AFTER

REPOSITORY = Path(__file__).parents[2]


_SCRIPT = "import sys; sys.path.insert(0, sys.argv.pop(1)); from podcheck.cli.main import main; main()"


def console_script(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run podcheck as its console script does: what lies in the working directory is not imported."""
    return subprocess.run(
        [sys.executable, "-I", "-c", _SCRIPT, str(REPOSITORY), *arguments],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        timeout=HANGS_AFTER,
        check=False,
        env={**os.environ, "COLUMNS": "100", **environment},
    )


def podcheck(*arguments: str, cwd: Path = REPOSITORY, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m podcheck` there; COLUMNS is 100 unless given."""
    return subprocess.run(
        [sys.executable, "-m", "podcheck", *arguments],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        timeout=HANGS_AFTER,
        check=False,
        env={**os.environ, "COLUMNS": "100", "PYTHONUTF8": "1", "PYTHONPATH": str(REPOSITORY), **environment},
    )


def answer_on_a_terminal(arguments: Sequence[str], answer: str, cwd: Path) -> bytes:
    """Run podcheck on a terminal, give it that answer, and return what it showed there; it must end with status 0."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "podcheck", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "TERM": "xterm"}
    running = subprocess.Popen(command, cwd=cwd, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    os.write(ours, f"{answer}\n".encode())
    shown = b""
    while chunk := _read(ours):
        shown += chunk
    assert running.wait(HANGS_AFTER) == 0
    os.close(ours)
    return shown


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""
