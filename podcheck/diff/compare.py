"""What became of each class: a pure function from two reports to their changes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from podcheck.diff.renames import pair_renames, renaming, without_place
from podcheck.model.diff import ChangeKind, ClassChange, Comparison, PlacedSubobject, Snapshot, Snapshots
from podcheck.model.traits import Trait, Truth

DESCRIPTIONS = frozenset({Trait.EMPTY.value, Trait.POLYMORPHIC.value, Trait.ABSTRACT.value, Trait.FINAL.value})
"""Traits that say what a class is like, rather than what may be done with it."""

_WORDS = {Truth.YES: "yes", Truth.NO: "no", Truth.UNKNOWN: "?"}
_BITS = 8


def compare(old: Snapshots, new: Snapshots) -> Comparison:
    """Return the changes from the old report to the new one."""
    pairs, gone, came, renamed = pair_renames(old.classes, new.classes)
    changes: list[ClassChange] = []
    unchanged = 0
    for before, after in pairs:
        result = list(_changes(before, after, renamed))
        changes += result
        unchanged += not result
    changes += [ClassChange(ChangeKind.CAME, snapshot.name, snapshot.location) for snapshot in came]
    changes += [ClassChange(ChangeKind.GONE, snapshot.name, snapshot.location) for snapshot in gone]
    errors = tuple(f"{side.label}: {error}" for side in (old, new) for error in side.errors)
    notes = tuple(f"{side.label}: {note}" for side in (old, new) for note in side.notes)
    return Comparison(old.label, new.label, tuple(changes), unchanged, errors, notes)


def _changes(before: Snapshot, after: Snapshot, renamed: Mapping[str, str]) -> Iterator[ClassChange]:
    if renamed.get(before.name) == after.name:
        yield ClassChange(ChangeKind.RENAMED, after.name, after.location, before=before.name, after=after.name)
    if (before.std, before.target) != (after.std, after.target):
        dialects = [f"{snapshot.std}, {snapshot.target}" for snapshot in (before, after)]
        yield ClassChange(ChangeKind.CHANGED, after.name, after.location, before=dialects[0], after=dialects[1])
    yield from _traits(before, after)
    for kind, was, is_ in (
        (ChangeKind.SIZE, before.size, after.size),
        (ChangeKind.ALIGN, before.align, after.align),
    ):
        if was != is_:
            words = ["?" if value is None else str(value) for value in (was, is_)]
            yield ClassChange(kind, after.name, after.location, before=words[0], after=words[1])
    yield from _layout(before, after, renamed)


def _traits(before: Snapshot, after: Snapshot) -> Iterator[ClassChange]:
    for trait in [*before.traits, *(trait for trait in after.traits if trait not in before.traits)]:
        was, is_ = (snapshot.traits.get(trait) for snapshot in (before, after))
        if was is is_ or was is None or is_ is None:  # a trait that one version of podcheck does not know
            continue
        if trait in DESCRIPTIONS:
            kind = ChangeKind.CHANGED
        elif is_ is Truth.UNKNOWN:
            kind = ChangeKind.UNDECIDED
        elif is_ is Truth.NO:
            kind = ChangeKind.LOST
        else:
            kind = ChangeKind.GAINED
        reasons = after.reasons.get(trait, ()) if kind in (ChangeKind.LOST, ChangeKind.UNDECIDED) else ()
        yield ClassChange(kind, after.name, after.location, trait, _WORDS[was], _WORDS[is_], reasons)


def _layout(before: Snapshot, after: Snapshot, renamed: Mapping[str, str]) -> Iterator[ClassChange]:
    """Yield parts that went, came, are of another type, stand in another order, or lie elsewhere."""
    was = _by_identity(replace(part, type=renaming(without_place(part.type), renamed)) for part in before.parts)
    is_ = _by_identity(replace(part, type=without_place(part.type)) for part in after.parts)

    def change(part: PlacedSubobject, before: str, after_: str) -> ClassChange:
        text = f"{part.what} {before}".rstrip() if before else ""
        return ClassChange(ChangeKind.LAYOUT, after.name, after.location, before=text, after=f"{part.what} {after_}")

    for key, part in was.items():
        if key not in is_:
            yield change(part, _place(part), "is gone")
    kept = [key for key in is_ if key in was]
    moved = _out_of_order([key for key in was if key in is_], kept)
    for key, part in is_.items():
        if key not in was:
            yield change(part, "", f"came {_place(part)}".rstrip())
            continue
        old_part = was[key]
        if old_part.type != part.type or old_part.bit_width != part.bit_width:
            yield change(part, f"was {_type(old_part)}", f"is {_type(part)}")
        if old_part.access != part.access:
            yield change(part, f"was {old_part.access}", f"is {part.access}")
        if key in moved:
            yield change(part, f"was {_place(old_part)}", f"is declared in another order, {_place(part)}".rstrip(", "))
        elif old_part.offset != part.offset and None not in (old_part.offset, part.offset):
            yield change(part, f"was {_place(old_part)}", f"is {_place(part)}")


def _by_identity(parts: Iterable[PlacedSubobject]) -> dict[tuple[str, int], PlacedSubobject]:
    """Return the parts by name, of a base by type; unnamed ones are counted."""
    result: dict[tuple[str, int], PlacedSubobject] = {}
    for part in parts:
        name = part.name if part.name and not part.base else f"{part.base} {part.type}"
        number = 0
        while (name, number) in result:
            number += 1
        result[name, number] = part
    return result


def _out_of_order(old: list[tuple[str, int]], new: list[tuple[str, int]]) -> set[tuple[str, int]]:
    """Return the parts that must move for the new order: all but a longest run that keeps its order."""
    position = {key: at for at, key in enumerate(old)}
    ends: list[int] = []  # the smallest last position of a run of each length
    last: list[tuple[str, int]] = []
    previous: dict[tuple[str, int], tuple[str, int] | None] = {}
    for key in new:
        length = bisect_left(ends, position[key])
        previous[key] = last[length - 1] if length else None
        ends[length : length + 1] = [position[key]]
        last[length : length + 1] = [key]
    staying = set()
    step = last[-1] if last else None
    while step is not None:
        staying.add(step)
        step = previous[step]
    return set(new) - staying


def _type(part: PlacedSubobject) -> str:
    return f"'{part.type}'" if part.bit_width is None else f"'{part.type}' of {part.bit_width} bits"


def _place(part: PlacedSubobject) -> str:
    if part.offset is None:
        return ""
    whole, bits = divmod(part.offset, _BITS)
    return f"at {whole}" + (f".{bits}" if bits or part.bit_width is not None else "")
