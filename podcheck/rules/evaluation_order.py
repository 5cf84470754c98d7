"""Deep hierarchies are judged from the ground up, whatever the order of the report.

A term asks the same of each base and member, and so on to the ground: `make_index_sequence<1000>`, written as in a
textbook, is a thousand levels, which is more than Python calls within calls. From the ground up, each question ends at
an answer that is known, one level down.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from podcheck.model.facts import ClassFacts
from podcheck.model.type_refs import Key

MAX_RECURSION_LEVELS = 12
"""So many levels may be asked down at once."""


def deep_classes(classes: Mapping[Key, ClassFacts], chosen: Iterable[ClassFacts]) -> list[ClassFacts]:
    """Return those of the chosen classes and their parts that have more than MAX_RECURSION_LEVELS beneath; lowest
    first.
    """
    depths: dict[Key, int] = {}
    waiting = [class_facts.key for class_facts in chosen if class_facts.key in classes][::-1]
    begun: set[Key] = set()
    while waiting:
        key = waiting[-1]
        if key in depths:
            waiting.pop()
            continue
        parts = [part for part in classes[key].part_keys if part in classes]
        below = [part for part in parts if part not in depths and part not in begun]
        if below:
            begun.add(key)
            waiting += below
        else:
            depths[key] = 1 + max((depths.get(part, 0) for part in parts), default=0)
            waiting.pop()
    deep = [key for key, depth in depths.items() if depth > MAX_RECURSION_LEVELS]
    return [classes[key] for key in sorted(deep, key=depths.__getitem__)]
