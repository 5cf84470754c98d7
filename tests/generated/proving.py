"""Podcheck's answers about generated classes beside those of compilers, and the smallest class where they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from clang import cindex

import podcheck
from podcheck.extract import libclang_version
from podcheck.model.facts import Origin
from podcheck.model.measured import MeasuredLayout
from podcheck.model.results import Record, Report
from podcheck.model.traits import CxxStandard, Truth
from tests.generated.grammar import Definition, source, text_of

FILE = "generated.cpp"


@dataclass(frozen=True, slots=True)
class Difference:
    """What is wrong with one answer."""

    name: str
    line: int
    """The line of the class."""

    what: str
    """The trait, and how the answer differs."""

    compiler: str = ""
    """The id of the one that differs; empty where podcheck itself is at fault."""


@dataclass(slots=True)
class Tally:
    """What was compared."""

    classes: int = 0
    ill_formed: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    """How many answers of each compiler on traits."""

    layouts: Counter[str] = field(default_factory=Counter)
    """How many sizes, alignments and offsets of each compiler."""

    open: Counter[str] = field(default_factory=Counter)
    known: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Explained differences, by compiler and number."""

    differences: list[Difference] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Add another's counts."""
        self.classes += other.classes
        self.ill_formed += other.ill_formed
        counters = (
            (self.answers, other.answers), (self.layouts, other.layouts), (self.open, other.open),
        )  # fmt: skip
        for mine, more in counters:
            mine.update(more)
        self.known.update(other.known)
        self.differences += other.differences


def ill_formed_lines(text: str, std: CxxStandard) -> frozenset[int] | None:
    """Return the lines in which libclang finds an error; None where it crashes, which it says on standard error."""
    arguments = ["-x", "c++", f"-std={std.flag_value}", "-w", "-ferror-limit=0"]
    try:
        unit = cindex.TranslationUnit.from_source(FILE, arguments, [(FILE, text)])
    except cindex.TranslationUnitLoadError:
        return None
    return frozenset(
        diagnostic.location.line for diagnostic in unit.diagnostics if diagnostic.severity >= cindex.Diagnostic.Error
    )


def random_source(seed: str, count: int, std: CxxStandard) -> list[Definition]:
    """The source that belongs to the seed."""
    libclang_version()
    return source(Random(seed), count, std, lambda text: ill_formed_lines(text, std))


def examine(definitions: Sequence[Definition], std: CxxStandard, compilers: Sequence[str]) -> Tally:
    """Check the source; differences are unexplained mismatches, missing answers, and answers without a reason."""
    report = podcheck.check(FILE, text=text_of(definitions, std), std=std.spelling, compilers=compilers)
    return tally(report)


def tally(report: Report) -> Tally:
    """Count a report's classes, templates' patterns and anonymous members left aside."""
    result = Tally()
    for record in report.records:
        if record.facts.origin is Origin.TEMPLATE or record.facts.anonymous:
            continue
        result.classes += 1
        if not record.facts.complete:
            result.ill_formed += 1
            continue
        for answers in record.answers:
            result.answers[answers.compiler] += len(answers.traits)
            result.layouts[answers.compiler] += numbers_in(answers.layout)
        for verdict in record.judgement.verdicts.values():
            if verdict.value is Truth.UNKNOWN:
                result.open[", ".join(sorted({reason.code for reason in verdict.reasons}))] += 1
        result.known.update(
            (mismatch.compiler, mismatch.known) for mismatch in record.mismatches if mismatch.known is not None
        )
        result.known.update(
            (mismatch.compiler, mismatch.known) for mismatch in record.layout_mismatches if mismatch.known is not None
        )
        result.differences += _differences(record)
    return result


def numbers_in(layout: MeasuredLayout | None) -> int:
    """How many sizes, alignments and offsets a compiler gave."""
    return 0 if layout is None else 2 + len(layout.members) + len(layout.bases)


def _differences(record: Record) -> Iterator[Difference]:
    facts = record.facts
    for mismatch in record.mismatches:
        if mismatch.known is None:
            what = (
                f"{mismatch.trait.value}: podcheck says {mismatch.podcheck}, {mismatch.compiler} says {mismatch.value}"
            )
            yield Difference(facts.name, facts.location.line, what, mismatch.compiler)
    for number in record.layout_mismatches:
        if number.known is None:
            what = f"{number.subject}: podcheck says {number.podcheck}, {number.compiler} says {number.value}"
            yield Difference(facts.name, facts.location.line, what, number.compiler)
    for verdict in record.judgement.verdicts.values():
        if verdict.value is not Truth.YES and not verdict.reasons:
            what = f"{verdict.trait.value}: {verdict.value.name} without a reason"
            yield Difference(facts.name, facts.location.line, what)


def shrink(definitions: Sequence[Definition], fails: Callable[[Sequence[Definition]], bool]) -> list[Definition]:
    """The smallest source that still fails: definitions are dropped, then bases, members, attributes."""
    left, before = list(definitions), 0
    while len(left) != before:
        before = len(left)
        left = _without_members(_without_definitions(left, fails), fails)
    return left


Fails = Callable[[Sequence[Definition]], bool]


def _without_definitions(left: list[Definition], fails: Fails) -> list[Definition]:
    step = max(1, len(left) // 2)
    while step:
        at = 0
        while at < len(left):
            fewer = left[:at] + left[at + step :]
            if fewer and fails(fewer):
                left = fewer
            else:
                at += step
        step //= 2
    return left


def _without_members(left: list[Definition], fails: Fails) -> list[Definition]:
    smaller = True
    while smaller:
        smaller = False
        for at in range(len(left)):
            for simpler in _simpler(left[at]):
                changed = [*left[:at], simpler, *left[at + 1 :]]
                if fails(changed):
                    left, smaller = changed, True
                    break
    return left


def _simpler(definition: Definition) -> Iterable[Definition]:
    for at in range(len(definition.members)):
        yield replace(definition, members=definition.members[:at] + definition.members[at + 1 :])
    for at in range(len(definition.bases)):
        yield replace(definition, bases=definition.bases[:at] + definition.bases[at + 1 :])
    if definition.attribute:
        yield replace(definition, attribute="")
    if definition.final:
        yield replace(definition, final=False)
    if definition.key == "class":
        yield replace(definition, key="struct")
    parts = definition.tail.split(" typedef ")
    if len(parts) > 1:
        yield replace(definition, tail=parts[0])
        yield replace(definition, tail=f"typedef {parts[1]}")
