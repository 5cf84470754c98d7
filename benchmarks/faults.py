"""What becomes of a run when things go wrong: counted, and every report compared with that of a quiet run.

    python benchmarks/faults.py WORK [--seed 1] [--only stale] [--kills 60] [--scrambles 200] [--garbage 1500] ...

Over a generated project (16 units, 150 classes and some of the C++ library's): worker processes killed at random
moments, a cache truncated and scrambled at random offsets, a cache on a full disk (a small tmpfs, if this may be
mounted; else a limit on the size of files), the clock set back between two runs, a database that names files which
are not there, and C++ files mutated or made of garbage, each beside sound ones.

Small projects that come to mean something else between two runs, or during one (`tests/cache/scenarios.py`): the
second run must say what one without a cache says. That is counted for facts, for what compilers said, and for
precompiled headers that were kept when the facts are gone. And what is meant to harm, in `attacks.py`.

A row says how often it was tried, and how often it held: podcheck ended in a way that it promises (an exit status of
0, 1 or 2 and no traceback), and the report of what is sound was the quiet run's, byte by byte. What did not hold is
named on standard error, and the exit status is 1 then.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import attacks
from attempts import PODCHECK, REPOSITORY, UNITS, Count, Done, command, database, finished, project, run, started
from commands import started_by

from podcheck.cache import clear
from tests.cache.running import answer, spread
from tests.cache.scenarios import SCENARIOS, Scenario


def kills(folder: Path, times: int, dice: random.Random) -> Count:
    """A worker is killed at a random moment; where the run is over by then, it does not count."""
    count = Count()
    alone = command(folder, None, "--no-cross-check")
    quiet = finished(started(alone))
    tries = 0
    while count.tried < times and tries < 10 * times:
        tries += 1
        process = started(alone)
        time.sleep(dice.uniform(0.2, 1.2))
        running = started_by(process.pid) if process.poll() is None else []
        killed = False
        if running:
            with contextlib.suppress(ProcessLookupError):
                os.kill(dice.choice(running), signal.SIGKILL)
                killed = True
        done = finished(process)
        if killed:
            count.add(ended=done.as_promised, same=done.records == quiet.records)
    return count


def scrambles(folder: Path, quiet: Done, times: int, dice: random.Random, cache: Path) -> Count:
    """The cache of a run is truncated, or a random part of it overwritten; the next run goes on with it."""
    count = Count()
    run(folder, cache)
    sound = cache.with_name("sound")
    shutil.copytree(cache, sound)
    for number in range(times):
        shutil.rmtree(cache)
        shutil.copytree(sound, cache)
        file = dice.choice(sorted(path for path in cache.rglob("*") if path.is_file() and path.stat().st_size))
        data = bytearray(file.read_bytes())
        at = dice.randrange(len(data))
        if number % 4 == 0:
            del data[at:]
        else:
            length = dice.choice((1, 16, 4096))
            data[at : at + length] = dice.randbytes(min(length, len(data) - at))
        file.write_bytes(data)
        done = run(folder, cache)
        count.add(ended=done.as_promised, same=done.records == quiet.records)
    return count


def full_disk(folder: Path, quiet: Done, cache: Path) -> Count:
    """The cache's disk has too little room, from the first byte on and at every size up to what a run needs."""
    count = Count()
    for kib in (0, 4, 16, 32, 64, 128, 256, 512):
        shutil.rmtree(cache, ignore_errors=True)
        cache.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={max(4, kib)}k", "tmpfs", str(cache)]
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
        limit = [] if mounted else ["prlimit", f"--fsize={kib * 1024}"]
        count.note = "a tmpfs of 4 to 512 KiB" if mounted else "files of at most 0 to 512 KiB"
        try:
            if mounted and kib == 0:
                (cache / "filler").write_bytes(bytes(4096))
            for _ in range(2):
                done = run(folder, cache, limit)
                count.add(ended=done.as_promised, same=done.records == quiet.records)
        finally:
            if mounted:
                subprocess.run(["umount", str(cache)], check=True)
    return count


def clock_back(folder: Path, quiet: Done, cache: Path) -> Count:
    """A source is changed with an older time than the cache's facts, and changed back; sizes stay the same."""
    count = Count()
    file = folder / "u0.cpp"
    before = file.read_bytes()
    for hours in (1, 24, 24 * 365, -1, -24 * 365):
        shutil.rmtree(cache, ignore_errors=True)
        run(folder, cache)
        file.write_bytes(before.replace(b"int a;", b"int& a", 1).replace(b"int& a", b"int&a;", 1))
        moment = time.time() - hours * 3600
        os.utime(file, (moment, moment))
        changed = run(folder, cache)
        fresh = run(folder, None)
        count.add(ended=changed.as_promised, same=changed.records == fresh.records != quiet.records)
        file.write_bytes(before)
        os.utime(file, (moment, moment))
        again = run(folder, cache)
        count.add(ended=again.as_promised, same=again.records == quiet.records)
    return count


def missing_files(folder: Path, quiet: Done) -> Count:
    """The database names files that are not there: each is told, and the rest is as it was."""
    count = Count()
    names = [f"u{number}.cpp" for number in range(UNITS)]
    for absent in (1, 10, 100):
        database(folder, [*names, *(f"gone{number}.cpp" for number in range(absent))])
        done = run(folder, None)
        reported = sum(f"gone{number}.cpp" in done.said for number in range(absent))
        count.add(ended=done.as_promised and done.status == 2 and reported > 0, same=done.records == quiet.records)
    database(folder, names)
    return count


def garbage(work: Path, times: int, dice: random.Random) -> Count:
    """Mutated and random sources beside a sound one, whose classes must be in the report as they are alone.

    No sample has classes of their names, of which there would be two.
    """
    count = Count()
    samples = sorted((REPOSITORY / "cpp_samples").rglob("*.cpp"))
    folder = work / "garbage"
    folder.mkdir()
    sound = folder / "sound.cpp"
    sound.write_text("namespace beside { struct Sound { int a; }; struct Other { virtual ~Other(); }; }\n")
    alone = records_of([sound])
    for at in range(0, times, 10):
        files = []
        for number in range(at, min(times, at + 10)):
            file = folder / f"bad{number}.cpp"
            file.write_bytes(spoilt(dice, samples))
            files.append(file)
        done = files_run([sound, *files])
        result = {item["usr"]: item for item in json.loads(done.records or "[]")}
        same = all(result.get(item["usr"]) == item for item in alone)
        for _ in files:
            count.add(ended=done.as_promised, same=same)
    return count


def spoilt(dice: random.Random, samples: list[Path]) -> bytes:
    """A sample with bytes changed, cut, doubled, or something that was never C++."""
    data = bytearray(dice.choice(samples).read_bytes())
    form = dice.randrange(6)
    if form == 0:
        return dice.randbytes(dice.randrange(1, 5000))
    if form == 1:
        return bytes(data[: dice.randrange(1, len(data))])
    if form == 2:
        return b"".join(
            dice.choice((b"{", b"(", b"<", b"struct S", b"template<", b"}", b";", b"\n")) for _ in range(999)
        )
    for _ in range(dice.choice((1, 3, 30))):
        at = dice.randrange(len(data))
        if form == 3:
            data[at] = dice.randrange(256)
        elif form == 4:
            del data[at : at + dice.randrange(1, 40)]
        else:
            other = dice.randrange(len(data))
            data[at:at] = data[other : other + dice.randrange(1, 80)]
        if not data:
            break
    return bytes(data)


def files_run(files: list[Path]) -> Done:
    words = [*PODCHECK, "check", *map(str, files), "--no-cross-check", "--no-cache", "-j", "2", "--format", "json"]
    return finished(started([*words, "--timeout", "20"]))


def records_of(files: list[Path]) -> list[dict[str, object]]:
    result: list[dict[str, object]] = json.loads(files_run(files).records)
    return result


def stale(work: Path, dice: random.Random, kind: str) -> Count:
    """What scenarios' second runs say, beside runs without a cache. `kind`: what is kept of the first ones."""
    count = Count()
    reported = 0
    for scenario in dice.sample(SCENARIOS, len(SCENARIOS)):
        if scenario.alone and kind != "compiles":
            continue
        folder = work / f"stale_{kind}_{count.tried}" / "b"
        cache = work / f"stale_{kind}" if kind != "prefixes" else folder.with_name("cache")
        first, second, fresh = scenario_answers(scenario, folder, cache, kind)
        count.add(scenario.name, ended=True, same=second == fresh)
        reported += first == fresh
    count.note = f"{reported} of them mean the same in spite of it" if reported else ""
    return count


def scenario_answers(scenario: Scenario, folder: Path, cache: Path, kind: str) -> tuple[str, str, str]:
    """Return what the first and the second run say, and one without a cache."""
    crossed = kind == "compiles"
    scenario.lay_out(folder)
    paths = spread(scenario, folder) if kind == "prefixes" else []
    time.sleep(0.2)
    first, _ = answer(scenario, folder, cache, crossed=crossed, second=False, paths=paths)
    if kind == "prefixes":
        clear(cache)
    with contextlib.suppress(AssertionError):  # a change that is for the text without a guard
        scenario.change(folder)
    second, _ = answer(scenario, folder, cache, crossed=crossed, second=True, paths=paths)
    fresh, _ = answer(scenario, folder, None, crossed=crossed, second=True, paths=paths)
    return first, second, fresh


@contextlib.contextmanager
def scratch(work: Path) -> Iterator[Path]:
    """A folder in that one, which is removed; what else lies there is somebody else's."""
    folder = work / f"faults_{time.time_ns()}"
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path, help="a folder to work in")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=60, help="of workers; and two thirds as many of whole runs")
    parser.add_argument("--scrambles", type=int, default=200)
    parser.add_argument("--garbage", type=int, default=1500)
    parser.add_argument("--files", type=int, default=200, help="with hostile names and texts, in every format")
    parser.add_argument("--names", type=int, default=200, help="in the HTML report")
    parser.add_argument("--readings", type=int, default=300, help="of each reader")
    parser.add_argument("--only", default="", help="do those attacks alone whose names have this in them")
    options = parser.parse_args()
    with scratch(options.work.resolve()) as work:
        folder, cache = project(work / "project"), work / "cache"
        quiet = run(folder, None)
        assert quiet.status == 0, quiet.said
        kinds: dict[str, Callable[[random.Random], Count]] = {
            "a worker killed": lambda dice: kills(folder, options.kills, dice),
            "a whole run killed": lambda dice: attacks.kill_runs(folder, quiet, options.kills * 2 // 3, dice, work),
            "the cache truncated or scrambled": lambda dice: scrambles(folder, quiet, options.scrambles, dice, cache),
            "the cache's disk full": lambda _: full_disk(folder, quiet, cache),
            "the clock set back or forward": lambda _: clock_back(folder, quiet, cache),
            "files of the database missing": lambda _: missing_files(folder, quiet),
            "mutated or garbage sources": lambda dice: garbage(work, options.garbage, dice),
            "sources that crash libclang": lambda _: attacks.crash_libclang(work / "crashes"),
            "stale answers: facts": lambda dice: stale(work, dice, "facts"),
            "stale answers: what compilers said": lambda dice: stale(work, dice, "compiles"),
            "stale answers: kept prefixes": lambda dice: stale(work, dice, "prefixes"),
            "what a change touches": lambda _: attacks.change(work / "changes"),
            "git's programs": lambda _: attacks.tempt_git(work / "git"),
            "hostile names and texts in every format": lambda dice: attacks.render(work / "files", options.files, dice),
            "hostile names in a browser": lambda dice: attacks.browse(work / "browser", options.names, dice),
            "odd entries of a database": lambda _: attacks.list_oddly(work / "odd"),
            "what an ordinary user may not read or write": lambda _: attacks.forbid(work / "forbidden"),
            "a Dask scheduler or worker that dies": lambda dice: attacks.kill_dask(work / "dask", dice),
            "readers": lambda _: attacks.misread(options.seed, options.readings),
        }
        return print_table(kinds, options.seed, options.only)


def print_table(kinds: Mapping[str, Callable[[random.Random], Count]], seed: int, only: str) -> int:
    """Do the attacks one after the other, print a row of each, and return the exit status."""
    print(f"seed {seed}\n\n| attack | tried | held | seconds |\n| --- | --: | --: | --: |")
    every = Count()
    for name, attack in kinds.items():
        if only not in name:
            continue
        begun = time.monotonic()
        count = attack(random.Random(f"{seed} {name}"))
        every.tried += count.tried
        every.held += count.held
        note = f" ({count.note})" if count.note else ""
        print(f"| {name}{note} | {count.tried} | {count.held} | {time.monotonic() - begun:.0f} |", flush=True)
        for what in count.wrong:
            print(f"{name}: {what}", file=sys.stderr, flush=True)
    print(f"| all | {every.tried} | {every.held} | |")
    return 0 if every.held == every.tried else 1


if __name__ == "__main__":
    sys.exit(main())
