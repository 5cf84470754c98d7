"""Which compiled modules a command names, and which it makes: they say whose text is meant, and are never read."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

_COMPILED = (".pcm", ".gcm", ".ifc", ".bmi")
_TAKEN = ("-fmodule-file=", "/reference", "-reference")
_FOLDER = "-fprebuilt-module-path="
_MADE = "-fmodule-output="


def find_modules(
    words: Sequence[str], directory: str, local: Callable[[str], str], output: str
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Return the compiled modules that are taken, by name, and those that are made; paths are absolute.

    A name of "" is that of a folder, in which more of them are. `output`: what the command makes.
    """
    taken: list[tuple[str, str]] = []
    made: list[str] = []

    def path(text: str) -> str:
        return os.path.normpath(os.path.join(directory, local(text)))

    before = ""
    for word in words:
        if word.startswith(_FOLDER):
            taken.append(("", path(word.removeprefix(_FOLDER))))
        elif word.startswith(_MADE):
            made.append(path(word.removeprefix(_MADE)))
        else:
            flag = next((option for option in _TAKEN if word.startswith(option) and word != option), "")
            name, equals, file = (word if before in _TAKEN else word.removeprefix(flag)).partition("=")
            if (flag or before in _TAKEN) and equals and name and file:
                taken.append((name, path(file)))
        before = word
    if output.endswith(_COMPILED):
        made.append(path(output))
    return tuple(taken), tuple(made)
