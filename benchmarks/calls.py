"""Are the classes of `cpp_samples` passed by value as podcheck says, by g++ and clang++?

    python benchmarks/calls.py [--classes 300] [--std c++20]

One function that takes an object is compiled for each class, and the code looked at. Prints how many classes were
compared, how they are passed, the known differences by number, and each difference that nothing explains; the exit
status is 1 where there is one.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import podcheck
from podcheck.crosscheck.compilers import Compiler, find_compilers
from podcheck.crosscheck.passing import compare_calls, find_passing
from podcheck.model.passing import CompiledCall
from podcheck.model.results import Record
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Unit

SAMPLES = Path(__file__).parents[1] / "cpp_samples"
_SECONDS = 60.0


@dataclass(slots=True)
class Tally:
    """What was compared."""

    classes: int = 0
    passed: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By compiler and way of passing."""

    known: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Explained differences, by compiler and number."""

    silent: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Classes without an answer, by compiler and reason."""

    unexplained: list[str] = field(default_factory=list)
    """Differences that nothing explains, in words."""


def compare_samples(compilers: Sequence[Compiler], most: int, std: CxxStandard = CxxStandard.CXX20) -> Tally:
    """Compare so many classes of which every compiler has an answer."""
    tally = Tally()
    for unit, records in _sources(std):
        every = [_passing(compiler, unit, records) for compiler in compilers]
        for record, calls in zip(records, zip(*every, strict=True), strict=True):
            if tally.classes < most:
                _count(tally, record, calls)
        if tally.classes >= most:
            break
    return tally


def _sources(std: CxxStandard) -> Iterator[tuple[Unit, list[Record]]]:
    """Yield the samples of the dialect that parse, each with its classes of which there are objects with a name."""
    for file in sorted(SAMPLES.rglob("*.cpp")):
        report = podcheck.check(str(file), std=std.spelling)
        records = [
            record
            for record in report.records
            if record.layout is not None
            and record.facts.spelling
            and not record.facts.in_place
            and not record.facts.abstract
        ]
        if records and not any(problem.fatal for problem in report.problems):
            yield Unit(str(file), std), records


def _passing(compiler: Compiler, unit: Unit, records: Sequence[Record]) -> tuple[CompiledCall, ...]:
    """Ask about all at once, and where one of them is in the way, about halves."""
    calls = find_passing(compiler, unit, [record.facts for record in records], _SECONDS)
    if len(records) < 2 or any(call.passing is not None for call in calls):
        return calls
    half = len(records) // 2
    return (*_passing(compiler, unit, records[:half]), *_passing(compiler, unit, records[half:]))


def _count(tally: Tally, record: Record, calls: Sequence[CompiledCall]) -> None:
    assert record.layout is not None
    tally.classes += all(call.passing is not None for call in calls)
    for call in compare_calls(calls, record):
        if call.passing is None:
            tally.silent[call.compiler, call.note] += 1
            continue
        tally.passed[call.compiler, call.passing.value] += 1
        if call.agrees is False and call.known:
            tally.known[call.compiler, call.known] += 1
        elif call.agrees is False:
            output = ", ".join(f"{fact.name}={fact.value.value}" for fact in record.layout.facts[:2])
            name = f"{record.facts.name} ({record.facts.location})"
            tally.unexplained.append(f"{name}: {call.compiler} passes it by {call.passing.value}, podcheck: {output}")


def main() -> int:
    """Compare, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--classes", type=int, default=300)
    parser.add_argument("--std", default="c++20")
    options = parser.parse_args()
    tally = compare_samples(find_compilers(())[0], options.classes, CxxStandard.parse(options.std))
    print(f"{tally.classes} classes ({options.std})")
    for title, counter in (("passed", tally.passed), ("known", tally.known), ("no answer", tally.silent)):
        for (compiler, what), count in sorted(counter.items()):
            print(f"  {title}: {compiler} {what}: {count}")
    for text in tally.unexplained:
        print(f"  {text}")
    print(f"  {len(tally.unexplained)} unexplained")
    return int(bool(tally.unexplained) or not tally.classes)


if __name__ == "__main__":
    sys.exit(main())
