"""What `check` prints unless it is asked for something else: the findings first, then what the run comes to."""

from __future__ import annotations

from podcheck.model.results import Report
from podcheck.report.formats.findings import findings_in_full
from podcheck.report.formats.summary import summary_lines, trait_lines
from podcheck.report.formats.table import class_rows, table_blocks
from podcheck.report.options import Options

_MOST_ROWS = 40
"""Classes up to which a table is read; of more, how many have each trait says more, and `--format table` has all."""


def render_text(report: Report, options: Options) -> str:
    """Return the findings, the table of a few classes or what there is to say of many, and the summary."""
    rows = class_rows(report, options)
    below_table = len(rows.records) <= _MOST_ROWS or options.verbose
    summary = list(summary_lines(report, rows.records, options, below_table=below_table))
    parts = list(findings_in_full(report, options))
    if below_table:
        parts += table_blocks(rows, report, options)
    else:
        summary = [*trait_lines(report, rows.records, options), *summary]
    return "\n\n".join((*parts, "\n".join(summary))) + "\n"
