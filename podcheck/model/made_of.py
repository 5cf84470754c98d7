"""What an instance of a template is made of, as far as that is written out somewhere.

`std::optional<Slot>` is one class by its name and place in every source, and yet another one where two sources have a
`Slot` of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from podcheck.model.facts import ClassFacts, Origin
from podcheck.model.problems import Location
from podcheck.model.type_refs import Key

_NOTHING: frozenset[tuple[Key, Location]] = frozenset()


def written_parts(classes: Iterable[ClassFacts]) -> dict[Key, frozenset[tuple[Key, Location]]]:
    """Return for each instance among a unit's classes the written classes that its bases and members are, or hold.

    What a written class holds is its own affair.
    """
    table = {facts.key: facts for facts in classes}
    result: dict[Key, frozenset[tuple[Key, Location]]] = {}
    for facts in table.values():
        if facts.origin is Origin.INSTANTIATED and facts.key not in result:
            _collect(facts.key, table, result)
    return result


def _collect(top: Key, table: Mapping[Key, ClassFacts], result: dict[Key, frozenset[tuple[Key, Location]]]) -> None:
    """Add what an instance and those within it are made of; one that holds itself counts for nothing there."""
    waiting, begun = [top], {top}
    while waiting:
        parts = [table[key] for key in table[waiting[-1]].part_keys if key in table]
        instances = [part for part in parts if part.origin is Origin.INSTANTIATED]
        deeper = [instance.key for instance in instances if instance.key not in result and instance.key not in begun]
        if deeper:
            waiting += deeper
            begun.update(deeper)
            continue
        written = {part.identity for part in parts if part.origin is not Origin.INSTANTIATED}
        result[waiting.pop()] = frozenset(written).union(
            *(result.get(instance.key, _NOTHING) for instance in instances)
        )
