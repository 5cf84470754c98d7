"""Sources that are not in the run, and lie beside what is: what their text says of a constructor that they define.

A run of a few files, as of those that have changed, has the same to say of them as a run of all. Only what is plain as
text counts: a source is not parsed here.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from podcheck.cpp.constructors import find_bodies, read_text
from podcheck.cpp.lexer import without_comments
from podcheck.files import read_bytes
from podcheck.model.problems import Location
from podcheck.model.units import SOURCES
from podcheck.model.use_sites import ConstructorDefinition
from podcheck.paths import spell_file

if TYPE_CHECKING:
    from podcheck.rules.uses.requirement import UnseenConstructor

_MOST_SOURCES = 1000
_MOST_BYTES = 256 << 20
"""Of all sources that are read."""

_NAME = re.compile(r"(?:\w+::)*([A-Za-z_]\w*)")
_PLAIN = re.compile(r"\w+\s*[(=]\s*-?\.?\d[\w.]*\s*\)?")
"""A member and a number."""


@dataclass(slots=True)
class SourcesBeside:
    """The sources of the folders that were looked into."""

    run: Collection[str]
    """The files that the run has read: what they define is known."""

    texts: dict[str, tuple[tuple[str, bytes], ...]] = field(default_factory=dict)
    """The names and texts of the sources, by folder."""

    left: int = _MOST_BYTES
    """The bytes that may still be read."""

    def find(self, unseen: UnseenConstructor, file: str) -> list[ConstructorDefinition]:
        """Return the constructor's definitions for a use in that file; nothing where one of them is not plain.

        They are in sources of the file's folder and of the header's, which include the header.
        """
        name = _NAME.fullmatch(unseen.name)
        if name is None:
            return []
        members = {member.encode() for member in unseen.members}
        result: list[ConstructorDefinition] = []
        for path, body in self._bodies(name[1].encode(), unseen.declared.file, file):
            text = read_text(body, members)
            if not text.zeros and not _PLAIN.fullmatch(text.value):
                return []
            known = (text.empty, text.zeros, text.value, text.values)
            result.append(ConstructorDefinition(unseen.key, unseen.declared, Location(path), *known))
        return result if len(result) == 1 or all(definition.zeros for definition in result) else []

    def _bodies(self, name: bytes, header: str, file: str) -> Iterator[tuple[str, bytes]]:
        named = re.escape(os.fsencode(os.path.basename(header)))
        include = re.compile(rb"#[ \t]*include[ \t]*[\"<](?:[^\">\n]{0,250}/)?" + named + rb"[\">]")
        for folder in dict.fromkeys((os.path.dirname(header), os.path.dirname(file))):
            for path, text in self._sources(folder):
                if name in text and include.search(text):
                    for body in find_bodies(without_comments(text), name):
                        yield path, body

    def _sources(self, folder: str) -> tuple[tuple[str, bytes], ...]:
        if folder not in self.texts:
            self.texts[folder] = tuple(_read_sources(folder, self.run, self.left))
            self.left -= sum(len(text) for _, text in self.texts[folder])
        return self.texts[folder]


def _read_sources(folder: str, run: Collection[str], left: int) -> Iterator[tuple[str, bytes]]:
    """Yield the C++ sources of the folder that are not among the run's, in the order of their names.

    They have no more than so many bytes in all.
    """
    try:
        names = sorted(name for name in os.listdir(folder or ".") if os.path.splitext(name)[1] in SOURCES)
    except OSError:
        return
    for name in names[:_MOST_SOURCES]:
        path = spell_file(os.path.join(folder, name))
        with contextlib.suppress(OSError):
            text = read_bytes(path, left) if path not in run else b""
            left -= len(text)
            yield path, text
