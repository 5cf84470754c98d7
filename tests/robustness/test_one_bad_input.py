"""One bad input costs itself, and is told: each of these ended the whole run, most with "internal error"."""

from __future__ import annotations

import json
import os
import random
import resource
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import podcheck
from podcheck.process import run as run_program
from tests.cli.running import REPOSITORY
from tests.cli.running import podcheck as run
from tests.robustness.hostile_files import HOW, is_printable, report_options, write_files, wrong_reports

SOURCE = "struct A { A(const A&); int i; };\n"
FEW = ("--no-cross-check", "--no-cache")
FULL = Path("/dev/full")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.cpp").write_text(SOURCE)
    return tmp_path


def sound(stderr: str) -> bool:
    return not any(word in stderr for word in ("internal error", "Traceback", "podcheck failed", "Exception"))


@pytest.mark.parametrize("name", ["x" * 300 + ".cpp", "x/" * 2500 + "x.cpp"], ids=["long", "longer than a path may be"])
@pytest.mark.parametrize("others", [(), ("-j", "2", "a.cpp")], ids=["beside one", "beside several"])
def test_names_that_the_system_does_not_take(name: str, others: tuple[str, ...], folder: Path) -> None:
    done = run("check", name, "a.cpp", *others, *FEW, cwd=folder)
    assert (done.returncode, sound(done.stderr), "A " in done.stdout) == (2, True, True)
    assert f"{name}: can't be read: File name too long\n" in done.stderr


ODD: dict[str, dict[str, object]] = {
    "a file with a NUL": {"file": "a\0.cpp"},
    "a folder with a NUL": {"directory": "/tmp\0"},
    "an argument with a NUL": {"arguments": ["c++", "-I\0", "-c", "a.cpp"]},
    "half of a surrogate pair": {"file": "\ud800.cpp"},
    "a long name": {"file": "x" * 300 + ".cpp"},
    "a long path": {"directory": "/x" * 3000},
    "a long folder to look in": {"arguments": ["c++", "-I" + "x" * 300, "-I" + "x/" * 3000, "a.cpp"]},
    "a long header": {"arguments": ["c++", "-include", "x" * 300, "a.cpp"]},
    "a long response file": {"arguments": ["c++", "@" + "x" * 300, "a.cpp"]},
    "a response file with a NUL": {"arguments": ["c++", "@x\0", "a.cpp"]},
    "a long compiler": {"arguments": ["x" * 5000 + "/c++", "a.cpp"]},
    "a file that looks like a flag": {"arguments": ["c++", "-imacros", "-include-pch", "-Iinc", "-c", "a.cpp"]},
    "a file that looks like a flag, at the end": {"arguments": ["c++", "-c", "a.cpp", "-imacros", "-include"]},
    "a long dialect": {"arguments": ["c++", "-std=c++" + "1" * 5000, "a.cpp"]},
    "numbers": {"directory": 1, "file": 2, "arguments": 3},
    "a folder": {"file": "."},
    "nothing": {"directory": "", "file": "", "arguments": []},
}


@pytest.mark.parametrize("odd", ODD)
def test_an_entry_of_a_database(odd: str, folder: Path) -> None:
    (folder / "b.cpp").write_text("struct B { int i; };\n")
    plain = {"directory": str(folder), "file": "a.cpp", "arguments": ["c++", "-c", "a.cpp"]}
    items = [{**plain, **ODD[odd]}, {**plain, "file": "b.cpp", "arguments": ["c++", "-DX", "-c", "b.cpp"]}]
    (folder / "compile_commands.json").write_text(json.dumps(items))
    for arguments in (("-p", "."), ("a.cpp", "b.cpp")):
        done = run("check", *arguments, *FEW, cwd=folder)
        assert (done.returncode in (0, 2), sound(done.stderr), "B " in done.stdout) == (True, True, True)


@pytest.mark.parametrize("words", [(".",), ("inner", "a.cpp")], ids=" ".join)
def test_a_directory_that_can_not_be_read(
    words: tuple[str, ...], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was passed over without a word."""
    (folder / "inner").mkdir()
    (folder / "inner" / "c.cpp").write_text("struct C { int i; };\n")
    sound_scandir = os.scandir

    def scandir(path: str | int) -> Iterator[os.DirEntry[str]]:
        if isinstance(path, str) and os.path.basename(path) == "inner":
            raise PermissionError(13, "Permission denied", path)
        return sound_scandir(path)

    monkeypatch.setattr(os, "scandir", scandir)  # for root, who may read all
    monkeypatch.chdir(folder)
    report = podcheck.check(*words, cross_check=False)
    problem = report.problems[0]
    assert [str(each) for each in report.problems[1:]] == []
    assert (problem.message, problem.fatal) == ("this directory can't be read: Permission denied", True)
    assert (str(problem.location), [record.facts.name for record in report.records]) == ("inner", ["A"])


@pytest.mark.parametrize("option", ["--no-cache", "--cache-dir=cache"])
def test_a_nul_in_a_response_file(option: str, folder: Path) -> None:
    """It ended a run with a cache, and without one it cut a folder's name off."""
    (folder / "a.rsp").write_bytes(b"-Iin\0c -DX")
    items = [{"directory": str(folder), "file": "a.cpp", "command": "c++ @a.rsp -c a.cpp"}]
    (folder / "compile_commands.json").write_text(json.dumps(items))
    done = run("check", "a.cpp", "--no-cross-check", option, cwd=folder)
    assert (done.returncode, sound(done.stderr), "A " in done.stdout) == (2, True, True)
    assert "response file 'a.rsp' holds a NUL character" in done.stderr


def test_a_nul_in_a_configuration_and_in_a_baseline(folder: Path) -> None:
    (folder / "podcheck.toml").write_text('\nbuild-dir = "a\\u0000b"\n')
    done = run("check", "a.cpp", *FEW, cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("podcheck: podcheck.toml:2: build-dir: must not hold a NUL character")
    entry = {"record": "A", "code": "requirement", "file": "a\0b", "fingerprint": "0"}
    (folder / "b.json").write_text(json.dumps({"schema": "podcheck-baseline/1", "findings": [entry]}))
    done = run("check", "a.cpp", "--no-config", "--baseline", "b.json", *FEW, cwd=folder)
    assert (done.returncode, sound(done.stderr)) == (0, True)


@pytest.mark.parametrize("command", [("baseline", "create"), ("baseline", "update"), ("check",)], ids=" ".join)
def test_a_baseline_with_a_long_name(command: tuple[str, ...], folder: Path) -> None:
    for name in ("x" * 300, "x" * 5000):
        done = run(*command, "a.cpp", "--baseline", name, "--no-cross-check", cwd=folder)
        assert (done.returncode, sound(done.stderr)) == (2, True)
        assert f"podcheck: {name}: can't be " in done.stderr


@pytest.mark.parametrize(
    "option",
    [
        ("--report", "json={}"), ("--cache-dir", "{}"), ("--libclang", "{}"), ("--config", "{}"), ("-p", "{}"),
        ("--compiler", "{}"), ("--headers", "{}"), ("--std", "{}"), ("--select", "{}"), ("--require", "{}"),
        ("--changed-since", "{}"), ("--jobs", "{}"), ("--timeout", "{}"),
    ],
    ids=lambda option: option[0],
)  # fmt: skip
@pytest.mark.parametrize("value", ["x" * 5000, "9" * 5000, "\udcff\x1b[0m::", "", "nan", "-1"])
def test_any_value_of_any_option(option: tuple[str, str], value: str, folder: Path) -> None:
    done = run("check", "a.cpp", option[0], option[1].format(value), "--no-cross-check", cwd=folder)
    assert (done.returncode in (0, 1, 2), sound(done.stderr)) == (True, True)


def test_a_compiler_that_prints_ten_thousand_digits(folder: Path) -> None:
    digits = "9" * 10_000
    printed = {
        "as its version": f"echo '#define __GNUC__ {digits}'; exit 0",
        "as lines": "case \"$*\" in *-dM*) echo '#define __GNUC__ 12';; *) "
        f"echo 'a.cpp:{digits}:{digits}: fatal error: no' >&2; echo 'podcheck_R<{digits}, {digits}>' >&2; exit 1; esac",
    }
    for number, script in enumerate(printed.values()):
        compiler = folder / f"g++-{number + 11}"
        compiler.write_text(f"#!/bin/sh\n{script}\n")
        compiler.chmod(0o755)
        done = run("check", "a.cpp", "--compiler", str(compiler), "--no-cache", cwd=folder)
        assert (done.returncode, sound(done.stderr), "A " in done.stdout) == (2, True, True)


def in_shell(command: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `podcheck` as `$P` in a shell, which alone can close a standard output."""
    program = f"{sys.executable} -m podcheck"
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        env={**os.environ, "P": program, "COLUMNS": "100", "PYTHONPATH": str(REPOSITORY), **environment},
    )


COMMANDS = (
    "check a.cpp --no-cross-check --no-cache",
    "check a.cpp --no-cross-check --no-cache --format json",
    "explain A a.cpp --no-cross-check",
    "layout A a.cpp",
    "asserts a.cpp --no-cross-check",
    "rule",
    "cache info",
    "--help",
)


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])
def test_a_standard_output_that_takes_nothing(command: str, unbuffered: str, folder: Path) -> None:
    for end, why in (
        (">/dev/full", "No space left on device"),
        (">&-", "Bad file descriptor"),
        ("| true", "Broken pipe"),
    ):
        wait = "sleep 0.2;" if "|" in end else ""  # until nobody reads any more
        done = in_shell(f"set -o pipefail; ({wait} $P {command}) {end}", folder, PYTHONUNBUFFERED=unbuffered)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.splitlines()[:1] == [f"podcheck: standard output can't be written: {why}"]
        assert len(done.stderr.splitlines()) == 2


@pytest.mark.slow
@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])
def test_a_reader_who_leaves_early(unbuffered: str, folder: Path) -> None:
    (folder / "a.cpp").write_text("".join(f"struct S{number} {{ int i; }};\n" for number in range(3000)))
    done = in_shell(
        f"$P check a.cpp --format table {' '.join(FEW)} | head -n 1; exit ${{PIPESTATUS[0]}}",
        folder,
        PYTHONUNBUFFERED=unbuffered,
    )
    assert (done.returncode, len(done.stdout.splitlines())) == (2, 1)
    assert done.stderr.startswith("podcheck: standard output can't be written: Broken pipe\n")


_LIMITED = "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); from podcheck.cli.main import main; main()"


def test_half_a_report_is_taken_back(folder: Path) -> None:
    """A limit on the size of files stands for a disk that is full: what was there before stays."""
    (folder / "a.cpp").write_text("".join(f"struct S{number} {{ int i; }};\n" for number in range(3000)))
    (folder / "out").write_text("before\n")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    with (folder / "out").open("a") as out:
        done = subprocess.run(
            [sys.executable, "-c", _LIMITED, "check", "a.cpp", "--format", "table", *FEW, "-j", "1"],
            cwd=folder, stdout=out, stderr=subprocess.PIPE, text=True, check=False, preexec_fn=limit,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        )  # fmt: skip
    assert done.returncode == 2
    assert "standard output can't be written: File too large" in done.stderr
    assert (folder / "out").read_text() == "before\n"


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
def test_one_report_of_several_that_can_not_be_written(folder: Path) -> None:
    reports = [f"--report=json={name}" for name in ("/dev/full", "there.json", "no/such/folder")]
    done = run("check", "a.cpp", *FEW, *reports, cwd=folder)
    assert (done.returncode, "A " in done.stdout) == (2, True)
    assert "podcheck: /dev/full: can't be written: No space left on device\n" in done.stderr
    assert "podcheck: no/such/folder: can't be written: No such file or directory\n" in done.stderr
    assert [item["name"] for item in json.loads((folder / "there.json").read_text())["records"]] == ["A"]


def test_the_files_are_written_where_standard_output_is_not(folder: Path) -> None:
    done = in_shell(f"$P check a.cpp {' '.join(FEW)} --report json=there.json >&-", folder)
    assert done.returncode == 2
    assert [item["name"] for item in json.loads((folder / "there.json").read_text())["records"]] == ["A"]


@pytest.mark.parametrize("command", [*COMMANDS[:5], "diff --git HEAD", "baseline create a.cpp"])
def test_a_working_directory_that_is_gone(command: str, folder: Path) -> None:
    source = command.replace("a.cpp", f"{folder}/a.cpp")
    done = in_shell(f"mkdir gone && cd gone && rmdir ../gone && $P {source}", folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("podcheck: there is no working directory: No such file or directory\n")


@pytest.mark.parametrize("most", [8, 16, 32])
def test_few_descriptors(most: int, folder: Path) -> None:
    done = in_shell(f"ulimit -n {most}; $P check a.cpp --no-cache", folder)
    assert (done.returncode in (0, 2), sound(done.stderr)) == (True, True)
    assert "A " in done.stdout or most < 32, "what is imported while two compilers are asked may not get one"
    assert ("Too many open files" in done.stderr) or most > 8
    done = in_shell(f"ulimit -n {most}; $P check a.cpp --no-cross-check --no-cache", folder)
    assert (done.returncode in (0, 2), sound(done.stderr), "A " in done.stdout or most < 16) == (True, True, True)
    (folder / "b.cpp").write_text("struct B { int i; };\n")
    done = in_shell(f"ulimit -n {most}; $P check a.cpp b.cpp --no-cross-check --no-cache -j 2", folder)
    assert (done.returncode in (0, 2), sound(done.stderr)) == (True, True)


def test_no_descriptor_is_left_to_wait_with(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> None:
        raise OSError(24, os.strerror(24))

    monkeypatch.setattr("selectors.DefaultSelector", none)
    done = run_program(["true"])
    assert (done.status, done.failure) == (None, "true: Too many open files")


def test_a_home_that_nobody_has(folder: Path) -> None:
    items = [{"directory": str(folder), "file": "a.cpp", "command": "c++ -c a.cpp"}]
    (folder / "compile_commands.json").write_text(json.dumps(items))
    done = run("check", "-p", ".", *FEW, cwd=folder, HOME="")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_temporary_folder_that_can_not_be_made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(**_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkdtemp", none)
    report = podcheck.check(str(folder / "a.cpp"), cross_check=False)
    assert [(problem.message, problem.fatal) for problem in report.problems] == [
        ("no temporary folder can be made: No space left on device", True)
    ]


def test_a_report_that_may_be_written_in_a_folder_that_may_not(folder: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    (folder / "there.json").write_text("before")
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    done = run("check", "a.cpp", *FEW, "--report", "json=there.json", cwd=folder)
    folder.chmod(stat.S_IRWXU)
    assert done.returncode == 0
    assert json.loads((folder / "there.json").read_text())["records"]


@pytest.mark.parametrize("seed", range(3))
def test_any_name_and_any_text_in_every_format(seed: int, tmp_path: Path) -> None:
    """Names of bytes that are no text, orders to terminals and to CI systems, and sources cut to pieces."""
    names = write_files(tmp_path, random.Random(seed), 6)
    reports = report_options(tmp_path)
    done = run("check", *names, *reports, *HOW, cwd=tmp_path, GITHUB_ACTIONS="true")
    assert (done.returncode in (1, 2), sound(done.stderr)) == (True, True)
    assert is_printable(done.stdout + done.stderr)
    assert wrong_reports(tmp_path) == []
