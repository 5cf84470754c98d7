"""How compilers pass a class by value, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from podcheck.model.calls import CompiledCall, Passing

HOW = {
    Passing.REGISTERS: "in registers",
    Passing.STACK: "copied on the stack",
    Passing.REFERENCE: "by a hidden reference",
    Passing.NOTHING: "nothing is passed, it holds no value",
}


def calls_in_words(calls: Iterable[CompiledCall]) -> Iterator[str]:
    """Yield a line for each compiler: what its code does, and whether that is what was to be expected."""
    for one in calls:
        if one.passing is None:
            yield f"{one.compiler}: {one.note}"
            continue
        why = "" if one.agrees else f": a known difference, {one.known}" if one.known else ": nothing known explains it"
        yield f"{one.compiler}: {HOW[one.passing]}{why}"
