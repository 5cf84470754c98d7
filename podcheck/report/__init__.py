"""A Report as text: one pure function per format, listed in FORMATS.

`table` is for people, `json_report` for programs; `explain` renders one record in full. `options` says how it
may look, `grid`, `text` and `ansi` know terminals, `causes` finds the reasons worth a line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from podcheck.model.results import Report
from podcheck.report.json_report import json_report
from podcheck.report.options import Options
from podcheck.report.table import table

Format: TypeAlias = Callable[[Report, Options], str]

FORMATS: Mapping[str, Format] = {
    "table": table,
    "json": json_report,
}
"""By the name that `--format` takes."""
