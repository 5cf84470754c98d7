"""What a source includes, read off its text without a preprocessor, and where its flags have that looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_INCLUDE = re.compile(
    rb"^[ \t]*(?:%:|#)[ \t]*(?:include|include_next|import)\b[ \t]*(?P<what>\"[^\"\n]+\"|<[^>\n]+>|[^\s].*)",
    re.MULTILINE,
)
_FOLDER = re.compile(r"^(?:-I|-iquote|-isystem|-idirafter|-cxx-isystem|/I)(?P<folder>.*)$")


def included(text: bytes) -> Iterator[str]:
    """The names as written, with their quotes or brackets, what stands behind `#if` too; "" for what a macro spells."""
    for match in _INCLUDE.finditer(text.replace(b"\\\n", b"")):
        what = match["what"].decode(errors="surrogateescape")
        yield what if what[0] in '"<' else ""


def folders(arguments: Sequence[str]) -> Iterator[str]:
    """Where headers are looked for."""
    for at, argument in enumerate(arguments):
        match = _FOLDER.match(argument)
        if match is not None:
            yield match["folder"] or next(iter(arguments[at + 1 : at + 2]), "")
