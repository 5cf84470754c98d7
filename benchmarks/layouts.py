"""Are podcheck's layouts those of the compilers, over all samples and the headers of Debian's development packages?

    python benchmarks/layouts.py [--samples [--every-dialect]] [--package NAME ...] [--std c++17] [--target TRIPLE]

Sizes, alignments, offsets of bases, members and bit-fields, data size and non-virtual size are compared with Clang's
record layouts (`-fdump-record-layouts-complete`), and sizes, alignments and offsets with g++'s `sizeof`, `alignof` and
`__builtin_offsetof`, the first member of a derived class included. `--samples`: each sample in the newest of its
dialects, with `--every-dialect` in each.
Prints counts for each package and every difference; the exit status is 1 where there is one.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from corpus import PACKAGES, headers_of, usable

from podcheck.crosscheck.compilers import Compiler, Family, find_compilers
from podcheck.model.traits import CxxStandard
from tests.crosscheck.layouts.proving import Tally, compare
from tests.samples.expectations import read_sample

SAMPLES = Path(__file__).parents[1] / "cpp_samples"
_SHOWN = 20


def samples(compilers: dict[Family, Compiler], target: str, every: bool) -> Iterator[tuple[str, Tally]]:
    """Each sample in its newest dialect, or in each."""
    for file in sorted(SAMPLES.rglob("*.cpp")):
        dialects = tuple(read_sample(file.read_text()).dialects)
        for std in dialects if every else dialects[-1:]:
            yield f"{file.name} {std.spelling}", compare(file.read_text(), std, compilers, target=target)


def packages(
    names: list[str], std: CxxStandard, compilers: dict[Family, Compiler], target: str
) -> Iterator[tuple[str, Tally]]:
    """Each installed package's headers in one source."""
    for package in PACKAGES:
        if names and package.name not in names:
            continue
        result = headers_of(package)
        if not result:
            print(f"{package.name}: not installed")
            continue
        headers = usable(result, package, std.spelling)
        text = "".join(f"#include <{header}>\n" for header in headers)
        arguments = (*package.arguments, f"-I{package.folder}")
        yield package.name, compare(text, std, compilers, target=target, arguments=arguments, headers=package.own)


def main() -> int:
    """Compare, print and count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--samples", action="store_true")
    parser.add_argument("--every-dialect", action="store_true")
    parser.add_argument("--package", nargs="+", default=[])
    parser.add_argument("--std", default="c++17")
    parser.add_argument("--target", default="")
    options = parser.parse_args()
    compilers = {compiler.family: compiler for compiler in find_compilers(())[0]}
    result = (
        samples(compilers, options.target, options.every_dialect)
        if options.samples
        else packages(options.package, CxxStandard.parse(options.std), compilers, options.target)
    )
    same = missing = unmatched = queried = wrong = apart = 0
    start = time.perf_counter()
    for name, tally in result:
        same += len(tally.same)
        missing += len(tally.missing)
        unmatched += len(tally.unmatched)
        queried += tally.asked
        apart += len(tally.apart)
        wrong += len(tally.differences)
        if not options.samples or tally.differences:
            counts = (
                f"{len(tally.same)} as clang, {len(tally.missing)} not analysed, {len(tally.unmatched)} not in the dump"
            )
            print(f"{name}: {counts}, {tally.asked} answers of g++, {len(tally.differences)} differences", flush=True)
        for difference in tally.differences[:_SHOWN]:
            print(f"  {difference}")
        for text in tally.apart[:_SHOWN]:
            print(f"  g++ and clang++ differ: {text}")
        for text in tally.missing[:_SHOWN]:
            print(f"  not analysed: {text}")
    print(
        f"{same} layouts as clang, {queried} answers of g++ the same, {wrong} differences; g++ and clang++ differ in "
        f"{apart}, {missing} not analysed, "
        f"{unmatched} not in the dump; {time.perf_counter() - start:.0f} s"
    )
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
