"""`--changed-since`: what a change touches, dependents of headers included, is analysed, and the rest is not."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from podcheck.config.settings import make_settings
from podcheck.discovery.units import units_of
from tests.builds import write_database
from tests.cli.running import podcheck
from tests.discovery.touching import (  # fmt: skip
    INCLUDES,
    OTHER,
    PART,
    SCENARIOS,
    UNIT,
    Scenario,
    answers,
    expected,
    lay_out,
    make_parts,
    text,
    touched,
    write,
)
from tests.security.hostile import commit, git, make_repository


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_parts(tmp_path_factory.mktemp("parts") / "parts")


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS)
def test_what_a_change_touches(scenario: Scenario, tmp_path: Path, parts: Path) -> None:
    root = lay_out(scenario, tmp_path / "repository", parts)
    assert [answer for answer in answers(scenario, root) if answer != expected(scenario)] == []


def test_staged_committed_and_between_two_revisions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_repository(
        tmp_path / "repository", {**{name: str(content) for name, content in INCLUDES.items()}, "b.cpp": UNIT}
    )
    monkeypatch.chdir(root)
    (root / "x.h").write_text(OTHER)
    git(root, "add", "x.h")
    assert touched() == {"a.cpp"}
    git(root, "commit", "-qm", "Change")
    assert touched() == set()
    assert touched(changed_since="HEAD~1") == touched(changed_since="HEAD~1..HEAD") == {"a.cpp"}
    (root / "b.cpp").write_text(UNIT + UNIT)
    assert touched(changed_since="HEAD~1..HEAD") == {"a.cpp"}
    assert touched(changed_since="HEAD~1") == {"a.cpp", "b.cpp"}


def test_before_the_first_commit_all_is_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.cpp": UNIT, "b.cpp": UNIT})
    git(tmp_path, "init", "-q")
    monkeypatch.chdir(tmp_path)
    assert touched() == {"a.cpp", "b.cpp"}


def test_files_that_a_sparse_work_tree_leaves_out_are_not_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"a.cpp": text('#include "x.h"'), "b.cpp": UNIT, "far/x.h": PART, "x.h": PART}
    root = make_repository(tmp_path / "repository", files)
    git(root, "sparse-checkout", "set", "--no-cone", "/*", "!/far/")
    assert not (root / "far").exists()
    monkeypatch.chdir(root)
    assert touched() == set()


def test_a_submodule_that_is_not_checked_out(tmp_path: Path, parts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_repository(tmp_path / "first", {"a.cpp": text("#include <x.h>"), "b.cpp": UNIT})
    git(root, "submodule", "--quiet", "add", str(parts), "sub")
    git(root, "commit", "-qm", "A submodule")
    git(tmp_path, "clone", "-q", str(root), "second")
    monkeypatch.chdir(tmp_path / "second")
    assert touched(clang_args=["-Isub"]) == set()
    first = git(parts, "rev-parse", "first")
    git(tmp_path / "second", "update-index", "--cacheinfo", f"160000,{first},sub")
    assert touched(clang_args=["-Isub"]) == {"a.cpp"}
    assert touched(clang_args=["-Iinc"]) == set()


def test_headers_outside_lead_back_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sdk").mkdir()
    (tmp_path / "sdk" / "sdk.h").write_text("#include <user/config.h>\n")
    files = {
        "a.cpp": text("#include <sdk.h>"),
        "b.cpp": UNIT,
        "inc/user/config.h": '#include "deep.h"\n',
        "inc/user/deep.h": PART,
    }
    root = make_repository(tmp_path / "repository", files)
    monkeypatch.chdir(root)
    (root / "inc/user/deep.h").write_text(OTHER)
    assert touched(clang_args=["-isystem", str(tmp_path / "sdk"), "-Iinc"]) == {"a.cpp"}


def test_a_header_whose_flags_may_come_from_another_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "one.cpp": text('#include "x.h"'),
        "two.cpp": text('#include "y.h"'),
        "x.h": PART,
        "y.h": PART,
        ".gitignore": "*.json",
    }
    root = make_repository(tmp_path / "repository", files)
    items = [{"directory": str(root), "file": name, "command": f"c++ {name}"} for name in ("one.cpp", "two.cpp")]
    (root / "compile_commands.json").write_text(json.dumps(items))
    monkeypatch.chdir(root)

    def left() -> set[str]:
        return {unit.file for unit in units_of(make_settings(["x.h", "y.h"], changed_since="HEAD").inputs)[0]}

    assert left() == set()
    (root / "one.cpp").write_text(text('#include "x.h"\n'))
    assert left() == {"x.h"}
    (root / "two.cpp").unlink()
    assert left() == {"x.h", "y.h"}


def test_response_files_of_a_command_line_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_repository(tmp_path / "repository", {"a.cpp": UNIT, "a.rsp": "-DX=1", "b.rsp": "-DX=1"})
    monkeypatch.chdir(root)
    (root / "a.rsp").write_text("-DX=2")
    for name, left in (("a.rsp", ["a.cpp"]), ("b.rsp", [])):
        given = make_settings(["a.cpp"], command=["g++", f"@{name}", "-c", "a.cpp"], changed_since="HEAD")
        assert [unit.file for unit in units_of(given.inputs)[0]] == left


def test_an_accepted_finding_may_count_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_repository(tmp_path / "repository", {"a.cpp": UNIT, "b.cpp": UNIT, "accepted.json": "{}"})
    monkeypatch.chdir(root)
    assert touched(baseline="accepted.json") == set()
    (root / "accepted.json").write_text("{ }")
    assert touched(baseline="accepted.json") == {"a.cpp", "b.cpp"}
    assert touched() == set()


def test_hostile_texts_take_no_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names without an end, comments within comments, folders within folders: read once, from front to back."""
    long = "".join(("#/*" * 100_000, "*/\n", "#include <" * 50_000, '\n#include "', "a/" * 50_000, 'x.h"\n'))
    root = make_repository(tmp_path / "repository", {"a.cpp": UNIT, "b.cpp": '#include "long.h"\n', "long.h": long})
    monkeypatch.chdir(root)
    assert touched() == {"b.cpp"}


def test_files_that_can_not_be_read_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_repository(tmp_path / "repository", {"a.cpp": text('#include "pipe.h"'), "b.cpp": UNIT})
    monkeypatch.chdir(root)
    os.mkfifo(root / "pipe.h")
    assert touched() in (set(), {"a.cpp"})  # no file to include; it is not waited for


def test_check_analyses_only_what_was_touched(tmp_path: Path) -> None:
    files = {
        "include/base.h": "struct Base { int a; };\n",
        "include/deep/far.h": '#include "../base.h"\n',
        "src/far.cpp": "#include <deep/far.h>\n",
        "src/alone.cpp": "#include <vector>\nstruct Alone { int a; };\n",
    }
    root = make_repository(tmp_path / "repository", files)
    (root / "src" / "new.cpp").write_text("struct New { int a; };\n")
    (root / "include" / "deep" / "far.h").write_text('#include "../base.h"\nstruct Far { int b; };\n')
    arguments = ("src", "--headers", "far", "--changed-since", "HEAD", "--no-cross-check", "--format", "json")
    done = podcheck("check", *arguments, "--", "-Iinclude", cwd=root)
    names = {item["name"] for item in json.loads(done.stdout)["records"]}
    assert names == {"Far", "New"}
    assert "2 of 3 files are affected by changes since HEAD" in done.stderr
    assert done.returncode == 0


def test_an_unknown_revision_is_an_error(tmp_path: Path) -> None:
    root = make_repository(tmp_path / "repository", {"a.cpp": UNIT})
    done = podcheck("check", "a.cpp", "--changed-since", "nowhere", "--no-cross-check", cwd=root)
    assert done.returncode == 2
    assert "git" in done.stderr


MODULES = {
    "a.cpp": f"module outer;\n{UNIT}",
    "b.cpp": UNIT,
    "outer.cppm": 'module;\n#include "part.hpp"\nexport module outer;\n',
    "part.hpp": PART,
}


@pytest.mark.needs("git")
@pytest.mark.parametrize(
    ("changed", "more"), [("part.hpp", "//\n"), ("outer.cppm", "//\n"), ("outer.cppm", "import lost;\n")]
)
def test_the_interface_of_a_unit_s_module_counts_and_what_it_includes(
    changed: str, more: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_repository(tmp_path / "project", MODULES)
    write_database(folder, {file: "-std=c++20" for file in MODULES if file != "part.hpp"})
    commit(folder, {})
    monkeypatch.chdir(folder)
    assert touched(build_dir="build") == set()
    (folder / changed).write_text(MODULES[changed] + more)
    assert touched(build_dir="build") == {"a.cpp"}
