"""The reports of two revisions of a git repository, each made in a work tree of its own.

Hooks are not run, and nothing of the repository is changed but for git's own list of work trees while it lasts. What is
analysed is what `podcheck check` would report there: the same paths below the same folder, with the flags of the
revision's own compile database, or of today's with its paths moved into the work tree.
"""

from __future__ import annotations

import contextlib
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from msgspec import Struct

from podcheck.diff.snapshots import read_snapshots
from podcheck.errors import ConfigError
from podcheck.model.changes import Snapshots
from podcheck.process import run

_GIT = ("git", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false")
_HOUR = 3600.0
_REPORTED = (0, 1, 2)


class Range(Struct, frozen=True):
    """Two revisions of the repository at `root`: commit hashes; `new` is empty for the work tree as it is."""

    root: Path
    old: str
    new: str
    old_name: str
    new_name: str


class Request(Struct, frozen=True):
    """What to check on both sides: `paths` as they stand behind `check`, `options` before the paths."""

    paths: tuple[str, ...]
    options: tuple[str, ...] = ()
    clang_args: tuple[str, ...] = ()
    database: Path | None = None


def git(*arguments: str, cwd: Path, timeout: float = 120.0) -> str:
    """What git prints. Raises ConfigError with git's own words where it fails."""
    done = run([*_GIT, *arguments], cwd=cwd, timeout=timeout)
    if not done.ok:
        why = done.failure or done.stderr.strip().partition("\n")[0] or "it took too long"
        raise ConfigError(f"git {arguments[0]}: {why}", "Run it within a git repository, with revisions that it has.")
    return done.stdout


def read_range(text: str, here: Path) -> Range:
    """`BASE`, `BASE..HEAD` or `BASE...HEAD` (from where the two parted) in the repository around the folder.

    Raises ConfigError where there is none, or it does not have such a revision.
    """
    root = Path(git("rev-parse", "--show-toplevel", cwd=here).removesuffix("\n"))
    dots = "..." if "..." in text else ".."
    base, found, head = text.partition(dots)
    old_name, new_name = base or "HEAD", (head or "HEAD") if found else ""
    old = _commit(old_name, root)
    new = _commit(new_name, root) if found else ""
    if dots == "..." and found:
        old = git("merge-base", old, new, cwd=root).strip()
    return Range(root, old, new, old_name, new_name or "the work tree")


def _commit(name: str, root: Path) -> str:
    return git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}", cwd=root).strip()


def both(revisions: Range, request: Request, here: Path) -> tuple[Snapshots, Snapshots]:
    """The reports of the two, made side by side; `here` is the folder within the repository that paths start from.

    Raises ConfigError where git or podcheck can't do it.
    """
    inside = here.resolve().relative_to(revisions.root.resolve())
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="podcheck-diff-")))
        trees = [stack.enter_context(_work_tree(revisions, revisions.old, folder / "old"))]
        if revisions.new:
            trees.append(stack.enter_context(_work_tree(revisions, revisions.new, folder / "new")))
        else:
            trees.append(revisions.root)
        with ThreadPoolExecutor(len(trees)) as threads:
            names = (revisions.old_name, revisions.new_name)
            old, new = threads.map(
                lambda tree, name: _report(revisions, request, tree, inside, name, folder), trees, names
            )
    return old, new


@contextlib.contextmanager
def _work_tree(revisions: Range, commit: str, folder: Path) -> Iterator[Path]:
    git("worktree", "add", "--detach", "--quiet", str(folder), commit, cwd=revisions.root, timeout=_HOUR)
    try:
        yield folder
    finally:
        run([*_GIT, "worktree", "remove", "--force", str(folder)], cwd=revisions.root)


def _report(revisions: Range, request: Request, tree: Path, inside: Path, name: str, scratch: Path) -> Snapshots:
    cwd = tree / inside
    paths = [path for path in request.paths if (cwd / path).exists()]
    if not cwd.is_dir() or not paths:
        return Snapshots(name, ())
    options = list(request.options)
    if request.database is not None:
        moved = tree != revisions.root
        folder = scratch / f"{tree.name}-build"
        used = _moved_database(request.database, revisions.root, tree, folder) if moved else request.database
        options += ["-p", str(used)]
    command = [sys.executable, "-m", "podcheck", "check", "--format", "json", "--no-cross-check", *options, *paths]
    if request.clang_args:
        command += ["--", *request.clang_args]
    done = run(command, cwd=cwd, timeout=_HOUR, output_limit=1 << 31)
    if done.status not in _REPORTED or not done.stdout:
        why = done.failure or done.stderr.strip() or f"it ended with status {done.status}"
        raise ConfigError(f"podcheck can't check {name}: {why}")
    return read_snapshots(done.stdout, name)


def _moved_database(database: Path, root: Path, tree: Path, folder: Path) -> Path:
    """The database in the folder, with paths of the repository moved into the tree, but for those of the build itself.

    A database that the revision has itself, in the same place, is taken as it is.
    """
    own = tree / database.relative_to(root) if database.is_relative_to(root) else None
    if own is not None and own.is_file():
        return own
    build = database.parent
    try:
        entries = json.loads(database.read_text("utf-8", "surrogateescape"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{database} can't be read: {error}") from error
    folder.mkdir()
    moved = [_moved(one, root, tree, build) for one in entries] if isinstance(entries, list) else []
    if build.is_relative_to(root) and build != root:
        _stand_in(database, tree / build.relative_to(root), entries)
    written = folder / database.name
    written.write_text(json.dumps(moved), "utf-8")
    return written


def _stand_in(database: Path, folder: Path, entries: Sequence[object]) -> None:
    """A build folder in the tree: from it `../include` leads into the tree, `generated` to what the build has made."""
    build = database.parent
    folder.mkdir(parents=True, exist_ok=True)
    for entry in entries:
        directory = Path(str(entry.get("directory", build))) if isinstance(entry, dict) else build
        if directory.is_relative_to(build):
            (folder / directory.relative_to(build)).mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(OSError):
        for one in build.iterdir():
            if not (folder / one.name).exists() and one != database:
                (folder / one.name).symlink_to(one)


def _moved(entry: object, root: Path, tree: Path, build: Path) -> object:
    if isinstance(entry, dict):
        return {key: _moved(value, root, tree, build) for key, value in entry.items() if key != "output"}
    if isinstance(entry, list):
        return [_moved(one, root, tree, build) for one in entry]
    if not isinstance(entry, str):
        return entry
    marker = "\0"
    kept = entry.replace(f"{build}/", marker) if build != root else entry
    return kept.replace(f"{root}/", f"{tree}/").replace(marker, f"{build}/")


def changed_files(revisions: Range, paths: Sequence[str], here: Path) -> list[str]:
    """Files that differ between the two, from the repository's root on; untracked ones too where `new` is the tree."""
    ends = [revisions.old, *([revisions.new] if revisions.new else [])]
    listed = git("diff", "--name-only", "-z", "--no-renames", *ends, "--", *paths, cwd=here)
    if not revisions.new:
        listed += git("ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", *paths, cwd=here)
    return list(dict.fromkeys(name for name in listed.split("\0") if name))
