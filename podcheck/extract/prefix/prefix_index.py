"""A prefix with everything worked out once that each unit needs of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from podcheck.extract.libclang.skipped_ranges import blank_lines
from podcheck.extract.prefix.prefix import Prefix, PrefixFile
from podcheck.extract.prefix.source_text import (
    match_concept_arguments,
)
from podcheck.files import read_bytes
from podcheck.paths import identify_file


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
