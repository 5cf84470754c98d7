"""What podcheck costs over whole projects, beside clang++ in the same run, and whether its reports are always the same.

    python benchmarks/project.py speed WORK [--project NAME] [--units 100] [--jobs 2] [--isolate-headers] [--tidy 10]
    python benchmarks/project.py same WORK [--project NAME] [--units 100] [--jobs 2]
    python benchmarks/project.py growth WORK [--project NAME] [--jobs 2]
    python benchmarks/project.py floor WORK [--project NAME] [--units 100] [--jobs 2]
    python benchmarks/project.py changes WORK [--project NAME] [--units 100] [--jobs 2]
    python benchmarks/project.py crossed WORK [--project NAME] [--units 100] [--jobs 2]
    python benchmarks/project.py first WORK [--project NAME] [--jobs 2]
    python benchmarks/project.py file WORK [--rounds 9]
    python benchmarks/project.py report WORK [--classes 100000]

WORK is a folder that benchmarks/projects.py fetches the projects into, once; NAME is one of them (duckdb) or `all`; one
that can't be had is named, with what to do, and left out. `--install`: install the Debian packages that are missing for
it. Units are taken evenly. Times are seconds of the processor, user and system, of a run with all that it starts, and
of the clock; all are without the cross-check, but for `crossed`.

`speed`: `clang++ -fsyntax-only` over the units, `--isolate`, a first run with an empty cache, the next one, three
sources touched, each checked with what the first run kept; and the first run with the classes of the project's
headers. Then what each is asked to be at most, how many units shared headers, and why others
did not, and what `file` prints.
`same`: is the report the same, byte by byte: a first run, the next one, one with every source touched, one job, two,
two Dask workers, and `--isolate`?
`growth`: cost for each unit and class, and memory, at 10, 30, 100 and 300 units, and at 1, 10 and 100 thousand classes.
`floor`: what is left if podcheck did nothing at all: libclang's parse of each unit by itself, bodies skipped.
`changes`: a whole project checked again behind a change of one source, and of a header that few units include.
`crossed`: what the cross-check costs, in a first run and in the next one.
`first`: what `podcheck check` alone says of a project, in its folder, with an empty cache: classes of the project's and
those that they reach, classes that have several records, findings by code, files that were not analysed in full (bold
where one has not exactly one line), the exit status (bold where it should be another), and time beside clang++, each
source once.
The reports stay as first.txt, first.json and first.log in the project's folder.
`file`: single files with heavy headers, nothing kept, beside clang++, as medians of rounds.
`report`: the memory of the report's process.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from commands import newest
from dry_run import Unit
from measurement import Cost, Run, run_measured, run_silently, run_together
from projects import DATABASE, RECIPES, Project, Unavailable, prepare, syntax_check
from tables import Target, megabytes, print_heading, print_row, print_targets, ratio, ratio_target, seconds

PODCHECK = [sys.executable, "-m", "podcheck"]
INPUTS = Path(__file__).parent / "inputs"
HEAVY = ("cxx11_headers.cpp", "ten_std_headers.cpp")
"""Files that include little but the standard library's heavy headers."""

TIDY_CHECK = "-*,bugprone-undefined-memory-manipulation"
SOURCES_ALONE = ("--headers", "(?!)")
JSON = ("--format", "json")
GIGABYTE = 1e9
MANY_UNITS = 100
"""From here on a project is asked to cost a part of clang++."""

MOST_CLASSES = 100_000
MOST_OF_REPORT = 2.1 * GIGABYTE / 2
"""Half of what the report's process took for 100,000 classes when each group of sources was one parse."""


@dataclass(frozen=True)
class Case:
    """A project's units that are measured."""

    project: Project
    units: tuple[Unit, ...]
    folder: Path
    """Where their compile database is."""
    work: Path
    jobs: int

    @property
    def headers(self) -> tuple[str, ...]:
        """The options by which the classes of the project's headers are reported."""
        return ("--headers", f"^{re.escape(str(self.project.root))}/")

    def check(
        self,
        *options: str,
        cache: Path | None = None,
        output: Path | None = None,
        jobs: bool = True,
        cross: bool = False,
    ) -> Run:
        """Run podcheck over the units; `jobs`: with as many as the case says; `cross`: with the cross-check."""
        command = [*PODCHECK, "check", "--no-config", "-p", str(self.folder)]
        command += ["--cache-dir", str(cache)] if cache is not None else ["--no-cache"]
        command += ["-j", str(self.jobs)] if jobs else []
        command += [] if cross else ["--no-cross-check"]
        files = [
            str(unit.file) for unit in self.units
        ]  # a build folder, or what .gitignore has, is taken if it is named
        return run_measured([*command, *options, *files], output or self.work / "output")

    def compile(self, words: Callable[[Unit], Sequence[str]] = syntax_check) -> tuple[Cost, int]:
        """Run a command for each unit, and return what that costs, and how many of them failed."""
        tasks = [partial(run_silently, words(unit), unit.directory) for unit in self.units]
        cost, statuses = run_together(tasks, self.jobs)
        return cost, sum(map(bool, statuses))


def cases(options: argparse.Namespace, count: int) -> Iterator[Case]:
    """Yield what was asked for; a project that can't be had is named on standard error."""
    work = options.work.resolve()
    names = list(RECIPES) if options.project == "all" else options.project.split(",")
    for name in names:
        try:
            project = prepare(work, name, options.install)
        except Unavailable as reason:
            print(f"{name}: left out: {reason}", file=sys.stderr, flush=True)
            continue
        yield make_case(project, count, work, options.jobs)


def make_case(project: Project, count: int, work: Path, jobs: int) -> Case:
    """Return so many of a project's units."""
    units = project.take(count)
    return Case(project, units, project.write_database(units), work, jobs)


@contextlib.contextmanager
def scratch(work: Path) -> Iterator[Path]:
    """Make a folder for a cache, and remove it."""
    folder = work / f"cache_{time.time_ns()}"
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def touched(files: Sequence[Path], text: bytes = b"\n// touched\n") -> Iterator[None]:
    """Have a comment at the files' ends; then they are as they were, their times too."""
    before = [(file, file.read_bytes(), file.stat()) for file in files]
    try:
        for file, content, _ in before:
            file.write_bytes(content + text)
        time.sleep(1.0)  # a file that has just been written is not known by its times
        yield
    finally:
        for file, content, status in before:
            file.write_bytes(content)
            os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
        time.sleep(1.0)


def count_classes(table: Path) -> int:
    """Return how many classes the lines below a report's tables name."""
    return count_classes_in(table.read_text(errors="replace"))


def count_classes_in(text: str) -> int:
    """Return the same of a report's text."""
    return sum(map(int, re.findall(r"^As [\w+]*\d[\w+, ]*: (\d+) class", text, re.MULTILINE)))


def sharing_lines(log: str) -> list[str]:
    """Return what `--verbose` said of how many units were parsed on top of headers that they share, and why not."""
    lines = [line.removeprefix("podcheck: ") for line in log.splitlines()]
    return [
        line
        for line in lines
        if re.match(r"\d+ (of \d+ files were parsed|w\w+ parsed alone|had no such)|no prefix", line)
    ]


@dataclass(frozen=True)
class Speed:
    """What was measured of one project."""

    case: Case
    refused: int
    """How many of the units clang++ has an error in."""
    clang: Cost
    isolated: Cost
    cold: Cost
    again: Cost
    classes: int
    edited: Cost
    """Of the sources that were touched, one after the other."""
    edited_clang: Cost
    headers: Cost
    headers_classes: int
    isolated_headers: Cost | None
    tidy: float | None
    """clang-tidy's processor time as part of clang++'s, on some of the units."""
    sharing: tuple[tuple[str, str], ...]
    """Of which run, and what it said of the headers that units share."""

    def targets(self) -> Iterator[Target]:
        """Yield what is asked of it."""
        name, many = self.case.project.name, len(self.case.units) >= MANY_UNITS
        for what, part, whole, most, counts in (
            ("CPU of --isolate's", self.cold.cpu, self.isolated.cpu, 1.0, True),
            ("wall of --isolate's", self.cold.wall, self.isolated.wall, 1.0, True),
            ("CPU of clang++'s, the sources' classes", self.cold.cpu, self.clang.cpu, 0.1, many),
            ("CPU of clang++'s, the project's headers' too", self.headers.cpu, self.clang.cpu, 0.2, many),
            ("one source touched: CPU of clang++'s", self.edited.cpu, self.edited_clang.cpu, 0.25, True),
            ("one source touched: wall of clang++'s", self.edited.wall, self.edited_clang.wall, 0.25, True),
        ):
            yield ratio_target(name, what, part, whole, most, counts=counts)
        if (other := self.isolated_headers) is not None:
            what = "the project's headers' classes too: CPU of --isolate's"
            yield ratio_target(name, what, self.headers.cpu, other.cpu, 1.0)
        largest = max(self.cold.worker, self.headers.worker, self.again.worker)
        yield Target(name, "the largest worker, GB", largest / GIGABYTE, 1.5)


def speed(options: argparse.Namespace) -> None:
    """Print what each project costs."""
    results = []
    print(f"Seconds, CPU / wall, {options.jobs} jobs:\n")
    print_heading(
        "project", "units", "left out", "refused by clang++", "clang++", "`--isolate`", "first run", "classes",
        "of clang++", "the next run", "with the headers' classes", "classes", "of clang++", "a source touched",
        "clang++ on it", "largest worker", "report's process",
    )  # fmt: skip
    for case in cases(options, options.units):
        result = measure_speed(case, options.isolate_headers, options.tidy)
        results.append(result)
        print_speed(result)
    print()
    print_targets([target for result in results for target in result.targets()])
    for result in results:
        name = result.case.project.name
        if result.isolated_headers is not None:
            print(f"\n{name}, `--isolate` with the headers' classes: {seconds(result.isolated_headers)}")
        if result.tidy is not None:
            print(f"\n{name}, clang-tidy with one check: {result.tidy:.2f} of clang++'s CPU on the same units")
    print()
    print_heading("project", "classes of", "units")
    for result in results:
        for which, line in result.sharing:
            print_row(result.case.project.name, which, line)
    print()
    file(options)


def measure_speed(case: Case, isolate_headers: bool, tidied: int) -> Speed:
    """Return one project's figures."""
    output = case.work / "output"
    clang, refused = case.compile()
    isolated = case.check(*SOURCES_ALONE, "--isolate").cost
    isolated_headers = case.check(*case.headers, "--isolate").cost if isolate_headers else None
    with scratch(case.work) as cache:
        cold = case.check(*SOURCES_ALONE, "--verbose", cache=cache)
        classes = count_classes(output)
        again = case.check(*SOURCES_ALONE, cache=cache)
        edited, edited_clang = edit_sources(case, cache)
    with scratch(case.work) as cache:
        headers = case.check(*case.headers, "--verbose", cache=cache)
        headers_classes = count_classes(output)
    sharing = [("the sources' classes", line) for line in sharing_lines(cold.log)]
    sharing += [("the headers' too", line) for line in sharing_lines(headers.log)]
    return Speed(
        case, refused, clang, isolated, cold.cost, again.cost, classes, edited, edited_clang, headers.cost,
        headers_classes, isolated_headers, tidy(case, tidied) if tidied else None, tuple(sharing),
    )  # fmt: skip


def print_speed(result: Speed) -> None:
    """Print one project's row."""
    largest = max(result.cold.worker, result.headers.worker)
    own = max(result.cold.own, result.headers.own)
    print_row(
        result.case.project.name, len(result.case.units), len(result.case.project.left_out), result.refused,
        seconds(result.clang), seconds(result.isolated),
        seconds(result.cold), f"{result.classes:,}", ratio(result.cold.cpu, result.clang.cpu),
        seconds(result.again),
        seconds(result.headers), f"{result.headers_classes:,}", ratio(result.headers.cpu, result.clang.cpu),
        precise(result.edited), precise(result.edited_clang), megabytes(largest), megabytes(own),
    )  # fmt: skip


def precise(cost: Cost) -> str:
    """Return short times."""
    return f"{cost.cpu:.2f} / {cost.wall:.2f}"


def edit_sources(case: Case, cache: Path, count: int = 3) -> tuple[Cost, Cost]:
    """Return the mean cost of checking a source that was touched, with what is kept, and of clang++'s check of it."""
    chosen = [case.units[(2 * at + 1) * len(case.units) // (2 * count)] for at in range(count)]
    whole, compiled = Cost(), Cost()
    for unit in chosen:
        with touched([Path(unit.file)]):
            whole += case.check(*SOURCES_ALONE, unit.file, cache=cache).cost
            compiled += run_together([partial(run_silently, syntax_check(unit), unit.directory)], 1)[0]
    return whole.part(count), compiled.part(count)


def tidy(case: Case, step: int) -> float:
    """Return clang-tidy's processor time, with one check, as part of clang++'s, on every so many-th unit."""
    some = Case(case.project, case.units[::step], case.folder, case.work, case.jobs)
    words = [newest("clang-tidy"), f"--checks={TIDY_CHECK}", "--quiet"]
    cost, _ = some.compile(lambda unit: [*words, unit.file, "--", *unit.arguments[1:]])
    return cost.cpu / some.compile()[0].cpu


def same(options: argparse.Namespace) -> int:
    """Print digests of the reports, however they came about; return how many projects have more than one."""
    different = 0
    for case in cases(options, options.units):
        outputs = case.work / "reports" / case.project.name
        shutil.rmtree(outputs, ignore_errors=True)
        outputs.mkdir(parents=True)
        print(f"\n{case.project.name}, {len(case.units)} units, {len(case.project.left_out)} left out:\n")
        print_heading("run", "CPU / wall", "status", "bytes", "report")
        digests = {}
        for name, path, run in run_all_ways(case, outputs):
            digests[path] = hashlib.sha256(path.read_bytes()).hexdigest()
            print_row(name, seconds(run.cost), run.status, f"{path.stat().st_size:,}", digests[path][:16])
        first = next(iter(digests))
        classes = len(json.loads(first.read_bytes())["records"])
        if len(set(digests.values())) == 1:
            print(f"\nidentical, {classes:,} classes", flush=True)
            shutil.rmtree(outputs)
        else:
            different += 1
            print(f"\n**NOT identical**, {classes:,} classes; the reports are in {outputs}", flush=True)
    return different


def run_all_ways(case: Case, outputs: Path) -> Iterator[tuple[str, Path, Run]]:
    """Yield each way of running, where its report is, and how it ended."""
    sources = [Path(unit.file) for unit in case.units]

    def run(name: str, *words: str, cache: Path | None = None) -> tuple[str, Path, Run]:
        path = outputs / re.sub(r"\W+", "_", name)
        return name, path, case.check(*JSON, *words, cache=cache, output=path, jobs=False)

    with scratch(case.work) as cache:
        yield run("a first run", cache=cache)
        yield run("the next run", cache=cache)
        with touched(sources):
            yield run("every source touched", cache=cache)
    yield run("one job", "-j", "1")
    yield run("two jobs", "-j", "2")
    yield run("one parse for each unit", "-j", "2", "--isolate")
    with cluster() as address:
        yield run("two Dask workers, CPU of the client", "--scheduler", address)


def growth(options: argparse.Namespace) -> None:
    """Print time and memory with the number of units, and with that of classes."""
    targets: list[Target] = []
    for case in cases(options, MANY_UNITS):
        print_heading(
            "units of " + case.project.name, "classes of", "classes", "CPU / wall", "CPU for each unit",
            "CPU for each class", "report's process", "largest worker",
        )  # fmt: skip
        for name, words in (("the sources", SOURCES_ALONE), ("the headers too", case.headers)):
            costs = [grow(case, count, name, words) for count in (10, 30, 100, 300) if count <= len(case.project.units)]
            for at, what in enumerate(("unit", "class")):
                before, after = (each[at] for each in costs[-2:])
                targets.append(ratio_target(case.project.name, f"{name}: CPU for each {what}", after, before, 1.0))
        print()
    print_heading("generated classes", "CPU / wall", "CPU for each", "report's process", "largest worker")
    for count in sorted({1_000, 10_000, options.classes}):
        cost = report_generated(options, count)
    targets.append(memory_target(cost, options.classes))
    print()
    print_targets(targets)


def grow(case: Case, count: int, name: str, words: Sequence[str]) -> tuple[float, float]:
    """Print one row; return the processor time for each unit, and for each class."""
    some = make_case(case.project, count, case.work, case.jobs)
    cost = some.check(*words).cost
    classes = count_classes(case.work / "output")
    of_unit, of_class = cost.cpu / count, cost.cpu / max(classes, 1)
    print_row(
        count, name, f"{classes:,}", seconds(cost), f"{of_unit * 1000:.0f} ms", f"{of_class * 1000:.2f} ms",
        megabytes(cost.own), megabytes(cost.worker),
    )  # fmt: skip
    return of_unit, of_class


def report(options: argparse.Namespace) -> None:
    """Print the memory that a report of many generated classes takes."""
    print_heading("generated classes", "CPU / wall", "CPU for each", "report's process", "largest worker")
    cost = report_generated(options, options.classes)
    print()
    print_targets([memory_target(cost, options.classes)])


def memory_target(cost: Cost, classes: int) -> Target:
    """Return what is asked of the report's process, where there are as many classes as that was measured with."""
    most = MOST_OF_REPORT / GIGABYTE
    return Target("generated", "the report's process, GB", cost.own / GIGABYTE, most, classes == MOST_CLASSES)


def report_generated(options: argparse.Namespace, count: int) -> Cost:
    """Print the row of so many generated classes."""
    work = options.work.resolve()
    folder = generate(work, count)
    command = [*PODCHECK, "check", "--no-config", "-p", str(folder), "--no-cross-check", "--no-cache", "--quiet"]
    cost = run_measured([*command, "-j", str(options.jobs)], work / "output").cost
    print_row(
        f"{count:,}", seconds(cost), f"{cost.cpu / count * 1000:.2f} ms", megabytes(cost.own), megabytes(cost.worker)
    )
    return cost


def generate(work: Path, count: int) -> Path:
    """Make a project of so many classes, five hundred in a unit: members, bases, some with a function that counts."""
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
        path = str(folder / f"u{unit}.cpp")
        items.append({"directory": str(folder), "file": path, "arguments": ["clang++", "-std=c++17", "-c", path]})
    (folder / "compile_commands.json").write_text(json.dumps(items))
    return folder


PARSE = """
import sys
from clang.cindex import Index
from podcheck.config.settings import make_settings
from podcheck.extract import library
from podcheck.extract.parse.arguments import arguments_of
from podcheck.discovery.units import units_of
folder, first, step = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
units, _ = units_of(make_settings((), build_dir=folder, cross_check=False).inputs)
library.load(None)
index = Index.create()
for unit in units[first::step]:
    index.parse(unit.file, arguments_of(unit), options=0x40)  # CXTranslationUnit_SkipFunctionBodies
"""


def floor(options: argparse.Namespace) -> None:
    """Print what it takes to start Python, read the database, and parse each unit by itself."""
    print_heading("project", "units", "clang++", "libclang alone, bodies skipped", "of clang++")
    for case in cases(options, options.units):
        clang, _ = case.compile()
        words = [sys.executable, "-c", PARSE, str(case.folder)]
        tasks = [partial(run_silently, [*words, str(at), str(case.jobs)]) for at in range(case.jobs)]
        cost, statuses = run_together(tasks, case.jobs)
        assert not any(statuses), statuses
        print_row(case.project.name, len(case.units), seconds(clang), seconds(cost), ratio(cost.cpu, clang.cpu))


def changes(options: argparse.Namespace) -> None:
    """Print what a whole project costs again behind a change."""
    print_heading("project", "units", "first run", "the next run", "a source touched", "a leaf header touched")
    for case in cases(options, options.units):
        leaf, dependents = find_leaf_header(case)
        with scratch(case.work) as cache:
            first = case.check(*case.headers, cache=cache).cost
            again = case.check(*case.headers, cache=cache).cost
            with touched([Path(case.units[len(case.units) // 2].file)]):
                source = case.check(*case.headers, "--verbose", cache=cache)
        with scratch(case.work) as cache:
            case.check(*case.headers, cache=cache)
            with touched([leaf]):
                header = case.check(*case.headers, "--verbose", cache=cache)
        print_row(
            case.project.name, len(case.units), seconds(first), seconds(again),
            f"{seconds(source.cost)}, {count_analysed(source)} units analysed",
            f"{seconds(header.cost)}, {count_analysed(header)} units analysed; {dependents} include it",
        )  # fmt: skip


def count_analysed(run: Run) -> str:
    """Return how many units a run did not find in the cache."""
    match = re.search(r"(\d+) of (\d+) files are as they were", run.log)
    return str(int(match[2]) - int(match[1])) if match is not None else "?"


def find_leaf_header(case: Case) -> tuple[Path, int]:
    """Return a header of the project's that two units include, or else few, and how many do, as the compiler says."""

    def headers_of(unit: Unit) -> set[str]:
        words = [*unit.arguments, "-w", "-MM", unit.file]
        done = subprocess.run(words, cwd=unit.directory, capture_output=True, text=True, check=False)
        names = done.stdout.replace("\\\n", " ").split()[2:]  # the object, the source, its headers
        return {os.path.normpath(os.path.join(unit.directory, name)) for name in names}

    with ThreadPoolExecutor(case.jobs) as pool:
        every = list(pool.map(headers_of, case.units))
    counts: dict[str, int] = {}
    for headers in every:
        for header in headers:
            counts[header] = counts.get(header, 0) + 1
    own = {header: count for header, count in counts.items() if Path(header).is_relative_to(case.project.root)}
    chosen = min(own, key=lambda header: (abs(own[header] - 2), header))
    return Path(chosen), own[chosen]


def crossed(options: argparse.Namespace) -> None:
    """Print what the cross-check costs, beside both compilers' syntax check of every unit, and what it costs again."""
    print_heading("project", "units", "both compilers", "without", "first run", "the next run", "a sample of 100")
    for case in cases(options, options.units):
        gcc, _ = case.compile(gcc_check)
        both = case.compile()[0] + gcc
        without = case.check(*SOURCES_ALONE).cost
        with scratch(case.work) as cache:
            first = case.check(*SOURCES_ALONE, cache=cache, cross=True).cost
            again = case.check(*SOURCES_ALONE, cache=cache, cross=True).cost
        sample = case.check(*SOURCES_ALONE, "--cross-check=sample:100", cross=True).cost
        print_row(case.project.name, len(case.units), *map(seconds, (both, without, first, again, sample)))


def first(options: argparse.Namespace) -> None:
    """Print what a new user sees of each project."""
    print_heading(
        "project", "sources", "classes", "more reached", "met twice", "findings", "files that fail", "status",
        "podcheck", "clang++", "of it",
    )  # fmt: skip
    for case in cases(options, 1_000_000):
        root = case.project.root
        made = root / "build" / DATABASE  # by the project's own build; the others are what make says that it would do
        database = made if made.is_file() else case.folder / DATABASE
        (root / DATABASE).write_bytes(database.read_bytes())
        with scratch(case.work) as cache:
            command = ["env", "-C", str(root / "source"), *PODCHECK, "check", "--no-config", "--cache-dir", str(cache)]
            command += ["-j", str(case.jobs), "--no-cross-check", "--report", f"json={root / 'first.json'}"]
            run = run_measured(command, root / "first.txt")
        (root / "first.log").write_text(run.log)
        sight = read_first(root)
        compiled, _ = case.compile()
        print_row(
            case.project.name, len(case.units), sight.classes, sight.more, sight.twice, sight.findings,
            sight.failing if sight.is_told(run.log) else f"**{sight.failing}**",
            run.status if run.status == sight.status else f"**{run.status}**",
            f"{run.cost.cpu:.1f} s", f"{compiled.cpu:.1f} s", ratio(run.cost.cpu, compiled.cpu),
        )  # fmt: skip


@dataclass(frozen=True)
class FirstReport:
    """What a new user sees of a project."""

    classes: int
    more: int
    twice: int
    """Records of a class that has one already: the same one to the linker, at the same place, in the same dialect."""
    findings: str
    failures: tuple[str, ...]
    """The files that were not analysed in full."""
    status: int
    """What the exit status must be."""

    @property
    def failing(self) -> int:
        return len(self.failures)

    def is_told(self, log: str) -> bool:
        """Whether each file that fails has a line of its own in what the run said, and no more than one."""
        lines = log.splitlines()
        return all(sum(line.startswith(f"podcheck: {file}:") for line in lines) == 1 for file in self.failures)


def read_first(root: Path) -> FirstReport:
    """Return what the first run's reports say."""
    table = (root / "first.txt").read_text(errors="replace")
    report = json.loads((root / "first.json").read_text())
    places = Counter(
        (record["usr"], *(record["location"][key] for key in ("file", "line", "column")), record["std"])
        for record in report["records"]
    )
    codes = Counter(finding["code"] for finding in report["findings"])
    failures = dict.fromkeys(error["file"] for error in report["errors"])
    return FirstReport(
        count_classes_in(table),
        sum(map(int, re.findall(r"and (\d+)\s+more\s+that\s+these\s+reach", table))),
        sum(count - 1 for count in places.values()),
        ", ".join(f"{count} {code}" for code, count in codes.most_common()) or "none",
        tuple(failures),
        2 if failures else int(bool(codes)),
    )


def gcc_check(unit: Unit) -> list[str]:
    """Return the command by which g++ checks the unit's syntax."""
    return [newest("g++"), *syntax_check(unit)[1:]]


def file(options: argparse.Namespace) -> None:
    """Print what single files cost, nothing kept, as medians of the rounds; a round runs every command once."""
    print_heading("file", "clang++", "`--no-cache`", "of clang++", "an empty cache", "of clang++", "at most", "met")
    work = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    for name in HEAVY:
        path = str(INPUTS / name)
        costs: list[tuple[Cost, Cost, Cost]] = []
        for _ in range(options.rounds):
            with scratch(work) as cache:
                plain = [*PODCHECK, "check", "--no-config", "--no-cross-check", "--std", "c++20", path]
                commands = (
                    [newest("clang++"), "-std=c++20", "-w", "-fsyntax-only", path],
                    [*plain, "--no-cache"],
                    [*plain, "--cache-dir", str(cache)],
                )
                clang, without, empty = (run_measured(words, work / "output", watch=False).cost for words in commands)
                costs.append((clang, without, empty))
        walls = [statistics.median(cost[at].wall for cost in costs) for at in range(3)]
        of_clang = [statistics.median(cost[at].wall / cost[0].wall for cost in costs) for at in (1, 2)]
        targets = [Target(name, "wall of clang++'s", each, 1.05) for each in of_clang]
        print_row(
            name, f"{walls[0]:.2f} s", f"{walls[1]:.2f} s", f"{of_clang[0]:.2f}", f"{walls[2]:.2f} s",
            f"{of_clang[1]:.2f}", "1.05", " / ".join(target.mark for target in targets),
        )  # fmt: skip


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """Start a Dask scheduler and two workers on this machine; the scheduler's address."""
    dask = [sys.executable, "-m", "dask"]
    started: list[subprocess.Popen[str]] = []
    try:
        scheduler = subprocess.Popen(
            [*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"],
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        started.append(scheduler)
        assert scheduler.stderr is not None
        address = next(match[0] for line in scheduler.stderr if (match := re.search(r"tcp://127\.0\.0\.1:\d+", line)))
        threading.Thread(target=scheduler.stderr.read, daemon=True).start()
        worker = ["worker", address, "--nworkers", "1", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1"]
        started += [subprocess.Popen([*dask, *worker], stderr=subprocess.DEVNULL, text=True) for _ in range(2)]
        time.sleep(5.0)
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


COMMANDS: dict[str, Callable[[argparse.Namespace], int | None]] = {
    "speed": speed,
    "same": same,
    "growth": growth,
    "floor": floor,
    "changes": changes,
    "crossed": crossed,
    "first": first,
    "file": file,
    "report": report,
}


def main() -> int:
    """Run one command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=list(COMMANDS))
    parser.add_argument("work", type=Path)
    parser.add_argument("--project", default="duckdb", metavar="NAME", help="several parted by commas, or `all`")
    parser.add_argument("--install", action="store_true", help="install the Debian packages that a project needs")
    parser.add_argument("--units", type=int, default=MANY_UNITS, help="how many units of a project, taken evenly")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--isolate-headers", action="store_true", help="`--isolate` with the headers' classes as well")
    parser.add_argument("--tidy", type=int, default=0, help="clang-tidy sees every so many-th unit; 0: none")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--classes", type=int, default=MOST_CLASSES, help="how many are generated")
    options = parser.parse_args()
    if unknown := {*options.project.split(",")} - {*RECIPES, "all"}:
        parser.error(f"no project is called {', '.join(sorted(unknown))}; there are {', '.join(RECIPES)}")
    return int(bool(COMMANDS[options.what](options)))


if __name__ == "__main__":
    sys.exit(main())
