"""What `check --show-settings` prints: each setting, its value, and where that comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import click
from click.core import ParameterSource

from podcheck.cli.streams import printable
from podcheck.config.file import ConfigFile
from podcheck.config.option_table import FILE_RULES, OPTIONS, Option
from podcheck.model.contracts import Demand, TraitDemand
from podcheck.model.file_rules import FileRules
from podcheck.report.text.grid import pairs

_NOT_SETTINGS = frozenset({"show_settings", "no_report", "quiet", "verbose", "progress", "color"})
"""Options that say how the command talks."""


def list_settings(ctx: click.Context) -> str:
    """Return the lines: what can stand in the configuration file by its key there, what can not by its option."""
    configuration: ConfigFile | None = ctx.meta.get("configuration")
    rows = [
        (label, printable(shown), printable(origin))
        for option in OPTIONS
        if option.name not in _NOT_SETTINGS
        for label, shown, origin in _list_option(option, ctx, configuration)
    ]
    return pairs(rows)


def _list_option(
    option: Option, ctx: click.Context, configuration: ConfigFile | None
) -> Iterator[tuple[str, str, str]]:
    """Yield the setting's name, value and origin; of a table in the file each entry."""
    label = option.key or next(flag for flag in reversed(option.flags) if flag.startswith("--")).partition("/")[0]
    place = _place(option, configuration)
    if option.hidden:
        if ctx.params[option.name] is not None:
            yield "cross-check", f"sample:{ctx.params[option.name]}", "command line"
    elif option.name == "clang_args":
        given = ctx.meta["clang_args"]
        ours = () if configuration is None else configuration.options.get(option.name, ())
        origins = [place] * bool(ours) + ["command line"] * (len(given) > len(ours))
        yield label, _show(given), ", ".join(origins) or "default"
    elif option.name == "contracts":
        contracts = ctx.meta["contracts"]
        for contract in contracts:
            yield label, ", ".join(map(_describe, contract.demands)), str(contract.place)
        if not contracts:
            yield label, _show(()), "default"
    elif option.name in FILE_RULES:
        rules = configuration.file_rules if configuration is not None else FileRules()
        value = dict(rules.per_file_ignores) if option.kind == "codes-by-file" else getattr(rules, option.name)
        yield label, _show(value), place or "default"
    else:
        yield label, _show(ctx.params[option.name]), _origin(option, ctx, place)
        if option.name == "uses" and ctx.meta["wrappers"]:
            yield label, _show(ctx.meta["wrappers"]), place


def _place(option: Option, configuration: ConfigFile | None) -> str:
    """Return file and line of the option in the configuration file, "" where it does not stand there."""
    line = configuration.find_line(option.name) if configuration is not None else None
    return f"{configuration.source.shown}:{line}" if line and configuration and configuration.source else ""


def _origin(option: Option, ctx: click.Context, place: str) -> str:
    source = ctx.get_parameter_source(option.name)
    if source is ParameterSource.DEFAULT_MAP:
        return place
    return "default" if source is ParameterSource.DEFAULT else "command line"


def _describe(demand: Demand) -> str:
    return f"not {demand}" if isinstance(demand, TraitDemand) and not demand.wanted else str(demand)


def _show(value: object) -> str:
    """Return a value as TOML has it, "-" for none."""
    if value is None or value in ((), [], {}):
        return "-"
    if isinstance(value, Mapping):
        entries = (f"{json.dumps(key)} = {_show(each)}" for key, each in value.items())
        return f"{{ {', '.join(entries)} }}"
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(map(_show, value))}]"
    return json.dumps(value, ensure_ascii=False)
