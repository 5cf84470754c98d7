"""Where virtual bases of bases lie: libclang gives the offsets of direct bases alone.

So it is asked about a class that derives from the one in question, and from each of its virtual bases directly: these
then lie where they lie in an object of the class itself, since such a class adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from clang.cindex import Cursor
from msgspec.structs import replace

from podcheck.extract.classes.fields import virtual_offsets
from podcheck.extract.libclang.cursors import definition, invalid
from podcheck.model.facts import ClassFacts, RecordKind
from podcheck.model.type_refs import Key

VirtualBaseQuery = tuple[ClassFacts, tuple[ClassFacts, ...]]
"""A class with all its virtual bases."""


def virtual_base_query(classes: Mapping[Key, ClassFacts], class_facts: ClassFacts) -> VirtualBaseQuery | None:
    """Return the class with its virtual bases, if it has some by its bases and they can be named; None for nothing to
    ask.
    """
    if class_facts.final or class_facts.kind is RecordKind.UNION or not class_facts.bases:
        return None
    virtual = _virtual_bases(classes, class_facts)
    known = {key for key, _ in class_facts.virtual_offsets}
    if virtual <= known or any(key not in classes or classes[key].spelling is None for key in virtual):
        return None
    return class_facts, tuple(classes[key] for key in sorted(virtual))


def _virtual_bases(classes: Mapping[Key, ClassFacts], class_facts: ClassFacts) -> set[Key]:
    result: set[Key] = set()
    for base in class_facts.bases:
        if base.type.record is None:
            continue
        if base.virtual:
            result.add(base.type.record)
        if base.type.record in classes:
            result |= _virtual_bases(classes, classes[base.type.record])
    return result


def question(name: str, query: VirtualBaseQuery) -> str:
    """Return the C++ that asks."""
    facts, virtual = query
    bases = [f"{name}_0", *(f"virtual {name}_{number}" for number in range(1, len(virtual) + 1))]
    spelled = [facts.spelling, *(class_facts.spelling for class_facts in virtual)]
    typedefs = " ".join(f"typedef {text} {name}_{number};" for number, text in enumerate(spelled))
    return f"{typedefs} struct {name}_c : {', '.join(bases)} {{ }}; typedef {name}_c {name};"


def apply_offsets(
    classes: dict[Key, ClassFacts], queries: Iterable[tuple[str, VirtualBaseQuery]], typedefs: Mapping[str, Cursor]
) -> None:
    """Put the offsets into the facts, where the class that derives is laid out as the one in question is."""
    for name, (facts, _) in queries:
        typedef = typedefs.get(name)
        record = definition(typedef.underlying_typedef_type.get_canonical()) if typedef is not None else None
        if record is None or invalid(record) or record.type.get_size() != facts.size:
            continue
        result = dict(virtual_offsets(record))
        if all(result.get(key) == offset for key, offset in facts.virtual_offsets):
            classes[facts.key] = replace(classes[facts.key], virtual_offsets=tuple(result.items()))


def names(round_: int, queries: Sequence[VirtualBaseQuery]) -> list[tuple[str, VirtualBaseQuery]]:
    """Return each query with the name of the class that derives."""
    return [(f"podcheck_b{round_}_{number}", pair) for number, pair in enumerate(queries)]
