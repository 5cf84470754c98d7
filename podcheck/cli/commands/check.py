"""`podcheck check`: analyse, cross-check, report."""

from __future__ import annotations

import sys
from typing import Any

import click
from click.core import ParameterSource
from msgspec import Struct
from msgspec.structs import replace

from podcheck import files
from podcheck.analysis.cached_run import run_or_replay
from podcheck.cache import folder
from podcheck.cli.config_options import configuration_options, table_options
from podcheck.cli.fixing import Fixing, check_fixing
from podcheck.cli.options import PathsThenArguments, narrate, report_options, usable_cores
from podcheck.cli.outputs import check_output
from podcheck.cli.progress import progress as bar
from podcheck.cli.rendering import OutputOptions, make_rendering, read_target, show
from podcheck.cli.streams import say, write
from podcheck.config.settings import make_settings
from podcheck.discovery import compile_database
from podcheck.errors import ConfigError
from podcheck.model.settings import Settings
from podcheck.report import ABOUT_A_RUN

_DRIVER = "--driver-mode="
"""How CMake says whether a compiler's words are in the style of GCC or of cl."""


class RunOptions(Struct, frozen=True, kw_only=True):
    """The options of a run that are not about what is found, but about where it goes; named as in the option table."""

    stdin_filename: str | None
    no_cache: bool
    cache_dir: str | None
    color: str
    format_: str
    reports: tuple[str, ...]
    no_report: bool
    with_fixes: bool
    apply: bool
    yes: bool
    show_diff: bool
    progress: bool | None
    quiet: bool
    verbose: bool
    show_settings: bool
    fail_on: str
    exit_zero: bool
    statistics: bool


@click.command(cls=PathsThenArguments)
@click.argument("paths", nargs=-1, metavar="[PATH]... [-- CLANG_ARG...]")
@configuration_options
@table_options("check", defaults={"jobs": usable_cores})
@click.pass_context
def check(ctx: click.Context, /, paths: tuple[str, ...], **options: object) -> None:
    """Analyse the classes of C++ files: which are trivial, trivially copyable, standard-layout, POD, and why not.

    PATH is a source, a header or a folder. A folder means the sources in it, with a compile database those that are
    built, and the headers as these sources see them; without one also headers that no source includes. No PATH means
    the whole project. Flags after `--` go to the compilers; if a compiler comes first there, they are its whole
    command line. Contracts are written in the source (`// podcheck: require trivially_copyable` above a class) or in
    podcheck.toml.

    Exit status: 0 if there is nothing to report; 1 if there are findings, such as a memcpy over a class that is not
    trivially copyable, a broken contract, or an unexplained difference from a compiler; 2 if something could not be
    done (the rest is still reported).

    `--fix` and `--diff` print the mechanical fixes of all classes (they do not change what the code does) as one diff
    instead of a report. Each is tried in memory, and all of a file together. The status is then 0, or 2.

    \b
    Examples:
      podcheck check src/message.cpp --std c++17 --require trivially_copyable -- -I include -DNDEBUG
      podcheck check src --baseline podcheck-baseline.json --format github
      podcheck check src --select uses --ignore bytes --fail-on error
      podcheck check --stdin-filename src/message.cpp -q < edited.cpp
    """
    given: dict[str, Any] = dict(options)
    run = RunOptions(**{name: given.pop(name) for name in RunOptions.__struct_fields__})
    text = None
    if run.stdin_filename is not None:
        named = ("staged", "includers", "all_files", "changed_since", "build_target")
        if paths or any(given[name] for name in named):
            raise click.UsageError(
                "--stdin-filename names the only file: drop PATH and the options that name others", ctx
            )
        paths, text = (run.stdin_filename,), _read_standard_input()
    _require_paths(ctx, paths, is_named=given["staged"] or given["build_dir"] is not None or run.show_settings)
    if run.verbose:
        narrate()
    fixing = Fixing(run.with_fixes, run.apply, run.yes, run.show_diff)
    look = _read_output(ctx, run, paths)
    if text is not None:
        look = replace(look, given=((paths[0], text),))
    check_fixing(fixing, (look.format_, *(name for name, _ in look.targets)), is_file=text is None)
    settings = _make_settings(ctx, paths, text, given, None if run.no_cache else str(folder(run.cache_dir)))
    if run.verbose and "configuration" in ctx.meta:
        say(f"podcheck: configuration: {ctx.meta['configuration'].path}")
    if run.show_settings:
        from podcheck.cli.settings_listing import list_settings

        write(list_settings(ctx))
        return
    look = _with_about(ctx, look)
    if fixing.is_wanted:
        from podcheck.cli.run_fixes import check_with_fixes

        ctx.exit(check_with_fixes(settings, look, fixing, run.progress))
    with bar(run.progress) as reported:
        outcome = run_or_replay(settings, make_rendering(look), reported)
    ctx.exit(show(outcome, look.format_))


def _require_paths(ctx: click.Context, paths: tuple[str, ...], *, is_named: bool) -> None:
    """Raise UsageError where nothing says what to look at, and no compile database is found."""
    if not (paths or is_named or ctx.meta["command"] or _has_database()):
        advice = "name files or directories, or a build directory with -p; no compile database was found from here."
        raise click.UsageError(f"Missing argument 'PATH...': {advice}", ctx)


def _read_output(ctx: click.Context, run: RunOptions, paths: tuple[str, ...]) -> OutputOptions:
    """Return what is to be shown. Raises ConfigError where a report would be written over a source."""
    reports = run.reports
    if run.no_report and ctx.get_parameter_source("reports") is ParameterSource.DEFAULT_MAP:
        reports = ()
    targets = tuple(read_target(report) for report in reports)
    for _, file in targets:
        check_output(file, paths)
    options = replace(report_options(run.color, verbose=run.verbose), statistics=run.statistics)
    return OutputOptions(run.format_, targets, options, run.quiet, run.fail_on, run.exit_zero)


def _make_settings(
    ctx: click.Context, paths: tuple[str, ...], text: str | None, given: dict[str, Any], cache: str | None
) -> Settings:
    """Return the run's settings: of the options, the configuration, and the words behind `--`."""
    first_args = given.pop("first_args")
    return make_settings(
        paths,
        text=text,
        clang_args=ctx.meta["clang_args"],
        first_args=[argument for argument in first_args if not argument.startswith(_DRIVER)],
        command=_with_driver(ctx.meta["command"], first_args),
        file_rules=ctx.meta["file_rules"],
        contracts=ctx.meta["contracts"],
        wrappers=ctx.meta["wrappers"],
        apart=True,
        cache=cache,
        **given,
    )


def _read_standard_input() -> str:
    """Return the text there. Raises ConfigError where it can't be read, or is longer than a file may be."""
    try:
        data = sys.stdin.buffer.read(files.LARGEST + 1)
    except OSError as error:
        raise ConfigError(f"standard input can't be read: {error.strerror}", "Pass the file's text.") from error
    if len(data) > files.LARGEST:
        raise ConfigError(f"standard input is longer than {files.LARGEST >> 20} MiB", "Name the file as PATH.")
    return data.decode("utf-8", "surrogateescape")


def _with_about(ctx: click.Context, look: OutputOptions) -> OutputOptions:
    """Return what is to be shown with what pages say of the run, where one is among it."""
    if not ABOUT_A_RUN & {look.format_, *(name for name, _ in look.targets)}:
        return look
    from podcheck.cli.about_run import about_run

    return replace(look, options=replace(look.options, about=about_run(ctx, look.options)))


def _has_database() -> bool:
    """Whether a compile database is found from the working directory, as it would be for a file in it."""
    compile_database.forget()
    return compile_database.find(None, files.working_directory() / compile_database.NAME) is not None


def _with_driver(command: tuple[str, ...], first_args: tuple[str, ...]) -> tuple[str, ...]:
    """Return the compiler's command line with the words that say whose driver's it is; no flags for a parse."""
    return (
        (*command[:1], *(argument for argument in first_args if argument.startswith(_DRIVER)), *command[1:])
        if command
        else ()
    )
