"""What a process does that is told to end: its temporary folders go, and so do the programs that it runs."""

from __future__ import annotations

import os
import signal
import threading

from podcheck import temporary
from podcheck.process import end_all

_ENDING = (signal.SIGTERM, signal.SIGHUP)


def end_cleanly_on_signals() -> None:
    """Clean up on SIGTERM and SIGHUP, unless the caller ignores them, as `nohup` does; for the command line alone.

    A thread does it, since Python's own handlers wait until libclang comes back, which may take minutes.
    """
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    for number in _ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda _number, _frame: None)
    threading.Thread(target=_wait, args=(reading,), name="podcheck-signals", daemon=True).start()


def take_interrupts() -> None:
    """Have Ctrl-C be an exception again, which `podcheck.cli.start` kept it from being while there was nobody to catch
    it; where the caller ignores it, it stays ignored.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _wait(reading: int) -> None:
    """End the process once one of the signals comes."""
    while True:
        for number in os.read(reading, 1):
            if number in _ENDING:
                temporary.remove_all()
                end_all()
                temporary.remove_all()  # what the programs were about to write
                os._exit(128 + number)
