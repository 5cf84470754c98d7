"""What a compiler is asked to read, and what remembers its answers."""

from __future__ import annotations

from msgspec import Struct


class CompilerRequest(Struct, frozen=True):
    """All that the outcome of a compile depends on, but what the files hold that it reads.

    `program`: the compiler's own words, with which the command begins. `version`: what it told. `text`: its standard
    input. `arguments`: those of the command's words that are not podcheck's. `printed`: what the compiler says of
    itself, and of the folders that it searches, with `words`: those of the arguments on which that may depend.
    """

    program: tuple[str, ...]
    version: tuple[int, ...]
    command: tuple[str, ...]
    text: bytes
    arguments: tuple[str, ...] = ()
    printed: str = ""
    words: tuple[str, ...] = ()
