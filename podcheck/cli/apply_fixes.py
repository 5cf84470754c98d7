"""Fixes of a class (`explain`) or of a run (`check`): where they are tried, and with `--fix` the diff, the question,
and the files.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping

import click
from msgspec.structs import replace

from podcheck.cli.streams import say, without_orders, write_bytes
from podcheck.discovery.units import units_of
from podcheck.errors import NotFixed, TypeNotFound
from podcheck.files import read_bytes
from podcheck.fixes import ClassFixes, combine_mechanical, find_fixes
from podcheck.fixes.source.edits import apply, diff
from podcheck.fixes.whole_run import Progress, RunFixes, find_fixes_apart, find_run_fixes
from podcheck.fixes.write_files import write
from podcheck.model.fixes import Edit
from podcheck.model.results import Record, Report
from podcheck.model.settings import Settings
from podcheck.model.units import Unit
from podcheck.report.options import Options
from podcheck.report.records.shown import is_of_the_project
from podcheck.report.text.ansi import Style, paint
from podcheck.report.text.terminal import safe


def find_fixes_for(record: Record, settings: Settings) -> ClassFixes:
    """Return the fixes for the class, tried in the unit that defines it; none where that isn't sure."""
    units, _ = units_of(settings.inputs)
    own = [unit for unit in units if unit.file == record.facts.location.file]
    unit = units[0] if len(units) == 1 else next(iter(own), None)
    return ClassFixes() if unit is None else find_fixes(record, unit, settings.extract.libclang)


def single_record(records: list[Record], type_: str) -> Record:
    """Return the class to be changed. Raises TypeNotFound where the name fits several."""
    if len(records) > 1:
        names = ", ".join(f"{record.facts.name} ({record.facts.location})" for record in records)
        raise TypeNotFound(f"'{type_}' fits {len(records)} classes, and --fix changes one", f"Which of {names}?")
    return records[0]


def fix(record: Record, class_fixes: ClassFixes, options: Options, *, yes: bool) -> bool:
    """Show the mechanical fixes as a diff and apply them, after asking; return whether there were any.

    Standard output gets the diff alone. Without a terminal to ask on and without `yes` nothing is written. Raises
    NotFixed, with every file as it was.
    """
    result = combine_mechanical(class_fixes)
    name = record.facts.name
    if result is None:
        advice = "`podcheck explain` without --fix lists what else would help." if class_fixes.fixes else ""
        say(f"podcheck: no mechanical fix helps '{name}': nothing was changed")
        if advice:
            say(f"  {advice}")
        return False
    whole, changed = result
    if class_fixes.unit is not None and class_fixes.unit.link is not None and class_fixes.unit.file in changed:
        advice = f"It points to {class_fixes.unit.file}: name that file if you want to change it."
        raise NotFixed(f"{class_fixes.unit.link} is a symbolic link: not changed", advice)
    for title in whole.titles:
        say(title)
    write_fixes(whole.edits, changed, class_fixes.contents or {}, options, yes=yes)
    return True


def _where(settings: Settings, options: Options) -> tuple[tuple[Unit, ...], list[str]]:
    """Return the units to try fixes in, and what may be edited: the source tree, and what the user named."""
    units, _ = units_of(settings.inputs)
    named = (
        os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path)) for path in settings.inputs.paths
    )
    return units, [os.path.realpath(options.root), *map(os.path.normpath, named)]


def with_fixes(report: Report, settings: Settings, options: Options, progress: Progress) -> Report:
    """Return the report with the mechanical fixes of the classes that it has findings about."""
    named = {finding.record for finding in report.findings if finding.trait is not None}
    records = [record for record in report.records if record.facts.name in named]
    fixes = find_fixes_apart(records, *_where(settings, options), settings.extract.libclang, progress)
    return replace(report, fixes=fixes)


def find_run_fixes_for(report: Report, settings: Settings, options: Options, progress: Progress) -> RunFixes:
    """Return the mechanical fixes of all the project's classes."""
    records = filter(is_of_the_project, report.records)
    return find_run_fixes(records, *_where(settings, options), settings.extract.libclang, progress)


def fix_run(run_fixes: RunFixes, options: Options, *, yes: bool, only_show: bool) -> None:
    """Show the fixes of a run as one diff, and apply them, after asking.

    Standard output gets the diff alone. Raises NotFixed, with every file as it was.
    """
    for note in run_fixes.notes:
        say(safe(f"podcheck: note: {note}", options.unicode))
    if not run_fixes.fixes:
        say("podcheck: no mechanical fix helps a class: nothing was changed")
        return
    for title in dict.fromkeys(title for fix in run_fixes.fixes for title in fix.titles):
        say(safe(title, options.unicode))
    edited = {edit.file: run_fixes.contents[edit.file] for edit in run_fixes.edits}
    write_fixes(run_fixes.edits, edited, run_fixes.contents, options, yes=yes, only_show=only_show)


def write_fixes(
    edits: Iterable[Edit],
    edited: Iterable[str],
    contents: Mapping[str, bytes],
    options: Options,
    *,
    yes: bool,
    only_show: bool = False,
) -> None:
    """Show the edits of these files as a diff, and make them, after asking; `contents`: the files as they were read.

    Without a terminal to ask on and without `yes` nothing is written. Raises NotFixed, with every file as it was.
    """
    before = _on_disk(edited, contents)
    after = apply(before, edits)
    if after is None:
        return
    _show(diff(before, after), options)
    if only_show:
        return
    if not yes and not (sys.stdin.isatty() and sys.stdout.isatty()):
        say("Nothing was written; --yes applies it without asking.")
        return
    if yes or click.confirm("Apply it?", default=False, err=True):
        write(before, after)
        for file in after:
            say(f"changed {file}")


def _on_disk(changed: Iterable[str], contents: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files without what an analysis puts behind them. Raises NotFixed where they changed since."""
    result = {}
    for file in changed:
        try:
            result[file] = read_bytes(file)
        except OSError as error:
            raise NotFixed(f"{file}: can't be read: {error.strerror}") from error
        if not contents[file].startswith(result[file]):
            raise NotFixed(f"{file} changed meanwhile: not written", "Try again.")
    return result


def _show(text: str, options: Options) -> None:
    """Print the diff: on a terminal escaped and in colour, elsewhere byte for byte, as `patch` takes it."""
    if without_orders(text) != text:
        raise NotFixed("the change has a line that this CI system would run as a command", "Run it outside CI.")
    if not sys.stdout.isatty():
        write_bytes(text.encode("utf-8", "surrogateescape"))
        return
    for line in text.split("\n")[:-1]:
        style = {"+": Style.YES, "-": Style.NO}.get(line[:1], Style.FAINT)
        click.echo(paint(safe(line.removesuffix("\r").expandtabs(4), options.unicode), style, options.color))
