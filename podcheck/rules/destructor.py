"""The destructor as several traits ask for it: trivial, not deleted, accessible."""

from __future__ import annotations

from collections.abc import Iterator

from podcheck.model.facts import Access, FunctionKind, Key, Outcome
from podcheck.model.traits import Truth
from podcheck.rules.eligible import candidates
from podcheck.rules.engine import Breach, Program, Rule, rule
from podcheck.rules.selection import Found, select_destructor


def nontrivial_destructor(program: Program, key: Key) -> Iterator[Breach]:
    """The destructor ([class.dtor]/4: the selected one) must be trivial."""
    name = program.classes[key].name
    for one in candidates(program, key, FunctionKind.DESTRUCTOR):
        if one.trivial.value is not Truth.YES and one.eligible.value is not Truth.NO:
            unsure = one.trivial.value is Truth.UNKNOWN
            verb = "may be" if unsure else "is"
            message = f"the destructor of '{name}' {verb} non-trivial"
            yield Breach(message, one.location, name, one.trivial.reasons, open=unsure)


def deleted_destructor(program: Program, key: Key) -> Iterator[Breach]:
    """The destructor must not be deleted."""
    name = program.classes[key].name
    for one in candidates(program, key, FunctionKind.DESTRUCTOR):
        if one.eligible.value is not Truth.YES:
            unsure = one.eligible.value is Truth.UNKNOWN
            verb = "may be" if unsure else "is"
            message = f"the destructor of '{name}' {verb} deleted"
            yield Breach(message, one.location, name, one.eligible.reasons, open=unsure)


def inaccessible_destructor(program: Program, key: Key) -> Iterator[Breach]:
    """The destructor must be public: the trait asks as a stranger would."""
    name = program.classes[key].name
    selection = select_destructor(program, key)
    if selection.special is not None and selection.special.access is not Access.PUBLIC:
        one = selection.special
        yield Breach(f"the destructor of '{name}' is {one.access.value}", one.location, name)
    elif selection.found is Found.ASKED and selection.outcome is not Outcome.UNUSABLE:
        facts = program.classes[key]
        if (selection.use, Outcome.UNUSABLE) in facts.accessible:
            yield Breach(f"the destructor of '{name}' that its constraints select is not public", facts.location, name)


def destructor_rules(clause: str) -> tuple[Rule[Key], ...]:
    """Trivial and not deleted, under the clause of the trait that asks."""
    return (
        rule("nontrivial-destructor", clause)(nontrivial_destructor),
        rule("deleted-destructor", clause)(deleted_destructor),
    )
