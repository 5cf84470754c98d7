"""Revisions of a repository, and how they follow each other."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from podcheck.errors import ConfigError
from podcheck.git.repository import Repository, git, try_git


class Range(Struct, frozen=True):
    """Two revisions of a repository."""

    root: Path
    """The folder of the work tree."""

    old: str
    """A commit's hash."""

    new: str
    """A commit's hash; empty for the work tree as it is."""

    old_name: str
    """The old revision as the user named it."""

    new_name: str
    """The new revision as the user named it."""


def read_range(text: str, repository: Repository) -> Range:
    """Return what `BASE`, `BASE..HEAD` or `BASE...HEAD` (from where the two parted) means.

    Raises ConfigError where the repository does not have such a revision.
    """
    dots = "..." if "..." in text else ".."
    base, result, head = text.partition(dots)
    old_name, new_name = base or "HEAD", (head or "HEAD") if result else ""
    old = _commit(old_name, repository)
    new = _commit(new_name, repository) if result else ""
    if dots == "..." and result:
        old = git(repository, "merge-base", old, new).decode().strip()
    return Range(repository.root, old, new, old_name, new_name or "the work tree")


def _commit(name: str, repository: Repository) -> str:
    """Return the commit's hash; of HEAD before the first commit that of nothing at all."""
    if name == "HEAD" and _is_unborn(repository):
        return git(repository, "hash-object", "-t", "tree", "--stdin", stdin=b"").decode().strip()
    if name.startswith("^"):
        raise ConfigError(f"git: there is no revision {name!r}: it says what to leave out")
    try:
        return git(repository, "rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}").decode().strip()
    except ConfigError as error:
        raise ConfigError(f"git: there is no revision {name!r}: {error.what}", error.advice) from error


def _is_unborn(repository: Repository) -> bool:
    branch = try_git(repository, ["symbolic-ref", "--quiet", "HEAD"])
    if not branch.output.startswith(b"refs/heads/"):
        return False
    known = try_git(repository, ["for-each-ref", os.fsdecode(branch.output).strip()])
    return known.ok and not known.output and not known.stderr


def read_head(repository: Repository) -> tuple[str, str]:
    """Return the commit that the work tree is at, and its time in seconds. Raises ConfigError where there is none."""
    commit, _, seconds = (
        git(repository, "log", "-1", "--no-show-signature", "--format=%H %ct", "HEAD").decode().partition(" ")
    )
    return commit, seconds.strip()


def is_ancestor(commit: str, other: str, repository: Repository) -> bool:
    """Whether the other commit has the first one in its history, or is it."""
    return try_git(repository, ["merge-base", "--is-ancestor", commit, other]).ok
