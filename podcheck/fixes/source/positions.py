"""Where an edit is, in lines and columns: what tools that read a report ask for."""

from __future__ import annotations

from podcheck.model.fixes import Edit, LocatedEdit, Position


def replacement(edit: Edit, content: bytes) -> LocatedEdit:
    """Return the edit of a file of that content with its lines and columns."""
    return LocatedEdit(edit, position(content, edit.start), position(content, edit.end))


def position(content: bytes, offset: int) -> Position:
    """Return the place before the byte at that offset; a line ends with a newline."""
    start = content.rfind(b"\n", 0, offset) + 1
    before = content[start:offset].decode("utf-8", "surrogateescape")
    units = sum(2 if ord(character) > 0xFFFF else 1 for character in before)
    return Position(content.count(b"\n", 0, offset) + 1, offset - start + 1, units + 1)
