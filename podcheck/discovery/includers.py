"""The files of a project that include what a run is about: their contracts may hang on it, though nothing names them.

They are what git tracks and what the compile database builds. Nothing is parsed to find them: see `changed_units`. Of a
commit that is about to be made, the C++ files are given; what it deletes, and what else it changes, is looked up.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath

from podcheck.discovery.changed_units import Includes
from podcheck.discovery.compile_database import Database
from podcheck.discovery.repository_changes import Changes, read_changes
from podcheck.discovery.touched_units import flag_files
from podcheck.errors import ConfigError
from podcheck.files import real, working_directory
from podcheck.git.repository import Repository, git, open_repository
from podcheck.git.revisions import read_range
from podcheck.model.settings import InputOptions
from podcheck.model.units import Unit


def including(
    paths: Iterable[str],
    databases: Collection[Database],
    endings: Collection[str],
    unit_of: Callable[[Path], Unit],
    staged: InputOptions | None = None,
) -> Iterator[Path]:
    """Yield the files with such endings that include one of the paths, itself or by way of others, in order.

    `unit_of`: what a file is parsed as, which says where its headers are looked for. `staged`: the settings of a run
    about a commit, where what this deletes and what changes flags count too. Raises ConfigError where that is asked for
    outside of a repository.
    """
    here = real(working_directory())
    files: dict[Path, None] = {}
    others = Changes("")
    try:
        with open_repository(here) as repository:
            root = real(repository.root)
            tracked = git(repository, "ls-files", "-z", tree=repository.root).split(b"\0")
            if staged is not None:
                others = _read_others(repository, set(map(os.fsdecode, tracked)), endings)
        files = dict.fromkeys(root / name for name in map(os.fsdecode, tracked) if Path(name).suffix in endings)
    except ConfigError:  # no repository: then it is the build's tree
        if staged is not None:
            raise
        root = Path(os.path.commonpath([here, *(database.tree for database in databases)]))
    for database in databases:
        files |= dict.fromkeys(sorted(file for file in database.items if file.suffix in endings))
    given = {real(path) for path in paths}
    changed = {str(path.relative_to(root)) for path in given if path.is_relative_to(root)}
    others.root = str(root)
    others.differing |= changed
    others.names |= changed
    includes = Includes(others)
    for file in files:
        if real(file) in given or not os.path.isfile(file):
            continue
        unit = unit_of(file)
        if includes.touch(unit, flag_files(unit, staged) if staged is not None else ()):
            yield file


def _read_others(repository: Repository, tracked: Collection[str], endings: Collection[str]) -> Changes:
    """Return what a commit changes but for C++ files that are there: what is gone, flags, settings, submodules.

    Files that git does not track are no part of it. Contents are compared when somebody asks.
    """
    changes = read_changes(read_range("HEAD", repository), repository)
    root = repository.root

    def counts(name: str) -> bool:
        if not os.path.lexists(root / name):
            return True
        if name in tracked:
            return Path(name).suffix not in endings
        return any(str(above) in tracked for above in PurePosixPath(name).parents)  # in a submodule

    return Changes(
        changes.root,
        set(filter(counts, changes.differing)),
        set(filter(counts, changes.folders)),
        {name: hash_ for name, hash_ in changes.undecided.items() if counts(name)},
        set(filter(counts, changes.names)),
    )
