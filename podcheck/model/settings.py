"""What a run is asked to do, in the parts that the rooms take: each is made and checked once (`podcheck.config`)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from podcheck.model.contracts import Authority, Contract, Demand
    from podcheck.model.file_rules import FileRules
    from podcheck.model.traits import CxxStandard, Trait
    from podcheck.model.wrappers import Wrapper


class InputOptions(Struct, frozen=True):
    """What is analysed, and with which flags: what `discovery` makes units of."""

    paths: tuple[str, ...]
    """Files and folders; without any, the whole project."""

    std: CxxStandard | None
    """The dialect of all files; None where the user named none: then the compile database decides, else C++20."""

    clang_args: tuple[str, ...]
    """Flags behind all others, without those that name a dialect."""

    first_args: tuple[str, ...]
    """The same, before all others."""

    command: tuple[str, ...]
    """A compiler's whole command line, program first, which counts in place of the compile database."""

    build_dir: str | None
    """Where the compile database is; None: it is looked for."""

    build_target: str | None
    """Of the database only what this target of CMake compiles; there are no paths then."""

    headers: str | None
    """A regular expression: classes of headers whose path matches are reported too."""

    text: str | None
    """What to analyse in place of the one path's content."""

    changed_since: str | None
    """A git revision: only what a change since then touches is analysed."""

    includers: bool
    """What includes one of the files is analysed too, as far as it lies below the folders among the paths, if any."""

    staged: bool
    """What a commit deletes, and what it changes in flags and settings, counts like a file that is given."""

    all_files: bool
    """Of folders also what the compile database does not build."""

    file_rules: FileRules
    """What the configuration file says of files."""

    uses: bool
    """Look for the places that need a trait."""

    wrappers: tuple[Wrapper, ...]
    """Functions of the user that do what a known one does."""

    libclang: Path | None
    """The library that says which headers a flag leads to; None: the one that is found."""

    baseline: Path | None
    """The file with accepted findings: a change of it touches every file."""


class ExtractOptions(Struct, frozen=True):
    """How units are read: what `workers` go by."""

    jobs: int = 1
    """Worker processes."""

    isolate: bool = False
    """Each unit is parsed alone, and nothing is kept."""

    libclang: Path | None = None
    """The library that parses; None: the one that is found."""

    timeout: float = 60.0
    """Seconds of CPU time for one unit."""

    scheduler: str | None = None
    """The address of Dask's, whose workers read in place of processes here."""

    apart: bool = False
    """Nothing is read in this process, which libclang may crash, not even a single unit."""


class CrossCheckOptions(Struct, frozen=True):
    """Which compilers are asked, and about how much."""

    enabled: bool
    """Compilers are asked at all."""

    sample: int | None
    """How many classes they are asked about; None: all."""

    compilers: tuple[str, ...]
    """Their commands; none: the g++ and the clang++ on the path. `all`: every version found."""

    timeout: float
    """Seconds for one compiler on one file."""


class PolicyOptions(Struct, frozen=True):
    """What classes are held to, and which findings count."""

    require: tuple[Trait, ...]
    """Traits that every reported class must have."""

    demands: tuple[Demand, ...]
    """What else every reported class must be."""

    contracts: tuple[Contract, ...]
    """Those of the configuration file."""

    verdict: Authority
    """Whose answers decide on requirements, and on contracts that don't say."""

    select: tuple[str, ...]
    """Codes of the findings that count; none: all."""

    ignore: tuple[str, ...]
    """Codes of findings that don't count."""

    baseline: Path | None
    """The file with accepted findings."""


class CacheOptions(Struct, frozen=True):
    """What is kept for the next run."""

    folder: Path | None
    """Where; None: nowhere."""


class Settings(Struct, frozen=True):
    """All of it. A function takes the part that it needs, and only what leads through a run takes the whole."""

    inputs: InputOptions
    extract: ExtractOptions
    crosscheck: CrossCheckOptions
    policy: PolicyOptions
    cache: CacheOptions

    @property
    def keeps(self) -> bool:
        """Whether anything is kept: where each unit is to be parsed alone, or the text comes from elsewhere, not."""
        return self.cache.folder is not None and not self.extract.isolate and self.inputs.text is None
