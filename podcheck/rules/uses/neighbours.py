"""What lies in the bytes of a base, or of a `[[no_unique_address]]` member, that is none of its own."""

from __future__ import annotations

from collections.abc import Iterator

from podcheck.model.layout import BITS, ObjectPart, PartKind
from podcheck.model.type_refs import Key
from podcheck.rules.engine import EvaluationContext
from podcheck.rules.layout import layout_of
from podcheck.rules.uses.object_bytes import leaves

_BASES = (PartKind.BASE, PartKind.VIRTUAL_BASE)


def find_neighbour(program: EvaluationContext, whole: Key, part: str, own: Key) -> str:
    """Return the name of a member of `whole` that lies in the bytes of its member `part`, or of its base `own`.

    It is empty where there is none, and where that is not known.
    """
    facts, inner = program.classes.get(whole), program.classes.get(own)
    layout = layout_of(program, whole) if facts is not None else None
    if facts is None or layout is None or layout.missing or inner is None or inner.size is None:
        return ""
    if part and not any(field.name == part and field.no_unique_address for field in facts.fields):
        return ""
    chosen = _find(layout.parts, part, inner.name)
    if chosen is None or chosen.offset is None:
        return ""
    end = chosen.offset + inner.size * BITS
    outside = (leaf for other in layout.parts for leaf in _leaves_outside(other, chosen))
    inside = [(start, name) for start, stop, name in outside if stop > chosen.offset and start < end]
    return min(inside)[1] if inside else ""


def _find(parts: tuple[ObjectPart, ...], member: str, base: str) -> ObjectPart | None:
    """Return the member, or the base at any depth, if it is the only one."""
    if member:
        return next((part for part in parts if part.kind is PartKind.MEMBER and part.name == member), None)
    waiting = [part for part in parts if part.kind in _BASES]
    result: list[ObjectPart] = []
    while waiting:
        part = waiting.pop()
        if part.name == base:
            result.append(part)
        waiting += [inner for inner in part.parts if inner.kind in _BASES]
    return result[0] if len(result) == 1 else None


def _leaves_outside(part: ObjectPart, chosen: ObjectPart) -> Iterator[tuple[int, int, str]]:
    if part is chosen:
        return
    if part.kind in _BASES and any(inner is chosen for _, inner in part.walk()):
        for inner in part.parts:
            yield from _leaves_outside(inner, chosen)
    else:
        yield from leaves(part, 0, "")
