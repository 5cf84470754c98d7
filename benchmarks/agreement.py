"""Do podcheck, g++ and clang++ agree, record for record, on real headers?

    python benchmarks/agreement.py [--std c++20] [--headers REGEX] [FILE...]

Checks each file with every class of the headers that match (all of them unless said otherwise), prints how
many records and answers were compared, the known divergences by number, and each unexplained mismatch.
Exits with 1 where there is one. Without FILE: the files of benchmarks/inputs.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import podcheck
from tests.generated.proving import numbers_in

INPUTS = Path(__file__).parent / "inputs"


def compare(file: Path, std: str, headers: str) -> int:
    """Print one file's agreement; the number of unexplained mismatches and failures is returned."""
    report = podcheck.check(str(file), std=std, headers=headers)
    answers = Counter[str]()
    layouts = Counter[str]()
    unprobed = Counter[str]()
    known = Counter[str]()
    unexplained = []
    for record in report.records:
        for answer in record.answers:
            answers[answer.compiler] += len(answer.traits)
            layouts[answer.compiler] += numbers_in(answer.layout)
            unprobed[answer.compiler] += not answer.traits and record.facts.origin.value != "template"
        for mismatch in record.mismatches:
            if mismatch.known:
                known[f"{mismatch.compiler} {mismatch.known}"] += 1
            else:
                unexplained.append(
                    f"  {record.facts.name}: {mismatch.trait.value} is {mismatch.podcheck}, "
                    f"{mismatch.compiler} says {mismatch.value} ({record.facts.location})"
                )
        for number in record.layout_mismatches:
            if number.known:
                known[f"{number.compiler} {number.known}"] += 1
            else:
                unexplained.append(
                    f"  {record.facts.name}: {number.subject} is {number.podcheck}, "
                    f"{number.compiler} says {number.value} ({record.facts.location})"
                )
    unknown = sum(
        verdict.value.value is None and record.facts.origin.value != "template"
        for record in report.records
        for verdict in record.judgement.verdicts.values()
    )
    patterns = sum(record.facts.origin.value == "template" for record in report.records)
    print(
        f"{file.name} ({std}): {len(report.records)} records, {patterns} of them templates' patterns, "
        f"{unknown} open answers outside these"
    )
    for compiler, count in sorted(answers.items()):
        print(
            f"  {compiler}: {count} answers and {layouts[compiler]} sizes and offsets compared, "
            f"{unprobed[compiler]} classes not probed"
        )
    for name, count in known.most_common():
        print(f"  known: {name}: {count}")
    for problem in report.problems:
        print(f"  problem: {problem.location or ''} {problem.message}")
    print("\n".join(unexplained[:50]) if unexplained else "  no unexplained mismatch", flush=True)
    return len(unexplained) + sum(problem.fatal for problem in report.problems)


def main() -> int:
    """Compare every file; the exit status is 1 where one of them does not agree."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--std", default="c++20")
    parser.add_argument("--headers", default=".")
    options = parser.parse_args()
    files = options.files or sorted(INPUTS.glob("*.cpp"))
    return 1 if sum(compare(file, options.std, options.headers) for file in files) else 0


if __name__ == "__main__":
    sys.exit(main())
