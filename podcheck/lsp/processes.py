"""The process of one open file, as the server talks to it: one question after the other, and ended at any time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from podcheck.lsp.messages import Question
from podcheck.model.codec import CodecError, Fact, decode, encode
from podcheck.process import WorkerLost, WorkerProcess

SECONDS = 60.0
"""Of CPU time for one question, where the editor does not say otherwise."""

_THREADS = 256
"""Questions that are waited for at once; each open file has at most two."""

Answer = TypeVar("Answer", bound=Fact)
Result = TypeVar("Result")


class Processes:
    """What starts processes."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        """One of the server's own, for temporary files."""

        self.seconds = SECONDS
        """Of CPU time that one question may take."""

        self.threads = ThreadPoolExecutor(_THREADS, "podcheck-lsp")

    def start(self) -> FileProcess:
        """Return a process, which begins with its first question."""
        return FileProcess(self)

    def close(self) -> None:
        """Wait for no answer any more."""
        self.threads.shutdown(wait=False, cancel_futures=True)


class FileProcess:
    """One process for one file."""

    def __init__(self, processes: Processes) -> None:
        self._processes = processes
        self._process = self._make()
        self._lock = asyncio.Lock()

    @property
    def pid(self) -> int | None:
        """Return the number of the process that runs now; None where none does."""
        return self._process.pid

    async def ask(self, question: Question, kind: type[Answer]) -> Answer | None:
        """Return the answer; None where the process has not analysed the file.

        Raises WorkerLost, OSError where no process can be started.
        """
        return await finish_anyway(self._ask(question, kind))

    async def _ask(self, question: Question, kind: type[Answer]) -> Answer | None:
        async with self._lock:
            process = self._process
            loop = asyncio.get_running_loop()
            threads, seconds = self._processes.threads, self._processes.seconds
            data = await loop.run_in_executor(threads, process.ask, encode(question), seconds)
        try:
            return decode(kind, data) if data else None
        except CodecError as error:
            raise WorkerLost(f"it gave an invalid answer: {error}") from error

    def end(self) -> None:
        """End the process, whatever it is at; the next question goes to another."""
        process, self._process = self._process, self._make()
        process.close()

    def close(self) -> None:
        """End the process for good."""
        self._process.close()

    def _make(self) -> WorkerProcess:
        folder = self._processes.folder
        return WorkerProcess("podcheck.lsp.worker", "serve", folder, {"TMPDIR": folder})


async def finish_anyway(work: Awaitable[Result]) -> Result:
    """Return the result of what goes on where nobody waits for it any more."""
    return await asyncio.shield(asyncio.ensure_future(work))
