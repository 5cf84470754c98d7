"""Every error of a unit, function bodies of headers included: a plain parse, in which nothing is asked."""

from __future__ import annotations

import os

from clang import cindex

from podcheck.extract import parse
from podcheck.extract.arguments import arguments_of
from podcheck.model.problems import Location, Problem
from podcheck.model.units import Unit


def errors(unit: Unit) -> tuple[Problem, ...]:
    """What a compiler would refuse the unit for; warnings are none."""
    text = parse.read(unit)
    if isinstance(text, Problem):
        return (text,)
    contents = {os.fspath(unit.file): text, **parse.others(unit)}
    try:
        parsed = cindex.TranslationUnit.from_source(unit.file, arguments_of(unit), list(contents.items()))
    except cindex.TranslationUnitLoadError:
        return (Problem("libclang can't parse this file", Location(unit.file)),)
    return tuple(
        Problem(one.spelling, Location(one.location.file.name if one.location.file else unit.file, one.location.line))
        for one in parsed.diagnostics
        if one.severity >= cindex.Diagnostic.Error
    )
