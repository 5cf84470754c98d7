"""Which class is which: libclang's USR, made unique where it is not."""

from __future__ import annotations

from clang.cindex import Cursor

from podcheck.model.facts import Key
from podcheck.model.paths import tidy


def key_of(record: Cursor) -> Key:
    """The class's key: its USR; of unnamed, local and closure classes with the place, since USRs repeat there."""
    usr: str = record.get_usr()
    name: str = record.spelling
    if usr and "@F@" not in usr and "@FT@" not in usr and "(" not in name:
        return usr
    location = record.location
    file = tidy(location.file.name) if location.file else ""
    return f"{usr}@{file}:{location.line}:{location.column}"
