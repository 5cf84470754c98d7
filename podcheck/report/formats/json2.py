"""The JSON report, schema `podcheck-report/2` (`report-2.schema.json`): that of `json` with each reason written once.

A list of reasons is one of numbers, which count the report's `reasons` from 0. Those beneath a reason stand before it,
all levels of them: in `podcheck-report/1` they are repeated wherever they count, and end at the twelfth.
"""

from __future__ import annotations

from podcheck.model.results import Report
from podcheck.report.formats.json import report_json
from podcheck.report.options import Options
from podcheck.report.reasons.json import ReasonTable

SCHEMA = "podcheck-report/2"


def render_json2(report: Report, options: Options) -> str:
    """Return the report as JSON, in ASCII, ending in a newline."""
    del options  # for people's eyes only; a program always gets everything
    return report_json(report, SCHEMA, ReasonTable())
