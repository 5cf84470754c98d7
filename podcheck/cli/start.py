"""Where the `podcheck` command begins: until the rest is imported, an interrupt ends the process without a word."""

from __future__ import annotations

import signal
from typing import NoReturn


def main() -> NoReturn:
    """Import the command line and run it; Python would print where in its imports an interrupt came."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from podcheck.cli.main import main as run

    run()
