"""Which class of the new report is which of the old: by name, and for those left over by what they look like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from msgspec.structs import replace

from podcheck.model.diff import PlacedSubobject, Snapshot

_PLACE = re.compile(r" at [^()]{0,4200}?:\d+:\d+\)")
_ENOUGH = 0.6
"""From how much likeness on (of 1.0) a class that is gone and one that came are taken for the same."""

_MOST = 2000
"""Pairs of classes that are compared one by one: beyond that a rename is a class gone and one come."""

Pair = tuple[Snapshot, Snapshot]


def pair_renames(
    old: Sequence[Snapshot], new: Sequence[Snapshot]
) -> tuple[list[Pair], list[Snapshot], list[Snapshot], dict[str, str]]:
    """Return the pairs that belong together, those gone, those come, and the new names.

    The new names are of classes that were renamed, by the old ones.
    """
    pairs, gone, came = _by_name(old, new, {})
    renamed: dict[str, str] = {}
    for before, after in _alike(gone, came):
        renamed[before.name] = after.name
    if renamed:
        pairs, gone, came = _by_name(old, new, renamed)
    return pairs, gone, came, renamed


def renaming(text: str, renamed: Mapping[str, str]) -> str:
    """Return a name or type in which the classes have their new names."""
    if not any(before in text for before in renamed):
        return text
    longest_first = sorted(renamed, key=len, reverse=True)
    pattern = "|".join(map(re.escape, longest_first))
    return re.sub(rf"(?<![\w:])(?:{pattern})(?!\w)", lambda match: renamed[match[0]], text)


def _by_name(
    old: Iterable[Snapshot], new: Iterable[Snapshot], renamed: Mapping[str, str]
) -> tuple[list[Pair], list[Snapshot], list[Snapshot]]:
    """Return the pairs, those gone and those come.

    Of several of one name those belong together that look alike, then those of the same dialect, then in order.
    """
    left: dict[tuple[str, str], list[Snapshot]] = {}
    for snapshot in old:
        left.setdefault(_key(snapshot, renamed), []).append(snapshot)
    waiting: dict[tuple[str, str], list[Snapshot]] = {}
    for snapshot in new:
        waiting.setdefault(_key(snapshot, {}), []).append(snapshot)
    pairs: list[Pair] = []
    for key, several in waiting.items():
        candidates = left.get(key, [])
        for same in (_equal, _same_dialect, _any):
            for after in list(several):
                before = next((candidate for candidate in candidates if same(candidate, after)), None)
                if before is not None:
                    candidates.remove(before)
                    several.remove(after)
                    pairs.append((before, after))
    order = {id(snapshot): at for at, snapshot in enumerate(new)}
    pairs.sort(key=lambda pair: order[id(pair[1])])
    gone = [snapshot for several in left.values() for snapshot in several]
    came = [snapshot for several in waiting.values() for snapshot in several]
    return pairs, gone, came


def _key(snapshot: Snapshot, renamed: Mapping[str, str]) -> tuple[str, str]:
    return without_place(renaming(snapshot.name, renamed)), snapshot.origin


def without_place(text: str) -> str:
    """Return the name of an unnamed class without its place, which any edit above it moves."""
    return _PLACE.sub(")", text)


def _equal(before: Snapshot, after: Snapshot) -> bool:
    looks = [
        (
            snapshot.size,
            snapshot.align,
            snapshot.traits,
            [replace(part, type=without_place(part.type)) for part in snapshot.parts],
        )
        for snapshot in (before, after)
    ]
    return _same_dialect(before, after) and looks[0] == looks[1]


def _same_dialect(before: Snapshot, after: Snapshot) -> bool:
    return (before.std, before.target) == (after.std, after.target)


def _any(before: Snapshot, after: Snapshot) -> bool:
    return bool(before) and bool(after)


def _alike(gone: Sequence[Snapshot], came: Sequence[Snapshot]) -> list[Pair]:
    """Return pairs of a class that is gone and one that came, the most alike first."""
    before = [snapshot for snapshot in gone if _is_declared(snapshot)]
    after = [snapshot for snapshot in came if _is_declared(snapshot)]
    if not before or len(before) * len(after) > _MOST * _MOST:
        return []
    scored = sorted(
        ((score, i, j) for i, snapshot in enumerate(before) for j, other in enumerate(after)
         if (score := _likeness(snapshot, other)) >= _ENOUGH),
        key=lambda item: (-item[0], item[1], item[2]),
    )  # fmt: skip
    pairs: list[Pair] = []
    taken: set[tuple[str, int]] = set()
    for _, i, j in scored:
        if ("old", i) not in taken and ("new", j) not in taken:
            taken |= {("old", i), ("new", j)}
            pairs.append((before[i], after[j]))
    return pairs


def _is_declared(snapshot: Snapshot) -> bool:
    """Whether it has a name of its own: instances follow their templates, unnamed classes those that they are in."""
    return snapshot.origin != "instantiated" and "(" not in snapshot.name


def _likeness(before: Snapshot, after: Snapshot) -> float:
    """Return from 0.0 to 1.0 how alike they are: by bases and members, by name, and by file."""
    if before.origin != after.origin or (before.kind == "union") != (after.kind == "union"):
        return 0.0
    own = {before.name: after.name}
    old_name, new_name = (_last(snapshot.name) for snapshot in (before, after))
    name = 1.0 if old_name == new_name else SequenceMatcher(None, old_name, new_name).ratio()
    file = 1.0 if before.location.file == after.location.file else 0.0
    old_parts = [_signature(part, own) for part in before.parts]
    new_parts = [_signature(part, {}) for part in after.parts]
    if not old_parts and not new_parts:
        same_line = before.location.line == after.location.line
        return 0.5 * name + 0.2 * file + 0.2 * (file and same_line)
    parts = SequenceMatcher(None, old_parts, new_parts, autojunk=False).ratio()
    return 0.65 * parts + 0.25 * name + 0.1 * file


def _signature(part: PlacedSubobject, own: Mapping[str, str]) -> tuple[str, str, str]:
    return part.name, renaming(without_place(part.type), own), part.access


def _last(name: str) -> str:
    return re.sub(r"<.*", "", name).rpartition("::")[2]
