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
    answers = [
        f"{call.compiler}: {'yes' if call.relocatable else 'no'}" for call in calls if call.relocatable is not None
    ]
    builtin = f"; Clang's builtin: {', '.join(answers)}" if answers else ""
    return f"trivially relocatable: {word}{builtin} (no trait of any C++ standard)"


def calls_in_words(calls: Iterable[CompiledCall]) -> Iterator[str]:
    """Yield a line for each compiler: what its code does, and whether that is what was to be expected."""
    for call in calls:
        if call.passing is None:
            yield f"{call.compiler}: {call.note}"
            continue
        why = (
            ""
            if call.agrees is True
            else ": podcheck leaves it open"
            if call.agrees is None
            else f": a known difference, {call.known}"
            if call.known
            else ": nothing known explains it"
        )
        yield f"{call.compiler}: {HOW[call.passing]}{why}"
