"""`podcheck explain`: why one type is (not) what you need."""

from __future__ import annotations

import click
from msgspec.structs import replace

from podcheck.analysis import pipeline
from podcheck.cli.across_dialects import across_dialects
from podcheck.cli.apply_fixes import find_fixes_for, fix, single_record
from podcheck.cli.config_options import configuration_options, table_options
from podcheck.cli.options import PathsThenArguments, report_options
from podcheck.cli.passing import find_calls
from podcheck.cli.problems import print_problems
from podcheck.cli.project_names import find_places
from podcheck.cli.source_texts import read_sources
from podcheck.cli.streams import write
from podcheck.cli.type_lookup import NO_FILE, TypeLookup, alike, look_up, nearest, with_includes
from podcheck.config.settings import make_settings
from podcheck.discovery.name_search import CandidateFile
from podcheck.errors import NotFixed, TypeNotFound
from podcheck.fixes import Found
from podcheck.model.passing import CompiledCall
from podcheck.model.results import Record, Report
from podcheck.model.settings import Settings
from podcheck.report.explain.explain import Extras, explain_briefly
from podcheck.report.explain.explain import explain as explain_in_full
from podcheck.report.explain.json import explain_json
from podcheck.report.formats.json import render_json
from podcheck.report.options import Options
from podcheck.report.reasons.root_causes import root_causes
from podcheck.report.records.source_files import files_of
from podcheck.report.text import grid
from podcheck.report.text.terminal import safe
from podcheck.rules.docs.pages import papers

_FAILED = 2


@click.command(cls=PathsThenArguments)
@click.argument("type_", metavar="TYPE")
@click.argument("path", required=False, metavar="[PATH] [-- CLANG_ARG...]")
@click.option(
    "--include",
    "includes",
    multiple=True,
    metavar="HEADER",
    help='A header that TYPE needs, `utility` or `"wire.hpp"`; repeatable; PATH may then be left out.',
)
@click.option(
    "--fixes/--no-fixes",
    "fixing",
    default=True,
    help="Try in memory what fixes the class, at most eight changes (default: on; each costs a parse).",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    help="For people (text), or for programs.",
)
@click.option("--near", is_flag=True, help="List the classes whose names are like TYPE, those of headers too.")
@configuration_options
@table_options("explain")
@click.pass_context
def explain(
    ctx: click.Context,
    type_: str,
    path: str | None,
    includes: tuple[str, ...],
    fixing: bool,
    apply: bool,
    yes: bool,
    format_: str,
    verbose: bool,
    near: bool,
    std: str | None,
    build_dir: str | None,
    headers: str | None,
    cross_check: bool,
    compilers: tuple[str, ...],
    timeout: float,
    libclang: str | None,
    color: str,
) -> None:
    """Explain one class on a screen: the verdict and its root causes, what fixes them, and what it is safe to use with.
    With `-v` also every trait with its reasons down to the root, its special members, and each compiler's answer.

    TYPE is a class's name, with or without its namespace, or any type that the file can name, such as
    `std::pair<int, float>`. PATH is a source, a header or a directory; if neither PATH nor `--include` is given, the
    project's files are looked through for the name, and one that defines it is parsed. With `--std all` the class's
    traits in every dialect, and which paper changed them.

    Each fix was applied in memory and analysed before it is told. `--fix` applies those that do the same as before
    (`= default`, no empty destructor, one access for all members), with the diff alone on standard output: it asks
    on a terminal, and writes nothing elsewhere unless there is `--yes`. A source with errors, a read-only file and a
    symbolic link stay as they are.

    \b
    Examples:
      podcheck explain 'wire::Header' src/message.cpp -- -I include
      podcheck explain 'std::pair<int, float>' --include utility
      podcheck explain wire::Header src/message.cpp --fix
    """
    if yes and not apply:
        raise click.UsageError("--yes goes with --fix")
    if format_ == "json" and (apply or near or std == "all"):
        raise click.UsageError("--format json goes neither with --fix nor with --near nor with --std all")
    place = path or (NO_FILE if includes else ".")
    given = headers

    def analyse(text: str | None, dialect: str | None, *, probing: bool, within: str | None = None) -> Report:

        settings = make_settings(
            (place,),
            std=dialect,
            clang_args=ctx.meta["clang_args"],
            build_dir=build_dir,
            headers=within if within is not None else headers,
            cross_check=probing,
            compilers=compilers,
            libclang=libclang,
            timeout=timeout,
            text=text,
            uses=False,
            apart=True,
        )
        return pipeline.check(settings)

    def found_in(dialect: str | None, *, probing: bool) -> TypeLookup:
        return look_up(
            type_,
            place,
            includes,
            lambda text: analyse(text, dialect, probing=probing),
            lambda within, last: analyse(None, dialect, probing=probing and last, within=within),
        )

    def try_place(candidate: CandidateFile, *, last: bool) -> bool:
        """Look there from now on, and return whether that is right; the last one need not be tried."""
        nonlocal place, headers
        place, headers = candidate.file, candidate.expression or given
        try:
            return last or bool(found_in(None if std == "all" else std, probing=False).records)
        except TypeNotFound:
            return False

    options = report_options(color, verbose=verbose)
    if near:
        report = analyse(with_includes(place, includes), std, probing=False, within=".*")
        print_problems(problem for problem in report.problems if problem.fatal)
        write(_list_near(report, type_, place, options))
        return
    if path is None and not includes:
        places = find_places(type_, build_dir, ctx.meta["file_rules"])
        any(try_place(candidate, last=candidate is places[-1]) for candidate in places)
    if std == "all":
        write(across_dialects(type_, place, lambda dialect: found_in(dialect, probing=False), options))
        return
    queried = found_in(std, probing=cross_check and not apply)
    print_problems(queried.report.problems)
    failed = queried.report.exit_status == _FAILED
    _require_found(ctx, queried, place, type_)

    settings = make_settings(
        (place,), std=std, clang_args=ctx.meta["clang_args"], build_dir=build_dir, headers=queried.headers or headers,
        libclang=libclang, text=queried.text, compilers=compilers, timeout=timeout,
    )  # fmt: skip
    if apply and failed:
        raise NotFixed(f"{place} has errors: nothing is changed", "Fix them first; they are listed above.")
    if apply:
        _fix(queried, type_, settings, options, yes=yes)
        return
    _write_each(queried, settings, options, fixing=fixing, format_=format_)
    ctx.exit(_FAILED if failed else 0)


def _require_found(ctx: click.Context, asked: TypeLookup, place: str, type_: str) -> None:
    """End the command where nothing was found. Raises TypeNotFound."""
    if not asked.records:
        if asked.report.exit_status == _FAILED and not asked.report.records:
            ctx.exit(_FAILED)
        raise TypeNotFound(f"{place} defines no class '{type_}'", nearest(asked.report, type_))


def _fix(asked: TypeLookup, type_: str, settings: Settings, options: Options, *, yes: bool) -> None:

    record = single_record(asked.records, type_)
    fix(record, find_fixes_for(record, settings), options, yes=yes)


def _write_each(asked: TypeLookup, settings: Settings, options: Options, *, fixing: bool, format_: str) -> None:
    """Write what there is to say of each class, what compilers do with it in calls, and its fixes where wanted."""

    explained = []
    for record in asked.records:
        calls = find_calls(record, settings) if len(asked.records) == 1 else ()
        extras = _extras(record, find_fixes_for(record, settings) if fixing else None, calls)
        explained.append((record, extras))
        if format_ == "text":
            write(_explain_text(record, extras, options))
    if format_ == "json":
        report = replace(asked.report, records=tuple(asked.records), findings=(), accepted=())
        write(explain_json(render_json(report, options), explained), "json")


def _extras(record: Record, found: Found | None, calls: tuple[CompiledCall, ...]) -> Extras:

    reasons = [root.reason for root in root_causes(record)]
    behind = {(reason.code, reason.clause): papers(reason.code, reason.clause) for reason in reasons}
    fixes, tried = (found.fixes, found.attempts) if found is not None else (None, ())
    return Extras(fixes, tried, behind, calls)


def _explain_text(record: Record, extras: Extras, options: Options) -> str:

    render = explain_in_full if options.verbose else explain_briefly
    return render(record, read_sources(files_of([record])), options, extras)


def _list_near(report: Report, type_: str, place: str, options: Options) -> str:
    """The names like the one asked for, with their score and place. Raises TypeNotFound where there is none."""

    result = alike(report, type_)
    if not result:
        raise TypeNotFound(f"{place} has no class whose name is like '{type_}'", nearest(report, type_))
    headings = ["alike", "class", "where"]
    rows = [[f"{score:.2f}", safe(name, options.unicode), safe(str(at), options.unicode)] for score, name, at in result]
    if grid.width([headings, *rows]) > options.width:
        headings, rows = headings[:2], [[score, f"{name}\n{at}"] for score, name, at in rows]
    return grid.grid(headings, rows)
