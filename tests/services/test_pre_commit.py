"""The hooks, run by pre-commit itself in a scratch repository: what breaks a contract is not committed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from podcheck.scan.units import HEADERS, SOURCES
from tests.cli.running import REPOSITORY
from tests.needs import HANGS_AFTER

MANIFEST: list[dict[str, Any]] = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text())
GOOD = """\
#include <wire/units.hpp>
// podcheck: require trivially_copyable
struct Header {
    Metres length;
};
"""


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run it there with nothing of the user's git or pre-commit."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))},
        "PRE_COMMIT_HOME": str(folder / ".cache"),
        "PYTHONPATH": str(REPOSITORY),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_{what}": "a@b.c" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=HANGS_AFTER, check=False
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the hooks of the manifest; they run this podcheck rather than one that is installed anew."""
    here = f"{sys.executable} -m podcheck"
    local = {
        "repo": "local",
        "hooks": [
            {
                **hook,
                "language": "system",
                "entry": hook["entry"].replace("podcheck", here, 1),
                "args": ["--no-cross-check"],
            }
            for hook in MANIFEST
        ],
    }
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [local]}))
    (tmp_path / ".gitignore").write_text(".cache/\nbuild/\n")
    for name, text in {
        "include/wire/units.hpp": "using Metres = METRES;\n",
        "include/wire/header.hpp": GOOD,
        "src/wire.cpp": "#include <wire/header.hpp>\n",
        "src/other.cpp": "struct Other { int x; };\n",
        "build/compile_commands.json": json.dumps(
            [{"directory": "..", "file": name, "command": f"c++ -Iinclude -DMETRES=long -std=c++17 -c {name}"}
             for name in ("src/wire.cpp", "src/other.cpp")]
        ),
    }.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert run(tmp_path, "git", "init", "-q").returncode == 0
    assert run(tmp_path, sys.executable, "-m", "pre_commit", "install").returncode == 0
    return tmp_path


def commit(repository: Path) -> subprocess.CompletedProcess[str]:
    run(repository, "git", "add", "-A")
    return run(repository, "git", "commit", "-m", "change")


def test_the_manifest_is_one(tmp_path: Path) -> None:
    manifest = str(REPOSITORY / ".pre-commit-hooks.yaml")
    done = run(tmp_path, sys.executable, "-m", "pre_commit", "validate-manifest", manifest)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(("hook", "endings"), [("podcheck", SOURCES), ("podcheck-headers", HEADERS)])
def test_a_hook_is_for_the_files_that_podcheck_takes(hook: str, endings: frozenset[str]) -> None:
    (pattern,) = (one["files"] for one in MANIFEST if one["id"] == hook)
    for ending in SOURCES | HEADERS:
        assert bool(re.search(pattern, f"a/b{ending}")) == (ending in endings), ending


@pytest.mark.needs("git")
def test_a_commit_that_breaks_a_contract_is_refused_with_the_reason(repository: Path) -> None:
    first = commit(repository)
    assert first.returncode == 0, first.stderr
    assert "podcheck (C++ sources)" in first.stderr
    header = repository / "include" / "wire" / "header.hpp"

    header.write_text(GOOD.replace("};", "    ~Header() {}\n};"))
    refused = commit(repository)
    assert refused.returncode == 1
    assert "podcheck (C++ headers)" in refused.stderr
    assert "include/wire/header.hpp:5" in refused.stderr
    assert "'Header' is not trivially_copyable" in refused.stderr
    assert "the destructor of 'Header' is user-provided" in refused.stderr
    assert len(run(repository, "git", "log", "--oneline").stdout.splitlines()) == 1

    header.write_text(GOOD.replace("};", "    Metres width;\n};"))
    assert commit(repository).returncode == 0
    assert len(run(repository, "git", "log", "--oneline").stdout.splitlines()) == 2


@pytest.mark.needs("git")
def test_a_source_is_checked_and_what_is_not_staged_is_not(repository: Path) -> None:
    assert commit(repository).returncode == 0
    source = repository / "src" / "other.cpp"
    source.write_text("// podcheck: require standard_layout\nstruct Other { int x; private: int y; };\n")
    refused = commit(repository)
    assert refused.returncode == 1
    assert "'y' is private, where member 'x' is public" in refused.stderr
    run(repository, "git", "reset", "-q", "--hard")
    source.write_text("struct Other { int x; int y; };\n")
    run(repository, "git", "add", "-A")
    source.write_text("// podcheck: require standard_layout\nstruct Other { int x; private: int y; };\n")
    assert run(repository, "git", "commit", "-m", "the staged half").returncode == 0
