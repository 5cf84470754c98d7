"""The whole flow of a run: scan, extract, judge, cross-check, compare, report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from podcheck import __version__, findings, process
from podcheck.config import Config
from podcheck.extract import libclang_version
from podcheck.model.facts import ClassFacts, Key, UnitFacts
from podcheck.model.problems import Location, Problem
from podcheck.model.results import Answers, Finding, Record, Report
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Unit
from podcheck.model.verdicts import RuleInfo
from podcheck.one_definition import Definitions
from podcheck.policy import baseline
from podcheck.policy.examining import Examined
from podcheck.policy.pages import Pages
from podcheck.scan.analysis import Told, Way, analyse
from podcheck.scan.units import units_of
from podcheck.use_findings import use_findings

if TYPE_CHECKING:
    from podcheck.cache import Cache
    from podcheck.crosscheck.compilers import Compiler
    from podcheck.model.results import Mismatch
    from podcheck.rules import Judgements


@dataclass(frozen=True, slots=True)
class Checked:
    """One unit's share of the report."""

    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    examined: Examined


def check(config: Config, told: Told = lambda _done, _all, _file: None) -> Report:
    """Analyse everything that the configuration names; `told` hears how far it is.

    Raises PodcheckError where nothing can be done at all; what fails for one file is a Problem of the report. When it
    is interrupted (Ctrl-C) it ends its processes and reports what is done by then.
    """
    stopped: int | None = None
    findings.check_codes(config)
    version = libclang_version(config.libclang)
    entries = baseline.read(config.baseline) if config.baseline is not None else ()
    pages = Pages({path: config.text.encode("utf-8", "surrogateescape") for path in config.paths if config.text})
    units, problems = units_of(config)
    with ThreadPoolExecutor(max_workers=1) as preparing:
        found = preparing.submit(_prepared, config, bool(units))
        checked: list[Checked] = []
        try:
            checked.extend(_check_units(units, config, found, pages, told))
        except KeyboardInterrupt:
            stopped = len(checked)
    compilers, missing = found.result()
    records = tuple(_once(record for one in checked for record in one.records))
    every = (*problems, *missing, *(problem for one in checked for problem in (*one.problems, *one.examined.problems)))
    if stopped is not None:
        advice = "What was done by then is reported; the next run goes on from there, if it has a cache."
        every = (
            *every,
            Problem(f"interrupted: {len(units) - stopped} of {len(units)} files not analysed", advice=advice),
        )
    concluded = findings.conclude(config, records, [one.examined for one in checked], pages, entries, every, compilers)
    return Report(
        records=records,
        findings=concluded.findings,
        problems=tuple(dict.fromkeys((*every, *concluded.problems))),
        podcheck=__version__,
        libclang=version,
        compilers=tuple(one.id for one in compilers),
        rules=_pages(records, (*concluded.findings, *concluded.accepted)),
        accepted=concluded.accepted,
        interrupted=stopped is not None,
    )


def _pages(records: Sequence[Record], findings: Sequence[Finding]) -> Mapping[str, RuleInfo]:
    from podcheck.rules.pages import pages_of

    return pages_of(records, findings)


Compilers = Future[tuple[tuple["Compiler", ...], tuple[Problem, ...]]]
"""Those to ask, and what is wrong with others; they are found while the first unit is extracted."""


def _prepared(config: Config, wanted: bool) -> tuple[tuple[Compiler, ...], tuple[Problem, ...]]:
    """What is needed once the first unit is parsed, loaded and found while libclang, outside Python's lock, parses."""
    import podcheck.rules.pages

    if not (wanted and config.cross_check):
        return (), ()
    import podcheck.crosscheck.answers
    import podcheck.crosscheck.compare  # noqa: F401  loaded ahead of its use
    from podcheck.crosscheck.compilers import find_compilers

    return find_compilers(config.compilers)


def _check_units(
    units: Sequence[Unit], config: Config, compilers: Compilers, pages: Pages, told: Told
) -> Iterator[Checked]:
    """Extraction in worker processes where there are several units; compilers run while others are judged."""
    way = Way(config.jobs, config.isolate, config.libclang, config.timeout, scheduler=config.scheduler)
    probing = ThreadPoolExecutor(max_workers=1)
    with _cache(config) as store, closing(analyse(units, way, store, told)) as extracted:
        try:
            yield from _crossed(extracted, config, compilers, probing, pages)
        except BaseException:
            process.end_all()
            raise
        finally:
            probing.shutdown(wait=True, cancel_futures=True)


def _cache(config: Config) -> AbstractContextManager[Cache | None]:
    """Where facts are kept. A parse of each unit alone, and one with another libclang, are asked for to be done."""
    if config.cache is None or config.isolate or config.text is not None:
        return nullcontext()
    from podcheck.cache import Cache

    return closing(Cache(config.cache, f"{__version__} {libclang_version(config.libclang)}"))


Probed = Future[tuple[dict[Key, tuple[Answers, ...]], tuple[Problem, ...]]]


def _crossed(
    extracted: Iterable[UnitFacts], config: Config, compilers: Compilers, probing: Executor, pages: Pages
) -> Iterator[Checked]:
    """While the compilers work on one unit, the next one is extracted."""
    waiting: tuple[UnitFacts, Judgements, Probed | None] | None = None
    known = Known()
    by_id: dict[str, Compiler] = {}
    for facts in extracted:
        asked, _ = compilers.result()
        by_id = {one.id: one for one in asked}
        reported = [one for one in facts.classes if one.reported and known.is_new(one, facts)]
        probed: Probed | None = None
        if reported and asked:
            from podcheck.crosscheck.answers import cross_check

            probed = probing.submit(
                cross_check, facts.unit, reported, asked, library=facts.library, timeout=config.timeout
            )
        judged = _judged(facts, {one.key for one in reported})
        if waiting is not None:
            yield _finish(*waiting, by_id, config, pages, known)
        waiting = (facts, judged, probed)
    if waiting is not None:
        yield _finish(*waiting, by_id, config, pages, known)


def _judged(facts: UnitFacts, wanted: AbstractSet[Key]) -> Judgements:
    from podcheck.rules import judge_unit

    return judge_unit(facts, wanted)


Sight = tuple[Key, Location, CxxStandard, str]


@dataclass(slots=True)
class Known:
    """The classes that were judged already: the same one in the same place needs no second look from another unit.

    `begun`: those under way. `records`: those that are done. Both in the order in which they were met.
    """

    begun: dict[Sight, list[ClassFacts]] = field(default_factory=dict)
    definitions: Definitions = field(default_factory=Definitions)
    records: dict[Sight, list[Record]] = field(default_factory=dict)

    def is_new(self, one: ClassFacts, facts: UnitFacts) -> bool:
        """Nothing was found out about it, or about something else that was called so. From now on it is known."""
        met = self.begun.setdefault(_sight(one, facts), [])
        if any(_same(first, one) for first in met):
            return False
        met.append(one)
        return True

    def record(self, one: ClassFacts, facts: UnitFacts) -> Record | None:
        """What was found out about it."""
        return next((done for done in self.records.get(_sight(one, facts), ()) if _same(done.facts, one)), None)

    def add(self, record: Record, facts: UnitFacts) -> None:
        """This was found out, in that unit."""
        self.records.setdefault(_sight(record.facts, facts), []).append(record)


def _sight(one: ClassFacts, facts: UnitFacts) -> Sight:
    return one.key, one.location, facts.std, facts.target


def _same(one: ClassFacts, other: ClassFacts) -> bool:
    return one is other or one == other or replace(one, named=other.named) == other


def _finish(
    facts: UnitFacts,
    judged: Judgements,
    probed: Probed | None,
    compilers: dict[str, Compiler],
    config: Config,
    pages: Pages,
    known: Known,
) -> Checked:
    answers, problems = probed.result() if probed is not None else ({}, ())
    records = tuple(
        known.record(one, facts) or _record(one, facts, judged, answers.get(one.key, ()), compilers)
        for one in facts.classes
        if one.reported
    )
    if any(mismatch.known is None for record in records for mismatch in record.mismatches):
        from podcheck.other_source import without_other_sources

        records = without_other_sources(records, facts, compilers, config.timeout)
    for record in records:
        if known.record(record.facts, facts) is None:
            known.add(record, facts)
    told = {_line(problem) for problem in facts.problems if problem.fatal} - {None}
    every = (*facts.problems, *(one for one in problems if _line(one) not in told))
    examined = findings.examine_unit(config, facts, records, pages)
    examined = replace(examined, findings=(*examined.findings, *known.definitions.violations(facts)))
    if facts.uses:
        found, wrong = use_findings(facts, judged)
        examined = replace(examined, findings=(*examined.findings, *found), problems=(*examined.problems, *wrong))
    return Checked(records, every, examined)


def _record(
    one: ClassFacts,
    facts: UnitFacts,
    judged: Judgements,
    answers: tuple[Answers, ...],
    compilers: dict[str, Compiler],
) -> Record:
    return Record(
        facts=one,
        std=facts.std,
        target=facts.target,
        judgement=judged[one.key],
        answers=answers,
        mismatches=_mismatches(facts.std, one.key, judged, answers, compilers),
        lay_out=partial(judged.layout, one.key),
    )


def _line(problem: Problem) -> tuple[str, int] | None:
    """Where an error is: a compiler that stumbles where libclang did has nothing to add."""
    place = problem.location
    return (place.file, place.line) if place is not None and place.line else None


def _mismatches(
    std: CxxStandard, key: Key, judged: Judgements, answers: tuple[Answers, ...], compilers: dict[str, Compiler]
) -> tuple[Mismatch, ...]:
    if not answers:
        return ()
    from podcheck.crosscheck.compare import compare

    return compare(std, judged[key], answers, compilers, lambda: judged.shapes(key))


def _once(records: Iterable[Record]) -> Iterator[Record]:
    """A class that several units see is reported once for each dialect and target."""
    seen = set()
    for record in records:
        key = (record.facts.key, record.facts.location, record.std, record.target)
        if key not in seen:
            seen.add(key)
            yield record
