"""What podcheck finds where packages rely on a trait that a class lacks, beside what was judged, and what it costs.

    python benchmarks/packages.py findings WORK [--package NAME]... [--install] [--held-out]
    python benchmarks/packages.py silent WORK [--package NAME]... [--install] [--held-out]
    python benchmarks/packages.py cost WORK [--package NAME]... [--rounds 2] [--sources 8]

WORK is a folder that the sources are fetched into, from Debian, and configured, once (`projects`). Of each package the
sources with the most calls of memcpy, memset and their kin count, up to forty: these are chosen for having many.

`findings`: what `podcheck check` says of uses there, each with its line of code and its judgement, which stands in
uses_judged.csv; one that nobody has judged yet says so. Then the numbers: what is strictly right is at the right
place, for the right reason, with the right value that is lost, and has advice that can be taken.
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
from projects import Build, CMakeBuild, MakeBuild, MesonBuild, Project, Recipe, Unavailable, prepare
from tables import print_heading, print_row

MOST = 40
"""How many sources of a package are checked."""

PODCHECK = [sys.executable, "-m", "podcheck"]
JUDGED = Path(__file__).parent / "uses_judged.csv"
CALLS = re.compile(rb"\b(?:mem(?:cpy|move|set|cmp)|bzero|bcopy|qsort|realloc|malloc|calloc|fread|fwrite|offsetof)\s*\(")
WARNING = re.compile(
    r"^(?P<file>[^\s:]+):(?P<line>\d+):\d+: warning: .*"
    r"\[-W(?P<name>class-memaccess|nontrivial-memcall|nontrivial-memaccess|dynamic-class-memaccess)\]$",
    re.MULTILINE,
)
JUDGEMENTS = ("right", "reason", "doubtful", "false")
"""`reason`: the place is right, but the reason, the value that is lost or the advice is not."""


@dataclass(frozen=True)
class FlatBuild:
    """All C++ sources below some folders, with the same flags: for a package whose build has no more to it."""

    folders: tuple[str, ...]
    flags: tuple[str, ...]
    without: tuple[str, ...] = ()
    """Words of a path that is left out: for other platforms."""
    tools: Sequence[str] = ()

    def units(self, source: Path, build: Path, log: Path) -> list[Unit]:
        build.mkdir()
        files = sorted(
            file
            for folder in self.folders
            for file in (source / folder).rglob("*")
            if file.suffix in (".cpp", ".cc", ".cxx")
        )
        chosen = [file for file in files if not any(word in str(file.relative_to(source)) for word in self.without)]
        calling = [file for file in chosen if CALLS.search(file.read_bytes())]
        log.write_text(f"{len(calling)} sources of {len(chosen)}\n")
        return [Unit(str(source), str(file), (newest("clang++"), *self.flags)) for file in calling]


def _recipe(package: str, build: Build, needs: str = "", without: tuple[str, ...] = ()) -> Recipe:
    return Recipe(package, build, tuple(needs.split()), without)


RECIPES: Mapping[str, Recipe] = {
    "amule": _recipe(
        "amule=1:2.3.3-3",
        CMakeBuild(("-DBUILD_DAEMON=OFF", "-DENABLE_NLS=OFF", "-DCMAKE_CXX_STANDARD=14")),
        "libwxgtk3.2-dev libcrypto++-dev libgd-dev libupnp-dev libgeoip-dev bison flex zlib1g-dev",
    ),
    "bochs": _recipe("bochs=3.0+dfsg-1", MakeBuild(("--with-nogui", "--enable-all-optimizations"), goals=("all",))),
    "fldigi": _recipe(
        "fldigi=4.1.23-1",
        MakeBuild(("--without-hamlib", "--disable-silent-rules"), ("src",), ("all",)),
        "libfltk1.3-dev libsamplerate0-dev libsndfile1-dev portaudio19-dev libxft-dev libpng-dev",
    ),
    "gdcm": _recipe("gdcm=3.0.21-1", CMakeBuild(("-DGDCM_BUILD_APPLICATIONS=ON", "-DGDCM_BUILD_TESTING=OFF"))),
    "gmsh": _recipe("gmsh=4.8.4+ds2-3", CMakeBuild(("-DENABLE_FLTK=OFF", "-DENABLE_OCC=OFF"))),
    "libraw": _recipe(
        "libraw=0.20.2-2.1+deb12u1",
        FlatBuild(("src",), ("-std=gnu++14", "-I.", "-DUSE_ZLIB", "-DLIBRAW_NOTHREADS"), ("_ph.cpp",)),
        "zlib1g-dev",
    ),
    "mednafen": _recipe(
        "mednafen=1.32.1+dfsg-2",
        MakeBuild(("--disable-silent-rules", "--disable-jack"), ("src",), ("all",)),
        "libsdl2-dev libflac-dev zlib1g-dev libasound2-dev libzstd-dev",
    ),
    "ode": _recipe("ode=2:0.16.2-1", CMakeBuild(("-DODE_WITH_DEMOS=OFF",))),
    "openh264": _recipe(
        "openh264=2.3.1+dfsg-3+deb12u2",
        MakeBuild(goals=("libraries", "binaries", "USE_ASM=No", "QUIET_CXX=", "QUIET_CC=")),
    ),
    "plib": _recipe(
        "plib=1.8.5-14",
        FlatBuild(
            ("src",),
            (
                "-std=gnu++14", "-Wno-register", "-Isrc/util", "-Isrc/sg", "-Isrc/ssg", "-Isrc/fnt", "-Isrc/js",
                "-Isrc/net", "-Isrc/psl", "-Isrc/pu", "-Isrc/pui", "-Isrc/puAux", "-Isrc/pw", "-Isrc/sl",
                "-Isrc/ssgAux",
            ),
            ("Windows", "MacOS", "BSD", "Win32"),
        ),
        "libgl-dev libglu1-mesa-dev libxi-dev",
    ),
    "xrootd": _recipe(
        "xrootd=5.5.3-1",
        CMakeBuild(
            (
                "-DENABLE_PYTHON=OFF", "-DENABLE_CEPH=OFF", "-DENABLE_VOMS=OFF", "-DENABLE_SCITOKENS=OFF",
                "-DENABLE_TESTS=OFF",
            ),
            ("XrdVersion.hh",),
        ),
        "libssl-dev libxml2-dev libreadline-dev uuid-dev zlib1g-dev",
    ),
}  # fmt: skip
"""Chosen for having many calls of memset and memcpy in C++ sources, before podcheck was run on them."""

HELD_OUT: Mapping[str, Recipe] = {
    "desmume": _recipe(
        "desmume=0.9.13-4",
        MesonBuild(("-Dfrontend-gtk=false",), top="desmume/src/frontend/posix"),
        "libsdl2-dev libglib2.0-dev libpcap-dev zlib1g-dev",
    ),
    "iqtree": _recipe("iqtree=2.0.7+dfsg-1", CMakeBuild(("-DIQTREE_FLAGS=single",)), "libeigen3-dev zlib1g-dev"),
    "squid": _recipe(
        "squid=5.7-2+deb12u6",
        MakeBuild(
            ("--disable-silent-rules", "--with-openssl", "--without-mit-krb5", "--without-heimdal-krb5"),
            ("lib", "src"),
            ("all",),
        ),
        "libssl-dev libltdl-dev",
    ),
}
"""Looked at when what the others showed was fixed."""


def chosen_units(project: Project) -> list[Unit]:
    """Return the units with the most such calls in their sources, the most first."""
    counted = [(len(CALLS.findall(Path(unit.file).read_bytes())), unit) for unit in project.units]
    ordered = sorted((item for item in counted if item[0]), key=lambda item: (-item[0], item[1].file))
    return [unit for _, unit in ordered[:MOST]]


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
        counts: Counter[str] = Counter()
        for use in uses:
            judgement, why = judged.get((project.name, *use.key), ("not judged", ""))
            counts[judgement] += 1
            print(f"{project.name} {use.file}:{use.line}: {use.code}: {use.record}: {judgement}: {why}")
            print(f"    {use.text}\n    {use.message}", flush=True)
        places = len({use.key[:3] for use in uses})
        numbers = (*(counts[name] for name in JUDGEMENTS), counts["not judged"])
        rows.append((project.name, len(units), errors, len(uses), places, *numbers))
    print()
    print_heading("package", "sources", "errors", "findings", "places", *JUDGEMENTS, "not judged")
    for row in rows:
        print_row(*row)


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
    flags = [word for word in unit.arguments[1:] if not word.startswith(("-W", "-O", "--param"))]
    top = (project.root / "source").resolve()
    for words in (
        [newest("g++"), "-Wclass-memaccess", *flags],
        [newest("clang++"), "-Wno-everything", "-Wnontrivial-memcall", "-Wdynamic-class-memaccess", *flags],
    ):
        done = subprocess.run(
            [*words, "-fsyntax-only", unit.file], cwd=unit.directory, capture_output=True, text=True,
            errors="replace", check=False, env={**os.environ, "LC_ALL": "C"},
        )  # fmt: skip
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
    parser.add_argument("what", choices=("prepare", "findings", "silent", "cost"))
    parser.add_argument("work", type=Path)
    parser.add_argument("--package", action="append", choices=[*RECIPES, *HELD_OUT])
    parser.add_argument("--held-out", action="store_true", help="the packages that were looked at last")
    parser.add_argument("--install", action="store_true")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--sources", type=int, default=8)
    options = parser.parse_args()
    recipes = {**RECIPES, **HELD_OUT}
    names = options.package or list(HELD_OUT if options.held_out else RECIPES)
    projects, missing = [], False
    for name in names:
        try:
            projects.append(prepare(options.work.resolve(), name, options.install, recipes))
            print(f"{name}: {len(projects[-1].units)} units", file=sys.stderr, flush=True)
        except Unavailable as reason:
            print(f"{name}: not to be had: {reason}", file=sys.stderr, flush=True)
            missing = True
    if options.what == "findings":
        findings(projects)
    elif options.what == "silent":
        silent(projects)
    elif options.what == "cost":
        cost(projects, options.rounds, options.sources)
    return int(missing)


if __name__ == "__main__":
    sys.exit(main())
