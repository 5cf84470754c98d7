"""What is said of a class that a compiler lays out otherwise, in the same words wherever it is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from podcheck.model.measured import LayoutMismatch

_MOST = 6
"""Numbers of one compiler that are named before the others are only counted."""


def differing_layouts(mismatches: Iterable[LayoutMismatch]) -> Iterator[str]:
    """Yield a line for each compiler: what it gives, what podcheck gives, and what explains it."""
    by_compiler: dict[str, list[LayoutMismatch]] = {}
    for mismatch in mismatches:
        by_compiler.setdefault(mismatch.compiler, []).append(mismatch)
    for compiler, numbers in by_compiler.items():
        named = [f"{number.subject} {number.value} instead of {number.podcheck}" for number in numbers[:_MOST]]
        more = [f"and {len(numbers) - _MOST} more"] if len(numbers) > _MOST else []
        known = "; ".join(dict.fromkeys(f"{number.known}: {number.note}" for number in numbers if number.known))
        why = f"a known difference, {known}" if known else "nothing known explains it"
        yield f"{compiler} lays it out differently: {', '.join([*named, *more])} ({why})"
