"""A real Dask scheduler and two real workers on this machine: the same report, and a worker less changes nothing."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from podcheck.model.facts import UnitFacts
from podcheck.model.settings import ExtractOptions
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Unit
from podcheck.workers.pool import analyse
from tests.cli.running import podcheck
from tests.cli.test_many_files import project
from tests.workers.clusters import Cluster, started_cluster


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with started_cluster(tmp_path_factory.mktemp("dask"), ("one", "two")) as result:
        yield result


@pytest.mark.slow
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
    result: list[UnitFacts] = []
    for facts in analyse(units, ExtractOptions(isolate=True, scheduler=cluster.address), None, lambda *_: None):
        if not result:
            os.killpg(cluster.workers[0].pid, signal.SIGKILL)
        result.append(facts)
    assert [[class_facts.name for class_facts in facts.classes if class_facts.reported] for facts in result] == [
        [f"C{number}"] for number in range(12)
    ]


def test_a_scheduler_that_dies_costs_nothing_but_time(
    cluster: Cluster, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The run waited for it without end, and Dask printed a traceback when it was left."""
    import distributed.client

    log = logging.getLogger(distributed.client.__name__)
    log.addHandler(caplog.handler)
    level = log.level
    project(tmp_path, 12, "#include <string>\n")
    units = [Unit(str(tmp_path / f"{number}.cpp"), CxxStandard.CXX20) for number in range(12)]
    result: list[UnitFacts] = []
    for facts in analyse(units, ExtractOptions(isolate=True, scheduler=cluster.address), None, lambda *_: None):
        if not result:
            os.killpg(cluster.scheduler.pid, signal.SIGKILL)
        result.append(facts)
    assert [[class_facts.name for class_facts in facts.classes if class_facts.reported] for facts in result] == [
        [f"C{number}"] for number in range(12)
    ]
    log.removeHandler(caplog.handler)
    assert [record for record in caplog.records if record.name.startswith("distributed")] == []
    assert log.level == level


@pytest.mark.slow
def test_a_scheduler_that_does_not_answer_is_said(tmp_path: Path) -> None:
    project(tmp_path, 1)
    run = podcheck("check", "-p", str(tmp_path), "--no-cross-check", "--no-cache", "--scheduler", "tcp://127.0.0.1:1")
    assert run.returncode == 2
    assert "no Dask scheduler answers at tcp://127.0.0.1:1" in run.stderr
    assert "Traceback" not in run.stderr
