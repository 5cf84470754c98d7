"""Whether a unit that was parsed on top of a prefix is what it would be alone.

A prefix holds headers that the unit does not include. What is asked here is whether any of these had a say: by a macro,
by a declaration that something refers to, by an addition to a set that lookups choose from, or by the order in which
headers were read. Whatever is not sure counts as a say; then the unit is parsed again, alone.
"""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from podcheck.extract.libclang.include_graph import Edge, IncludeGraph, is_system
from podcheck.extract.libclang.skipped_ranges import blank_lines
from podcheck.extract.prefix.macros import find_inner
from podcheck.extract.prefix.mentions import Mentions, is_noticed
from podcheck.extract.prefix.prefix import Prefix, PrefixFile
from podcheck.extract.prefix.source_text import (
    FileSynopsis,
    count_words,
    decode_words,
    match_concept_arguments,
    read_source_text,
    read_words,
)
from podcheck.files import read_bytes
from podcheck.paths import identify_file

_WORD = re.compile(rb"[A-Za-z_]\w*")


class Misfit(Enum):
    """Why a unit is parsed alone."""

    COUNTER = "it uses __COUNTER__, __BASE_FILE__ or __INCLUDE_LEVEL__, or is a module"
    ERROR = "it has an error"
    AGAIN = "it includes a header without an include guard again"
    MACRO = "a macro of a header that it does not include may matter"
    OWN_MACRO = "it defines a macro in front of a header that mentions it"
    LATE = "it includes a shared header after declarations, or after a header that is not shared"
    NAME = "it refers to a declaration of a header that it does not include"
    LOOKUP = "an overload, specialisation or using-directive of a header that it does not include may matter"
    ORDER = "it includes headers in another order, which may matter"
    CLASS = "one of its classes is in a header that it does not include"
    REFUSED = "libclang could not parse it on top of the prefix"


@dataclass(slots=True)
class EntryOrder:
    """The order in which files of a prefix are entered."""

    places: dict[int, int] = field(default_factory=dict)
    """When each file, by number, is entered first."""

    again: dict[tuple[int | None, int], int] = field(default_factory=dict)
    """When a file without an include guard is included, by the number of the file that includes it (None for one
    outside the prefix) and its own.
    """

    def enter(self, files: Sequence[PrefixFile], number: int | None) -> bool:
        """Enter a file of the prefix, and what it includes; return whether it had not been entered yet."""
        if number is None or not self._note(files, None, number):
            return False
        stack = [(number, iter(files[number].directives))]
        while stack:
            includer, directives = stack[-1]
            directive = next(directives, None)
            if directive is None:
                stack.pop()
            elif directive.file is not None and self._note(files, includer, directive.file):
                stack.append((directive.file, iter(files[directive.file].directives)))
        return True

    def _note(self, files: Sequence[PrefixFile], includer: int | None, number: int) -> bool:
        if not files[number].guarded:
            self.again.setdefault((includer, number), len(self.places))
        if number in self.places:
            return False
        self.places[number] = len(self.places)
        return True


@dataclass(slots=True)
class PrefixIndex:
    """A prefix with everything worked out once that each unit needs of it."""

    prefix: Prefix
    numbers: dict[str, int] = field(init=False)
    """The number of each file, by its identity."""

    reach: dict[int, int] = field(default_factory=dict)
    """The files that a file includes, itself too, as the bits of a number."""

    texts: dict[int, bytes] = field(default_factory=dict)
    """What a file holds, but for what is skipped."""

    concept_arguments: re.Pattern[bytes] | None = field(init=False)
    """Matches the arguments that a text gives to a concept; None where there are no concepts."""

    order: EntryOrder = field(init=False)
    """The order in which the prefix entered its files."""

    first_files: dict[str, str] = field(init=False)
    """The files that the directives of its own text bring, by the name as written."""

    def __post_init__(self) -> None:
        self.concept_arguments = match_concept_arguments(self.prefix.concepts)
        self.numbers = {}
        for number, file in enumerate(self.prefix.files):
            self.numbers.setdefault(identify_file(file.name), number)
        self.first_files = {
            each.spelled: self.prefix.files[each.file].name for each in self.prefix.first if each.file is not None
        }
        self.order = EntryOrder()
        for directive in (*self.prefix.forced, *self.prefix.first):
            self.order.enter(self.prefix.files, directive.file)

    def number_of(self, file: str) -> int | None:
        """Return the number of the file, by whatever name it goes; None where the prefix did not read it."""
        return self.numbers.get(identify_file(file))

    def reach_of(self, start: int) -> int:
        """Return the files that one includes, itself too, as the bits of a number."""
        if start not in self.reach:
            seen = 1 << start
            stack = [start]
            while stack:
                for directive in self.prefix.files[stack.pop()].directives:
                    if directive.file is not None and not seen >> directive.file & 1:
                        seen |= 1 << directive.file
                        stack.append(directive.file)
            self.reach[start] = seen
        return self.reach[start]

    def is_before(self, earlier: int, number: int, order: EntryOrder) -> bool:
        """Whether a file is entered before another in this order; where that is read each time, whether it is as in the
        prefix.
        """
        if self.prefix.files[number].guarded:
            return order.places[earlier] < order.places[number]
        own = self.order
        return all(
            key in own.again and (order.places[earlier] < place) == (own.places[earlier] < own.again[key])
            for key, place in order.again.items()
            if key[1] == number
        )

    def trusted_less(self, file: PrefixFile, others: Iterable[int]) -> Iterator[int]:
        """Yield those of the other files that may have a say in this one: system headers are made for any order.

        Those of Linux and of glibc know of each other, but not all of them say the same whichever comes first.
        """
        for number in others:
            if file.user or self.prefix.files[number].user or "/linux/" in file.name:
                yield number

    def text_of(self, number: int) -> bytes:
        """Return what the file holds, but for what is skipped; nothing where it can't be read."""
        if number not in self.texts:
            try:
                file = self.prefix.files[number]
                self.texts[number] = blank_lines(read_bytes(file.name), file.skipped)
            except OSError:
                self.texts[number] = b""
        return self.texts[number]


class Reference(NamedTuple):
    """A declaration that a unit's own file refers to."""

    file: str
    name: str
    usr: str
    """libclang's USR; empty for a class."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a unit's own parse, on top of the prefix, made known of it."""

    file: str
    """Its own file as libclang names it."""

    text: bytes
    """What that file holds."""

    graph: IncludeGraph
    """The directives of its own file and of headers that the prefix does not have."""

    referenced: frozenset[Reference]
    """The declarations that its own file refers to and does not repeat."""

    macro_files: frozenset[str]
    """The files of the macros that it uses."""


def find_misfit(index: PrefixIndex, reading: Reading) -> Misfit | None:
    """Return why the unit can't be taken as it was parsed; None where nothing outside its reach had a say."""
    own = read_source_text(reading.text)
    if own.counts:
        return Misfit.COUNTER
    local = _LocalFiles.read(index, reading, own)
    if local.again:
        return Misfit.AGAIN
    reached = 0
    for number in local.order.places:
        reached |= 1 << number
    files = index.prefix.files
    inside = [files[number] for number in local.order.places]  # in this order
    if any(text.counts for text in local.texts):
        return Misfit.COUNTER
    outside = [file for number, file in enumerate(files) if not reached >> number & 1]
    return (
        _find_own_effect(index, local)
        or _find_macro(index, reading, local, inside, outside, reached)
        or _find_name(index, reading, local, inside, reached)
        or _find_lookup(_read_mentions(index, reading, local, inside), outside, reached)
        or _find_order(index, local, reached)
    )


@dataclass(slots=True)
class _LocalFiles:
    """The unit's own file, and the headers that were parsed with it since the prefix does not have them."""

    texts: list[FileSynopsis]
    """What each of these does, the unit's own file first."""

    brought: list[tuple[FileSynopsis, int, int]]
    """For each directive of these that leads into the prefix: its file's text, its line, and the number of the file it
    brings.
    """

    order: EntryOrder
    """The order in which these enter files of the prefix."""

    again: bool = False
    """Whether one of the project's files was read in the prefix and is read here once more."""

    late: bool = False
    """Whether one of the project's headers that the prefix does not have comes before one that it has."""

    contents: list[bytes] = field(default_factory=list)
    """What the files hold, as bytes."""

    def words(self, kind: str) -> set[str]:
        """Return those words of the files that `FileSynopsis` has by that name."""
        return set(decode_words(word for text in self.texts for word in getattr(text, kind)))

    @classmethod
    def read(cls, index: PrefixIndex, reading: Reading, own: FileSynopsis) -> _LocalFiles:
        """Follow the unit's directives from its own file, and return the files that they lead to."""
        result = cls([own], [], EntryOrder(), contents=[reading.text])
        edges = reading.graph.edges
        files = index.prefix.files
        seen_local = {reading.file: own}
        behind_another = False
        for directive in index.prefix.forced:
            result.order.enter(files, directive.file)
        stack: list[tuple[FileSynopsis, Iterator[Edge]]] = [(own, iter(edges.get(reading.file, ())))]
        while stack:
            text, directives = stack[-1]
            edge = next(directives, None)
            if edge is None:
                stack.pop()
                continue
            if edge.file is None or edge.file == os.devnull:
                continue
            number = index.number_of(edge.file)
            if number is not None:
                file = files[number]
                result.again = result.again or (file.user and not file.guarded) or file.name == reading.file
                if result.order.enter(files, number):
                    result.brought.append((text, edge.line, number))
                    result.late = result.late or behind_another
            elif edge.file not in seen_local:
                content = _read_file(edge.file)
                inner = read_source_text(content)
                behind_another = behind_another or not is_system(edge.file)
                seen_local[edge.file] = inner
                result.texts.append(inner)
                result.contents.append(content)
                stack.append((inner, iter(edges.get(edge.file, ()))))
        result.again = result.again or index.number_of(reading.file) is not None
        return result


@functools.lru_cache(maxsize=4096)
def _read_file(file: str) -> bytes:
    try:
        return read_bytes(file)
    except OSError:
        return b""


def _find_own_effect(index: PrefixIndex, local: _LocalFiles) -> Misfit | None:
    """Look for what stands in the unit's own files in front of a header that it has from the prefix."""
    own = local.texts[0]
    others = [macro for text in local.texts[1:] for macro in text.macros]
    if local.late:
        return Misfit.LATE
    for text, line, number in local.brought:
        if min(text.first_pragma, text.first_code) < line:
            return Misfit.LATE
        before = [macro for macro, lines in own.macros.items() if lines[0] < line or text is not own]
        if (before or others) and _mentions(index, number, (*before, *others)):
            return Misfit.OWN_MACRO
    return None


def _mentions(index: PrefixIndex, start: int, macros: Iterable[bytes]) -> bool:
    """Whether the text of the file, or of one that it includes, has one of these words outside of comments."""
    wanted = frozenset(macros)
    reach = index.reach_of(start)
    for number in range(len(index.prefix.files)):
        if reach >> number & 1 and (result := wanted & read_words(index.text_of(number))):
            words = count_words(index.text_of(number))
            if any(word in words for word in result):
                return True
    return False


def _find_macro(
    index: PrefixIndex,
    reading: Reading,
    local: _LocalFiles,
    inside: Sequence[PrefixFile],
    outside: Sequence[PrefixFile],
    reached: int,
) -> Misfit | None:
    """Look for macros that a file outside the unit's reach defines, or takes away."""
    for file in reading.macro_files:
        number = index.number_of(file)
        if number is not None and not reached >> number & 1:
            return Misfit.MACRO
    if any(not reached >> number & 1 for file in inside for number in index.trusted_less(file, file.macros_of)):
        return Misfit.MACRO
    gone = {name for file in outside for name in file.undefines}
    outer = {name for file in outside for name in file.defines}
    inner = {name for file in inside for name in file.defines}
    gone -= outer - inner
    if gone & local.words("words").union(*(file.words for file in inside if file.user)):
        return Misfit.MACRO
    # What stands within a macro is used where that is used, which libclang does not say
    foreign = outer - inner
    if any(find_inner(content, index.prefix.macro_bodies) & foreign for content in local.contents):
        return Misfit.MACRO
    for number in local.order.places:
        for name in index.prefix.files[number].inner & foreign:
            if any(name in index.prefix.files[other].defines for other in range(number)):
                return Misfit.MACRO
    return None


def _find_name(
    index: PrefixIndex, reading: Reading, local: _LocalFiles, inside: Sequence[PrefixFile], reached: int
) -> Misfit | None:
    """Look for references to declarations of files outside the unit's reach.

    One to a class that is declared within reach as well, though first or defined outside, is none.
    """
    declared: set[str] | None = None
    for file, name, usr in reading.referenced:
        number = index.number_of(file)
        if number is None or reached >> number & 1:
            continue
        if any(reached >> other & 1 for other in index.prefix.redeclared.get(usr, ())):
            continue  # another file declares it too
        if declared is None:
            declared = local.words("declared").union(*(each.declared for each in inside))
        if usr or name not in declared:
            return Misfit.NAME
    place = local.order.places
    for number in place:
        for other, name in index.prefix.files[number].leans_on:
            if name:
                if not any(name in file.declared for file in inside[: place[number]]):
                    return Misfit.NAME
            elif not reached >> other & 1:
                return Misfit.NAME
    return None


def _read_mentions(index: PrefixIndex, reading: Reading, local: _LocalFiles, inside: Sequence[PrefixFile]) -> Mentions:
    user = [file for file in inside if file.user]

    def gather(kind: str) -> set[str]:
        return local.words(kind).union(*(getattr(file, kind) for file in user))

    unqualified = local.words("unqualified")
    named = {
        (name, number)
        for file, name, _ in reading.referenced
        if name in unqualified and (number := index.number_of(file)) is not None
    }
    numbers = {index.number_of(file) for file, _, _ in reading.referenced}
    concepts = index.concept_arguments
    queried = gather("queried")
    if concepts is not None:
        for match in concepts.finditer(reading.text):
            queried |= {word.decode() for word in _WORD.findall(match[1])}
    return Mentions(
        words=gather("words"),
        own_words=local.words("words"),
        words_of={
            number: index.prefix.files[number].words for number in local.order.places if index.prefix.files[number].user
        },
        calls=gather("calls"),
        unevaluated=gather("unevaluated"),
        functions={each.name for file in inside for each in file.contributions if each.noticed_by == "calls"},
        named=named.union(*(file.named for file in user)),
        unqualified=gather("unqualified"),
        qualified=gather("qualified"),
        namespaces=gather("namespaces"),
        queried=queried,
        declared=gather("declared").union(*(file.declared for file in inside)),
        defined=local.words("declared").union(
            each.name for file in inside for each in file.contributions if each.noticed_by == "queried"
        ),
        refers_to={number for number in numbers if number is not None}.union(*(file.refers_to for file in user)),
    )


def _find_lookup(mentions: Mentions, outside: Sequence[PrefixFile], reached: int) -> Misfit | None:
    """Look for additions of files outside the unit's reach to sets that something within it may choose from."""
    for file in outside:
        for contribution in file.contributions:
            if (
                is_noticed(contribution, file, mentions)
                and all(reached >> number & 1 for number in contribution.tied_to)
                and not any(reached >> number & 1 for number in contribution.also_in)
            ):
                return Misfit.LOOKUP
    return None


def _find_order(index: PrefixIndex, local: _LocalFiles, reached: int) -> Misfit | None:
    """Look for headers that the unit reads in another order, where one sets what the other mentions."""
    place = local.order.places
    for setter, reader in index.prefix.reads_after:
        if reached >> setter & 1 and reached >> reader & 1 and place[setter] < place[reader]:
            return Misfit.ORDER
    for number in place:
        file = index.prefix.files[number]
        leans = [other for other, name in file.leans_on if not name]
        for earlier in index.trusted_less(file, (*file.macros_of, *leans)):
            if not index.is_before(earlier, number, local.order):
                return Misfit.ORDER
    return None
