"""Dask workers as an executor: the extra `podcheck[distributed]`.

Each worker runs the same `guarded` as the threads here do: a batch in a process of its own, within limits. Workers must
see the sources under the same paths. Dask sends pickles between its processes, so its scheduler belongs on a network
whose machines are trusted; what podcheck puts into them are a function's name and bytes of JSON.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

from podcheck.errors import ConfigError

_SECONDS = 10.0


@contextmanager
def connect_dask(address: str) -> Iterator[tuple[Executor, int, Callable[[], bool]]]:
    """Yield an executor on the scheduler's workers, how many threads these have, and what says whether it is lost.

    Raises ConfigError.
    """
    try:
        import distributed
    except ImportError as error:
        advice = "pip install 'podcheck[distributed]', here and where the workers run."
        raise ConfigError("--scheduler needs Dask's distributed, which is not installed", advice) from error
    connect: Any = distributed.Client  # its functions have no types
    with _quiet():
        try:
            client = connect(address, timeout=_SECONDS, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            advice = "Start one with `dask scheduler`, and name the address that it prints."
            raise ConfigError(f"no Dask scheduler answers at {address}: {error}", advice) from error
        try:
            threads = sum(client.nthreads().values())
            yield client.get_executor(pure=False), threads, lambda: client.status != "running"
        finally:
            client.close(timeout=_SECONDS)


_LOGS = ("distributed", "tornado", "asyncio")
"""What Dask is made of. It prints tracebacks where a scheduler goes away, which podcheck says in one line."""


@contextmanager
def _quiet() -> Iterator[None]:
    """Have none of these logs say anything: some of those below them have levels of their own."""
    known = [name for name in list(logging.root.manager.loggerDict) if name.partition(".")[0] in _LOGS]
    levels = {log: log.level for log in map(logging.getLogger, {*_LOGS, *known})}
    for log in levels:
        log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for log, level in levels.items():
            log.setLevel(level)
