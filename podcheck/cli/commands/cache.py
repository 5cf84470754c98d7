"""`podcheck cache`: what it holds, and away with it."""

from __future__ import annotations

import click

from podcheck.cache import clear as remove
from podcheck.cache import folder
from podcheck.cache import info as look
from podcheck.cli.config_options import table_options
from podcheck.cli.streams import printable, write
from podcheck.errors import PodcheckError

_MIB = 1024 * 1024


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cache() -> None:
    """What `podcheck check` keeps for the next run: facts about files, compilers' output, and the output of runs.

    Each is used as long as nothing changes that it depends on. You can remove the cache at any time.

    \b
    Example:
      podcheck cache info
    """


@cache.command()
@table_options("cache")
def info(cache_dir: str | None) -> None:
    """Say where the cache is, how large it is and what it holds.

    \b
    Example:
      podcheck cache info --cache-dir build/podcheck-cache
    """
    result = look(folder(cache_dir))
    counts = f"files analysed: {result.units}, classes: {result.classes}, compiles: {result.compiles}"
    counts += f", runs: {result.outcomes}"
    write(f"{printable(str(result.path))}: {result.size / _MIB:.1f} MiB, {counts}")


@cache.command()
@table_options("cache")
def clear(cache_dir: str | None) -> None:
    """Remove the cache.

    \b
    Example:
      podcheck cache clear
    """
    place = folder(cache_dir)
    try:
        freed = remove(place)
    except OSError as error:
        raise PodcheckError(
            f"{place}: the cache can't be removed: {error.strerror}", "Check its permissions."
        ) from error
    write(f"{printable(str(place))}: {freed / _MIB:.1f} MiB removed")
