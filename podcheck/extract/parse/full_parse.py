"""Every error of a unit, function bodies of headers included: a plain parse, in which nothing is asked."""

from __future__ import annotations

import os

from clang import cindex

from podcheck.extract.parse import parse
from podcheck.extract.parse.arguments import arguments_of
from podcheck.model.problems import Location, Problem
from podcheck.model.units import Unit
from podcheck.paths import respell_places, spell_file


def errors(unit: Unit) -> tuple[Problem, ...]:
    """Return what a compiler would refuse the unit for; warnings are none."""
    text = parse.read(unit)
    if isinstance(text, Problem):
        return (text,)
    contents = {os.fspath(unit.path): text, **parse.others(unit)}
    try:
        parsed = cindex.TranslationUnit.from_source(unit.path, arguments_of(unit), list(contents.items()))
    except cindex.TranslationUnitLoadError:
        return (Problem("libclang can't parse this file", Location(unit.file)),)
    return tuple(
        Problem(respell_places(diagnostic.spelling), Location(_file(diagnostic, unit), diagnostic.location.line))
        for diagnostic in parsed.diagnostics
        if diagnostic.severity >= cindex.Diagnostic.Error
    )


def _file(diagnostic: cindex.Diagnostic, unit: Unit) -> str:
    place = diagnostic.location
    return spell_file(place.file.name) if place.file else unit.file
