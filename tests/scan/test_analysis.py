"""Units to facts in worker processes: the same facts, and what becomes of a batch whose process is lost."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from podcheck.extract import extract_unit
from podcheck.model.facts import UnitFacts
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Unit
from podcheck.scan import analysis
from podcheck.scan.analysis import Way, analyse, batches
from podcheck.scan.work import Companions


def units_in(folder: Path, count: int) -> list[Unit]:
    for number in range(count):
        text = f"struct C{number} {{ int a[{number + 1}]; }};"
        (folder / f"{number}.cpp").write_text(text)
    return [Unit(str(folder / f"{number}.cpp"), CxxStandard.CXX20) for number in range(count)]


def quiet(_done: int, _all: int, _file: str) -> None:
    """Nobody wants to know."""


def names(found: Iterable[UnitFacts]) -> list[list[str]]:
    return [[one.name for one in facts.classes] for facts in found]


@pytest.mark.parametrize("isolate", [False, True])
def test_facts_come_in_order_and_are_those_of_this_process(tmp_path: Path, isolate: bool) -> None:
    units = units_in(tmp_path, 9)
    heard: list[tuple[int, int]] = []
    found = list(analyse(units, Way(2, isolate), None, lambda done, count, _: heard.append((done, count))))
    assert found == [extract_unit(unit) for unit in units]
    assert heard[-1] == (9, 9)


def test_a_unit_that_takes_too_long_is_a_problem_of_its_own(tmp_path: Path) -> None:
    units = units_in(tmp_path, 4)
    found = list(analyse(units, Way(2, isolate=True, timeout=0.0001), None, quiet))
    assert [facts.unit for facts in found] == units
    for facts in found:
        assert [(str(one.location), one.fatal, one.advice) for one in facts.problems] == [
            (facts.unit.file, True, "Raise --timeout.")
        ]
        assert "took more than" in facts.problems[0].message


def test_a_process_that_takes_too_much_memory_is_lost_with_its_units_alone(tmp_path: Path) -> None:
    units = units_in(tmp_path, 4)
    found = list(analyse(units, Way(2, memory=64 << 20), None, quiet))
    assert [[one.message.partition(":")[0] for one in facts.problems] for facts in found] == [
        ["the process that analysed it was lost"]
    ] * 4


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Companions]:
    """The companions that are started from now on."""
    found: list[Companions] = []

    class Watched(Companions):
        def __init__(self) -> None:
            super().__init__()
            found.append(self)

    monkeypatch.setattr(analysis, "Companions", Watched)
    return found


def test_killed_processes_lose_nothing(tmp_path: Path, started: list[Companions]) -> None:
    units = units_in(tmp_path, 12)
    pipes = [Path(units[at].file) for at in (2, 9)]
    for pipe in pipes:  # whoever reads it waits, and is killed while it does
        pipe.rename(f"{pipe}.text")
        os.mkfifo(pipe)
    killed: list[int] = []

    def kill() -> None:
        for pipe in pipes:
            while (end := writing(pipe)) is None:
                time.sleep(0.005)
            Path(f"{pipe}.text").replace(pipe)
            for pid in started[0].pids():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                    killed.append(pid)
            os.close(end)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    assert names(analyse(units, Way(2), None, quiet)) == [[f"C{number}"] for number in range(12)]
    killer.join(60)
    assert killed


def writing(pipe: Path) -> int | None:
    """The end to write to, if somebody reads."""
    try:
        return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
    except OSError:
        return None


def test_leaving_early_ends_the_processes(tmp_path: Path, started: list[Companions]) -> None:
    units = units_in(tmp_path, 8)
    found = analyse(units, Way(2, isolate=True), None, quiet)
    next(found)
    start = time.monotonic()
    found.close()
    assert time.monotonic() - start < 2
    assert started[0].pids() == []


def test_batches_hold_units_of_the_same_flags_and_every_worker_gets_as_many() -> None:
    plain = [Unit(f"{number}.cpp", CxxStandard.CXX20) for number in range(1000)]
    other = [Unit(f"x{number}.cpp", CxxStandard.CXX17) for number in range(3)]
    planned = batches([*plain, *other], range(1003), Way(4))
    sizes = [len(batch) for batch in planned]
    assert sorted(at for batch in planned for at in batch) == list(range(1003))
    assert sizes[-1] == 3
    assert len(sizes[:-1]) % 4 == 0
    assert max(sizes) - min(sizes[:-1]) < len(sizes)
    assert max(sizes) <= analysis.MOST_UNITS
