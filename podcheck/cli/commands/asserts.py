"""`podcheck asserts`: a header of static_asserts for what holds today."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import click

from podcheck import files
from podcheck.analysis import pipeline
from podcheck.cli.completion import complete_traits
from podcheck.cli.config_options import configuration_options, table_options
from podcheck.cli.options import PathsThenArguments
from podcheck.cli.outputs import check_output
from podcheck.cli.problems import print_problems
from podcheck.cli.streams import write
from podcheck.config.settings import make_settings
from podcheck.discovery.units import units_of
from podcheck.errors import ConfigError
from podcheck.model.problems import Location, Problem
from podcheck.model.traits import CxxStandard, Trait
from podcheck.model.units import SOURCES
from podcheck.paths import is_matched
from podcheck.report.static_asserts import Wanted
from podcheck.report.static_asserts import asserts as render

_FAILED = 2


@click.command(cls=PathsThenArguments)
@click.argument("paths", nargs=-1, required=True, metavar="PATH... [-- CLANG_ARG...]")
@click.option("-o", "--output", metavar="FILE", help="Write the header to FILE (default: standard output).")
@click.option("--layout", is_flag=True, help="Assert sizes, alignments and offsets too.")
@click.option(
    "--only",
    multiple=True,
    metavar="TRAIT[,TRAIT]",
    help="Assert only these traits.",
    shell_complete=complete_traits,
)
@configuration_options
@table_options("asserts")
@click.pass_context
def asserts(
    ctx: click.Context, /, paths: tuple[str, ...], output: str | None, layout: bool, only: tuple[str, ...],
    **chosen: object,
) -> None:  # fmt: skip
    """Write a C++ header with a static_assert for each trait that a class has today.

    A PATH is a header, or a directory with headers; a source can be named alone, and then includes the result at its
    end. A comment says what is omitted: classes that can't be named, and traits on which a compiler differs from the
    standard. The exit status is 0 if the header was written, 2 if something could not be analysed.

    \b
    Example:
      podcheck asserts include/wire --layout -o tests/wire_asserts.hpp -- -I include
    """
    if output is not None:
        check_output(output, paths)
    options: dict[str, Any] = {name: value for name, value in chosen.items() if name != "color"}
    fixed = {"uses": False, "clang_args": ctx.meta["clang_args"], "file_rules": ctx.meta["file_rules"], "apart": True}
    settings = make_settings(paths, **{**options, **fixed})
    units = units_of(settings.inputs)[0]
    if any(unit.std < CxxStandard.CXX11 for unit in units):
        raise ConfigError("C++98 has no static_assert", "Name a later dialect with --std.")
    wanted = _traits(only)
    report = pipeline.check(settings)
    scope = units[0].headers if units else None
    read = dict.fromkeys(record.facts.location.file for record in report.records) if scope and scope.folders else ()
    own = [file for file in read if scope is not None and scope.has(file)]
    includes, behind, notes = _read_includes([*dict.fromkeys((*(unit.file for unit in units), *own))], output)
    print_problems((*report.problems, *notes))
    wanted_files = {*includes.values(), behind}
    mine = [
        record
        for record in report.records
        if (file := record.facts.location.file) in wanted_files
        or (scope is not None and is_matched(scope.expression, file, scope.root))
    ]
    if output is not None:
        check_output(output, {record.facts.location.file for record in report.records})
    text = render(mine, Wanted(tuple(includes), behind, wanted or tuple(Trait), layout))
    if output is None:
        write(text)
    else:
        try:
            files.write(output, text.encode("utf-8", "backslashreplace"))
        except OSError as error:
            raise ConfigError(f"{output}: can't be written: {error.strerror}") from None
    ctx.exit(_FAILED if report.exit_status == _FAILED else 0)


def _traits(only: tuple[str, ...]) -> tuple[Trait, ...]:
    return tuple(Trait.parse(name) for names in only for name in names.split(",") if name.strip())


def _read_includes(files: list[str], output: str | None) -> tuple[dict[str, str], str, list[Problem]]:
    """Return the headers as the result includes them, with paths; the source that includes it; what is left out."""
    sources = [file for file in files if Path(file).suffix in SOURCES]
    if len(files) == 1 and sources:
        return {}, files[0], []
    notes: list[Problem] = []
    if sources:
        what = f"the classes of {len(sources)} source files are skipped: a header can't include them"
        notes.append(Problem(what, advice="Name one source file on its own to get its asserts.", fatal=False))
    includes: dict[str, str] = {}
    for file in files:
        if file in sources:
            continue
        path = os.path.relpath(file, Path(output).parent) if output is not None else file
        if re.search(r'["\n\\]', path):
            notes.append(Problem("no #include can name this file: skipped", Location(file), fatal=False))
        else:
            includes[path] = file
    return includes, "", notes
