"""The reports of two revisions of a git repository, each made of files that are laid out in a folder of podcheck's own.

Nothing of the repository is run or changed. What is analysed is what `podcheck check` would report there: the same
paths below the same folder, with the flags of the revision's own compile database, or of today's with its paths moved
into the folder.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from podcheck import temporary
from podcheck.diff.snapshots import read_snapshots
from podcheck.diff.trees import Remarks, lay_out
from podcheck.errors import ConfigError
from podcheck.files import read_bytes
from podcheck.git.repository import Repository
from podcheck.git.revisions import Range
from podcheck.model.diff import Snapshots
from podcheck.process import run_python

_HOUR = 3600.0
_REPORTED = (0, 1, 2)


class Request(Struct, frozen=True):
    """What to check on both sides."""

    paths: tuple[str, ...]
    """As they stand behind `check`."""

    options: tuple[str, ...] = ()
    """As they stand before the paths."""

    clang_args: tuple[str, ...] = ()
    """As they stand behind `--`."""

    database: Path | None = None
    """The compile database of the work tree; None where there is none."""


def both(revisions: Range, request: Request, here: Path, repository: Repository) -> tuple[Snapshots, Snapshots]:
    """Return the reports of the two, made side by side; `here` is the folder in the repository that paths start from.

    Raises ConfigError where git or podcheck can't do it, and where a path is in neither.
    """
    inside = here.resolve().relative_to(revisions.root.resolve())
    with temporary.folder() as scratch:
        folder = Path(scratch).resolve()
        trees = [folder / "old", folder / "new" if revisions.new else revisions.root]
        remarks = [lay_out(repository, revisions.old, trees[0])]
        remarks.append(lay_out(repository, revisions.new, trees[1]) if revisions.new else Remarks())
        names = (revisions.old_name, revisions.new_name)
        for path in request.paths:
            if not any((tree / inside / path).exists() for tree in trees):
                raise ConfigError(f"{path}: there is no such file or folder in {' or '.join(names)}", "Check the path.")
        with ThreadPoolExecutor(len(trees)) as threads:
            sides = threads.map(
                lambda tree, name: _report(revisions, request, tree, inside, name, folder), trees, names
            )
            old, new = (_with_remarks(*side) for side in zip(sides, remarks, strict=True))
    return old, new


def _with_remarks(side: Snapshots, remarks: Remarks) -> Snapshots:
    return replace(side, errors=(*side.errors, *remarks.errors), notes=tuple(remarks.notes))


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
    words = ["check", "--format", "json", "--no-report", "--no-cross-check", *options, *paths]
    if request.clang_args:
        words += ["--", *request.clang_args]
    done = run_python("podcheck.cli.main", "main", words, folder=cwd, timeout=_HOUR, output_limit=1 << 31)
    if done.status not in _REPORTED or not done.stdout:
        why = done.failure or done.stderr.strip() or f"it ended with status {done.status}"
        raise ConfigError(f"podcheck can't check {name}: {why}")
    return read_snapshots(done.stdout, name)


def _moved_database(database: Path, root: Path, tree: Path, folder: Path) -> Path:
    """Return the database in the folder, with paths of the repository moved into the tree.

    Paths of the build itself stay. A database that the revision has itself, in the same place, is taken as it is.
    """
    own = tree / database.relative_to(root) if database.is_relative_to(root) else None
    if own is not None and own.is_file():
        return own
    build = database.parent
    try:
        entries = json.loads(read_bytes(database).decode("utf-8", "surrogateescape"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{database} can't be read: {error}") from error
    folder.mkdir()
    moved = [_move_path(entry, root, tree, build) for entry in entries] if isinstance(entries, list) else []
    if build.is_relative_to(root) and build != root:
        _stand_in(database, tree / build.relative_to(root), entries)
    written = folder / database.name
    written.write_text(json.dumps(moved), "utf-8")
    return written


def _stand_in(database: Path, folder: Path, entries: Sequence[object]) -> None:
    """Make a build folder in the tree.

    From it `../include` leads into the tree, `generated` to what the build has made.
    """
    build = database.parent
    with contextlib.suppress(OSError, ValueError):
        folder.mkdir(parents=True, exist_ok=True)
    for entry in entries:
        named = str(entry.get("directory", build)) if isinstance(entry, dict) else str(build)
        directory = Path(os.path.normpath(named))  # `..` must not lead out of the folder, in which folders are made
        if directory.is_relative_to(build):
            with contextlib.suppress(OSError, ValueError):
                (folder / directory.relative_to(build)).mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(OSError):
        for path in build.iterdir():
            if not (folder / path.name).exists() and path != database:
                (folder / path.name).symlink_to(path)


def _move_path(entry: object, root: Path, tree: Path, build: Path) -> object:
    if isinstance(entry, dict):
        return {key: _move_path(value, root, tree, build) for key, value in entry.items() if key != "output"}
    if isinstance(entry, list):
        return [_move_path(item, root, tree, build) for item in entry]
    if not isinstance(entry, str):
        return entry
    marker = "\0"
    kept = entry.replace(f"{build}/", marker) if build != root else entry
    return kept.replace(f"{root}/", f"{tree}/").replace(marker, f"{build}/")
