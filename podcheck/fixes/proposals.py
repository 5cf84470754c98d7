"""What a recipe makes of a fault: a change that may help, before anybody tried it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from msgspec import Struct

from podcheck.files import read_bytes
from podcheck.fixes.source.class_text import ClassText, find_class
from podcheck.fixes.source.tokens import Text
from podcheck.model.facts import ClassFacts, UnitFacts
from podcheck.model.fixes import Edit, Effort
from podcheck.model.problems import Location
from podcheck.model.type_refs import Key
from podcheck.model.verdicts import Reason

_LARGEST = 8 * 1024 * 1024
"""Bytes of a file that is still looked into."""

_FOREIGN = ("/usr/include/", "/usr/lib", "/usr/local/include/", "/usr/local/lib", "/usr/share/", "/opt/", "/Library/")
"""Where headers live that are not the user's to change."""


class Proposal(Struct, frozen=True):
    """A change that may help."""

    title: str
    """What is done."""

    effort: Effort
    """How much it asks of the programmer."""

    edits: tuple[Edit, ...]
    notes: tuple[str, ...] = ()
    """What the programmer must mind."""


class RootCause(Struct, frozen=True):
    """A root cause."""

    chain: tuple[Reason, ...]
    """The way from the explained class down to it, which is last."""

    @property
    def reason(self) -> Reason:
        """Return the root cause itself."""
        return self.chain[-1]


@dataclass(slots=True)
class UserSources:
    """The unit's classes and the texts of the files that are the user's."""

    facts: UnitFacts
    main: tuple[str, bytes]
    """The unit's file with its content, which may exist in memory only."""

    foreign: tuple[str, ...] = ()
    """Folders of other people's headers."""

    texts: dict[str, Text | None] = field(default_factory=dict)
    """The files that were looked into; None for those that are not the user's, or can't be read."""

    def text(self, file: str) -> Text | None:
        """Return the file, if it is the user's and can be read."""
        if file not in self.texts:
            self.texts[file] = self._read(file)
        return self.texts[file]

    def _read(self, file: str) -> Text | None:
        if not file or self.is_foreign(file):
            return None
        if file == self.main[0]:
            return _editable(file, self.main[1])
        try:
            return _editable(file, read_bytes(file, _LARGEST))
        except OSError:
            return None

    def is_foreign(self, file: str) -> bool:
        """Whether it belongs to the system, to a compiler or to a library, not to the user."""
        real = os.path.realpath(file)
        return any(real.startswith(folder) or file.startswith(folder) for folder in (*_FOREIGN, *self.foreign))

    @property
    def classes(self) -> dict[Key, ClassFacts]:
        """Return every class of the unit that was read, by key."""
        return {class_facts.key: class_facts for class_facts in self.facts.classes}

    def class_text(self, facts: ClassFacts) -> ClassText | None:
        """Return the class's text, if it is in a file of the user's."""
        text = self.text(facts.location.file)
        return find_class(text, facts) if text is not None else None

    def owner(self, place: Location) -> ClassFacts | None:
        """Return the innermost class around the place."""
        around = [
            class_facts
            for class_facts in self.facts.classes
            if class_facts.location.file == place.file
            and (class_facts.location.line, class_facts.location.column) <= (place.line, place.column)
            and (place.line, place.column) <= (class_facts.end.line, class_facts.end.column)
        ]
        return max(around, key=lambda item: (item.location.line, item.location.column), default=None)

    def bases(self, facts: ClassFacts) -> Iterator[ClassFacts]:
        """Yield the class itself and all its bases, each once."""
        classes = self.classes
        seen: set[Key] = set()
        stack = [facts.key]
        while stack:
            key = stack.pop()
            if key in seen or key not in classes:
                continue
            seen.add(key)
            yield classes[key]
            stack.extend(base.type.record for base in classes[key].bases if base.type.record is not None)

    def family(self, facts: ClassFacts) -> list[ClassFacts]:
        """Return the class, its bases, and all that derive from one of these, each text once."""
        above = {base.key for base in self.bases(facts)}
        result = [
            class_facts for class_facts in self.facts.classes if above & {base.key for base in self.bases(class_facts)}
        ]
        return list({class_facts.location: class_facts for class_facts in result}.values())


def _editable(file: str, content: bytes) -> Text | None:
    """Return the text; None with a lone carriage return, which ends a line for libclang, and not for us."""
    return None if b"\r" in content.replace(b"\r\n", b"") else Text(file, content)


Recipe = Callable[[UserSources, RootCause], Iterator[Proposal]]
"""The changes that may fix a fault, the smallest first."""
