"""The files that are open in the editor: what an edit asks for is done, once, and what it overtakes is not shown."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from podcheck.files import read_bytes
from podcheck.lsp.diagnostics import not_analysed
from podcheck.lsp.messages import NOWHERE, Actions, Analysis, Made, Question, Span
from podcheck.lsp.processes import FileProcess, Processes
from podcheck.model.codec import Fact
from podcheck.process import SLOW, WorkerLost

DELAY = 0.3
"""Seconds without another key before an edit is looked at."""

PATIENCE = 1.0
"""Seconds that a run may still take when another text is there already."""

Answer = TypeVar("Answer", bound=Fact)


@dataclass(slots=True, eq=False)
class OpenDocument:
    """An open file."""

    uri: str
    path: str
    process: FileProcess
    text: str = ""
    version: int = 0
    is_changed: bool = False
    """It has a text that does not lie on the disk."""

    is_saved: bool = False
    """It was saved, and has not changed since."""

    folder: str = ""
    analysis: Analysis = field(default_factory=Analysis)
    settled: asyncio.Event = field(default_factory=asyncio.Event)
    """What is known is of the text as it is."""

    timer: asyncio.TimerHandle | None = None
    is_due: bool = False
    is_closed: bool = False
    begun: float | None = None
    """When the run that is on began."""

    runner: asyncio.Task[None] | None = None
    aside: set[FileProcess] = field(default_factory=set)
    """Processes for what takes long."""

    attempted: tuple[int, str] | None = None
    """Which headers were last precompiled, and as of when."""

    fixes: dict[str, Actions] = field(default_factory=dict)
    """What was tried for the text as it is, by class."""

    def is_current(self, version: int) -> bool:
        """Whether what was found out about that version is still to be shown."""
        return not (self.is_closed or self.is_due) and self.version == version


class Documents:
    """The open files."""

    def __init__(
        self,
        processes: Processes,
        cache: Path | None,
        publish: Callable[[OpenDocument], None],
        busy: Callable[[str], contextlib.AbstractAsyncContextManager[None]],
    ) -> None:
        self.every: dict[str, OpenDocument] = {}
        """By URI."""

        self.encoding = "utf-16"
        """What the editor counts characters in."""

        self.markdown = False
        """The editor shows Markdown."""

        self.cross_checks = True
        """The compilers are asked about what is saved."""

        self._processes = processes
        self._cache = str(cache / "prefixes") if cache is not None else ""
        self._publish = publish
        """Shows an analysis."""

        self._busy = busy
        """Shows that something takes long, as long as it does."""

        self._run = secrets.token_hex(8)
        """An id that no other server has."""

        self._generation = 0
        """How often something on the disk has changed."""

        self._making = asyncio.Semaphore(os.cpu_count() or 1)
        self._tasks: set[asyncio.Task[None]] = set()

    def open(self, uri: str, path: str, text: str, version: int, folder: str) -> None:
        """Take a file that is open now, and analyse it at once."""
        document = OpenDocument(uri, path, self._processes.start(), _plain(text), version, folder=folder)
        document.is_changed = not _lies_on_disk(path, document.text)
        self.every[uri] = document
        self._schedule(document, 0.0)
        if document.is_changed:
            self._schedule_readers(document, 0.0)

    def change(self, uri: str, text: str, version: int) -> None:
        """Take the file's next text."""
        document = self.every.get(uri)
        if document is not None:
            document.text, document.version = _plain(text), version
            document.is_changed, document.is_saved = True, False
            self._schedule(document, DELAY)
            self._schedule_readers(document, DELAY)

    def save(self, uri: str) -> None:
        """Note that the file lies on the disk as it is; what others have read of it may be old."""
        document = self.every.get(uri)
        if document is not None:
            document.is_changed, document.is_saved = False, True
        self.refresh()

    def close(self, uri: str) -> None:
        """Take a file that is not open any more."""
        document = self.every.pop(uri, None)
        if document is None:
            return
        self._end(document)
        if document.is_changed:
            self._schedule_readers(document, 0.0)

    def refresh(self) -> None:
        """Analyse all files again, since something on the disk has changed."""
        self._generation += 1
        for document in self.every.values():
            self._schedule(document, 0.0)

    def close_all(self) -> None:
        """End all processes."""
        for document in self.every.values():
            self._end(document)
        self.every.clear()

    async def ask(self, uri: str, question: str, kind: type[Answer], span: Span, name: str = "") -> Answer | None:
        """Return what the file's process answers about the text as it is; None where it has no answer."""
        for _ in range(2):
            document = self.every.get(uri)
            if document is None:
                return None
            await document.settled.wait()
            try:
                answer = await document.process.ask(self._question(document, question, span, name), kind)
            except (WorkerLost, OSError):
                answer = None
            if answer is not None:
                return answer
            if document.is_closed or not document.analysis.reads:
                return None
            self._schedule(document, 0.0)  # the process is another one by now
        return None

    async def try_fixes(self, uri: str, name: str) -> Actions:
        """Return the fixes of a class, in a process of their own, which an edit ends."""
        document = self.every.get(uri)
        if document is None:
            return Actions()
        if name not in document.fixes:
            version = document.version
            question = self._question(document, "fixes", NOWHERE, name)
            result = await self._ask_aside(document, question, Actions)
            if result is None or document.version != version:
                return Actions()
            document.fixes[name] = result
        return document.fixes[name]

    def _question(self, document: OpenDocument, kind: str, span: Span = NOWHERE, name: str = "") -> Question:
        others = [other for other in self.every.values() if other is not document and other.is_changed]
        return Question(
            kind, document.path, document.text, tuple(sorted((other.path, other.text) for other in others)),
            document.folder, self._cache, self._run, self._generation, self.encoding, self.markdown, span, name,
        )  # fmt: skip

    def _schedule_readers(self, document: OpenDocument, delay: float) -> None:
        """Have the files analysed that read this one, or of which it isn't known what they read."""
        names = {document.path, os.path.realpath(document.path)}
        for other in self.every.values():
            if other is not document and not (other.analysis.reads and names.isdisjoint(other.analysis.reads)):
                self._schedule(other, delay)

    def _schedule(self, document: OpenDocument, delay: float) -> None:
        document.settled.clear()
        document.fixes.clear()
        for process in document.aside:
            process.close()
        if document.timer is not None:
            document.timer.cancel()
        document.timer = asyncio.get_running_loop().call_later(delay, self._begin, document)

    def _begin(self, document: OpenDocument) -> None:
        """Analyse the text as it is now, behind the run that is on; one that takes too long is ended."""
        document.timer = None
        document.is_due = True
        if document.runner is None:
            document.runner = asyncio.get_running_loop().create_task(self._run_while_due(document))
        elif document.begun is not None:
            loop = asyncio.get_running_loop()
            left = max(0.0, PATIENCE - (time.monotonic() - document.begun))
            loop.call_later(left, self._overtake, document, document.begun)

    def _overtake(self, document: OpenDocument, begun: float) -> None:
        if document.begun == begun and document.is_due and not document.is_closed:
            document.process.end()

    async def _run_while_due(self, document: OpenDocument) -> None:
        try:
            while document.is_due and not document.is_closed:
                document.is_due = False
                version, document.begun = document.version, time.monotonic()
                analysis = await self._analyse(document)
                document.begun = None
                if document.is_current(version):
                    self._take(document, analysis)
        finally:
            document.begun = document.runner = None

    def _take(self, document: OpenDocument, analysis: Analysis) -> None:
        document.analysis = analysis
        if document.timer is None:
            document.settled.set()
        self._publish(document)
        self._want_headers(document)
        if self._is_cross_checked(document):
            self._start(self._cross_check(document))

    def _is_cross_checked(self, document: OpenDocument) -> bool:
        """Whether the compilers, who see what lies on the disk alone, are asked about the text."""
        is_wanted = self.cross_checks and document.is_saved and document.analysis.can_cross_check
        return is_wanted and not any(other.is_changed for other in self.every.values())

    async def _cross_check(self, document: OpenDocument) -> None:
        """Show what the compilers say too, if the text is the same by then: an edit ends this."""
        analysis, question = document.analysis, replace(self._question(document, "analyse"), cross_check=True)
        async with self._making:
            if document.analysis is not analysis or not document.settled.is_set() or document.is_closed:
                return
            with_compilers = await self._ask_aside(document, question, Analysis)
        if document.analysis is not analysis or not document.settled.is_set():
            return
        if with_compilers is None:
            lost = f"{document.path}: the compilers' answers were lost; the next save asks them again"
            with_compilers = replace(analysis, remarks=(lost,))
        document.analysis = replace(
            analysis, diagnoses=with_compilers.diagnoses, remarks=with_compilers.remarks, can_cross_check=False
        )
        self._publish(document)

    def _start(self, work: Coroutine[None, None, None]) -> None:
        """Do something beside the rest, and hold it meanwhile."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _analyse(self, document: OpenDocument) -> Analysis:
        """Return the analysis of the text as it is; a process that is lost is tried once more."""
        lost: Exception | None = None
        for _ in range(2):
            try:
                analysis = await document.process.ask(self._question(document, "analyse"), Analysis)
            except (WorkerLost, OSError) as error:
                lost = error
                if document.is_due or document.is_closed or str(error).startswith(SLOW):
                    break
                continue
            return Analysis() if analysis is None else analysis
        what = f"the process that analysed it was lost: {lost}"
        return Analysis((not_analysed(what, "The next edit starts another one."),))

    def _want_headers(self, document: OpenDocument) -> None:
        """Have the file's headers precompiled where they are not, once for each state of things."""
        wanted = (self._generation, document.analysis.wanted)
        if document.analysis.wanted and document.attempted != wanted:
            document.attempted = wanted
            self._start(self._make_prefix(document))

    async def _make_prefix(self, document: OpenDocument) -> None:
        async with self._making:
            if document.is_closed:
                return
            name = os.path.basename(document.path)
            async with self._busy(f"precompiling the headers of {name}"):
                process = self._processes.start()
                try:
                    await process.ask(self._question(document, "prefix"), Made)
                except (WorkerLost, OSError):
                    return
                finally:
                    process.close()

    async def _ask_aside(self, document: OpenDocument, question: Question, kind: type[Answer]) -> Answer | None:
        process = self._processes.start()
        document.aside.add(process)
        try:
            return await process.ask(question, kind)
        except (WorkerLost, OSError):
            return None
        finally:
            document.aside.discard(process)
            process.close()

    def _end(self, document: OpenDocument) -> None:
        document.is_closed = True
        document.settled.set()
        if document.timer is not None:
            document.timer.cancel()
        for process in (document.process, *document.aside):
            process.close()


def _plain(text: str) -> str:
    """Return the text without halves of surrogate pairs, which JSON can hold and no file."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _lies_on_disk(path: str, text: str) -> bool:
    """Whether the file has that text; with other ends of lines it is the same to C++."""
    try:
        return _to_lines(read_bytes(path).decode("utf-8", "replace")) == _to_lines(text)
    except OSError:
        return False


def _to_lines(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n")
