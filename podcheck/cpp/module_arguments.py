"""Arguments that bear on a module: its macros, its folders, and what is the same for it and who imports it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_DEFINITION = re.compile(r"([A-Za-z_]\w*)(\([^()\n]*\))?(?:=([^\n]*))?")


def list_definitions(arguments: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Yield the macros of the arguments, each with what stands behind `#define`; nothing: it is undefined."""
    for word in arguments:
        match = _DEFINITION.fullmatch(word[2:]) if word.startswith(("-D", "-U")) else None
        if match is not None:
            value = "1" if match[3] is None else match[3]
            yield match[1], f"{match[1]}{match[2] or ''} {value}" if word.startswith("-D") else ""


_WITH_FOLDER = ("-isystem", "-iquote", "-idirafter", "-iframework", "-cxx-isystem", "-stdlib++-isystem")


def list_folders(arguments: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """Yield the words that name one folder."""
    words = iter(arguments)
    for word in words:
        if word in _WITH_FOLDER:
            yield word, next(words, "")
        elif word.startswith(("-I", "-F", *_WITH_FOLDER)):
            yield (word,)


_IDLE = re.compile(
    r"-f(?:pic|PIC|pie|PIE)|-pthread|-f(?:no-)?(?:fast-math|openmp|builtin|threadsafe-statics)|-fsanitize=.*"
    r"|-ftemplate-depth=.*|-fconstexpr-(?:depth|steps)=.*"
)
"""What may differ between a library and who uses it: no class is another one by it."""


def importable_arguments(arguments: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return those that a module may have of its own (macros and folders), and the others that bear on a class."""
    own: list[str] = []
    others: list[str] = []
    words = iter(arguments)
    for word in words:
        if word in _WITH_FOLDER:
            own += [word, next(words, "")]
        elif not _IDLE.fullmatch(word):
            (own if word.startswith(("-D", "-U", "-I", "-F", *_WITH_FOLDER)) else others).append(word)
    return tuple(own), tuple(others)
