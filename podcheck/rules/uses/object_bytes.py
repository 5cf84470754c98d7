"""What the bytes of an object hold: padding, pointers, members that must not be written over."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from podcheck.model.facts import ClassFacts, RecordKind
from podcheck.model.layout import BITS as _BITS
from podcheck.model.layout import ObjectPart, PartKind
from podcheck.model.subobjects import Field
from podcheck.model.traits import Truth
from podcheck.model.type_refs import Key, TypeKind
from podcheck.model.verdicts import Reason
from podcheck.rules.emptiness import empty_class
from podcheck.rules.engine import EvaluationContext, query
from podcheck.rules.layout import layout_of
from podcheck.rules.reason_codes import CONST_INSIDE, PADDING_INSIDE, POINTER_INSIDE
from podcheck.rules.traits.polymorphic import polymorphic
from podcheck.rules.traits.trivially_copyable import trivially_copyable

_MOST_ELEMENTS = 64


class Gap(Struct, frozen=True):
    """Bits of an object that belong to no value."""

    start: int
    """The first bit, from the object's start."""

    end: int
    """The first bit behind them."""

    after: str
    """The member that they are behind; empty where there is none."""

    def __str__(self) -> str:
        behind = f" after '{self.after}'" if self.after else ""
        if self.start % _BITS or self.end % _BITS:
            return f"bits {self.start} to {self.end - 1}{behind}"
        first, last = self.start // _BITS, self.end // _BITS - 1
        return f"byte {first}{behind}" if first == last else f"bytes {first} to {last}{behind}"


@query
def gaps(program: EvaluationContext, key: Key) -> tuple[Gap, ...]:
    """Return the padding of one object; nothing where it is not known, and of an empty class."""
    layout = layout_of(program, key)
    if layout is None or layout.missing or empty_class(program, key).value is not Truth.NO:
        return ()
    result: list[Gap] = []
    end, after = 0, ""
    for start, stop, name in sorted(leaf for part in layout.parts for leaf in leaves(part, 0, "")):
        if start > end:
            result.append(Gap(end, start, after))
        if stop >= end:
            end, after = stop, name
    size = layout.size * _BITS
    return tuple(result if end >= size else [*result, Gap(end, size, after)])


def leaves(part: ObjectPart, shift: int, path: str) -> Iterator[tuple[int, int, str]]:
    """Yield the bits of all that has a value, with its name; of a long array only the first elements one by one."""
    if part.offset is None or part.end is None or part.kind is PartKind.PADDING:
        return
    if part.kind is PartKind.BIT_FIELD and not part.name:
        return
    member = part.kind in (PartKind.MEMBER, PartKind.BIT_FIELD)
    name = ".".join(word for word in (path, part.name if member else "") if word)
    if not part.parts:
        if part.end > part.offset:
            yield part.offset + shift, part.end + shift, name
        return
    length = (part.end - part.offset) // part.elements
    count = min(part.elements, _MOST_ELEMENTS)
    for index in range(count):
        for inner in part.parts:
            yield from leaves(inner, shift + index * length, f"{name}[{index}]" if part.elements > 1 else name)
    if count < part.elements:
        yield part.offset + shift + count * length, part.end + shift, name


def gaps_within(program: EvaluationContext, key: Key, size: int | None) -> tuple[Gap, ...]:
    """Return the padding among the first `size` bytes; of the whole object where that is None."""
    whole = program.classes[key].size
    result = gaps(program, key)
    if size is None or whole is None or size >= whole:
        return result
    return tuple(gap for gap in result if gap.start < size * _BITS)


def padding_reason(program: EvaluationContext, key: Key, padding: tuple[Gap, ...]) -> Reason:
    """Return a reason that names the bytes."""
    facts = program.classes[key]
    few = ", ".join(str(gap) for gap in padding[:4]) + (f" and {len(padding) - 4} more" if len(padding) > 4 else "")
    return PADDING_INSIDE.reason(f"padding in '{facts.name}': {few}", facts.location, facts.name)


def pointer_inside(
    program: EvaluationContext, key: Key, size: int | None = None, without: Iterable[str] = ()
) -> Reason | None:
    """Return a reason for the first member that is a pointer or reference, at any depth, in the first `size` bytes.

    The members `without` are of no interest, nor is what they hold: `list.next`.
    """
    left_out = frozenset(without)
    result = _first(program, key, lambda member: member.type.kind in _POINTING, _bits(size), set(), left_out)
    if result is None:
        return None
    path, field = result
    kind = "pointer" if field.type.kind is TypeKind.POINTER else "reference"
    return POINTER_INSIDE.reason(f"member '{path}' is a {kind}", field.location, path)


_POINTING = (TypeKind.POINTER, TypeKind.LVALUE_REFERENCE, TypeKind.RVALUE_REFERENCE)
_REFERENCES = (TypeKind.LVALUE_REFERENCE, TypeKind.RVALUE_REFERENCE)


def const_inside(program: EvaluationContext, key: Key, size: int | None = None) -> Reason | None:
    """Return a reason for the first member that is const or a reference, at any depth, in the first `size` bytes."""

    def is_reference_or_const(member: Field) -> bool:
        return member.type.kind in _REFERENCES or member.type.const

    result = _first(program, key, is_reference_or_const, _bits(size), set())
    if result is None:
        return None
    path, field = result
    what = "is a reference" if field.type.kind in _REFERENCES else "is const"
    return CONST_INSIDE.reason(f"member '{path}' {what}", field.location, path)


def _bits(size: int | None) -> float:
    return math.inf if size is None else size * _BITS


def _first(
    program: EvaluationContext,
    key: Key,
    wanted: Callable[[Field], bool],
    end: float,
    seen: set[tuple[Key, float, frozenset[str]]],
    without: frozenset[str] = frozenset(),
) -> tuple[str, Field] | None:
    """Return the first wanted member in the bits up to `end`, and not in the members `without`; what was `seen` up to
    there has it nowhere.
    """
    facts = program.classes.get(key)
    if facts is None:
        return None
    if facts.size is not None and end >= facts.size * _BITS:
        end = math.inf  # all of it: a class that is there often is looked at once
    if (key, end, without) in seen:
        return None
    seen.add((key, end, without))
    for base in facts.bases:
        left = end - (base.offset or 0)
        below = (
            _first(program, base.type.record, wanted, left, seen, without) if base.type.record and left > 0 else None
        )
        if below is not None:
            return below
    for field in facts.fields:
        left = end - (field.offset or 0)
        if left <= 0 or (field.name and field.name in without):
            continue
        if wanted(field):
            return field.name or "(unnamed)", field
        within = _paths_below(without, field.name)
        below = _first(program, field.type.record, wanted, left, seen, within) if field.type.record else None
        if below is not None:
            path, inner = below
            return (f"{field.name}.{path}" if field.name else path), inner
    return None


def _paths_below(paths: frozenset[str], member: str) -> frozenset[str]:
    """Return the rest of those that lead through the member; all of them where it has no name."""
    if not member or not paths:
        return paths
    return frozenset(path.removeprefix(f"{member}.") for path in paths if path.startswith(f"{member}."))


def covers_copyable_parts(program: EvaluationContext, key: Key, size: int | None) -> bool:
    """Whether the first `size` bytes are not the whole object, and hold nothing but members whose bytes may be copied.

    It is False where that is not known.
    """
    facts = program.classes.get(key)
    if facts is None or size is None or facts.size is None or not 0 < size < facts.size:
        return False
    if polymorphic(program, key).value is not Truth.NO or any(base.virtual for base in facts.bases):
        return False
    bases = [(base.offset, base.type) for base in facts.bases]
    for offset, type_ in (*bases, *((field.offset, field.type) for field in facts.fields)):
        if offset is None:
            return False
        left = size * _BITS - offset
        if left <= 0 or type_.record is None or trivially_copyable(program, type_.record).value is Truth.YES:
            continue
        if type_.extents or not covers_copyable_parts(program, type_.record, left // _BITS):
            return False
    return True


def each_member(program: EvaluationContext, key: Key) -> str:
    """Return what holds the values of an object, for advice: of a union that is one member alone."""
    facts = program.classes[key]
    alone = len(facts.fields) == 1 and not facts.bases and facts.fields[0].anonymous
    inner = program.classes.get(facts.fields[0].type.record or "") if alone else None
    union = RecordKind.UNION in (facts.kind, inner.kind if inner is not None else None)
    return "the member in use" if union else "its members one by one"


def has_union(program: EvaluationContext, key: Key) -> bool:
    """Whether it is a union, or holds one."""
    known = (program.classes.get(inner) for inner in contained_classes(program, key))
    return any(facts.kind is RecordKind.UNION for facts in known if facts is not None)


def is_related(program: EvaluationContext, key: Key, other: Key) -> bool:
    """Whether one is a base of the other, or the class of a member of it, at any depth; or they are the same."""
    return other in contained_classes(program, key) or key in contained_classes(program, other)


def contained_classes(program: EvaluationContext, key: Key) -> set[Key]:
    """Return the class with those of its bases and members, at any depth."""
    return add_contained(program.classes, [key])


def add_contained(classes: Mapping[Key, ClassFacts], keys: Iterable[Key]) -> set[Key]:
    """Return these classes with those of their bases and members, at any depth."""
    result: set[Key] = set()
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if key not in result:
            result.add(key)
            waiting += classes[key].part_keys if key in classes else ()
    return result
