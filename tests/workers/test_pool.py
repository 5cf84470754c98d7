"""Units to facts in worker processes: the same facts, and what becomes of a batch whose process is lost."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from msgspec.structs import replace

from podcheck.extract import extract_unit
from podcheck.model.facts import UnitFacts
from podcheck.model.settings import ExtractOptions
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Unit
from podcheck.workers import pool
from podcheck.workers.batches import cut, plan_groups
from podcheck.workers.pool import analyse
from podcheck.workers.worker import WorkerPool
from tests.needs import HANGS_AFTER


def units_in(folder: Path, count: int) -> list[Unit]:
    for number in range(count):
        text = f"struct C{number} {{ int a[{number + 1}]; }};"
        (folder / f"{number}.cpp").write_text(text)
    return [Unit(str(folder / f"{number}.cpp"), CxxStandard.CXX20) for number in range(count)]


def quiet(_done: int, _all: int, _file: str) -> None:
    """Nobody wants to know."""


def names(found: Iterable[UnitFacts]) -> list[list[str]]:
    return [[class_facts.name for class_facts in facts.classes] for facts in found]


@pytest.mark.parametrize("isolate", [False, True])
def test_facts_come_in_order_and_are_those_of_this_process(tmp_path: Path, isolate: bool) -> None:
    units = units_in(tmp_path, 9)
    heard: list[tuple[int, int]] = []
    result = list(analyse(units, ExtractOptions(2, isolate), None, lambda done, count, _: heard.append((done, count))))
    assert [done for done, _ in heard] == sorted(done for done, _ in heard), "the bar never goes back"
    assert result == [extract_unit(unit) for unit in units]
    assert heard[-1] == (9, 9)


def test_a_unit_that_takes_too_long_is_a_problem_of_its_own(tmp_path: Path) -> None:
    units = units_in(tmp_path, 4)
    result = list(analyse(units, ExtractOptions(2, isolate=True, timeout=0.0001), None, quiet))
    assert [facts.unit for facts in result] == units
    for facts in result:
        assert [(str(problem.location), problem.fatal, problem.advice) for problem in facts.problems] == [
            (facts.unit.file, True, "Raise --timeout.")
        ]
        assert "took more than" in facts.problems[0].message


@pytest.mark.slow
def test_classes_are_reported_of_a_unit_whose_templates_take_too_long(tmp_path: Path) -> None:
    slow = "constexpr unsigned long count(unsigned long m) { unsigned long n = 0; while (n < m) ++n; return n; }"
    count = "template<class T> void f() { constexpr auto n = count(sizeof(T) << 40); }"
    (tmp_path / "slow.cpp").write_text(f"struct S {{}};\n{slow}\n{count}\nvoid g() {{ f<int>(); }}\n")
    unit = replace(units_in(tmp_path, 1)[0], file=str(tmp_path / "slow.cpp"), uses=True)
    unit = replace(unit, arguments=(*unit.arguments, "-fconstexpr-steps=4294967295"))
    (facts,) = analyse([unit], ExtractOptions(timeout=8, apart=True), None, quiet)
    assert names([facts]) == [["S"]]
    assert facts.unit == unit
    (problem,) = facts.problems
    assert problem.fatal
    assert problem.message.startswith("uses were not looked for: ")


def test_a_process_that_takes_too_much_memory_is_lost_with_its_units_alone(tmp_path: Path) -> None:
    units = units_in(tmp_path, 4)
    result = list(analyse(units, ExtractOptions(2), None, quiet, memory=64 << 20))
    assert [[problem.message.partition(":")[0] for problem in facts.problems] for facts in result] == [
        ["the process that analysed it was lost"]
    ] * 4


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[WorkerPool]:
    """The worker processes that are started from now on."""
    result: list[WorkerPool] = []

    class Watched(WorkerPool):
        def __init__(self) -> None:
            super().__init__()
            result.append(self)

    monkeypatch.setattr(pool, "WorkerPool", Watched)
    return result


def test_killed_processes_lose_nothing(tmp_path: Path, started: list[WorkerPool]) -> None:
    units = units_in(tmp_path, 12)
    pipes = [tmp_path / f"{at}.hpp" for at in (2, 9)]
    for pipe in pipes:  # libclang, which reads it, waits, and is killed while it does
        source = pipe.with_suffix(".cpp")
        source.write_text(f'#include "{pipe.name}"\n{source.read_text()}')
        Path(f"{pipe}.text").write_text("")
        os.mkfifo(pipe)
    killed: list[int] = []

    def kill() -> None:
        left = list(pipes)
        while left:  # whoever is killed twice is given up, so all that are read by now are replaced
            read = [(pipe, end) for pipe in left if (end := writing(pipe)) is not None]
            for pipe, _ in read:
                Path(f"{pipe}.text").replace(pipe)
                left.remove(pipe)
            for pid in started[0].pids() if read else ():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                    killed.append(pid)
            for _, end in read:
                os.close(end)
            time.sleep(0.005)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    assert names(analyse(units, ExtractOptions(2), None, quiet)) == [[f"C{number}"] for number in range(12)]
    killer.join(HANGS_AFTER)
    assert killed


def writing(pipe: Path) -> int | None:
    """The end to write to, if somebody reads."""
    try:
        return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
    except OSError:
        return None


def test_leaving_early_ends_the_processes(tmp_path: Path, started: list[WorkerPool]) -> None:
    units = units_in(tmp_path, 8)
    for unit in units[4:]:  # whoever reads it, which is one of the two processes, waits for ever
        os.unlink(unit.file)
        os.mkfifo(unit.file)
    result = analyse(units, ExtractOptions(2, isolate=True, timeout=HANGS_AFTER), None, quiet)
    assert names([next(result)]) == [["C0"]]
    result.close()
    assert started[0].pids() == []


def test_units_of_the_same_flags_go_together_and_in_pieces_that_keep_every_worker_busy() -> None:
    plain = [Unit(f"{number}.cpp", CxxStandard.CXX20) for number in range(1000)]
    other = [Unit(f"x{number}.cpp", CxxStandard.CXX17) for number in range(3)]
    groups = plan_groups([*plain, *other], range(1003))
    assert [len(group) for group in groups] == [1000, 3]
    assert [at for group in groups for at in group] == list(range(1003))
    for group in groups:
        pieces = cut(group, 4)
        assert [at for piece in pieces for at in piece] == list(group)
        assert max(map(len, pieces)) <= 12
    assert len(cut(groups[1], 4)) == 3


def test_misfits_are_counted_by_reason() -> None:
    lines = list(pool.describe_misfits({"": 7, None: 1, "it has an error": 2, "a macro may matter": 1}))
    assert lines == [
        "7 of 11 files were parsed on top of the headers that they share",
        "2 were parsed alone: it has an error",
        "1 was parsed alone: a macro may matter",
        "1 had no such headers",
    ]


def test_a_worker_ends_when_its_parent_was_killed_while_it_was_at_work(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.hpp"
    os.mkfifo(pipe)
    (tmp_path / "a.cpp").write_text('#include "pipe.hpp"\nstruct A {};\n')
    code = (
        "import sys; from podcheck.workers.pool import analyse;"
        "from podcheck.model.settings import ExtractOptions; from podcheck.model.units import Unit;"
        "from podcheck.model.traits import CxxStandard;"
        "units = [Unit(sys.argv[1], CxxStandard.CXX20)] * 4;"
        "list(analyse(units, ExtractOptions(1), None, lambda *_: None))"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "a.cpp")], start_new_session=True)
    end = None
    while end is None:
        time.sleep(0.02)
        end = writing(pipe)  # somebody reads: the worker is at it, and waits
    workers = children_of(parent.pid)
    parent.kill()
    parent.wait()
    while any(Path(f"/proc/{pid}").exists() for pid in workers):
        time.sleep(0.02)
    os.close(end)
    assert workers


def children_of(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()] or [
        int(word) for task in Path(f"/proc/{pid}/task").iterdir() for word in (task / "children").read_text().split()
    ]
