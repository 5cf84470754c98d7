"""What a run analyses, and how it is gathered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import Struct

from podcheck.discovery.notes import DiscoveryNotes
from podcheck.model.problems import Problem
from podcheck.model.settings import InputOptions
from podcheck.model.units import Unit
from podcheck.paths import identify_file


class Unbuilt(Struct, frozen=True):
    """What lies below the folders of the run, and is not built; which headers the units read is known afterwards."""

    sources: tuple[str, ...] = ()
    """Those that the compile database does not have; none where all files are analysed."""

    headers: tuple[str, ...] = ()
    """Those of folders that a compile database builds something of."""

    loose: tuple[str, ...] = ()
    """Those of folders without a compile database that a file there includes by their name."""


class Scan(Struct, frozen=True):
    """What a run analyses."""

    units: tuple[Unit, ...]
    problems: tuple[Problem, ...]
    """One for each path that gives nothing, and the notes."""

    unbuilt: Unbuilt = Unbuilt()


@dataclass(slots=True)
class RunningScan:
    """What was found so far of what a run analyses."""

    inputs: InputOptions
    notes: DiscoveryNotes
    units: dict[Unit, None] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    """Identities of the units' files."""

    problems: list[Problem] = field(default_factory=list)
    folders: dict[str, None] = field(default_factory=dict)
    """Real paths of the folders whose headers count."""

    headers: dict[str, None] = field(default_factory=dict)
    """The headers that are given."""

    project: Path | None = None
    """The folder of the project that the first path is part of."""

    left_out: dict[str, None] = field(default_factory=dict)
    """Folders and files whose classes don't count."""

    sources: dict[Path, None] = field(default_factory=dict)
    """Sources that nothing builds, and that are not analysed."""

    unread: dict[Path, None] = field(default_factory=dict)
    """Headers that nothing builds, of folders that are built; units may read some of them."""

    loose: dict[Path, None] = field(default_factory=dict)
    """Headers of folders without a compile database."""

    def add(self, unit: Unit, problems: Iterable[Problem] = ()) -> None:
        """Add a unit of a file that was not met yet."""
        self.tell(problems)
        if identify_file(unit.path) not in self.files:
            self.units[unit] = None
            self.files.add(identify_file(unit.path))

    def tell(self, problems: Iterable[Problem]) -> None:
        """Add problems, each once."""
        self.problems += (problem for problem in dict.fromkeys(problems) if problem not in self.problems)
