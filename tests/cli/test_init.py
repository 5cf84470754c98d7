"""`podcheck init`: a configuration file to begin with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from podcheck.config.documentation import render_commented_file
from podcheck.config.schema import configuration_schema
from tests.cli.running import podcheck


def test_the_file_is_written_and_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text("struct A { int a; };\n")
    before = podcheck("check", "a.cpp", "--no-cross-check", cwd=tmp_path)
    done = podcheck("init", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "podcheck.toml written" in done.stderr
    assert (tmp_path / "podcheck.toml").read_text() == render_commented_file()
    after = podcheck("check", "a.cpp", "--no-cross-check", cwd=tmp_path)
    assert (after.returncode, after.stdout) == (before.returncode, before.stdout) == (0, before.stdout)


@pytest.mark.parametrize("name", ["podcheck.toml", ".podcheck.toml", "pyproject.toml"])
def test_a_configuration_that_is_there_stays(tmp_path: Path, name: str) -> None:
    text = "[tool.podcheck]\njobs = 2\n"
    (tmp_path / name).write_text(text)
    done = podcheck("init", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"podcheck: {name}: a configuration exists already\n")
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text() == text


def test_nothing_is_written_through_a_link_or_in_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "podcheck.toml").symlink_to(tmp_path / "elsewhere")
    assert podcheck("init", cwd=tmp_path).returncode == 2
    assert not (tmp_path / "elsewhere").exists()
    (tmp_path / "below" / "podcheck.toml").mkdir(parents=True)
    done = podcheck("init", cwd=tmp_path / "below")
    assert done.stderr.startswith("podcheck: podcheck.toml: this is not a regular file\n")


def test_one_above_is_said_to_count_no_more(tmp_path: Path) -> None:
    (tmp_path / "podcheck.toml").write_text("jobs = 2\n")
    (tmp_path / "below").mkdir()
    done = podcheck("init", cwd=tmp_path / "below")
    assert "note: it now replaces ../podcheck.toml\n" in done.stderr


def test_the_schema_is_printed_for_editors(tmp_path: Path) -> None:
    done = podcheck("init", "--schema", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == configuration_schema()
    assert not list(tmp_path.iterdir())
