"""Where a compiler may look for the files that a text names: every path, whether there is something or not."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence

from podcheck.cpp.search import Folder

_DATE = re.compile(
    rb"\b(?:__DA(?:T(?:E(?:_{1,2})?)?)?|_?DATE__|A?TE__"
    rb"|__TI(?:M|ME_{1,2}|MESTAMP\w*)?|__TIME(?=[ \t]*[,)#])|_?TIME__|I?ME__|\w*STAMP__)\b"
)
"""`__DATE__`, `__TIME__`, `__TIMESTAMP__`, and the halves that `##` makes them of."""

_PIECES = (b"__DA", b"TE__", b"__TI", b"ME__", b"STAMP__")
"""One of these is in what `_DATE` finds; most texts have none."""

_SPLICE = re.compile(rb"\\[ \t\v\f]*(?:\r\n|\n|\r)")
_HANDED_ON = re.compile(
    rb"(?:#|%:)[ \t]*define[ \t]+(?P<name>\w+)\([ \t]*(?P<value>\w+)[ \t]*\)[ \t]*"
    rb"__has_(?:include|embed)(?:_next)?[ \t]*\([ \t]*(?P=value)[ \t]*\)"
)
_HANDED = rb"\b%s[ \t]*\([ \t]*(?:\"(?P<quoted>[^\"\r\n]{1,4096})\"|<(?P<angled>[^>\r\n]{1,4096})>|(?P<other>))"
_DEFINED = re.compile(rb"define[ \t]+\Z")
_FRAMEWORK = ".framework"


def candidates(name: str, beside: str | None, folders: Iterable[Folder]) -> Iterator[str]:
    """Yield each path at which a file that is named so may be.

    `beside`: the folder of the text, for a name in quotes.
    """
    if os.path.isabs(name):
        yield name
        return
    if beside is not None:
        yield os.path.join(beside, name)
    for folder in folders:
        if folder.is_framework:
            first, _, rest = name.partition("/")
            for headers in ("Headers", "PrivateHeaders"):
                yield os.path.join(folder.path, f"{first}{_FRAMEWORK}", headers, rest)
        else:
            yield os.path.join(folder.path, name)


def is_in_framework(file: str) -> bool:
    """Whether the file's own names are looked for in frameworks within its own one too."""
    return f"{_FRAMEWORK}/" in file


def has_date(text: bytes) -> bool:
    """Whether the text may say when it is compiled, or when it was written."""
    text = _SPLICE.sub(b"", text)
    return any(piece in text for piece in _PIECES) and _DATE.search(text) is not None


def names_within(files: Iterable[str], folders: Sequence[str]) -> dict[str, None]:
    """Return by which names the files can be found from these folders."""
    starts = [os.path.join(folder, "") for folder in dict.fromkeys(folders)]
    return {file[len(start) :]: None for file in files for start in starts if file.startswith(start)}


def handed_on(text: bytes) -> list[bytes]:
    """Return the macros of one parameter that hand it on to `__has_include`, as often as they are defined."""
    return [match["name"] for match in _HANDED_ON.finditer(_SPLICE.sub(b"", text))]


def names_handed(text: bytes, macro: bytes) -> Iterator[str]:
    """Yield the names that the text hands to such a macro; "" where it is not plain which one."""
    text = _SPLICE.sub(b"", text)
    for match in re.finditer(_HANDED % re.escape(macro), text):
        if not _DEFINED.search(text, max(0, match.start() - 64), match.start()):
            yield (match["quoted"] or match["angled"] or b"").decode(errors="surrogateescape")
