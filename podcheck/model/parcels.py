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
class Packed:
    """One unit. `head`: its facts without classes and files, as JSON. `marks`: which classes it has: index times four,
    plus two if reported, plus one if named. `reads`, `searched`: indices of paths.
    """

    head: str
    marks: tuple[int, ...]
    reads: tuple[int, ...]
    searched: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Parcel:
    """`classes`: each as JSON, not marked as reported or named. `paths`: of files and folders."""

    classes: tuple[str, ...]
    paths: tuple[str, ...]
    units: tuple[Packed, ...]

    def to_bytes(self) -> bytes:
        """For another process; `surrogateescape`d names stay what they are."""
        units = [(one.head, one.marks, one.reads, one.searched) for one in self.units]
        return json.dumps([self.classes, self.paths, units], separators=(",", ":")).encode("ascii")

    @classmethod
    def from_bytes(cls, data: bytes) -> Parcel:
        """Raises WireError."""
        try:
            classes, paths, units = json.loads(data)
            packed = [Packed(str(head), *map(_numbers, rest)) for head, *rest in units]
            return cls(tuple(map(str, classes)), tuple(map(str, paths)), tuple(packed))
        except (ValueError, TypeError, RecursionError) as error:
            raise WireError(f"no parcel: {error}") from error

    def files(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """The paths of these indices. Raises WireError."""
        try:
            return tuple(self.paths[number] for number in numbers)
        except IndexError as error:
            raise WireError("a path is missing") from error


def _numbers(values: Iterable[object]) -> tuple[int, ...]:
    found = tuple(values)
    if not all(type(one) is int and one >= 0 for one in found):
        raise WireError("no numbers")
    return found  # type: ignore[return-value]  # just checked


def pack(units: Iterable[UnitFacts]) -> Parcel:
    """Put the facts together."""
    numbers: dict[int, int] = {}
    texts: dict[str, int] = {}
    paths: dict[str, int] = {}
    alive: list[ClassFacts] = []  # an id says which object only while that lives
    packed: list[Packed] = []
    for unit in units:
        marks: list[int] = []
        for facts in unit.classes:
            if id(facts) not in numbers:
                text = _dumps(encode(ClassFacts, replace(facts, reported=True, named=False)))
                numbers[id(facts)] = texts.setdefault(text, len(texts))
                alive.append(facts)
            marks.append(numbers[id(facts)] * 4 + _REPORTED * facts.reported + _NAMED * facts.named)
        reads = tuple(paths.setdefault(path, len(paths)) for path in unit.reads)
        searched = tuple(paths.setdefault(path, len(paths)) for path in unit.searched)
        head = _dumps(encode(UnitFacts, replace(unit, classes=(), reads=(), searched=())))
        packed.append(Packed(head, tuple(marks), reads, searched))
    return Parcel(tuple(texts), tuple(paths), tuple(packed))


@dataclass(slots=True)
class Unpacking:
    """Takes parcels apart; the same class is the same object, whichever parcel it comes in."""

    known: dict[tuple[str, int], ClassFacts] = field(default_factory=dict)

    def all_of(self, parcel: Parcel) -> list[UnitFacts]:
        """The facts of each unit. Raises WireError."""
        return [
            self.unit(one.head, parcel.classes, one.marks, parcel.files(one.reads), parcel.files(one.searched))
            for one in parcel.units
        ]

    def unit(
        self, head: str, classes: Sequence[str], marks: Iterable[int], reads: Sequence[str], searched: Sequence[str]
    ) -> UnitFacts:
        """One unit's facts. Raises WireError."""
        try:
            facts = decode(UnitFacts, json.loads(head))
            found = tuple(self._class(classes[mark >> 2], mark & 3) for mark in marks)
            return replace(facts, classes=found, reads=tuple(reads), searched=tuple(searched))
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
