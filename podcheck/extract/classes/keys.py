"""Which class is which: libclang's USR, made unique where it is not."""

from __future__ import annotations

from os.path import basename

from clang.cindex import Cursor

from podcheck.model.type_refs import Key
from podcheck.paths import resolve_file

_EXTERNAL = "c:@"
"""How the USR of a class begins that other files may name; that of another one begins with its file's name."""

_UNSPELLED = " "
"""What a USR has in place of a type that libclang has no letters for: a pointer to a member, for one."""


def key_of(record: Cursor) -> Key:
    """Return the class's key: its USR; of unnamed, local and closure classes with the place, since USRs repeat there.

    The file is what the system says it is, not the path by which this unit came to it.
    """
    usr: str = record.get_usr()
    name: str = record.spelling
    unique = usr != "" and "@F@" not in usr and "@FT@" not in usr and "(" not in name
    if unique and usr.startswith(_EXTERNAL):
        return f"{usr}@{record.type.get_canonical().spelling}" if _UNSPELLED in usr else usr
    location = record.location
    reached = location.file.name if location.file else ""
    file = resolve_file(reached)
    if basename(file) != basename(reached):  # it is a link, by whose name the USR calls the file
        usr = usr.replace(f":{basename(reached)}@", f":{basename(file)}@").replace(
            f"@{basename(reached)}@", f"@{basename(file)}@"
        )
    return usr if unique else f"{usr}@{file}:{location.line}:{location.column}"
