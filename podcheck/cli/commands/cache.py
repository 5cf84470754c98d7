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
    """What `podcheck check` keeps of one run for the next: facts about files, what compilers said, what a run came to.

    Each counts as long as nothing changes that was read for it.
    Nothing in it decides whether a run succeeds: it may be removed at any time.

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
