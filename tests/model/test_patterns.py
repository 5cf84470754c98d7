"""Patterns of files: what git says of them, and that they come to an end."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from podcheck.discovery.file_tree import Exclusions
from podcheck.errors import ConfigError
from podcheck.model.file_rules import FileRules
from podcheck.model.patterns import Patterns
from tests.needs import require

NAMES = st.sampled_from(["a", "b", "ab", "a.h"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
PATTERNS = st.lists(
    st.lists(st.sampled_from(["a", "b", "*", "**", "?", ".h", "/", "[ab]"]), min_size=1, max_size=5).map("".join)
    | PATHS
    | PATHS.map(lambda path: f"!{path}")
    | PATHS.map(lambda path: f"/{path}/"),
    max_size=4,
)


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(PATTERNS, PATTERNS, st.lists(PATHS, min_size=1, max_size=5, unique=True))
def test_what_git_ignores_is_left_out(tmp_path_factory: pytest.TempPathFactory, outer: list[str], inner: list[str],
                                      paths: list[str]) -> None:  # fmt: skip
    require("git")
    folder = tmp_path_factory.mktemp("tree")
    (folder / ".git").mkdir()
    files = []
    for path in paths:
        file = folder / path
        if not any(parent.is_file() for parent in file.parents) and not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("")
            files.append(path)
    (folder / ".gitignore").write_text("\n".join(outer))
    if (folder / "a").is_dir():
        (folder / "a" / ".gitignore").write_text("\n".join(inner))
    (folder / ".git").rmdir()
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    done = subprocess.run(["git", "check-ignore", "--stdin"], cwd=folder, input="\n".join(files), text=True,
                          capture_output=True, check=False)  # fmt: skip
    exclusions = Exclusions(FileRules())
    ours = {path for path in files if exclusions.leave_out(folder / path, folder)}
    assert ours == set(done.stdout.splitlines())


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("a*a*a*a*a*a*a*a*[bc]x", "a" * 250),
        ("*a*a*a*a*a*a*a*a*a*a*a*a*[bc]", "a" * 250 + "d"),
        ("**/a/**/a/**/a/**/a/**/a/**/a/**/b", "a/" * 2000 + "c"),
        ("[a-b]*[a-b]*[a-b]*[a-b]*[a-b]*[a-b]*[a-b]*[c-d]", "ab" * 120),
    ],
)
def test_a_pattern_comes_to_an_end(pattern: str, path: str) -> None:
    """It says no, or is refused: which of both depends on how fast the machine is."""
    assert _decide(pattern, path) in (
        None,
        f".gitignore: the pattern {pattern!r} takes too long, for example on {path!r}",
    )


def _decide(pattern: str, path: str) -> bool | str | None:
    try:
        return Patterns([pattern], ".gitignore").decide(path, is_folder=False)
    except ConfigError as error:
        return error.what


def test_a_gitignore_that_is_no_file_is_none(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").mkdir()
    (tmp_path / "a.h").write_text("")
    assert not Exclusions(FileRules()).leave_out(tmp_path / "a.h", tmp_path)
