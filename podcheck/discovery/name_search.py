"""Where a name may be defined, by the text of a project's files: nothing is parsed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from podcheck.cpp.lexer import without_comments
from podcheck.discovery import compile_database
from podcheck.discovery.built_files import exclusions_of, find_project
from podcheck.discovery.header_flags import entry_to_borrow_flags_from
from podcheck.discovery.unit_flags import find_database
from podcheck.files import read_bytes, real, working_directory
from podcheck.model.settings import InputOptions
from podcheck.model.units import HEADERS, SOURCES
from podcheck.paths import spell_file

_LARGEST = 4 << 20
"""Bytes of a file that is looked through."""

_MENTIONS = 3
"""Files that only mention the name are tried, so many: what stands in one may be able to name it."""

_CLASS = rb"\b(?:class|struct|union)\b(?:[\w\s:<>,\[\]()]|\"[^\"\n]{0,100}\"){0,300}?\b%s\b[^;{}()=]{0,300}\{"
_ALIAS = rb"\b(?:using\s+%s\b|typedef\b[^;]{0,500}\b%s\s*;)"
_ANY_CLASS = re.compile(rb"\b(?:class|struct|union)\s+(\w{1,200})")


class CandidateFile(Struct, frozen=True):
    """A file to parse."""

    file: str
    header: str | None = None
    """The header in it that has the name; None where the file has it itself."""

    @property
    def expression(self) -> str | None:
        """Return the value of `--headers` for the header; None where there is none."""
        return None if self.header is None else f"^{re.escape(self.header)}$"


class NameMatches(Struct, frozen=True):
    """Where a name may be defined."""

    places: tuple[CandidateFile, ...]
    """The files to parse, likely ones first."""

    names: tuple[str, ...]
    """The names of all classes in the project's text."""


def find_definitions(name: str, inputs: InputOptions, progress: Callable[[int, int, str], None]) -> NameMatches:
    """Return where the name, without namespaces and template arguments, may be defined in the project around here.

    That is the one of the working directory. `progress` is called with how far it is.
    """
    here = real(working_directory())
    result = find_database(str(here / compile_database.NAME), inputs)
    read = result if isinstance(result, compile_database.Database) else None
    project = find_project(read.path, read.items) if read is not None else None
    root = project or here
    files = exclusions_of(read, inputs).walk(root, SOURCES | HEADERS).files
    word = re.escape(name.encode("utf-8", "surrogateescape"))
    mention, alias = re.compile(rb"\b%s\b" % word), re.compile(_ALIAS % (word, word))
    defining = re.compile(_CLASS % word)
    ranked: dict[int, list[Path]] = {0: [], 1: [], 2: []}
    names: dict[str, None] = {}
    for number, file in enumerate(files):
        progress(number, len(files), str(file))
        try:
            text = read_bytes(file, _LARGEST)
        except OSError:
            continue
        names |= dict.fromkeys(word.decode("utf-8", "replace") for word in _ANY_CLASS.findall(text))
        if mention.search(text) is not None:
            plain = without_comments(text)
            rank = 0 if defining.search(plain) else 1 if alias.search(plain) else 2
            ranked[rank].append(file)
    likely = (*ranked[0], *ranked[1], *ranked[2][:_MENTIONS])
    return NameMatches(tuple(dict.fromkeys(each for file in likely for each in _places(file, read))), tuple(names))


def _places(file: Path, read: compile_database.Database | None) -> Iterator[CandidateFile]:
    """Yield what to parse for a file: of a header a source that includes it, then itself."""
    if file.suffix in HEADERS and read is not None and (borrowed := entry_to_borrow_flags_from(read, file)) is not None:
        yield CandidateFile(spell_file(str(borrowed.file)), str(file))
    yield CandidateFile(spell_file(str(file)))
