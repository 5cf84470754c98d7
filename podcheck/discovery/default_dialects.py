"""Which dialect a compiler takes where its command names none: nothing is run, its name says it."""

from __future__ import annotations

from podcheck.discovery.compiler_command import Command
from podcheck.discovery.msvc_flags import DEFAULT_DIALECT

_GCC = ("g++", "gcc", "c++", "cc")
_OF_GCC = ((16, "gnu++20"), (11, "gnu++17"), (6, "gnu++14"), (0, "gnu++98"))
_OF_CLANG = ((16, "gnu++17"), (6, "gnu++14"), (0, "gnu++98"))
"""From which version on, the newest first."""

_CLANG = ("clang++", "clang")
_PLAIN = "gnu++17"
"""Of g++ 11 to 15, of clang++ from 16 on, and of those that are made of these."""


def default_dialect(command: Command) -> str:
    """Return what the compiler takes, as a value of `-std=`."""
    if command.msvc:
        return DEFAULT_DIALECT
    by_version = _OF_GCC if command.name in _GCC else _OF_CLANG if command.name in _CLANG else ()
    if command.version is not None:
        return next((dialect for since, dialect in by_version if command.version >= since), _PLAIN)
    return _PLAIN


def assumption(command: Command) -> str:
    """Return what is assumed, and whose default that is, for people: "gnu++20 (the default of g++-16)"."""
    name = command.name or "g++ and clang++"
    if command.name and not command.msvc and command.version is not None:
        name += f"-{command.version}"
    return f"{default_dialect(command)} (the default of {name})"
