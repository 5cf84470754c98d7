"""Units' facts as bytes, each class once however many units have it: what a worker sends and the cache keeps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Annotated, TypeAlias

from msgspec import Meta
from msgspec.structs import replace

from podcheck.model.codec import CodecError, Fact, decode, encode
from podcheck.model.facts import ClassFacts, UnitFacts

Number: TypeAlias = Annotated[int, Meta(ge=0)]

_REPORTED, _NAMED = 2, 1


class PackedUnit(Fact, frozen=True):
    """One unit's facts."""

    head: bytes
    """The facts without classes and files, encoded."""

    marks: tuple[Number, ...]
    """The unit's classes: for each its index times four, plus two if reported, plus one if named."""

    reads: tuple[Number, ...]
    """The indices of the paths of its files."""


class FactsPacket(Fact, frozen=True):
    """The facts of several units, each class and path once."""

    classes: tuple[bytes, ...]
    """Each encoded, neither marked as reported nor as named."""

    paths: tuple[str, ...]
    """Those of the files that the units are made of."""

    units: tuple[PackedUnit, ...]

    def to_bytes(self) -> bytes:
        """Return what another process or a file takes."""
        return encode(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> FactsPacket:
        """Return the packet that these bytes are. Raises CodecError."""
        return decode(cls, data)

    def files(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """Return the paths of these indices. Raises CodecError."""
        try:
            return tuple([self.paths[number] for number in numbers])
        except IndexError as error:
            raise CodecError("a path is missing") from error


def pack(units: Iterable[UnitFacts]) -> FactsPacket:
    """Return a packet with the facts of all these units."""
    numbers: dict[int, int] = {}
    bodies: dict[bytes, int] = {}
    paths: dict[str, int] = {}
    alive: list[ClassFacts] = []  # an id says which object only while that lives
    packed: list[PackedUnit] = []
    for unit in units:
        marks: list[int] = []
        for facts in unit.classes:
            if id(facts) not in numbers:
                body = encode(replace(facts, reported=True, named=False))
                numbers[id(facts)] = bodies.setdefault(body, len(bodies))
                alive.append(facts)
            marks.append(numbers[id(facts)] * 4 + _REPORTED * facts.reported + _NAMED * facts.named)
        reads = tuple([paths.setdefault(path, len(paths)) for path in unit.reads])
        head = encode(replace(unit, classes=(), reads=()))
        packed.append(PackedUnit(head, tuple(marks), reads))
    return FactsPacket(tuple(bodies), tuple(paths), tuple(packed))


class FactsUnpacker:
    """Takes packets apart; the same class is the same object, whichever packet it comes in.

    A class is known by a digest of its bytes, which are many times longer.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[bytes, int], ClassFacts] = {}

    def unpack(self, packet: FactsPacket) -> list[UnitFacts]:
        """Return the facts of each unit. Raises CodecError."""
        return [
            self.unpack_unit(unit.head, packet.classes, unit.marks, packet.files(unit.reads)) for unit in packet.units
        ]

    def unpack_unit(
        self, head: bytes, classes: Sequence[bytes], marks: Iterable[int], reads: Sequence[str]
    ) -> UnitFacts:
        """Return one unit's facts. Raises CodecError."""
        facts = decode(UnitFacts, head)
        try:
            bodies = [(classes[mark >> 2], mark & 3) for mark in marks]
        except IndexError as error:
            raise CodecError("a class is missing") from error
        result = tuple([self._class(body, marked) for body, marked in bodies])
        return replace(facts, classes=result, reads=tuple(reads))

    def _class(self, body: bytes, marks: int) -> ClassFacts:
        digest = blake2b(body, digest_size=16).digest()
        result = self._known.get((digest, marks))
        if result is None:
            base = self._known.get((digest, _REPORTED))
            if base is None:
                base = self._known[digest, _REPORTED] = decode(ClassFacts, body)
            result = replace(base, reported=bool(marks & _REPORTED), named=bool(marks & _NAMED))
            result = self._known.setdefault((digest, marks), result)
        return result
