"""What a build compiles, read from compilers' command lines and from what `make -n` prints."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

DIALECT = "-std=gnu++17"
"""What Clang and GCC take where a command names no dialect; written out, so that all that is measured takes it."""

_SOURCES = (".cpp", ".cc", ".cxx", ".cppm")
_DEPENDENCIES = ("-MF", "-MQ", "-MT")
"""What a compiler is told of a file of dependencies, each with a word behind it."""

_AROUND = re.compile(
    r"`test -f '[^']*' \|\| echo '[^']*'`|depbase=`[^`]*`;|^if (?=.* -c .*; *then )|; *then .*", re.MULTILINE
)
"""What Automake writes before a source's name, to find it, and around a command."""

_ENTERING = re.compile(r"make(?:\[\d+\])?: Entering directory '(.*)'")
_LEAVING = re.compile(r"make(?:\[\d+\])?: Leaving directory ")


@dataclass(frozen=True)
class Unit:
    """How a source is compiled."""

    directory: str
    """Where the compiler is run."""
    file: str
    """The source's absolute path."""
    arguments: tuple[str, ...]
    """The compiler and its options, without the source, `-c`, and what is written."""


def unit_of(directory: Path, words: Sequence[str]) -> Unit | None:
    """Return what a compiler's command compiles; None where that is not one C++ source."""
    if "-c" not in words:
        return None
    sources = [word for word in words if word.endswith(_SOURCES)]
    if len(sources) != 1:
        return None
    naming = {at for at, word in enumerate(words) if word in ("-o", *_DEPENDENCIES)}
    outputs = naming | {at + 1 for at in naming}
    others = ("-c", "-MD", "-MMD", sources[0])
    options = [word for at, word in enumerate(words) if at not in outputs and word not in others]
    if not any(word.startswith("-std=") for word in options):
        options.append(DIALECT)
    return Unit(str(directory), os.path.normpath(directory / sources[0]), tuple(options))


def read_dry_run(text: str, folder: Path) -> Iterator[Unit]:
    """Yield the units that make, started in the folder, says that it would compile."""
    folders = [folder]
    for line in _AROUND.sub("", text.replace("\\\n", " ")).splitlines():
        if match := _ENTERING.match(line):
            folders.append(Path(match[1]))
        elif _LEAVING.match(line):
            folders.pop()
        elif unit := unit_of(folders[-1], _split(line)):
            yield unit


def _split(line: str) -> list[str]:
    """Return the words of the line's first command; none where it is no simple one."""
    try:
        words = shlex.split(line)
    except ValueError:
        return []
    return words[: words.index("&&")] if "&&" in words else words
