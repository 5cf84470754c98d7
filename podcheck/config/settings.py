"""The settings of a run, checked once: everything behind this point may rely on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from podcheck.errors import ConfigError
from podcheck.expressions import check_expression
from podcheck.files import working_directory
from podcheck.model.contracts import Authority, Contract, Demand, TraitDemand, demand, split_demands
from podcheck.model.file_rules import FileRules
from podcheck.model.traits import CxxStandard, Trait
from podcheck.model.wrappers import Wrapper, read_wrapper

DEFAULT_STD = CxxStandard.CXX20


_LONGEST = 1e9
"""Seconds that anything may be given: longer than a system's clocks can be asked to wait there is no need for."""


class Settings(Struct, frozen=True):
    """What to check and how; see `make` for what each value means and how it is checked.

    `std` is None where the user named no dialect: then the compile database decides, else C++20.
    """

    paths: tuple[str, ...]
    std: CxxStandard | None = None
    clang_args: tuple[str, ...] = ()
    first_args: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    build_dir: str | None = None
    build_target: str | None = None
    headers: str | None = None
    cross_check: bool = True
    sample: int | None = None
    compilers: tuple[str, ...] = ()
    require: tuple[Trait, ...] = ()
    demands: tuple[Demand, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    jobs: int = 1
    isolate: bool = False
    apart: bool = False
    cache: Path | None = None
    scheduler: str | None = None
    libclang: Path | None = None
    timeout: float = 60.0
    text: str | None = None
    changed_since: str | None = None
    includers: bool = False
    staged: bool = False
    all_files: bool = False
    file_rules: FileRules = FileRules()
    contracts: tuple[Contract, ...] = ()
    verdict: Authority = Authority.STANDARD
    baseline: Path | None = None
    uses: bool = True
    wrappers: tuple[Wrapper, ...] = ()


def make_settings(
    paths: Iterable[str],
    *,
    std: str | None = None,
    clang_args: Sequence[str] = (),
    first_args: Sequence[str] = (),
    command: Sequence[str] = (),
    build_dir: str | None = None,
    build_target: str | None = None,
    headers: str | None = None,
    cross_check: bool = True,
    sample: int | None = None,
    compilers: Iterable[str] = (),
    require: Iterable[str] = (),
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    jobs: int = 1,
    isolate: bool = False,
    apart: bool = False,
    cache: str | None = None,
    scheduler: str | None = None,
    libclang: str | None = None,
    timeout: float = 60.0,
    text: str | None = None,
    changed_since: str | None = None,
    includers: bool = False,
    staged: bool = False,
    all_files: bool = False,
    file_rules: FileRules | None = None,
    contracts: Iterable[Contract] = (),
    verdict: str = "standard",
    baseline: str | None = None,
    uses: bool = True,
    wrappers: Mapping[str, object] | None = None,
) -> Settings:
    """Check the values and make a Config of them.

    `std`: `c++20` or `gnu++17`; a `-std=` among `clang_args` counts where it is None. `headers`: a regular
    expression on paths. `first_args`: as `clang_args`, but before all other flags. `command`: a compiler's whole
    command line, which counts in place of the compile database. `build_target`: of the database only what this target
    of CMake compiles; there are no paths then. `sample`: how many classes the compilers are asked about, where not all.
    `require`: what a contract can require, also several joined by commas. `timeout`: seconds that one
    compiler may take for one file. `text`: what to analyse in place of the one path's content. `changed_since`: a git
    revision; only what a change since then touches is analysed. `includers`: what includes one of the files is analysed
    too, as far as it lies below the folders among the paths, if there are some. `staged`: what a commit deletes, and
    what it changes in flags and settings, counts like a file that is given. `all_files`: of folders also what the
    compile database does not build. `apart`: even a single file is analysed in another process, which libclang may
    crash. `file_rules`, `contracts`: those of
    the configuration file. `verdict`: whose answers decide on requirements and contracts (`Authority`).
    `uses`: look for the places that need a trait; `wrappers`: by name, functions of the user that do what a known one
    does, `{"my_memcpy": "memcpy"}`.
    Raises ConfigError, which names the nearest value that exists.
    """
    working_directory()
    contracts = tuple(contracts)
    rest, given = _without_std(clang_args)
    first, given_first = _without_std(first_args)
    named = std or given or given_first
    files = tuple(paths)
    if build_target is not None and files:
        raise ConfigError(f"--build-target {build_target} says which files to check", f"Leave {files[0]} out.")
    if command and not files:
        raise ConfigError(f"the command line of {command[0]} behind -- is for one file", "Name the file before the --.")
    if staged and not includers:
        raise ConfigError("--staged says what else counts as given to --includers", "Add --includers.")
    if command and includers:
        raise ConfigError(f"the command line of {command[0]} behind -- is for one file", "Leave --includers out.")
    if headers is not None:
        try:
            check_expression(headers)
        except ConfigError as error:
            raise ConfigError(f"--headers: {error.what}") from None
    if jobs < 1:
        raise ConfigError(f"--jobs must be at least 1, not {jobs}")
    if not 0 < timeout < _LONGEST:
        raise ConfigError(f"--timeout must be a number of seconds above 0 and below {_LONGEST:g}, not {timeout:g}")
    if sample is not None and sample < 1:
        raise ConfigError(f"--cross-check=sample:{sample}: a sample has at least one class")
    demands = [demand(text) for given_text in require for text in split_demands(given_text)]
    authority = Authority.parse(verdict)
    asking = next((contract for contract in contracts if contract.authority not in (None, Authority.STANDARD)), None)
    if not cross_check and (authority is not Authority.STANDARD or asking is not None):
        where = f"{asking.place}: " if asking is not None else ""
        what = f"{where}a verdict by the compilers needs the cross-check"
        raise ConfigError(what, "Leave --no-cross-check out, or let the standard decide.")
    return Settings(
        paths=files,
        std=CxxStandard.parse(named) if named else None,
        clang_args=tuple(rest),
        first_args=tuple(first),
        command=tuple(command),
        build_dir=build_dir,
        build_target=build_target,
        headers=headers,
        cross_check=cross_check,
        sample=sample,
        compilers=tuple(compilers),
        require=tuple(each.trait for each in demands if isinstance(each, TraitDemand)),
        demands=tuple(each for each in demands if not isinstance(each, TraitDemand)),
        select=tuple(_split(select)),
        ignore=tuple(_split(ignore)),
        jobs=jobs,
        isolate=isolate,
        apart=apart,
        cache=Path(cache) if cache is not None else None,
        scheduler=scheduler,
        libclang=Path(libclang) if libclang else None,
        timeout=timeout,
        text=text,
        changed_since=changed_since,
        includers=includers,
        staged=staged,
        all_files=all_files,
        file_rules=file_rules or FileRules(),
        contracts=contracts,
        verdict=authority,
        baseline=Path(baseline) if baseline is not None else None,
        uses=uses,
        wrappers=tuple(read_wrapper(name, value) for name, value in (wrappers or {}).items()),
    )


def _split(names: Iterable[str]) -> list[str]:
    return [part.strip() for name in names for part in name.split(",") if part.strip()]


def _without_std(arguments: Sequence[str]) -> tuple[list[str], str | None]:
    """The arguments without `-std=`, and the last dialect that they named."""
    rest = [argument for argument in arguments if not argument.startswith(("-std=", "--std="))]
    named = [argument.partition("=")[2] for argument in arguments if argument.startswith(("-std=", "--std="))]
    return rest, (named[-1] if named else None)
