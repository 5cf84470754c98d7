"""The options that a configuration file stands behind, and those that say what counts as a finding."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., object])


def _read_configuration(ctx: click.Context, param: click.Parameter, named: str | None) -> None:
    """Read the configuration file before the other options, whose defaults it changes."""
    del param
    ctx.meta.setdefault("contracts", ())
    ctx.meta.setdefault("wrappers", None)
    ctx.meta.setdefault("file_rules", None)
    if ctx.meta.get("no_config") or ctx.resilient_parsing:
        return
    from podcheck.config import settings_for
    from podcheck.files import working_directory

    settings = settings_for(working_directory(), named)
    if settings is not None:
        options = dict(settings.options)
        ctx.meta["clang_args"] = (*options.pop("clang_args", ()), *ctx.meta["clang_args"])
        ctx.meta["contracts"] = settings.contracts
        ctx.meta["wrappers"] = options.pop("wrappers", None)
        ctx.meta["file_rules"] = settings.file_rules
        ctx.meta["configuration"] = settings.path
        ctx.default_map = options


def _ignore_configuration(ctx: click.Context, param: click.Parameter, chosen: bool) -> None:
    del param
    if chosen and "configuration" in ctx.meta:
        raise click.UsageError("--config and --no-config exclude each other")
    ctx.meta["no_config"] = chosen


CONFIGURATION_OPTIONS = (
    click.option(
        "--no-config",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_ignore_configuration,
        help="Read no configuration file.",
    ),
    click.option(
        "--config",
        metavar="FILE",
        is_eager=True,
        expose_value=False,
        callback=_read_configuration,
        help="Read this configuration file; else the next podcheck.toml, or pyproject.toml with [tool.podcheck], "
        "of the working directory and those above it.",
    ),
)


def policy_options(command: Command) -> Command:
    """What counts as a finding: `--require`, `--verdict`, `--select`, `--ignore`."""
    for option in reversed(
        (
            click.option(
                "--require",
                multiple=True,
                metavar="TRAIT[,TRAIT]",
                help="What each reported class must be: traits, size <= 64, no_padding, no_pointers, same_layout(...).",
            ),
            click.option(
                "--verdict",
                type=click.Choice(["standard", "compilers", "both"]),
                default="standard",
                help="Whose answers decide on requirements and contracts (standard).",
            ),
            click.option("--select", multiple=True, metavar="CODE[,CODE]", help="Only these findings count."),
            click.option("--ignore", multiple=True, metavar="CODE[,CODE]", help="These findings don't count."),
        )
    ):
        command = option(command)
    return command
