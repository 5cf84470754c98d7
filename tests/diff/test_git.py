"""`diff --git` over a scratch repository: each of many real edits is found, none is invented, renames are followed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import podcheck
from tests.security.hostile import make_repository

pytestmark = pytest.mark.needs("git")
BEFORE = """
struct Destroyed { int a; };
struct Hidden { int a; int b; };
struct Based { int b; }; struct BasedOn : Based { };
struct Virtual { int a; };
struct Started { int a; };
struct Referring { int a; };
struct Textual { char name[8]; };
struct Constant { int a; };
struct Moved { Moved() = default; Moved(Moved&&) = default; int a; };
struct Bits { unsigned a : 3; unsigned b : 5; };
struct Ordered { char a; int b; char c; };
struct Grown { int a; };
struct Shrunk { long a; int b; };
struct Retyped { int a; };
struct Aligned { int a; };
struct OldName { int first; long second; char third[4]; };
namespace here { struct Wanderer { int way; int gone; }; }
struct Leaves { int a; };
struct Gains { Gains(const Gains& other) : a(other.a) {} int a; };
union Either { int a; float b; };
struct Untouched { int a; struct { int b; } in; union { int c; int d; }; };
template<class T> struct Box { T t; };
template<class T> struct Kept { T t; };
Box<int>* box; Kept<OldName>* kept;
auto closure = [](int a) { return a; };
struct Base {}; struct Final : Base { int a; };
"""

EDITS = [
    ("struct Destroyed { int a; };", "struct Destroyed { int a; ~Destroyed() {} };"),
    ("struct Hidden { int a; int b; };", "struct Hidden { int a; private: int b; };"),
    ("struct BasedOn : Based { };", "struct BasedOn : Based { int c; };"),
    ("struct Virtual { int a; };", "struct Virtual { int a; virtual void f(); };"),
    ("struct Started { int a; };", "struct Started { int a = 1; };"),
    ("struct Referring { int a; };", "struct Referring { int& a; };"),
    ("char name[8];", "Destroyed name[8];"),
    ("struct Constant { int a; };", "struct Constant { const int a; };"),
    ("Moved(Moved&&) = default;", "Moved(Moved&&) {}"),
    ("unsigned b : 5;", "unsigned b : 6;"),
    ("char a; int b; char c;", "char a; char c; int b;"),
    ("struct Grown { int a; };", "struct Grown { int a; int more; };"),
    ("long a; int b;", "long a;"),
    ("struct Retyped { int a; };", "struct Retyped { unsigned a; };"),
    ("struct Aligned { int a; };", "struct alignas(16) Aligned { int a; };"),
    ("OldName", "NewName"),
    ("namespace here", "namespace there"),
    ("struct Leaves { int a; };", "struct Arrives { double x, y, z; };"),
    ("Gains(const Gains& other) : a(other.a) {}", "Gains(const Gains& other) = default;"),
    ("union Either { int a; float b; };", "union Either { int a; float b; Destroyed c; };"),
    ("template<class T> struct Box { T t; };", "template<class T> struct Box { T t; ~Box(); };"),
    ("struct Final : Base", "struct Final final : Base"),
]


def git(repository: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments],
        cwd=repository, check=True, capture_output=True,
    )  # fmt: skip


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "-q")
    (folder / "src").mkdir()
    (folder / "src" / "all.cpp").write_text(BEFORE)
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "Before")
    return folder


def commit(repository: Path, text: str, message: str, name: str = "all.cpp") -> None:
    (repository / "src" / name).write_text(text)
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", message)


def changes(repository: Path, *arguments: str) -> list[dict[str, Any]]:
    done = podcheck("diff", "--format", "json", *arguments, cwd=repository)
    assert done.returncode in (0, 1), done.stderr
    result: list[dict[str, Any]] = json.loads(done.stdout)["changes"]
    return result


def test_every_edit_is_found_and_none_invented(repository: Path) -> None:
    text = BEFORE
    for old, new in EDITS:
        assert old in text
        text = text.replace(old, new)
    commit(repository, "// A line above, so that every place moves\n" + text, "Many edits")
    result = changes(repository, "--git", "HEAD~1..HEAD")
    reported = {(item["name"], item["kind"]) for item in result}
    lost = {
        name: {item["trait"] for item in result if (item["name"], item["kind"]) == (name, "lost")}
        for name, _ in reported
    }
    layout = {
        name: [item["after"] for item in result if (item["name"], item["kind"]) == (name, "layout")]
        for name, _ in reported
    }

    assert {"trivially_copyable", "trivial", "pod"} <= lost["Destroyed"]
    assert lost["Hidden"] == {"standard_layout", "pod", "aggregate"}
    assert layout["Hidden"] == ["'b' is private"]
    assert lost["BasedOn"] == {"standard_layout", "pod"}
    assert layout["BasedOn"] == ["'c' came at 4"]
    assert {"standard_layout", "trivially_copyable"} <= lost["Virtual"]
    assert lost["Started"] == {"trivial", "pod", "trivially_default_constructible"}
    assert {"standard_layout", "trivial"} <= lost["Referring"]
    assert "trivially_copyable" in lost["Textual"]
    assert {"trivially_copy_assignable", "trivially_move_assignable"} <= lost["Constant"]
    assert {"trivially_copyable", "trivially_move_constructible"} <= lost["Moved"]
    assert layout["Bits"] == ["'b' is 'unsigned int' of 6 bits"]
    assert layout["Ordered"] == ["'c' is declared in another order, at 1"]
    assert ("Ordered", "size") in reported
    assert (layout["Grown"], ("Grown", "size") in reported) == (["'more' came at 4"], True)
    assert (layout["Shrunk"], ("Shrunk", "size") in reported) == (["'b' is gone"], True)
    assert layout["Retyped"] == ["'a' is 'unsigned int'"]
    assert {("Aligned", "align"), ("Aligned", "size")} <= reported
    assert {(item["old_name"], item["name"]) for item in result if item["kind"] == "renamed"} == {
        ("here::Wanderer", "there::Wanderer"),
        ("OldName", "NewName"),
    }
    assert {item["name"] for item in result if item["kind"] == "came"} == {"Arrives"}
    assert {item["name"] for item in result if item["kind"] == "gone"} == {"Leaves"}
    assert ("Gains", "gained") in reported
    assert "trivially_copyable" in lost["Either"]
    assert "trivially_copyable" in lost["Box<int>"]
    assert ("Final", "changed") in reported
    assert (
        reported & {(name, kind) for name, kind in reported if name in {"Untouched", "Base", "Based", "Kept<NewName>"}}
        == set()
    )
    assert not any("lambda" in name or "unnamed" in name or "anonymous" in name for name, _ in reported)


def test_a_loss_names_its_cause_and_the_commit_that_wrote_it(repository: Path) -> None:
    commit(repository, BEFORE + "struct Unrelated { int a; };\n", "Something else")
    commit(repository, BEFORE.replace(*EDITS[0]) + "struct Unrelated { int a; };\n", "Say goodbye")
    done = podcheck("diff", "--git", "HEAD~2..HEAD", cwd=repository)
    assert done.returncode == 1
    assert "the destructor of 'Destroyed' is user-provided" in done.stdout
    assert "src/all.cpp:2:27" in done.stdout
    assert "Say goodbye" in done.stdout
    assert "Something else" not in done.stdout


def test_the_work_tree_is_compared_with_a_revision_alone(repository: Path) -> None:
    (repository / "src" / "all.cpp").write_text(BEFORE.replace(*EDITS[0]))
    done = podcheck("diff", "--git", "HEAD", cwd=repository / "src")
    assert done.returncode == 1
    assert "not committed yet" in done.stdout


def test_nothing_is_left_behind_and_hooks_do_not_run(repository: Path) -> None:
    hook = repository / ".git" / "hooks" / "post-checkout"
    hook.write_text('#!/bin/sh\ntouch "$(git rev-parse --git-common-dir)/ran"\n')
    hook.chmod(0o755)
    commit(repository, BEFORE + "\n", "Nothing")
    done = podcheck("diff", "--git", "HEAD~1..HEAD", cwd=repository)
    assert (done.returncode, "no difference" in done.stdout) == (0, True)
    assert not (repository / ".git" / "ran").exists()
    listed = subprocess.run(["git", "worktree", "list"], cwd=repository, capture_output=True, text=True, check=True)
    assert len(listed.stdout.splitlines()) == 1


def test_what_the_configuration_wants_written_is_not_written_by_a_comparison(repository: Path) -> None:
    (repository / "podcheck.toml").write_text('format = "table"\nreport = ["json=out.json"]\n')
    commit(repository, BEFORE.replace(*EDITS[0]), "More")
    (repository / "src" / "all.cpp").write_text(BEFORE)
    assert changes(repository, "--git", "HEAD")
    assert not (repository / "out.json").exists()


def test_a_file_that_moved_changes_nothing(repository: Path) -> None:
    git(repository, "mv", "src/all.cpp", "src/moved.cpp")
    git(repository, "commit", "-qm", "Move")
    assert changes(repository, "--git", "HEAD~1..HEAD") == []


@pytest.mark.slow
def test_the_flags_of_the_database_are_used_on_both_sides(repository: Path) -> None:
    (repository / "include").mkdir()
    (repository / "include" / "part.h").write_text("struct Part { int a; };\n")
    commit(repository, "#include <part.h>\nstruct Whole { Part part; };\n", "Use it")
    (repository / "include" / "part.h").write_text("struct Part { int a; ~Part(); };\n")
    git(repository, "commit", "-qam", "Say goodbye")
    build = repository / "build"
    build.mkdir()
    entry = {"directory": str(build), "file": "../src/all.cpp", "arguments": ["c++", "-I../include", "../src/all.cpp"]}
    absolute = {**entry, "arguments": ["c++", f"-I{repository}/include", "-c", f"{repository}/src/all.cpp"]}
    for item in (entry, absolute):
        (build / "compile_commands.json").write_text(json.dumps([item]))
        for given in (("-p", "build"), ("-p", "build/compile_commands.json"), ()):
            result = changes(repository, "--git", "HEAD~1..HEAD", *given, "src")
            assert {item["name"] for item in result} == {"Whole"}
            assert "trivially_copyable" in {item["trait"] for item in result}
    (repository / "include" / "part.h").write_text("struct Part { int a; int b; ~Part(); };\n")
    assert {change["kind"] for change in changes(repository, "--git", "HEAD", "src")} == {"size"}


@pytest.mark.parametrize("text", ["no-such-revision", "--upload-pack=x", "HEAD..nowhere", "HEAD:src"])
def test_what_is_no_revision_is_an_error(repository: Path, text: str) -> None:
    done = podcheck("diff", f"--git={text}", cwd=repository)
    assert (done.returncode, done.stdout) == (2, "")
    assert "git" in done.stderr
    assert "Traceback" not in done.stderr


def test_outside_of_a_repository_it_says_so(tmp_path: Path) -> None:
    done = podcheck("diff", "--git", "HEAD", cwd=tmp_path, GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
    assert (done.returncode, done.stdout) == (2, "")
    assert "repository" in done.stderr


def test_a_revision_that_does_not_parse_is_not_taken_for_fine(repository: Path) -> None:
    commit(repository, BEFORE + "struct Broken { Unknown u; };\n", "Break it")
    done = podcheck("diff", "--git", "HEAD~1..HEAD", cwd=repository)
    assert done.returncode == 2
    assert "Unknown" in done.stderr


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("HEAD", "nothing"), "nothing: there is no such file or folder in HEAD or the work tree"),
        (("HEAD", "a.cpp", "no/b.cpp"), "no/b.cpp: there is no such file or folder in HEAD or the work tree"),
        (("^HEAD",), "git: there is no revision '^HEAD': it says what to leave out"),
        (("HEAD..^HEAD",), "git: there is no revision '^HEAD': it says what to leave out"),
    ],
)
def test_what_is_not_there_is_said(tmp_path: Path, words: tuple[str, ...], what: str) -> None:
    repository = make_repository(tmp_path / "repository", {"a.cpp": "struct A { int i; };\n"})
    done = podcheck("diff", "--git", *words, cwd=repository)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[0] == f"podcheck: {what}"
