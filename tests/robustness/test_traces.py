"""What a run leaves behind: no temporary folder, no changed host, no order to a CI system."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import podcheck
from podcheck import temporary
from podcheck.cli.streams import without_orders
from podcheck.own_process import deep_calls
from podcheck.report import FORMATS
from tests.cli.running import REPOSITORY
from tests.cli.running import podcheck as run

HELD = "podcheck-[0-9a-f]{16}-[0-9]+-[0-9]+-.*"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a header that nobody writes to the end of: whoever parses it waits."""
    (tmp_path / "temporary").mkdir()
    os.mkfifo(tmp_path / "waits.hpp")
    for name in "ab":
        (tmp_path / f"{name}.cpp").write_text('#include "waits.hpp"\nstruct A { int i; };\n')
    return tmp_path


def start(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Begin to check the project, and wait until something temporary is there."""
    temporary_folder = folder / "temporary"
    started = subprocess.Popen(
        [sys.executable, "-m", "podcheck", "check", "a.cpp", "b.cpp", "--no-cross-check", "--no-cache", *arguments],
        cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(temporary_folder), "PYTHONPATH": str(REPOSITORY)},
    )  # fmt: skip
    while not any(temporary_folder.iterdir()) and started.poll() is None:
        time.sleep(0.01)
    time.sleep(0.3)  # workers begin
    assert started.poll() is None
    assert all(re.fullmatch(HELD, name) for name in os.listdir(temporary_folder))
    return started


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_temporary_folders_go_when_a_run_is_told_to_end(number: signal.Signals, jobs: str, folder: Path) -> None:
    started = start(folder, "-j", jobs)
    started.send_signal(number)
    assert started.wait(60) == 128 + number
    assert os.listdir(folder / "temporary") == []


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system does not say when a process began")
def test_what_a_killed_run_has_left_goes_at_the_next_start(folder: Path) -> None:
    started = start(folder)
    started.kill()
    started.wait(60)
    assert os.listdir(folder / "temporary")
    (folder / "c.cpp").write_text("struct C { int i; };\n")
    arguments = ("check", "c.cpp", "--no-cross-check", "--no-cache")
    done = run(*arguments, cwd=folder, TMPDIR=str(folder / "temporary"))
    assert (done.returncode, os.listdir(folder / "temporary")) == (0, [])


def test_what_belongs_to_others_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    home, pid, begun = temporary._home(), os.getpid(), temporary._begun(os.getpid())
    dead = 2**22 - 1
    kept = {
        "alive": f"podcheck-{home}-{pid}-{begun}-alive",
        "elsewhere": f"podcheck-{'f' * 16}-{dead}-1-elsewhere",
        "named otherwise": f"podcheck-{home}-{dead}-old",
        "of the user's own": "podcheck-notes",
        "link": f"podcheck-{home}-{dead}-1-link",
        "file": f"podcheck-{home}-{dead}-1-file",
    }
    for what, name in kept.items():
        if what == "link":
            (tmp_path / name).symlink_to(tmp_path / kept["alive"])
        elif what == "file":
            (tmp_path / name).write_text("")
        else:
            (tmp_path / name / "inner").mkdir(parents=True)
    for name in (f"podcheck-{home}-{dead}-1-dead", f"podcheck-{home}-{pid}-{(begun or 0) + 1}-reused"):
        (tmp_path / name / "inner").mkdir(parents=True)
    temporary._remove_stale.cache_clear()
    with temporary.folder() as made:
        result = set(os.listdir(tmp_path)) - {os.path.basename(made)}
    assert result == set(kept.values())
    assert (tmp_path / kept["alive"] / "inner").is_dir()


def test_signals_that_the_caller_ignores_stay_ignored(folder: Path) -> None:
    started = subprocess.Popen(
        ["bash", "-c", f"trap '' HUP; exec {sys.executable} -m podcheck check a.cpp --no-cross-check --no-cache"],
        cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(folder / "temporary"), "PYTHONPATH": str(REPOSITORY)},
    )  # fmt: skip
    while not any((folder / "temporary").iterdir()):
        time.sleep(0.01)
    started.send_signal(signal.SIGHUP)
    time.sleep(0.3)
    assert started.poll() is None
    started.terminate()
    assert started.wait(60) == 128 + signal.SIGTERM


@pytest.fixture
def limit() -> Iterator[int]:
    """A limit of the host's own."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(before + 123)
    yield before + 123
    sys.setrecursionlimit(before)


def test_the_library_leaves_the_host_as_it_was(limit: int, tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text("struct A { int i; };\n")
    handlers = {number: signal.getsignal(number) for number in signal.valid_signals()}
    files = set(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else set()
    here, mask, variables = os.getcwd(), os.umask(0o022), dict(os.environ)
    os.umask(mask)
    report = podcheck.check(str(tmp_path / "a.cpp"), jobs=2)
    assert report.exit_status == 0
    assert sys.getrecursionlimit() == limit
    assert {number: signal.getsignal(number) for number in signal.valid_signals()} == handlers
    assert (os.getcwd(), os.umask(mask), dict(os.environ)) == (here, mask, variables)
    left = set(os.listdir("/proc/self/fd")) if files else set()
    assert len(left) <= len(files) + 1
    with pytest.raises(podcheck.PodcheckError):
        podcheck.check(str(tmp_path / "a.cpp"), baseline=str(tmp_path / "none"))
    assert sys.getrecursionlimit() == limit


def test_a_limit_in_many_threads(limit: int) -> None:
    """Whoever comes first or goes last: in between all have the depth, afterwards nobody."""
    seen: list[int] = []
    dice = random.Random(7)
    pauses = [dice.random() / 200 for _ in range(40)]

    def deep(pause: float) -> None:
        with deep_calls():
            time.sleep(pause)
            seen.append(sys.getrecursionlimit())

    threads = [threading.Thread(target=deep, args=(pause,)) for pause in pauses]
    for thread, pause in zip(threads, reversed(pauses), strict=True):
        thread.start()
        time.sleep(pause / 4)
    for thread in threads:
        thread.join()
    assert min(seen) >= 10_000
    assert sys.getrecursionlimit() == limit


def test_a_host_that_changes_its_limit_meanwhile_keeps_it(limit: int) -> None:
    with deep_calls():
        sys.setrecursionlimit(limit + 7)
    assert sys.getrecursionlimit() == limit + 7


def test_the_library_works_outside_of_the_main_thread(tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text("struct A { int i; };\n")
    reports: list[podcheck.Report] = []
    thread = threading.Thread(target=lambda: reports.append(podcheck.check(str(tmp_path / "a.cpp"), cross_check=False)))
    thread.start()
    thread.join()
    assert [report.exit_status for report in reports] == [0]


ORDER = re.compile(r"^\s*::|##(?:vso|teamcity)?\[", re.MULTILINE)
SYSTEMS = ("GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION")
NAMES = (
    "::error::gotcha.cpp",
    "##[error]x.cpp",
    " ::add-mask::x.cpp",
    "a\n::b.cpp",
    "##vso[x]y.cpp",
    "a::b.cpp",
    "\r::c.cpp",
)
TEXT = """
namespace deep_enough_to_be_broken_in_two { namespace { struct Inner { Inner(const Inner&); virtual ~Inner(); }; } }
struct Holder { deep_enough_to_be_broken_in_two::Inner inner; };
"""
WRONG = """
struct Wrong { static_assert(sizeof(int) == 1, "##[add-mask]x ::error::y"); };
#error ::error::x
"""


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("format_", sorted({*FORMATS} - {"html", "github"}))
def test_no_line_is_an_order(format_: str, system: str, tmp_path: Path) -> None:
    for name in NAMES:
        (tmp_path / name).write_text(TEXT + WRONG)
    options = ("--format", format_, "--require", "pod", "--no-cross-check", "--no-cache")
    environment = {**dict.fromkeys(SYSTEMS, ""), system: "true", "COLUMNS": "24"}
    done = run("check", *NAMES, *options, cwd=tmp_path, **environment)
    assert done.returncode == 2
    assert "gotcha" in done.stdout + done.stderr
    assert ORDER.findall(done.stdout) == ORDER.findall(done.stderr) == []
    if format_.startswith("json"):  # which is as true as before
        assert {item["file"] for item in json.loads(done.stdout)["errors"]} >= {"##[error]x.cpp", "##vso[x]y.cpp"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("explain", "Holder", "FILE", "--no-cross-check"),
        ("explain", "Holder", "FILE", "--no-cross-check", "--std", "all"),
        ("layout", "Holder", "FILE"),
        ("asserts", "FILE", "--no-cross-check"),
        ("check", "FILE", "--no-cross-check", "-v"),
        ("check", "FILE", "--no-cross-check", "-q", "--require", "pod"),
    ],
    ids=" ".join,
)
def test_nor_is_one_of_another_command(arguments: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / NAMES[0]).write_text(TEXT)
    words = [NAMES[0] if word == "FILE" else word for word in arguments]
    for columns in ("1", "17", "40"):
        done = run(*words, cwd=tmp_path, COLUMNS=columns, GITHUB_ACTIONS="true")
        assert done.stdout + done.stderr
        assert ORDER.findall(done.stdout) == ORDER.findall(done.stderr) == []


def test_the_orders_of_githubs_format_are_podchecks_own(tmp_path: Path) -> None:
    for name in NAMES:
        (tmp_path / name).write_text(TEXT + WRONG)
    done = run(
        "check", *NAMES, "--format", "github", "--require", "pod", "--no-cross-check", "--no-cache",
        cwd=tmp_path, GITHUB_ACTIONS="true",
    )  # fmt: skip
    lines = done.stdout.splitlines()
    assert lines
    assert all(re.match(r"::(?:error|warning|notice|group|endgroup)\b|(?!\s*::)(?!.*##\[)", line) for line in lines)


@pytest.mark.parametrize("seed", range(3))
def test_orders_are_spelled_otherwise_and_nothing_else_is(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(seed)
    words = ("::", "##[", "##", "[", ":", " ", "\t", "\n", "a", "##vso[", "##teamcity[", "\\x3a", "é")
    for _ in range(2000):
        text = "".join(dice.choice(words) for _ in range(dice.randrange(12)))
        monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
        assert without_orders(text) == text
        monkeypatch.setenv("GITHUB_ACTIONS", "true")
        for format_ in ("", "markdown", "junit"):
            spelled = without_orders(text, format_)
            assert ORDER.search(spelled) is None
            assert (spelled == text) is (ORDER.search(text) is None)
