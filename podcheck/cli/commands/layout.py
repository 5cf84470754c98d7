"""`podcheck layout`: where the parts of one class lie, as text, picture or JSON, on one target or several."""

from __future__ import annotations

from collections.abc import Sequence

import click
from msgspec.structs import replace

from podcheck.analysis import pipeline
from podcheck.cli.config_options import table_options
from podcheck.cli.options import PathsThenArguments, report_options
from podcheck.cli.passing import find_calls, unit_of
from podcheck.cli.problems import print_problems
from podcheck.cli.streams import write
from podcheck.cli.targets import SHORT, on_target, triple
from podcheck.cli.type_lookup import NO_FILE, TypeLookup, look_up, nearest
from podcheck.config.settings import make_settings
from podcheck.errors import ConfigError, TypeNotFound
from podcheck.fixes.member_order import better_order
from podcheck.model.layout import Layout, Order
from podcheck.model.problems import Problem
from podcheck.model.results import Record, Report
from podcheck.model.settings import Settings
from podcheck.report.layout.json import layout_json
from podcheck.report.layout.svg import layout_svg
from podcheck.report.layout.targets import layout_targets
from podcheck.report.layout.text import layout_text
from podcheck.report.options import Options

_FORMATS = ("text", "svg", "json")
_FAILED = 2


@click.command(cls=PathsThenArguments)
@click.argument("type_", metavar="TYPE")
@click.argument("path", required=False, metavar="[PATH] [-- CLANG_ARG...]")
@click.option("--include", "includes", multiple=True, metavar="HEADER", help="A header that TYPE needs; repeatable.")
@click.option(
    "--target",
    "targets",
    multiple=True,
    metavar="TARGET",
    help=f"Lay out for this LLVM triple; repeatable, to compare. Short names: {', '.join(SHORT)}.",
)
@click.option("--cache-line", type=click.IntRange(1, 65536), metavar="BYTES", help="Mark what crosses a cache line.")
@click.option("--format", "format_", type=click.Choice(_FORMATS), default="text", help="For standard output (text).")
@table_options("layout")
@click.pass_context
def layout(
    ctx: click.Context,
    type_: str,
    path: str | None,
    includes: tuple[str, ...],
    targets: tuple[str, ...],
    cache_line: int | None,
    format_: str,
    std: str | None,
    build_dir: str | None,
    headers: str | None,
    cross_check: bool,
    compilers: tuple[str, ...],
    timeout: float,
    libclang: str | None,
    color: str,
    verbose: bool,
) -> None:
    """Show where the parts of a class are: offsets, sizes, padding, bases, bit-fields, what the compiler adds, and
    whether its objects are passed in registers and keep the padding at their end.

    TYPE is a class's name, with or without its namespace, or any type that the file can name. PATH is a source, a
    header or a directory (the working directory if neither PATH nor `--include` is given). Several targets are shown
    side by side, and differences are marked: for structs that cross a wire or are in shared memory. Without --target
    podcheck also asks the g++ and the clang++ on the path, and reports a different layout.

    \b
    Examples:
      podcheck layout 'wire::Header' src/message.cpp --cache-line 64 -- -I include
      podcheck layout 'wire::Header' wire.hpp --target linux-64 --target linux-32 --target windows
      podcheck layout 'std::string' --include string --format svg > string.svg
    """
    place = path or (NO_FILE if includes else ".")

    def settings(arguments: Sequence[str], text: str | None) -> Settings:
        return make_settings(
            (place,),
            std=std,
            clang_args=(*arguments, *ctx.meta["clang_args"]),
            build_dir=build_dir,
            headers=headers,
            cross_check=cross_check and not targets,
            compilers=compilers,
            timeout=timeout,
            libclang=libclang,
            text=text,
            uses=False,
            apart=True,
        )

    def look_up_with(arguments: Sequence[str]) -> TypeLookup:
        return look_up(type_, place, includes, lambda text: pipeline.check(settings(arguments, text)))

    names = list(dict.fromkeys(targets)) or [""]
    lookups = [on_target(triple(name), look_up_with) if name else look_up_with(()) for name in names]
    problems = tuple(dict.fromkeys(problem for lookup in lookups for problem in lookup.report.problems))
    print_problems(problems)
    failed = any(problem.fatal for problem in problems)
    if not any(lookup.records for lookup in lookups):
        if failed and not any(lookup.report.records for lookup in lookups):
            ctx.exit(_FAILED)
        raise TypeNotFound(f"{place} defines no class '{type_}'", nearest(lookups[0].report, type_))
    layouts, missing = _layouts(lookups, names)
    if len(lookups) == 1 and len(lookups[0].records) == 1 and not targets:
        calls = find_calls(lookups[0].records[0], settings((), lookups[0].text))
        layouts = {
            name: [replace(each_layout, calls=calls) for each_layout in result] for name, result in layouts.items()
        }
    print_problems(missing)
    if layouts or format_ == "json":
        options = report_options(color, verbose=verbose)
        order = None if targets or format_ == "svg" else _order(lookups[0], settings((), lookups[0].text))
        write(_render(layouts, order, (*problems, *missing), lookups[0].report, format_, cache_line, options), format_)
    ctx.exit(_FAILED if failed or missing else 0)


def _layouts(
    lookups: Sequence[TypeLookup], names: Sequence[str]
) -> tuple[dict[str, list[Layout]], tuple[Problem, ...]]:
    """Return the layouts by target, and a Problem for each class or target without one."""
    layouts: dict[str, list[Layout]] = {}
    missing: list[Problem] = []
    for name, lookup in zip(names, lookups, strict=True):
        on = f" for {name}" if name else ""
        if not lookup.records and not any(problem.fatal for problem in lookup.report.problems):
            missing.append(Problem(f"the class is not defined{on}", None, "An `#if` in the source may exclude it."))
        for record in lookup.records:
            result = record.layout
            if result is not None:
                layouts.setdefault(name, []).append(with_answers(result, record))
                continue
            why = "it is a template" if record.facts.dependent else "its definition has an error"
            advice = "Name an instance, such as 'Box<int>'." if record.facts.dependent else ""
            missing.append(Problem(f"'{record.facts.name}' has no layout{on}: {why}", record.facts.location, advice))
    return layouts, tuple(missing)


def with_answers(layout: Layout, record: Record) -> Layout:
    """Return the layout with what the compilers gave."""
    measured = tuple((answer.compiler, answer.layout) for answer in record.answers if answer.layout is not None)
    return replace(layout, measured=measured, mismatches=record.layout_mismatches)


def _order(lookup: TypeLookup, settings: Settings) -> Order | None:
    """Return a better order of the one class's members; None where its file does not parse."""
    if len(lookup.records) != 1 or any(problem.fatal for problem in lookup.report.problems):
        return None
    (record,) = lookup.records
    unit = unit_of(record, settings)
    return None if unit is None else better_order(record, unit, settings.extract.libclang)


def _render(
    layouts: dict[str, list[Layout]],
    order: Order | None,
    problems: Sequence[Problem],
    report: Report,
    format_: str,
    cache_line: int | None,
    options: Options,
) -> str:
    every = [each_layout for result in layouts.values() for each_layout in result]
    if format_ == "json":
        return layout_json(every, problems, order, podcheck=report.podcheck, libclang=report.libclang)
    if format_ == "svg":
        if len(every) > 1:
            raise ConfigError(
                f"--format svg draws one layout, and there are {len(every)}",
                "Name one target, or the class with its namespace; text and json show several.",
            )
        return layout_svg(every[0], cache_line=cache_line, depth=64 if options.verbose else 1)
    if len(layouts) > 1 and all(len(result) == 1 for result in layouts.values()):
        return layout_targets(every, list(layouts), options)

    return "\n".join(layout_text(each_layout, options, order, cache_line=cache_line) for each_layout in every)
