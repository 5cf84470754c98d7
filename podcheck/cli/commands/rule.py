"""`podcheck rule`: the page of one code, or the list of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from podcheck import files
from podcheck.cli.completion import complete_codes
from podcheck.cli.config_options import table_options
from podcheck.cli.options import report_options
from podcheck.cli.streams import write
from podcheck.errors import ConfigError
from podcheck.model.verdicts import RuleInfo
from podcheck.report.rules.json import rules_json
from podcheck.report.rules.markdown import pages, rule_markdown, rules_markdown
from podcheck.report.rules.terminal import rule_list, rule_page
from podcheck.rules.docs.pages import codes, page
from podcheck.suggest import advice


@click.command()
@click.argument("code", required=False, metavar="[CODE]", shell_complete=complete_codes)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    help="For a terminal (text), as Markdown with links, or for programs.",
)
@click.option(
    "--write-docs",
    "folder",
    metavar="DIR",
    help="Write the page of every code to DIR/CODE.md, and the list of them to DIR/README.md.",
)
@table_options("rule")
def rule(code: str | None, format_: str, folder: str | None, color: str) -> None:
    """Show what a code means, or list all codes.

    Codes are in reasons (`podcheck explain`) and findings. The page says what must hold, by which clause in which
    dialect, why the standard requires it and how to fix a class, with an example and a near miss.

    \b
    Example:
      podcheck rule mixed-access
    """
    if __doc__ is None:
        raise ConfigError("Python runs with -OO, which drops the texts of the pages", "Run podcheck without it.")
    if folder is not None:
        if code is not None:
            raise ConfigError("--write-docs writes every page, and takes no CODE", "Leave one of them out.")
        _write_docs(Path(folder), map(page, codes()))
        return
    known = codes()
    if code is not None and code not in known:
        raise ConfigError(f"no rule has the code {code!r}", _nearest(code, map(page, known)))
    infos = [page(text) for text in known] if code is None else [page(code)]
    if format_ == "markdown":
        write(rules_markdown(infos) if code is None else rule_markdown(infos[0]), "markdown")
        return
    if format_ == "json":
        write(rules_json(infos), "json")
        return

    options = report_options(color, verbose=False)
    write(rule_list(infos, options) if code is None else rule_page(infos[0], options))


def _nearest(code: str, infos: Iterable[RuleInfo]) -> str:
    """Return what may have been meant: names that look alike, or the codes of a trait."""
    known = list(infos)
    queried = [info.code for info in known if code.removeprefix("is_") in {trait.value for trait in info.traits}]
    if queried:
        return f"It is a trait, whose codes are {', '.join(queried)}."
    near = advice(code.lower().replace("_", "-").strip("[] "), [info.code for info in known])
    return near or "`podcheck rule` lists every code."


def _write_docs(folder: Path, infos: Iterable[RuleInfo]) -> None:
    """Write the pages. Raises ConfigError where the folder can't be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in pages(tuple(infos)):
            files.write(folder / name, text.encode("utf-8"))
    except OSError as error:
        raise ConfigError(f"{error.filename}: can't be written: {error.strerror}", "Name another folder.") from None
