"""What compilers do with an object of a class that is passed by value, for the commands about one class."""

from __future__ import annotations

from podcheck.crosscheck.compilers import find_compilers
from podcheck.crosscheck.passing import ask_about_calls, compare_calls
from podcheck.discovery.units import units_of
from podcheck.model.passing import CompiledCall
from podcheck.model.results import Record
from podcheck.model.settings import Settings
from podcheck.model.units import Unit


def find_calls(record: Record, settings: Settings) -> tuple[CompiledCall, ...]:
    """Return what compilers do that answered about the class; nothing where none did, or it has no layout."""
    layout = record.layout
    unit = unit_of(record, settings)
    if unit is None or layout is None or not any(answer.traits for answer in record.answers):
        return ()
    compilers, _ = find_compilers(settings.crosscheck.compilers)
    return compare_calls(
        ask_about_calls(compilers, unit, record.facts, record.target, settings.crosscheck.timeout), record
    )


def unit_of(record: Record, settings: Settings) -> Unit | None:
    """Return the one unit of the run, else the one of the file that the class stands in."""
    units, _ = units_of(settings.inputs)
    own = (unit for unit in units if unit.file == record.facts.location.file)
    return units[0] if len(units) == 1 else next(own, None)
