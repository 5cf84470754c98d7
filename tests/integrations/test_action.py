"""action.yml: its steps run as shell, its annotations read back, its outputs and the job's summary."""

from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.running import REPOSITORY
from tests.integrations.workflow import Job, run_action
from tests.report.runner import commands

ACTION: dict[str, Any] = yaml.safe_load((REPOSITORY / "action.yml").read_text())
AWKWARD = "a,b::c 100%.cpp"
SOURCE = """\
template<int N> struct Odd { Odd(const Odd&); };
struct Good { int x; };
struct Bad { Odd<'%'> odd; };
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "work" / "project"
    folder.mkdir(parents=True)
    (folder / AWKWARD).write_text(SOURCE)
    (folder / "plain.cpp").write_text("struct Plain { int x; };\n")
    return tmp_path / "work"


def program(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{text}\n")
    (folder / name).chmod(stat.S_IRWXU)


def job(workspace: Path, *, path: str | None = None, **inputs: str) -> Job:
    """Run the action in the folder `project`, with podcheck on the path, or with that path; `_` for an input's `-`."""
    folder = workspace.parent / "bin"
    program(folder, "podcheck", f'PYTHONPATH="{REPOSITORY}" exec "{sys.executable}" -m podcheck "$@"')
    given = {"install": "false", "working_directory": "project", "args": "--no-cross-check", **inputs}
    (workspace.parent / "temp").mkdir()
    return run_action(
        ACTION, {name.replace("_", "-"): value for name, value in given.items()}, workspace,
        workspace.parent / "temp", here=REPOSITORY, path=path or f"{folder}:{os.environ['PATH']}",
    )  # fmt: skip


def output(done: Job, name: str) -> str:
    return done.text(ACTION["outputs"][name]["value"])


def test_findings_are_annotations_and_outputs_and_a_summary(workspace: Path) -> None:
    done = job(workspace, require="standard_layout\ntrivially_copyable", sarif_file="out.sarif")
    assert done.status == 1
    read = list(commands(done.stdout))
    assert {command.name for command in read} == {"error"}
    (bad,) = (command for command in read if command.data.startswith("'Bad' is not trivially_copyable"))
    assert bad.place == (f"project/{AWKWARD}", 1)
    assert "member 'odd' of type 'Odd<'%'>' has a non-trivial copy constructor" in bad.data
    assert f"(project/{AWKWARD}:3)" in bad.data
    assert output(done, "exit-status") == "1"
    assert int(output(done, "findings")) == len(read)
    assert len(json.loads(Path(output(done, "report")).read_text())["findings"]) == len(read)
    assert output(done, "sarif-file") == str(workspace / "project" / "out.sarif")
    assert json.loads(Path(output(done, "sarif-file")).read_text())["version"] == "2.1.0"
    assert "Bad" in done.summary
    assert [name.partition("@")[0] for name in done.used] == ["actions/cache"]


def test_a_good_run_passes(workspace: Path) -> None:
    done = job(workspace, paths="plain.cpp", require="trivially_copyable", std="c++17", cache="false")
    assert (done.status, done.stdout, output(done, "findings"), output(done, "exit-status")) == (0, "", "0", "0")
    assert done.used == []


@pytest.mark.parametrize(
    ("folder", "build_dir"),
    [("build", ""), ("build-a\n-b", ""), ("out/x64", ""), (".", ""), ("elsewhere", "elsewhere")],
)
def test_without_paths_it_is_what_the_database_builds(workspace: Path, folder: str, build_dir: str) -> None:
    project = workspace / "project"
    (project / folder).mkdir(parents=True, exist_ok=True)
    entry = {"directory": str(project), "file": "plain.cpp", "command": "c++ -c plain.cpp"}
    (project / folder / "compile_commands.json").write_text(json.dumps([entry]))
    done = job(workspace, build_dir=build_dir)
    assert done.status == 0
    assert done.stderr.startswith("podcheck: note: not in the build: ")
    records = json.loads(Path(output(done, "report")).read_text())["records"]
    assert [record["name"] for record in records] == ["Plain"]


def test_without_a_database_it_is_the_folder(workspace: Path) -> None:
    done = job(workspace, paths=" \n")
    records = json.loads(Path(output(done, "report")).read_text())["records"]
    assert {record["name"] for record in records} >= {"Plain", "Good", "Bad"}


def test_findings_may_be_let_pass(workspace: Path) -> None:
    done = job(workspace, paths=f"{AWKWARD}\nplain.cpp\n", require="trivially_copyable", fail_on_findings="false")
    assert done.status == 0
    assert output(done, "exit-status") == "1"


def test_what_could_not_be_done_fails(workspace: Path) -> None:
    (workspace / "project" / "broken.cpp").write_text('#include "missing::x.hpp"\n')
    done = job(workspace, paths="broken.cpp", fail_on_findings="false")
    assert done.status == 2
    (only,) = commands(done.stdout)
    assert only.place == ("project/broken.cpp", 1)
    assert only.data.startswith("'missing::x.hpp' file not found\n")


def test_a_wrong_input_is_told(workspace: Path) -> None:
    done = job(workspace, require="trivially_copied")
    assert done.status == 2
    assert "unknown trait 'trivially_copied'" in done.stderr
    assert output(done, "findings") == "0"


def test_words_for_the_compiler_and_names_that_look_like_shell(workspace: Path) -> None:
    name = "$(touch hacked) `touch hacked`;'\".cpp"
    (workspace / "project" / name).write_text("struct Shell { TYPE x; };\n")
    done = job(workspace, paths=name, args="--no-cross-check\n--\n-DTYPE=unsigned long", require="trivial")
    assert (done.status, done.stderr) == (0, "")
    assert json.loads(Path(output(done, "report")).read_text())["records"][0]["size"] == 8
    assert not (workspace / "project" / "hacked").exists()


def test_without_annotations_nothing_in_the_log_is_a_command(workspace: Path) -> None:
    done = job(workspace, annotations="false", summary="false", require="trivially_copyable")
    assert done.status == 1
    first, *_, last = done.stdout.splitlines()
    (stopping,) = commands(first)
    assert (stopping.name, last) == ("stop-commands", f"::{stopping.data}::")
    assert "'Bad' is not trivially_copyable" in done.stdout
    assert done.summary == ""


def test_it_is_installed_from_where_the_action_is(workspace: Path) -> None:
    """With a stand-in for `python -m venv` and pip, which would need the network; they note what they are told."""
    log = workspace.parent / "installed"
    folder = workspace.parent / "fake"
    program(
        folder,
        "python-of-choice",
        f"""\
if [ "$3" != venv ]; then exec "{sys.executable}" "$@"; fi
mkdir -p "$4/bin"
printf '#!/bin/sh\\necho "$@" >>"{log}"\\n' >"$4/bin/python"
printf '#!/bin/sh\\nPYTHONPATH="{REPOSITORY}" exec "{sys.executable}" -m podcheck "$@"\\n' >"$4/bin/podcheck"
chmod +x "$4/bin/python" "$4/bin/podcheck"
""",
    )
    python = str(folder / "python-of-choice")
    done = job(workspace, install="true", python=python, paths="plain.cpp", path=os.environ["PATH"])
    assert (done.status, done.stderr) == (0, "")
    assert log.read_text() == f"-I -m pip install --quiet {REPOSITORY}\n"
    added, _, before = done.path.partition(":")
    assert before == os.environ["PATH"]
    assert os.listdir(added) == ["podcheck"]


def test_modules_of_the_checkout_are_not_run(workspace: Path) -> None:
    for folder in (workspace, workspace / "project"):
        for name in ("json", "venv", "pip", "click"):
            (folder / f"{name}.py").write_text(f"open({str(workspace / 'ran')!r}, 'w')\n")
    done = job(workspace, paths="plain.cpp")
    assert (done.status, output(done, "findings")) == (0, "0")
    assert not (workspace / "ran").exists()


def test_inputs_are_in_kebab_case_and_described() -> None:
    for item in (*ACTION["inputs"].items(), *ACTION["outputs"].items()):
        name, about = item
        assert name == name.lower().replace("_", "-")
        assert about["description"]
