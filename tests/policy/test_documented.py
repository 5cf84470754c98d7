"""What the docs say of contracts is what podcheck does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import podcheck as package
from podcheck.config.file import read
from podcheck.errors import ConfigError
from tests.documents import marked_block, read_page


def test_the_configuration_in_the_docs_is_one(tmp_path: Path) -> None:
    (tmp_path / "podcheck.toml").write_text(marked_block("configuration"))
    assert len(read(tmp_path / "podcheck.toml").contracts) == 2


def test_each_key_that_the_docs_list_is_one(tmp_path: Path) -> None:
    (rows,) = re.findall(r"<!-- configuration keys -->\n\n((?:\|.*\n)+)", read_page("docs/reference/configuration.md"))
    keys = re.findall(r"^\| `([a-z-]+)` \|", rows, re.MULTILINE)
    assert {"std", "report", "contract", "uses"} <= set(keys)
    for key in keys:
        (tmp_path / "podcheck.toml").write_text(f"{key} = 1979-05-27\n")
        with pytest.raises(ConfigError, match=f"podcheck.toml:1: {key}:? must be "):
            read(tmp_path / "podcheck.toml")


def test_the_comments_that_ignore_in_the_docs_are_understood() -> None:
    text = f"struct Text {{}};\n{marked_block('suppressions')}"
    report = package.check("unit.cpp", text=text, cross_check=False)
    assert [problem.message for problem in report.problems] == []
