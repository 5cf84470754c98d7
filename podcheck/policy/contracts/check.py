"""Whether a class keeps what is asked of it, and the finding where it does not."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from podcheck.model.contracts import (
    Authority,
    Contract,
    Demand,
    MeasureDemand,
    NoPadding,
    NoPointers,
    OffsetDemand,
    SameLayout,
    TraitDemand,
)
from podcheck.model.facts import Origin
from podcheck.model.layout import Layout
from podcheck.model.problems import Location
from podcheck.model.reasons import first_chain
from podcheck.model.results import Finding, Record, Related
from podcheck.model.traits import Trait, Truth
from podcheck.model.verdicts import Reason
from podcheck.policy.contracts.measures import UnitRecords, known_layouts, padded_by_compilers, unmet_measure
from podcheck.policy.contracts.same_layout import compare_layouts

LAYOUT = "broken-layout-contract"
_PLACE_IN_NAME = re.compile(r"( at [^()]{0,4200}?):\d+:\d+\)")


class ContractContext(Struct, frozen=True):
    """How a unit's classes are held to a contract."""

    authority: Authority
    """The run's, for contracts that have none."""

    own: Callable[[str], bool]
    """Whether the run is about the file, so that its lines can be fixed."""

    padding: Callable[[Record], tuple[Reason, ...] | None]
    """Returns why a class has padding: nothing where it has none, None where that isn't known."""

    layout_on: Callable[[Record, str], Layout | None]
    """Returns a class's layout on another target; None where it is not analysed there."""

    unit: UnitRecords
    """The classes that members and bases are looked for in."""


def violations(record: Record, contract: Contract, terms: ContractContext) -> Iterator[Finding]:
    """Yield a finding for each demand that the class doesn't meet; an open answer of a template's pattern is none."""
    for demand in contract.demands:
        if isinstance(demand, TraitDemand):
            result = _trait(record, demand, contract, terms)
        elif isinstance(demand, (MeasureDemand, OffsetDemand)):
            result = _measure(record, demand, contract, terms)
        elif isinstance(demand, NoPointers):
            result = _pointers(record, demand, contract, terms)
        elif isinstance(demand, SameLayout):
            result = _same_layout(record, demand, contract, terms)
        else:
            result = _padding(record, demand, contract, terms)
        if result is not None:
            yield result


def _trait(record: Record, demand: TraitDemand, contract: Contract, terms: ContractContext) -> Finding | None:
    authority = contract.authority or terms.authority
    trait = demand.trait
    verdict = record.judgement.verdicts[trait]
    pattern = record.facts.origin is Origin.TEMPLATE
    wrong = Truth.of(not demand.wanted)
    against = [answer.compiler for answer in record.answers if answer.traits.get(trait) is wrong.value]
    for_it = [answer.compiler for answer in record.answers if answer.traits.get(trait) is demand.wanted]
    name = record.facts.name
    not_ = "not " if demand.wanted else ""
    which = _which(contract, wanted=demand.wanted)
    reasons: tuple[Reason, ...] = ()
    if authority is not Authority.COMPILERS and verdict.value is wrong:
        also = f" ({_and(for_it)} {_say(for_it)} otherwise: {_known(record, trait, for_it)})" if for_it else ""
        message = f"'{name}' is {not_}{trait.predicate}{which}{also}"
        reasons = verdict.reasons
    elif authority is not Authority.STANDARD and against:
        differs = verdict.value is not wrong and verdict.value is not Truth.UNKNOWN
        also = f" (by the standard it is{'' if demand.wanted else ' not'}: {_known(record, trait, against)})"
        message = f"'{name}' is {not_}{trait.predicate} by {_and(against)}{which}{also if differs else ''}"
        reasons = () if differs else verdict.reasons
    elif pattern:
        return None
    elif authority is not Authority.COMPILERS and verdict.value is Truth.UNKNOWN:
        message = f"whether '{name}' is {trait.predicate}{which}, could not be decided"
        reasons = verdict.reasons
    elif authority is not Authority.STANDARD and record.answers and not for_it:
        note = next((answer.note for answer in record.answers if answer.note), "none of them answered")
        message = f"whether '{name}' is {trait.predicate}{which}, could not be decided by the compilers: {note}"
    else:
        return None
    return make_finding(
        contract.code, _with_note(message, contract), record, contract, str(demand), terms, trait, reasons
    )


def _measure(
    record: Record, demand: MeasureDemand | OffsetDemand, contract: Contract, terms: ContractContext
) -> Finding | None:
    if record.facts.origin is Origin.TEMPLATE:
        return None
    unmet = unmet_measure(record, demand, contract.authority or terms.authority, _place(contract), terms.unit)
    if unmet is None:
        return None
    return make_finding(LAYOUT, _with_note(unmet.message, contract), record, contract, unmet.identity)


def _padding(record: Record, demand: NoPadding, contract: Contract, terms: ContractContext) -> Finding | None:
    wanted, unmet = f"'{record.facts.name}' has no padding", f"'{record.facts.name}' has padding"
    authority = contract.authority or terms.authority
    if authority is not Authority.COMPILERS:
        result = _by_reasons(record, demand, contract, terms, terms.padding, wanted, unmet)
        if result is not None or authority is Authority.STANDARD:
            return result
    padded = [compiler for compiler, _ in padded_by_compilers(record)]
    queried = [answer for answer in record.answers if answer.layout is not None]
    if record.facts.origin is Origin.TEMPLATE or (queried and not padded) or not record.answers:
        return None
    if not queried:
        message = f"whether {wanted}{_which(contract)}, could not be decided by the compilers"
        return make_finding(LAYOUT, _with_note(message, contract), record, contract, str(demand))
    reasons = terms.padding(record) or ()
    differs = known_layouts(mismatch for mismatch in record.layout_mismatches if mismatch.compiler in padded)
    also = "" if reasons else f" (it has none by podcheck's layout: {differs})"
    message = f"{unmet} by {_and(padded)}; {_name_requirement(contract, demand)}{also}"
    return make_finding(LAYOUT, _with_note(message, contract), record, contract, str(demand), terms, None, reasons)


def _pointers(record: Record, demand: NoPointers, contract: Contract, terms: ContractContext) -> Finding | None:
    wanted, unmet = f"'{record.facts.name}' has no pointers inside", f"'{record.facts.name}' has pointers inside"
    return _by_reasons(record, demand, contract, terms, lambda record: record.pointers, wanted, unmet)


def _by_reasons(
    record: Record,
    demand: NoPadding | NoPointers,
    contract: Contract,
    terms: ContractContext,
    find_reasons: Callable[[Record], tuple[Reason, ...] | None],
    wanted: str,
    unmet: str,
) -> Finding | None:
    """Return a finding with what breaks a demand on the inside of a class; a template's pattern breaks none.

    `find_reasons`: the reasons, none where it holds, None where that can't be decided. `wanted`, `unmet`: what is said
    of the class where it can't be decided and where it does not hold.
    """
    if record.facts.origin is Origin.TEMPLATE:
        return None
    reasons = find_reasons(record)
    if reasons is None:
        message = f"whether {wanted}{_which(contract)}, could not be decided"
        return make_finding(LAYOUT, _with_note(message, contract), record, contract, str(demand))
    if not reasons:
        return None
    message = f"{unmet}; {_name_requirement(contract, demand)}"
    return make_finding(LAYOUT, _with_note(message, contract), record, contract, str(demand), terms, None, reasons)


def _same_layout(record: Record, demand: SameLayout, contract: Contract, terms: ContractContext) -> Finding | None:
    """Return a finding for the first of the targets that lays the class out otherwise, or does not lay it out."""
    if record.facts.origin is Origin.TEMPLATE:
        return None
    name, here = record.facts.name, record.layout
    for target in demand.targets:
        there = None if here is None else terms.layout_on(record, target)
        difference = None if here is None or there is None else compare_layouts(here, there, target)
        if difference is None:
            message = (
                f"whether '{name}' has the layout of {record.target} on {target}{_which(contract)}, is not analysed"
            )
            return make_finding(LAYOUT, _with_note(message, contract), record, contract, f"{demand} {target}")
        if difference.reasons:
            message = f"'{name}' {difference.message}; {_name_requirement(contract, demand)}"
            reasons = difference.reasons
            return make_finding(
                LAYOUT, _with_note(message, contract), record, contract, f"{demand} {target}", terms, None, reasons
            )
    return None


def _place(contract: Contract) -> str:
    return f"{contract.place.file}:{contract.place.line}" if contract.place is not None else ""


def _name_requirement(contract: Contract, demand: Demand) -> str:
    return f"{_place(contract)} requires {demand}" if contract.place is not None else f"{demand} is required"


def _which(contract: Contract, *, wanted: bool = True) -> str:
    if contract.place is None:
        return ", which is required"
    return f", which {_place(contract)} {'requires' if wanted else 'forbids'}"


def _with_note(message: str, contract: Contract) -> str:
    return f"{message}: {contract.note}" if contract.note else message


def _known(record: Record, trait: Trait, compilers: Iterable[str]) -> str:
    numbers = {mismatch.compiler: mismatch.known for mismatch in record.mismatches if mismatch.trait is trait}
    result = dict.fromkeys(number for compiler in compilers if (number := numbers.get(compiler)))
    return ", ".join(result) or "nothing known explains it"


def _and(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def _say(names: list[str]) -> str:
    return "say" if len(names) > 1 else "says"


def make_finding(
    code: str,
    message: str,
    record: Record,
    contract: Contract,
    identity: str,
    terms: ContractContext | None = None,
    trait: Trait | None = None,
    reasons: tuple[Reason, ...] = (),
) -> Finding:
    """Return a finding at the root cause where that can be fixed, else at the class."""
    here = record.facts.location
    place = cause(reasons, terms.own) if terms is not None else None
    related = [Related(f"'{record.facts.name}' is defined here", here)]
    if contract.place is not None:
        related.append(Related("the contract", contract.place))
    return Finding(
        code=code,
        severity="error",
        message=message,
        location=place or here,
        record=record.facts.name,
        trait=trait,
        reasons=reasons,
        fingerprint=fingerprint(code, record.facts.name, identity),
        related=tuple(related),
    )


def cause(reasons: tuple[Reason, ...], own: Callable[[str], bool]) -> Location | None:
    """Return the place furthest down the first reason's way to the root that is in one of the run's own files."""
    chain = first_chain(reasons[0]) if reasons else ()
    places = (reason.location for reason in reversed(chain))
    return next((place for place in places if place.line and own(place.file)), None)


def fingerprint(*words: str) -> str:
    """Return a digest of what is wrong and with what, not of where it stands."""
    identity = "\0".join(map(without_lines, words))
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def without_lines(name: str) -> str:
    """Return the name of an unnamed class without the line and column that stand in it; any other name as it is."""
    return _PLACE_IN_NAME.sub(r"\1)", name)
