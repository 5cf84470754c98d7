"""`--changed-since`: what a change touches, dependents of headers included, is analysed, and the rest is not."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from podcheck.model.traits import CxxStandard
from podcheck.model.units import Unit
from podcheck.scan.touched import Includes
from tests.cli.running import podcheck

FILES = {
    "include/base.h": "struct Base { int a; };\n",
    "include/deep/far.h": '#include "../base.h"\n',
    "src/quoted.cpp": '#include "../include/base.h"\n',
    "src/angled.cpp": "#  include   <base.h>\n",
    "src/far.cpp": "#include <deep/far.h>\n",
    "src/macro.cpp": "#define WHAT <base.h>\n#include WHAT\n",
    "src/continued.cpp": "#include \\\n<base.h>\n",
    "src/conditional.cpp": "#if 0\n#include <base.h>\n#endif\n",
    "src/alone.cpp": "#include <vector>\nstruct Alone { int a; };\n",
    "src/missing.cpp": '#if __has_include("gone.h")\n#include "gone.h"\n#endif\n',
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def touched(tree: Path, *changed: str) -> set[str]:
    includes = Includes(tree, changed)
    units = (Unit(str(tree / name), CxxStandard.CXX20, (f"-I{tree}/include",)) for name in FILES if "src" in name)
    return {Path(one.file).stem for one in units if includes.touch(one)}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ("include/base.h", {"quoted", "angled", "far", "macro", "continued", "conditional"}),
        ("include/deep/far.h", {"far", "macro"}),
        ("src/alone.cpp", {"alone", "macro"}),
        ("old/gone.h", {"missing", "macro"}),
        ("README.md", {"macro"}),
        ("podcheck.toml", {Path(name).stem for name in FILES if "src" in name}),
    ],
)
def test_what_a_change_touches(tree: Path, changed: str, expected: set[str]) -> None:
    assert touched(tree, changed) == expected


def test_a_forced_include_counts(tree: Path) -> None:
    unit = Unit(str(tree / "src/alone.cpp"), CxxStandard.CXX20, ("-include", str(tree / "include/base.h")))
    assert Includes(tree, ["include/base.h"]).touch(unit)


def git(tree: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=tree, check=True, capture_output=True)


@pytest.mark.needs("git")
def test_check_analyses_only_what_was_touched(tree: Path) -> None:
    git(tree, "init", "-q")
    git(tree, "add", ".")
    git(tree, "commit", "-qm", "Before")
    (tree / "src" / "new.cpp").write_text("struct New { int a; };\n")
    (tree / "include" / "deep" / "far.h").write_text('#include "../base.h"\nstruct Far { int b; };\n')
    arguments = ("src", "--headers", "far", "--changed-since", "HEAD", "--no-cross-check", "--format", "json")
    done = podcheck("check", *arguments, "--", "-Iinclude", cwd=tree)
    names = {one["name"] for one in json.loads(done.stdout)["records"]}
    assert names == {"Far", "New"}
    assert "3 of 9 files are touched by what changed since HEAD" in done.stderr
    assert done.returncode == 0


@pytest.mark.needs("git")
def test_an_unknown_revision_is_an_error(tree: Path) -> None:
    git(tree, "init", "-q")
    done = podcheck("check", "src", "--changed-since", "nowhere", "--no-cross-check", cwd=tree)
    assert done.returncode == 2
    assert "git" in done.stderr
