"""What a run says once about all the files whose flags it took, with a count, in place of once for each file."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from podcheck.discovery.compile_database import Database
from podcheck.discovery.file_build import CompileCommand
from podcheck.discovery.gpu import has_own_headers
from podcheck.model.problems import Location, Problem
from podcheck.model.units import CXX, Unit

_SOME = 3


@dataclass(slots=True)
class DiscoveryNotes:
    """What there is to say once about all files; names in the order in which they were met, each once."""

    origin: str = "the compile database"
    """Where the flags come from, for people."""

    missing: dict[str, None] = field(default_factory=dict)
    """Response files that are not there."""

    headless: dict[str, None] = field(default_factory=dict)
    """Precompiled files that are included, and whose headers are not found."""

    databases: dict[Path, Database] = field(default_factory=dict)
    """Databases that were made on Windows, by path."""

    dropped: dict[tuple[str, str], None] = field(default_factory=dict)
    """Options that libclang lacks, each with the target."""

    borrowed: dict[str, None] = field(default_factory=dict)
    """GPU sources that are read with headers of ours."""

    def take_database(self, database: Database) -> None:
        """Note a database in which a file's flags are looked for."""
        if database.windows is not None:
            self.databases[database.path] = database

    def take(self, entry: CompileCommand | None, unit: Unit) -> None:
        """Note that the unit is read with the flags of that entry."""
        if entry is not None:
            self.missing |= dict.fromkeys(entry.missing)
            self.headless |= dict.fromkeys(entry.headless)
        if unit.language != CXX and has_own_headers(unit.arguments):
            self.borrowed[unit.file] = None

    def problems(self) -> Iterator[Problem]:
        """Yield what there is to say; nothing of it is fatal."""
        for database in self.databases.values():
            yield _on_windows(database)
        if self.missing:
            advice = "A build writes them, as CMake's .modmap for C++20 modules: build once for the flags in them."
            what = f"response files of {self.origin} that do not exist, skipped"
            yield Problem(f"{what}: {list_some(self.missing)}", advice=advice, fatal=False)
        if self.headless:
            advice = "Name the header with `-- -include HEADER` if files need it."
            what = "precompiled files that are included, and have no header of that name"
            yield Problem(f"{what}: {list_some(self.headless)}", advice=advice, fatal=False)
        for option, target in self.dropped:
            advice = "If it matters, pass its counterpart after `--`."
            yield Problem(f"{option} of {self.origin} does not exist for {target}: dropped", advice=advice, fatal=False)
        if self.borrowed:
            advice = "`-- --cuda-path=DIR` names the CUDA toolkit, `-- -isystem DIR/include` that of ROCm."
            what = "CUDA or HIP files read without the toolkit's headers, with a few declarations in their place"
            yield Problem(f"{what}: {list_some(self.borrowed)}", advice=advice, fatal=False)


def _on_windows(database: Database) -> Problem:
    windows = database.windows
    assert windows is not None
    what = f"made on Windows: {windows.theirs} is taken for {windows.ours}"
    advice = (
        "Its files are read as for Windows: name headers that are missing with `-- -isystem DIR`, "
        "or another target, `-- --target=x86_64-linux-gnu`."
    )
    return Problem(what, Location(str(database.path)), advice, fatal=False)


def list_some(names: Collection[str]) -> str:
    """Return how many names there are, and the first ones."""
    return f"{len(names)} ({', '.join(sorted(names)[:_SOME])}{', …' if len(names) > _SOME else ''})"
