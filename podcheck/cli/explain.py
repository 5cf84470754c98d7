"""`podcheck explain`: why one type is (not) what you need."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from podcheck.cli.asked import NO_FILE, Asked, alike, look_up, nearest, with_includes
from podcheck.cli.options import PathsThenArguments, analysis_options, report_options, tell, write
from podcheck.errors import TypeNotFound

if TYPE_CHECKING:
    from podcheck.model.results import Record, Report
    from podcheck.report.options import Options

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
@click.option("--near", is_flag=True, help="List the classes whose names are like TYPE, those of headers too.")
@analysis_options
@click.pass_context
def explain(
    ctx: click.Context,
    type_: str,
    path: str | None,
    includes: tuple[str, ...],
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
    """Explain one class: the verdict and its root causes, what the class may be used for, every trait with its
    reasons down to the root, its special members, and each compiler's answer.

    TYPE is a class's name, with or without its namespace, or any type that the file can name, such as
    `std::pair<int, float>`. PATH is a source, a header or a directory (the working directory if neither PATH nor
    `--include` is given). With `--std all` the class's traits in every dialect, and which paper changed them.

    \b
    Examples:
      podcheck explain 'wire::Header' src/message.cpp -- -I include
      podcheck explain 'std::pair<int, float>' --include utility
    """
    place = path or (NO_FILE if includes else ".")

    def analyse(text: str | None, dialect: str | None, *, probing: bool, within: str | None = headers) -> Report:
        from podcheck import check

        return check(
            place,
            std=dialect,
            clang_args=ctx.meta["clang_args"],
            build_dir=build_dir,
            headers=within,
            cross_check=probing,
            compilers=compilers,
            libclang=libclang,
            timeout=timeout,
            text=text,
        )

    def found_in(dialect: str | None, *, probing: bool) -> Asked:
        return look_up(type_, place, includes, lambda text: analyse(text, dialect, probing=probing))

    options = report_options(color, verbose=True)
    if near:
        report = analyse(with_includes(place, includes), std, probing=False, within=".*")
        tell(one for one in report.problems if one.fatal)
        write(_list_near(report, type_, place, options))
        return
    if std == "all":
        from podcheck.cli.across import across_dialects

        write(across_dialects(type_, place, lambda dialect: found_in(dialect, probing=False), options))
        return
    asked = found_in(std, probing=cross_check)
    tell(asked.report.problems)
    failed = asked.report.exit_status == _FAILED
    if not asked.records and failed and not asked.report.records:
        ctx.exit(_FAILED)
    if not asked.records:
        raise TypeNotFound(f"{place} defines no class '{type_}'", nearest(asked.report, type_))
    for record in asked.records:
        write(_told(record, options))
    ctx.exit(_FAILED if failed else 0)


def _told(record: Record, options: Options) -> str:
    from podcheck.report.explain import explain as render

    return render(record, _sources(record), options)


def _list_near(report: Report, type_: str, place: str, options: Options) -> str:
    """The names like the one asked for, with their score and place. Raises TypeNotFound where there is none."""
    from podcheck.report import grid
    from podcheck.report.text import safe

    found = alike(report, type_)
    if not found:
        raise TypeNotFound(f"{place} has no class whose name is like '{type_}'", nearest(report, type_))
    headings = ["alike", "class", "where"]
    rows = [[f"{score:.2f}", safe(name, options.unicode), safe(str(at), options.unicode)] for score, name, at in found]
    if grid.width([headings, *rows]) > options.width:
        headings, rows = headings[:2], [[score, f"{name}\n{at}"] for score, name, at in rows]
    return grid.grid(headings, rows)


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
