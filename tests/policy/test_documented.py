"""What the README says of contracts is what podcheck does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import podcheck as package
from podcheck.config.file import read
from podcheck.errors import ConfigError
from tests.cli.running import REPOSITORY, podcheck

README = (REPOSITORY / "README.md").read_text()


def test_the_contracts_in_the_readme_are_broken_as_it_says(tmp_path: Path) -> None:
    (code, shown) = re.findall(
        r"<!-- contracts -->\n```cpp\n(.*?)```\n\n```text\n\$ podcheck check wire.cpp --quiet\n(.*?)```",
        README,
        re.DOTALL,
    )[0]
    (tmp_path / "wire.cpp").write_text(code)
    done = podcheck("check", "wire.cpp", "--quiet", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == shown


def test_the_configuration_in_the_readme_is_one(tmp_path: Path) -> None:
    (text,) = re.findall(r"<!-- configuration -->\n```toml\n(.*?)```", README, re.DOTALL)
    (tmp_path / "podcheck.toml").write_text(text)
    assert len(read(tmp_path / "podcheck.toml").contracts) == 2


def test_each_key_that_the_readme_lists_is_one(tmp_path: Path) -> None:
    (rows,) = re.findall(r"<!-- configuration keys -->\n((?:\|.*\n)+)", README)
    keys = re.findall(r"^\| `([a-z-]+)` \|", rows, re.MULTILINE)
    assert {"std", "report", "contract", "uses"} <= set(keys)
    for key in keys:
        (tmp_path / "podcheck.toml").write_text(f"{key} = 1979-05-27\n")
        with pytest.raises(ConfigError, match=f"podcheck.toml:1: {key}:? must be "):
            read(tmp_path / "podcheck.toml")


def test_the_comments_that_ignore_in_the_readme_are_understood() -> None:
    (text,) = re.findall(r"### Findings to live with\n\n```cpp\n(.*?)```", README, re.DOTALL)
    report = package.check("unit.cpp", text=f"struct Text {{}};\n{text}", cross_check=False)
    assert [problem.message for problem in report.problems] == []
