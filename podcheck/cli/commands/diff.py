"""`podcheck diff`: what two reports, or two git revisions, disagree on."""

from __future__ import annotations

import os
from pathlib import Path

import click

from podcheck.cli.config_options import table_options
from podcheck.cli.options import PathsThenArguments, report_options
from podcheck.cli.streams import say, write
from podcheck.diff.blame import with_commits
from podcheck.diff.compare import compare
from podcheck.diff.revisions import Request, both
from podcheck.diff.snapshots import read_snapshots
from podcheck.discovery import compile_database
from podcheck.errors import ConfigError
from podcheck.files import read_bytes, real, working_directory
from podcheck.git.repository import open_repository
from podcheck.git.revisions import read_range
from podcheck.model.diff import Comparison
from podcheck.report.diff.json import changes_json
from podcheck.report.diff.markdown import changes_markdown
from podcheck.report.diff.text import changes
from podcheck.report.options import Options

_FORMATS = ("table", "json", "markdown")
_KINDS = ("lost", "undecided", "gained", "changed", "size", "align", "layout", "renamed", "gone", "came")
_REPORT_FILES = 2
_FAILED = 2
_LARGEST = 1 << 31
"""Bytes of a report that is read."""


@click.command(cls=PathsThenArguments)
@click.argument("paths", nargs=-1, metavar="OLD NEW | --git RANGE [PATH...] [-- CLANG_ARG...]")
@click.option(
    "--git", "revisions", metavar="BASE[..HEAD]", help="Compare two revisions; only BASE: with the work tree."
)
@click.option(
    "--format", "format_", type=click.Choice(_FORMATS), default="table", help="What goes to standard output (table)."
)
@click.option(
    "--fail-on",
    multiple=True,
    metavar="KIND[,KIND]",
    help=f"Changes that end with exit status 1 (lost,undecided): {', '.join(_KINDS)}, none.",
)
@table_options("diff", "inputs", "extract")
@table_options("diff", "output")
@click.pass_context
def diff(
    ctx: click.Context,
    paths: tuple[str, ...],
    revisions: str | None,
    format_: str,
    fail_on: tuple[str, ...],
    std: str | None,
    build_dir: str | None,
    headers: str | None,
    jobs: int,
    color: str,
) -> None:
    """Compare two JSON reports, or with --git two revisions: which classes gained or lost a trait, changed their size
    or layout, came, went, or were renamed; for a loss its root cause, and the commit that wrote that line.

    The exit status is 1 if a class lost a trait, 2 if something could not be analysed.

    \b
    Examples:
      podcheck diff before.json after.json
      podcheck diff --git origin/main..HEAD src -p build --format markdown
    """
    kinds = _kinds(fail_on)
    if revisions is None:
        comparison = _of_files(paths, ctx.meta["clang_args"])
    else:
        options = [f"--std={std}"] * bool(std) + [f"--headers={headers}"] * bool(headers) + [f"--jobs={jobs}"]
        comparison = _of_revisions(revisions, paths or (".",), options, ctx.meta["clang_args"], build_dir)
    write(_render(comparison, format_, report_options(color, verbose=False)), format_)
    for note in comparison.notes:
        say(f"podcheck: note: {note}")
    for error in comparison.errors:
        say(f"podcheck: {error}")
    if comparison.errors:
        ctx.exit(_FAILED)
    ctx.exit(int(any(change.kind.value in kinds for change in comparison.changes)))


def _kinds(given: tuple[str, ...]) -> frozenset[str]:
    named = [kind.strip() for text in given for kind in text.split(",") if kind.strip()] or ["lost", "undecided"]
    unknown = next((text for text in named if text not in (*_KINDS, "none")), None)
    if unknown is not None:
        raise ConfigError(f"--fail-on {unknown}: there is no such kind of change", f"They are {', '.join(_KINDS)}.")
    return frozenset(named)


def _of_files(paths: tuple[str, ...], clang_args: tuple[str, ...]) -> Comparison:
    if len(paths) != _REPORT_FILES or clang_args:
        raise ConfigError(
            "diff takes two reports, OLD and NEW", "Or two revisions: podcheck diff --git BASE..HEAD PATH"
        )
    old, new = (read_snapshots(_content(path), path) for path in paths)
    return compare(old, new)


def _content(path: str) -> str:
    try:
        return read_bytes(path, _LARGEST).decode("utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not JSON: it is not UTF-8") from error


def _of_revisions(
    text: str, paths: tuple[str, ...], options: list[str], clang_args: tuple[str, ...], build_dir: str | None
) -> Comparison:
    here = real(working_directory())
    with open_repository(here) as repository:
        revisions = read_range(text, repository)
        inside = Path(os.path.relpath(here, real(revisions.root)))
        request = Request(
            paths=tuple(_path_in_trees(path, here, revisions.root) for path in paths),
            options=tuple(options),
            clang_args=clang_args,
            database=_database(build_dir, here, revisions.root),
        )
        old, new = both(revisions, request, here, repository)
        return with_commits(compare(old, new), revisions, inside, repository)


def _path_in_trees(path: str, here: Path, root: Path) -> str:
    """Return the path from here on, by which other trees have it. Raises ConfigError if it is not in this one."""
    if not real(path).is_relative_to(real(root)):
        raise ConfigError(f"{path} is not in the repository {root}")
    return os.path.relpath(real(path), here)


def _database(build_dir: str | None, here: Path, root: Path) -> Path | None:
    """Return the compile database that `check` would find; one from outside the repository only where it is named."""
    result = compile_database.find(build_dir, here / compile_database.NAME)
    if build_dir is not None and (result is None or not os.path.isfile(result)):
        raise ConfigError(f"{build_dir} has no {compile_database.NAME}")
    if result is None or (build_dir is None and not real(result).is_relative_to(real(root))):
        return None
    return real(result)


def _render(comparison: Comparison, format_: str, options: Options) -> str:
    return {"table": changes, "json": changes_json, "markdown": changes_markdown}[format_](comparison, options)
