"""Changes that the editor offers: comments to podcheck, and fixes, each of which was tried."""

from __future__ import annotations

import os
from collections.abc import Iterator

from podcheck.fixes import ClassFixes, find_fixes
from podcheck.lsp.analysis import Analysed
from podcheck.lsp.messages import Action, Span, TextEdit
from podcheck.lsp.positions import Positions
from podcheck.model.fixes import Effort, Fix
from podcheck.model.problems import Location
from podcheck.model.results import Record
from podcheck.model.traits import MAIN_TRAITS, Trait, Truth
from podcheck.report.text.terminal import safe

_IMPLIED = {
    Trait.POD: (Trait.TRIVIAL, Trait.TRIVIALLY_COPYABLE, Trait.STANDARD_LAYOUT),
    Trait.TRIVIAL: (Trait.TRIVIALLY_COPYABLE,),
}
"""What need not be required beside the trait."""

_INDENTATION = b" \t"
_MOST_STEPS = 3


def comment_above(place: Location, text: str, positions: Positions) -> TextEdit:
    """Return the comment on a line of its own above the place."""
    line = positions.line(place.file, place.line)
    indentation = line[: len(line) - len(line.lstrip(_INDENTATION))].decode("ascii")
    end = b"\r\n" if b"\r\n" in positions.index(place.file).source else b"\n"
    span = Span(place.line - 1, 0, place.line - 1, 0)
    return TextEdit(os.path.abspath(place.file), span, f"{indentation}// {text}{end.decode()}")


def span_of_head(record: Record, positions: Positions) -> Span:
    """Return where the class's declaration stands, from its beginning to its name."""
    name = positions.span(record.facts.location)
    begin = record.facts.begin
    if begin is None or begin.file != record.facts.location.file or begin.line > record.facts.location.line:
        return name
    first = positions.span(begin)
    return Span(first.line, first.character, name.end_line, name.end_character)


def traits_that_hold(record: Record) -> tuple[Trait, ...]:
    """Return the main traits that the class has, without those that follow from others of them."""
    held = [trait for trait in MAIN_TRAITS if record.judgement.verdicts[trait].value is Truth.YES]
    implied = {other for trait in held for other in _IMPLIED.get(trait, ())}
    return tuple(trait for trait in held if trait not in implied)


def classes_at(span: Span, analysed: Analysed) -> tuple[Record, ...]:
    """Return the classes whose head the span touches, those of each place once."""
    result: dict[Location, Record] = {}
    for record in analysed.own_records:
        if not record.facts.closure and span_of_head(record, analysed.positions).overlaps(span):
            result.setdefault(record.facts.location, record)
    return tuple(result.values())


def requirements(span: Span, analysed: Analysed) -> Iterator[Action]:
    """Yield the contract that what holds today is to hold tomorrow, for the classes at the place."""
    for record in classes_at(span, analysed):
        traits = traits_that_hold(record)
        head = span_of_head(record, analysed.positions)
        above = analysed.positions.line(record.facts.location.file, head.line)
        if not traits or record.facts.anonymous or b"podcheck: require" in above:
            continue
        names = ", ".join(trait.value for trait in traits)
        place = Location(record.facts.location.file, head.line + 1, 1)
        edit = comment_above(place, f"podcheck: require {names}", analysed.positions)
        yield Action(safe(f"Require what holds of '{record.facts.name}': {names}"), (edit,), mechanical=False)


def names_to_fix(span: Span, analysed: Analysed) -> tuple[str, ...]:
    """Return the classes at the place, or that a finding there is about, which lack a main trait."""
    heads = [record.facts.name for record in classes_at(span, analysed)]
    findings = [
        finding.record
        for finding in analysed.report.findings
        if finding.record
        and (place := analysed.place_of(finding)) is not None
        and analysed.positions.span(place).overlaps(span)
    ]
    lacking = {
        record.facts.name
        for record in analysed.report.records
        if any(record.judgement.verdicts[trait].value is Truth.NO for trait in MAIN_TRAITS)
    }
    return tuple(name for name in dict.fromkeys((*heads, *findings)) if name in lacking)


def fixes(name: str, analysed: Analysed) -> Iterator[Action]:
    """Yield the fixes of the class that help, each tried in memory; it costs up to eight parses."""
    record = next((record for record in analysed.report.records if record.facts.name == name), None)
    if record is None or analysed.unit is None:
        return
    result = find_fixes(record, analysed.unit, analysed.project.settings.extract.libclang)
    for fix in result.fixes:
        yield _action(fix, result, record, analysed.positions)


def _action(fix: Fix, result: ClassFixes, record: Record, positions: Positions) -> Action:
    gained = [trait for trait in fix.own.gained if trait in MAIN_TRAITS] or list(fix.own.gained)
    more = f" and {len(fix.titles) - _MOST_STEPS} more" if len(fix.titles) > _MOST_STEPS else ""
    title = f"{'; '.join(fix.titles[:_MOST_STEPS])}{more}: then {', '.join(trait.adjective for trait in gained)}"
    edits = tuple(
        TextEdit(
            os.path.abspath(edit.file),
            positions.span_of_bytes(edit.file, edit.start, edit.end),
            edit.text.decode("utf-8", "replace"),
        )
        for edit in fix.edits
        if result.contents is not None and edit.file in result.contents
    )
    return Action(safe(title), edits, fix.effort is Effort.MECHANICAL, record=record.facts.name)
