"""Uses that skip a default constructor which another file defines: the files of a run decide them together.

It holds within a program, like the one-definition rule. Which programs a file is part of, its build says; where none of
the use's programs has the constructor, that of a library may. Where no file of the run has it, nothing is decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from podcheck.analysis.use_findings import UseFinding
from podcheck.model.facts import UnitFacts
from podcheck.model.type_refs import Key
from podcheck.model.use_sites import ConstructorDefinition

if TYPE_CHECKING:
    from podcheck.rules.uses.requirement import UnseenConstructor

Programs = tuple[str, ...]


@dataclass(slots=True)
class DefinedConstructors:
    """The default constructors that the files of a run define outside their classes, by class."""

    known: dict[Key, list[tuple[Programs, ConstructorDefinition]]] = field(default_factory=dict)

    def add(self, facts: UnitFacts) -> None:
        """Take what the unit defines."""
        for definition in facts.constructors:
            self.known.setdefault(definition.record, []).append((facts.unit.programs, definition))

    def settle(self, uses: Iterable[UseFinding]) -> Iterator[UseFinding]:
        """Yield each use that is a finding, now that all files were read, as they decide it."""
        from podcheck.rules.uses.constructing import decide_skipped

        for use in uses:
            decided = decide_skipped(use.unmet, partial(self._definitions, frozenset(use.programs)))
            if decided is not None:
                yield replace(use, unmet=decided)

    def _definitions(self, programs: frozenset[str], unseen: UnseenConstructor) -> Sequence[ConstructorDefinition]:
        """Return the definitions in one of these programs; where there is none, all, in the order of their places.

        A class of the same name that is declared elsewhere is another one.
        """
        place = unseen.declared.identity
        known = [entry for entry in self.known.get(unseen.key, ()) if entry[1].declared.identity == place]
        own = [definition for others, definition in known if not programs.isdisjoint(others)]
        return sorted(own or (definition for _, definition in known), key=lambda definition: definition.location)
