"""Where it matters: what each use of a class needs, and which classes lack it.

`requirements` has the table of operations and their needs, `object_bytes` what the bytes of an object hold, `pod_trait`
the places that ask for POD where a newer trait would do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec.structs import replace

from podcheck.model.facts import ClassFacts, UnitFacts
from podcheck.model.traits import Trait, Truth
from podcheck.model.type_refs import Key
from podcheck.model.use_sites import CallSite, Operation, UsedObject
from podcheck.rules.engine import Decision, EvaluationContext
from podcheck.rules.traits.trivially_copyable import trivially_copyable
from podcheck.rules.uses.advice import for_templates
from podcheck.rules.uses.object_bytes import add_contained, contained_classes
from podcheck.rules.uses.pod_trait import asks_for_more
from podcheck.rules.uses.requirement import KnownBytes, Subject, Unmet
from podcheck.rules.uses.requirements import NEEDS

Answered = Callable[[Key, Trait], bool | None]
"""What compilers say of a class's trait, where that counts and is known."""


def unmet(program: EvaluationContext, facts: UnitFacts, answered: Answered | None = None) -> Iterator[Unmet]:
    """Yield every need of the unit's uses that surely is not met; of one class at one place the gravest of a kind.

    `answered` says whose answers count, where it is not None.
    """
    zeroed, begun = (find_zeroed(facts.uses, program.classes, own=own) for own in (False, True))
    unset = frozenset(_unset_classes(program, facts)) - zeroed
    known_bytes = KnownBytes(zeroed, begun, unset, _find_members_set_anew(facts))
    for site in facts.uses:
        if site.operation is Operation.POD_TRAIT:
            yield asks_for_more(site)
        else:
            yield from _unmet(program, site, answered, known_bytes)


def find_zeroed(sites: Iterable[CallSite], classes: Mapping[Key, ClassFacts], *, own: bool = False) -> frozenset[Key]:
    """Return the classes of which these uses set all bytes of objects to zero, and those within these.

    With `own` a constructor has to do so, to its own object.
    """
    uses = ((site, handled) for site in sites for handled in site.handled if handled.own or not own)
    zeroed = (handled.record for site, handled in uses if _is_zeroing(site, handled, classes))
    return frozenset(add_contained(classes, zeroed))


def _is_zeroing(site: CallSite, handled: UsedObject, classes: Mapping[Key, ClassFacts]) -> bool:
    """Whether the object, or each of an array, is all zeros behind the use."""
    if site.operation is Operation.BEGIN_AS_ZEROS:
        return True
    if site.operation is not Operation.FILL or not site.zeros or handled.record not in classes:
        return False
    if site.sizeof is not None and not site.sizeof.pointer and site.sizeof.record == handled.record:
        return site.size is None or site.size >= (classes[handled.record].size or 0)
    return site.size is not None and site.size == classes[handled.record].size


def _unset_classes(program: EvaluationContext, facts: UnitFacts) -> Iterator[Key]:
    """Yield the classes of which the unit allocates objects and does not set their bytes, and those within these."""
    for site in facts.uses:
        if site.operation is Operation.BEGIN_UNSET:
            for handled in site.handled:
                yield from contained_classes(program, handled.record)


def _find_members_set_anew(facts: UnitFacts) -> dict[Key, frozenset[str]]:
    """Return the members that get a value wherever the unit has read an object of the class from outside."""
    result: dict[Key, frozenset[str]] = {}
    for site in facts.uses:
        if site.operation is Operation.RECEIVE:
            members = frozenset(site.set_anew)
            for handled in site.handled:
                result[handled.record] = result.get(handled.record, members) & members
    return result


def _unmet(
    program: EvaluationContext, site: CallSite, answered: Answered | None, known_bytes: KnownBytes
) -> Iterator[Unmet]:
    reported: set[tuple[str, Key]] = set()
    for need in NEEDS[site.operation]:
        for used_object in site.handled:
            handled = _measured_base(program, site, used_object)
            known = program.classes.get(handled.record)
            if known is None or not known.complete or known.dependent or (need.code, handled.record) in reported:
                continue

            def decide(trait: Trait, key: Key = handled.record) -> Decision:
                decision = program.rulebook.traits[trait].decide(program, key)
                answer = answered(key, trait) if answered is not None else None
                if answer is None or decision.value is (Truth.YES if answer else Truth.NO):
                    return decision
                return Decision(Truth.YES if answer else Truth.NO)

            subject = Subject(site, handled, decide, known_bytes)
            for fault in need.faults(program, subject):
                reported.add((need.code, handled.record))
                advised = for_templates(program, need.code, subject, fault)
                yield Unmet(need, site, handled.record, advised)


def _measured_base(program: EvaluationContext, site: CallSite, handled: UsedObject) -> UsedObject:
    """Return the base at the object's start, where the size is that of the base, and the base trivially copyable."""
    sizeof = site.sizeof
    if sizeof is None or sizeof.pointer or sizeof.record is None or sizeof.record == handled.record:
        return handled
    base = program.classes.get(sizeof.record)
    if base is None or base.size != site.size or base.key not in _bases_at_start(program, handled.record):
        return handled
    if trivially_copyable(program, base.key).value is not Truth.YES:
        return handled
    return replace(handled, record=base.key, whole=handled.record, part="")


def _bases_at_start(program: EvaluationContext, key: Key) -> set[Key]:
    result: set[Key] = set()
    waiting = [key]
    while waiting:
        facts = program.classes.get(waiting.pop())
        bases = facts.bases if facts is not None else ()
        new = {base.type.record for base in bases if base.offset == 0 and base.type.record is not None} - result
        result |= new
        waiting += new
    return result
