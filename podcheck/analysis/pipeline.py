"""The whole flow of a run: scan, extract, judge, cross-check, compare, report."""

from __future__ import annotations

import logging
import os
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from podcheck import __version__, process
from podcheck.analysis import findings
from podcheck.analysis.evaluate import Checked, Compilers, evaluate_units
from podcheck.analysis.instances_of_templates import fold_instances
from podcheck.analysis.unseen_constructors import DefinedConstructors
from podcheck.analysis.zeroed_objects import ZeroedClasses
from podcheck.cpp.search import search_list
from podcheck.discovery.scan import Scan
from podcheck.discovery.units import scan_paths, scan_unread
from podcheck.extract import libclang_file, libclang_version
from podcheck.model.facts import UnitFacts
from podcheck.model.problems import Problem
from podcheck.model.results import Finding, Record, Report
from podcheck.model.settings import CrossCheckOptions, InputOptions, Settings
from podcheck.model.units import Unit
from podcheck.model.verdicts import RuleInfo
from podcheck.own_process import deep_calls
from podcheck.paths import spell_file
from podcheck.policy import baseline
from podcheck.policy.comments.source_text import SourceTexts
from podcheck.workers.pool import ProgressCallback, analyse
from podcheck.workers.shared_prefixes import KeptPrefixes

if TYPE_CHECKING:
    from podcheck.cache import CompilerOutputCache, Dependencies, UnitFactsCache
    from podcheck.cpp.search import Folder
    from podcheck.crosscheck.compilers import Compiler


@dataclass(slots=True)
class FilesRead:
    """What the units of a run have read so far."""

    files: dict[str, None] = field(default_factory=dict)
    constructors: DefinedConstructors = field(default_factory=DefinedConstructors)
    zeroed: ZeroedClasses = field(default_factory=ZeroedClasses)


Extraction = Callable[[Sequence[Unit]], Generator[UnitFacts, None, None]]
"""What reads units: their facts in the same order."""

_LOG = logging.getLogger(__name__)
_MOST_TOLD = 10


def check(settings: Settings, progress: ProgressCallback = lambda _done, _all, _file: None) -> Report:
    """Return the report on everything that the settings name.

    `progress` is called with how far it is.
    """
    findings.check_codes(settings.policy, settings.inputs.file_rules)
    scanned = scan_paths(settings.inputs)
    with seeking(settings.crosscheck, scanned) as compilers:
        return check_units(settings, scanned, compilers, progress)


@contextmanager
def seeking(crosscheck: CrossCheckOptions, scanned: Scan) -> Iterator[Compilers]:
    """Find the compilers while something else is done."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        yield pool.submit(_find_compilers, crosscheck, bool(scanned.units))


def check_units(
    settings: Settings,
    scanned: Scan,
    compilers: Compilers,
    progress: ProgressCallback,
    basis: Dependencies | None = None,
    extract: Extraction | None = None,
) -> Report:
    """Return the report on these units, with the answers of these compilers.

    `basis` gets to know what the report is from.
    """
    with deep_calls():
        return _analyse_units(settings, scanned, compilers, progress, basis, extract)


def _analyse_units(
    settings: Settings,
    scanned: Scan,
    compilers: Compilers,
    progress: ProgressCallback,
    basis: Dependencies | None,
    extract: Extraction | None,
) -> Report:
    stopped: int | None = None
    units, problems = scanned.units, scanned.problems
    version = libclang_version(settings.extract.libclang)
    accepted = settings.policy.baseline
    entries = baseline.read(accepted) if accepted is not None else ()
    pages = SourceTexts(_texts_in_memory(settings.inputs, units))
    with ThreadPoolExecutor(max_workers=1) as preparing:
        preparing.submit(_import_ahead, settings.crosscheck, bool(units))
        done: list[Checked] = []
        read = FilesRead()
        try:
            done.extend(_check_units(units, settings, compilers, pages, progress, basis, read, extract))
            rest = scan_unread(scanned, read.files, settings.inputs)
            problems = (*problems, *rest.problems)
            units = (*units, *rest.units)
            if rest.units:
                done.extend(_check_units(rest.units, settings, compilers, pages, progress, basis, read, extract))
        except KeyboardInterrupt:
            stopped = len(done)
    queried, missing = compilers.result()
    records = tuple(_deduplicate(record for checked in done for record in checked.records))
    all_problems = (
        *problems,
        *missing,
        *(problem for checked in done for problem in (*checked.problems, *checked.examined.problems)),
    )
    if settings.crosscheck.sample is not None and queried:
        probed = sum(bool(record.answers) for record in records)
        note = f"the compilers were asked about {probed} of {len(records)} classes, as a spot check"
        all_problems = (*all_problems, Problem(note, fatal=False))
    if stopped is not None:
        advice = "What was done until then is reported; with a cache, the next run continues from there."
        all_problems = (
            *all_problems,
            Problem(f"interrupted: {len(units) - stopped} of {len(units)} files not analysed", advice=advice),
        )
    used = fold_instances(read.zeroed.settle(read.constructors.settle(checked.uses)) for checked in done)
    examined = [
        replace(checked.examined, findings=(*checked.examined.findings, *own))
        for checked, own in zip(done, used, strict=True)
    ]
    concluded = findings.conclude(
        settings.inputs, settings.policy, records, examined, pages, entries, all_problems, queried
    )
    return Report(
        records=records,
        findings=concluded.findings,
        problems=tuple(dict.fromkeys((*all_problems, *concluded.problems))),
        podcheck=__version__,
        libclang=version,
        compilers=tuple(compiler.id for compiler in queried),
        rules=_pages(records, (*concluded.findings, *concluded.accepted)),
        accepted=concluded.accepted,
        interrupted=stopped is not None,
        assumed=tuple(sorted(Counter(unit.assumed for unit in units if unit.assumed).items())),
    )


def _texts_in_memory(inputs: InputOptions, units: Iterable[Unit]) -> dict[str, bytes]:
    """Return the texts that count in place of files' contents, by the files' spelling."""
    given = [(path, inputs.text) for path in inputs.paths if inputs.text is not None]
    others = (pair for unit in units for pair in unit.others)
    return {spell_file(path): text.encode("utf-8", "surrogateescape") for path, text in (*others, *given)}


def _pages(records: Sequence[Record], findings: Sequence[Finding]) -> Mapping[str, RuleInfo]:
    from podcheck.rules.docs.pages import pages_of

    return pages_of(records, findings)


def _find_compilers(crosscheck: CrossCheckOptions, wanted: bool) -> tuple[tuple[Compiler, ...], tuple[Problem, ...]]:
    if not (wanted and crosscheck.enabled):
        return (), ()
    from podcheck.crosscheck.compilers import find_compilers

    return find_compilers(crosscheck.compilers)


def _import_ahead(crosscheck: CrossCheckOptions, wanted: bool) -> None:
    """Import what is needed once the first unit is parsed, while libclang, outside Python's lock, parses."""
    import podcheck.rules.docs.pages

    if wanted and crosscheck.enabled:
        import podcheck.crosscheck.batch
        import podcheck.crosscheck.compare  # noqa: F401  it is loaded here, and used elsewhere


def _check_units(
    units: Sequence[Unit],
    settings: Settings,
    compilers: Compilers,
    pages: SourceTexts,
    progress: ProgressCallback,
    basis: Dependencies | None,
    read: FilesRead,
    extract: Extraction | None,
) -> Iterator[Checked]:
    """Yield each unit's share; several are extracted in worker processes, and compilers run while others are judged."""
    with (
        _open_caches(units, settings, basis) as (store, memory),
        closing(
            analyse(units, settings.extract, store, progress, _kept_prefixes(settings, store))
            if extract is None
            else extract(units)
        ) as extracted,
    ):
        try:
            for checked in evaluate_units(_note_reads(extracted, read), len(units), settings, compilers, pages, memory):
                if basis is not None:
                    basis.whole = basis.whole and not checked.reads_elsewhere
                yield checked
        except BaseException:
            process.end_all()
            raise
        if store is not None:
            _take_in(store, basis)
        if memory is not None:
            _take_in(memory, basis)
            if basis is not None:
                basis.compilers |= memory.compilers


def _note_reads(extracted: Iterable[UnitFacts], read: FilesRead) -> Iterator[UnitFacts]:
    for facts in extracted:
        read.files |= dict.fromkeys(facts.reads)
        read.constructors.add(facts)
        read.zeroed.add(facts)
        yield facts


def _kept_prefixes(settings: Settings, store: UnitFactsCache | None) -> KeptPrefixes | None:
    folder = settings.cache.folder
    return KeptPrefixes(folder / "prefixes", store.own_folders if store is not None else None) if folder else None


def _take_in(kept: UnitFactsCache | CompilerOutputCache, basis: Dependencies | None) -> None:
    """Add to the basis what a memory depends on.

    Log what the next run will have to find out again, and why.
    """
    if basis is not None:
        basis.note(kept.paths)
        basis.whole = basis.whole and kept.whole
    reasons = list(kept.unkept)
    for reason in reasons[:_MOST_TOLD]:
        _LOG.info("not cached: %s", reason)
    if len(reasons) > _MOST_TOLD:
        _LOG.info("not cached: and %d more", len(reasons) - _MOST_TOLD)


@contextmanager
def _open_caches(
    units: Sequence[Unit], settings: Settings, basis: Dependencies | None
) -> Iterator[tuple[UnitFactsCache | None, CompilerOutputCache | None]]:
    """Return where facts are kept, and what the compilers said."""
    folder = settings.cache.folder
    if folder is None or not settings.keeps:
        yield None, None
        return
    from podcheck.cache import CompilerOutputCache, Contents, Lookups, UnitFactsCache, program

    contents = basis.contents if basis is not None else Contents()
    contents.watch(watched_folders(units))
    lookups = Lookups(contents)
    library = settings.extract.libclang
    version = f"{__version__} {libclang_version(library)} {program(libclang_file(library)).hex()}"
    with (
        closing(UnitFactsCache(folder, version, _folders(library), contents=contents, lookups=lookups)) as facts,
        closing(CompilerOutputCache(folder, contents=contents, lookups=lookups))
        if settings.crosscheck.enabled
        else nullcontext() as outputs,
    ):
        yield facts, outputs


def watched_folders(units: Sequence[Unit]) -> Iterator[str]:
    """Yield the folders of which it is known that they will be searched: others can't be replaced unseen meanwhile."""
    yield from (os.getcwd(), sys.prefix, os.path.dirname(os.path.dirname(__file__)))
    yield from dict.fromkeys(os.path.dirname(unit.path) for unit in units)
    for arguments in dict.fromkeys(unit.arguments for unit in units):
        yield from search_list(arguments).folders


def _folders(libclang: Path | None) -> Callable[[tuple[str, ...]], tuple[Folder, ...] | None]:
    """Return what says in which folders libclang searches."""

    def ask(words: tuple[str, ...]) -> tuple[Folder, ...] | None:
        from podcheck.extract.parse.own_folders import own_folders

        return own_folders(words, libclang)

    return ask


def _deduplicate(records: Iterable[Record]) -> Iterator[Record]:
    """Return the records, a class that several units see once for each dialect and target."""
    seen = set()
    for record in records:
        key = (record.facts.identity, record.std, record.target, record.made_of)
        if key not in seen:
            seen.add(key)
            yield record
