"""Which file's text each module is that a unit imports, by what the compile database builds and the run is given.

A module's name stands in its text alone, so the texts of all that the database builds are looked through, once a run
and only if something imports a module. Where several files export one, the build says which is meant: by the compiled
module that the importer's command names (`-fmodule-file=`, `-fprebuilt-module-path=`), or by the target that both are
built for. The compiled ones are not read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from podcheck.cpp.includes import can_be_included
from podcheck.cpp.module_arguments import importable_arguments
from podcheck.cpp.modules import ModuleText, modules_named, read_module
from podcheck.cpp.standard_modules import STANDARD
from podcheck.discovery import compile_database as database
from podcheck.discovery.compile_database import Database
from podcheck.discovery.file_build import CompileCommand
from podcheck.files import read_bytes
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Module, Unit
from podcheck.paths import identify_file, place_of, spell_file

_MOST = 1000
"""Modules that one unit imports, with all that these import."""

_SOME = 3


class _Provider(Struct, frozen=True):
    """A file that exports a module."""

    file: str
    unit: Unit | None = None
    """The unit of the run that it is; None where it comes from a database."""

    item: Mapping[str, object] | None = None
    """The item that builds it; None where it is a unit of the run."""

    database: Database | None = None
    """What the item is of."""

    @property
    def entry(self) -> CompileCommand | None:
        """Return what the database says of it; None of a unit of the run."""
        if self.database is None or self.item is None:
            return None
        read = database.read_item(self.database, Path(self.file), self.item)
        return read if isinstance(read, CompileCommand) else None


class _Texts:
    """What the files say of modules, each read once."""

    def __init__(self) -> None:
        self._known: dict[str, ModuleText] = {}

    def of_unit(self, unit: Unit) -> ModuleText:
        """Return what the unit's text says."""
        if unit.text is not None:
            return read_module(unit.text.encode("utf-8", "surrogateescape"))
        return self.of_file(unit.path)

    def of_file(self, file: str) -> ModuleText:
        """Return what the file says; of one that can't be read, nothing."""
        if file not in self._known:
            try:
                self._known[file] = read_module(read_bytes(file))
            except OSError:
                self._known[file] = ModuleText()
        return self._known[file]


Make = Callable[[str, CompileCommand | None], Unit]
"""Return the unit of a file that is built so."""


def with_modules(units: Sequence[Unit], database_of: Callable[[str], Database | None], make: Make) -> tuple[Unit, ...]:
    """Return the units, each with the module that it is part of and those that it imports."""
    texts = _Texts()
    result = [
        replace(unit, module=module)
        if unit.std >= CxxStandard.CXX20 and (module := texts.of_unit(unit).module)
        else unit
        for unit in units
    ]
    importing = {
        at: names
        for at, unit in enumerate(units)
        if unit.std >= CxxStandard.CXX20 and (names := list(modules_named(texts.of_unit(unit).imports)))
    }
    if not importing:
        return tuple(result)
    given: dict[str, list[_Provider]] = {}
    for unit in units:
        if name := texts.of_unit(unit).name:
            given.setdefault(name, []).append(_Provider(unit.path, unit))
    built: dict[Path, dict[str, list[_Provider]]] = {}
    for at, names in importing.items():
        unit = result[at]
        read = database_of(unit.path)
        if read is not None and read.path not in built:
            built[read.path] = _providers(read, texts)
        shown = built[read.path] if read is not None else {}
        following = _ModuleSearch(unit, read, (shown, given), texts, make)
        result[at] = replace(unit, modules=following.closure(names))
    return tuple(result)


def _providers(read: Database, texts: _Texts) -> dict[str, list[_Provider]]:
    """Return what the database builds that can be imported, by its name."""
    result: dict[str, list[_Provider]] = {}
    for file, item in database.every_item(read):
        name = texts.of_file(str(file)).name
        if name:
            result.setdefault(name, []).append(_Provider(str(file), item=item, database=read))
    return result


class _ModuleSearch(Struct, frozen=True):
    """What the modules of one unit are found by."""

    unit: Unit
    read: Database | None
    """The database that says how the unit is built."""

    shown: tuple[Mapping[str, list[_Provider]], ...]
    """Providers by name, those of the build first."""

    texts: _Texts
    make: Make

    def closure(self, names: Iterable[str]) -> tuple[Module, ...]:
        """Return the modules of these names and those that they import."""
        entries = list(self._entries())
        result: dict[str, Module] = {}
        needs: dict[str, list[str]] = {}
        waiting = list(names)
        while waiting:
            name = waiting.pop(0)
            if name in result:
                continue
            module = self._module(name, entries) if len(result) < _MOST else _too_many(name)
            if module is None:
                continue  # the library's
            result[name] = module
            if not module.reason:
                needs[name] = list(modules_named(self.texts.of_file(module.file).imports))
                waiting += needs[name]
        return tuple(_without_circle(module, needs) for module in result.values())

    def _entries(self) -> Iterator[CompileCommand]:
        """Yield the ways in which the unit's file is built that are the unit's own."""
        if self.read is None:
            return
        place = place_of(self.unit.path)
        items = [*filter(None, (self.read.items.get(place),)), *self.read.more.get(place, ())]
        commands = [
            read for item in items if isinstance(read := database.read_item(self.read, place, item), CompileCommand)
        ]
        own = [entry for entry in commands if not set(entry.arguments) - set(self.unit.arguments)]
        yield from own or commands

    def _module(self, name: str, entries: Sequence[CompileCommand]) -> Module | None:
        """Return the module; None of one that is the library's, and that nothing else provides."""
        providers = next((shown[name] for shown in self.shown if name in shown), [])
        if not providers:
            return None if name in STANDARD else Module(name, reason=_nobody(self.read, name, entries))
        candidates = _meant(name, providers, entries)
        files = dict.fromkeys(spell_file(provider.file) for provider in candidates)
        if len({identify_file(provider.file) for provider in candidates}) > 1:
            some = ", ".join(sorted(files)[:_SOME]) + (", …" if len(files) > _SOME else "")
            advice = "Point -p at a build that has only one of them."
            return Module(name, reason=f"several files export it ({some})", advice=advice)
        return self._built_alike(name, candidates[0])

    def _built_alike(self, name: str, provider: _Provider) -> Module:
        """Return the module if its text means the same where it is imported."""
        unit = provider.unit or self.make(provider.file, provider.entry)
        shown = spell_file(provider.file)
        own, rest = importable_arguments(unit.arguments)
        _, expected = importable_arguments(self.unit.arguments)
        advice = "Build both alike, as compilers demand it of a module and those who import it."
        if unit.std is not self.unit.std:
            reason = f"{shown} is built as {unit.std.spelling}, and this file as {self.unit.std.spelling}"
            return Module(name, reason=reason, advice=advice)
        if rest != expected:
            differing = [word for word in (*rest, *expected) if word not in rest or word not in expected]
            reason = f"{shown} is built with other flags ({' '.join(differing) or 'in another order'})"
            return Module(name, reason=reason, advice=advice)
        if not can_be_included(os.path.realpath(provider.file)):
            return Module(name, reason=f"no #include can name {shown}", advice="Rename the file.")
        return Module(name, os.path.realpath(provider.file), own)


def _meant(name: str, candidates: Sequence[_Provider], entries: Sequence[CompileCommand]) -> Sequence[_Provider]:
    """Return those of the candidates that the unit's build means; all of them where that isn't known."""
    if len(candidates) == 1:
        return candidates
    named = {path for entry in entries for path in entry.module_files(name)}
    built = [(provider, entry) for provider in candidates if (entry := provider.entry) is not None]
    made = [provider for provider, entry in built if named & set(entry.makes_modules)]
    targets = {entry.target for entry in entries if entry.target is not None}
    beside = [provider for provider, entry in built if entry.target in targets]
    return made or beside or candidates


def _nobody(read: Database | None, name: str, entries: Sequence[CompileCommand]) -> str:
    """Return why there is no text."""
    compiled = [path for entry in entries for path in entry.module_files(name) if os.path.isfile(path)]
    if compiled:
        return f"no source of {spell_file(compiled[0])} is known, and compiled modules are not read"
    return (
        "no compile database was found"
        if read is None
        else f"{spell_file(str(read.path))} builds no file that exports it"
    )


def _too_many(name: str) -> Module:
    return Module(name, reason=f"more than {_MOST} modules are imported", advice="Import fewer modules in one file.")


def _without_circle(module: Module, needs: Mapping[str, list[str]]) -> Module:
    """Return the module, not to be read where it imports itself, by whatever way."""
    came_from: dict[str, str] = {}
    waiting = [(needed, module.name) for needed in needs.get(module.name, ())]
    while waiting:
        current, before = waiting.pop()
        if current not in came_from:
            came_from[current] = before
            waiting += [(needed, current) for needed in needs.get(current, ())]
    if module.name not in came_from:
        return module
    way = [module.name]
    while len(way) == 1 or way[-1] != module.name:
        way.append(came_from[way[-1]])
    reason = f"it imports itself ({' < '.join(way)})"
    return Module(module.name, reason=reason, advice="Break the circle: no compiler builds it.")
