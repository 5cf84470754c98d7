"""What to parse: one translation unit with the flags it is parsed with."""

from __future__ import annotations

from podcheck.model.codec import Fact
from podcheck.model.traits import CxxStandard

SOURCES = frozenset({".cpp", ".cc", ".cxx", ".c++", ".cppm", ".ixx", ".C", ".cu"})
HEADERS = frozenset({".h", ".hh", ".hpp", ".hxx", ".h++", ".H", ".cuh"})
"""How the names of C++ files end."""


class Unit(Fact, frozen=True):
    """One source file (or header alone) and how to compile it.

    `file` is the file's one spelling (`paths.spell_file`); it is what locations repeat.
    `link`: the path that was given, where it is a symbolic link to the file: a compiler looks for headers beside it.
    `arguments` are the compiler's arguments without program, file, `-std`, `-c` and `-o`.
    `headers` is a regular expression: records of headers whose path it matches are reported too.
    `text`, where given, is analysed in place of the file's content; `others`: paths of further files, with what is
    analysed in place of theirs. `uses`: look for the places that rely on a trait; `wrappers`: the user's functions,
    each with the known one that it is like. `programs`: names of those that it is linked into; none where that is not
    known. A header alone is a program of its own, since nothing is linked with it.
    """

    file: str
    std: CxxStandard
    arguments: tuple[str, ...] = ()
    headers: str | None = None
    text: str | None = None
    others: tuple[tuple[str, str], ...] = ()
    uses: bool = False
    wrappers: tuple[tuple[str, str], ...] = ()
    programs: tuple[str, ...] = ()
    link: str | None = None

    @property
    def path(self) -> str:
        """The path that the file is read by."""
        return self.link or self.file
