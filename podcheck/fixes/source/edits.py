"""Edits of bytes: made from declarations, applied to contents, shown as a unified diff."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

from podcheck.fixes.source.tokens import Text
from podcheck.model.fixes import Edit


def removal(text: Text, start: int, end: int) -> Edit:
    """Return an edit that takes the bytes out, with their line where nothing else stands on it."""
    content = text.content
    line = content.rfind(b"\n", 0, start) + 1
    following = content.find(b"\n", end)
    following = len(content) if following < 0 else following + 1
    if not content[line:start].strip() and not content[end:following].strip():
        return Edit(text.file, line, following, b"")
    while end < len(content) and content[end : end + 1] in (b" ", b"\t"):
        end += 1
    return Edit(text.file, start, end, b"")


def removed_token(text: Text, number: int) -> Edit:
    """Return an edit that takes one token out, with the white space behind it."""
    token = text.tokens[number]
    end = token.end
    while text.content[end : end + 1] in (b" ", b"\t"):
        end += 1
    return Edit(text.file, token.start, end, b"")


def apply(contents: Mapping[str, bytes], edits: Iterable[Edit]) -> dict[str, bytes] | None:
    """Return the contents of the edited files afterwards; None where edits overlap or don't fit."""
    by_file: dict[str, list[Edit]] = {}
    for edit in dict.fromkeys(edits):
        by_file.setdefault(edit.file, []).append(edit)
    changed: dict[str, bytes] = {}
    for file, some in by_file.items():
        content = contents.get(file)
        if content is None:
            return None
        pieces: list[bytes] = []
        done = 0
        for edit in sorted(some, key=lambda item: (item.start, item.end)):
            if edit.start < done or edit.end > len(content):
                return None
            pieces += [content[done : edit.start], edit.text]
            done = edit.end
        changed[file] = b"".join([*pieces, content[done:]])
    return changed


def diff(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> str:
    """Return what changes, as `patch -p1` takes it; bytes that are no UTF-8 as surrogates."""
    reported: list[str] = []
    for file, content in after.items():
        old, new = (_lines(text) for text in (before[file], content))
        name = file.lstrip("/")
        lines = difflib.unified_diff(old, new, f"a/{name}", f"b/{name}", n=2)
        reported += (line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
    return "".join(reported)


def _lines(content: bytes) -> list[str]:
    """Return the lines with their ends; a lone carriage return ends none."""
    text = content.decode("utf-8", "surrogateescape")
    parts = text.split("\n")
    return [f"{part}\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
