"""How long podcheck takes beside a compiler's own syntax check, as ratios measured side by side in one run.

    python benchmarks/speed.py [--rounds 7] [FILE...]

Each round runs every command once, in turn, so that a noisy machine is noisy for all of them; the table
shows medians of wall time, start-up included, and of the ratios within a round. `check` is without cross-check;
`cross-check` is what the cross-check adds to it. Without FILE, the files of benchmarks/inputs are measured.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

from commands import newest

INPUTS = Path(__file__).parent / "inputs"
STD = "-std=c++20"


def wall(command: list[str]) -> float:
    """Seconds that the command takes; its exit status does not matter, its output is dropped."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def records(podcheck: list[str], file: Path) -> int:
    """How many classes the report on the file holds."""
    run = subprocess.run(
        [*podcheck, "check", "--format", "json", "--no-cross-check", str(file)],
        capture_output=True,
        check=False,
    )
    return len(json.loads(run.stdout)["records"])


def measure(file: Path, rounds: int) -> list[str]:
    """One row of the table: file, records and the ratios."""
    podcheck = [sys.executable, "-m", "podcheck"]
    commands = {
        "clang": [newest("clang++"), STD, "-fsyntax-only", "-w", str(file)],
        "gcc": [newest("g++"), STD, "-fsyntax-only", "-w", str(file)],
        "check": [*podcheck, "check", "--no-cache", "--no-cross-check", str(file)],
        "crossed": [*podcheck, "check", "--no-cache", str(file)],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            times[name].append(wall(command))
    middle = {name: statistics.median(values) for name, values in times.items()}
    count = records(podcheck, file)
    together = list(zip(times["clang"], times["gcc"], times["check"], times["crossed"], strict=True))
    alone = statistics.median(check / clang for clang, _, check, _ in together)
    added = statistics.median(
        (crossed - check) / (max(clang, gcc) + 0.001 * count) for clang, gcc, check, crossed in together
    )
    return [
        file.name,
        str(count),
        f"{middle['clang']:.2f} s",
        f"{middle['gcc']:.2f} s",
        f"{alone:.2f}",
        f"{added:.2f}",
    ]


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    head = [
        "file",
        "records",
        "clang++",
        "g++",
        "check / clang++",
        "cross-check / (slower compiler + 1 ms per type)",
    ]
    print("| " + " | ".join(head) + " |")
    print("| --- " * len(head) + "|")
    for file in options.files or sorted(INPUTS.glob("*.cpp")):
        print("| " + " | ".join(measure(file, options.rounds)) + " |", flush=True)


if __name__ == "__main__":
    main()
