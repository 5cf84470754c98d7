"""The units, and the headers, that a change since a revision may bear on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

from podcheck.discovery import compile_database
from podcheck.discovery.changed_units import Includes
from podcheck.discovery.header_flags import entry_to_borrow_flags_from
from podcheck.discovery.notes import DiscoveryNotes
from podcheck.discovery.repository_changes import read_changes
from podcheck.discovery.unit_flags import find_database, make_unit
from podcheck.files import real, working_directory
from podcheck.git.repository import open_repository
from podcheck.git.revisions import read_range
from podcheck.model.problems import Problem
from podcheck.model.settings import InputOptions
from podcheck.model.units import Module, Unit
from podcheck.paths import place_of


def find_touched(
    units: Sequence[Unit], headers: Iterable[Path], inputs: InputOptions
) -> tuple[tuple[Unit, ...], tuple[Path, ...], Problem]:
    """Return the units and headers that the change may bear on, and a note on how many these are."""
    with open_repository(working_directory()) as repository:
        includes = Includes(read_changes(read_range(str(inputs.changed_since), repository), repository))
    notes = DiscoveryNotes()
    header_units = [(header, make_unit(str(header), inputs, notes)[0]) for header in headers]
    left = tuple(unit for unit in units if _is_touched(unit, includes, inputs))
    left_headers = tuple(header for header, unit in header_units if _is_touched(unit, includes, inputs))
    count = len(left) + len(left_headers)
    text = f"{count} of {len(units) + len(header_units)} files are affected by changes since {inputs.changed_since}"
    return left, left_headers, Problem(text, fatal=False)


def _is_touched(unit: Unit, includes: Includes, inputs: InputOptions) -> bool:
    """Whether a change may bear on what is said of the unit: on its text, its flags, or the accepted findings."""
    if any(module.reason or includes.touch(_as_unit(module, unit), []) for module in unit.modules):
        return True
    read = [str(inputs.baseline)] if inputs.baseline is not None else []
    if inputs.command:
        return includes.touch(unit, [*read, *compile_database.response_files_of(inputs.command)])
    known = find_database(unit.path, inputs)
    if isinstance(known, compile_database.Database):
        source = place_of(unit.path)
        own = next((file for file in (source, real(source)) if file in known.items), None)
        if own is None and (borrowed := entry_to_borrow_flags_from(known, source)) is not None:
            own = borrowed.file
            read.append(str(own))
            if includes.bear_on_flags(source.name):
                return True
        if own is not None:
            read += compile_database.response_files(known, own)
    return includes.touch(unit, read)


def flag_files(unit: Unit, inputs: InputOptions) -> tuple[str, ...]:
    """Return the files, but for the database itself, that the unit's flags are read from."""
    known = find_database(unit.path, inputs)
    if not isinstance(known, compile_database.Database):
        return ()
    source = place_of(unit.path)
    own = next((file for file in (source, real(source)) if file in known.items), None)
    if own is None and (borrowed := entry_to_borrow_flags_from(known, source)) is not None:
        own = borrowed.file
    return tuple(compile_database.response_files(known, own)) if own is not None else ()


def _as_unit(module: Module, unit: Unit) -> Unit:
    """Return the module's text as a unit that is built like the one which imports it."""
    return replace(unit, file=module.file, link=None, text=None, arguments=(*unit.arguments, *module.arguments))
