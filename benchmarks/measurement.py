"""Processor time, wall time and memory of a program with all that it starts."""

from __future__ import annotations

import contextlib
import re
import resource
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from commands import started_by

KIB = 1024


@dataclass(frozen=True)
class Cost:
    """What running something took."""

    cpu: float = 0.0
    """Seconds of processor time, user and system, of the program and of all that it started and waited for."""
    wall: float = 0.0
    """Seconds on the clock."""
    own: int = 0
    """The most bytes that the program itself had in memory; 0 where nobody looked."""
    worker: int = 0
    """The most bytes that one of those which it started had in memory."""

    def __add__(self, other: Cost) -> Cost:
        return Cost(
            self.cpu + other.cpu, self.wall + other.wall, max(self.own, other.own), max(self.worker, other.worker)
        )

    def part(self, count: int) -> Cost:
        """Return what one of so many took, where this is the sum."""
        return Cost(self.cpu / count, self.wall / count, self.own, self.worker)


@dataclass(frozen=True)
class Run:
    """A program that has ended."""

    cost: Cost
    status: int
    log: str
    """What it wrote to standard error."""


def children_cpu() -> float:
    """Return the seconds of processor time of all processes that this one started and waited for, and of theirs."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run_measured(command: Sequence[str], output: Path, watch: bool = True) -> Run:
    """Run the command with its standard output in a file; `watch`: look every twentieth of a second at its memory."""
    before, start = children_cpu(), time.perf_counter()
    most = {"own": 0, "worker": 0}
    with output.open("wb") as stream, tempfile.TemporaryFile("w+", errors="replace") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=stream, stderr=log)
        with _watcher(process.pid, most) if watch else contextlib.nullcontext():
            status = process.wait()
            seconds = time.perf_counter() - start
        log.seek(0)
        return Run(Cost(children_cpu() - before, seconds, most["own"], most["worker"]), status, log.read())


@contextlib.contextmanager
def _watcher(pid: int, most: dict[str, int]) -> Iterator[None]:
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.05):
            for relative in process_tree(pid):
                role = "own" if relative == pid else "worker"
                most[role] = max(most[role], peak_memory(relative))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def process_tree(pid: int) -> list[int]:
    """Return the process and all that it started, directly or not."""
    pids = [pid]
    for parent in pids:
        pids += started_by(parent)
    return pids


def peak_memory(pid: int) -> int:
    """Return the most bytes that the process had in memory."""
    with contextlib.suppress(OSError):
        match = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
        return int(match[1]) * KIB if match else 0
    return 0


def run_together(tasks: Sequence[Callable[[], int]], jobs: int) -> tuple[Cost, list[int]]:
    """Run the tasks, each of which waits for a process, so many at once; return their cost and what they returned."""
    before, start = children_cpu(), time.perf_counter()
    with ThreadPoolExecutor(jobs) as pool:
        results = list(pool.map(lambda task: task(), tasks))
    return Cost(children_cpu() - before, time.perf_counter() - start), results


def run_silently(command: Sequence[str], folder: str | None = None) -> int:
    """Return the command's exit status; its output is dropped."""
    return subprocess.run(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    ).returncode
