"""reviewdog's Diagnostic Format: `reviewdog -f=rdjson`.

Only fields that every version of reviewdog knows: it refuses a report with one that it does not.
"""

from __future__ import annotations

import json

from podcheck.addresses import rule_address
from podcheck.model.fixes import ClassFix, Position
from podcheck.model.results import Report
from podcheck.report.formats.issues import Item, items, spelled_out
from podcheck.report.formats.paths import path_of
from podcheck.report.options import Options

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}


def render_rdjson(report: Report, options: Options) -> str:
    """Return the report as JSON, in ASCII, ending in a newline. Columns are in bytes, there and here."""
    diagnostics = [_diagnostic(item, options) for item in items(report, options)]
    return json.dumps({"source": {"name": "podcheck"}, "diagnostics": diagnostics}, indent=2) + "\n"


def _diagnostic(item: Item, options: Options) -> dict[str, object]:
    location: dict[str, object] = {"path": item.file or "."}
    if item.line:
        column = {"column": item.column} if item.column else {}
        location["range"] = {"start": {"line": item.line, **column}}
    suggestions = _suggestions(item.fix, item.file, options) if item.fix is not None else []
    address = rule_address(item.code) if item.finding is not None else None
    return {
        "message": spelled_out(item, options),
        "location": location,
        "severity": _SEVERITIES[item.severity],
        "code": {"value": item.code, **({"url": address} if address else {})},
        **({"suggestions": suggestions} if suggestions else {}),
    }


def _suggestions(fix: ClassFix, file: str, options: Options) -> list[dict[str, object]]:
    """Return the edits of a fix; none where one is in another file than the diagnostic, which is where they are meant.

    A suggestion is text: one with bytes that are none can't be said.
    """
    made: list[dict[str, object]] = []
    for replacement in sorted(fix.replacements, key=lambda each: each.edit.start):
        if path_of(replacement.edit.file, options) != file:
            return []
        try:
            text = replacement.edit.text.decode("utf-8")
        except UnicodeDecodeError:
            return []
        made.append({"range": {"start": _position(replacement.start), "end": _position(replacement.end)}, "text": text})
    return made


def _position(position: Position) -> dict[str, object]:
    return {"line": position.line, "column": position.column}
