"""The text of a C++ file as a lexer sees it: comments and literals told apart."""

from __future__ import annotations

import re

_PIECE = re.compile(
    rb"""(?P<keep>(?<![\w.])\.?[0-9](?:'?[\w.])*)"""
    rb"""|(?P<comment>//(?:\\\r?\n|[^\n])*|/\*.*?(?:\*/|\Z))"""
    rb"""|(?P<literal>\bu?8?[LU]?R"(?P<mark>[^()\\\s]{0,16})\(.*?(?:\)(?P=mark)"|\Z)"""
    rb"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')""",
    re.DOTALL,
)
"""A number (in which `'` parts digits), a comment or a literal, whichever begins first."""


def without_comments(source: bytes) -> bytes:
    """Return the text with a space for each comment; lines keep their numbers."""
    return _PIECE.sub(_blank_comment, source)


def _blank_comment(match: re.Match[bytes]) -> bytes:
    return _lines_of(match[0], b" ") if match["comment"] is not None else match[0]


def _lines_of(text: bytes, replacement: bytes) -> bytes:
    return replacement + b"\n" * text.count(b"\n")
