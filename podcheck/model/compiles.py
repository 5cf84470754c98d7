"""What a compiler is asked to read, and what remembers its answers."""

from __future__ import annotations

from msgspec import Struct


class Question(Struct, frozen=True):
    """All that the outcome of a compile depends on, but what the files hold that it reads.

    `program`: the compiler's own words, with which the command begins. `version`: what it told.
    `text`: its standard input. `searched`: folders in which a new file could be included in place of another.
    """

    program: tuple[str, ...]
    version: tuple[int, ...]
    command: tuple[str, ...]
    text: bytes
    searched: tuple[str, ...] = ()
