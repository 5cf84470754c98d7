"""How compilers pass a class by value, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from podcheck.model.layout import AbiFact
from podcheck.model.passing import CompiledCall, Passing
from podcheck.model.traits import Truth

HOW = {
    Passing.REGISTERS: "in registers",
    Passing.STACK: "copied on the stack",
    Passing.REFERENCE: "by a hidden reference",
    Passing.NOTHING: "nothing is passed, it holds no value",
}


def relocation_in_words(fact: AbiFact | None, calls: Iterable[CompiledCall]) -> str:
    """Return whether its bytes may be moved, with the answers of Clang's builtin."""
    if fact is None:
        return ""
    word = {Truth.YES: "yes", Truth.NO: "no", Truth.UNKNOWN: "?"}[fact.value]
    said = [f"{one.compiler}: {'yes' if one.relocatable else 'no'}" for one in calls if one.relocatable is not None]
    builtin = f"; Clang's builtin: {', '.join(said)}" if said else ""
    return f"trivially relocatable: {word}{builtin} (no trait of any C++ standard)"


def calls_in_words(calls: Iterable[CompiledCall]) -> Iterator[str]:
    """Yield a line for each compiler: what its code does, and whether that is what was to be expected."""
    for one in calls:
        if one.passing is None:
            yield f"{one.compiler}: {one.note}"
            continue
        why = "" if one.agrees else f": a known difference, {one.known}" if one.known else ": nothing known explains it"
        yield f"{one.compiler}: {HOW[one.passing]}{why}"
