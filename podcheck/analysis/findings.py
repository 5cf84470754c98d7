"""What a run finds about the user's classes, and which of it counts: `pipeline` asks here, `policy` knows how."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from podcheck.analysis.code_selection import FAMILIES, exactness, is_chosen
from podcheck.errors import ConfigError
from podcheck.model.contracts import Authority, Contract, TraitDemand
from podcheck.model.facts import UnitFacts
from podcheck.model.file_rules import FileRules
from podcheck.model.layout import Layout
from podcheck.model.patterns import Patterns
from podcheck.model.problems import Problem
from podcheck.model.results import Finding, Record
from podcheck.model.settings import InputOptions, PolicyOptions
from podcheck.policy import baseline
from podcheck.policy.comments.source_text import SourceTexts
from podcheck.policy.comments.suppressions import UNUSED
from podcheck.policy.contracts.check import LAYOUT, ContractContext, fingerprint
from podcheck.policy.contracts.measures import UnitRecords
from podcheck.policy.contracts.padding import padding
from podcheck.policy.contracts.unit import UNMATCHED, UnitContracts, examine, unmatched_contracts, unused_contracts
from podcheck.policy.filtering import FilteredFindings, FilterOptions
from podcheck.policy.filtering import conclude as part
from podcheck.suggest import advice

if TYPE_CHECKING:
    from podcheck.crosscheck.compilers import Compiler

MISMATCH = "unexplained-mismatch"
REQUIREMENT = "requirement"
BROKEN = "broken-contract"


def check_codes(policy: PolicyOptions, rules: FileRules) -> None:
    """Refuse codes that no finding has. Raises ConfigError with the nearest that one has."""
    chosen = [("select", code) for code in policy.select] + [("ignore", code) for code in policy.ignore]
    chosen += [("per-file-ignores", code) for _, codes in rules.per_file_ignores for code in codes]
    if chosen:
        from podcheck.rules.docs.finding_codes import FINDING_CODES

        known = [reason_code.code for reason_code in FINDING_CODES]
        for option, code in chosen:
            if not any(exactness(code, each) for each in known):
                families = (
                    f"Families are {', '.join(FAMILIES)}; a code's first words select all codes that begin with them."
                )
                raise ConfigError(f"unknown code {code!r} to {option}", advice(code, known) or families)


def examine_unit(
    policy: PolicyOptions,
    facts: UnitFacts,
    records: Sequence[Record],
    pages: SourceTexts,
    layout_on: Callable[[Record, str], Layout | None],
) -> UnitContracts:
    """Hold one unit's classes to what is required of them, by options, by configuration and in the source.

    `layout_on`: as in `Terms`.
    """
    classes = {class_facts.key: class_facts for class_facts in facts.classes}
    unit = UnitRecords(classes, {record.facts.key: record for record in records})
    terms = ContractContext(policy.verdict, facts.unit.reports_on, padding, layout_on, unit)
    return examine(
        facts.unit.file, records, classes, (*_command_line_contracts(policy), *policy.contracts), pages, terms
    )


def _command_line_contracts(policy: PolicyOptions) -> tuple[Contract, ...]:
    demands = (*(TraitDemand(trait) for trait in policy.require), *policy.demands)
    return (Contract(demands, code=REQUIREMENT),) if demands else ()


def conclude(
    inputs: InputOptions, policy: PolicyOptions, records: Sequence[Record], examined: Sequence[UnitContracts],
    pages: SourceTexts, entries: Sequence[baseline.AcceptedFinding], problems_so_far: Iterable[Problem],
    compilers: Sequence[Compiler],
) -> FilteredFindings:  # fmt: skip
    """Return all findings of the run, parted into those that count and those that are accepted."""
    failed = {problem.location.file for problem in problems_so_far if problem.fatal and problem.location is not None}
    own_files = tuple(dict.fromkeys(file for unit_contracts in examined for file in unit_contracts.own_files))
    held = bool(policy.require or policy.demands) or any(unit_contracts.met for unit_contracts in examined)
    uses = frozenset(_use_codes())
    silent = {code for code, queried in ((MISMATCH, compilers), (REQUIREMENT, policy.require)) if not queried}
    silent |= uses if not inputs.uses else set()
    unmet = (
        set()
        if any(unit_contracts.met for unit_contracts in examined)
        else {BROKEN}
        if policy.demands
        else {BROKEN, LAYOUT}
    )
    idle_codes = silent | unmet
    own_codes = {MISMATCH, REQUIREMENT, BROKEN, LAYOUT, UNUSED, UNMATCHED, *uses}

    def counts(code: str) -> bool:
        return is_chosen(code, policy.select, policy.ignore)

    def possible(code: str) -> bool:
        return code not in idle_codes and counts(code) if code in own_codes else held

    ignored = _ignoring(inputs.file_rules)
    account = FilterOptions(
        counts, ignored, possible, _codes, silent, own_files, failed.__contains__, policy.baseline, entries
    )
    strays, notes = unmatched_contracts(examined, pages, failed.__contains__)
    result = (
        *(finding for record in records for finding in _mismatch_findings(record)),
        *(finding for unit_contracts in examined for finding in unit_contracts.findings),
        *strays,
    )
    concluded = part(result, records, pages, account)
    folders = [path for path in inputs.paths if os.path.isdir(path) and inputs.changed_since is None]
    problems = (
        *notes,
        *unused_contracts(policy.contracts, examined, folders),
        *_missing_compiler_problems(policy, held, compilers),
        *concluded.problems,
    )
    return FilteredFindings(concluded.findings, concluded.accepted, problems)


def _ignoring(rules: FileRules) -> Callable[[Finding], bool]:
    """Return what says whether a finding doesn't count where it stands."""
    by_file = [(Patterns([pattern], rules.origin), codes) for pattern, codes in rules.per_file_ignores]

    def is_ignored(finding: Finding) -> bool:
        path = os.path.relpath(os.path.realpath(finding.location.file), rules.root or ".")
        return any(not is_chosen(finding.code, (), codes) and patterns.fit(path) for patterns, codes in by_file)

    return is_ignored


def _codes() -> Sequence[str]:
    from podcheck.rules.docs.pages import codes

    return codes()


def _use_codes() -> Sequence[str]:
    from podcheck.rules.docs.finding_codes import USES

    return [need.code for need in USES]


def _missing_compiler_problems(policy: PolicyOptions, held: bool, compilers: Sequence[Compiler]) -> Iterator[Problem]:
    """Yield a problem where a contract goes by the compilers' answers, and there is no compiler.

    `held`: something was required, in the source for instance.
    """
    authorities = {contract.authority or policy.verdict for contract in policy.contracts} | (
        {policy.verdict} if held else set()
    )
    if not compilers and authorities & {Authority.COMPILERS, Authority.BOTH}:
        hint = 'Install one (Debian: g++ or clang), name one with --compiler, or use verdict = "standard".'
        yield Problem("contracts need the compilers' answers, and no compiler gave one", advice=hint)


def _mismatch_findings(record: Record) -> Iterator[Finding]:
    for mismatch in record.mismatches:
        if mismatch.known is None:
            name, trait = record.facts.name, mismatch.trait
            ours, theirs = ("no", "yes") if mismatch.value else ("yes", "no")
            message = (
                f"'{name}' is {trait.predicate}: podcheck says {ours}, {mismatch.compiler} says {theirs}, "
                "and no known divergence explains it"
            )
            yield Finding(
                MISMATCH, "error", message, record.facts.location, name, trait,
                record.judgement.verdicts[trait].reasons, fingerprint(MISMATCH, name, trait.value),
            )  # fmt: skip
    for number in record.layout_mismatches:
        if number.known is None:
            name, subject = record.facts.name, number.subject
            message = (
                f"'{name}': {subject} is {number.podcheck} by podcheck, {number.value} by {number.compiler}, "
                "and no known divergence explains it"
            )
            yield Finding(
                MISMATCH, "error", message, record.facts.location, name, None, (), fingerprint(MISMATCH, name, subject)
            )
