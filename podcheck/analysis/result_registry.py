"""The classes that were judged already, so that each is judged once for all units that have it."""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec.structs import replace

from podcheck.analysis.odr import ClassDefinitions
from podcheck.analysis.other_target import OtherTargets
from podcheck.model.facts import ClassFacts, Origin, UnitFacts
from podcheck.model.made_of import written_parts
from podcheck.model.problems import Location
from podcheck.model.results import MadeOf, Record
from podcheck.model.traits import CxxStandard
from podcheck.model.type_refs import Key

ClassIdentity = tuple[Key, Location, CxxStandard, str]
"""The same in all units that have the class, if dialect and target are the same."""

ObjectIdentity = tuple[int, CxxStandard, str, MadeOf]
"""The identity of the object that a class's facts are, with what its answers depend on beside it."""

Whole = tuple[ClassIdentity, MadeOf]


@dataclass(slots=True)
class _Met:
    """A class that was met in a unit."""

    facts: ClassFacts
    like: _Met | None = None
    """The same class, met before; None for the first one."""

    record: Record | None = None
    """What was found out about it; None as long as it is judged, and where `like` has it."""


@dataclass(slots=True)
class ResultRegistry:
    """The classes that were judged already: the same one in the same place is not judged again for another unit."""

    begun: dict[Whole, list[_Met]] = field(default_factory=dict)
    """The classes that are judged, in the order in which they were met, by identity."""

    met: dict[ObjectIdentity, _Met] = field(default_factory=dict)
    """All classes that were met, by the identity of the object: most units share most of their classes."""

    definitions: ClassDefinitions = field(default_factory=ClassDefinitions)
    """How each class is defined, for the one-definition rule."""

    sample: frozenset[ClassIdentity] | None = None
    """The classes that compilers are asked about; None: all of them."""

    elsewhere: OtherTargets = field(default_factory=OtherTargets)
    """The layouts on other targets, where a contract asks for them."""

    parts: dict[int, dict[Key, MadeOf]] = field(default_factory=dict)
    """What the instances of the units under way are made of, by the identity of the unit's facts."""

    def made_of(self, class_facts: ClassFacts, facts: UnitFacts) -> MadeOf:
        """Return the written classes within an instance, in that unit."""
        if class_facts.origin is not Origin.INSTANTIATED:
            return frozenset()
        if id(facts) not in self.parts:
            self.parts[id(facts)] = written_parts(facts.classes)
        return self.parts[id(facts)].get(class_facts.key, frozenset())

    def is_new(self, class_facts: ClassFacts, facts: UnitFacts) -> bool:
        """Whether neither the class nor another definition like it was met before; from now on it was."""
        identity = self._identify(class_facts, facts)
        if identity in self.met:
            return False
        begun = self.begun.setdefault((identify_class(class_facts, facts), identity[-1]), [])
        first = next((met for met in begun if _same(met.facts, class_facts)), None)
        self.met[identity] = met = _Met(class_facts, first)
        if first is None:
            begun.append(met)
        return first is None

    def is_probed(self, class_facts: ClassFacts, facts: UnitFacts) -> bool:
        """Whether the compilers are asked about the class."""
        return self.sample is None or identify_class(class_facts, facts) in self.sample

    def record(self, class_facts: ClassFacts, facts: UnitFacts) -> Record | None:
        """Return what was found out about the class; None as long as that isn't known."""
        met = self.met[self._identify(class_facts, facts)]
        return (met.like or met).record

    def add(self, record: Record, facts: UnitFacts) -> None:
        """Note what was found out about a class in that unit."""
        self.met[self._identify(record.facts, facts)].record = record

    def _identify(self, class_facts: ClassFacts, facts: UnitFacts) -> ObjectIdentity:
        return id(class_facts), facts.std, facts.target, self.made_of(class_facts, facts)


def identify_class(class_facts: ClassFacts, facts: UnitFacts) -> ClassIdentity:
    """Return what is the same for the class in another unit."""
    return *class_facts.identity, facts.std, facts.target


def _same(class_facts: ClassFacts, other: ClassFacts) -> bool:
    return class_facts is other or class_facts == other or replace(class_facts, named=other.named) == other
