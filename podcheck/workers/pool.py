"""Units to facts, in the order of the input, whatever the number of processes, and whatever becomes of them."""

from __future__ import annotations

import json
import logging
import os
import secrets
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from podcheck.errors import debugging
from podcheck.model.codec import CodecError
from podcheck.model.facts import UnitFacts
from podcheck.model.packets import FactsPacket, FactsUnpacker, pack
from podcheck.model.problems import Location, Problem
from podcheck.model.settings import ExtractOptions
from podcheck.model.units import Unit
from podcheck.process import SLOW, WorkerLost
from podcheck.workers.batches import Batch, cut, plan_groups, split_evenly
from podcheck.workers.shared_prefixes import KeptPrefixes, PrefixPlace, folder_of, open_session, place_of
from podcheck.workers.worker import MEMORY, Task, WorkerPool, extract_safely, run_guarded

if TYPE_CHECKING:
    from podcheck.extract.prefix.session import PrefixSession

_FEW = 4
"""Fewer units are analysed in this process, where the host of the library has one of its own and wants no other."""

_PAYS = 5
"""For so many units of the same flags a prefix is made; for fewer it would cost more than it saves."""
_TICK = 0.1
_SECONDS_PER_UNIT = 10.0
_LOG = logging.getLogger(__name__)

ProgressCallback = Callable[[int, int, str], None]
"""Progress: how many units are done, of how many, and the file of the last one."""


class Store(Protocol):
    """A memory of facts from one run to the next: `podcheck.cache`."""

    def get(self, units: Sequence[Unit]) -> dict[Unit, UnitFacts]:
        """Return the facts that are known and still true."""

    def put(self, units: Sequence[Unit], packet: FactsPacket) -> None:
        """Remember these facts, which are those of the units, in their order."""


@dataclass(slots=True)
class _Run:
    """What is done so far."""

    units: Sequence[Unit]
    options: ExtractOptions
    store: Store | None
    """What remembers facts; None: nothing does."""

    progress: ProgressCallback
    prefixes: KeptPrefixes | None = None
    """None where no prefix is kept from one run to the next."""

    memory: int = MEMORY
    """Bytes for one process."""

    id: str = field(default_factory=lambda: secrets.token_hex(8))
    """An id that no other run has."""

    unpacker: FactsUnpacker = field(default_factory=FactsUnpacker)
    facts: dict[int, UnitFacts] = field(default_factory=dict)
    """The facts that are not handed on yet, by the number of the unit."""

    handed_on: int = 0
    """How many units' facts are: those of the first ones, in their order."""

    misfits: dict[str | None, int] = field(default_factory=dict)
    """How many units were parsed alone, by the reason, "" for those that were not."""

    def hand_on(self) -> Iterator[UnitFacts]:
        """Yield the facts of the next units in their order, as far as they are there."""
        while self.handed_on in self.facts:
            self.handed_on += 1
            yield self.facts.pop(self.handed_on - 1)

    def tell(self, file: str = "") -> None:
        """Say how much is done, and which file it is about."""
        self.progress(len(self.facts) + self.handed_on, len(self.units), file)


def analyse(
    units: Sequence[Unit],
    options: ExtractOptions,
    store: Store | None,
    progress: ProgressCallback,
    prefixes: KeptPrefixes | None = None,
    memory: int = MEMORY,
) -> Generator[UnitFacts, None, None]:
    """Yield the facts of each unit, in their order; of one that could not be analysed, a Problem.

    `memory`: bytes for one process.
    When the iterator is closed, or what consumes it is interrupted, the worker processes are ended at once.
    """
    run = _Run(units, options, store, progress, prefixes, memory)
    if store is not None:
        known = store.get(units)
        run.facts.update({at: known[unit] for at, unit in enumerate(units) if unit in known})
        _LOG.info("%d of %d files are as they were in an earlier run", len(run.facts), len(units))
    missing = [at for at in range(len(units)) if at not in run.facts]
    yield from run.hand_on()
    steps = _in_workers(run, missing) if missing and _needs_workers(options, len(missing)) else _here(run, missing)
    for _ in steps:
        run.tell()
        yield from run.hand_on()
    for line in describe_misfits(run.misfits):
        _LOG.info(line)


def _needs_workers(options: ExtractOptions, count: int) -> bool:
    """Whether so many units go to other processes. Whoever looks for a mistake of podcheck's own has a single one here.

    What crashes libclang is short (a sum of many terms, a pointer to a pointer to a pointer ...), so in this process
    even one file would end the run without a word.
    """
    if count >= _FEW or (options.jobs > 1 and count > 1) or options.scheduler is not None:
        return True
    return options.apart and not debugging()


def describe_misfits(misfits: Mapping[str | None, int]) -> Iterator[str]:
    """Yield how many units were parsed on top of headers that they share, and why others were not."""
    shared = misfits.get("", 0)
    alone = {why: count for why, count in misfits.items() if why}
    if shared or alone:
        yield f"{shared} of {sum(misfits.values())} files were parsed on top of the headers that they share"
    for why, count in sorted(alone.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"{count} {'was' if count == 1 else 'were'} parsed alone: {why}"
    without = misfits.get(None, 0)
    if without and (shared or alone):
        yield f"{without} had no such headers"


def _here(run: _Run, missing: Sequence[int]) -> Iterator[None]:
    """Analyse them in this process, which a crash of libclang would end."""
    for at in missing:
        unit = run.units[at]
        run.facts[at] = extract_safely(unit, run.options.libclang, _kept_session(run, unit))
        run.misfits[run.facts[at].misfit] = run.misfits.get(run.facts[at].misfit, 0) + 1
        if run.store is not None:
            run.store.put([unit], pack([run.facts[at]]))
        yield


def _kept_session(run: _Run, unit: Unit) -> PrefixSession | None:
    """Return a session on the prefix that an earlier run has kept for the unit's flags, if there is one."""
    if run.options.isolate or run.prefixes is None or not unit.is_shareable:
        return None
    place = _place_of(run, unit, str(run.prefixes.folder))
    return open_session(place) if folder_of(place).has(place.key) else None


def _place_of(run: _Run, unit: Unit, folder: str) -> PrefixPlace:
    return place_of(unit, run.options.libclang, folder, run.id)


def _in_workers(run: _Run, missing: Sequence[int]) -> Iterator[None]:
    if run.options.scheduler is not None:
        from podcheck.workers.dask import connect_dask

        with connect_dask(run.options.scheduler) as (executor, workers, is_lost):
            groups = plan_groups(run.units, missing)
            pieces = [piece for group in groups for piece in split_evenly(group, max(1, workers))]
            batches = [Batch(piece, share=not run.options.isolate) for piece in pieces]
            left = yield from _run_batches(run, batches, executor, run_guarded, is_lost)
        if not left:
            return
        _LOG.warning(
            "the Dask scheduler at %s went away: files analysed here instead: %d", run.options.scheduler, len(left)
        )
        run.options = replace(run.options, scheduler=None)
        missing = left
    processes = WorkerPool()

    def local(task: bytes) -> bytes:
        return processes.ask(task, Task.from_bytes(task).seconds)

    planned = list(_plan(run, missing, processes))
    executor = ThreadPoolExecutor(max_workers=max(1, min(run.options.jobs, len(missing))))
    try:
        yield from _run_batches(run, planned, executor, local)
    finally:
        processes.close()
        executor.shutdown(wait=True, cancel_futures=True)


def _plan(run: _Run, missing: Sequence[int], processes: WorkerPool) -> Iterator[Batch]:
    """Yield for each group the making of its prefix where it may pay, and the units that go without."""
    later: list[Batch] = []
    for group in plan_groups(run.units, missing):
        may = [number for number in group if run.units[number].is_shareable]
        rest = group
        place = None
        if may and not run.options.isolate and (len(may) >= _PAYS or run.prefixes is not None):
            folder = str(run.prefixes.folder) if run.prefixes is not None else f"{processes.folder}/prefixes"
            place = _place_of(run, run.units[may[0]], folder)
        if place is not None and (len(may) >= _PAYS or folder_of(place).has(place.key)):
            yield Batch(may, place, make=True)
            rest = sorted(set(group) - set(may))
        later += [Batch(piece) for piece in cut(rest, run.options.jobs)]
    yield from later


def _run_batches(
    run: _Run,
    planned: Iterable[Batch],
    executor: Executor,
    work: Callable[[bytes], bytes],
    is_lost: Callable[[], bool] = lambda: False,
) -> Generator[None, None, list[int]]:
    """Submit the batches; take what comes, and submit what follows from it.

    Return the units that nobody answers for any more, since the executor is lost.
    """
    pending: dict[Future[bytes], Batch] = {}

    def submit(batch: Batch) -> None:
        run.tell(run.units[batch.numbers[0]].file)
        pending[executor.submit(work, _task(run, batch).to_bytes())] = batch

    for batch in planned:
        submit(batch)
    while pending:
        if is_lost():
            return sorted(at for batch in pending.values() for at in batch.numbers)
        done, _ = wait(pending, timeout=_TICK, return_when=FIRST_COMPLETED)
        for future in done:
            batch = pending.pop(future)
            for again in _take_result(run, batch, future):
                submit(again)
        yield
    return []


def _task(run: _Run, batch: Batch) -> Task:
    units = tuple(_units_of(run, batch))
    seconds = run.options.timeout + _SECONDS_PER_UNIT * (len(units) - 1)
    libclang = str(run.options.libclang) if run.options.libclang else None
    task = Task(units, libclang, seconds, run.memory, share=batch.share, folder=os.getcwd())
    if batch.place is None:
        return task
    task = replace(task, prefixes=batch.place.folder, key=batch.place.key, run=batch.place.run, make=batch.make)
    if not batch.make:
        return task
    if run.prefixes is not None and run.prefixes.search is not None:
        task = replace(task, own=run.prefixes.search(units[0].arguments))
    # Whoever has these flags may be put on top of it, later too
    flags = {unit.flags for unit in units}
    whole = tuple(unit for unit in run.units if unit.flags in flags and unit.is_shareable)
    return replace(task, units=whole, must=len(units) >= _PAYS)


def _units_of(run: _Run, batch: Batch) -> list[Unit]:
    """Return the units as the task reads them."""
    units = [run.units[at] for at in batch.numbers]
    return [replace(unit, uses=False) for unit in units] if batch.without_uses else units


def _take_result(run: _Run, batch: Batch, future: Future[bytes]) -> list[Batch]:
    """Take a task's result; return what is to be done next: units on top of a prefix, and again what has none."""
    if batch.make:
        why = _read_made(future)
        if why:
            first = run.units[batch.numbers[0]].file
            _LOG.info("%s and %d like it share no headers: %s", first, len(batch.numbers) - 1, why)
        place = None if why else batch.place
        return [Batch(piece, place) for piece in cut(batch.numbers, run.options.jobs)]
    units = _units_of(run, batch)
    try:
        packet = FactsPacket.from_bytes(future.result())
        facts = run.unpacker.unpack(packet)
        if [each.unit for each in facts] != units:
            raise CodecError("facts of other units")
    except Exception as error:  # noqa: BLE001  executors have errors of their own for a worker that was lost
        return _retry_lost(run, batch, error)
    if batch.without_uses:
        facts = [_without_uses(each, run.units[at]) for at, each in zip(batch.numbers, facts, strict=True)]
    run.facts.update(zip(batch.numbers, facts, strict=True))
    for each in facts:
        run.misfits[each.misfit] = run.misfits.get(each.misfit, 0) + 1
    run.tell(units[-1].file)
    if run.store is not None and not batch.without_uses:
        run.store.put(units, packet)
    return []


def _without_uses(facts: UnitFacts, unit: Unit) -> UnitFacts:
    """Return the facts of a unit whose functions were not looked into, with what is to be said of that."""
    message = "uses were not looked for: with its templates' instances the process took too long, or was lost"
    advice = "Raise --timeout, or leave them out with --no-uses."
    return replace(facts, unit=unit, problems=(*facts.problems, Problem(message, Location(unit.file), advice)))


def _read_made(future: Future[bytes]) -> str:
    """Return why no prefix was made, "" where one was; one that ended its worker was not."""
    try:
        return str(json.loads(future.result()))
    except Exception as error:  # noqa: BLE001  executors have errors of their own for a worker that was lost
        return str(error)


def _retry_lost(run: _Run, batch: Batch, error: Exception) -> list[Batch]:
    """Return each unit of a lost task by itself, without a prefix; one that was so is given up or tried again."""
    if len(batch.numbers) > 1 or batch.place is not None or batch.share:
        return [Batch([at]) for at in batch.numbers]
    at = batch.numbers[0]
    if isinstance(error, OSError) and run.options.scheduler is None:  # no process can be started now
        for _ in _here(run, [at]):
            pass
        return []
    slow = isinstance(error, WorkerLost) and str(error).startswith(SLOW)
    if not slow and not batch.retry:
        return [Batch([at], retry=True)]
    unit = run.units[at]
    if unit.uses and not batch.without_uses:
        return [Batch([at], without_uses=True, retry=True)]
    advice = (
        "Raise --timeout."
        if slow
        else "It was tried alone, twice; if libclang crashes on it, please report that to LLVM."
    )
    problem = Problem(f"the process that analysed it was lost: {error}", Location(unit.file), advice)
    run.facts[at] = UnitFacts(unit, unit.std, "", "", (), (problem,))
    return []
