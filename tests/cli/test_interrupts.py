"""Ctrl-C while the command is still being imported leaves no traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from tests.cli.running import REPOSITORY
from tests.needs import HANGS_AFTER


@pytest.mark.parametrize("seen", ["podcheck._version", "podcheck.files", "click.core"])
def test_an_interrupt_among_the_imports(seen: str) -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has its background jobs ignore it
    try:
        run = subprocess.Popen(
            [sys.executable, "-X", "importtime", "-m", "podcheck", "rule"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        )
    finally:
        signal.signal(signal.SIGINT, before)
    assert run.stderr is not None
    for line in run.stderr:
        if line.rstrip().endswith(f" {seen}"):
            break
    run.send_signal(signal.SIGINT)
    rest = run.stderr.read()
    assert run.wait(HANGS_AFTER) in (-signal.SIGINT, 130, 0)  # 0: it was quicker
    assert "Traceback" not in rest
    run.stderr.close()
