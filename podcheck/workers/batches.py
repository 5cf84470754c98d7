"""How units are dealt out to tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from podcheck.model.units import Unit
from podcheck.workers.shared_prefixes import PrefixPlace

_MOST_AT_ONCE = 12
"""Units of one task: few enough that all workers have something to do until the end."""

_TASKS_PER_WORKER = 4


@dataclass(slots=True)
class Batch:
    """Units of the same flags that one task is about."""

    numbers: list[int]
    """The numbers of the units."""

    place: PrefixPlace | None = None
    """Where their prefix is; None where they go without."""

    make: bool = False
    """The task makes the prefix."""

    share: bool = False
    """The task makes a prefix for these units alone."""

    retry: bool = False
    """The task before was lost, and this one is for a single unit."""

    without_uses: bool = False
    """The task before took too long with its templates' instances, or was lost: its classes alone are asked for."""


def plan_groups(units: Sequence[Unit], numbers: Sequence[int]) -> list[list[int]]:
    """Return the numbers of the units of the same flags together, in the order of the first of each."""
    groups: dict[object, list[int]] = {}
    for number in numbers:
        unit = units[number]
        groups.setdefault(unit.flags, []).append(number)
    return list(groups.values())


def cut(group: Sequence[int], jobs: int) -> list[list[int]]:
    """Return a group in pieces, of which each worker gets several if there are enough."""
    size = max(1, min(_MOST_AT_ONCE, -(-len(group) // (jobs * _TASKS_PER_WORKER))))
    return [list(group[at : at + size]) for at in range(0, len(group), size)]


def split_evenly(group: Sequence[int], count: int) -> list[list[int]]:
    """Return a group in as many pieces, fewer where it is smaller."""
    size = -(-len(group) // count)
    return [list(group[at : at + size]) for at in range(0, len(group), size)]
