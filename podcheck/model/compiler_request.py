"""What a compiler is asked to read, and what remembers its answers."""

from __future__ import annotations

from msgspec import Struct


class CompilerRequest(Struct, frozen=True):
    """All that the outcome of a compile depends on, except what the files hold that it reads."""

    program: tuple[str, ...]
    """The compiler's own words, with which the command begins."""

    version: tuple[int, ...]
    """The version that the compiler reports."""

    command: tuple[str, ...]
    """The whole command."""

    text: bytes
    """The standard input."""

    arguments: tuple[str, ...] = ()
    """The words of the command that podcheck did not add itself."""

    printed: str = ""
    """What the compiler says of itself, and of the folders that it searches."""

    words: tuple[str, ...] = ()
    """The arguments on which `printed` may depend."""
