"""Nothing of a repository that somebody prepared is run, and a commit that somebody made is laid out in its folder."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from podcheck.git.repository import open_repository
from podcheck.git.revisions import read_range
from tests.cli.running import console_script
from tests.security.hostile import (
    COMMANDS,
    FILES,
    NEW,
    OLD,
    Traps,
    commit,
    git,
    make_hostile,
    make_repository,
    prepare,
    take_contents_away,
)


@pytest.fixture
def traps(tmp_path: Path) -> Traps:
    return Traps(tmp_path / "traps")


@pytest.fixture
def repository(tmp_path: Path, traps: Traps) -> Path:
    return make_hostile(tmp_path / "repository", traps)


def rewrite(repository: Path) -> None:
    """Other times: git must read the files again to know whether they changed."""
    for name in FILES:
        os.utime(repository / name, (1, 1))


def test_the_traps_work(repository: Path, traps: Traps) -> None:
    """Git by itself, as it stands there, runs most of what the other tests find not to be run."""
    rewrite(repository)
    git(repository, "status", check=False)
    git(repository, "diff", "HEAD~1", check=False)
    git(repository, "blame", "src/a.cpp", check=False)
    git(repository, "worktree", "add", "--detach", str(repository.parent / "other"), "HEAD~1", check=False)
    blob = git(repository, "rev-parse", "HEAD~1:src/a.cpp")
    (repository / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    git(repository, "cat-file", "-p", blob, check=False)
    assert traps.marks >= {
        "fsmonitor", "clean", "process", "external", "textconv", "smudge", "inner", "post-checkout",
        "post-index-change", "upload-pack",
    }  # fmt: skip


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_git_runs_nothing_of_a_repository(arguments: tuple[str, ...], repository: Path, traps: Traps) -> None:
    git(repository, "config", "branch.main.remote", "origin")
    git(repository, "config", "branch.main.merge", "refs/heads/main")
    git(repository, "config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*")
    git(repository, "update-ref", "refs/remotes/origin/main", "HEAD~1")
    rewrite(repository)
    traps.clear()
    before = {path: path.stat().st_mtime_ns for path in (repository / ".git").rglob("*") if path.is_file()}
    run = console_script(*arguments, cwd=repository)
    assert traps.marks == set()
    if arguments[0] == "diff":
        assert run.returncode == 1
        assert "the destructor of 'Lost' is user-provided" in run.stdout
        assert "Change" in run.stdout
        assert "attributes convert files; these are read as they are stored: 2 (src/a.cpp, src/c.hpp)" in run.stderr
    else:
        assert run.returncode == 0
        assert "2 of 3 files are affected" in run.stderr
    assert {path: path.stat().st_mtime_ns for path in (repository / ".git").rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_what_is_missing_is_not_fetched(arguments: tuple[str, ...], repository: Path, traps: Traps) -> None:
    git(repository, "update-ref", "refs/remotes/origin/main", "HEAD~1")
    take_contents_away(repository)
    traps.clear()
    run = console_script(*(word.replace("@{upstream}", "origin/main") for word in arguments), cwd=repository)
    assert traps.marks == set()
    if arguments[0] == "diff":
        assert run.returncode == 2
        assert "contents that this clone does not have are skipped" in run.stderr
        assert "src/a.cpp" in run.stderr
    else:
        assert "2 of 3 files are affected" in run.stderr


def test_a_commit_that_is_missing_is_not_fetched(repository: Path, traps: Traps) -> None:
    old = git(repository, "rev-parse", "HEAD~1")
    (repository / ".git" / "objects" / old[:2] / old[2:]).unlink()
    for arguments in COMMANDS.values():
        traps.clear()
        run = console_script(*arguments, cwd=repository)
        assert traps.marks == set()
        assert (run.returncode, "git" in run.stderr, "Traceback" in run.stderr) == (2, True, False)


def test_git_that_variables_make_run_things_does_not(repository: Path, traps: Traps) -> None:
    """A git hook starts podcheck with variables about its own repository; none of them reaches git."""
    program = traps.lay("variable")
    given = {
        "GIT_EXTERNAL_DIFF": program, "GIT_SSH_COMMAND": program, "GIT_PAGER": program, "GIT_PROXY_COMMAND": program,
        "GIT_ASKPASS": program, "GIT_EXEC_PATH": str(traps.folder), "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.fsmonitor", "GIT_CONFIG_VALUE_0": program, "GIT_DIR": str(traps.folder),
    }  # fmt: skip
    traps.clear()
    for arguments in COMMANDS.values():
        console_script(*arguments, cwd=repository, **given)
    assert traps.marks == set()


def test_a_repository_within_the_tree_is_not_taken_for_it(repository: Path, traps: Traps) -> None:
    """A folder that is a bare repository, a `.git` that is nothing, a configuration that leads away."""
    git(repository, "init", "-q", "--bare", "src/bare")
    git(repository / "src" / "bare", "config", "core.fsmonitor", traps.lay("bare"))
    (repository / "src" / ".git").mkdir()
    git(repository, "config", "core.worktree", str(traps.folder))
    for folder in (repository / "src" / "bare", repository / "src"):
        with open_repository(folder) as opened:
            assert opened.root == repository
            assert read_range("HEAD~1..HEAD", opened).new
    assert "bare" not in traps.marks


def test_submodules_are_looked_into_without_running_anything(tmp_path: Path, traps: Traps) -> None:
    inner = make_repository(
        tmp_path / "inner", {"part.h": "struct Part { int a; };\n", ".gitattributes": "*.h filter=trap\n"}
    )
    outer = make_repository(tmp_path / "outer", {"a.cpp": '#include "sub/part.h"\n', "b.cpp": "struct B {};\n"})
    git(outer, "submodule", "--quiet", "add", str(inner), "sub")
    git(outer, "commit", "-qm", "A submodule")
    prepare(outer, traps)
    settings = outer / ".git" / "modules" / "sub" / "config"
    settings.write_text(
        settings.read_text()
        + f'[filter "trap"]\n\tclean = {traps.lay("clean")}\n[core]\n\tfsmonitor = {traps.lay("inner-monitor")}\n'
    )
    (outer / "sub" / "part.h").write_text("struct Part { int b; };\n")
    traps.clear()
    run = console_script("check", ".", "--changed-since", "HEAD", "--no-cross-check", "--no-cache", cwd=outer)
    assert "2 of 3 files are affected" in run.stderr  # sub/part.h itself, and who includes it
    run = console_script("diff", "--git", "HEAD", "b.cpp", cwd=outer)
    assert (run.returncode, "submodules are skipped: 1 (sub)" in run.stderr) == (0, True)
    assert traps.marks == set()


@pytest.mark.parametrize("text", ["gitdir: ../nowhere\n", "gitdir:", "garbage", ""])
def test_a_git_file_that_names_nothing_is_said(text: str, tmp_path: Path) -> None:
    (tmp_path / ".git").write_text(text)
    (tmp_path / "a.cpp").write_text("struct A {};\n")
    for arguments in (("diff", "--git", "HEAD"), ("check", ".", "--changed-since", "HEAD")):
        run = console_script(*arguments, cwd=tmp_path)
        assert (run.returncode, run.stdout) == (2, "")
        assert f"{tmp_path / '.git'} names no git directory" in run.stderr


@pytest.mark.parametrize(
    "spoil",
    [
        lambda inner: (inner / "config").write_text("[core"),
        lambda inner: (inner / "HEAD").write_text("nonsense\n"),
        lambda inner: (inner / "HEAD").write_bytes(b"ref: refs/heads/../../../etc/passwd\n"),
        lambda inner: (inner / "index").write_bytes(b"DIRC" + b"\xff" * 40),
        lambda inner: (inner / "packed-refs").write_bytes(b"\xff" * 100),
    ],
    ids=["config", "HEAD", "HEAD outside", "index", "packed-refs"],
)
def test_a_spoilt_repository_is_said(spoil: object, repository: Path) -> None:
    assert callable(spoil)
    spoil(repository / ".git")
    run = console_script("check", ".", "--changed-since", "HEAD~1", cwd=repository)
    assert (run.returncode, run.stdout, "Traceback" in run.stderr) == (2, "", False)
    assert "git" in run.stderr


def tree_of(repository: Path, entries: list[tuple[str, bytes, str]]) -> str:
    """A tree with those entries as they are: mode, name, hash."""
    raw = b"".join(mode.encode() + b" " + name + b"\0" + bytes.fromhex(hash_) for mode, name, hash_ in entries)
    return made(repository, "tree", raw)


def made(repository: Path, kind: str, content: bytes) -> str:
    done = subprocess.run(
        ["git", "hash-object", "-t", kind, "-w", "--literally", "--stdin"],
        cwd=repository, input=content, capture_output=True, check=True,
    )  # fmt: skip
    return done.stdout.decode().strip()


def test_names_of_a_commit_stay_in_its_folder(tmp_path: Path) -> None:
    """Entries that no git would write: `..`, `.git` in many spellings, links outwards, a file where a folder is."""
    repository = make_repository(tmp_path / "repository", {"a.cpp": OLD})
    outside = tmp_path / "outside"
    outside.mkdir()
    good, evil = made(repository, "blob", NEW.encode()), made(repository, "blob", b"evil\n")
    link = made(repository, "blob", os.fsencode(outside))
    inner = tree_of(repository, [("100644", b"written", evil), ("100644", b"x.h", evil)])
    up = tree_of(repository, [("40000", b"..", tree_of(repository, [("40000", b"outside", inner)]))])
    entries = [
        ("100644", b"..", evil),
        ("40000", b"..", up),
        ("40000", b".git", inner),
        ("40000", b".GIT", inner),
        ("40000", ".g\u200dit".encode(), inner),
        ("40000", b"git~1", inner),
        ("40000", b".git. ", inner),
        ("100644", b"a.cpp", good),
        ("120000", b"absolute", link),
        ("40000", b"absolute", inner),
        ("100644", b"both", good),
        ("40000", b"both", inner),
        ("120000", b"broken", made(repository, "blob", b"a\0b")),
        ("120000", b"empty", made(repository, "blob", b"")),
        ("120000", b"fine.cpp", made(repository, "blob", b"a.cpp")),
        ("120000", b"folder", made(repository, "blob", b"src")),
        ("120000", b"hop", made(repository, "blob", b"folder/../../..")),
        ("120000", b"loop", made(repository, "blob", b"loop")),
        ("100644", b"l" * 300, evil),
        ("40000", b"src", tree_of(repository, [("100644", b"s.cpp", good)])),
        ("120000", b"up", made(repository, "blob", b"../../..")),
        ("100644", b"\xff.cpp", good),
    ]
    tree = tree_of(repository, entries)
    new = git(repository, "commit-tree", tree, "-p", "HEAD", "-m", "Evil")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    run = console_script(
        "diff", "--git", f"HEAD..{new}", ".", "--format", "json", cwd=repository, TMPDIR=str(temporary)
    )
    assert "Traceback" not in run.stderr
    assert list(outside.iterdir()) == []
    assert list(temporary.iterdir()) == []
    lost = {change["name"] for change in json.loads(run.stdout)["changes"] if change["kind"] == "lost"}
    assert lost == {"Lost"}
    assert "links that point outside the repository are skipped" in run.stderr
    assert "names that no check-out should have are skipped" in run.stderr


def test_what_check_out_would_do_to_files_is_not_done(tmp_path: Path) -> None:
    """`export-ignore`, `export-subst`, `ident` and line ends: files are as they are stored."""
    attributes = "a.cpp export-ignore\nb.cpp export-subst ident eol=crlf\n"
    text = 'struct Lost { char id[sizeof "$Format:%H$ $Id$"]; };\n'
    repository = make_repository(tmp_path / "repository", {"a.cpp": OLD, "b.cpp": text, ".gitattributes": attributes})
    commit(repository, {"a.cpp": NEW})
    run = console_script("diff", "--git", "HEAD~1..HEAD", cwd=repository)
    assert (run.returncode, run.stdout.count("user-provided") > 0) == (1, True)


def test_a_further_work_tree_and_another_hash(tmp_path: Path) -> None:
    for number, hash_ in enumerate(("sha1", "sha256")):
        folder = tmp_path / str(number)
        folder.mkdir()
        git(folder, "init", "-q", f"--object-format={hash_}")
        commit(folder, {"a.cpp": OLD, "b.cpp": "struct B {};\n"})
        git(folder, "worktree", "add", "-q", "--detach", str(tmp_path / f"{number}-more"))
        commit(tmp_path / f"{number}-more", {"a.cpp": NEW})
        git(folder, "gc", "-q")
        run = console_script("diff", "--git", "HEAD~1..HEAD", cwd=tmp_path / f"{number}-more")
        assert (run.returncode, "Lost" in run.stdout) == (1, True), run.stderr
        run = console_script(
            "check",
            ".",
            "--changed-since",
            "HEAD@{1}",
            "--no-cross-check",
            "--no-cache",
            cwd=tmp_path / f"{number}-more",
        )
        assert "1 of 2 files are affected" in run.stderr
