"""The hooks, run by pre-commit itself in a scratch repository: what breaks a contract is not committed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from podcheck.model.units import HEADERS, SOURCES
from tests.cli.running import REPOSITORY
from tests.needs import HANGS_AFTER, require

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
    require("git")
    here = f"{sys.executable} -m podcheck"
    local = {
        "repo": "local",
        "hooks": [
            {
                **hook,
                "language": "system",
                "entry": hook["entry"].replace("podcheck", here, 1),
                "args": ["--no-cross-check", *hook.get("args", [])],
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


def leave(repository: Path, hooks: Collection[str], *arguments: str) -> None:
    """Leave only these hooks, with these arguments."""
    file = repository / ".pre-commit-config.yaml"
    configured = yaml.safe_load(file.read_text())
    (local,) = configured["repos"]
    local["hooks"] = [hook for hook in local["hooks"] if hook["id"] in hooks]
    for hook in local["hooks"]:
        hook["args"] += arguments
    file.write_text(yaml.safe_dump(configured))


def configure(repository: Path, hook: str, *arguments: str) -> None:
    """Leave only one hook, with these arguments."""
    leave(repository, (hook,), *arguments)


def commit(repository: Path) -> subprocess.CompletedProcess[str]:
    run(repository, "git", "add", "-A")
    return run(repository, "git", "commit", "-m", "change")


def test_the_manifest_is_one(tmp_path: Path) -> None:
    manifest = str(REPOSITORY / ".pre-commit-hooks.yaml")
    done = run(tmp_path, sys.executable, "-m", "pre_commit", "validate-manifest", manifest)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(
    ("hook", "endings"),
    [("podcheck", SOURCES), ("podcheck-headers", HEADERS), ("podcheck-touched", SOURCES | HEADERS)],
)
def test_a_hook_is_for_the_files_that_podcheck_takes(hook: str, endings: frozenset[str]) -> None:
    (pattern,) = (item["files"] for item in MANIFEST if item["id"] == hook)
    for ending in SOURCES | HEADERS:
        assert bool(re.search(pattern, f"a/b{ending}")) == (ending in endings), ending


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


PROJECT = {
    "include/wire/units.hpp": "#pragma once\nstruct Metres { long value; };\n",
    "include/wire/header.hpp": "#pragma once\n#include <wire/units.hpp>\n#include <limits.hpp>\n"
    "// podcheck: require trivially_copyable, size == 8\nstruct Header { Metres length; };\n",
    "include/wire/alone.hpp": '#pragma once\n#include "units.hpp"\n'
    "// podcheck: require standard_layout\nstruct Alone { Metres a; };\n",
    "ours/limits.hpp": "#pragma once\nstruct Limits { int most; };\n",
    "theirs/limits.hpp": "#pragma once\nstruct Limits { int most; ~Limits() {} };\n",
    "include/unused.hpp": "#pragma once\nstruct Unused { virtual ~Unused(); };\n",
    "src/wire.cpp": "#include <wire/header.hpp>\n",
    "src/other.cpp": "#include <wire/header.hpp>\n// podcheck: require trivial\n"
    "struct Other { Header h; Limits l; };\n",
    "src/apart.cpp": "// podcheck: require trivial\nstruct Apart { int x; };\n",
    "src/packed.cpp": "// podcheck: require size == 4\nstruct Packed { char c[WIDTH_OF]; };\n",
    "flags.rsp": "-DWIDTH_OF=4\n",
    "README.md": "# Wire\n",
}
UNITS = "include/wire/units.hpp"
COMMITS: list[tuple[str, dict[str, str | None], str]] = [
    ("a comment in a header", {UNITS: "#pragma once\n// SI\nstruct Metres { long value; };\n"}, ""),
    (
        "a destructor, which three contracts elsewhere forbid or two of them mind",
        {UNITS: "#pragma once\nstruct Metres { ~Metres() {} long value; };\n"},
        "include/wire/header.hpp:5",
    ),
    (
        "mixed access, which a header alone forbids that no source includes",
        {UNITS: "#pragma once\nstruct Metres { Metres() = default; int value = 0; private: int more; };\n"},
        "include/wire/alone.hpp:4",
    ),
    ("another name within", {UNITS: "#pragma once\nstruct Metres { long metres; };\n"}, ""),
    (
        "an initializer, which a source two includes away forbids",
        {UNITS: "#pragma once\nstruct Metres { long value = 0; };\n"},
        "src/other.cpp:3",
    ),
    (
        "more bytes, which a header forbids",
        {UNITS: "#pragma once\nstruct Metres { long value[2]; };\n"},
        "header.hpp:5",
    ),
    ("a source that has no part in it", {"src/apart.cpp": PROJECT["src/apart.cpp"] + "int y;\n"}, ""),
    (
        "a source that breaks its own contract",
        {"src/apart.cpp": "// podcheck: require trivial\nstruct Apart { Apart(); };\n"},
        "src/apart.cpp:2",
    ),
    ("a class without a contract, whatever it is", {"include/free.hpp": "struct Free { virtual ~Free(); };\n"}, ""),
    (
        "a header of a contract and the one that it includes, which fit",
        {
            UNITS: "#pragma once\nstruct Metres { int value; };\n",
            "include/wire/header.hpp": PROJECT["include/wire/header.hpp"].replace("size == 8", "size == 4"),
        },
        "",
    ),
    ("no header any more that stood before another one", {"ours/limits.hpp": None}, "src/other.cpp:3"),
    ("no header any more that nothing includes", {"include/unused.hpp": None}, ""),
    ("a flag in a file that the database names", {"flags.rsp": "-DWIDTH_OF=5\n"}, "src/packed.cpp:2"),
    ("a flag that changes nothing", {"flags.rsp": "-DWIDTH_OF=4 -DMORE\n"}, ""),
    (
        "a contract in the settings alone, which no file of the project keeps",
        {"podcheck.toml": '[[contract]]\nname = "Apart"\nrequire = ["size == 1"]\n'},
        "src/apart.cpp:2",
    ),
    ("words", {"README.md": "# Wire, again\n"}, ""),
    (
        "a member moved to where it leaves no hole",
        {"src/packed.cpp": "// podcheck: require no_padding, size == 8\nstruct Packed { int n; char a[2], b[2]; };\n"},
        "",
    ),
    (
        "a member moved to where it leaves one",
        {"src/packed.cpp": "// podcheck: require no_padding\nstruct Packed { char a[2]; int n; char b[2]; };\n"},
        "src/packed.cpp:2",
    ),
]
"""What is changed, the text of each file (None: it is deleted), and where a contract is broken by that, or nothing."""


def change(repository: Path, changes: Mapping[str, str | None]) -> None:
    """Write the files, and delete those without a text."""
    for name, text in changes.items():
        if text is None:
            (repository / name).unlink()
        else:
            (repository / name).parent.mkdir(parents=True, exist_ok=True)
            (repository / name).write_text(text)


@pytest.mark.slow
@pytest.mark.parametrize("hooks", [("podcheck", "podcheck-headers"), ("podcheck-touched",)], ids=["two", "one"])
def test_those_commits_are_refused_that_break_a_contract_anywhere(repository: Path, hooks: tuple[str, ...]) -> None:
    leave(repository, hooks)
    change(repository, PROJECT)
    flags = "c++ -Iinclude -Iours -Itheirs -std=c++17 @flags.rsp -c"
    entries = [
        {"directory": str(repository), "file": name, "command": f"{flags} {name}"} for name in PROJECT if "src" in name
    ]
    (repository / "build" / "compile_commands.json").write_text(json.dumps(entries))
    first = commit(repository)
    assert first.returncode == 0, first.stderr
    for what, changes, place in COMMITS:
        change(repository, changes)
        done = commit(repository)
        assert (done.returncode == 0) == (not place), f"{what}: {done.stderr}"
        assert place in done.stderr, f"{what}: {done.stderr}"
        if place:
            run(repository, "git", "reset", "-q", "--hard")
            run(repository, "git", "clean", "-q", "-f")


def test_all_files_are_checked_where_that_is_asked(repository: Path) -> None:
    assert commit(repository).returncode == 0
    header = repository / "include" / "wire" / "header.hpp"
    header.write_text(GOOD.replace("};", "    ~Header() {}\n};"))
    run(repository, "git", "add", "-A")
    assert run(repository, "git", "commit", "-q", "--no-verify", "-m", "past the hook").returncode == 0
    done = run(repository, sys.executable, "-m", "pre_commit", "run", "--all-files")
    assert done.returncode == 1
    assert "'Header' is not trivially_copyable" in done.stdout


def test_who_includes_a_changed_header_is_checked(repository: Path) -> None:
    """The header keeps its own contracts; a source of the repository that is not in the commit does not."""
    other = repository / "src" / "other.cpp"
    other.write_text(
        "#include <wire/units.hpp>\n// podcheck: require trivially_copyable\nstruct Other { Metres x; };\n"
    )
    first = commit(repository)
    assert first.returncode == 0, first.stderr
    assert "podcheck (what the commit touches)" in first.stderr
    (repository / "include" / "wire" / "units.hpp").write_text("struct Metres { long value; ~Metres() {} };\n")
    refused = commit(repository)
    assert refused.returncode == 1
    assert "src/other.cpp:3" in refused.stderr
    assert "'Other' is not trivially_copyable" in refused.stderr


@pytest.mark.parametrize(("arguments", "is_refused"), [((), True), (("src",), True), (("tools",), False)])
def test_folders_say_where_what_includes_a_file_is_looked_for(
    repository: Path, arguments: tuple[str, ...], is_refused: bool
) -> None:
    """A class that breaks its contract already, in a file that no commit touches, is none of the commit's business."""
    configure(repository, "podcheck-touched", *arguments)
    (repository / "tools").mkdir()
    (repository / "src" / "broken.cpp").write_text("// podcheck: require trivial\nstruct Broken { Broken(); };\n")
    other = "#include <wire/units.hpp>\n// podcheck: require trivially_copyable\nstruct Other { Metres x; };\n"
    (repository / "src" / "other.cpp").write_text(other)
    run(repository, "git", "add", "-A")
    run(repository, "git", "commit", "-q", "--no-verify", "-m", "past the hook")
    (repository / "include" / "wire" / "units.hpp").write_text("struct Metres { long value; ~Metres() {} };\n")
    done = commit(repository)
    assert (done.returncode != 0) == is_refused, done.stderr
    assert ("src/other.cpp:3" in done.stderr) == is_refused
    assert "Broken" not in done.stderr


@pytest.mark.parametrize("hook", [item["id"] for item in MANIFEST])
def test_each_hook_says_what_a_changed_file_breaks_elsewhere(repository: Path, hook: str) -> None:
    configure(repository, hook)
    ending = "cpp" if hook == "podcheck" else "hpp"
    (repository / "src" / f"part.{ending}").write_text("struct Part { int x; };\n")
    (repository / "src" / "other.cpp").write_text(
        f'#include "part.{ending}"\n// podcheck: require trivially_copyable\nstruct Other {{ Part x; }};\n'
    )
    assert commit(repository).returncode == 0
    (repository / "src" / f"part.{ending}").write_text("struct Part { int x; ~Part(); };\n")
    done = commit(repository)
    assert done.returncode != 0
    assert "'Other' is not trivially_copyable" in done.stderr
