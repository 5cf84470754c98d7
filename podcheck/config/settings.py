"""The settings of a run, checked once: everything behind this point may rely on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from podcheck.errors import ConfigError
from podcheck.expressions import check_expression
from podcheck.files import working_directory
from podcheck.model.contracts import Authority, Contract, TraitDemand, demand, split_demands
from podcheck.model.file_rules import FileRules
from podcheck.model.settings import (
    CacheOptions,
    CrossCheckOptions,
    ExtractOptions,
    InputOptions,
    PolicyOptions,
    Settings,
)
from podcheck.model.traits import CxxStandard
from podcheck.model.wrappers import read_wrapper

DEFAULT_STD = CxxStandard.CXX20


_LONGEST = 1e9
"""Seconds that anything may be given: longer than a system's clocks can be asked to wait there is no need for."""


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
    """Return the settings that these values make, checked: what each means is said at the parts of `Settings`.

    `std`: `c++20` or `gnu++17`; a `-std=` among `clang_args` counts where it is None. `require`: what a contract can
    require; several may be joined by commas, as codes of `select` and `ignore`. `wrappers`: `{"my_memcpy": "memcpy"}`.
    Raises ConfigError, which names the nearest value that exists.
    """
    working_directory()
    files, command = tuple(paths), tuple(command)
    accepted = Path(baseline) if baseline is not None else None
    _check_inputs(files, command, build_target, includers=includers, staged=staged)
    _check_headers(headers)
    _check_numbers(jobs, timeout, sample)
    policy = _make_policy(require, tuple(contracts), verdict, select, ignore, accepted)
    _check_authority(policy, cross_check=cross_check)
    rest, given = _without_std(clang_args)
    first, given_first = _without_std(first_args)
    dialect = std or given or given_first
    library = Path(libclang) if libclang else None
    return Settings(
        InputOptions(
            paths=files,
            std=CxxStandard.parse(dialect) if dialect else None,
            clang_args=tuple(rest),
            first_args=tuple(first),
            command=command,
            build_dir=build_dir,
            build_target=build_target,
            headers=headers,
            text=text,
            changed_since=changed_since,
            includers=includers,
            staged=staged,
            all_files=all_files,
            file_rules=file_rules or FileRules(),
            uses=uses,
            wrappers=tuple(read_wrapper(name, value) for name, value in (wrappers or {}).items()),
            libclang=library,
            baseline=accepted,
        ),
        ExtractOptions(jobs, isolate, library, timeout, scheduler, apart),
        CrossCheckOptions(cross_check, sample, tuple(compilers), timeout),
        policy,
        CacheOptions(Path(cache) if cache is not None else None),
    )


def _make_policy(
    require: Iterable[str],
    contracts: tuple[Contract, ...],
    verdict: str,
    select: Iterable[str],
    ignore: Iterable[str],
    baseline: Path | None,
) -> PolicyOptions:
    demands = [demand(text) for given in require for text in split_demands(given)]
    return PolicyOptions(
        require=tuple(each.trait for each in demands if isinstance(each, TraitDemand)),
        demands=tuple(each for each in demands if not isinstance(each, TraitDemand)),
        contracts=contracts,
        verdict=Authority.parse(verdict),
        select=tuple(_split(select)),
        ignore=tuple(_split(ignore)),
        baseline=baseline,
    )


def _check_inputs(
    paths: Sequence[str], command: Sequence[str], build_target: str | None, *, includers: bool, staged: bool
) -> None:
    """Refuse what does not go together in saying which files are meant."""
    if build_target is not None and paths:
        raise ConfigError(f"--build-target {build_target} says which files to check", f"Leave {paths[0]} out.")
    if command and not paths:
        raise ConfigError(f"the command line of {command[0]} after -- is for one file", "Name the file before the --.")
    if staged and not includers:
        raise ConfigError("--staged needs --includers", "Add --includers.")
    if command and includers:
        raise ConfigError(f"the command line of {command[0]} after -- is for one file", "Drop --includers.")


def _check_headers(headers: str | None) -> None:
    if headers is not None:
        try:
            check_expression(headers)
        except ConfigError as error:
            raise ConfigError(f"--headers: {error.what}") from None


def _check_numbers(jobs: int, timeout: float, sample: int | None) -> None:
    if jobs < 1:
        raise ConfigError(f"--jobs must be at least 1, not {jobs}")
    if not 0 < timeout < _LONGEST:
        raise ConfigError(f"--timeout must be a number of seconds above 0 and below {_LONGEST:g}, not {timeout:g}")
    if sample is not None and sample < 1:
        raise ConfigError(f"--cross-check=sample:{sample}: a sample has at least one class")


def _check_authority(policy: PolicyOptions, *, cross_check: bool) -> None:
    """Refuse a verdict by compilers that nobody asks."""
    others = (contract for contract in policy.contracts if contract.authority not in (None, Authority.STANDARD))
    asking = next(others, None)
    if not cross_check and (policy.verdict is not Authority.STANDARD or asking is not None):
        where = f"{asking.place}: " if asking is not None else ""
        what = f"{where}a verdict by the compilers needs the cross-check"
        raise ConfigError(what, "Drop --no-cross-check, or let the standard decide.")


def _split(names: Iterable[str]) -> list[str]:
    return [part.strip() for name in names for part in name.split(",") if part.strip()]


def _without_std(arguments: Sequence[str]) -> tuple[list[str], str | None]:
    """Return the arguments without `-std=`, and the last dialect that they named."""
    rest = [argument for argument in arguments if not argument.startswith(("-std=", "--std="))]
    named = [argument.partition("=")[2] for argument in arguments if argument.startswith(("-std=", "--std="))]
    return rest, (named[-1] if named else None)
