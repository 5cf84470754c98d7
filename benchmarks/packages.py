"""What podcheck finds where packages rely on a trait that a class lacks, beside what was judged, and what it costs.

    python benchmarks/packages.py findings WORK [--package NAME]... [--install] [--held-out [CHOICE]]
    python benchmarks/packages.py refused WORK [--package NAME]... [--install] [--held-out [CHOICE]]
    python benchmarks/packages.py silent WORK [--package NAME]... [--install] [--held-out [CHOICE]]
    python benchmarks/packages.py cost WORK [--package NAME]... [--rounds 2] [--sources 8]

WORK is a folder that the sources are fetched into, from Debian, and configured, once (`projects`). Of each package the
sources with the most calls of memcpy, memset and their kin count, up to forty: these are chosen for having many.
`--held-out` takes the packages of a choice that nothing had been fixed on (`package_recipes.HELD_OUT`).

`findings`: what `podcheck check` says of uses there, each with its line of code and its judgement, which stands in
uses_judged.csv; one that nobody has judged yet says so. Then the numbers: what is strictly right is at the right
place, for the right reason, with the right value that is lost, and has advice that can be taken. A judged finding that
podcheck has no more is printed as gone.
`refused`: of how many of these sources clang++ has an error: there a finding, or none, is weaker evidence.
`silent`: places of which g++ (-Wclass-memaccess) or clang++ (-Wnontrivial-memcall) says something and podcheck
nothing, and the other way round.
`cost`: processor time with uses and with `--no-uses`, in turn.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from commands import newest
from dry_run import Unit
from measurement import children_cpu
from package_builds import CALLS
from package_recipes import COPIES, EVERY, HELD_OUT, RECIPES, SOURCES_OF
from projects import Project, Unavailable, prepare, refuse
from tables import print_heading, print_row

MOST = 40
"""How many sources of a package are checked, where package_recipes.SOURCES_OF has no other number."""

PODCHECK = [sys.executable, "-m", "podcheck"]
JUDGED = Path(__file__).parent / "uses_judged.csv"
WARNING = re.compile(
    r"^(?P<file>[^\s:]+):(?P<line>\d+):\d+: warning: .*"
    r"\[-W(?P<name>class-memaccess|nontrivial-memcall|nontrivial-memaccess|dynamic-class-memaccess)\]$",
    re.MULTILINE,
)
NOT_FOR_WARNINGS = ("-W", "-O", "--param", "-ferror-limit")
"""How flags begin that `silent` leaves out, beside `-w`: they decide about warnings, or g++ does not know them."""
WARN = {
    "g++": ("-Wclass-memaccess",),
    "clang++": ("-ferror-limit=0", "-Wno-everything", "-Wnontrivial-memcall", "-Wdynamic-class-memaccess"),
}
OTHER_CODES = ("odr-violation",)
"""Findings that are of no use of a class."""
JUDGEMENTS = ("right", "reason", "doubtful", "false")
"""`reason`: the place is right, but the reason, the value that is lost or the advice is not."""


def chosen_units(project: Project) -> list[Unit]:
    """Return the units with the most such calls in their sources, the most first."""
    there = [unit for unit in project.units if Path(unit.file).is_file()]  # some are made by the build
    counted = [(len(CALLS.findall(Path(unit.file).read_bytes())), unit) for unit in there]
    ordered = sorted((item for item in counted if item[0]), key=lambda item: (-item[0], item[1].file))
    return [unit for _, unit in ordered[: SOURCES_OF.get(project.name, MOST)]]


def check_words(database: Path, units: Sequence[Unit], *options: str) -> list[str]:
    """Return podcheck's command over the units."""
    fixed = ["--no-cross-check", "--no-config", "--no-cache", "-j2", "--format", "json"]
    return [*PODCHECK, "check", *(unit.file for unit in units), "-p", str(database), *fixed, *options]


@dataclass(frozen=True)
class Use:
    """One finding of a use. `file`: below the package's sources."""

    file: str
    line: int
    code: str
    record: str
    message: str
    text: str

    @property
    def key(self) -> tuple[str, int, str, str]:
        return self.file, self.line, self.code, self.record


def uses_of(project: Project, units: Sequence[Unit]) -> tuple[list[Use], int]:
    """Return what is found, and how many errors there are in files."""
    words = check_words(project.write_database(units), units)
    done = subprocess.run(words, cwd=project.root, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1, 2) or not done.stdout:
        sys.exit(f"{project.name}: podcheck ended with {done.returncode}\n{done.stderr[-2000:]}")
    report = json.loads(done.stdout)
    return list(_read_uses(project, report["findings"])), len(report["errors"])


def _read_uses(project: Project, findings: Sequence[Mapping[str, object]]) -> Iterator[Use]:
    top = (project.root / "source").resolve()
    for finding in findings:
        if finding["code"] in OTHER_CODES:
            continue
        place = finding["location"]
        assert isinstance(place, dict)
        path = Path(os.path.normpath(project.root / str(place["file"])))
        line = int(place["line"])
        text = path.read_text(errors="replace").splitlines()[line - 1].strip()
        file = str(path.relative_to(top)) if path.is_relative_to(top) else str(path)
        yield Use(file, line, str(finding["code"]), str(finding["record"]), str(finding["message"]), text)


def read_judged() -> dict[tuple[str, str, int, str, str], tuple[str, str]]:
    """Return judgement and reason by package, file, line, code and class."""
    if not JUDGED.is_file():
        return {}
    with JUDGED.open(newline="") as stream:
        return {
            (row["package"], row["file"], int(row["line"]), row["code"], row["class"]): (row["judgement"], row["why"])
            for row in csv.DictReader(stream)
        }


def findings(projects: Sequence[Project]) -> None:
    """Print each finding with its judgement, then the numbers of each package."""
    judged = read_judged()
    rows = []
    for project in projects:
        units = chosen_units(project)
        uses, errors = uses_of(project, units)
        copies = [use for use in uses if use.file.startswith(COPIES.get(project.name, "\0"))]
        own = [use for use in uses if use not in copies]
        counts: Counter[str] = Counter()
        for use in own:
            judgement, why = judged.get((project.name, *use.key), ("not judged", ""))
            counts[judgement] += 1
            print(f"{project.name} {use.file}:{use.line}: {use.code}: {use.record}: {judgement}: {why}")
            print(f"    {use.text}\n    {use.message}", flush=True)
        keys = {(project.name, *use.key) for use in own}
        gone = [key for key in judged if key[0] == project.name and key not in keys]
        for key in gone:
            print(f"{key[0]} {key[1]}:{key[2]}: {key[3]}: {key[4]}: gone: it was judged {judged[key][0]}")
        numbers = (*(counts[name] for name in (*JUDGEMENTS, "not judged")), len(gone), len(copies))
        rows.append((project.name, len(units), errors, len(own), len(keys), *numbers))
    print()
    print_heading("package", "sources", "errors", "findings", "places", *JUDGEMENTS, "not judged", "gone", "copies")
    for row in rows:
        print_row(*row)
    print_row("all", *(sum(column) for column in zip(*(row[1:] for row in rows), strict=True)))


def refused(projects: Sequence[Project]) -> None:
    """Print how many of the sources have an error of the compiler's, and the commonest of these."""
    print_heading("package", "sources", "with an error", "the commonest error")
    for project in projects:
        units = chosen_units(project)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            errors = [error for error in pool.map(refuse, units) if error]
        messages = Counter(error.partition("error: ")[2] for error in errors)
        print_row(
            project.name, len(units), len(errors), *(message for message, _ in messages.most_common(1) or [("", 0)])
        )
        sys.stdout.flush()


def silent(projects: Sequence[Project]) -> None:
    """Print where compilers and podcheck differ."""
    for project in projects:
        units = chosen_units(project)
        own = {(use.file, use.line): use.code for use in uses_of(project, units)[0]}
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            warned: dict[tuple[str, int], set[str]] = {}
            for places in pool.map(partial(warnings_of, project), units):
                for file, line, name in places:
                    warned.setdefault((file, line), set()).add(name)
        both = own.keys() & warned.keys()
        print(
            f"{project.name}: {len(both)} places of both, {len(own) - len(both)} of podcheck alone, "
            f"{len(warned) - len(both)} of compilers alone"
        )
        for key in sorted(warned.keys() - own.keys()):
            lines = (project.root / "source" / key[0]).read_text(errors="replace").splitlines()
            print(f"    {key[0]}:{key[1]}: {', '.join(sorted(warned[key]))}: {lines[key[1] - 1].strip()}")


def warnings_of(project: Project, unit: Unit) -> list[tuple[str, int, str]]:
    """Return the places that g++ and clang++ warn of, below the package's sources."""
    result = []
    flags = [word for word in unit.arguments[1:] if word != "-w" and not word.startswith(NOT_FOR_WARNINGS)]
    top = (project.root / "source").resolve()
    for words in ([newest("g++"), *WARN["g++"], *flags], [newest("clang++"), *WARN["clang++"], *flags]):
        done = subprocess.run(
            [*words, "-fsyntax-only", unit.file], cwd=unit.directory, capture_output=True, text=True,
            errors="replace", check=False, env={**os.environ, "LC_ALL": "C"},
        )  # fmt: skip
        refusals = [line for line in done.stderr.splitlines() if line.startswith(f"{words[0]}: error: ")]
        for line in refusals[:1]:  # it did not take the flags, and so has not read the source
            print(f"{unit.file}: {line}", file=sys.stderr, flush=True)
        for match in WARNING.finditer(done.stderr):
            path = Path(os.path.normpath(Path(unit.directory) / match["file"]))
            if path.is_relative_to(top):
                result.append((str(path.relative_to(top)), int(match["line"]), f"{words[0]} -W{match['name']}"))
    return result


def cost(projects: Sequence[Project], rounds: int, count: int) -> None:
    """Print processor time with uses and without, in turn."""
    print_heading("package", "sources", "--no-uses", "with uses", "ratio")
    for project in projects:
        units = chosen_units(project)[:count]
        database = project.write_database(units)
        seconds = {"--no-uses": 0.0, "--uses": 0.0}
        for number in range(rounds):
            for option in sorted(seconds, reverse=bool(number % 2)):
                before = children_cpu()
                subprocess.run(
                    check_words(database, units, option), cwd=project.root, stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL, check=False,
                )  # fmt: skip
                seconds[option] += children_cpu() - before
        without, with_uses = (seconds[option] / rounds for option in ("--no-uses", "--uses"))
        print_row(project.name, len(units), f"{without:.2f} s", f"{with_uses:.2f} s", f"{with_uses / without:.2f}")


def main() -> int:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("prepare", "findings", "refused", "silent", "cost"))
    parser.add_argument("work", type=Path)
    parser.add_argument("--package", action="append", choices=[*EVERY])
    parser.add_argument(
        "--held-out", nargs="?", const=next(iter(HELD_OUT)), choices=[*HELD_OUT],
        help="the packages that nothing was fixed on; without a name those of the first choice",
    )  # fmt: skip
    parser.add_argument("--install", action="store_true")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--sources", type=int, default=8)
    options = parser.parse_args()
    names = options.package or list(HELD_OUT.get(options.held_out, RECIPES))
    projects, missing = [], False
    for name in names:
        try:
            projects.append(prepare(options.work.resolve(), name, options.install, EVERY))
            print(f"{name}: {len(projects[-1].units)} units", file=sys.stderr, flush=True)
        except Unavailable as reason:
            print(f"{name}: not to be had: {reason}", file=sys.stderr, flush=True)
            missing = True
    if options.what == "findings":
        findings(projects)
    elif options.what == "refused":
        refused(projects)
    elif options.what == "silent":
        silent(projects)
    elif options.what == "cost":
        cost(projects, options.rounds, options.sources)
    return int(missing)


if __name__ == "__main__":
    sys.exit(main())
