"""The files of a project that include what a run is about: their contracts may hang on it, though nothing names them.

They are what git tracks and what the compile database builds. Nothing is parsed to find them: see `touched`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from podcheck.errors import ConfigError
from podcheck.files import real, working_directory
from podcheck.git import git, open_repository
from podcheck.model.units import Unit
from podcheck.scan.changes import Changes
from podcheck.scan.database import Database
from podcheck.scan.touched import Includes


def including(
    paths: Iterable[str], databases: Collection[Database], endings: Collection[str], unit_of: Callable[[Path], Unit]
) -> Iterator[Path]:
    """Yield the files with such endings that include one of the paths, itself or by way of others, in order.

    `unit_of`: what a file is parsed as, which says where its headers are looked for.
    """
    here = real(working_directory())
    files: dict[Path, None] = {}
    try:
        with open_repository(here) as repository:
            root = real(repository.root)
            tracked = git(repository, "ls-files", "-z", tree=repository.root).split(b"\0")
        files = dict.fromkeys(root / name for name in map(os.fsdecode, tracked) if Path(name).suffix in endings)
    except ConfigError:  # no repository: then it is the build's tree
        root = Path(os.path.commonpath([here, *(database.tree for database in databases)]))
    for database in databases:
        files |= dict.fromkeys(sorted(file for file in database.items if file.suffix in endings))
    given = {real(path) for path in paths}
    changed = {str(path.relative_to(root)) for path in given if path.is_relative_to(root)}
    includes = Includes(Changes(str(root), differing=changed, names=set(changed)))
    for file in files:
        if real(file) not in given and os.path.isfile(file) and includes.touch(unit_of(file)):
            yield file
