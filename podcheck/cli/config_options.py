"""The options of the commands, as the option table has them, and those that say which configuration file counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import click

from podcheck.cli.completion import COMPLETERS
from podcheck.config import settings_for
from podcheck.config.option_table import Group, Option, options_of
from podcheck.files import working_directory

Command = TypeVar("Command", bound=Callable[..., object])


def _read_configuration(ctx: click.Context, param: click.Parameter, named: str | None) -> None:
    """Read the configuration file before the other options, whose defaults it changes."""
    del param
    ctx.meta.setdefault("contracts", ())
    ctx.meta.setdefault("wrappers", None)
    ctx.meta.setdefault("file_rules", None)
    if ctx.meta.get("no_config") or ctx.resilient_parsing:
        return
    settings = settings_for(working_directory(), named)
    if settings is not None:
        options = dict(settings.options)
        ctx.meta["clang_args"] = (*options.pop("clang_args", ()), *ctx.meta["clang_args"])
        ctx.meta["contracts"] = settings.contracts
        ctx.meta["wrappers"] = options.pop("wrappers", None)
        ctx.meta["file_rules"] = settings.file_rules
        ctx.meta["configuration"] = settings
        ctx.default_map = options


def _ignore_configuration(ctx: click.Context, param: click.Parameter, chosen: bool) -> None:
    del param
    if chosen and "configuration" in ctx.meta:
        raise click.UsageError("--config and --no-config exclude each other")
    ctx.meta["no_config"] = chosen


_CONFIGURATION = (
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
        help="Configuration file. Default: the nearest podcheck.toml, or pyproject.toml with [tool.podcheck], upwards "
        "from the working directory.",
    ),
)


def configuration_options(command: Command) -> Command:
    """Add `--no-config` and `--config`."""
    return _decorate(command, _CONFIGURATION)


def table_options(
    name: str, *groups: Group, defaults: Mapping[str, object] | None = None
) -> Callable[[Command], Command]:
    """Return what adds the options that the table has for the command of that name, in its order.

    `groups`: those about this alone. `defaults`: by name, those that are not the table's.
    """
    chosen = [
        _click_option(option, name, (defaults or {}).get(option.name, option.default))
        for option in options_of(name)
        if not groups or option.group in groups
    ]
    return lambda command: _decorate(command, chosen)


def _decorate(command: Command, options: Iterable[Callable[[Command], Command]]) -> Command:
    for option in reversed(tuple(options)):
        command = option(command)
    return command


def _click_option(option: Option, command: str, default: object) -> Callable[[Command], Command]:
    settings: dict[str, Any] = {} if default in (None, ()) else {"default": default}
    if option.type is bool:
        settings |= {"is_flag": True, "default": default}  # None, where neither of the two was given
    else:
        settings["type"] = click.Choice(option.choices) if option.choices else option.type
    return click.option(
        *option.flags,
        multiple=option.multiple,
        metavar=option.metavar,
        hidden=option.hidden,
        help=option.help_in(command),
        shell_complete=COMPLETERS.get(option.name),
        **settings,
    )
