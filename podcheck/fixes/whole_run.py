"""The mechanical fixes of all classes of a run: each class's tried alone, those of a unit once more together.

A class is looked for in the unit whose file it stands in; one of a header in the source of the header's name, which
mostly defines its functions, else in the first unit that reads it. A unit is analysed once, and then once for each
change that is tried; a change of a header must go with every unit of the run.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from podcheck.fixes.proposals import Proposal, UserSources
from podcheck.fixes.registry import MECHANICAL_CODES
from podcheck.fixes.search import MOST_TRIED, TARGETS, candidates, content_of, foreign_folders
from podcheck.fixes.source.edits import apply
from podcheck.fixes.source.positions import replacement
from podcheck.fixes.trial import Changed, State, analyse, change, merge, new_errors
from podcheck.model.facts import Origin
from podcheck.model.fixes import ClassFix, Edit, Effort
from podcheck.model.problems import Location
from podcheck.model.reasons import walk
from podcheck.model.results import Record
from podcheck.model.traits import Trait, Truth
from podcheck.model.units import SOURCES, Headers, Unit
from podcheck.paths import spell_file

Progress = Callable[[int, int, str], None]
"""What hears how many of how many units are done, and which comes next."""


class RunFixes(Struct, frozen=True):
    """What can be written for a run."""

    fixes: tuple[ClassFix, ...] = ()
    """Of each class; all of them hold together."""

    contents: Mapping[str, bytes] = {}
    """The files that they edit, as they were read."""

    notes: tuple[str, ...] = ()
    """What was left alone, and why."""

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Return the edits of all fixes, each once."""
        edits = (replacement.edit for fix in self.fixes for replacement in fix.replacements)
        return tuple(dict.fromkeys(edits))


class _Wanted(Struct, frozen=True):
    """A class of which a fix is looked for."""

    name: str
    location: Location


class _Tried(Struct, frozen=True):
    """The changes that give a class a trait, by themselves."""

    wanted: _Wanted
    proposals: tuple[Proposal, ...]
    gained: tuple[Trait, ...]
    """The traits that the class then has and lacked."""

    @property
    def edits(self) -> tuple[Edit, ...]:
        return _edits_of(self.proposals)


@dataclass(slots=True)
class _UnitTrials:
    """A unit as it is, and what each change came to: classes that fail through the same fault share it."""

    before: State
    sources: UserSources
    libclang: Path | None
    roots: Sequence[str]
    """Folders and files; nothing outside of them is edited."""

    known: dict[frozenset[Edit], Changed | None] = field(default_factory=dict)
    """What edits came to; None where they don't hold."""

    earlier: tuple[Edit, ...] = ()
    """Edits of other units' classes in this unit's files."""

    def take(self, edits: Iterable[Edit]) -> None:
        """Have the edits of other units' classes made as well where all are tried together."""
        reads = frozenset(map(spell_file, (self.before.unit.file, *self.before.facts.reads)))
        self.earlier = tuple(edit for edit in edits if edit.file in reads and self.sources.text(edit.file) is not None)

    def contents(self) -> dict[str, bytes]:
        """Return the files that were looked into."""
        return {file: text.content for file, text in self.sources.texts.items() if text is not None}

    def result(self, edits: Iterable[Edit]) -> Changed | None:
        """Return what the edits come to; None where they don't hold."""
        some = tuple(dict.fromkeys(edits))
        key = frozenset(some)
        if key not in self.known:
            self.known[key] = change(self.before, self.contents(), some, self.libclang)
        return self.known[key]

    def holds_in_bodies(self, edits: Iterable[Edit]) -> bool:
        """Whether no function's body has a new error, those of headers included."""
        changed = apply(self.contents(), edits)
        reads = self.before.facts.reads
        return changed is not None and not new_errors(self.before.unit, changed, reads, self.libclang)


def find_run_fixes(
    records: Iterable[Record],
    units: Sequence[Unit],
    roots: Sequence[str],
    libclang: Path | None = None,
    progress: Progress = lambda _done, _all, _file: None,
) -> RunFixes:
    """Return the mechanical fixes of these classes.

    `roots`: folders and files; nothing outside of them is edited. `progress` is called with how many units are done.
    """
    fixes: list[ClassFix] = []
    contents: dict[str, bytes] = {}
    notes: list[str] = []
    for trials, here in _in_units(records, units, roots, libclang, progress):
        if trials.before.errors:
            notes.append(f"{trials.before.unit.file} has errors: its classes are not changed")
            continue
        trials.take(replacement.edit for fix in fixes for replacement in fix.replacements)
        tried = [result for each in here if (result := _try_class(each, trials)) is not None]
        kept = _keep_compatible(tried, trials)
        lost = [each.wanted.name for each in tried if each not in kept]
        notes += (f"'{name}': its fix conflicts with other fixes: not changed" for name in lost)
        seen = trials.contents()
        contents |= {edit.file: seen[edit.file] for each in kept for edit in each.edits}
        fixes += (_class_fix(each, contents) for each in kept)
    sound = _without_harm(fixes, units, contents, libclang)
    notes += (
        f"'{each.name}': its fix would be an error in another file: not changed" for each in fixes if each not in sound
    )
    return RunFixes(tuple(sound), contents, tuple(notes))


def find_fixes_apart(
    records: Iterable[Record],
    units: Sequence[Unit],
    roots: Sequence[str],
    libclang: Path | None = None,
    progress: Progress = lambda _done, _all, _file: None,
) -> tuple[ClassFix, ...]:
    """Return each mechanical fix of these classes by itself, of a class those that take the fewest edits first."""
    result: list[ClassFix] = []
    for trials, here in _in_units(records, units, roots, libclang, progress):
        seen = trials.contents
        for wanted in here if not trials.before.errors else ():
            some = [_Tried(wanted, each, _find_gains(each, wanted, trials)) for each in _helping(wanted, trials)]
            sound = (each for each in some if trials.holds_in_bodies(each.edits))
            result += (_class_fix(each, seen()) for each in sorted(sound, key=lambda each: len(each.edits)))
    return tuple(result)


def _in_units(
    records: Iterable[Record], units: Sequence[Unit], roots: Sequence[str], libclang: Path | None, progress: Progress
) -> Iterator[tuple[_UnitTrials, list[_Wanted]]]:
    """Yield the units in which classes are tried, with these; each class is in one of them."""
    wanted = _choose_classes(records, roots)
    stems = {_stem(unit.file) for unit in units if not _is_header(unit.file)}
    for number, unit in enumerate(units):
        progress(number, len(units), unit.file)
        fitting = [each for each in wanted if _may_be_tried(each, unit, stems)]
        trials = _begin(_reporting(unit, fitting), roots, libclang) if fitting else None
        if trials is None:
            continue
        here = [each for each in fitting if _is_there(each, trials.before)]
        wanted = [each for each in wanted if each not in here]
        if here:
            yield trials, here


def _reporting(unit: Unit, wanted: Iterable[_Wanted]) -> Unit:
    """Return the unit with the classes of these files' among those that it is judged for."""
    files = dict.fromkeys(os.path.realpath(each.location.file) for each in wanted)
    known = unit.headers or Headers()
    return replace(unit, headers=replace(known, files=(*known.files, *files)))


def _may_be_tried(wanted: _Wanted, unit: Unit, stems: Collection[str]) -> bool:
    """Whether the unit is the one to look in for the class. `stems`: the names of the run's sources."""
    file = wanted.location.file
    if not _is_header(file):
        return unit.file == file
    return _stem(file) not in stems or (_stem(file) == _stem(unit.file) and not _is_header(unit.file))


def _is_header(file: str) -> bool:
    return os.path.splitext(file)[1] not in SOURCES


def _without_harm(
    fixes: Sequence[ClassFix], units: Sequence[Unit], contents: Mapping[str, bytes], libclang: Path | None
) -> list[ClassFix]:
    """Return the fixes without those of headers that make an error in any unit of the run, function bodies included."""
    own = {unit.file for unit in units if not _is_header(unit.file)}
    shared = [fix for fix in fixes if any(replacement.edit.file not in own for replacement in fix.replacements)]
    harmful: list[ClassFix] = []

    def breaks(unit: Unit, some: Iterable[ClassFix]) -> bool:
        edits = tuple(dict.fromkeys(replacement.edit for fix in some for replacement in fix.replacements))
        changed = apply(contents, edits)
        return changed is not None and bool(new_errors(unit, changed, tuple(changed), libclang))

    if not shared:
        return list(fixes)
    with ThreadPoolExecutor(2) as threads:
        broken = list(threads.map(lambda unit: breaks(unit, shared), units))
    for unit in (unit for unit, is_broken in zip(units, broken, strict=True) if is_broken):
        alone = [fix for fix in shared if breaks(unit, [fix])]
        harmful += alone or shared
    return [fix for fix in fixes if fix not in harmful]


def _class_fix(tried: _Tried, contents: Mapping[str, bytes]) -> ClassFix:
    return ClassFix(
        name=tried.wanted.name,
        location=tried.wanted.location,
        titles=tuple(merge([proposal.title for proposal in tried.proposals])),
        gained=tried.gained,
        replacements=tuple(replacement(edit, contents[edit.file]) for edit in tried.edits),
    )


def _choose_classes(records: Iterable[Record], roots: Sequence[str]) -> list[_Wanted]:
    """Return the classes that lack a trait through something that may have a mechanical fix, in a file of the roots."""
    result: dict[_Wanted, None] = {}
    for record in records:
        facts = record.facts
        if not facts.complete or facts.anonymous or facts.origin is Origin.TEMPLATE:
            continue
        lacking = [record.judgement.verdicts[trait] for trait in TARGETS]
        reasons = [reason for verdict in lacking if verdict.value is Truth.NO for reason in verdict.reasons]
        files = {reason.location.file for reason in walk(reasons) if reason.code in MECHANICAL_CODES}
        if any(is_inside(file, roots) for file in files):
            result[_Wanted(facts.name, facts.location)] = None
    return list(result)


def is_inside(file: str, roots: Sequence[str]) -> bool:
    """Whether the file lies below one of the folders, or is one of the files, links followed."""
    real = os.path.realpath(file)
    return any(real == root or real.startswith(f"{root.rstrip('/')}/") for root in roots)


def _stem(file: str) -> str:
    return os.path.basename(file).partition(".")[0]


def _begin(unit: Unit, roots: Sequence[str], libclang: Path | None) -> _UnitTrials | None:
    main = content_of(unit)
    if main is None or unit.link is not None:
        return None  # a source that is given as a link is not fixed
    before = analyse(unit, libclang)
    return _UnitTrials(before, UserSources(before.facts, (unit.file, main), foreign_folders(unit)), libclang, roots)


def _is_there(wanted: _Wanted, before: State) -> bool:
    return wanted.name in before.judged and before.judged[wanted.name][0].location == wanted.location


def _try_class(wanted: _Wanted, trials: _UnitTrials) -> _Tried | None:
    """Return what helps the class: all mechanical changes that help and go together, else the first that does."""
    helping = _helping(wanted, trials)
    if not helping:
        return None
    chosen: list[tuple[Proposal, ...]] = []
    for candidate in helping:
        if apply(trials.contents(), _edits_of(_join([*chosen, candidate]))) is not None:
            chosen.append(candidate)
    for some in (chosen, helping[:1]):
        proposals = _join(some)
        gained = _find_gains(proposals, wanted, trials)
        if all(set(_find_gains(each, wanted, trials)) <= set(gained) for each in some):
            return _Tried(wanted, proposals, gained)
    return None


def _helping(wanted: _Wanted, trials: _UnitTrials) -> list[tuple[Proposal, ...]]:
    """Return the mechanical changes that give the class a trait."""
    sets = candidates(trials.sources, trials.before, wanted.name)
    mechanical = (each for each in sets if _may_be_written(each, trials.roots))
    return [each for each in islice(mechanical, MOST_TRIED) if _find_gains(each, wanted, trials)]


def _join(candidates_: Iterable[tuple[Proposal, ...]]) -> tuple[Proposal, ...]:
    return tuple(dict.fromkeys(proposal for candidate in candidates_ for proposal in candidate))


def _edits_of(proposals: Iterable[Proposal]) -> tuple[Edit, ...]:
    return tuple(dict.fromkeys(edit for proposal in proposals for edit in proposal.edits))


def _find_gains(
    proposals: Iterable[Proposal], wanted: _Wanted, trials: _UnitTrials, more: Sequence[Edit] = ()
) -> tuple[Trait, ...]:
    """Return the traits that the class then has; none where the change does not hold. `more`: edits besides."""
    changed = trials.result((*more, *_edits_of(proposals)))
    gain = changed.gains.get(wanted.name) if changed is not None else None
    return gain.gained if gain is not None else ()


def _may_be_written(candidate: tuple[Proposal, ...], roots: Sequence[str]) -> bool:
    """Whether it does the same as before, and edits files of the project alone."""
    return all(
        proposal.effort is Effort.MECHANICAL and all(is_inside(edit.file, roots) for edit in proposal.edits)
        for proposal in candidate
    )


def _keep_compatible(tried: Sequence[_Tried], trials: _UnitTrials) -> list[_Tried]:
    """Return those that hold when all are made: all of them, else one after the other as long as they do."""
    if _hold(tried, trials):
        return list(tried)
    kept: list[_Tried] = []
    for each in tried:
        if _hold([*kept, each], trials):
            kept.append(each)
    return kept


def _hold(some: Sequence[_Tried], trials: _UnitTrials) -> bool:
    """Whether each class gains with all these edits what it gains by its own, and nothing has a new error."""
    if not some:
        return True
    proposals = _join(each.proposals for each in some)
    gains = all(set(each.gained) <= set(_find_gains(proposals, each.wanted, trials, trials.earlier)) for each in some)
    return gains and trials.holds_in_bodies((*trials.earlier, *_edits_of(proposals)))
