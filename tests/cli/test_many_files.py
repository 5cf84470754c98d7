"""`podcheck check` on many files as a user runs it: whole databases, the bar, Ctrl-C, the cache."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.cli.running import REPOSITORY, podcheck
from tests.needs import HANGS_AFTER

SLOW = "#include <map>\n#include <regex>\n#include <string>\n"


def project(folder: Path, count: int, text: str = "") -> None:
    """A compile database with that many sources."""
    names = [f"{number}.cpp" for number in range(count)]
    for number, name in enumerate(names):
        (folder / name).write_text(f"{text}struct C{number} {{ int a; }};\n")
    items = [{"directory": str(folder), "file": name, "command": f"c++ -c {name}"} for name in names]
    (folder / "compile_commands.json").write_text(json.dumps(items))


def test_without_a_path_the_whole_database(tmp_path: Path) -> None:
    project(tmp_path, 5)
    run = podcheck("check", "-p", str(tmp_path), "--no-cross-check", "--format", "json", cwd=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    assert [item["name"] for item in json.loads(run.stdout)["records"]] == [f"C{number}" for number in range(5)]


def test_neither_path_nor_database_is_said() -> None:
    run = podcheck("check")
    assert run.returncode == 2
    assert "name files or directories, or a build directory with -p" in run.stderr


def test_the_same_report_together_alone_and_from_the_cache(tmp_path: Path) -> None:
    project(tmp_path, 6, "#include <string>\n")
    time.sleep(0.3)
    common = ("check", "-p", str(tmp_path), "--no-cross-check", "--format", "json", "--headers", "basic_string")
    cached = ("--cache-dir", str(tmp_path / "cache"))
    first, second, alone, single = (
        podcheck(*common, *more).stdout
        for more in (("-j", "2", *cached), cached, ("-j", "2", "--isolate"), ("-j", "1", "--no-cache"))
    )
    assert len(json.loads(first)["records"]) > 6
    assert first == second == alone == single
    info = podcheck("cache", "info", *cached)
    assert "files analysed: 6" in info.stdout
    assert podcheck("cache", "clear", *cached).returncode == 0
    assert "files analysed: 0" in podcheck("cache", "info", *cached).stdout


def started(folder: Path, *arguments: str, stderr: int) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "podcheck",
        "check",
        "-p",
        str(folder),
        "--no-cross-check",
        "--isolate",
        *arguments,
    ]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "TERM": "xterm", "COLUMNS": "80"}
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=stderr)


def read_until(terminal: int, wanted: bytes) -> bytes:
    """Return what was printed on the terminal until then, or until nobody holds its other end any more."""
    printed = b""
    while wanted not in printed and select.select([terminal], [], [], HANGS_AFTER)[0]:
        try:
            printed += os.read(terminal, 65536)
        except OSError:
            break
    return printed


def processes_in(folder: Path) -> list[bytes]:
    """Return the command lines of the processes that run in the folder, as workers do where they were started."""
    result = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # somebody else's, or it ended meanwhile
            if os.readlink(process / "cwd") == str(folder.resolve()):
                result.append((process / "cmdline").read_bytes())
    return result


def test_ctrl_c_ends_the_workers_and_reports_what_is_done(tmp_path: Path) -> None:
    project(tmp_path, 60, SLOW)
    ours, theirs = pty.openpty()
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has its background jobs ignore it
    try:
        run = started(tmp_path, "-j", "2", "--format", "json", stderr=theirs)
    finally:
        signal.signal(signal.SIGINT, before)
    os.close(theirs)
    bar = read_until(ours, b".cpp")
    assert b"/s" in bar
    assert b"/60" in bar
    assert len(processes_in(tmp_path)) > 1
    run.send_signal(signal.SIGINT)
    out, _ = run.communicate(timeout=HANGS_AFTER)
    rest = read_until(ours, b"not analysed")
    os.close(ours)
    assert run.returncode == 130
    records = json.loads(out)["records"]
    assert len(records) < 60
    assert f"interrupted: {60 - len(records)} of 60 files not analysed".encode() in rest
    assert processes_in(tmp_path) == [], "the report is written when the workers are gone"


def test_no_bar_where_it_is_not_wanted_or_no_terminal(tmp_path: Path) -> None:
    project(tmp_path, 4)
    run = podcheck("check", "-p", str(tmp_path), "--no-cross-check", "-q")
    assert run.stderr == ""
    ours, theirs = pty.openpty()
    silent = started(tmp_path, "--no-progress", stderr=theirs)
    os.close(theirs)
    silent.communicate(timeout=HANGS_AFTER)
    assert read_until(ours, b"\0") == b""
    os.close(ours)
