"""Units to facts, in the order of the input, whatever the number of processes, and whatever becomes of them."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from podcheck.errors import REPORT_IT, PodcheckError, debugging
from podcheck.model.facts import UnitFacts
from podcheck.model.parcels import Parcel, Unpacking
from podcheck.model.problems import Location, Problem
from podcheck.model.units import Unit
from podcheck.model.wire import WireError
from podcheck.process import SLOW, CompanionLost
from podcheck.scan.work import MEMORY, Companions, Task, guarded

MOST_UNITS = 160
"""In one batch: the headers are paid for once, and a worker stays well under 1.5 GiB."""

_FEW = 4
"""So few units are analysed in this process where one is asked for: starting another would take as long."""

_ALONE_AT_ONCE = 4
_TICK = 0.1
_SECONDS_PER_UNIT = 2.0
_LOG = logging.getLogger(__name__)

Told = Callable[[int, int, str], None]
"""Progress: how many units are done, of how many, and the file of the last one."""


class Store(Protocol):
    """What remembers facts from one run to the next: `podcheck.cache`."""

    def get(self, units: Sequence[Unit]) -> dict[Unit, UnitFacts]:
        """Those that are known and still true."""

    def put(self, units: Sequence[Unit], parcel: Parcel) -> None:
        """Remember these, which are those of the units, in their order."""


@dataclass(frozen=True, slots=True)
class Way:
    """How to do it. `timeout`: seconds for one unit. `memory`: bytes for one process. `scheduler`: Dask's address."""

    jobs: int = 1
    isolate: bool = False
    libclang: Path | None = None
    timeout: float = 60.0
    memory: int = MEMORY
    scheduler: str | None = None


@dataclass(slots=True)
class _Run:
    """What is done so far. `retried`: units whose process was lost once while it had no other."""

    units: Sequence[Unit]
    way: Way
    store: Store | None
    told: Told
    unpacking: Unpacking = field(default_factory=Unpacking)
    found: dict[int, UnitFacts] = field(default_factory=dict)
    retried: set[int] = field(default_factory=set)


def analyse(units: Sequence[Unit], way: Way, store: Store | None, told: Told) -> Generator[UnitFacts, None, None]:
    """The facts of each unit, in their order; of one that could not be analysed, a Problem.

    When the iterator is closed, or what consumes it is interrupted, the worker processes are ended at once.
    """
    run = _Run(units, way, store, told)
    if store is not None:
        known = store.get(units)
        run.found.update({at: known[unit] for at, unit in enumerate(units) if unit in known})
        _LOG.info("%d of %d files are as they were in an earlier run", len(run.found), len(units))
    missing = [at for at in range(len(units)) if at not in run.found]
    at = 0
    while at < len(units) and at in run.found:
        yield run.found.pop(at)
        at += 1
    several = len(missing) >= _FEW or (way.jobs > 1 and len(missing) > 1) or way.scheduler is not None
    steps = _in_workers(run, missing) if missing and several else _here(run, missing)
    for _ in steps:
        told(len(run.found) + at, len(units), "")
        while at < len(units) and at in run.found:
            yield run.found.pop(at)
            at += 1


def _here(run: _Run, missing: Sequence[int]) -> Iterator[None]:
    """In this process, which a crash of libclang would end."""
    from podcheck.model.parcels import pack

    units = [run.units[at] for at in missing]
    together = _together(run, units) if len(units) > 1 and not run.way.isolate else None
    if together is not None:
        run.found.update(zip(missing, together, strict=True))
        if run.store is not None:
            run.store.put(units, pack(together))
        yield
        return
    for at, unit in zip(missing, units, strict=True):
        run.found[at] = _alone(run, unit)
        if run.store is not None:
            run.store.put([unit], pack([run.found[at]]))
        yield


def _together(run: _Run, units: Sequence[Unit]) -> list[UnitFacts] | None:
    """None where podcheck made a mistake: then they are analysed one by one."""
    from podcheck.extract import extract_batch

    try:
        return extract_batch(units, run.way.libclang)
    except PodcheckError:
        raise
    except Exception:
        if debugging():
            raise
        return None


def _alone(run: _Run, unit: Unit) -> UnitFacts:
    """A mistake of podcheck's costs the file that it is about, not the run."""
    from podcheck.extract import extract_unit

    try:
        return extract_unit(unit, run.way.libclang)
    except PodcheckError:
        raise
    except Exception as error:
        if debugging():
            raise
        what = f"podcheck failed on this file: {type(error).__name__}: {error}"
        return UnitFacts(unit, unit.std, "", "", (), (Problem(what, Location(unit.file), REPORT_IT),))


def batches(units: Sequence[Unit], numbers: Sequence[int], way: Way) -> list[list[int]]:
    """Units of the same flags together, in even batches of which each worker gets as many, if there are enough."""
    groups: dict[object, list[int]] = {}
    for at in numbers:
        one = units[at]
        groups.setdefault((one.std, one.arguments, one.headers), []).append(at)
    if way.isolate:
        return [
            group[at : at + _ALONE_AT_ONCE] for group in groups.values() for at in range(0, len(group), _ALONE_AT_ONCE)
        ]
    found: list[list[int]] = []
    most = min(MOST_UNITS, _units_in_memory(way.jobs))
    for group in groups.values():
        rounds = -(-len(group) // (most * way.jobs))
        count = min(len(group), way.jobs * rounds) if len(group) >= 2 * _FEW else 1
        size = -(-len(group) // count)
        found += [group[at : at + size] for at in range(0, len(group), size)]
    return found


def _units_in_memory(jobs: int) -> int:
    """How many units a batch may have, each counted as 6 MiB above the 400 MiB that a process starts with."""
    try:
        free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError, AttributeError):
        return MOST_UNITS
    return max(8, (free // jobs - (400 << 20)) // (6 << 20))


def _in_workers(run: _Run, missing: Sequence[int]) -> Iterator[None]:
    if run.way.scheduler is not None:
        from podcheck.scan.distributed import connected

        with connected(run.way.scheduler) as (executor, workers):
            yield from _tended(
                run, batches(run.units, missing, replace(run.way, jobs=max(1, workers))), executor, guarded
            )
        return
    companions = Companions()

    def local(task: bytes) -> bytes:
        return companions.ask(task, Task.from_bytes(task).seconds)

    planned = batches(run.units, missing, run.way)
    executor = ThreadPoolExecutor(max_workers=max(1, min(run.way.jobs, len(planned))))
    try:
        yield from _tended(run, planned, executor, local)
    finally:
        companions.close()
        executor.shutdown(wait=True, cancel_futures=True)


def _tended(
    run: _Run, planned: Sequence[list[int]], executor: Executor, work: Callable[[bytes], bytes]
) -> Iterator[None]:
    """Submit the batches; take what comes, and submit in halves what is lost."""
    pending: dict[Future[bytes], list[int]] = {}

    def submit(batch: list[int]) -> None:
        units = tuple(run.units[at] for at in batch)
        more = run.way.timeout if run.way.isolate else _SECONDS_PER_UNIT
        seconds = run.way.timeout + more * (len(units) - 1)
        libclang = str(run.way.libclang) if run.way.libclang else None
        task = Task(units, libclang, run.way.isolate, seconds, run.way.memory)
        pending[executor.submit(work, task.to_bytes())] = batch

    for batch in planned:
        submit(batch)
    while pending:
        done, _ = wait(pending, timeout=_TICK, return_when=FIRST_COMPLETED)
        for future in done:
            batch = pending.pop(future)
            for again in _taken(run, batch, future):
                submit(again)
        yield


def _taken(run: _Run, batch: list[int], future: Future[bytes]) -> list[list[int]]:
    """Take a batch's result; what is to be tried again, where it has none."""
    units = [run.units[at] for at in batch]
    try:
        parcel = Parcel.from_bytes(future.result())
        facts = run.unpacking.all_of(parcel)
        if [one.unit for one in facts] != units:
            raise WireError("facts of other units")
    except Exception as error:  # noqa: BLE001  executors have errors of their own for a worker that was lost
        return _lost(run, batch, error)
    run.found.update(zip(batch, facts, strict=True))
    run.told(len(run.found), len(run.units), units[-1].file)
    if run.store is not None:
        run.store.put(units, parcel)
    return []


def _lost(run: _Run, batch: list[int], error: Exception) -> list[list[int]]:
    if len(batch) > 1:
        middle = len(batch) // 2
        return [batch[:middle], batch[middle:]]
    at = batch[0]
    slow = isinstance(error, CompanionLost) and str(error).startswith(SLOW)
    if not slow and at not in run.retried:
        run.retried.add(at)
        return [batch]
    unit = run.units[at]
    advice = "Raise --timeout." if slow else "Try it alone; if libclang crashes on it, please report that to LLVM."
    problem = Problem(f"the process that analysed it was lost: {error}", Location(unit.file), advice)
    run.found[at] = UnitFacts(unit, unit.std, "", "", (), (problem,))
    return []
