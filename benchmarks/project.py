"""What podcheck costs over a whole project, duckdb's sources from PyPI, as ratios measured side by side in one run.

    python benchmarks/project.py speed WORK [--units 100] [--tidy 10] [--jobs 2]
    python benchmarks/project.py growth WORK [--jobs 2]
    python benchmarks/project.py same WORK [--units 100]
    python benchmarks/project.py floor WORK [--units 100] [--jobs 2]

WORK is a folder that the sources are fetched into once. Every unit is compiled with the same flags, as the package's
own build does it.

`speed`: wall times of a run without a cache's help, of the next one, and of one after a leaf header was touched;
beside `clang++ -fsyntax-only` over the same units with as many jobs, and clang-tidy with one check over every so
many-th of them. All without the cross-check, which is measured by itself, in a first run and in the next one.
`growth`: wall time and the largest process at 10, 30, 100 and 300 units, and at 1, 10 and 100 thousand classes.
`same`: one process, two processes, two Dask workers, and one parse for each unit: are the reports byte-identical?
`floor`: what is left if podcheck did nothing at all: libclang's parse of the same batches, beside clang++.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from commands import newest, started_by

PACKAGE = "duckdb==0.10.3"
PODCHECK = [sys.executable, "-m", "podcheck"]
TIDY_CHECK = "-*,bugprone-undefined-memory-manipulation"
KIB = 1024
JSON = ("--format", "json")


@dataclass(frozen=True)
class Run:
    """Seconds of wall time; the most bytes that the process itself, and one that it started, had in memory at once."""

    seconds: float
    own: int
    worker: int
    output: bytes
    said: str


def sources(work: Path) -> Path:
    """The package's sources, fetched unless they are there."""
    name = PACKAGE.replace("==", "-")
    if not (work / name).is_dir():
        work.mkdir(parents=True, exist_ok=True)
        fetch = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary", ":all:"]
        subprocess.run([*fetch, "-q", "-d", str(work), PACKAGE], check=True)
        with tarfile.open(next(work.glob(f"{name}.tar.gz"))) as archive:
            archive.extractall(work, filter="data")
    return work / name


def project(work: Path, count: int) -> Path:
    """A folder whose compile database builds so many of the package's units, taken evenly."""
    root = sources(work)
    built = [one for one in sorted((root / "duckdb_build" / "src").rglob("*.cpp")) if not one.name.startswith("ub_")]
    step = max(1, len(built) // count)
    chosen = built[::step][:count]
    flags = [f"-I{root / line.strip()}" for line in (root / "includes.list").read_text().splitlines() if line.strip()]
    items = [
        {
            "directory": str(root),
            "file": str(one),
            "arguments": ["clang++", "-std=c++11", "-DDUCKDB_BUILD_LIBRARY", *flags, "-c", str(one)],
        }
        for one in chosen
    ]
    folder = root / f"build_{count}"
    folder.mkdir(exist_ok=True)
    (folder / "compile_commands.json").write_text(json.dumps(items, indent=1))
    return folder


def units(folder: Path) -> list[list[str]]:
    """The commands of a compile database."""
    items = json.loads((folder / "compile_commands.json").read_text())
    return [[str(word) for word in item["arguments"]] for item in items]


def measured(command: Sequence[str]) -> Run:
    """Run it, and look every twentieth of a second how large its processes are."""
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said)
        return _watched(process, said, start)


def _watched(process: subprocess.Popen[bytes], said: IO[str], start: float) -> Run:
    most = {"own": 0, "worker": 0}
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.05):
            for pid in family(process.pid):
                role = "own" if pid == process.pid else "worker"
                most[role] = max(most[role], high_water(pid))

    watching = threading.Thread(target=watch)
    watching.start()
    output, _ = process.communicate()
    seconds = time.perf_counter() - start
    over.set()
    watching.join()
    said.seek(0)
    return Run(seconds, most["own"], most["worker"], output, said.read())


def family(pid: int) -> list[int]:
    """The process and all that it started, directly or not."""
    found = [pid]
    for one in found:
        found += started_by(one)
    return found


def high_water(pid: int) -> int:
    """The most bytes that the process had in memory."""
    with contextlib.suppress(OSError):
        match = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
        return int(match[1]) * KIB if match else 0
    return 0


def check(folder: Path, cache: Path | None, *options: str) -> Run:
    """podcheck over the project."""
    place = ["--cache-dir", str(cache)] if cache is not None else ["--no-cache"]
    return measured([*PODCHECK, "check", "-p", str(folder), *place, *options])


def side_by_side(commands: Sequence[Sequence[str]], jobs: int) -> float:
    """Seconds of wall time that so many at once take for all of them."""
    start = time.perf_counter()
    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(lambda one: subprocess.run(one, capture_output=True, check=False), commands))
    return time.perf_counter() - start


def compiler(commands: Sequence[Sequence[str]], jobs: int) -> float:
    """Seconds that clang++ takes for its own syntax check."""
    own = newest("clang++")
    return side_by_side([[own, *command[1:-2], "-w", "-fsyntax-only", command[-1]] for command in commands], jobs)


def tidy(commands: Sequence[Sequence[str]], jobs: int) -> float:
    """Seconds that clang-tidy takes with one check."""
    own = newest("clang-tidy")
    made = [[own, f"--checks={TIDY_CHECK}", "--quiet", command[-1], "--", *command[1:-2]] for command in commands]
    return side_by_side(made, jobs)


def row(*cells: object) -> None:
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def ratio(part: float, whole: float) -> str:
    return f"1/{whole / part:.1f}" if part < whole else f"{part / whole:.2f}"


def speed(work: Path, count: int, tidied: int, jobs: int) -> None:
    """The table of times: of the sources alone, and with the project's headers."""
    folder = project(work, count)
    commands = units(folder)
    every = compiler(commands, jobs)
    some = commands[:: max(1, tidied)]
    share, of_some = tidy(some, jobs), compiler(some, jobs)
    whole = every * share / of_some
    print(
        f"{len(commands)} units, {jobs} jobs; clang++ -fsyntax-only {every:.1f} s; clang-tidy with one check on ",
        end="",
    )
    print(f"{len(some)} of them {share:.1f} s, {share / of_some:.2f} times clang++ on these: {whole:.1f} s\n")
    row(
        "report",
        "classes",
        "cold",
        "of clang++",
        "of clang-tidy",
        "warm",
        "of cold",
        "a leaf header touched",
        "analysed again",
    )
    row(*["---"] * 9)
    leaf, dependents = leaf_header(folder)
    classes = 0
    for name, options in (
        ("sources", ("--headers", "(?!)", *JSON)),
        ("sources, without uses", ("--headers", "(?!)", "--no-uses", *JSON)),
        ("sources and headers", JSON),
        ("sources and headers, as a table", ()),
    ):
        with scratch(work) as cache:
            plain = ("--no-cross-check", "-j", str(jobs), *options)
            cold = check(folder, cache, *plain)
            warm = check(folder, cache, *plain)
            again, count_again = touched(folder, cache, leaf, plain)
            classes = len(json.loads(cold.output)["records"]) if JSON[-1] in options else classes
            assert cold.output == warm.output
            row(
                name, f"{classes:,}", f"{cold.seconds:.1f} s", ratio(cold.seconds, every), ratio(cold.seconds, whole),
                f"{warm.seconds:.1f} s", ratio(warm.seconds, cold.seconds), f"{again:.1f} s",
                f"{count_again} of {dependents} dependents",
            )  # fmt: skip
    crossed(work, folder, every, jobs)


def crossed(work: Path, folder: Path, every: float, jobs: int) -> None:
    """What the cross-check costs, beside both compilers' syntax check of every unit, and what it costs again."""
    own = newest("g++")
    both = every + side_by_side(
        [[own, *command[1:-2], "-w", "-fsyntax-only", command[-1]] for command in units(folder)], jobs
    )
    plain = ("--headers", "(?!)", "-j", str(jobs))
    without = check(folder, None, *plain, "--no-cross-check")
    with scratch(work) as cache:
        whole = check(folder, cache, *plain)
        again = check(folder, cache, *plain)
        assert again.output == whole.output
    sample = check(folder, None, *plain, "--cross-check=sample:100")
    more = whole.seconds - without.seconds
    print(f"\ncross-check of the sources' classes with g++ and clang++: {more:.1f} s more, ", end="")
    print(f"{ratio(more, both)} of both compilers' syntax check ({both:.1f} s); the next run ", end="")
    print(
        f"{again.seconds:.1f} s in all, {ratio(again.seconds, whole.seconds)} of the first ({whole.seconds:.1f} s); ",
        end="",
    )
    print(f"of a sample of 100: {sample.seconds - without.seconds:.1f} s more")


def leaf_header(folder: Path) -> tuple[Path, int]:
    """A header that few units include, and how many do, by what the compiler says that they read."""
    own = newest("clang++")

    def reads(command: Sequence[str]) -> set[str]:
        done = subprocess.run([own, *command[1:-2], "-MM", command[-1]], capture_output=True, text=True, check=False)
        return {word for word in done.stdout.replace("\\\n", " ").split() if word.endswith(".hpp")}

    with ThreadPoolExecutor(2) as pool:
        every = list(pool.map(reads, units(folder)))
    counts: dict[str, int] = {}
    for files in every:
        for file in files:
            counts[file] = counts.get(file, 0) + 1
    chosen = min(
        (file for file, count in counts.items() if count == 2), default=min(counts, key=lambda one: counts[one])
    )
    return Path(chosen), counts[chosen]


def touched(folder: Path, cache: Path, leaf: Path, options: Sequence[str]) -> tuple[float, int]:
    """Seconds of a run behind a change of that header, and how many units were analysed again."""
    before = leaf.read_bytes()
    try:
        leaf.write_bytes(before + b"// touched\n")
        time.sleep(1.0)
        run = check(folder, cache, *options, "--verbose")
    finally:
        leaf.write_bytes(before)
    told = re.search(r"(\d+) of (\d+) files are as they were", run.said)
    return run.seconds, int(told[2]) - int(told[1]) if told is not None else -1


@contextlib.contextmanager
def scratch(work: Path) -> Iterator[Path]:
    """A folder for a cache, which is removed."""
    folder = work / f"cache_{time.time_ns()}"
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def growth(work: Path, jobs: int) -> None:
    """Time and memory with the number of units, and with that of classes."""
    row("units", "classes", "cold", "per unit", "report's process", "largest worker")
    row(*["---"] * 6)
    for count in (10, 30, 100, 300):
        folder = project(work, count)
        run = check(folder, None, "--no-cross-check", "-j", str(jobs), "--format", "json")
        classes = len(json.loads(run.output)["records"])
        row(count, f"{classes:,}", f"{run.seconds:.1f} s", f"{run.seconds / count * 1000:.0f} ms", *sizes(run))
    print()
    row("classes", "cold", "per class", "report's process", "largest worker")
    row(*["---"] * 5)
    for thousands in (1, 10, 100):
        folder = generated(work, thousands * 1000)
        run = check(folder, None, "--no-cross-check", "-j", str(jobs), "--quiet")
        per = run.seconds / thousands
        row(f"{thousands},000", f"{run.seconds:.1f} s", f"{per:.2f} ms", *sizes(run))


def sizes(run: Run) -> tuple[str, str]:
    return f"{run.own / 1e6:.0f} MB", f"{run.worker / 1e6:.0f} MB"


def generated(work: Path, count: int) -> Path:
    """A project of so many classes, five hundred in a unit: members, bases, some with a function that counts."""
    folder = work / f"generated_{count}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    forms = (
        "struct {0} {{ int a; char b[{1}]; }};",
        "struct {0} {{ {0}(const {0}&); long a; }};",
        "struct {0} : Base{2} {{ short a; }};",
        "class {0} {{ int a; public: double b; virtual ~{0}(); }};",
        "union {0} {{ int a; float b; }};",
    )
    items = []
    for unit in range(-(-count // 500)):
        lines = [f"namespace n{unit} {{", f"struct Base{unit} {{ int base; }};"]
        own = range(min(500, count - unit * 500))
        lines += [forms[at % len(forms)].format(f"C{at}", at % 7 + 1, unit) for at in own]
        (folder / f"u{unit}.cpp").write_text("\n".join([*lines, "}\n"]))
        file = str(folder / f"u{unit}.cpp")
        items.append({"directory": str(folder), "file": file, "arguments": ["clang++", "-std=c++17", "-c", file]})
    (folder / "compile_commands.json").write_text(json.dumps(items))
    return folder


def same(work: Path, count: int) -> None:
    """Digests of the JSON report, however it came about."""
    folder = project(work, count)
    plain = ("--no-cross-check", "--format", "json")
    runs = {
        "one process": check(folder, None, *plain, "-j", "1"),
        "two processes": check(folder, None, *plain, "-j", "2"),
        "one parse for each unit": check(folder, None, *plain, "-j", "2", "--isolate"),
    }
    with cluster() as address:
        runs["two Dask workers"] = check(folder, None, *plain, "--scheduler", address)
    row("run", "wall", "classes", "report")
    row(*["---"] * 4)
    for name, run in runs.items():
        classes = len(json.loads(run.output)["records"])
        row(name, f"{run.seconds:.1f} s", f"{classes:,}", hashlib.sha256(run.output).hexdigest()[:16])
    print("identical" if len({run.output for run in runs.values()}) == 1 else "NOT identical")


PARSE = """
import sys
from podcheck import config
from podcheck.extract import library
from podcheck.extract.arguments import arguments_of
from podcheck.extract.conversation import converse
from podcheck.extract.includes import IncludeGraph
from podcheck.scan.units import units_of
folder, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
units, _ = units_of(config.make((), build_dir=folder, cross_check=False))
text = "".join(f'#include "{one.file}"\\n' for one in units[first:last]).encode()
library.load(None)
assert converse("batch.cpp", text, arguments_of(units[0]), lambda *_: "", IncludeGraph(), instances=True)
"""


def floor(work: Path, count: int, jobs: int) -> None:
    """Start Python, read the database, parse: function bodies are skipped, but in the sources themselves."""
    folder = project(work, count)
    commands = units(folder)
    every = compiler(commands, jobs)
    size = -(-len(commands) // jobs)
    parses = [
        [sys.executable, "-c", PARSE, str(folder), str(at), str(at + size)] for at in range(0, len(commands), size)
    ]
    alone = min(side_by_side(parses, jobs) for _ in range(3))
    print(f"clang++ {every:.1f} s; libclang's parse of {len(parses)} batches {alone:.1f} s, {ratio(alone, every)}")


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """A Dask scheduler and two workers on this machine; the scheduler's address."""
    dask = [sys.executable, "-m", "dask"]
    started: list[subprocess.Popen[str]] = []
    try:
        one = subprocess.Popen(
            [*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"],
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        started.append(one)
        assert one.stderr is not None
        address = next(match[0] for line in one.stderr if (match := re.search(r"tcp://127\.0\.0\.1:\d+", line)))
        threading.Thread(target=one.stderr.read, daemon=True).start()
        worker = ["worker", address, "--nworkers", "1", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1"]
        started += [subprocess.Popen([*dask, *worker], stderr=subprocess.DEVNULL, text=True) for _ in range(2)]
        time.sleep(5.0)
        yield address
    finally:
        for one in reversed(started):
            one.terminate()
            one.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["speed", "growth", "same", "floor"])
    parser.add_argument("work", type=Path)
    parser.add_argument("--units", type=int, default=100)
    parser.add_argument("--tidy", type=int, default=10, help="clang-tidy sees every so many-th unit")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    work = options.work.resolve()
    if options.what == "speed":
        speed(work, options.units, options.tidy, options.jobs)
    elif options.what == "growth":
        growth(work, options.jobs)
    elif options.what == "floor":
        floor(work, options.units, options.jobs)
    else:
        same(work, options.units)


if __name__ == "__main__":
    main()
