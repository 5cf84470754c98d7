"""The text of source files for the reports that show lines of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from podcheck.files import read_bytes
from podcheck.report import SHOWING_CLASSES, SHOWING_FINDINGS

if TYPE_CHECKING:
    from podcheck.model.results import Report

_LARGEST = 32 << 20
"""Bytes of a file that is still read: larger ones are made by programs, for programs."""


def with_sources(report: Report, formats: Iterable[str] = SHOWING_CLASSES) -> Report:
    """Return the report with the text of the files that these formats show lines of: of all records, or of findings."""
    from podcheck.report.formats.findings import files_of_findings
    from podcheck.report.records.source_files import files_of

    wanted = set(formats)
    if wanted & SHOWING_CLASSES:
        return replace(report, sources=read_sources((*files_of(report.records), *files_of_findings(report.findings))))
    if wanted & SHOWING_FINDINGS and report.findings:
        return replace(report, sources=read_sources(files_of_findings(report.findings)))
    return report


def read_sources(files: Iterable[str]) -> dict[str, str]:
    """Return their texts by name; a file that can't be read, or is none, is left out."""
    result = {}
    for file in files:
        try:
            text = read_bytes(file, _LARGEST).decode("utf-8", "replace")
            result[file] = text.replace("\r\n", "\n").replace("\r", "\n")
        except OSError:
            continue
    return result
