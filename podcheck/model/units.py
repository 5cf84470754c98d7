"""What to parse: one translation unit with the flags it is parsed with."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from podcheck.model.traits import CxxStandard

CXX, CUDA, HIP = "c++", "cuda", "hip"
"""Languages, as `-x` has them."""


def language_of(arguments: Sequence[str], default: str = CXX) -> str:
    """Return the language that the last `-x` among the arguments says; all that is for no GPU counts as C++."""
    named = [value for flag, value in itertools.pairwise(arguments) if flag == "-x"]
    language = next(reversed(named), default)
    return language if language in (CUDA, HIP) else CXX


@dataclass(frozen=True, slots=True)
class Unit:
    """One source file (or header alone) and how to compile it.

    `file` is the path as the user or the compile database gave it; it is what locations repeat.
    `arguments` are the compiler's arguments without program, file, `-std`, `-c` and `-o`.
    `headers` is a regular expression: records of headers whose path it matches are reported too.
    `text`, where given, is analysed in place of the file's content; `others`: paths of further files, with what is
    analysed in place of theirs. `uses`: look for the places that rely on a trait; `wrappers`: the user's functions,
    each with the known one that it is like. `assumed`: the dialect and whose default it is, where no one says it.
    """

    file: str
    std: CxxStandard
    arguments: tuple[str, ...] = ()
    headers: str | None = None
    text: str | None = None
    others: tuple[tuple[str, str], ...] = ()
    uses: bool = False
    wrappers: tuple[tuple[str, str], ...] = ()
    assumed: str = ""

    @property
    def language(self) -> str:
        """`c++`, `cuda` or `hip`."""
        return language_of(self.arguments)
