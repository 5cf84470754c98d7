"""The only place where podcheck starts another program.

An argument list and no shell, a time limit, an output limit, and the program's whole process group
ended when it exceeds either: a compiler that hangs or floods costs its own answers only. No program, library or
module is taken from the working directory, which may be somebody else's (`search_paths`).
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from msgspec import Struct

from podcheck import temporary
from podcheck.search_paths import module_folders, safe_environment
from podcheck.time_limit import TimeLimit

OUTPUT_LIMIT = 64 * 1024 * 1024
"""Bytes of standard output and standard error together, unless the caller says otherwise."""

_CHUNK = 1 << 16
_LONGEST = 1e6
"""Seconds of CPU time that no program is limited beyond."""

_RUNNING: set[subprocess.Popen[bytes]] = set()


class Completed(Struct, frozen=True):
    """How a program ended."""

    status: int | None
    """Its exit status, or minus the signal that ended it; None if it never started."""

    stdout: str = ""
    """Decoded with replacement; empty where `output` was asked for."""

    stderr: str = ""
    """Decoded with replacement."""

    timed_out: bool = False
    """It was ended for exceeding its time; what it had printed until then is kept."""

    truncated: bool = False
    """It was ended for exceeding its output limit; what it had printed until then is kept."""

    failure: str = ""
    """Why it never started; empty if it did."""

    output: bytes = b""
    """Standard output as it came, where that was asked for."""

    @property
    def ok(self) -> bool:
        """Whether it ran to its end and reported success."""
        return self.status == 0 and not self.timed_out and not self.truncated


def run(
    argv: Sequence[str],
    *,
    cwd: str | Path | None = None,
    timeout: float = 60.0,
    stdin: bytes | None = None,
    output_limit: int = OUTPUT_LIMIT,
    env: Mapping[str, str] | None = None,
    without: str | None = None,
    binary: bool = False,
) -> Completed:
    """Run `argv` in `cwd` with `stdin` as its standard input (none: an empty one), and return how it ended.

    `timeout` is in seconds, `output_limit` in bytes. `env` is added to podcheck's own environment, of which variables
    that begin with `without` are left out; messages are asked for in the C locale. `binary`: standard output is wanted
    as it comes. Raises nothing: a program that can't be started is a `Completed` without a status.
    """
    own = {name: value for name, value in os.environ.items() if without is None or not name.startswith(without)}
    environment = {**safe_environment(own), **(env or {}), "LC_ALL": "C"}
    try:
        process = subprocess.Popen(
            list(argv),
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL if stdin is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:  # ValueError: a NUL byte within an argument
        return Completed(None, failure=_why_not_started(argv, error))
    _RUNNING.add(process)
    _bound_cpu(process.pid, timeout)
    with process:
        try:
            return _collect(process, stdin, time.monotonic() + timeout, output_limit, binary=binary)
        except OSError as error:  # no descriptor is left to wait for it with
            return Completed(None, failure=_why_not_started(argv, error))
        finally:
            _RUNNING.discard(process)
            _end(process)


_BEGINNING = """\
import json, os, sys
sys.path[:], folder, module, name = json.loads(sys.argv.pop(1))
function = getattr(__import__(module, fromlist=[name]), name)
os.chdir(folder)
function()
"""


def python_command(module: str, function: str, arguments: Sequence[str], folder: str) -> list[str]:
    """Return the command that calls a function of a module in another Python, with the folder as working directory.

    It is the only way in which podcheck starts Python: isolated from the environment, with the folders that modules are
    imported from given in full. Start it in a folder that holds nothing: it goes to the other when all is loaded.
    """
    given = json.dumps([module_folders(), folder, module, function])
    return [sys.executable, "-I", "-c", _BEGINNING, given, *arguments]


def run_python(
    module: str, function: str, arguments: Sequence[str], *, folder: Path, timeout: float, output_limit: int
) -> Completed:
    """Call the function in another Python, as `python_command` says; the rest is as for `run`."""
    command = python_command(module, function, arguments, str(folder))
    with temporary.folder() as empty:
        return run(command, cwd=empty, timeout=timeout, output_limit=output_limit, env={"TMPDIR": empty})


def run_own_tree(arguments: Sequence[str], tree: Path) -> Completed:
    """Run the podcheck whose files lie in a developer's own tree, for `podcheck.dev` alone: what is there is run."""
    return run([sys.executable, "-m", "podcheck", *arguments], cwd=tree)


def end_all() -> None:
    """End the programs that other threads are waiting for now: the user wants to leave."""
    for process in list(_RUNNING):
        _end(process)


def _why_not_started(argv: Sequence[str], error: OSError | ValueError) -> str:
    program = argv[0] if argv else ""
    if isinstance(error, FileNotFoundError) and error.filename in (None, program):
        return f"{program}: no such program"
    return f"{program}: {getattr(error, 'strerror', None) or error}"


def _collect(
    process: subprocess.Popen[bytes], stdin: bytes | None, deadline: float, limit: int, *, binary: bool
) -> Completed:
    """Feed and read all three pipes at once, so that neither side waits for the other for ever."""
    assert process.stdout is not None
    assert process.stderr is not None
    received = {process.stdout.fileno(): bytearray(), process.stderr.fileno(): bytearray()}
    pending = memoryview(stdin or b"")
    timed_out = truncated = False
    with selectors.DefaultSelector() as selector:
        for descriptor in received:
            selector.register(descriptor, selectors.EVENT_READ)
        if process.stdin is not None:
            os.set_blocking(process.stdin.fileno(), False)
            selector.register(process.stdin, selectors.EVENT_WRITE)
        while selector.get_map() and not (timed_out or truncated):
            ready = selector.select(max(deadline - time.monotonic(), 0.0))
            for key, _ in ready:
                if key.fd in received:
                    chunk = os.read(key.fd, _CHUNK)
                    received[key.fd] += chunk
                    if not chunk:
                        selector.unregister(key.fd)
                elif process.stdin is not None:
                    pending = _feed(process.stdin, pending)
                    if not pending:
                        selector.unregister(process.stdin)
                        process.stdin.close()
            truncated = sum(map(len, received.values())) > limit
            timed_out = time.monotonic() >= deadline
    if not (timed_out or truncated):
        try:
            process.wait(max(deadline - time.monotonic(), 0.0))
        except subprocess.TimeoutExpired:
            timed_out = True
    _end(process)
    out, err = (bytes(data[:limit]) for data in received.values())
    printed, complaint = "" if binary else out.decode(errors="replace"), err.decode(errors="replace")
    return Completed(process.wait(), printed, complaint, timed_out, truncated, output=out if binary else b"")


def _bound_cpu(pid: int, seconds: float) -> None:
    """Have the system end a program, and each that it starts, should podcheck be killed meanwhile and not do so itself.

    A program may use all processors for as long as podcheck waits for it. Where the system has no such limit, none is.
    """
    with contextlib.suppress(ImportError, AttributeError, OSError, ValueError):
        import resource

        most = (int(min(seconds, _LONGEST)) + 1) * (os.cpu_count() or 1)
        resource.prlimit(pid, resource.RLIMIT_CPU, (most, most))


def _feed(pipe: IO[bytes], pending: memoryview) -> memoryview:
    """Write as much as fits; a program that closes its input early has read all that it wants."""
    try:
        return pending[os.write(pipe.fileno(), pending[:_CHUNK]) :]
    except BlockingIOError:
        return pending
    except OSError:
        return memoryview(b"")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the whole group of a process that is not waited for yet: a compiler driver has children."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


SLOW = "it took more than"
"""How a WorkerLost of one that took too long begins."""


PARENT = "PODCHECK_PARENT"
"""The environment variable that says which process a worker process belongs to; see `own_process.end_with_parent`."""


class WorkerLost(Exception):
    """A worker process ended, was ended or took too long, and its answer with it; the text says which."""


class WorkerProcess:
    """Another Python process that answers one question after the other, started when it is first asked.

    Questions and answers are bytes behind their length, over pipes. It is in a session of its own, so Ctrl-C does not
    reach it, and it ends by itself when its input does.
    """

    def __init__(self, module: str, function: str, start: str, env: Mapping[str, str]) -> None:
        """`start`: a folder that holds nothing of anybody else's."""
        self._argv = python_command(module, function, (), os.getcwd())
        self._start = start
        self._env = {**safe_environment(os.environ), **env, PARENT: str(os.getpid())}
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._over = False
        self._asked = False

    @property
    def pid(self) -> int | None:
        """Return the number of the process that runs now; None where none does."""
        return self._process.pid if self._process is not None else None

    def ask(self, question: bytes, seconds: float) -> bytes:
        """Return the answer. Raises WorkerLost; the next question goes to a new process then.

        `seconds`: CPU time that it may take.
        """
        process = self._running()
        try:
            assert process.stdin is not None
            process.stdin.write(len(question).to_bytes(8, "big") + question)
            process.stdin.flush()
            limit = TimeLimit(process.pid, seconds)
            size = int.from_bytes(_exactly(process, 8, limit), "big")
            if size > OUTPUT_LIMIT * 16:
                raise WorkerLost("its output is larger than podcheck accepts")
            return _exactly(process, size, limit)
        except TimeoutError as error:
            self._end()
            what = f"{SLOW} {seconds:g} s of CPU time, or none at all for as long, and was stopped"
            raise WorkerLost(what) from error
        except (OSError, ValueError) as error:  # ValueError: its pipes were closed
            self._end()
            raise WorkerLost(_end_of(process)) from error
        except WorkerLost:
            self._end()
            raise
        finally:
            self._asked = False
            if self._over:
                self._end()

    def close(self) -> None:
        """End it for good; who waits for an answer gets WorkerLost."""
        with self._lock:
            self._over = True
            process, queried = self._process, self._asked
        if process is None:
            return
        _end(process)
        if not queried:  # else who asks sees its output end: a pipe that is closed in his hands would never tell him
            self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._over:
                raise WorkerLost("it was asked to stop")
            self._asked = True
            if self._process is None:
                pipe = subprocess.PIPE
                self._process = subprocess.Popen(
                    self._argv, cwd=self._start, stdin=pipe, stdout=pipe, env=self._env, start_new_session=True
                )
            return self._process

    def _end(self) -> None:
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            _end(process)
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    if pipe is not None:
                        pipe.close()


def _exactly(process: subprocess.Popen[bytes], size: int, limit: TimeLimit) -> bytes:
    """Return that many bytes of its output. Raises TimeoutError, and OSError where it ends before."""
    assert process.stdout is not None
    received = bytearray()
    descriptor = process.stdout.fileno()
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, selectors.EVENT_READ)
        while len(received) < size:
            if not selector.select(limit.pause):
                if limit.is_over():
                    raise TimeoutError
                continue
            chunk = os.read(descriptor, min(size - len(received), _CHUNK))
            if not chunk:
                raise BrokenPipeError
            received += chunk
    return bytes(received)


def _end_of(process: subprocess.Popen[bytes]) -> str:
    status = process.poll()
    if status is not None and status < 0:
        return f"it was ended by signal {-status}"
    return "it ended without an answer"
