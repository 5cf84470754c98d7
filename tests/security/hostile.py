"""What somebody may prepare: a repository in which git runs many programs, each of which leaves a mark then."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.needs import HANGS_AFTER, require

OLD = "struct Lost { int a; };\nstruct Kept { int a; };\n"
NEW = "struct Lost { int a; ~Lost(); };\nstruct Kept { int a; };\n"
FILES = {
    "src/a.cpp": OLD,
    "src/b.cc": "struct B { int b; };\n",
    "src/c.hpp": "struct C { int c; };\n",
    ".gitattributes": "*.cpp filter=trap diff=trap merge=trap\n*.hpp filter=stream\n",
}
COMMANDS = {
    "two revisions": ("diff", "--git", "HEAD~1..HEAD"),
    "the work tree": ("diff", "--git", "HEAD~1"),
    "a revision that the remote has": ("diff", "--git", "@{upstream}"),
    "changed since": ("check", ".", "--changed-since", "HEAD~1", "--no-cross-check", "--no-cache"),
}
HOOKS = (
    "post-checkout",
    "post-index-change",
    "pre-auto-gc",
    "reference-transaction",
    "post-merge",
    "fsmonitor-watchman",
)


class Traps:
    """Programs, by name; `marks` are the names of those that were run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "marks").mkdir(parents=True)

    def lay(self, name: str, then: str = "cat 2>/dev/null") -> str:
        """Make the program of that name; its path."""
        program = self.folder / name
        program.write_text(f"#!/bin/sh\n: > '{self.folder}/marks/{name}'\n{then}\n")
        program.chmod(0o755)
        return str(program)

    @property
    def marks(self) -> set[str]:
        return set(os.listdir(self.folder / "marks"))

    def clear(self) -> None:
        """Forget what was run."""
        for name in self.marks:
            (self.folder / "marks" / name).unlink()


def git(repository: Path, *arguments: str, check: bool = True) -> str:
    """What git prints there, as a user without settings of his own starts it."""
    require("git")
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always")
    bare = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=repository, check=check, capture_output=True, timeout=HANGS_AFTER,
        env={**bare, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull},
    )  # fmt: skip
    return os.fsdecode(done.stdout).strip()


def make_repository(folder: Path, files: dict[str, str]) -> Path:
    """A repository with one commit."""
    folder.mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    commit(folder, files)
    return folder


def commit(repository: Path, files: dict[str, str], message: str = "Change") -> None:
    """Write the files and commit all that there is."""
    for name, text in files.items():
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).write_text(text)
    git(repository, "add", "-A", "-f")
    git(repository, "commit", "-qm", message, "--allow-empty", "--no-gpg-sign")


def prepare(repository: Path, traps: Traps) -> None:
    """Have the configuration name programs wherever it can."""
    inner = repository / ".git"
    for hook in HOOKS:
        traps.lay(hook)
    settings = {
        "core.fsmonitor": traps.lay("fsmonitor"),
        "core.hooksPath": str(traps.folder),
        "core.pager": traps.lay("pager"),
        "core.editor": traps.lay("editor"),
        "core.sshCommand": traps.lay("ssh"),
        "core.askPass": traps.lay("askpass"),
        "core.gitProxy": traps.lay("proxy"),
        "core.alternateRefsCommand": traps.lay("alternates"),
        "credential.helper": f"!{traps.lay('credential')}",
        "filter.stream.process": traps.lay("process"),
        "diff.external": traps.lay("external"),
        "diff.trap.textconv": traps.lay("textconv", 'cat "$1"'),
        "diff.trap.command": traps.lay("diff-command"),
        "merge.trap.driver": traps.lay("merge"),
        "gpg.program": traps.lay("gpg"),
        "log.showSignature": "true",
        "uploadpack.packObjectsHook": traps.lay("pack-objects"),
        "remote.origin.url": str(repository),
        "remote.origin.uploadpack": traps.lay("upload-pack", "exit 1"),
        "remote.origin.promisor": "true",
        "remote.origin.partialclonefilter": "blob:none",
        "remote.outside.url": f"ext::{traps.lay('ext', 'exit 1')}",
        "remote.outside.promisor": "true",
        "protocol.allow": "always",
        "submodule.sub.update": f"!{traps.lay('submodule')}",
        "extensions.partialClone": "origin",
        "extensions.worktreeConfig": "true",
        "include.path": "../.git/further",
        "blame.ignoreRevsFile": ".git/revisions",
    }
    for command in ("diff", "blame", "rev-parse", "ls-files", "cat-file", "config", "worktree"):
        settings |= {f"pager.{command}": traps.lay(f"pager-{command}"), f"alias.{command}": f"!{traps.lay('alias')}"}
    git(repository, "config", "core.repositoryformatversion", "1")
    for name, value in settings.items():
        git(repository, "config", name, value)
    (inner / "further").write_text(
        f'[filter "trap"]\n\tsmudge = {traps.lay("smudge")}\n\tclean = {traps.lay("clean")}\n'
    )
    (inner / "config.worktree").write_text(f'[filter "inner"]\n\tsmudge = {traps.lay("inner")}\n\tclean = cat\n')
    (inner / "revisions").write_text("")
    (inner / "info" / "attributes").write_text("*.cc filter=inner\n")


def make_hostile(folder: Path, traps: Traps) -> Path:
    """Two commits, of which the second has a class lose something, in a repository that is full of traps."""
    repository = make_repository(folder, FILES)
    commit(repository, {"src/a.cpp": NEW, "src/b.cc": "struct B { int b; int c; };\n"})
    prepare(repository, traps)
    return repository


def take_contents_away(repository: Path) -> None:
    """Have the repository lack contents of its first commit, which a promisor remote would have."""
    for name in ("src/a.cpp", "src/c.hpp"):
        blob = git(repository, "rev-parse", f"HEAD~1:{name}")
        (repository / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
