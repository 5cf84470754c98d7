"""`explain`'s fixes: which unit they are tried in, and with `--fix` the diff, the question, and the files."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from podcheck.cli.streams import say, without_orders, write_bytes
from podcheck.errors import NotFixed, TypeNotFound
from podcheck.files import read_bytes

if TYPE_CHECKING:
    from podcheck.fixes import Found
    from podcheck.model.results import Record
    from podcheck.model.settings import Settings
    from podcheck.report.options import Options


def find_fixes_for(record: Record, settings: Settings) -> Found:
    """The fixes for the class, tried in the unit that defines it; none where several files don't say which that is."""
    from podcheck.discovery.units import units_of
    from podcheck.fixes import Found, find_fixes

    units, _ = units_of(settings.inputs)
    own = [unit for unit in units if unit.file == record.facts.location.file]
    unit = units[0] if len(units) == 1 else next(iter(own), None)
    return Found() if unit is None else find_fixes(record, unit, settings.extract.libclang)


def single_record(records: list[Record], type_: str) -> Record:
    """The class to be changed. Raises TypeNotFound where the name fits several."""
    if len(records) > 1:
        names = ", ".join(f"{record.facts.name} ({record.facts.location})" for record in records)
        raise TypeNotFound(f"'{type_}' fits {len(records)} classes, and --fix changes one", f"Which of {names}?")
    return records[0]


def fix(record: Record, found: Found, options: Options, *, yes: bool) -> bool:
    """Show the mechanical fixes as a diff and apply them, after asking; whether there were any.

    Standard output gets the diff alone. Without a terminal to ask on and without `yes` nothing is written.
    Raises NotFixed, with every file as it was.
    """
    from podcheck.fixes import combine_mechanical
    from podcheck.fixes.source.edits import apply, diff
    from podcheck.fixes.write_files import write

    result = combine_mechanical(found)
    name = record.facts.name
    if result is None:
        advice = "What else would help is in `podcheck explain` without --fix." if found.fixes else ""
        say(f"podcheck: no mechanical fix helps '{name}': nothing is changed")
        if advice:
            say(f"  {advice}")
        return False
    whole, changed = result
    if found.unit is not None and found.unit.link is not None and found.unit.file in changed:
        advice = f"It leads to {found.unit.file}: name that file, if it is the one to change."
        raise NotFixed(f"{found.unit.link} is a symbolic link: not changed", advice)
    for title in whole.titles:
        say(title)
    before = _on_disk(changed, found.contents or {})
    after = apply(before, whole.edits)
    if after is None:
        return False
    _show(diff(before, after), options)
    if not yes and not (sys.stdin.isatty() and sys.stdout.isatty()):
        say("Nothing is written: --yes applies it without asking.")
        return True
    if yes or click.confirm("Apply it?", default=False, err=True):
        write(before, after)
        for file in after:
            say(f"changed {file}")
    return True


def _on_disk(changed: Mapping[str, bytes], contents: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files without what an analysis puts behind them. Raises NotFixed where they are not as they were read."""
    found = {}
    for file in changed:
        try:
            found[file] = read_bytes(file)
        except OSError as error:
            raise NotFixed(f"{file}: can't be read: {error.strerror}") from error
        if not contents[file].startswith(found[file]):
            raise NotFixed(f"{file} was changed meanwhile: left as it is", "Try again.")
    return found


def _show(text: str, options: Options) -> None:
    """The diff: on a terminal escaped and in colour, elsewhere byte for byte, as `patch` takes it."""
    from podcheck.report.text.ansi import Style, paint
    from podcheck.report.text.terminal import safe

    if without_orders(text) != text:
        raise NotFixed("the change has a line that this CI system would take for an order", "Look at it elsewhere.")
    if not sys.stdout.isatty():
        write_bytes(text.encode("utf-8", "surrogateescape"))
        return
    for line in text.split("\n")[:-1]:
        style = {"+": Style.YES, "-": Style.NO}.get(line[:1], Style.FAINT)
        click.echo(paint(safe(line.removesuffix("\r").expandtabs(4), options.unicode), style, options.color))
