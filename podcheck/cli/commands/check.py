"""`podcheck check`: analyse, cross-check, report."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource
from msgspec import Struct
from msgspec.structs import replace

from podcheck import files
from podcheck.cli.config_options import configuration_options, table_options
from podcheck.cli.options import PathsThenArguments, load_ahead, narrate, report_options, usable_cores
from podcheck.cli.outputs import check_output
from podcheck.cli.problems import problem_lines
from podcheck.cli.source_texts import with_sources
from podcheck.cli.streams import say, write
from podcheck.errors import ConfigError, OutputLost
from podcheck.model.report_formats import FORMAT_MODULES, SEVERITIES
from podcheck.model.run_output import RunOutput
from podcheck.report import ABOUT_A_RUN, CARRYING_FIXES, FORMATS

if TYPE_CHECKING:
    from podcheck.analysis.cached_run import Rendering
    from podcheck.model.results import Report
    from podcheck.model.settings import Settings
    from podcheck.report.options import Options

_DRIVER = "--driver-mode="
"""How CMake says whether a compiler's words are in the style of GCC or of cl."""


@click.command(cls=PathsThenArguments)
@click.argument("paths", nargs=-1, metavar="[PATH]... [-- CLANG_ARG...]")
@configuration_options
@table_options("check", defaults={"jobs": usable_cores})
@click.pass_context
def check(
    ctx: click.Context,
    paths: tuple[str, ...],
    std: str | None,
    build_dir: str | None,
    headers: str | None,
    cross_check: bool,
    sample: int | None,
    compilers: tuple[str, ...],
    timeout: float,
    libclang: str | None,
    color: str,
    format_: str,
    reports: tuple[str, ...],
    no_report: bool,
    with_fixes: bool,
    apply: bool,
    yes: bool,
    show_diff: bool,
    require: tuple[str, ...],
    verdict: str,
    uses: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    baseline: str | None,
    changed_since: str | None,
    includers: bool,
    staged: bool,
    stdin_filename: str | None,
    all_files: bool,
    jobs: int,
    isolate: bool,
    no_cache: bool,
    cache_dir: str | None,
    scheduler: str | None,
    build_target: str | None,
    first_args: tuple[str, ...],
    progress: bool | None,
    quiet: bool,
    verbose: bool,
    show_settings: bool,
    fail_on: str,
    exit_zero: bool,
    statistics: bool,
) -> None:
    """Analyse the classes of C++ files: which are trivial, trivially copyable, standard-layout, POD, and why not.

    PATH is a source, a header or a folder. With a compile database, a folder means the sources that are built in it,
    and the headers as these sources see them; no PATH means the whole project. Flags after `--` go to the compilers;
    if a compiler comes first there, they are its whole command line. Contracts are written in the source
    (`// podcheck: require trivially_copyable` above a class) or in podcheck.toml.

    Exit status: 0 if there is nothing to report; 1 if there are findings, such as a memcpy over a class that is not
    trivially copyable, a broken contract, or an unexplained difference from a compiler; 2 if something could not be
    done (the rest is still reported).

    `--fix` and `--diff` print the mechanical fixes of all classes (the code does the same as before) as one diff in
    place of a report, each tried in memory, and all of a file together; the status is then 0, or 2.

    \b
    Examples:
      podcheck check src/message.cpp --std c++17 --require trivially_copyable -- -I include -DNDEBUG
      podcheck check src --baseline podcheck-baseline.json --format github
      podcheck check src --select uses --ignore bytes --fail-on error
      podcheck check --stdin-filename src/message.cpp -q < edited.cpp
    """
    from podcheck.analysis.cached_run import run_or_replay
    from podcheck.cache import folder
    from podcheck.cli.progress import progress as bar
    from podcheck.config.settings import make_settings

    text = None
    if stdin_filename is not None:
        if paths or staged or includers or all_files or changed_since is not None or build_target is not None:
            raise click.UsageError("--stdin-filename names the one file; leave out what names others", ctx)
        paths, text = (stdin_filename,), _read_standard_input()
    is_named = paths or staged or build_dir is not None or ctx.meta["command"] or show_settings
    if not is_named and not _has_database():
        advice = "name files or directories, or a build directory with -p; no compile database was found from here."
        raise click.UsageError(f"Missing argument 'PATH...': {advice}", ctx)
    if verbose:
        narrate()
    if no_report and ctx.get_parameter_source("reports") is ParameterSource.DEFAULT_MAP:
        reports = ()
    fixing = Fixing(with_fixes, apply, yes, show_diff)
    _check_fixing(fixing, (format_, *reports), is_file=stdin_filename is None)
    targets = [_target(report) for report in reports]
    for _, file in targets:
        check_output(file, paths)
    settings = make_settings(
        paths,
        std=std,
        clang_args=ctx.meta["clang_args"],
        text=text,
        first_args=[argument for argument in first_args if not argument.startswith(_DRIVER)],
        command=_with_driver(ctx.meta["command"], first_args),
        build_dir=build_dir,
        build_target=build_target,
        headers=headers,
        cross_check=cross_check,
        sample=sample,
        compilers=compilers,
        require=require,
        uses=uses,
        select=select,
        ignore=ignore,
        changed_since=changed_since,
        includers=includers,
        staged=staged,
        all_files=all_files,
        file_rules=ctx.meta["file_rules"],
        jobs=jobs,
        isolate=isolate,
        apart=True,
        cache=None if no_cache else str(folder(cache_dir)),
        scheduler=scheduler,
        libclang=libclang,
        timeout=timeout,
        contracts=ctx.meta["contracts"],
        wrappers=ctx.meta["wrappers"],
        verdict=verdict,
        baseline=baseline,
    )
    if verbose and "configuration" in ctx.meta:
        say(f"podcheck: configuration: {ctx.meta['configuration'].path}")
    if show_settings:
        from podcheck.cli.settings_listing import list_settings

        write(list_settings(ctx))
        return
    options = replace(report_options(color, verbose=verbose), statistics=statistics)
    look = OutputOptions(format_, tuple(targets), options, quiet, fail_on, exit_zero)
    look = _with_about(ctx, look)
    if fixing.is_wanted:
        ctx.exit(_check_with_fixes(settings, look, fixing, progress))
    with bar(progress) as reported:
        outcome = run_or_replay(settings, _rendering(look), reported)
    ctx.exit(show(outcome, format_))


def _read_standard_input() -> str:
    """Return the text there. Raises ConfigError where it can't be read, or is longer than a file may be."""
    try:
        data = sys.stdin.buffer.read(files.LARGEST + 1)
    except OSError as error:
        raise ConfigError(f"standard input can't be read: {error.strerror}", "Give it the file's text.") from error
    if len(data) > files.LARGEST:
        raise ConfigError(f"standard input is longer than {files.LARGEST >> 20} MiB", "Name the file as PATH.")
    return data.decode("utf-8", "surrogateescape")


class Fixing(Struct, frozen=True):
    """What is to be done about mechanical fixes: reports carry them, or they are shown, and then maybe written."""

    with_fixes: bool
    apply: bool
    yes: bool
    show_diff: bool

    @property
    def is_wanted(self) -> bool:
        """Whether fixes are looked for."""
        return self.with_fixes or self.apply or self.show_diff


def _check_fixing(fixing: Fixing, formats: Iterable[str], *, is_file: bool) -> None:
    """Refuse options on fixes that do not go together."""
    if fixing.yes and not fixing.apply:
        raise click.UsageError("--yes goes with --fix")
    if fixing.show_diff and fixing.apply:
        raise click.UsageError("--diff writes nothing and --fix does: choose one")
    if (fixing.apply or fixing.show_diff) and not is_file:
        raise click.UsageError("--fix and --diff are about files, and standard input is none")
    if fixing.with_fixes and (fixing.apply or fixing.show_diff):
        raise click.UsageError("--with-fixes is for reports, and --fix and --diff print none: choose one")
    if fixing.with_fixes and not any(name.partition("=")[0] in CARRYING_FIXES for name in formats):
        names = " or ".join(sorted(CARRYING_FIXES))
        raise click.UsageError(f"--with-fixes is for formats that carry fixes: --format {names}, or --report")


def _with_about(ctx: click.Context, look: OutputOptions) -> OutputOptions:
    """Return what is to be shown with what pages say of the run, where one is among it."""
    if not ABOUT_A_RUN & {look.format_, *(name for name, _ in look.targets)}:
        return look
    from podcheck.cli.about_run import about_run

    return replace(look, options=replace(look.options, about=about_run(ctx, look.options)))


def _check_with_fixes(settings: Settings, look: OutputOptions, fixing: Fixing, progress: bool | None) -> int:
    """Analyse, look for fixes, and show them in reports or as a diff, which may be written; the exit status.

    What an earlier run said is of no use: files may be written, and are read again for each change that is tried.
    """
    from podcheck.analysis import pipeline
    from podcheck.cli import apply_fixes
    from podcheck.cli.progress import progress as bar

    with bar(progress) as reported:
        report = pipeline.check(settings, reported)
    if fixing.with_fixes:
        with bar(progress) as reported:
            report = apply_fixes.with_fixes(report, settings, look.options, reported)
        return show(render(report, look), look.format_)
    with bar(progress) as reported:
        fixes = apply_fixes.find_run_fixes_for(report, settings, look.options, reported)
    for line in problem_lines(report.problems, quiet=look.quiet, verbose=look.options.verbose):
        say(line)
    apply_fixes.fix_run(fixes, look.options, yes=fixing.yes, only_show=fixing.show_diff)
    return report.exit_status if report.exit_status > 1 else 0


def _has_database() -> bool:
    """Whether a compile database is found from the working directory, as it would be for a file in it."""
    from podcheck.discovery import compile_database

    compile_database.forget()
    return compile_database.find(None, files.working_directory() / compile_database.NAME) is not None


class OutputOptions(Struct, frozen=True):
    """What is to be shown of a report, and what the exit status is to say of it."""

    format_: str
    """For standard output."""

    targets: tuple[tuple[str, Path], ...]
    """The further reports: each one's format and file."""

    options: Options

    quiet: bool
    """Print no report, but findings and errors on standard error."""

    fail_on: str = "note"
    """The least severity of findings that fail the run."""

    exit_zero: bool = False
    """No finding does."""


def _with_driver(command: tuple[str, ...], first_args: tuple[str, ...]) -> tuple[str, ...]:
    """Return the compiler's command line with the words that say whose driver's it is; no flags for a parse."""
    return (
        (*command[:1], *(argument for argument in first_args if argument.startswith(_DRIVER)), *command[1:])
        if command
        else ()
    )


def _rendering(look: OutputOptions) -> Rendering:
    from podcheck.analysis.cached_run import Rendering

    return Rendering(repr(look), lambda: load_ahead(FORMAT_MODULES[look.format_]), lambda report: render(report, look))


def render(report: Report, look: OutputOptions) -> RunOutput:
    """What the run comes to; nothing is printed or written yet."""
    from podcheck.report.formats.findings import quiet_lines

    report = with_sources(report, (*(() if look.quiet else (look.format_,)), *(name for name, _ in look.targets)))
    said = list(problem_lines(report.problems, quiet=look.quiet, verbose=look.options.verbose))
    plain = replace(look.options, color=False)
    said += quiet_lines(report.findings, plain) if look.quiet else ()
    output = "" if look.quiet else FORMATS[look.format_](report, look.options)
    files = tuple((str(file), FORMATS[name](report, plain)) for name, file in look.targets)
    return RunOutput(_status(report, look), output, tuple(said), files)


def _status(report: Report, look: OutputOptions) -> int:
    """Return the exit status; findings that are not to fail the run leave it at 0."""
    failing = SEVERITIES[: SEVERITIES.index(look.fail_on) + 1]
    severities = (finding.severity if finding.severity in SEVERITIES else "warning" for finding in report.findings)
    if report.exit_status == 1 and (look.exit_zero or not any(severity in failing for severity in severities)):
        return 0
    return report.exit_status


def show(outcome: RunOutput, format_: str) -> int:
    """Print what is in that format, and write the files; the exit status.

    Raises OutputLost, the files written.
    """
    status = outcome.status
    unwritten: OutputLost | None = None
    for line in outcome.said:
        say(line)
    try:
        write(outcome.output, format_)
    except OutputLost as error:
        unwritten = error
    for path, text in outcome.files:
        try:
            files.write(path, text.encode("utf-8", "backslashreplace"))
        except OSError as error:
            say(f"podcheck: {path}: can't be written: {error.strerror}")
            status = 2
    if unwritten is not None:
        raise unwritten
    return status


def _target(value: str) -> tuple[str, Path]:
    """`json=out.json` as name and file. Raises ConfigError."""
    name, equals, file = value.partition("=")
    if not equals or not file or name not in FORMATS:
        raise ConfigError(f"--report {value!r} is not NAME=FILE", f"NAME is one of {', '.join(FORMATS)}.")
    return name, Path(file)
