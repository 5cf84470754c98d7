"""The names of a report's formats and severities, which options and configuration take, and where each format lives."""

from __future__ import annotations

from collections.abc import Mapping

FORMAT_MODULES: Mapping[str, str] = {
    "text": "podcheck.report.formats.text",
    "table": "podcheck.report.formats.table",
    "json": "podcheck.report.formats.json",
    "json2": "podcheck.report.formats.json2",
    "github": "podcheck.report.formats.github",
    "gitlab": "podcheck.report.formats.gitlab",
    "sarif": "podcheck.report.formats.sarif",
    "junit": "podcheck.report.formats.junit",
    "checkstyle": "podcheck.report.formats.checkstyle",
    "rdjson": "podcheck.report.formats.rdjson",
    "html": "podcheck.report.formats.html",
    "markdown": "podcheck.report.formats.markdown",
}
"""Where each format lives, by the name that `--format` takes: a function `render_NAME`."""

SEVERITIES = ("error", "warning", "note")
"""Of findings, from the worst down; any other word counts as a warning."""
