"""`podcheck explain`: why one type is (not) what you need."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

import click

from podcheck.cli.options import PathsThenArguments, analysis_options, report_options, tell, write
from podcheck.errors import TypeNotFound

if TYPE_CHECKING:
    from podcheck.model.results import Record, Report

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

    \b
    Example:
      podcheck explain 'wire::Header' src/message.cpp -- -I include
    """
    from podcheck import check
    from podcheck.report.explain import explain as render

    def analyse(text: str | None, *, probing: bool) -> Report:
        return check(
            path,
            std=std,
            clang_args=ctx.meta["clang_args"],
            build_dir=build_dir,
            headers=headers,
            cross_check=probing,
            compilers=compilers,
            libclang=libclang,
            timeout=timeout,
            text=text,
        )

    report = analyse(None, probing=cross_check)
    tell(report.problems)
    found = matching(report, type_)
    if (not found and report.records) or (not found and _is_expression(type_)):
        asked = _with_alias(path, type_)
        if asked is not None:
            found = matching(analyse(asked, probing=cross_check), type_)
    if not found and not report.records and report.exit_status == _FAILED:
        ctx.exit(_FAILED)
    if not found:
        raise TypeNotFound(f"{path} defines no class '{type_}'", _nearest(report, type_))
    options = report_options(color, verbose=True)
    for record in found:
        write(render(record, _sources(record), options))
    ctx.exit(_FAILED if report.exit_status == _FAILED else 0)


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
