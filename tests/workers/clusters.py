"""A real Dask scheduler and real workers on this machine."""

from __future__ import annotations

import contextlib
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.cli.running import REPOSITORY
from tests.needs import HANGS_AFTER

ADDRESS = re.compile(r"tcp://127\.0\.0\.1:\d+")
WORKER = ("--nworkers", "1", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1")


@dataclass
class Cluster:
    """A scheduler and its workers, which end with it."""

    address: str
    scheduler: subprocess.Popen[str]
    workers: list[subprocess.Popen[str]] = field(default_factory=list)


def start(stack: contextlib.ExitStack, folder: Path, *words: str) -> tuple[subprocess.Popen[str], queue.Queue[str]]:
    """A Dask process in a session of its own, and the lines that it logs."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *words],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    lines: queue.Queue[str] = queue.Queue()
    assert process.stderr is not None

    def listen() -> None:
        for line in process.stderr or ():
            lines.put(line)

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()

    def end() -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        thread.join(10)
        if process.stderr is not None:
            process.stderr.close()

    stack.callback(end)
    return process, lines


def said(lines: queue.Queue[str], wanted: re.Pattern[str]) -> str:
    """What the process logs that matches."""
    deadline = time.monotonic() + HANGS_AFTER
    while time.monotonic() < deadline:
        with contextlib.suppress(queue.Empty):
            result = wanted.search(lines.get(timeout=1))
            if result:
                return result[0]
    raise AssertionError(f"nothing said {wanted.pattern}")


@contextlib.contextmanager
def started_cluster(folder: Path, names: Sequence[str]) -> Iterator[Cluster]:
    """Start a scheduler and workers of these names."""
    with contextlib.ExitStack() as stack:
        scheduler, lines = start(stack, folder, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        result = Cluster(said(lines, ADDRESS), scheduler)
        for name in names:
            process, log = start(stack, folder, "worker", result.address, *WORKER, "--name", name)
            result.workers.append(process)
            said(log, re.compile("Registered to"))
        yield result
