"""Where it matters: what each use of a class needs, and which classes lack it.

`requirements` has the table of operations and their needs, `object_bytes` what the bytes of an object hold, `pod_trait`
the places that ask for POD where a newer trait is meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from podcheck.model.facts import Key, UnitFacts
from podcheck.model.traits import Trait
from podcheck.model.use_sites import CallSite, Operation
from podcheck.rules.engine import Decision, EvaluationContext
from podcheck.rules.uses.pod_trait import asks_for_more
from podcheck.rules.uses.requirement import Subject, Unmet
from podcheck.rules.uses.requirements import NEEDS


def unmet(program: EvaluationContext, facts: UnitFacts) -> Iterator[Unmet]:
    """Every need of the unit's uses that surely is not met; of one class at one place the gravest of a kind."""
    for site in facts.uses:
        if site.operation is Operation.POD_TRAIT:
            yield asks_for_more(site)
        else:
            yield from _unmet(program, site)


def _unmet(program: EvaluationContext, site: CallSite) -> Iterator[Unmet]:
    told: set[tuple[str, Key]] = set()
    for need in NEEDS[site.operation]:
        for handled in site.handled:
            known = program.classes.get(handled.record)
            if known is None or not known.complete or known.dependent or (need.code, handled.record) in told:
                continue

            def decide(trait: Trait, key: Key = handled.record) -> Decision:
                return program.rulebook.traits[trait].decide(program, key)

            for fault in need.faults(program, Subject(site, handled, decide)):
                told.add((need.code, handled.record))
                yield Unmet(need, site, handled.record, fault)
