"""podcheck as a user runs it: another process, its output and its exit status."""

from __future__ import annotations

import os
import subprocess
import sys
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
