"""Classes that hold themselves: no compiler finds that in a template's pattern until somebody makes an instance of it.

Outside of templates libclang says that the member has incomplete type. Here it is said for it, and the class counts as
one with an error, and without that member: what is asked of a class down to its ground would never end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from podcheck.model.facts import ClassFacts
from podcheck.model.subobjects import Base, Field
from podcheck.model.type_refs import Key

Part = Base | Field


def cut(facts: ClassFacts, parts: list[Part]) -> ClassFacts:
    """Return the class without the parts that hold it."""
    at_fault = {id(part) for part in parts}
    bases = tuple(base for base in facts.bases if id(base) not in at_fault)
    fields = tuple(field for field in facts.fields if id(field) not in at_fault)
    return replace(facts, bases=bases, fields=fields, complete=False)


def find_circles(classes: Mapping[Key, ClassFacts]) -> dict[Key, list[Part]]:
    """Return the classes with bases or members that hold the class itself, and these parts."""
    circles: dict[Key, list[Part]] = {}
    done: set[Key] = set()
    for start, facts in classes.items():
        if not facts.dependent or start in done:
            continue
        way = [(start, _parts(facts))]
        within = {start}
        while way:
            key, parts = way[-1]
            part = next(parts, None)
            if part is None:
                way.pop()
                within.discard(key)
                done.add(key)
                continue
            inner = part.type.record
            if inner in within:
                circles.setdefault(key, []).append(part)
            elif inner is not None and inner not in done and inner in classes and classes[inner].dependent:
                within.add(inner)
                way.append((inner, _parts(classes[inner])))
    return circles


def _parts(facts: ClassFacts) -> Iterator[Part]:
    yield from facts.bases
    yield from facts.fields
