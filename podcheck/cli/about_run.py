"""What a page says of the run that it is of: the project, its revision and date, and the command.

Nothing of it depends on when, how fast or whereto the run was: the same sources give the same page, byte for byte, and
a run that is repeated is known to be one. So the date is the revision's, or SOURCE_DATE_EPOCH; and the command is what
decides what is found, without options on output, speed and caches.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

import click
from click.core import ParameterSource

from podcheck.config.option_table import Option, options_of
from podcheck.errors import ConfigError
from podcheck.git.repository import open_at
from podcheck.git.revisions import read_head
from podcheck.report.options import About, Options

_DECIDING = ("inputs", "cross-check", "policy")
"""The groups of options that say what is analysed and what counts."""

_LATEST = 1 << 36
"""Seconds of a date that can be written with four digits for the year."""


def about_run(ctx: click.Context, options: Options) -> About:
    """Return what there is to say of the run of this command."""
    revision, seconds = _head(Path(options.root))
    return About(
        project=os.path.basename(options.root.rstrip("/")),
        revision=revision,
        date=_date(os.environ.get("SOURCE_DATE_EPOCH", "")) or _date(seconds),
        command=shlex.join(("podcheck", ctx.command.name or "", *_deciding_words(ctx))),
    )


def _head(root: Path) -> tuple[str, str]:
    """Return the commit that the work tree is at, and its time; nothing where there is none, or no git."""
    try:
        opened = open_at(root)
        if opened is None:
            return "", ""
        with opened as repository:
            return read_head(repository)
    except (ConfigError, OSError):
        return "", ""


def _date(seconds: str) -> str:
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) < 12 and int(seconds) < _LATEST):
        return ""
    return datetime.fromtimestamp(int(seconds), timezone.utc).strftime("%Y-%m-%d")


def _deciding_words(ctx: click.Context) -> Iterator[str]:
    """Yield the paths, the options that were given and decide, and the compiler's words."""
    yield from ctx.params.get("paths", ())
    for option in options_of(ctx.command.name or "", lambda option: option.group in _DECIDING):
        if ctx.get_parameter_source(option.name) is ParameterSource.COMMANDLINE:
            yield from _words(option, ctx.params[option.name])
    if ctx.meta.get("no_config"):
        yield "--no-config"
    elif ctx.get_parameter_source("config") is ParameterSource.COMMANDLINE and "configuration" in ctx.meta:
        yield f"--config={ctx.meta['configuration'].path}"
    behind = ctx.meta.get("behind", ())
    yield from ("--", *behind) if behind else ()


def _words(option: Option, value: object) -> Iterator[str]:
    flag = next(flag for flag in reversed(option.flags) if flag.startswith("-"))
    yes, _, no = flag.partition("/")
    if option.type is bool:
        yield yes if value else no or yes
        return
    for each in value if isinstance(value, tuple) else (value,):
        yield from (yes, str(each)) if len(yes) == len("-p") else (f"{yes}={each}",)
