"""The text of source files for the reports that show lines of them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from podcheck.model.results import Report

_LARGEST = 32 << 20
"""Bytes of a file that is still read: larger ones are made by programs, for programs."""


def with_sources(report: Report) -> Report:
    """The report with the text of the files that it points into."""
    from podcheck.report.files import files_of

    return replace(report, sources=read_sources(files_of(report.records)))


def read_sources(files: Iterable[str]) -> dict[str, str]:
    """Their texts by name; a file that can't be read, or is none, is left out."""
    found = {}
    for file in files:
        try:
            kind = os.stat(file)
            if stat.S_ISREG(kind.st_mode) and kind.st_size <= _LARGEST:
                with open(file, encoding="utf-8", errors="replace") as opened:
                    found[file] = opened.read()
        except (OSError, ValueError):
            continue
    return found
