"""Whether what one file of a batch does could have reached another: then neither counts, see `batch`."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from podcheck.extract.includes import IncludeGraph
from podcheck.extract.source import Sources
from podcheck.model.batches import Habits
from podcheck.model.facts import ClassFacts
from podcheck.model.paths import spell_file
from podcheck.model.units import Unit

_WORD = re.compile(rb"[A-Za-z_]\w*")
_CONDITION = re.compile(rb"^[ \t]*#[ \t]*(?:if|ifdef|ifndef|elif)\b((?:[^\n\\]|\\\r?\n)*)", re.MULTILINE)
_DEFINED = re.compile(rb"^[ \t]*#[ \t]*(?:define|undef)[ \t]+([A-Za-z_]\w*)", re.MULTILINE)
_PACKING = re.compile(rb"^[ \t]*#[ \t]*pragma[ \t]+pack[ \t]*\(([^)\n]*)", re.MULTILINE)
_SYSTEM = ("/usr/", "/opt/rh/", "/Applications/Xcode.app/", "/Library/Developer/")
"""Where headers are made to be included in any order."""

_LIBRARY = re.compile(rb"define[ \t]+(?:__GLIBCXX__|_LIBCPP_VERSION)\b")


@dataclass(frozen=True, slots=True)
class Member:
    """A unit of a batch: its place in the caller's list, its text and what it does."""

    number: int
    unit: Unit
    text: bytes
    habits: Habits

    @property
    def name(self) -> str:
        """What libclang calls its file in a batch."""
        return self.unit.file if os.path.isabs(self.unit.file) else f"./{self.unit.file}"


@dataclass(frozen=True, slots=True)
class Preprocessing:
    """What a file has to do with macros: those that its conditions ask for, those that it defines, every word in it."""

    asked: frozenset[bytes]
    defined: frozenset[bytes]
    words: frozenset[bytes]
    unbalanced: bool


class Leaks:
    """Looks for them in one parse of a batch."""

    def __init__(self, members: Sequence[Member], graph: IncludeGraph, sources: Sources) -> None:
        self.members = members
        self.graph = graph
        self.sources = sources
        self.reach = [graph.reached_from(one.name) for one in members]
        self.own = {one.name for one in members}

    def library_of(self, index: int) -> bool:
        """The unit reads a header of the C++ library."""
        return any(file in self._libraries for file in self.reach[index])

    @functools.cached_property
    def _libraries(self) -> frozenset[str]:
        every = {file for reach in self.reach for file in reach}
        return frozenset(file for file in every if _LIBRARY.search(self.sources.content(file)))

    def taints(self, index: int) -> bool:
        """What the unit does may have reached those behind it, and it may have been parsed otherwise than alone."""
        member = self.members[index]
        others = self.own - {member.name}
        if any(file in others for file in self.reach[index]):
            return True  # it includes another unit
        if any(member.name in self.reach[other] for other in range(len(self.members)) if other != index):
            return True
        headers = [file for file in self.reach[index] if file != member.name]
        if any(not _is_system(file) and self._read(file).unbalanced for file in headers):
            return True
        early = {name.encode() for name in member.habits.early}
        late = {name.encode() for name in member.habits.macros} - early
        return any(
            (early and early & self._read(file).words) or (late and late & self._read(file).defined)
            for file in (headers if early or late else ())
        )

    def tainted(self, index: int) -> bool:
        """A header of the unit asks for a macro that only files define which the unit does not include."""
        reach = self.reach[index]
        for file in reach:
            if not _is_system(file):
                for name in self._read(file).asked:
                    definers = self._definers.get(name)
                    if definers and not any(one in reach for one in definers):
                        return True
        return False

    @functools.cached_property
    def _definers(self) -> Mapping[bytes, set[str]]:
        found: dict[bytes, set[str]] = {}
        for file in {file for reach in self.reach for file in reach if not _is_system(file)} - self.own:
            for name in self._read(file).defined:
                found.setdefault(name, set()).add(file)
        return found

    def elsewhere(self, index: int, classes: Iterable[ClassFacts]) -> bool:
        """One of the classes stands in a file that the unit does not include."""
        reach = {spell_file(file) for file in self.reach[index]}
        return any(one.location.file and one.location.file not in reach for one in classes)

    def _read(self, file: str) -> Preprocessing:
        return _preprocessing(file, self.sources.content(file))


@functools.lru_cache(maxsize=4096)
def _preprocessing(_file: str, text: bytes) -> Preprocessing:
    asked = frozenset(name for one in _CONDITION.finditer(text) for name in _WORD.findall(one[1]))
    return Preprocessing(
        asked=asked,
        defined=frozenset(_DEFINED.findall(text)),
        words=frozenset(_WORD.findall(text)),
        unbalanced=_unbalanced(text),
    )


def _unbalanced(text: bytes) -> bool:
    depth = 0
    for one in _PACKING.finditer(text):
        words = one[1]
        if b"push" in words:
            depth += 1
        elif b"pop" in words:
            depth -= 1
        else:
            return True
    return depth != 0


@functools.lru_cache(maxsize=20_000)
def _is_system(file: str) -> bool:
    return os.path.realpath(file).startswith(_SYSTEM)
