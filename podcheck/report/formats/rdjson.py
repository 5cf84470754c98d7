"""reviewdog's Diagnostic Format: `reviewdog -f=rdjson`.

Only fields that every version of reviewdog knows: it refuses a report with one that it does not.
"""

from __future__ import annotations

import json

from podcheck.model.results import Report
from podcheck.report.formats.issues import Item, items, spelled_out
from podcheck.report.options import Options

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}


def render_rdjson(report: Report, options: Options) -> str:
    """The report as JSON, in ASCII, ending in a newline. Columns are in bytes, there and here."""
    diagnostics = [_diagnostic(item, options) for item in items(report, options)]
    return json.dumps({"source": {"name": "podcheck"}, "diagnostics": diagnostics}, indent=2) + "\n"


def _diagnostic(item: Item, options: Options) -> dict[str, object]:
    location: dict[str, object] = {"path": item.file or "."}
    if item.line:
        column = {"column": item.column} if item.column else {}
        location["range"] = {"start": {"line": item.line, **column}}
    return {
        "message": spelled_out(item, options),
        "location": location,
        "severity": _SEVERITIES[item.severity],
        "code": {"value": item.code},
    }
