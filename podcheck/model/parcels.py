"""Units' facts as text, each class once however many units have it: what a worker sends and the cache keeps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from podcheck.model.facts import ClassFacts, UnitFacts
from podcheck.model.units import Unit
from podcheck.model.wire import WireError, decode, encode

_REPORTED, _NAMED = 2, 1


@dataclass(frozen=True, slots=True)
class Parcel:
    """`classes`: each as JSON, not marked as reported or named. `units`: the facts without classes, as JSON, and which
    classes they have: index times four, plus two if reported, plus one if named.
    """

    classes: tuple[str, ...]
    units: tuple[tuple[str, tuple[int, ...]], ...]

    def to_bytes(self) -> bytes:
        """For another process; `surrogateescape`d names stay what they are."""
        return json.dumps([self.classes, self.units], separators=(",", ":")).encode("ascii")

    @classmethod
    def from_bytes(cls, data: bytes) -> Parcel:
        """Raises WireError."""
        try:
            classes, units = json.loads(data)
            return cls(tuple(classes), tuple((head, tuple(marks)) for head, marks in units))
        except (ValueError, TypeError, RecursionError) as error:
            raise WireError(f"no parcel: {error}") from error


def pack(units: Iterable[UnitFacts]) -> Parcel:
    """Put the facts together."""
    numbers: dict[int, int] = {}
    texts: dict[str, int] = {}
    alive: list[ClassFacts] = []  # an id says which object only while that lives
    heads: list[tuple[str, tuple[int, ...]]] = []
    for unit in units:
        marks: list[int] = []
        for facts in unit.classes:
            if id(facts) not in numbers:
                text = _dumps(encode(ClassFacts, replace(facts, reported=True, named=False)))
                numbers[id(facts)] = texts.setdefault(text, len(texts))
                alive.append(facts)
            marks.append(numbers[id(facts)] * 4 + _REPORTED * facts.reported + _NAMED * facts.named)
        heads.append((_dumps(encode(UnitFacts, replace(unit, classes=()))), tuple(marks)))
    return Parcel(tuple(texts), tuple(heads))


@dataclass(slots=True)
class Unpacking:
    """Takes parcels apart; the same class is the same object, whichever parcel it comes in."""

    known: dict[tuple[str, int], ClassFacts] = field(default_factory=dict)

    def unit(self, head: str, classes: Sequence[str], marks: Iterable[int]) -> UnitFacts:
        """One unit's facts. Raises WireError."""
        try:
            facts = decode(UnitFacts, json.loads(head))
            return replace(facts, classes=tuple(self._class(classes[mark >> 2], mark & 3) for mark in marks))
        except (ValueError, IndexError, TypeError, RecursionError) as error:
            raise WireError(f"no facts of a unit: {error}") from error

    def _class(self, text: str, marks: int) -> ClassFacts:
        found = self.known.get((text, marks))
        if found is None:
            base = self.known.get((text, _REPORTED))
            if base is None:
                base = self.known[text, _REPORTED] = decode(ClassFacts, json.loads(text))
            found = replace(base, reported=bool(marks & _REPORTED), named=bool(marks & _NAMED))
            found = self.known.setdefault((text, marks), found)
        return found


def pack_units(units: Sequence[Unit]) -> list[object]:
    """As `json.dumps` takes them."""
    return [encode(Unit, unit) for unit in units]


def unpack_units(data: object) -> list[Unit]:
    """Raises WireError."""
    return list(decode(tuple[Unit, ...], data))


def _dumps(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
