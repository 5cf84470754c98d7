"""`podcheck explain`: why one type is (not) what you need."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

import click
from msgspec import Struct
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
from podcheck.fixes import ClassFixes
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


class ExplainOptions(Struct, frozen=True, kw_only=True):
    """The options of the command; those of the option table are named as there."""

    includes: tuple[str, ...]
    fixing: bool
    apply: bool
    yes: bool
    format_: str
    verbose: bool
    near: bool
    std: str | None
    build_dir: str | None
    headers: str | None
    cross_check: bool
    compilers: tuple[str, ...]
    timeout: float
    libclang: str | None
    color: str

    clang_args: tuple[str, ...]
    """Those of the configuration, and those behind `--`."""


class TypeQuestion(Struct, frozen=True):
    """A type that is asked about, and where it is looked for."""

    type_: str
    options: ExplainOptions

    place: str
    """A file or folder; NO_FILE where headers alone are included."""

    headers: str | None
    """The expression for headers whose classes are reported too."""

    @property
    def settings(self) -> dict[str, Any]:
        """Return what runs that answer it have in common, by the names of `make_settings`."""
        names = ("std", "clang_args", "build_dir", "compilers", "libclang", "timeout")
        return {"headers": self.headers, **{name: getattr(self.options, name) for name in names}}

    def analyse(self, text: str | None, dialect: str | None, *, probing: bool, within: str | None = None) -> Report:
        """Return the report on the place; `within`: the expression for headers, where it is another."""
        headers = self.headers if within is None else within
        changed = {"std": dialect, "headers": headers, "cross_check": probing, "text": text}
        return pipeline.check(make_settings((self.place,), **{**self.settings, **changed}, uses=False, apart=True))

    def look_up(self, dialect: str | None, *, probing: bool) -> TypeLookup:
        """Return what is known of the type there, in that dialect. Raises TypeNotFound."""
        return look_up(
            self.type_,
            self.place,
            self.options.includes,
            lambda text: self.analyse(text, dialect, probing=probing),
            lambda within, last: self.analyse(None, dialect, probing=probing and last, within=within),
        )

    @property
    def has_answer(self) -> bool:
        """Whether the type is defined there."""
        try:
            return bool(self.look_up(None if self.options.std == "all" else self.options.std, probing=False).records)
        except TypeNotFound:
            return False


@click.command(cls=PathsThenArguments)
@click.argument("type_", metavar="TYPE")
@click.argument("path", required=False, metavar="[PATH] [-- CLANG_ARG...]")
@click.option(
    "--include",
    "includes",
    multiple=True,
    metavar="HEADER",
    help='A header that TYPE needs, such as `utility` or `"wire.hpp"`; repeatable; PATH is then optional.',
)
@click.option(
    "--fixes/--no-fixes",
    "fixing",
    default=True,
    help="Try fixes for the class in memory, at most eight (default: on; each needs a parse).",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    help="text for people, json for programs.",
)
@click.option("--near", is_flag=True, help="List the classes with names similar to TYPE, also those of headers.")
@configuration_options
@table_options("explain")
@click.pass_context
def explain(ctx: click.Context, /, type_: str, path: str | None, **options: object) -> None:
    """Explain one class on a screen: the verdict and its root causes, what fixes them, and what it is safe to use with.
    With `-v` also every trait with its reasons down to the root, its special members, and each compiler's answer.

    TYPE is a class's name, with or without its namespace, or any type that the file can name, such as `std::pair<int,
    float>`. PATH is a source, a header or a directory; without PATH and `--include`, podcheck searches the project's
    files for the name, and parses one that defines it. With `--std all` the class's traits in every dialect, and which
    paper changed them.

    Each fix was applied in memory and analysed before it is shown. `--fix` applies those that do not change what the
    code does (`= default`, no empty destructor, one access for all members) and prints only the diff: it asks on a
    terminal, and elsewhere writes only with `--yes`. A source with errors, a read-only file and a symbolic link are
    never changed.

    \b
    Examples:
      podcheck explain 'wire::Header' src/message.cpp -- -I include
      podcheck explain 'std::pair<int, float>' --include utility
      podcheck explain wire::Header src/message.cpp --fix
    """
    given: dict[str, Any] = dict(options)
    chosen = ExplainOptions(**given, clang_args=ctx.meta["clang_args"])
    _check_options(chosen)
    question = TypeQuestion(type_, chosen, path or (NO_FILE if chosen.includes else "."), chosen.headers)
    shown = report_options(chosen.color, verbose=chosen.verbose)
    if chosen.near:
        report = question.analyse(
            with_includes(question.place, chosen.includes), chosen.std, probing=False, within=".*"
        )
        print_problems(problem for problem in report.problems if problem.fatal)
        write(_list_near(report, type_, question.place, shown))
        return
    if path is None and not chosen.includes:
        question = _choose_place(question, find_places(type_, chosen.build_dir, ctx.meta["file_rules"]))
    if chosen.std == "all":
        find = functools.partial(question.look_up, probing=False)
        write(across_dialects(type_, question.place, find, shown))
        return
    queried = question.look_up(chosen.std, probing=chosen.cross_check and not chosen.apply)
    print_problems(queried.report.problems)
    failed = queried.report.exit_status == _FAILED
    _require_class(ctx, queried, question.place, type_)
    changed = {"headers": queried.headers or question.headers, "text": queried.text}
    settings = make_settings((question.place,), **{**question.settings, **changed})
    if chosen.apply and failed:
        raise NotFixed(f"{question.place} has errors: nothing was changed", "Fix them first; they are listed above.")
    if chosen.apply:
        _fix(queried, type_, settings, shown, yes=chosen.yes)
        return
    _write_each(queried, settings, shown, fixing=chosen.fixing, format_=chosen.format_)
    ctx.exit(_FAILED if failed else 0)


def _check_options(chosen: ExplainOptions) -> None:
    """Refuse options that do not go together."""
    if chosen.yes and not chosen.apply:
        raise click.UsageError("--yes needs --fix")
    if chosen.format_ == "json" and (chosen.apply or chosen.near or chosen.std == "all"):
        raise click.UsageError("--format json can't be combined with --fix, --near or --std all")


def _choose_place(question: TypeQuestion, candidates: Sequence[CandidateFile]) -> TypeQuestion:
    """Return the question put to the first of the files that has an answer; the last one need not be tried."""
    for candidate in candidates:
        placed = replace(question, place=candidate.file, headers=candidate.expression or question.headers)
        if candidate is candidates[-1] or placed.has_answer:
            return placed
    return question


def _require_class(ctx: click.Context, lookup: TypeLookup, place: str, type_: str) -> None:
    """End the command where nothing was found. Raises TypeNotFound."""
    if not lookup.records:
        if lookup.report.exit_status == _FAILED and not lookup.report.records:
            ctx.exit(_FAILED)
        raise TypeNotFound(f"{place} defines no class '{type_}'", nearest(lookup.report, type_))


def _fix(lookup: TypeLookup, type_: str, settings: Settings, options: Options, *, yes: bool) -> None:
    record = single_record(lookup.records, type_)
    fix(record, find_fixes_for(record, settings), options, yes=yes)


def _write_each(lookup: TypeLookup, settings: Settings, options: Options, *, fixing: bool, format_: str) -> None:
    """Write what there is to say of each class, what compilers do with it in calls, and its fixes where wanted."""
    explained = []
    for record in lookup.records:
        calls = find_calls(record, settings) if len(lookup.records) == 1 else ()
        extras = _extras(record, find_fixes_for(record, settings) if fixing else None, calls)
        explained.append((record, extras))
        if format_ == "text":
            write(_explain_text(record, extras, options))
    if format_ == "json":
        report = replace(lookup.report, records=tuple(lookup.records), findings=(), accepted=())
        write(explain_json(render_json(report, options), explained), "json")


def _extras(record: Record, class_fixes: ClassFixes | None, calls: tuple[CompiledCall, ...]) -> Extras:
    reasons = [root.reason for root in root_causes(record)]
    behind = {(reason.code, reason.clause): papers(reason.code, reason.clause) for reason in reasons}
    fixes, tried = (class_fixes.fixes, class_fixes.attempts) if class_fixes is not None else (None, ())
    return Extras(fixes, tried, behind, calls)


def _explain_text(record: Record, extras: Extras, options: Options) -> str:
    render = explain_in_full if options.verbose else explain_briefly
    return render(record, read_sources(files_of([record])), options, extras)


def _list_near(report: Report, type_: str, place: str, options: Options) -> str:
    """Return the names like the one asked for, with score and place. Raises TypeNotFound where there is none."""
    result = alike(report, type_)
    if not result:
        raise TypeNotFound(f"{place} has no class with a name similar to '{type_}'", nearest(report, type_))
    headings = ["alike", "class", "where"]
    rows = [[f"{score:.2f}", safe(name, options.unicode), safe(str(at), options.unicode)] for score, name, at in result]
    if grid.width([headings, *rows]) > options.width:
        headings, rows = headings[:2], [[score, f"{name}\n{at}"] for score, name, at in rows]
    return grid.grid(headings, rows)
