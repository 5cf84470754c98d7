"""What one process does for another: extract a batch of units, within limits of time and memory.

`run_guarded` is what every executor runs, a thread pool here or Dask workers elsewhere: it hands the batch to a process
of its own thread, which may crash or hang as it likes. Batches and facts are bytes on the way there and back, as
`podcheck.model.codec` makes and checks them.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from podcheck import temporary
from podcheck.cpp.search import Folder
from podcheck.errors import REPORT_IT, ConfigError, PodcheckError, debugging
from podcheck.extract import extract_batch, extract_unit
from podcheck.model.codec import CodecError, Fact, decode, encode
from podcheck.model.facts import UnitFacts
from podcheck.model.packets import FactsPacket, pack
from podcheck.model.problems import Location, Problem
from podcheck.model.units import Unit
from podcheck.own_process import end_with_parent, raise_recursion_limit, tune_garbage_collector
from podcheck.process import WorkerProcess
from podcheck.workers import shared_prefixes
from podcheck.workers.shared_prefixes import PrefixPlace

if TYPE_CHECKING:
    from podcheck.extract.prefix.session import PrefixSession

MEMORY = 4 * 1024**3
"""Bytes of address space that one worker process may take, unless the caller says otherwise."""

_LARGEST_FILE = 1024 * 1024 * 1024
"""Bytes of a file that a worker may write: questions to libclang, and precompiled headers."""


class Task(Fact, frozen=True):
    """What a worker is to do with some units of the same flags."""

    units: tuple[Unit, ...]
    libclang: str | None = None
    """The library that parses; None: the one that is found."""

    seconds: float = 60.0
    """CPU time until the task is given up."""

    memory: int = MEMORY
    """Bytes of address space."""

    prefixes: str | None = None
    """The folder with prefixes; None: each unit is parsed alone."""

    key: str = ""
    """The prefix's key in that folder."""

    make: bool = False
    """Nothing is extracted, but such a prefix is made."""

    must: bool = False
    """The prefix is made even where there is none yet."""

    share: bool = False
    """A prefix is made for these units alone, in a folder of the worker's own."""

    folder: str = ""
    """The working directory that files are named from."""

    run: str = ""
    """An id that no other run has."""

    own: tuple[Folder, ...] | None = None
    """The folders that libclang searches besides those of the arguments; None where they aren't known."""

    def to_bytes(self) -> bytes:
        """Return what another process takes."""
        return encode(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> Task:
        """Return the task that these bytes are. Raises CodecError."""
        return decode(cls, data)


def _allocation() -> dict[str, str]:
    """Return what has glibc give libclang large pages, in few pieces: asking for memory is a tenth of a parse."""
    if "GLIBC_TUNABLES" in os.environ:
        return {}
    return {
        "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1:glibc.malloc.top_pad=67108864:glibc.malloc.mmap_threshold=1073741824"
    }


class WorkerPool:
    """The worker processes of this one, one for each thread that asks; their temporary files lie in one folder."""

    def __init__(self) -> None:
        self._own = threading.local()
        self._every: list[WorkerProcess] = []
        """All processes that were started."""

        self._folder = contextlib.ExitStack()
        self._place: str | None = None
        """The folder for temporary files; None as long as nobody needs one."""

        self._lock = threading.Lock()
        self._over = False

    def ask(self, task: bytes, seconds: float) -> bytes:
        """Have this thread's process do the task. Raises WorkerLost."""
        companion: WorkerProcess | None = getattr(self._own, "companion", None)
        if companion is None:
            companion = self._own.companion = self._start()
        return companion.ask(task, seconds)

    def pids(self) -> list[int]:
        """Return the numbers of the processes that run now."""
        return [worker_process.pid for worker_process in self._every if worker_process.pid is not None]

    @property
    def folder(self) -> str:
        """Return a folder for temporary files, which goes when the processes are ended."""
        with self._lock:
            return self._temporary()

    def close(self) -> None:
        """End them all, at once."""
        with self._lock:
            self._over = True
            processes = list(self._every)
        for worker_process in processes:
            worker_process.close()
        self._folder.close()

    def _start(self) -> WorkerProcess:
        with self._lock:
            own = {"TMPDIR": self._temporary(), **_allocation()}
            process = WorkerProcess("podcheck.workers.worker", "serve", self._temporary(), own)
            if self._over:
                process.close()
            self._every.append(process)
            return process

    def _temporary(self) -> str:
        if self._place is None:
            self._place = self._folder.enter_context(temporary.folder())
        return self._place


_HERE: WorkerPool | None = None
_HERE_LOCK = threading.Lock()


def run_guarded(task: bytes) -> bytes:
    """Do the task in a process of its own. Raises WorkerLost where that crashes, hangs or takes too much memory."""
    global _HERE  # noqa: PLW0603  a Dask worker keeps its processes from one task to the next
    with _HERE_LOCK:
        if _HERE is None:
            _HERE = WorkerPool()
            atexit.register(_HERE.close)
        here = _HERE
    return here.ask(task, Task.from_bytes(task).seconds)


def run_task(task: bytes) -> bytes:
    """Do the task in this process; return the bytes of facts, or of whether there is a prefix now."""
    given = Task.from_bytes(task)
    with contextlib.suppress(OSError):  # another machine may not have it: then absolute names are all that can be found
        os.chdir(given.folder or os.curdir)
    libclang = Path(given.libclang) if given.libclang else None
    if given.make:
        made = shared_prefixes.make(given.units, libclang, _place(given), given.own, must=given.must)
        return json.dumps(made).encode()
    if given.share:
        return pack(extract_batch(given.units, libclang)).to_bytes()
    session = shared_prefixes.open_session(_place(given)) if given.prefixes is not None else None
    return pack([extract_safely(unit, libclang, session) for unit in given.units]).to_bytes()


def extract_safely(unit: Unit, libclang: Path | None, session: PrefixSession | None = None) -> UnitFacts:
    """Return the facts of a unit; where podcheck fails on top of a prefix, those of a parse alone.

    A failure that is left costs the file that it is about, not the run.
    """
    try:
        return extract_unit(unit, libclang, session)
    except ConfigError as error:
        return UnitFacts(unit, unit.std, "", "", (), (Problem(error.what, Location(unit.file), error.advice),))
    except (PodcheckError, MemoryError, ImportError):  # the last where memory is short: the worker is lost, and told so
        raise
    except Exception as error:
        if debugging():
            raise
        if session is not None:
            return extract_safely(unit, libclang)
        what = f"podcheck failed on this file: {type(error).__name__}: {error}"
        return UnitFacts(unit, unit.std, "", "", (), (Problem(what, Location(unit.file), REPORT_IT),))


def _place(task: Task) -> PrefixPlace:
    return PrefixPlace(str(task.prefixes), task.key, task.run)


def serve() -> None:
    """Serve as a worker process until the input ends: tasks come in behind their length, facts go out so too."""
    answer_until_end(run_task, lambda task: Task.from_bytes(task).memory)


def answer_until_end(answer: Callable[[bytes], bytes], memory: Callable[[bytes], int]) -> None:
    """Answer each question of the process that started this one, until the input ends.

    `memory`: of the first question, the bytes of address space that this process may take.
    """
    answers = os.fdopen(os.dup(1), "wb")
    end_with_parent()
    _silence()
    tune_garbage_collector()
    raise_recursion_limit()
    limited = False
    questions = sys.stdin.buffer
    while (question := _next(questions)) is not None:
        if not limited:
            _limit(memory(question))
            limited = True
        data = answer(question)
        answers.write(len(data).to_bytes(8, "big") + data)
        answers.flush()


def _next(questions: BinaryIO) -> bytes | None:
    size = questions.read(8)
    return questions.read(int.from_bytes(size, "big")) if len(size) == 8 else None


def _silence() -> None:
    """Have nothing but answers go to the other process.

    What libclang prints when it crashes is for its developers.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    if not debugging():
        os.dup2(nowhere, 2)


def _limit(memory: int) -> None:
    """Bound the address space and the files written, and leave no core behind; do nothing where the system can't."""
    try:
        import resource
    except ImportError:
        return
    limits = ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, _LARGEST_FILE))
    for kind, most in limits:
        _, hard = resource.getrlimit(kind)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


__all__ = [
    "MEMORY",
    "CodecError",
    "FactsPacket",
    "Task",
    "WorkerPool",
    "answer_until_end",
    "run_guarded",
    "run_task",
    "serve",
]
