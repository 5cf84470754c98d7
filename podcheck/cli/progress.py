"""The bar on a terminal: how many files are done, how fast, how long it will take, and the current file."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from podcheck.cli.streams import printable

_SOON = 1.0
"""Seconds after which a run is long enough for a bar."""


@contextmanager
def progress(wanted: bool | None) -> Iterator[Callable[[int, int, str], None]]:
    """Yield what is called with how many of how many files are done.

    `wanted`: None: a bar where standard error is a terminal.
    """
    if wanted is False or (wanted is None and (not sys.stderr.isatty() or os.environ.get("TERM") == "dumb")):
        yield lambda _done, _all, _file: None
        return
    start = time.monotonic()
    bar = click.progressbar(length=1, file=sys.stderr, show_pos=True, show_percent=False, width=20, label="podcheck")
    latest = [""]
    shown = False

    def update_bar(done: int, count: int, file: str) -> None:
        nonlocal shown
        seconds = time.monotonic() - start
        latest[0] = file or latest[0]
        if not shown and (seconds < _SOON or count < 2):
            return
        shown = True
        bar.length = count
        bar.label = f"{done / seconds:.1f}/s {_short(latest[0])}".strip()
        bar.update(done - bar.pos)
        bar.render_progress()

    try:
        yield update_bar
    finally:
        if shown:
            click.echo("\r\x1b[K\x1b[?25h", nl=False, err=True)


def _short(file: str) -> str:
    """Return the file's name, as far as it leaves room for the rest."""
    name = printable(os.path.basename(file))
    most = max(0, shutil.get_terminal_size((80, 24)).columns - 56)
    return name if len(name) <= most else ""
