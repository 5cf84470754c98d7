"""podcheck as a user runs it: another process, its output and its exit status."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.needs import HANGS_AFTER

REPOSITORY = Path(__file__).parents[2]


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
