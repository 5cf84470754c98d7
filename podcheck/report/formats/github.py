"""Annotations of GitHub Actions: workflow commands that the runner reads from standard output.

GitHub shows ten errors, ten warnings and ten notices of a step and drops the rest without a word. So they are
ranked, and what is over is counted in the last notice and listed in the log.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from podcheck.model.report_formats import SEVERITIES
from podcheck.model.results import Report
from podcheck.report.formats.issues import Item, items, spelled_out
from podcheck.report.options import Options
from podcheck.report.text.terminal import safe

SHOWN = 10
"""Annotations of one kind that GitHub shows of a step."""

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def render_github(report: Report, options: Options) -> str:
    """Return a line per annotation, then the log's, ending in a newline; nothing where there is nothing to say."""
    ranked = _rank(items(report, options))
    lines: list[str] = []
    over: list[Item] = []
    for severity in SEVERITIES:
        room = SHOWN - 1 if severity == "note" else SHOWN  # the last notice may be the one that counts the rest
        those = [item for item in ranked if item.severity == severity]
        lines += [_annotation(item, options) for item in those[:room]]
        over += those[room:]
    if over:
        lines.append(f"::notice title=podcheck::{_data(_rest(over))}")
        lines += ["::group::podcheck: beyond GitHub's limit", *(_log(item) for item in over), "::endgroup::"]
    return "".join(f"{line}\n" for line in lines)


def _rank(all_: Iterable[Item]) -> list[Item]:
    """Return each file's first before any file's second, so that one file does not hide all others."""
    seen = Counter[tuple[str, str]]()
    ranks = []
    for item in all_:
        ranks.append((seen[item.severity, item.file], item))
        seen[item.severity, item.file] += 1
    return [rank for _, rank in sorted(ranks, key=lambda pair: pair[0])]


def _annotation(item: Item, options: Options) -> str:
    properties = {
        "file": item.file,
        "line": str(item.line or ""),
        "col": str(item.column or ""),
        "title": f"podcheck {item.code}",
    }
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
    return f"::{_COMMANDS[item.severity]} {written}::{_data(spelled_out(item, options))}"


def _rest(over: Sequence[Item]) -> str:
    counts = Counter(item.severity for item in over)
    kinds = [f"{counts[text]} more {text}{'s' if counts[text] > 1 else ''}" for text in SEVERITIES if counts[text]]
    files = list(dict.fromkeys(item.file for item in over if item.file))
    where = (
        f", in {', '.join(safe(file) for file in files[:SHOWN])}{' and others' if len(files) > SHOWN else ''}"
        if files
        else ""
    )
    return f"{' and '.join(kinds)} than GitHub shows{where}. The step's log lists them."


def _log(item: Item) -> str:
    """Return a line of the log, in which the runner must find no command."""
    place = ":".join(str(part) for part in (item.file, item.line, item.column) if part)
    text = safe(f"podcheck: {place + ': ' if place else ''}{item.severity}: {item.code}: {item.message}")
    return text.replace("##[", "## [")


def _data(text: str) -> str:
    """Return a message escaped as the runner takes it back apart."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Return a property escaped as the runner takes it back apart; a file's name must come out as it is."""
    for char, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")):
        text = text.replace(char, code)
    return text
