"""The destructor as several traits ask for it: trivial, not deleted, accessible."""

from __future__ import annotations

from collections.abc import Iterator

from podcheck.model.functions import FunctionKind, OverloadOutcome
from podcheck.model.subobjects import Access
from podcheck.model.traits import Truth
from podcheck.model.type_refs import Key
from podcheck.rules.engine import EvaluationContext, Rule, Violation, rule
from podcheck.rules.special_members.eligible import candidates
from podcheck.rules.special_members.overload_resolution import ResolutionKind, select_destructor


def nontrivial_destructor(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """The destructor is trivial; of several prospective destructors, the selected one ([class.dtor]/4).

    The constructible traits ask this too: their expression destroys what it constructs.

    Why: copying bytes over an object ends it without calling its destructor, so the destructor must have nothing to do.

    Fix: Leave an empty destructor out, or write `= default` on its first declaration; remove a base or member whose
    destructor has code, or hold it by pointer.
    """
    name = program.classes[key].name
    for candidate in candidates(program, key, FunctionKind.DESTRUCTOR):
        # What the compiler deletes has one cause for both; what is written so may have another for not being trivial.
        written = candidate.written_deleted and candidate.trivial.value is Truth.NO
        counts = candidate.eligible.value is not Truth.NO or written
        if candidate.trivial.value is not Truth.YES and counts:
            unsure = candidate.trivial.value is Truth.UNKNOWN
            verb = "may be" if unsure else "is"
            message = f"the destructor of '{name}' {verb} non-trivial"
            yield Violation(message, candidate.location, name, candidate.trivial.reasons, open=unsure)


def deleted_destructor(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """The destructor is not deleted.

    Why: what can't be destroyed can be neither replaced by a copy nor made as a variable.

    Fix: Write `= default`, and see below which base or member the compiler could not destroy.
    """
    name = program.classes[key].name
    for candidate in candidates(program, key, FunctionKind.DESTRUCTOR):
        if candidate.eligible.value is not Truth.YES:
            unsure = candidate.eligible.value is Truth.UNKNOWN
            verb = "may be" if unsure else "is"
            message = f"the destructor of '{name}' {verb} deleted"
            yield Violation(message, candidate.location, name, candidate.eligible.reasons, open=unsure)


def inaccessible_destructor(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """The destructor is public.

    Why: the trait asks whether an expression compiles in a context that is unrelated to the class.

    Fix: Make the destructor public.
    """
    name = program.classes[key].name
    selection = select_destructor(program, key)
    if selection.special is not None and selection.special.access is not Access.PUBLIC:
        special = selection.special
        yield Violation(f"the destructor of '{name}' is {special.access.value}", special.location, name)
    elif selection.kind is ResolutionKind.ASKED and selection.outcome is not OverloadOutcome.UNUSABLE:
        facts = program.classes[key]
        if (selection.use, OverloadOutcome.UNUSABLE) in facts.overload_answers_with_access:
            yield Violation(
                f"the destructor of '{name}' that its constraints select is not public", facts.location, name
            )


def destructor_rules(clause: str) -> tuple[Rule[Key], ...]:
    """Return the rules "trivial" and "not deleted", under the clause of the trait that asks."""
    return (
        rule("nontrivial-destructor", clause)(nontrivial_destructor),
        rule("deleted-destructor", clause)(deleted_destructor),
    )
