"""From a class and its verdicts to the fixes that help, the smallest first."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice, pairwise
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from podcheck.files import read_bytes
from podcheck.fixes.proposals import Proposal, RootCause, UserSources
from podcheck.fixes.registry import GroupKey, proposals
from podcheck.fixes.source.edits import apply
from podcheck.fixes.trial import State, analyse, attempt, new_errors
from podcheck.model.facts import UnitFacts
from podcheck.model.fixes import Edit, Effort, Fix
from podcheck.model.problems import Location
from podcheck.model.reasons import walk
from podcheck.model.results import Record
from podcheck.model.traits import MAIN_TRAITS, Trait, Truth
from podcheck.model.units import Unit
from podcheck.model.verdicts import Reason

MOST_TRIED = 8
"""Changes that are tried for one class: each costs a parse."""

_MOST_FAULTS = 200
_FEW_FAULTS = 2
"""With more of them the alternatives for each would hide what matters."""

TARGETS = (
    Trait.TRIVIALLY_COPYABLE,
    Trait.STANDARD_LAYOUT,
    Trait.TRIVIAL,
    Trait.TRIVIALLY_DESTRUCTIBLE,
    Trait.TRIVIALLY_COPY_CONSTRUCTIBLE,
    Trait.TRIVIALLY_MOVE_CONSTRUCTIBLE,
    Trait.TRIVIALLY_COPY_ASSIGNABLE,
    Trait.TRIVIALLY_MOVE_ASSIGNABLE,
    Trait.TRIVIALLY_DEFAULT_CONSTRUCTIBLE,
)
"""The traits that a fix is to give, those first for which it is worth more."""

Groups = dict[GroupKey, list[Proposal]]


class ClassFixes(Struct, frozen=True):
    """The fixes that help a class."""

    fixes: tuple[Fix, ...] = ()
    """The smallest first."""

    tried: int = 0
    """How many changes were tried."""

    attempts: tuple[str, ...] = ()
    """A line on each change that was tried."""

    unit: Unit | None = None
    """The unit that was analysed; None where nothing was."""

    contents: Mapping[str, bytes] | None = None
    """The files that the fixes edit, as they were; None where nothing was analysed."""


def find_fixes(record: Record, unit: Unit, libclang: Path | None = None, most: int = MOST_TRIED) -> ClassFixes:
    """Return what fixes the class; at most `most` changes are tried.

    `unit`: the one that the class was found in. Only files of the user's are changed, in memory. Where nothing of the
    class is in one, nothing is analysed.
    """
    main = content_of(unit)
    if main is None or not record.facts.complete:
        return ClassFixes()
    sources = UserSources(UnitFacts(unit, unit.std, "", ""), (unit.file, main), foreign_folders(unit))
    if not any(sources.text(file) is not None for file in _files(record)):
        return ClassFixes()
    before = analyse(unit, libclang)
    if record.facts.name not in before.judged:
        return ClassFixes()
    sources = dataclasses.replace(sources, facts=before.facts)
    some = list(islice(candidates(sources, before, record.facts.name), most))
    contents = {file: text.content for file, text in sources.texts.items() if text is not None}

    def try_candidate(candidate: tuple[Proposal, ...]) -> Fix | None:
        return attempt(before, record.facts.name, contents, candidate, libclang)

    with ThreadPoolExecutor(2) as threads:
        tried = list(threads.map(try_candidate, some))
    steps = [len(candidate) for candidate in some]
    helping = [(count, fix) for count, fix in zip(steps, tried, strict=True) if fix is not None and fix.own.gained]
    attempts = tuple("; ".join(step.title for step in candidate) for candidate in some)
    return ClassFixes(tuple(_rank(helping)), len(some), attempts, unit, contents)


def combine_mechanical(result: ClassFixes, libclang: Path | None = None) -> tuple[Fix, Mapping[str, bytes]] | None:
    """Return the mechanical fixes as one, tried once more with every function body, and the files as they then are.

    None where there is no such fix, or it does not hold. Of fixes that touch the same place the first counts.
    """
    mechanical = [fix for fix in result.fixes if fix.effort is Effort.MECHANICAL]
    if not mechanical or result.unit is None or result.contents is None:
        return None
    name = mechanical[0].own.name
    before = analyse(result.unit, libclang)
    chosen: list[Fix] = []
    for fix in mechanical:
        if apply(result.contents, [edit for another in (*chosen, fix) for edit in another.edits]) is not None:
            chosen.append(fix)
    for some in (chosen, mechanical[:1]):
        whole = attempt(before, name, result.contents, [_proposal(fix) for fix in some], libclang)
        if whole is not None and all(set(fix.own.gained) <= set(whole.own.gained) for fix in some):
            changed = apply(result.contents, whole.edits)
            if changed is not None and not new_errors(result.unit, changed, before.facts.reads, libclang):
                sets = [set(fix.edits) for fix in some]
                telling = [fix for fix in some if not any(set(fix.edits) < other for other in sets)]
                return replace(whole, titles=tuple(title for fix in telling for title in fix.titles)), changed
    return None


def _proposal(fix: Fix) -> Proposal:
    return Proposal(fix.titles[0], fix.effort, fix.edits, fix.notes)


def content_of(unit: Unit) -> bytes | None:
    """Return what the unit's file holds, or holds in memory; None where it can't be read."""
    if unit.text is not None:
        return unit.text.encode("utf-8", "surrogateescape")
    try:
        return read_bytes(unit.path)
    except OSError:
        return None


def foreign_folders(unit: Unit) -> tuple[str, ...]:
    """Return the folders that are given as those of system headers."""
    words = unit.arguments
    options = ("-isystem", "-idirafter", "-isysroot", "--sysroot")
    folders = (folder for option, folder in pairwise(words) if option in options)
    return tuple(f"{name.rstrip('/')}/" for folder in folders for name in (folder, os.path.realpath(folder)))


def _files(record: Record) -> Iterable[str]:
    """Return the files that the reasons of what the class lacks point into."""
    reasons = [reason for trait in TARGETS for reason in record.judgement.verdicts[trait].reasons]
    return dict.fromkeys(reason.location.file for reason in walk(reasons))


def candidates(sources: UserSources, before: State, name: str) -> Iterator[tuple[Proposal, ...]]:
    """Yield sets of proposals that may give a trait, those for the main traits first, none twice."""
    verdicts = before.judged[name][1].verdicts
    reported: set[frozenset[Edit]] = set()
    by_trait: dict[Trait, Groups] = {}
    for trait in TARGETS:
        if verdicts[trait].value is Truth.NO:
            by_trait[trait] = _groups(sources, verdicts[trait].reasons)
    hopeful = any(groups and all(groups.values()) for trait, groups in by_trait.items() if trait in MAIN_TRAITS)
    sets = [
        *(pair for trait, groups in by_trait.items() if trait in MAIN_TRAITS for pair in _whole(groups)),
        *_for_both(by_trait),
        *(pair for groups in by_trait.values() if not hopeful for pair in _whole(groups)),
    ]
    for set_ in sets:
        key = frozenset(edit for proposal in set_ for edit in proposal.edits)
        if key not in reported:
            reported.add(key)
            yield set_


def _whole(groups: Groups) -> Iterator[tuple[Proposal, ...]]:
    """Yield one proposal for each fault, the smallest ones first, then with one of few replaced by its alternative."""
    if not groups or not all(groups.values()):
        return
    smallest = {key: some[0] for key, some in groups.items()}
    yield tuple(smallest.values())
    if len(groups) <= _FEW_FAULTS:
        for key, some in groups.items():
            for other in some[1:]:
                yield tuple({**smallest, key: other}.values())


def _for_both(by_trait: Mapping[Trait, Groups]) -> Iterator[tuple[Proposal, ...]]:
    """Yield what makes a class trivial and standard-layout, where it is neither."""
    trivial, layout = by_trait.get(Trait.TRIVIAL), by_trait.get(Trait.STANDARD_LAYOUT)
    if trivial and layout:
        yield from islice(_whole({**trivial, **layout}), 1)


def _groups(sources: UserSources, reasons: Iterable[Reason]) -> Groups:
    result: Groups = {}
    for fault in islice(_faults(sources, reasons), _MOST_FAULTS):
        key, some = proposals(sources, fault)
        if not result.get(key):
            result[key] = some
    return result


def _faults(sources: UserSources, reasons: Iterable[Reason]) -> Iterator[RootCause]:
    """Yield each root cause with one way down to it for each place of the user's that leads there."""
    seen: set[tuple[int, Location | None]] = set()
    stack: list[tuple[tuple[Reason, ...], Location | None]] = [((reason,), None) for reason in reversed(tuple(reasons))]
    while stack:
        chain, site = stack.pop()
        reason = chain[-1]
        site = reason.location if sources.text(reason.location.file) is not None else site
        if (id(reason), site) in seen:
            continue
        seen.add((id(reason), site))
        if reason.because:
            stack.extend(((*chain, cause), site) for cause in reversed(reason.because))
        else:
            yield RootCause(chain)


def _rank(fixes: Sequence[tuple[int, Fix]]) -> list[Fix]:
    """Return the least effort first, then the fewest steps, which are counted.

    Where some give a main trait, only these; and none that gives no other one than a smaller fix does.
    """
    main = [fix for fix in fixes if any(trait in MAIN_TRAITS for trait in fix[1].own.gained)]
    result: list[tuple[int, Fix]] = []
    for steps, fix in sorted(main or fixes, key=lambda fix: (list(Effort).index(fix[1].effort), fix[0])):
        gained = set(fix.own.gained) & set(MAIN_TRAITS)
        if not any(fewer < steps and gained and gained <= set(other.own.gained) for fewer, other in result):
            result.append((steps, fix))
    return [fix for _, fix in result]
