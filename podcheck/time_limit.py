"""How long another process may be at something, by the CPU time that it uses."""

from __future__ import annotations

import os
import time
from pathlib import Path

LOOK = 0.25
"""Seconds between two looks at a process."""

_LEAST_PATIENCE = 5.0
"""Seconds after which a process that uses no CPU time at all may be given up; a busy machine lets it wait for some."""


class TimeLimit:
    """A limit on how long a process may be at something: in CPU time, and as long without using any.

    So a busy machine takes nothing away from it. Where the system does not tell CPU times, the seconds pass on the
    wall.
    """

    def __init__(self, pid: int, seconds: float) -> None:
        self._pid = pid
        self._seconds = seconds
        self._begun = self._moved = time.monotonic()
        self._first = self._last = _cpu_seconds(pid)

    @property
    def pause(self) -> float:
        """Return how many seconds may pass until the next look."""
        return max(0.01, min(LOOK, self._seconds))

    def is_over(self) -> bool:
        """Whether the time is up."""
        now, used = time.monotonic(), _cpu_seconds(self._pid)
        if used is None or self._first is None or self._last is None:
            return now - self._begun > self._seconds
        if used > self._last:
            self._last, self._moved = used, now
        return used - self._first > self._seconds or now - self._moved > max(self._seconds, _LEAST_PATIENCE)


def _cpu_seconds(pid: int) -> float | None:
    """Return the CPU seconds that a process has used, as Linux tells them; None where the system does not."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return None
