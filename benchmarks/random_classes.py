"""Random classes, as many as asked for: podcheck's answers beside those of every compiler named.

    python benchmarks/random_classes.py [--classes 100000] [--std c++20 ...] [--seed 1] [--compiler CMD ...] [-j 2]

Prints for each dialect how many classes and answers were compared, the known differences by number, the open
answers by reason, and each unexplained difference with the smallest source that shows it. The exit status is 1
where there is one. The same seed gives the same classes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from podcheck.crosscheck.compilers import find_compilers
from podcheck.model.traits import CxxStandard
from tests.generated.grammar import Definition, text_of
from tests.generated.proving import Difference, Tally, examine, random_source, shrink

BATCH = 200
ALL = ("c++11", "c++14", "c++17", "c++20", "c++23", "c++26")


def one_batch(seed: int, std: CxxStandard, number: int, compilers: Sequence[str]) -> tuple[int, Tally]:
    """The tally of one source of the series."""
    return number, examine(series(seed, std, number), std, compilers)


def series(seed: int, std: CxxStandard, number: int) -> list[Definition]:
    """The number-th source that belongs to the seed."""
    return random_source(f"{seed} {std.spelling} {number}", BATCH, std)


def smallest(
    definitions: Sequence[Definition], std: CxxStandard, difference: Difference, compilers: Sequence[str]
) -> str:
    """The smallest source that shows this difference, of whichever class; other compilers are not asked."""
    named = {compiler.id: " ".join(compiler.command) for compiler in find_compilers(compilers)[0]}
    queried = [named[difference.compiler]] if difference.compiler in named else compilers

    def fails(fewer: Sequence[Definition]) -> bool:
        return any(
            found_difference.what == difference.what for found_difference in examine(fewer, std, queried).differences
        )

    return text_of(shrink(definitions, fails), std)


def batches(
    seed: int, std: CxxStandard, count: int, compilers: Sequence[str], jobs: int
) -> Iterator[tuple[int, Tally]]:
    """The tallies, in order; a source on which libclang ends the process is told, and tried by itself first."""
    waiting = list(range(count))
    while waiting:
        try:
            with ProcessPoolExecutor(jobs) as executor:
                futures = {number: executor.submit(one_batch, seed, std, number, compilers) for number in waiting}
                for number in list(waiting):
                    yield futures[number].result()
                    waiting.remove(number)
        except BrokenProcessPool:
            number = waiting.pop(0)
            try:
                with ProcessPoolExecutor(1) as alone:
                    yield alone.submit(one_batch, seed, std, number, compilers).result()
            except BrokenProcessPool:
                print(f"  source {number}: libclang ended the process, nothing was compared", flush=True)


def prove(seed: int, std: CxxStandard, classes: int, compilers: Sequence[str], jobs: int, shown: int) -> int:
    """Print one dialect's result; the number of unexplained differences is returned."""
    total = Tally()
    reported: set[str] = set()
    for number, result in batches(seed, std, -(-classes // BATCH), compilers, jobs):
        total.add(result)
        for difference in result.differences:
            if difference.what not in reported and len(reported) < shown:
                reported.add(difference.what)
                print(f"  {difference.what} ({difference.name} in source {number})", flush=True)
                text = smallest(series(seed, std, number), std, difference, compilers)
                print("    " + text.replace("\n", "\n    "), flush=True)
    answers = ", ".join(f"{count} of {compiler}" for compiler, count in sorted(total.answers.items()))
    counted = f"{total.classes} classes, {total.ill_formed} of them ill-formed"
    layouts = ", ".join(f"{count} of {compiler}" for compiler, count in sorted(total.layouts.items()))
    print(f"{std.spelling}, seed {seed}: {counted}; answers: {answers}; sizes and offsets: {layouts}")
    for (compiler, known), count in total.known.most_common():
        print(f"  known: {compiler} {known}: {count}")
    for codes, count in total.open.most_common(8):
        print(f"  open: {codes}: {count}")
    print(f"  {len(total.differences)} unexplained", flush=True)
    return len(total.differences)


def main() -> int:
    """Prove every dialect asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--classes", type=int, default=2000, help="per dialect")
    parser.add_argument("--std", nargs="+", default=ALL)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--compiler", action="append", default=[])
    parser.add_argument("--shown", type=int, default=5, help="differences to shrink and print per dialect")
    parser.add_argument("-j", "--jobs", type=int, default=2)
    options = parser.parse_args()
    return int(
        sum(
            prove(options.seed, CxxStandard.parse(std), options.classes, options.compiler, options.jobs, options.shown)
            for std in options.std
        )
        > 0
    )


if __name__ == "__main__":
    sys.exit(main())
