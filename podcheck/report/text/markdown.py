"""Text for GitHub's Markdown: whatever it holds, no markup, mention, reference or link comes of it."""

from __future__ import annotations

import re

from podcheck.report.text.terminal import safe, shorten

_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~@&$]|^\s*(?:[-+=]|\d+(?=[.)]))")
"""What marks up within a line, and what does so at its beginning."""

_QUOTED = re.compile(r"'([^']+)'")
_BREAK = "&#8203;"
"""A zero-width space. GitHub looks for mentions and references in what is rendered, so that an escape is no help."""

_LINKING = (
    (re.compile(r"\\@"), f"@{_BREAK}"),
    (re.compile(r"\\#(?=\w)"), rf"\\#{_BREAK}"),
    (re.compile(r"(?i)\b(GH)-(?=\d)"), rf"\1{_BREAK}-"),
    (re.compile(r"://"), f":{_BREAK}//"),
    (re.compile(r"(?i)\b(www)\."), rf"\1{_BREAK}."),
)
_LONGEST = 2000
"""Characters of one message or name that are written."""


def to_one_line(text: str) -> str:
    """Return `text` as it reads, on one line; five spaces at its beginning would be code."""
    escaped = _SPECIAL.sub(_escape, re.sub(r"^ +", " ", shorten(safe(text), _LONGEST)))
    escaped = re.sub(r"(?<=\w)\\_(?=\w)", "_", escaped)
    for pattern, broken in _LINKING:
        escaped = pattern.sub(broken, escaped)
    return escaped


def _escape(match: re.Match[str]) -> str:
    """Return what was found with a backslash; a number at the beginning has it behind itself: `1\\.`."""
    result = match[0]
    return f"{result}\\" if result[-1].isdigit() else f"{result[:-1]}\\{result[-1]}"


def code(text: str, *, cell: bool = False) -> str:
    """Return `text` as code, in which nothing is marked up or linked.

    `cell`: it stands in a table.
    """
    shown = shorten(safe(text), _LONGEST)
    if not shown.strip():
        return to_one_line(repr(text))
    longest = max(map(len, re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if shown[0] in "` " or shown[-1] in "` " else ""
    # A table is parted at `|` before anything else is read, and `\|` is taken back within code too
    return f"{fence}{pad}{shown.replace('|', chr(92) + '|') if cell else shown}{pad}{fence}"


def message(text: str, *, cell: bool = False) -> str:
    """Return a message, with the names that it quotes as code."""
    parts = _QUOTED.split(shorten(safe(text), _LONGEST))
    return "".join(code(part, cell=cell) if at % 2 else to_one_line(part) for at, part in enumerate(parts))
