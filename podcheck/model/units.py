"""What to parse: one translation unit with the flags it is parsed with."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from podcheck.model.codec import Fact
from podcheck.model.traits import CxxStandard

SOURCES = frozenset({".cpp", ".cc", ".cxx", ".c++", ".cppm", ".ixx", ".C", ".cu", ".hip"})
HEADERS = frozenset({".h", ".hh", ".hpp", ".hxx", ".h++", ".H", ".cuh"})
"""How the names of C++ files end."""

CXX, CUDA, HIP = "c++", "cuda", "hip"
"""Languages, as `-x` has them."""


def language_of(arguments: Sequence[str], default: str = CXX) -> str:
    """Return the language that the last `-x` among the arguments says; all that is for no GPU counts as C++."""
    named = [value for flag, value in itertools.pairwise(arguments) if flag == "-x"]
    language = next(reversed(named), default)
    return language if language in (CUDA, HIP) else CXX


class Module(Fact, frozen=True):
    """A module that a unit or another module imports: where its text is, or the `reason` why that is not read.

    `name`: a partition's with its module's, `m:part`. `arguments`: the macros that its file is built with (`-D`, `-U`),
    and the folders that headers are looked for in.
    """

    name: str
    file: str = ""
    arguments: tuple[str, ...] = ()
    reason: str = ""
    advice: str = ""


class Unit(Fact, frozen=True):
    """One source file (or header alone) and how to compile it.

    `file` is the file's one spelling (`paths.spell_file`); it is what locations repeat.
    `link`: the path that was given, where it is a symbolic link to the file: a compiler looks for headers beside it.
    `arguments` are the compiler's arguments without program, file, `-std`, `-c` and `-o`.
    `headers` is a regular expression: records of headers whose path it matches are reported too.
    `text`, where given, is analysed in place of the file's content; `others`: paths of further files, with what is
    analysed in place of theirs. `uses`: look for the places that rely on a trait; `wrappers`: the user's functions,
    each with the known one that it is like. `assumed`: the dialect and whose default it is, where no one says it.
    `programs`: names of those that it is linked into; none where that is not known. A header alone is a program of its
    own, since nothing is linked with it. `module`: that which its text is part of.
    `modules`: what it imports, and what these do.
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
    programs: tuple[str, ...] = ()
    link: str | None = None
    module: str = ""
    modules: tuple[Module, ...] = ()

    @property
    def path(self) -> str:
        """The path that the file is read by."""
        return self.link or self.file

    @property
    def language(self) -> str:
        """`c++`, `cuda` or `hip`."""
        return language_of(self.arguments)

    @property
    def is_shareable(self) -> bool:
        """Whether it may be parsed on top of what units of the same flags include: C++, of files as they lie there."""
        return self.text is None and not self.others and self.language == CXX
