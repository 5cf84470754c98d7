"""What to parse: one translation unit with the flags it is parsed with."""

from __future__ import annotations

import functools
import itertools
import os
from collections.abc import Sequence

from podcheck.model.codec import Fact
from podcheck.model.traits import CxxStandard
from podcheck.model.wrappers import Wrapper
from podcheck.paths import is_matched, resolve_file

SOURCES = frozenset({".cpp", ".cc", ".cxx", ".c++", ".cppm", ".ixx", ".C", ".cu", ".hip"})
HEADERS = frozenset({".h", ".hh", ".hpp", ".hxx", ".h++", ".H", ".cuh"})
"""How the names of C++ files end."""

C_SOURCES = frozenset({".c"})
"""How those of C sources do, which a C++ compiler takes for C++ all the same."""

CXX, CUDA, HIP = "c++", "cuda", "hip"
"""Languages, as `-x` has them."""


def language_of(arguments: Sequence[str], default: str = CXX) -> str:
    """Return the language that the last `-x` among the arguments names; every language that is for no GPU counts as
    C++.
    """
    named = [value for flag, value in itertools.pairwise(arguments) if flag == "-x"]
    language = next(reversed(named), default)
    return language if language in (CUDA, HIP) else CXX


class Module(Fact, frozen=True):
    """A module that a unit or another module imports."""

    name: str
    """Of a partition with its module's, `m:part`."""

    file: str = ""
    """Where its text is; empty where that is not read."""

    arguments: tuple[str, ...] = ()
    """The macros that its file is built with (`-D`, `-U`), and the folders that headers are looked for in."""

    reason: str = ""
    """Why its text is not read; empty where it is."""

    advice: str = ""
    """What the user can do about `reason`."""


_SYSTEM = (
    "/usr/include/",
    "/usr/lib",
    "/usr/local/",
    "/usr/share/",
    "/opt/",
    "/Applications/Xcode.app/",
    "/Library/Developer/",
)
"""Where headers are that come with a system, a compiler or a package, unless the project itself lies there."""

_PACKAGES = ("/site-packages/", "/dist-packages/")
_SYSTEM_OPTIONS = ("-isystem", "-idirafter", "-isysroot", "--sysroot")


class Headers(Fact, frozen=True):
    """The headers whose classes a report is about, besides the units' own files; paths are real and absolute."""

    expression: str | None = None
    """A regular expression on the path as reports show it, from `root` on, or on the whole path."""

    root: str = ""
    """The project's folder."""

    folders: tuple[str, ...] = ()
    """Folders whose headers count."""

    files: tuple[str, ...] = ()
    """Headers that count."""

    excluded: tuple[str, ...] = ()
    """Folders and files that do not, though they lie below `folders`."""

    def has(self, file: str) -> bool:
        """Whether the classes of that file are reported. Raises ConfigError where the expression takes too long."""
        if not file:
            return False
        return is_matched(self.expression, file, self.root) or _is_among(self, os.path.abspath(resolve_file(file)))

    def is_excluded(self, file: str) -> bool:
        """Whether the file is one of those that are left out."""
        return _is_below(os.path.abspath(resolve_file(file)), self.excluded)


@functools.lru_cache(maxsize=65_536)
def _is_among(headers: Headers, path: str) -> bool:
    if path in headers.files:
        return True
    return bool(headers.folders) and _is_below(path, headers.folders) and not _is_below(path, headers.excluded)


def _is_below(path: str, folders: tuple[str, ...]) -> bool:
    return any(path == folder or path.startswith(f"{folder.rstrip('/')}/") for folder in folders)


class Unit(Fact, frozen=True):
    """One source file (or header alone) and how to compile it."""

    file: str
    """The file's one spelling (`paths.spell_file`), which locations repeat."""

    std: CxxStandard
    arguments: tuple[str, ...] = ()
    """The compiler's arguments without program, file, `-std`, `-c` and `-o`."""

    headers: Headers | None = None
    """Those whose records are reported too."""

    text: str | None = None
    """What is analysed in place of the file's content; None for the content itself."""

    others: tuple[tuple[str, str], ...] = ()
    """Paths of further files, each with what is analysed in place of its content."""

    uses: bool = False
    """Whether to look for the places that rely on a trait."""

    wrappers: tuple[Wrapper, ...] = ()
    """Functions of the user's, each with what it does."""

    assumed: str = ""
    """The dialect and whose default it is, where nobody named one; else empty."""

    programs: tuple[str, ...] = ()
    """The names of the programs that it is linked into; empty where that is not known. A header alone is a program of
    its own, since nothing is linked with it.
    """

    link: str | None = None
    """The path that was given, where that is a symbolic link to the file, beside which a compiler looks for headers."""

    module: str = ""
    """The module that its text is part of; empty where it is of none."""

    modules: tuple[Module, ...] = ()
    """The modules that it imports, and those that these import."""

    gnu_keywords: bool = True
    """Whether `typeof` is a keyword: in every dialect but those of ISO that a build names (`-std=c++20`)."""

    @property
    def path(self) -> str:
        """The path that the file is read by."""
        return self.link or self.file

    @property
    def flags(self) -> tuple[CxxStandard, bool, tuple[str, ...]]:
        """What units must have in common to be compiled alike, or in one."""
        return self.std, self.gnu_keywords, self.arguments

    @property
    def language(self) -> str:
        """`c++`, `cuda` or `hip`."""
        return language_of(self.arguments)

    @property
    def is_shareable(self) -> bool:
        """Whether it may be parsed on top of what units with the same flags include: it is C++, of headers as they are
        on the disk.

        Its own text may differ from its file's.
        """
        return not self.others and self.language == CXX

    def reports_on(self, file: str) -> bool:
        """Whether the report is about the file: the unit's own, or one of the headers that the user chose."""
        return file == self.file or (self.headers is not None and self.headers.has(file))

    def is_of_the_project(self, file: str) -> bool:
        """Whether the file is the user's: neither a header of the system or of `-isystem`, nor one that is left out."""
        if self.reports_on(file):
            return True
        if self.headers is not None and self.headers.is_excluded(file):
            return False
        root = self.headers.root if self.headers is not None else ""
        return not _is_system(os.path.abspath(resolve_file(file)), root, _system_folders(self.arguments))


@functools.lru_cache(maxsize=65_536)
def _is_system(path: str, root: str, folders: tuple[str, ...]) -> bool:
    if _is_below(path, folders) or any(part in path for part in _PACKAGES):
        return True
    return path.startswith(_SYSTEM) and not (root.startswith(_SYSTEM) and path.startswith(f"{root.rstrip('/')}/"))


@functools.lru_cache(maxsize=256)
def _system_folders(arguments: tuple[str, ...]) -> tuple[str, ...]:
    """Return the folders that the arguments give as those of system headers."""
    result: dict[str, None] = {}
    for at, word in enumerate(arguments):
        option = next((option for option in _SYSTEM_OPTIONS if word.startswith(option)), None)
        if option is not None:
            folder = word.removeprefix(option).removeprefix("=") or next(iter(arguments[at + 1 : at + 2]), "")
            if folder:
                result[os.path.realpath(folder)] = None
    return tuple(result)
