"""The whole of extraction: parse once, read the classes, then ask again until nothing is left to ask."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from msgspec.structs import replace

from podcheck.cpp.imports import CLASH_ADVICE, Followed, find_clashes, follow, is_ours, refusals
from podcheck.cpp.modules import without_module
from podcheck.extract.answers import ask_without_access
from podcheck.extract.class_table import mark_incomplete_arguments, mark_reported, not_instantiated
from podcheck.extract.libclang import library
from podcheck.extract.parse import parse
from podcheck.extract.prefix.fit import Misfit
from podcheck.extract.prefix.forecast import forecast_misfit
from podcheck.extract.prefix.session import PrefixSession
from podcheck.extract.query_session import PrefixInquiry, QuerySession
from podcheck.files import read_bytes
from podcheck.model.facts import UnitFacts
from podcheck.model.problems import Location, Problem
from podcheck.model.units import Unit

_MOST_PARSES = 6
"""Of a unit with modules whose texts can't stand beside each other, or whose headers import some."""


def extract(unit: Unit, libclang: Path | None, session: PrefixSession | None = None) -> UnitFacts:
    """Return the facts of one unit: see `podcheck.extract.extract_unit`.

    `session` is of a prefix that the unit may be parsed on top of, if it fits.
    """
    nothing = UnitFacts(unit, unit.std, "", library.version(library.load(libclang)))
    read = parse.read(unit)
    if isinstance(read, Problem):
        return replace(nothing, problems=(read,))
    text = without_module(read)
    try:
        if session is None:
            return _extract_with_imports(unit, read, nothing)
        facts: UnitFacts | Misfit
        if text != read or follow(unit, read) is not None:
            facts = Misfit.COUNTER
        elif any(session.index.number_of(file) is not None for file in (unit.file, *dict(unit.others))):
            facts = Misfit.AGAIN  # a header that is in the prefix itself, or has another text now
        else:
            facts = forecast_misfit(session.index, unit, text) or _extract_on_top(unit, text, nothing, session)
        if isinstance(facts, UnitFacts):
            return facts
        return replace(_extract_with_imports(unit, read, nothing), misfit=facts.value)
    except UnicodeDecodeError as error:
        place = Location(unit.file)
        advice = "libclang only takes names in UTF-8. Rename the file, or the one that it includes."
        return replace(nothing, problems=(Problem(f"a file's name is not UTF-8 ({error.reason})", place, advice),))


def _extract_with_imports(unit: Unit, read: bytes, nothing: UnitFacts) -> UnitFacts:
    """Extract a unit with the modules that it imports.

    What only a parse shows, another parse leaves out: headers that import modules themselves, and modules whose text
    can't stand beside that of others, which are then not followed.
    """
    headers: dict[str, bytes] = {}
    unread: dict[str, dict[int, str]] = {}
    for _ in range(_MOST_PARSES):
        followed = follow(unit, read, headers, unread)
        facts = (
            _extract(unit, without_module(read), nothing)
            if followed is None
            else _extract_followed(unit, followed, nothing)
        )
        imports = [(problem, problem.location) for problem in facts.problems if parse.is_import(problem)]
        new = {
            place.file: text
            for _, place in imports
            if place and place.file not in headers and (text := _header(place.file, unit)) is not None
        }
        left: dict[str, dict[int, str]] = {}
        for problem, place in imports:
            if place is not None and place.file not in new and place.line not in unread.get(place.file, {}):
                left.setdefault(place.file, {})[place.line] = parse.imported_name(problem)
        clashing = {} if followed is None else find_clashes(unit, followed, facts.problems)
        if not new and not left and not clashing:
            break
        for file, lines in left.items():
            unread.setdefault(file, {}).update(lines)
        headers |= new
        modules = (
            replace(module, reason=clashing[module.name], advice=CLASH_ADVICE) if module.name in clashing else module
            for module in unit.modules
        )
        unit = replace(unit, modules=tuple(modules))
    return facts


def _extract_followed(unit: Unit, followed: Followed, nothing: UnitFacts) -> UnitFacts:
    """Extract a unit with the texts of the modules that it imports."""
    texts = ((file, text.decode("utf-8", "surrogateescape")) for file, text in followed.files.items())
    whole = replace(unit, arguments=followed.arguments, others=(*unit.others, *texts))
    facts = _extract(whole, followed.text, nothing)
    reads = tuple(file for file in facts.reads if not is_ours(file))
    refused, others = refusals(followed, facts.problems)
    if refused:
        others = tuple(problem for problem in others if not parse.follows_from_missing_name(problem))
    return replace(facts, reads=reads, problems=(*refused, *others))


def _header(file: str, unit: Unit) -> bytes | None:
    """Return the text of a header that imports something; None of the unit's own file, and where it can't be read."""
    path = os.path.realpath(file)
    if path == os.path.realpath(unit.path):
        return None
    try:
        return read_bytes(path)
    except OSError:
        return None


def _extract(unit: Unit, text: bytes, nothing: UnitFacts, *, bodies: bool = True) -> UnitFacts:
    """Extract it; where a header has an error, parse it anew without `bodies`: nobody may need the one it is in."""
    inquiry = QuerySession(unit, text)
    parsed = parse.parse(unit, text, inquiry.listen, instances=unit.uses, bodies=unit.uses and bodies)
    if isinstance(parsed, Problem):
        return replace(nothing, problems=(parsed,))
    if unit.uses and bodies and parse.has_fault_in_header(parsed):
        parsed.close()
        return _extract(unit, text, nothing, bodies=False)
    with closing(parsed):
        inquiry.end(parsed)
        problems = [*parse.problems(unit, parsed), *inquiry.finish()]
        target, pointer = library.target(parsed.unit)
        reads = tuple(parsed.included.reached_from(parsed.path))
    collection = inquiry.collection
    mark_incomplete_arguments(collection.classes, inquiry.reader)
    ask_without_access(unit, lambda _: text, collection)
    reported = (*problems, *not_instantiated(collection.given_up, collection.named))
    classes = mark_reported(collection.classes, collection.roots, collection.named, collection.beneath, {})
    result = replace(nothing, target=target, pointer=pointer, library=collection.library, reads=reads)
    result = _with_uses(result, inquiry)
    return replace(result, classes=classes, problems=reported)


def _extract_on_top(unit: Unit, text: bytes, nothing: UnitFacts, session: PrefixSession) -> UnitFacts | Misfit:
    """Extract a unit on top of the prefix, or return why it does not fit."""
    inquiry = PrefixInquiry(unit, text, session)
    path = session.prefix.path
    end = inquiry.finish_on_top
    parsed = parse.parse(unit, text, inquiry.listen, instances=unit.uses, bodies=unit.uses, prefix=path, at_end=end)
    if isinstance(parsed, Problem):
        return Misfit.REFUSED
    with closing(parsed):
        if inquiry.reader is None or inquiry.misfit is not None:
            return inquiry.misfit or Misfit.ERROR
        problems = inquiry.problems
        if any(not fault.round for fault in parsed.faults):
            return Misfit.ERROR
        target, pointer = library.target(parsed.unit)
        session.complete(parsed.included)
        reads = tuple(parsed.included.reached_from(parsed.path))
    collection = inquiry.collection
    mark_incomplete_arguments(collection.classes, inquiry.reader)
    if not ask_without_access(unit, lambda _: text, collection, path):
        return Misfit.ERROR
    inquiry.add_headers()
    if session.has_class_elsewhere(collection.classes.values(), reads):
        return Misfit.CLASS
    session.learn(collection.classes, collection.shared)
    reported = (*problems, *not_instantiated(collection.given_up, collection.named))
    classes = mark_reported(collection.classes, collection.roots, collection.named, collection.beneath, {})
    version = collection.library if session.reads_library(reads) else None
    result = replace(nothing, target=target, pointer=pointer, library=version, reads=reads)
    result = _with_uses(result, inquiry)
    return replace(result, classes=classes, problems=reported, misfit="")


def _with_uses(facts: UnitFacts, inquiry: QuerySession) -> UnitFacts:
    """Return the facts with the places that rely on a trait, and what the unit's own file shows to judge them."""
    return replace(
        facts,
        uses=inquiry.sites(),
        constructors=inquiry.constructors(),
        empty_destructors=inquiry.empty_destructors(),
    )
