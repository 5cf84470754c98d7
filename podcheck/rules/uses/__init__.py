"""Where it matters: what each use of a class needs, and which classes lack it.

`requirements` has the table of operations and their needs, `object_bytes` what the bytes of an object hold, `pod_trait`
the places that ask for POD where a newer trait would do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from podcheck.model.facts import UnitFacts
from podcheck.model.traits import Trait, Truth
from podcheck.model.type_refs import Key
from podcheck.model.use_sites import CallSite, Operation
from podcheck.rules.engine import Decision, EvaluationContext
from podcheck.rules.uses.object_bytes import contained_classes
from podcheck.rules.uses.pod_trait import asks_for_more
from podcheck.rules.uses.requirement import Subject, Unmet
from podcheck.rules.uses.requirements import NEEDS

Answered = Callable[[Key, Trait], bool | None]
"""What compilers say of a class's trait, where that counts and is known."""


def unmet(program: EvaluationContext, facts: UnitFacts, answered: Answered | None = None) -> Iterator[Unmet]:
    """Yield every need of the unit's uses that surely is not met; of one class at one place the gravest of a kind.

    `answered` says whose answers count, where it is not None.
    """
    zeroed = frozenset(_zeroed_classes(program, facts))
    for site in facts.uses:
        if site.operation is Operation.POD_TRAIT:
            yield asks_for_more(site)
        else:
            yield from _unmet(program, site, answered, zeroed)


def _zeroed_classes(program: EvaluationContext, facts: UnitFacts) -> Iterator[Key]:
    """Yield the classes of which the unit sets all bytes of an object to zero somewhere, and those within these."""
    for site in facts.uses:
        if site.operation is Operation.FILL and site.zeros:
            for handled in site.handled:
                known = program.classes.get(handled.record)
                if known is not None and site.size == known.size:
                    yield from contained_classes(program, handled.record)


def _unmet(
    program: EvaluationContext, site: CallSite, answered: Answered | None, zeroed: frozenset[Key]
) -> Iterator[Unmet]:
    reported: set[tuple[str, Key]] = set()
    for need in NEEDS[site.operation]:
        for handled in site.handled:
            known = program.classes.get(handled.record)
            if known is None or not known.complete or known.dependent or (need.code, handled.record) in reported:
                continue

            def decide(trait: Trait, key: Key = handled.record) -> Decision:
                decision = program.rulebook.traits[trait].decide(program, key)
                answer = answered(key, trait) if answered is not None else None
                if answer is None or decision.value is (Truth.YES if answer else Truth.NO):
                    return decision
                return Decision(Truth.YES if answer else Truth.NO)

            for fault in need.faults(program, Subject(site, handled, decide, zeroed)):
                reported.add((need.code, handled.record))
                yield Unmet(need, site, handled.record, fault)
