"""Where an edit is, in lines and columns: what tools that read a report ask for."""

from __future__ import annotations

from podcheck.cpp.viewed_lines import utf16_units
from podcheck.model.fixes import Edit, LocatedEdit, Position


def replacement(edit: Edit, content: bytes) -> LocatedEdit:
    """Return the edit of a file of that content with its lines and columns."""
    return LocatedEdit(edit, position(content, edit.start), position(content, edit.end))


def position(content: bytes, offset: int) -> Position:
    """Return the place before the byte at that offset; a line ends with a newline."""
    start = content.rfind(b"\n", 0, offset) + 1
    line = content.count(b"\n", 0, offset) + 1
    return Position(line, offset - start + 1, utf16_units(content[start:offset], line) + 1)
