"""`podcheck baseline`: accept today's findings, so that only new ones fail."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from podcheck import files
from podcheck.analysis import pipeline
from podcheck.cli.config_options import configuration_options, table_options
from podcheck.cli.options import PathsThenArguments
from podcheck.cli.outputs import check_output
from podcheck.cli.problems import print_problems
from podcheck.cli.streams import say
from podcheck.config.settings import make_settings
from podcheck.discovery.units import units_of
from podcheck.errors import ConfigError
from podcheck.model.results import Report
from podcheck.model.settings import Settings
from podcheck.policy.baseline import AcceptedFinding, entries_of, match, read, render, stale

Command = TypeVar("Command", bound=Callable[..., object])

_NAME = "podcheck-baseline.json"
_FAILED = 2


@click.group()
def baseline() -> None:
    """Accept today's findings in a file, so that `podcheck check --baseline FILE` fails only on new ones.

    The file names each finding by its class and its reasons, not by its line: it stays valid when code moves, and
    contains no path outside its folder. Commit it.

    \b
    Example:
      podcheck baseline create src/ --require trivially_copyable
    """


def _options(command: Command) -> Command:
    for option in reversed(
        (
            click.argument("paths", nargs=-1, required=True, metavar="PATH... [-- CLANG_ARG...]"),
            click.option("--baseline", "file", default=_NAME, metavar="FILE", help=f"The baseline ({_NAME})."),
            table_options("baseline", "policy"),
            configuration_options,
            table_options("baseline", "inputs", "cross-check", "extract", "output"),
        )
    ):
        command = option(command)
    return command


@baseline.command(cls=PathsThenArguments)
@_options
@click.option("--force", is_flag=True, help="Overwrite an existing baseline.")
@click.pass_context
def create(ctx: click.Context, /, file: str, force: bool, **chosen: object) -> None:
    """Write a baseline with all findings that `podcheck check` has on these PATHs with these options.

    The exit status is 0 if it was written, 2 if something could not be analysed or the file can't be written.

    \b
    Example:
      podcheck baseline create src/ --baseline podcheck-baseline.json
    """
    path = _path(ctx, file)
    if os.path.lexists(path) and not force:
        raise ConfigError(f"{path}: a baseline exists already", "Use `podcheck baseline update`, or --force.")
    check_output(path, ctx.params["paths"])
    report = _check(ctx, chosen)[1]
    entries = entries_of(report.findings, path.parent)
    _write(path, entries)
    say(f"podcheck: {path}: {_count(len(report.findings))} accepted")
    ctx.exit(_FAILED if report.exit_status == _FAILED else 0)


@baseline.command(cls=PathsThenArguments)
@_options
@click.option("--accept-new", is_flag=True, help="Accept new findings too.")
@click.pass_context
def update(ctx: click.Context, /, file: str, accept_new: bool, **chosen: object) -> None:
    """Remove from a baseline what is no longer found. PATHs and options are those of the check that uses it.

    Entries of classes and files outside the run stay. New findings are counted, but not added without `--accept-new`.
    The exit status is 0 if the baseline was written, 2 if something could not be done.

    \b
    Example:
      podcheck baseline update src/ --baseline podcheck-baseline.json
    """
    path = _path(ctx, file)
    before = read(path)
    settings, report = _check(ctx, chosen)
    failed = report.exit_status == _FAILED
    matched = match(report.findings, before, path.parent)
    files = {unit.file for unit in units_of(settings.inputs)[0]} | {
        record.facts.location.file for record in report.records
    }
    names = [record.facts.name for record in report.records]
    gone = set() if failed else {*stale(matched.unanswered, names, files, path.parent)}
    new = matched.counting if accept_new else ()
    kept = [entry for entry in matched.unanswered if entry not in gone]
    _write(path, (*entries_of((*matched.accepted, *new), path.parent), *kept))
    for finding in () if accept_new else matched.counting:
        say(f"{finding.location}: new: {finding.code}: {finding.message}")
    reported = [
        f"{_count(len(matched.accepted))} found again",
        f"{len(gone)} stale removed",
        f"{len(kept)} not looked for",
        f"{len(matched.counting)} new {'accepted' if accept_new else 'not accepted (--accept-new does)'}",
    ]
    say(f"podcheck: {path}: {', '.join(reported)}")
    if failed:
        say("podcheck: not everything was analysed: nothing was removed")
    ctx.exit(_FAILED if failed else 0)


def _path(ctx: click.Context, file: str) -> Path:
    """Return the option's file; without one that of the configuration, since `check` uses that.

    What nobody named on the command line must not lead out of its folder: a link there may be somebody else's.
    """
    if ctx.get_parameter_source("file") is click.core.ParameterSource.COMMANDLINE:
        return Path(file)
    configured = (ctx.default_map or {}).get("baseline")
    if configured:
        return Path(str(configured))
    if not files.is_within(file, files.working_directory()):
        advice = f"Name its target: --baseline {shlex.quote(str(files.real(file)))}"
        raise ConfigError(f"{file} is a link that points outside its folder", advice)
    return Path(file)


def _check(ctx: click.Context, chosen: dict[str, object]) -> tuple[Settings, Report]:
    """Return what `check` finds with these options, no baseline applied."""
    given: dict[str, Any] = {name: value for name, value in chosen.items() if name != "color"}
    configured = {name: ctx.meta[name] for name in ("clang_args", "contracts", "wrappers", "file_rules")}
    settings = make_settings(**given, **configured, apart=True)
    report = pipeline.check(settings)
    print_problems(report.problems)
    return settings, report


def _write(path: Path, entries: tuple[AcceptedFinding, ...]) -> None:
    try:
        files.write(path, render(entries).encode("ascii"))
    except OSError as error:
        raise ConfigError(f"{path}: can't be written: {error.strerror}", "Check the folder's permissions.") from None


def _count(number: int) -> str:
    return f"{number} finding{'' if number == 1 else 's'}"
