"""What is to be written must not be what is read: a slip of the shell's history would cost a source."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from podcheck.errors import ConfigError


def check_output(output: str | Path, read: Iterable[str]) -> None:
    """Raise ConfigError where the file to write is one of those that are read."""
    if any(_is_same(output, file) for file in read):
        raise ConfigError(f"{output} is also an input: it would be overwritten", "Name another file to write.")


def _is_same(output: str | Path, file: str) -> bool:
    try:
        return os.path.isfile(file) and os.path.samefile(output, file)
    except (OSError, ValueError):  # there is none yet, or can't be one
        return False
