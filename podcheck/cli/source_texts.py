"""The text of source files for the reports that show lines of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from podcheck.files import read_bytes
from podcheck.report import COUNTING_COLUMNS, SHOWING_CLASSES, SHOWING_FINDINGS

if TYPE_CHECKING:
    from podcheck.model.results import Report

_LARGEST = 32 << 20
"""Bytes of a file that is still read: larger ones are made by programs, for programs."""


def with_sources(
    report: Report, formats: Iterable[str] = SHOWING_CLASSES, given: Mapping[str, str] | None = None
) -> Report:
    """Return the report with the text of the files that these formats show lines, or count columns, of.

    `given`: what was analysed in place of what a file holds.
    """
    from podcheck.report.formats.findings import files_of_findings
    from podcheck.report.records.source_files import files_of

    wanted = set(formats)
    files: list[str] = []
    if wanted & SHOWING_CLASSES:
        files += files_of(report.records)
    if wanted & (SHOWING_CLASSES | SHOWING_FINDINGS):
        files += files_of_findings(report.findings)
    if wanted & COUNTING_COLUMNS:
        from podcheck.report.formats.issues import files_of_issues

        files += files_of_issues(report)
    return replace(report, sources=read_sources(dict.fromkeys(files), given)) if files else report


def read_sources(files: Iterable[str], given: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return their texts by name; a file that can't be read, or is none, is left out.

    A byte that is no UTF-8 is escaped, so that columns, which count bytes, are found.
    """
    known = {os.path.realpath(file): text for file, text in (given or {}).items()}
    result = {}
    for file in files:
        try:
            text = known.get(os.path.realpath(file)) if known else None
            if text is None:
                text = read_bytes(file, _LARGEST).decode("utf-8", "surrogateescape")
            result[file] = text.replace("\r\n", "\n").replace("\r", "\n")
        except OSError:
            continue
    return result
