"""How the sources of the packages are built whose uses are judged: their own builds of `projects`, and these.

`make_recipe` makes the recipe of a package with a build, `make_flat` that of one that is read with plain flags.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from commands import newest
from dry_run import Unit
from projects import Build, Recipe, Unavailable, run_logged

CALLS = re.compile(rb"\b(?:mem(?:cpy|move|set|cmp)|bzero|bcopy|qsort|realloc|malloc|calloc|fread|fwrite|offsetof)\s*\(")
SOURCES = (".C", ".cc", ".cpp", ".cxx")
HEADERS = (".H", ".h", ".hh", ".hpp", ".hxx", ".inl")


@dataclass(frozen=True)
class FlatBuild:
    """All C++ sources below some folders that have CALLS, with the same flags: for a package whose build has no more
    to it, or whose build is not to be had."""

    folders: tuple[str, ...]
    flags: tuple[str, ...]
    without: tuple[str, ...] = ()
    """Words of a path that is left out: for other platforms."""
    quoted: bool = False
    """Whether `#include "..."` looks into each folder of the sources that has headers."""
    angled: bool = False
    """Whether `#include <...>` looks into these folders too, behind all others."""
    libraries: tuple[str, ...] = ()
    """The names by which pkg-config knows the libraries that are used: it gives further flags."""

    @property
    def tools(self) -> Sequence[str]:
        return ("pkg-config",) if self.libraries else ()

    def units(self, source: Path, build: Path, log: Path) -> list[Unit]:
        build.mkdir()
        files = sorted(file for folder in self.folders for file in (source / folder).rglob("*"))
        chosen = [file for file in files if not any(word in str(file.relative_to(source)) for word in self.without)]
        sources = [file for file in chosen if file.suffix in SOURCES and file.is_file()]
        calling = [file for file in sources if CALLS.search(file.read_bytes())]
        with log.open("a") as stream:
            stream.write(f"{len(calling)} sources of {len(sources)}\n")
        words = (newest("clang++"), *self.flags, *self._library_flags(), *self._header_folders(chosen))
        return [Unit(str(source), str(file), words) for file in calling]

    def _library_flags(self) -> list[str]:
        if not self.libraries:
            return []
        words = ["pkg-config", "--cflags", *self.libraries]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Unavailable(f"pkg-config does not know all of its libraries: {done.stderr.strip()[-500:]}")
        return done.stdout.split()

    def _header_folders(self, files: Sequence[Path]) -> list[str]:
        folders = sorted({str(file.parent) for file in files if file.suffix in HEADERS})
        options = [*(["-iquote"] if self.quoted else []), *(["-I"] if self.angled else [])]
        return [word for option in options for folder in folders for word in (option, folder)]


@dataclass(frozen=True)
class PreparedBuild:
    """Another build, before which something is made in the sources that they lack, in the order of the fields."""

    build: Build
    empty_folders: tuple[str, ...] = ()
    """Folders of the sources that must be there: the build would fetch a part of another project into them."""
    texts: tuple[tuple[str, str], ...] = ()
    """Small files of the sources, each with its text: a header that its own build makes from the version."""
    commands: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """What is run, each as the folder of the sources where it is, and the command's words: a script that writes a
    header, or `sed` with a change that the sources need."""

    @property
    def tools(self) -> Sequence[str]:
        return self.build.tools

    def units(self, source: Path, build: Path, log: Path) -> list[Unit]:
        for folder in self.empty_folders:
            (source / folder).mkdir(parents=True, exist_ok=True)
        for name, text in self.texts:
            (source / name).write_text(text)
        for folder, words in self.commands:
            run_logged(words, source / folder, log)
        return self.build.units(source, build, log)


def make_recipe(package: str, build: Build, needs: str = "", complete: bool = False) -> Recipe:
    """Return the recipe of a package with its build; `needs`: Debian's packages, as words of one text."""
    return Recipe(package, build, tuple(needs.split()), complete=complete)


def flat_build(flags: str, without: str = "", libraries: str = "", angled: bool = False) -> FlatBuild:
    """Return the build of all sources of a package with the same flags, each as words of one text."""
    words = ("-w", "-ferror-limit=0", *flags.split())
    return FlatBuild((".",), words, tuple(without.split()), True, angled, tuple(libraries.split()))


def make_flat(package: str, flags: str, needs: str = "", without: str = "") -> Recipe:
    """Return the recipe of a package that no build configures; a source is kept though it lacks a header."""
    return make_recipe(package, flat_build(flags, without), needs, complete=True)
