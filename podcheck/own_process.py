"""What podcheck sets in a process of its own: how deep Python calls, how it looks for garbage, and when it ends."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import threading
import time
from collections.abc import Iterator

from podcheck.process import PARENT
from podcheck.time_limit import LOOK

_DEPTH = 10_000


def raise_recursion_limit() -> None:
    """Have Python call within calls as deep as C++ nests templates: compilers stop at about a thousand levels.

    For a process of podcheck's own; in somebody else's see `deep_calls`.
    """
    sys.setrecursionlimit(max(sys.getrecursionlimit(), _DEPTH))


_DEEP_LOCK = threading.Lock()
_DEEP: list[int] = []
"""The limits that were found, the host's first, as long as somebody needs another one."""


@contextlib.contextmanager
def deep_calls() -> Iterator[None]:
    """Allow depth as long as this lasts, in however many threads; the host's own limit is back afterwards."""
    with _DEEP_LOCK:
        _DEEP.append(sys.getrecursionlimit())
        raise_recursion_limit()
    try:
        yield
    finally:
        with _DEEP_LOCK:
            result = _DEEP[0]
            _DEEP.pop()
            if not _DEEP and sys.getrecursionlimit() == max(result, _DEPTH):  # else the host has changed it meanwhile
                sys.setrecursionlimit(result)


def tune_garbage_collector() -> None:
    """Have Python look for cycles of garbage less often: facts have none, and a fifth of a run went into looking."""
    gc.set_threshold(100_000, 20, 100)


def end_with_parent() -> None:
    """End this process, whatever it is at, soon after the one that started it has ended, however that ended."""
    parent = int(os.environ.get(PARENT, os.getppid()))

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(LOOK)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
