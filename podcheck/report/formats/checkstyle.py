"""Checkstyle's XML, which many tools read: Jenkins, reviewdog, editors."""

from __future__ import annotations

from itertools import groupby

from podcheck.model.results import Report
from podcheck.report.formats.issues import items, spelled_out
from podcheck.report.options import Options
from podcheck.report.text import xml

_SEVERITIES = {"error": "error", "warning": "warning", "note": "info"}


def render_checkstyle(report: Report, options: Options) -> str:
    """Return one `file` for each file with something to say, ending in a newline."""
    root = xml.element("checkstyle", {"version": "4.3"})
    for file, those in groupby(sorted(items(report, options), key=lambda issue: issue.file), lambda issue: issue.file):
        node = xml.element("file", {"name": file or "."})
        for issue in sorted(those, key=lambda item: (item.line, item.column)):
            attributes = {"line": str(max(issue.line, 1)), "column": str(issue.column or "")}
            attributes |= {"severity": _SEVERITIES[issue.severity], "message": spelled_out(issue, options)}
            attributes |= {"source": f"podcheck.{issue.code}"}
            node.append(xml.element("error", {key: value for key, value in attributes.items() if value}))
        root.append(node)
    return xml.document(root)
