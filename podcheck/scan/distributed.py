"""Dask workers as an executor: the extra `podcheck[distributed]`.

Each worker runs the same `guarded` as the threads here do: a batch in a process of its own, within limits. Workers must
see the sources under the same paths. Dask sends pickles between its processes, so its scheduler belongs on a network
whose machines are trusted; what podcheck puts into them are a function's name and bytes of JSON.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

from podcheck.errors import ConfigError

_SECONDS = 10.0


@contextmanager
def connected(address: str) -> Iterator[tuple[Executor, int]]:
    """An executor on the scheduler's workers, and how many threads these have. Raises ConfigError."""
    try:
        import distributed
    except ImportError as error:
        advice = "pip install 'podcheck[distributed]', here and where the workers run."
        raise ConfigError("--scheduler needs Dask's distributed, which is not installed", advice) from error
    connect: Any = distributed.Client  # its functions have no types
    try:
        client = connect(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        advice = "Start one with `dask scheduler`, and name the address that it prints."
        raise ConfigError(f"no Dask scheduler answers at {address}: {error}", advice) from error
    try:
        yield client.get_executor(pure=False), sum(client.nthreads().values())
    finally:
        client.close()
