"""Padding that may have been set: the files of a run say together of which classes whole objects are set to zero."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from podcheck.analysis.use_findings import UseFinding
from podcheck.model.facts import UnitFacts
from podcheck.model.type_refs import Key


@dataclass(slots=True)
class ZeroedClasses:
    """The classes of which some file of the run sets all bytes of objects to zero."""

    keys: set[Key] = field(default_factory=set)

    def add(self, facts: UnitFacts) -> None:
        """Take those of the unit."""
        if facts.uses:
            from podcheck.rules.uses import find_zeroed

            self.keys |= find_zeroed(facts.uses, {class_facts.key: class_facts for class_facts in facts.classes})

    def settle(self, uses: Iterable[UseFinding]) -> Iterator[UseFinding]:
        """Yield each use that is a finding, now that all files were read."""
        for use in uses:
            if not (use.unmet.fault.unless_zeroed and use.unmet.record in self.keys):
                yield use
