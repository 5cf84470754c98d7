"""The programs that benchmarks run, and the processes that those start."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path


def newest(name: str) -> str:
    """The newest versioned command on the path, or the plain one."""
    result = [*(f"{name}-{version}" for version in range(30, 10, -1)), name]
    return next((text for text in result if shutil.which(text)), name)


def started_by(pid: int) -> list[int]:
    """The processes that this one started and that are there, by id; Linux tells."""
    result: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            result += map(int, task.read_text().split())
    return result
