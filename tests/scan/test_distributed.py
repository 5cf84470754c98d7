"""A real Dask scheduler and two real workers on this machine: the same report, and a worker less changes nothing."""

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
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from podcheck.model.facts import UnitFacts
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Unit
from podcheck.scan.analysis import Way, analyse
from tests.cli.running import REPOSITORY, podcheck
from tests.cli.test_many_files import project
from tests.needs import HANGS_AFTER

ADDRESS = re.compile(r"tcp://127\.0\.0\.1:\d+")
WORKER = ("--nworkers", "1", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1")


@dataclass
class Cluster:
    """A scheduler and its workers, which end with it."""

    address: str
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
            found = wanted.search(lines.get(timeout=1))
            if found:
                return found[0]
    pytest.fail(f"nothing said {wanted.pattern}")


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("dask")
    with contextlib.ExitStack() as stack:
        _, lines = start(stack, folder, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        found = Cluster(said(lines, ADDRESS))
        for name in ("one", "two"):
            process, log = start(stack, folder, "worker", found.address, *WORKER, "--name", name)
            found.workers.append(process)
            said(log, re.compile("Registered to"))
        yield found


def test_two_workers_give_the_report_of_one_process_and_a_killed_one_changes_nothing(
    cluster: Cluster, tmp_path: Path
) -> None:
    project(tmp_path, 12, "#include <string>\n")
    common = (
        "check",
        "-p",
        str(tmp_path),
        "--no-cross-check",
        "--no-cache",
        "--format",
        "json",
        "--headers",
        "char_traits",
    )
    elsewhere = podcheck(*common, "--scheduler", cluster.address)
    assert (elsewhere.returncode, elsewhere.stderr) == (0, "")
    assert elsewhere.stdout == podcheck(*common, "-j", "1").stdout == podcheck(*common, "-j", "2").stdout
    within = podcheck(*common, "--scheduler", cluster.address, cwd=tmp_path)
    assert (within.returncode, within.stderr) == (0, "")
    assert within.stdout == podcheck(*common, "-j", "1", cwd=tmp_path).stdout != elsewhere.stdout

    units = [Unit(str(tmp_path / f"{number}.cpp"), CxxStandard.CXX20) for number in range(12)]
    found: list[UnitFacts] = []
    for facts in analyse(units, Way(isolate=True, scheduler=cluster.address), None, lambda *_: None):
        if not found:
            os.killpg(cluster.workers[0].pid, signal.SIGKILL)
        found.append(facts)
    assert [[one.name for one in facts.classes if one.reported] for facts in found] == [
        [f"C{number}"] for number in range(12)
    ]


def test_a_scheduler_that_does_not_answer_is_said(tmp_path: Path) -> None:
    project(tmp_path, 1)
    run = podcheck("check", "-p", str(tmp_path), "--no-cross-check", "--no-cache", "--scheduler", "tcp://127.0.0.1:1")
    assert run.returncode == 2
    assert "no Dask scheduler answers at tcp://127.0.0.1:1" in run.stderr
    assert "Traceback" not in run.stderr
