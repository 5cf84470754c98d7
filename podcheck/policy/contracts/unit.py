"""All contracts, held against the classes of one unit; and what is to be said of contracts that found no class."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePath

from msgspec import Struct

from podcheck.model.contracts import Contract
from podcheck.model.facts import ClassFacts
from podcheck.model.problems import Location, Problem
from podcheck.model.results import Finding, Record
from podcheck.model.type_refs import Key
from podcheck.policy.comments.directives import Directive
from podcheck.policy.comments.source_text import SourceTexts
from podcheck.policy.contracts.check import ContractContext, fingerprint, violations
from podcheck.policy.contracts.in_source import files_of, read_contracts
from podcheck.policy.contracts.selectors import in_paths, selects

UNMATCHED = "unmatched-contract"


class UnitContracts(Struct, frozen=True):
    """What the contracts say of one unit."""

    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    met: frozenset[Location] = frozenset()
    """Where the contracts stand that are about a class."""

    lonely: tuple[Directive, ...] = ()
    """Contracts in the run's own files that are about no class of this unit."""

    own_files: tuple[str, ...] = ()
    """The files that were looked into."""


def examine(
    file: str, records: Sequence[Record], classes: Mapping[Key, ClassFacts], contracts: Sequence[Contract],
    pages: SourceTexts, terms: ContractContext,
) -> UnitContracts:  # fmt: skip
    """Return what holds of the unit's records, by the configured contracts and by those in the files where they stand.

    `classes`: all that the unit knows, which the records' bases are among.
    """
    reported = [record.facts for record in records]
    files = tuple(dict.fromkeys((file, *files_of(reported))))
    by_place: dict[Location, list[Contract]] = {}
    problems: list[Problem] = []
    lonely: list[Directive] = []
    of_file: dict[str, list[ClassFacts]] = {}
    for facts in reported:
        of_file.setdefault(facts.location.file, []).append(facts)
    for text in files:
        result = read_contracts(pages.page(text), of_file.get(text, []))
        for place, some in result.contracts.items():
            by_place.setdefault(place, []).extend(some)
        if terms.own(text):
            problems += result.problems
            lonely += result.unmatched
    findings: list[Finding] = []
    met: set[Location] = set()
    lineages = any(contract.selector.bases for contract in contracts)
    for record in records:
        lineage = tuple(_lineage(record.facts, classes)) if lineages else ()
        applying = [contract for contract in contracts if selects(contract.selector, record.facts, lineage)]
        written_there = by_place.get(record.facts.location, ()) if record.own else ()
        for contract in (*applying, *written_there):
            if contract.place is None and not record.own:
                continue  # what `--require` says is about the project's classes
            if contract.place is not None:
                met.add(contract.place)
            findings += violations(record, contract, terms)
    own_files = tuple(file for file in files if terms.own(file))
    return UnitContracts(tuple(findings), tuple(problems), frozenset(met), tuple(lonely), own_files)


def _lineage(facts: ClassFacts, classes: Mapping[Key, ClassFacts]) -> Iterator[str]:
    """Yield the names of all base classes, direct and indirect."""
    seen: set[str] = set()
    waiting = list(facts.bases)
    while waiting:
        base = waiting.pop(0).type
        known = classes.get(base.record or "")
        name = known.name if known is not None else base.spelling
        if name not in seen:
            seen.add(name)
            yield name
            waiting += known.bases if known is not None else ()


def unmatched_contracts(
    examined: Sequence[UnitContracts], pages: SourceTexts, failed: Callable[[str], bool]
) -> tuple[list[Finding], list[Problem]]:
    """Return a finding for each contract in the source that is about no class.

    It is a note where the preprocessor may have left the class out. `failed`: files that were not analysed in full,
    about which nothing can be said.
    """
    met = frozenset[Location]().union(*(unit_contracts.met for unit_contracts in examined))
    findings: list[Finding] = []
    problems: list[Problem] = []
    for directive in dict.fromkeys(directive for unit in examined for directive in unit.lonely):
        place = directive.place
        if place in met or failed(place.file):
            continue
        if pages.page(place.file).conditional(place.line):
            problems.append(
                Problem("this contract applies to no class of the file as it was compiled", place, fatal=False)
            )
        else:
            message = "this contract applies to no class: write it on the class's first line, or above it"
            identity = fingerprint(UNMATCHED, PurePath(place.file).name, *map(str, directive.demands))
            findings.append(Finding(UNMATCHED, "error", message, place, "", None, (), identity))
    return findings, problems


def unused_contracts(
    contracts: Iterable[Contract], examined: Sequence[UnitContracts], folders: Sequence[str]
) -> Iterator[Problem]:
    """Yield a note for each configured contract that is about no class of the folders that were looked through.

    A run over single files says nothing of it, nor one over folders that the contract's paths are not for.
    """
    met = frozenset[Location]().union(*(unit_contracts.met for unit_contracts in examined))
    files = tuple(dict.fromkeys(file for unit_contracts in examined for file in unit_contracts.own_files))
    for contract in contracts:
        if contract.place is None or contract.place in met or not folders:
            continue
        root = os.path.realpath(contract.selector.root or ".")
        everything = any(Path(root).is_relative_to(os.path.realpath(folder)) for folder in folders)
        if everything or not contract.selector.paths or any(in_paths(contract.selector, file) for file in files):
            yield Problem("this contract applies to no class of this run", contract.place, fatal=False)
