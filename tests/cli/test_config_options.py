"""The configuration file behind the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import podcheck

CONFIG = """\
std = "c++17"
cross-check = false
clang-args = ["-Iinclude", "-DWITH"]
headers = "include/"
require = ["trivially_copyable"]

[[contract]]
path = "include/wire/**"
require = ["standard_layout", "size <= 8"]
reason = "goes over the wire"

[[contract]]
name = "Nobody"
require = "pod"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "podcheck.toml").write_text(CONFIG)
    (tmp_path / "include" / "wire").mkdir(parents=True)
    (tmp_path / "src").mkdir()
    (tmp_path / "include" / "wire" / "a.hpp").write_text(
        "#pragma once\nstruct A {\n  long id;\n private:\n  long more;\n};\n"
    )
    (tmp_path / "src" / "a.cpp").write_text('#include "wire/a.hpp"\n#ifdef WITH\nstruct B { B(const B&); };\n#endif\n')
    return tmp_path


def findings(folder: Path, *arguments: str) -> list[str]:
    done = podcheck("check", "--format", "json", *arguments, cwd=folder)
    read = json.loads(done.stdout)
    assert read["errors"] == []
    return [f"{item['location']['line']} {item['code']} {item['record']}" for item in read["findings"]]


def test_from_any_folder_below_the_same_is_found(project: Path) -> None:
    expected = ["5 broken-contract A", "2 broken-layout-contract A", "3 requirement B"]
    assert findings(project / "src", "a.cpp") == expected
    assert findings(project, "src/a.cpp") == expected


def test_options_go_before_the_file(project: Path) -> None:
    assert findings(project, "src/a.cpp", "--require", "aggregate", "--std", "c++20", "--headers", "nothing") == [
        "3 requirement B"
    ]
    done = podcheck("check", "src/a.cpp", "--std", "c++11", cwd=project)
    assert "As c++11" in done.stdout
    assert findings(project, "src/a.cpp", "--no-config", "--no-cross-check", "--", "-Iinclude") == []


def test_another_file_can_be_named(project: Path) -> None:
    (project / "other.toml").write_text('cross-check = false\nclang-args = ["-Iinclude"]\nrequire = "empty"\n')
    assert findings(project, "src/a.cpp", "--config", "other.toml", "--headers", "nothing") == []
    assert findings(project, "src/a.cpp", "--config", "other.toml") == ["3 requirement A"]
    assert findings(project, "include/wire/a.hpp", "--config", "other.toml") == ["3 requirement A"]
    both = podcheck("check", "src/a.cpp", "--config", "other.toml", "--no-config", cwd=project)
    assert (both.returncode, "exclude each other" in both.stderr) == (2, True)
    none = podcheck("check", "src/a.cpp", "--config", "none.toml", cwd=project)
    assert none.stderr.startswith("podcheck: none.toml: can't be read: No such file or directory\n")


def test_a_contract_for_no_class_is_told_when_a_whole_folder_was_looked_through(project: Path) -> None:
    whole = podcheck("check", ".", cwd=project)
    assert "podcheck: podcheck.toml:12:1: note: this contract applies to no class of this run\n" in whole.stderr
    assert "this contract" not in podcheck("check", "src/a.cpp", cwd=project).stderr


def test_a_mistake_in_it_ends_the_run_with_its_line(project: Path) -> None:
    (project / "podcheck.toml").write_text("[[contract]]\nrequire = ['pod']\nnmae = 'x'\n")
    done = podcheck("check", "src/a.cpp", cwd=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "podcheck: podcheck.toml:3: unknown key 'nmae' of a contract\n  Did you mean name?\n"


def test_verbose_says_which_file_was_read(project: Path) -> None:
    done = podcheck("check", "a.cpp", "-v", cwd=project / "src")
    assert f"podcheck: configuration: {project}/podcheck.toml\n" in done.stderr


def test_findings_tell_their_reasons_in_a_narrow_terminal(project: Path) -> None:
    done = podcheck("check", "src/a.cpp", cwd=project, COLUMNS="60")
    assert max(map(len, done.stdout.splitlines())) <= 60
    assert "error: 'A' is not" in done.stdout
    assert "  because member 'more' is private, where member 'id' is" in done.stdout


def test_the_file_names_the_format_and_further_reports(project: Path) -> None:
    (project / "some.toml").write_text('format = "json"\nreport = "markdown=report.md"\ncross-check = false\n')
    (project / "b.cpp").write_text("struct B { int b; };\n")
    done = podcheck("check", "../b.cpp", "--config", "../some.toml", cwd=project / "src")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["schema"] == "podcheck-report/1"
    assert (project / "report.md").read_text().startswith("#")
    (project / "report.md").unlink()
    podcheck("check", "b.cpp", "--config", "some.toml", "--no-report", cwd=project)
    assert not (project / "report.md").exists()
    named = podcheck(
        "check", "b.cpp", "--config", "some.toml", "--format", "github", "--report", "json=x.json", cwd=project
    )
    assert named.stdout == ""
    assert (project / "x.json").exists()
    assert not (project / "report.md").exists()


def test_a_format_that_there_is_not_is_refused_with_its_line(project: Path) -> None:
    (project / "some.toml").write_text('jobs = 1\nformat = "jsn"\n')
    done = podcheck("check", "src/a.cpp", "--config", "some.toml", cwd=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "podcheck: some.toml:2: format: there is no format 'jsn'\n  Did you mean json?\n"
