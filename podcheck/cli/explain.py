"""`podcheck explain`: why one type is (not) what you need."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import click

from podcheck.cli.options import PathsThenArguments, analysis_options, report_options, tell, write
from podcheck.errors import TypeNotFound
from podcheck.model.problems import Problem

if TYPE_CHECKING:
    from podcheck.model.results import Record, Report
    from podcheck.model.traits import CxxStandard, Trait
    from podcheck.report.options import Options

_NEAR = 5
_FAILED = 2


@click.command(cls=PathsThenArguments)
@click.argument("type_", metavar="TYPE")
@click.argument("path", default=".", metavar="[PATH] [-- CLANG_ARG...]")
@analysis_options
@click.pass_context
def explain(
    ctx: click.Context,
    type_: str,
    path: str,
    std: str | None,
    build_dir: str | None,
    headers: str | None,
    cross_check: bool,
    compilers: tuple[str, ...],
    timeout: float,
    libclang: str | None,
    color: str,
) -> None:
    """Explain one class of a file: every trait with its reasons down to the root cause, its special members,
    and each compiler's answer.

    TYPE is a class's name, with or without its namespace, or any type that the file can name, such as
    `std::pair<int, float>`. PATH is a source, a header or a directory (the working directory if none is given).
    With `--std all` the class's traits in every dialect, and which paper changed them.

    \b
    Example:
      podcheck explain 'wire::Header' src/message.cpp -- -I include
    """
    from podcheck.report.explain import explain as render

    def analyse(text: str | None, dialect: str | None, *, probing: bool) -> Report:
        from podcheck import check

        return check(
            path,
            std=dialect,
            clang_args=ctx.meta["clang_args"],
            build_dir=build_dir,
            headers=headers,
            cross_check=probing,
            compilers=compilers,
            libclang=libclang,
            timeout=timeout,
            text=text,
        )

    options = report_options(color, verbose=True)
    if std == "all":
        write(_across_dialects(type_, path, lambda text, dialect: analyse(text, dialect, probing=False), options))
        return
    report, found = _look_up(type_, path, lambda text: analyse(text, std, probing=cross_check))
    tell(report.problems)
    if not found and not report.records and report.exit_status == _FAILED:
        ctx.exit(_FAILED)
    if not found:
        raise TypeNotFound(f"{path} defines no class '{type_}'", _nearest(report, type_))
    for record in found:
        write(render(record, _sources(record), options))
    ctx.exit(_FAILED if report.exit_status == _FAILED else 0)


def _look_up(type_: str, path: str, analyse: Callable[[str | None], Report]) -> tuple[Report, list[Record]]:
    """The report on the path, and the records of that name in it, or in that of the file with an alias of the type."""
    report = analyse(None)
    found = matching(report, type_)
    if not found and (report.records or _is_expression(type_)):
        asked = _with_alias(path, type_)
        if asked is not None:
            found = matching(analyse(asked), type_)
    return report, found


def _across_dialects(type_: str, path: str, analyse: Callable[[str | None, str], Report], options: Options) -> str:
    """The class in each dialect that has it. Raises TypeNotFound where none has."""
    from concurrent.futures import ThreadPoolExecutor

    from podcheck.model.traits import CxxStandard
    from podcheck.report.dialects import dialects

    def one(std: CxxStandard) -> tuple[Report, list[Record]]:
        return _look_up(type_, path, lambda text: analyse(text, std.spelling))

    with ThreadPoolExecutor(min(os.cpu_count() or 1, len(CxxStandard))) as threads:
        results = dict(zip(CxxStandard, threads.map(one, CxxStandard), strict=True))
    records = {std: found[0] for std, (_, found) in results.items() if found and found[0].facts.complete}
    if not records:
        newest, _ = results[CxxStandard.CXX20]
        tell(newest.problems)
        raise TypeNotFound(f"{path} defines no class '{type_}' in any dialect", _nearest(newest, type_))
    for std, (report, _) in results.items():
        fatal = [problem for problem in report.problems if problem.fatal]
        if std not in records:
            why = f"{fatal[0].location}: {fatal[0].message}" if fatal else "the file does not define it there"
            tell([Problem(f"not in {std.spelling}: {why}", fatal=False)])
    return dialects(records, _changes(records), options)


def _changes(records: Mapping[CxxStandard, Record]) -> dict[tuple[Trait, CxxStandard], list[str]]:
    """What changed each answer from one dialect to the next."""
    from itertools import pairwise

    from podcheck.rules.dialects import changes

    found: dict[tuple[Trait, CxxStandard], list[str]] = {}
    for (since, before), (until, after) in pairwise(records.items()):
        rewritten = before.facts.outline != after.facts.outline
        for trait, verdict in after.judgement.verdicts.items():
            old = before.judgement.verdicts[trait]
            if old.value is verdict.value:
                continue
            told = [f"{one.paper} ({one.std.spelling}): {one.what}" for one in changes(old, verdict, since, until)]
            if rewritten:
                told = [f"its members or bases are declared otherwise in {until.spelling}"]
            found[trait, until] = told or [f"a class that it contains is another one in {until.spelling}"]
    return found


def matching(report: Report, name: str) -> list[Record]:
    """The records of that name; of those that only end in it, if there are none."""
    wanted = _compact(name)
    exact = [record for record in report.records if _compact(record.facts.name) == wanted]
    if exact:
        return exact
    return [record for record in report.records if _compact(record.facts.name).endswith("::" + wanted)]


def _compact(name: str) -> str:
    """Spaces do not matter, but between words."""
    return re.sub(r"\s*([<>,*&:()])\s*", r"\1", name.strip()).removeprefix("::")


def _is_expression(name: str) -> bool:
    return "<" in name


def _with_alias(path: str, name: str) -> str | None:
    """The file's text with an alias of the type behind it, so that it gets instantiated and reported."""
    if not re.fullmatch(r"[\w:<>,\s*&()+\-]+", name):
        return None
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            return f"{file.read()}\ntypedef {name} podcheck_explained;\n"
    except OSError:
        return None


def _nearest(report: Report, name: str) -> str:
    names = list(dict.fromkeys(record.facts.name for record in report.records if not record.facts.anonymous))
    near = difflib.get_close_matches(name, names, _NEAR) or names[:_NEAR]
    return f"It has {', '.join(near)}." if near else "It defines no class at all."


def _sources(record: Record) -> dict[str, str]:
    """The text of the files that the record's reasons point into."""
    from podcheck.report.explain import places

    found = {}
    for file in places(record):
        try:
            with open(file, encoding="utf-8", errors="replace") as opened:
                found[file] = opened.read()
        except OSError:
            continue
    return found
