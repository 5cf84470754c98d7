"""Which commit wrote the line of a loss's root cause."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

from msgspec.structs import replace

from podcheck.errors import PodcheckError
from podcheck.git.repository import Repository, git
from podcheck.git.revisions import Range, is_ancestor
from podcheck.model.diff import ClassChange, Commit, Comparison
from podcheck.model.problems import Location
from podcheck.model.reasons import walk_up
from podcheck.model.verdicts import Reason

_UNCOMMITTED = "0" * 40
_SECONDS = re.compile(r"[0-9]{1,11}")
"""Until the year 5138."""

_MOST = 200
"""Lines that are asked about; git takes a tenth of a second for each."""


def with_commits(comparison: Comparison, revisions: Range, inside: Path, repository: Repository) -> Comparison:
    """Return the comparison with the commit of each loss, where it lies between the two revisions."""
    known: dict[Location, Commit | None] = {}

    def of(change: ClassChange) -> Commit | None:
        for place in places(change.reasons):
            if place not in known and len(known) < _MOST:
                known[place] = _commit_of(place, revisions, inside, repository)
            if known.get(place) is not None:
                return known[place]
        return None

    changes = tuple(replace(change, commit=of(change)) if change.reasons else change for change in comparison.changes)
    return replace(comparison, changes=changes)


def places(reasons: tuple[Reason, ...]) -> Iterator[Location]:
    """Yield where the reasons' root causes are, each before what it leads to."""
    return (reason.location for reason in walk_up(reasons))


def _commit_of(place: Location, revisions: Range, inside: Path, repository: Repository) -> Commit | None:
    if not place.line or Path(place.file).is_absolute():
        return None
    path = os.path.normpath(inside / place.file)
    words = ["blame", "--porcelain", "--no-textconv", f"-L{place.line},{place.line}"]
    words += [*([revisions.new] if revisions.new else []), "--", path]
    try:
        output = git(repository, *words, tree=None if revisions.new else repository.root)
    except PodcheckError:
        return None
    return _if_new(_read(output.decode(errors="replace")), revisions, repository)


def _if_new(commit: Commit | None, revisions: Range, repository: Repository) -> Commit | None:
    """Return the commit, unless the old revision has it already: then another line is to blame."""
    if commit is None or not commit.hash:
        return commit
    return None if is_ancestor(commit.hash, revisions.old, repository) else commit


def _read(porcelain: str) -> Commit | None:
    lines = porcelain.splitlines()
    if not lines:
        return None
    reported = dict(line.split(" ", 1) for line in lines[1:] if " " in line and not line.startswith("\t"))
    hash_ = lines[0].split(" ", 1)[0]
    if hash_ == _UNCOMMITTED:
        return Commit("", "not committed yet")
    seconds = reported.get("author-time", "")
    moment = int(seconds) if _SECONDS.fullmatch(seconds) else 0
    date = datetime.fromtimestamp(moment, timezone.utc).date().isoformat()
    return Commit(hash_, reported.get("summary", ""), reported.get("author", ""), date)
