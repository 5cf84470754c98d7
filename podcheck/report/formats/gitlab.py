"""GitLab's Code Quality report: a JSON array of violations, which a merge request shows at their lines."""

from __future__ import annotations

import json

from podcheck.model.results import Report
from podcheck.report.formats.issues import NOT_ANALYSED, Item, items, spelled_out
from podcheck.report.options import Options

_SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}
"""GitLab's words; what was not analysed is `critical`, since it may hide anything."""


def render_gitlab(report: Report, options: Options) -> str:
    """Return the report as JSON, in ASCII, ending in a newline."""
    return json.dumps([_violation(item, options) for item in items(report, options)], indent=2) + "\n"


def _violation(item: Item, options: Options) -> dict[str, object]:
    return {
        "description": spelled_out(item, options),
        "check_name": f"podcheck/{item.code}",
        "fingerprint": item.fingerprint,
        "severity": "critical" if item.code == NOT_ANALYSED else _SEVERITIES[item.severity],
        "location": {"path": item.file or ".", "lines": {"begin": max(item.line, 1)}},
    }
