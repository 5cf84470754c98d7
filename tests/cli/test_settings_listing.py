"""`check --show-settings`: what counts, and where it comes from."""

from __future__ import annotations

import re
from pathlib import Path

from podcheck.config.option_table import KEYS, options_of
from tests.cli.running import podcheck

CONFIG = """\
std = "c++17"
clang_args = ["-DA"]
timeout = 5
extend-exclude = ["x/"]
format = "json"

[uses]
my_memcpy = "memcpy"

[per-file-ignores]
"tests/" = ["raw-copy"]

[[contract]]
path = "*"
require = ["pod", "size <= 64"]

[[contract]]
base = "A"
forbid = "empty"
"""


def settings(folder: Path, *arguments: str) -> list[list[str]]:
    """Return the rows: name, value, origin."""
    done = podcheck("check", "--show-settings", *arguments, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return [re.split(" {2,}", line) for line in done.stdout.splitlines()]


def test_each_setting_is_told_with_its_origin(tmp_path: Path) -> None:
    (tmp_path / "podcheck.toml").write_text(CONFIG)
    rows = settings(tmp_path, "--jobs", "3", "--require", "pod", "--cross-check=sample:4", "a.cpp", "--", "-DB")
    for row in (
        ["std", '"c++17"', "podcheck.toml:1"],
        ["clang-args", '["-DA", "-DB"]', "podcheck.toml:2, command line"],
        ["timeout", "5.0", "podcheck.toml:3"],
        ["extend-exclude", '["x/"]', "podcheck.toml:4"],
        ["format", '"json"', "podcheck.toml:5"],
        ["uses", "true", "default"],
        ["uses", '{ "my_memcpy" = "memcpy" }', "podcheck.toml:7"],
        ["per-file-ignores", '{ "tests/" = ["raw-copy"] }', "podcheck.toml:10"],
        ["contract", "pod, size <= 64", "podcheck.toml:13:1"],
        ["contract", "not empty", "podcheck.toml:17:1"],
        ["jobs", "3", "command line"],
        ["require", '["pod"]', "command line"],
        ["cross-check", "sample:4", "command line"],
        ["verdict", '"standard"', "default"],
        ["--isolate", "false", "default"],
    ):
        assert row in rows


def test_what_the_command_line_says_goes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / "podcheck.toml").write_text(CONFIG)
    assert ["std", '"c++20"', "command line"] in settings(tmp_path, "--std", "c++20")
    assert {row[-1] for row in settings(tmp_path, "--no-config")} == {"default"}


def test_every_option_but_those_about_the_command_itself_is_there(tmp_path: Path) -> None:
    names = {row[0] for row in settings(tmp_path)}
    left_out = {option.name for option in options_of("check") if not names & {option.key, *option.flags}}
    assert set(KEYS) <= names
    assert left_out == {"color", "sample", "progress", "quiet", "verbose", "show_settings", "no_report"}


def test_what_makes_no_sense_is_refused_as_by_a_run(tmp_path: Path) -> None:
    done = podcheck("check", "--show-settings", "--jobs", "0", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "podcheck: --jobs must be at least 1, not 0\n")


def test_hostile_values_stay_on_their_line(tmp_path: Path) -> None:
    (tmp_path / "podcheck.toml").write_text('select = ["a\\u001b[31m\\nstd\\u202e"]\n')
    (row,) = (row for row in settings(tmp_path) if row[0] == "select")
    assert row == ["select", '["a\\u001b[31m\\nstd\\u202e"]', "podcheck.toml:1"]
