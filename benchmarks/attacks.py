"""What somebody may prepare to harm a run, or to have its reader believe something: each attack as a count."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import site
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import fuzz
from attempts import PODCHECK, REPOSITORY, Count, Done, command, finished, project, started
from commands import started_by

from tests.discovery import touching
from tests.needs import find_program
from tests.robustness import hostile_files
from tests.robustness.test_a_crash_of_libclang import COMMANDS as COMMANDS_ON_A_FILE
from tests.robustness.test_a_crash_of_libclang import CRASHING
from tests.robustness.test_one_bad_input import ODD
from tests.security import hostile

FEW = ["--no-cross-check", "--no-cache"]
SOUND = "struct Sound { int a; };\n"
NOBODY = 65534
"""The user that is nobody: not root, and not who owns the files."""


def podcheck(*words: str, cwd: Path, user: int | None = None, variables: Mapping[str, str] | None = None) -> Done:
    """Return how a run there ended; its records are there if it printed JSON."""
    if user is None:
        return finished(started([*PODCHECK, *words], cwd=cwd, variables=variables))
    own = {"PYTHONPATH": os.pathsep.join((str(REPOSITORY), *site.getsitepackages()))}  # of a virtual environment
    python = shutil.which(f"python3.{sys.version_info.minor}", path=os.defpath) or sys.executable
    return finished(
        started([python, "-m", "podcheck", *words], cwd=cwd, user=user, variables={**own, **(variables or {})})
    )


# Processes


def kill_runs(folder: Path, quiet: Done, times: int, dice: random.Random, work: Path) -> Count:
    """A whole run is killed at a random moment; its workers go, and the next one with its cache is as ever.

    What it left among temporary files is gone after that one.
    """
    count = Count()
    cache, temporary = work / "killed_cache", work / "killed_temporary"
    temporary.mkdir()
    variables = {"TMPDIR": str(temporary)}
    tries = 0
    while count.tried < times and tries < 10 * times:
        tries += 1
        if dice.random() < 0.5:
            shutil.rmtree(cache, ignore_errors=True)
        process = started(command(folder, cache), variables=variables)
        time.sleep(dice.uniform(0.1, 1.5))
        workers = started_by(process.pid) if process.poll() is None else []
        if process.poll() is None:
            process.kill()
        process.communicate()
        if process.returncode != -signal.SIGKILL:
            continue
        deadline = time.monotonic() + 60
        while any(Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < deadline:
            time.sleep(0.05)
        gone = not any(Path(f"/proc/{pid}").exists() for pid in workers)
        done = finished(started(command(folder, cache), variables=variables))
        left = os.listdir(temporary)
        count.add(
            f"left {left}" if left else "",
            ended=done.as_promised and gone and not left,
            same=done.records == quiet.records,
        )
    return count


def kill_dask(folder: Path, dice: random.Random) -> Count:
    """The scheduler, or one of two workers, dies at a random moment: the report is whole, or what lacks is said."""
    from tests.workers.clusters import started_cluster

    count = Count()
    project(folder / "project")
    quiet = finished(started(command(folder / "project", None, "--no-cross-check")))
    whole = 0
    for number in range(20):
        with started_cluster(folder, ("one", "two")) as cluster:
            words = [*command(folder / "project", None, "--no-cross-check"), "--scheduler", cluster.address]
            process = started(words)
            time.sleep(dice.uniform(0.3, 4.0))
            victim = cluster.scheduler if number % 2 == 0 else dice.choice(cluster.workers)
            os.killpg(victim.pid, signal.SIGKILL)
            done = finished(process)
        same = done.records == quiet.records and done.status == 0
        whole += same
        count.add(
            str(done),
            ended=done.as_promised,
            same=same or (done.status == 2 and bool(done.said)),
        )
    count.note = f"{whole} reports were whole in spite of it"
    return count


def crash_libclang(folder: Path) -> Count:
    """A source on which libclang crashes costs itself, whatever the command, and is said."""
    count = Count()
    for number, (name, text) in enumerate(CRASHING.items()):
        place = folder / str(number)
        place.mkdir(parents=True)
        (place / "good.cpp").write_text(SOUND)
        (place / "bad.cpp").write_text(f"struct A {{ int i; }};\n{text}\n")
        for words in (*COMMANDS_ON_A_FILE, ("check", "bad.cpp", "good.cpp", "--no-cross-check")):
            done = podcheck(*words, cwd=place, variables={"PODCHECK_CACHE_DIR": str(folder / "cache")})
            output = "bad.cpp: the process that analysed it was lost" in done.said
            count.add(f"{name}: {' '.join(words)}: {done}", ended=done.as_promised and done.status == 2, same=output)
    return count


# Repositories


def tempt_git(folder: Path) -> Count:
    """Of the programs that a repository's configuration, attributes, hooks and the environment name, none is run."""
    count = Count()
    runs = 0
    for way in ("as it is", "contents missing", "variables"):
        for number, (name, arguments) in enumerate(hostile.COMMANDS.items()):
            place = folder / f"{way.replace(' ', '_')}_{number}"
            traps = hostile.Traps(place / "traps")
            repository = hostile.make_hostile(place / "repository", traps)
            hostile.git(repository, "update-ref", "refs/remotes/origin/main", "HEAD~1")
            variables: dict[str, str] = {}
            if way == "contents missing":
                hostile.take_contents_away(repository)
            elif way == "variables":
                program = traps.lay("variable")
                names = (
                    "EXTERNAL_DIFF",
                    "SSH_COMMAND",
                    "PAGER",
                    "PROXY_COMMAND",
                    "ASKPASS",
                    "EDITOR",
                    "SSH",
                    "TRACE2_EVENT",
                )
                variables = {**{f"GIT_{each}": program for each in names}, "GIT_EXEC_PATH": str(traps.folder)}
            traps.clear()
            words = [word.replace("@{upstream}", "origin/main") for word in arguments]
            done = podcheck(*words, cwd=repository, variables=variables)
            runs += 1
            for trap in sorted(set(os.listdir(traps.folder)) - {"marks"}):
                count.add(f"{way}, {name}: {trap}: {done}", ended=done.as_promised, same=trap not in traps.marks)
    count.note = f"in {runs} runs"
    return count


def change(folder: Path) -> Count:
    """What a change touches is analysed, and what it does not is not (`tests/discovery/touching.py`)."""
    count = Count()
    parts = touching.make_parts(folder / "parts")
    for number, (name, scenario) in enumerate(touching.SCENARIOS.items()):
        root = touching.lay_out(scenario, folder / str(number), parts)
        for answer in touching.answers(scenario, root):
            count.add(name, ended=True, same=answer == touching.expected(scenario))
    return count


# Files


def render(folder: Path, files: int, dice: random.Random) -> Count:
    """Files with hostile names and texts: every format is what its readers take, a terminal gets no orders."""
    from podcheck.report import FORMATS

    count = Count()
    for at in range(0, files, 10):
        place = folder / str(at)
        place.mkdir(parents=True)
        names = hostile_files.write_files(place, dice, min(10, files - at))
        reports = hostile_files.report_options(place)
        done = podcheck("check", *names, *reports, *hostile_files.HOW, cwd=place, variables={"GITHUB_ACTIONS": "true"})
        wrong = hostile_files.wrong_reports(place)
        for format_ in FORMATS:
            same = format_ not in wrong and hostile_files.is_printable(done.said)
            count.add(f"{place.name}: {format_}: {done}", ended=done.as_promised, same=same, times=len(names))
    return count


PIECES = (
    "<script>window.ran=1</script>", "</script>", "<!--", "-->", "<img src=x onerror=window.ran=1>", "javascript:", "'",
    '"', "&", "<", ">", "`", "${window.ran=1}", "{{7*7}}", "\udc80", "\u2028", "\u202e", "\0", "\x1b[2J", "\n", "%00",
    "#class=", "&lt;", "a", "::", "<svg onload=window.ran=1>", "</title>", "</style>", "]]>", "\\", "\\u003c",
    "__proto__", "constructor", "é", "\ud83d", "<b>", "=",
)  # fmt: skip
RAN = "window.ran !== undefined || document.querySelector('main img, main script') !== null"


def browse(folder: Path, names: int, dice: random.Random) -> Count:
    """Classes and files of hostile names in the HTML report, in a real browser: text, of which nothing runs."""
    from podcheck.report.formats.html import render_html
    from podcheck.report.options import Options
    from tests.report.chromium import Watched, chromium
    from tests.report.rich import hostile_report

    count = Count()
    if find_program("chromium") is None:
        count.note = "no chromium here"
        return count
    folder.mkdir()
    with chromium() as browser:
        for at in range(0, names, 20):
            some = [
                f"n{number}" + "".join(dice.choice(PIECES) for _ in range(dice.randrange(1, 9)))
                for number in range(min(20, names - at))
            ]
            file = folder / f"{at}.html"
            file.write_text(render_html(hostile_report(some), Options()), "utf-8")
            context = browser.new_context()
            seen = Watched(context.new_page())
            page = seen.open(file.as_uri())
            page.locator("#f-is").select_option("")
            whole = page.locator("#rows tr").count() == len(some)
            for number, name in enumerate(some):
                page.locator("#rows a.name").nth(number).click()
                page.get_by_role("heading", name="Root cause").wait_for(timeout=60_000)
                quiet = not page.evaluate(RAN)
                away = [each for each in seen.requests if not each.startswith((folder.as_uri(), "data:,"))]
                count.add(repr(name), ended=whole, same=quiet and not seen.complaints and not away)
                page.get_by_role("link", name="← all classes").click()
            context.close()
    return count


def list_oddly(folder: Path) -> Count:
    """An entry of a database that is none costs itself."""
    count = Count()
    for number, (name, odd) in enumerate(ODD.items()):
        place = folder / str(number)
        place.mkdir(parents=True)
        (place / "a.cpp").write_text("struct A { int i; };\n")
        (place / "b.cpp").write_text("struct Sound { int i; };\n")
        plain = {"directory": str(place), "file": "a.cpp", "arguments": ["c++", "-c", "a.cpp"]}
        items = [{**plain, **odd}, {**plain, "file": "b.cpp", "arguments": ["c++", "-DX", "-c", "b.cpp"]}]
        (place / "compile_commands.json").write_text(json.dumps(items))
        for words in (("-p", "."), ("a.cpp", "b.cpp"), (".",), ("b.cpp", "-p", ".")):
            done = podcheck("check", *words, *FEW, "--format", "json", cwd=place)
            count.add(f"{name}: {' '.join(words)}: {done}", ended=done.as_promised, same='"Sound"' in done.records)
    return count


# Users


@dataclass(frozen=True)
class Forbidden:
    """Something that a user may not do."""

    forbid: Callable[[Path], None]
    """Makes it so in the folder."""

    words: tuple[str, ...] = ("check", "a.cpp", "sound.cpp", *FEW)
    """The command line."""

    statuses: tuple[int, ...] = (2,)
    """The exit statuses that a run may end with."""

    says: str = "Permission denied"
    """A part of what is printed; empty: nothing need be."""

    sound: bool = True
    """The sound file is reported."""

    variables: Mapping[str, str] = field(default_factory=dict)
    """Variables of the run."""


def _locked(name: str, text: str = "") -> Callable[[Path], None]:
    def lock(folder: Path) -> None:
        if text:
            (folder / name).write_text(text)
        (folder / name).chmod(0)

    return lock


def _others_cache(mode: int) -> Callable[[Path], None]:
    """Return what makes a cache of another user's, in which there are answers."""

    def make(folder: Path) -> None:
        podcheck("check", "a.cpp", "sound.cpp", "--cache-dir", "cache", "--no-cross-check", cwd=folder)
        for path in (folder / "cache", *(folder / "cache").rglob("*")):
            path.chmod(mode if path.is_dir() else mode & 0o666)

    return make


def _database(item: Mapping[str, object]) -> str:
    return json.dumps([{"directory": ".", "file": "a.cpp", "command": "c++ -c a.cpp", **item}])


def _folder_locked(folder: Path) -> None:
    (folder / "inner").mkdir()
    (folder / "inner" / "c.cpp").write_text(SOUND.replace("Sound", "Inner"))
    (folder / "inner").chmod(0)


def _response_locked(folder: Path) -> None:
    (folder / "compile_commands.json").write_text(_database({"command": "c++ @a.rsp -c a.cpp"}))
    _locked("a.rsp", "-DX")(folder)


def _header_locked(folder: Path) -> None:
    (folder / "a.cpp").write_text('#include "x.h"\nstruct A { int i; };\n')
    _locked("x.h", "struct X { int i; };\n")(folder)


def _repository(folder: Path, lock: str = "") -> None:
    hostile.git(folder, "init", "-q", "-b", "main")
    hostile.commit(folder, {})
    (folder / "sound.cpp").write_text(f"{SOUND}\n")
    if lock:
        (folder / lock).chmod(0)


def _fixable(folder: Path) -> None:
    (folder / "a.cpp").write_text("struct A { ~A() {} };\n")


def _nothing(_folder: Path) -> None:
    """What is forbidden is so already: the folder is another user's."""


IN_CACHE = ("check", "a.cpp", "sound.cpp", "--cache-dir", "cache", "--no-cross-check")
SINCE = ("check", ".", "--changed-since", "HEAD", *FEW)
FORBIDDEN: Mapping[str, Forbidden] = {
    "a source": Forbidden(_locked("a.cpp")),
    "a source, with workers": Forbidden(_locked("a.cpp"), ("check", "a.cpp", "sound.cpp", "-j", "2", *FEW)),
    "a source of a folder": Forbidden(_locked("a.cpp"), ("check", ".", *FEW)),
    "a header": Forbidden(_header_locked, says="x.h"),
    "a folder of the tree": Forbidden(_folder_locked, ("check", ".", *FEW)),
    "a folder that is named": Forbidden(_folder_locked, ("check", "inner", "sound.cpp", *FEW)),
    "a file in it": Forbidden(_folder_locked, ("check", "inner/c.cpp", "sound.cpp", *FEW)),
    "a database": Forbidden(_locked("compile_commands.json", _database({}))),
    "a database that is named": Forbidden(
        _locked("compile_commands.json", _database({})), ("check", "a.cpp", "sound.cpp", "-p", ".", *FEW)
    ),
    "a response file": Forbidden(_response_locked),
    "a configuration": Forbidden(_locked("podcheck.toml", "jobs = 1\n"), sound=False),
    "a configuration that is named": Forbidden(
        _locked("own.toml", "jobs = 1\n"), ("check", "sound.cpp", "--config", "own.toml", *FEW), sound=False
    ),
    "a baseline": Forbidden(
        _locked("b.json", "{}"), ("check", "sound.cpp", "--baseline", "b.json", *FEW), sound=False
    ),
    "a report to compare": Forbidden(_locked("old.json", "{}"), ("diff", "old.json", "old.json"), sound=False),
    "a report's folder": Forbidden(_nothing, ("check", "sound.cpp", "--report", "json=new.json", *FEW)),
    "a baseline's folder": Forbidden(
        _nothing, ("baseline", "create", "sound.cpp", "--no-cross-check"), sound=False
    ),
    "another user's cache": Forbidden(_others_cache(0o755), IN_CACHE, (0,), ""),
    "another user's cache that all may write": Forbidden(_others_cache(0o777), IN_CACHE, (0,), ""),
    "another user's cache that nobody else may read": Forbidden(_others_cache(0o700), IN_CACHE, (0,), ""),
    "a cache that can't be made": Forbidden(_nothing, IN_CACHE, (0,), ""),
    "a cache in a home that is another's": Forbidden(
        _nothing, ("check", "sound.cpp", "--no-cross-check"), (0,), "",
        variables={"HOME": "/root", "XDG_CACHE_HOME": ""},
    ),
    "a temporary folder": Forbidden(_nothing, statuses=(0, 2), says="", sound=False, variables={"TMPDIR": "."}),
    "a repository of another user": Forbidden(_repository, SINCE, (0,), "1 of 2 files are touched"),
    "a repository's folder of objects": Forbidden(
        lambda folder: _repository(folder, ".git/objects"), SINCE, says="git", sound=False
    ),
    "a repository's index": Forbidden(lambda folder: _repository(folder, ".git/index"), SINCE, says="", sound=False),
    "a repository's references": Forbidden(
        lambda folder: _repository(folder, ".git/refs"), SINCE, says="", sound=False
    ),
    "a repository": Forbidden(lambda folder: _repository(folder, ".git"), SINCE, says="", sound=False),
    "the working directory": Forbidden(
        lambda folder: folder.chmod(0o711), ("check", ".", *FEW), says="", sound=False
    ),
    "the working directory, files named": Forbidden(
        lambda folder: folder.chmod(0o711), ("check", "sound.cpp", *FEW), (0,), ""
    ),
    "a fix of another user's file": Forbidden(
        _fixable,
        ("explain", "A", "a.cpp", "--fix", "--yes", "--no-cross-check"), says="a.cpp", sound=False,
    ),
}  # fmt: skip


def forbid(folder: Path) -> Count:
    """As a user who may not read or write what there is: the file is named, and the rest is as it was.

    That user has the system's Python: root's own may lie where nobody else may look.
    """
    count = Count()
    if os.geteuid() != 0:
        count.note = "needs root, to have files of another user"
        return count
    folder.mkdir()
    for number, (name, forbidden) in enumerate(FORBIDDEN.items()):
        place = folder / str(number)
        place.mkdir()
        (place / "a.cpp").write_text("struct A { int i; };\n")
        (place / "sound.cpp").write_text(SOUND)
        forbidden.forbid(place)
        before = snapshot(place)
        done = podcheck(*forbidden.words, cwd=place, user=NOBODY, variables=forbidden.variables)
        held = done.status in forbidden.statuses and forbidden.says in done.said and snapshot(place) == before
        reported = not forbidden.sound or "Sound" in done.printed
        count.add(f"{name}: {done}", ended=done.as_promised and held, same=reported)
    return count


def snapshot(folder: Path) -> list[tuple[str, int]]:
    """Return which files there are, and when each was written."""
    return sorted((str(path), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file())


# Readers


def misread(seed: int, times: int) -> Count:
    """Each reader takes spoilt inputs (`fuzz.py`), in a process of its own."""
    count = Count()
    for name, each in fuzz.fuzz(list(fuzz.READERS), seed, float("inf"), times, None).items():
        count.tried += each.tried
        count.held += each.held
        count.wrong += [f"{name}: {end}" for end in each.ends if end]
    count.note = f"{len(fuzz.READERS)} of them"
    return count
