"""What is asked while a unit is parsed: of a unit by itself, on top of a prefix, and of a prefix's own headers."""

from __future__ import annotations

import os
from contextlib import closing

from clang.cindex import Cursor
from msgspec.structs import replace

from podcheck.extract.answers import ask_without_access, make_questions, read_answers
from podcheck.extract.census import DeclarationCensus, DeclaredClasses, join_declared, part_of, take_census, wanted_tops
from podcheck.extract.class_table import (
    ClassTable,
    first_round,
    mark_incomplete_arguments,
    search_instances,
    sites_of,
    take_used,
)
from podcheck.extract.classes.names import policy_for
from podcheck.extract.classes.reader import Reader
from podcheck.extract.libclang.cursors import FUNCTION_IDS, pattern_of, raw_location
from podcheck.extract.libclang.include_graph import IncludeGraph
from podcheck.extract.libclang.source_files import SourceFiles
from podcheck.extract.libclang.typed_calls import kind_id
from podcheck.extract.parse import parse
from podcheck.extract.parse.parse import Parsed
from podcheck.extract.prefix.fit import Misfit
from podcheck.extract.prefix.headers import HeaderPart, HeaderReading, order_parts
from podcheck.extract.prefix.session import PrefixSession
from podcheck.extract.queries import queries
from podcheck.extract.queries.queries import Questions
from podcheck.extract.uses.callees import Callees
from podcheck.extract.uses.collector import Collector
from podcheck.extract.uses.is_pod import pod_traits
from podcheck.extract.uses.library_macros import LibraryMacros
from podcheck.extract.uses.sites import Sites
from podcheck.model.problems import Problem
from podcheck.model.type_refs import Key
from podcheck.model.units import Unit
from podcheck.model.use_sites import CallSite, ConstructorDefinition
from podcheck.paths import identify_file, spell_file

_NOWHERE = "/podcheck-prefix/reader.cpp"


class QuerySession:
    """Reads the classes at the unit's end, and asks about them round after round, until nothing is left to ask."""

    def __init__(self, unit: Unit, text: bytes) -> None:
        self.unit = unit
        self.text = text
        self.collection = ClassTable()
        self.reader: Reader | None = None
        self.questions: Questions | None = None
        self.rounds = 0
        self.uses: Collector | None = None
        self.problems: list[Problem] = []
        """What `finish_on_top` has found."""

    def listen(self, parsed: Parsed, file: str) -> str:
        """Take the answers that are in the file, and return what to ask next."""
        reader = self.reader
        if reader is None:
            reader = self._begin(parsed)
        elif self.questions is not None:
            read_answers(parsed, file, self.questions, reader, self.collection)
        self.questions = make_questions(self.collection, reader, self.unit.std, self.rounds)
        self.rounds += 1
        return queries.text(self.questions) if self.questions else ""

    def end(self, parsed: Parsed) -> None:
        """Read the classes without asking, where the unit's end was never reached."""
        if self.reader is None:
            self._begin(parsed)

    def finish_on_top(self) -> None:
        """Do what `finish` does, at the end of a parse on top of a prefix; the problems are in `problems` then."""
        self.problems = self.finish()

    def finish(self) -> list[Problem]:
        """Read what the bodies of template instances do, which libclang has made by now, and their classes; return the
        problems.
        """
        if self.uses is None or self.reader is None:
            return []
        return search_instances(self.uses, self.unit, self.reader, self.collection)

    def sites(self) -> tuple[CallSite, ...]:
        """Return the places where the unit's own code relies on a trait."""
        return sites_of(self.uses)

    def constructors(self) -> tuple[ConstructorDefinition, ...]:
        """Return the default constructors that the unit's own file defines outside their classes."""
        return tuple(dict.fromkeys(self.uses.constructors)) if self.uses is not None else ()

    def empty_destructors(self) -> tuple[Key, ...]:
        """Return the classes whose destructors the unit's own file defines outside, with empty bodies."""
        return tuple(sorted(self.uses.empty_destructors)) if self.uses is not None else ()

    def take_census(self, parsed: Parsed, sources: SourceFiles) -> DeclaredClasses:
        """Return which classes the report is about."""
        return take_census(parsed.unit, sources, self.unit.headers, self.uses)

    def _begin(self, parsed: Parsed) -> Reader:
        others = {os.path.realpath(file): text for file, text in parse.others(self.unit).items()}
        sources = SourceFiles(parsed.path, self.text, others)
        if self.unit.uses:
            callees = Callees({wrapper.name: wrapper for wrapper in self.unit.wrappers}, sources.main_file)
            macros = LibraryMacros(self.unit.is_of_the_project, callees.words)
            self.uses = Collector(Sites(sources, macros), callees)
        census = self.take_census(parsed, sources)
        self.reader = Reader(sources, policy_for(parsed.unit.cursor), parse.wrong_places(parsed))
        self.collection.library = census.library
        first_round(census, self.reader, self.collection)
        if self.uses is not None:
            self.uses.sites.found += pod_traits(parsed.unit, sources, self.uses.functions)
            take_used(self.uses, self.reader, self.collection)
        return self.reader


class PrefixInquiry(QuerySession):
    """A query session on top of a prefix, unless it turns out at the unit's end that this does not fit."""

    def __init__(self, unit: Unit, text: bytes, session: PrefixSession) -> None:
        super().__init__(unit, text)
        self.session = session
        self.misfit: Misfit | None = None
        """Why it does not fit; None where it does."""

        self.collection.session = session
        self.headers: HeaderReading | None = None
        """What the prefix's headers hold; None where the report is about no headers."""

        self.graph = IncludeGraph()
        """Which file includes which."""

        self.parts: dict[str, list[HeaderPart]] = {}
        """What the declarations of its own file hold, and those of headers that the prefix does not have, by file."""

    def listen(self, parsed: Parsed, file: str) -> str:
        """Look whether it fits, then ask as any session does; return "" where it does not fit."""
        if self.reader is None:
            self.misfit = self.session.find_misfit(parsed)
            if self.misfit is None and self.unit.headers is not None:
                self.headers = read_headers_once(self.unit, self.session)
                self.misfit = Misfit.REFUSED if self.headers is None else None
            if self.misfit is not None:
                return ""
            self.graph = parsed.included
        return super().listen(parsed, file)

    def take_census(self, parsed: Parsed, sources: SourceFiles) -> DeclaredClasses:
        """Return which classes the report is about, and note each declaration's part, for their order among those of
        headers.
        """
        chosen: list[DeclarationCensus] = []
        for file, line, top in wanted_tops(parsed.unit, sources.main_file, self.unit.headers):
            if _is_instance(top):
                continue
            part = part_of(top, sources, self.unit.headers, uses=self.uses is not None)
            chosen.append(part)
            self.parts.setdefault(identify_file(file), []).append(_describe(line, part.census))
        return join_declared(chosen, self.uses)

    def add_headers(self) -> None:
        """Add the classes of the headers that the unit reaches, all in the order in which it reads them alone."""
        reading = self.headers
        if reading is None:
            return
        table = self.collection
        by_file = {
            file: (*reading.parts.get(file, ()), *self.parts.get(file, ())) for file in (*reading.parts, *self.parts)
        }
        parts = list(order_parts(self.graph, self._file(), by_file))
        named = {key: None for part in parts for key in part.named}
        named_by = dict(reading.named_by) | table.named_by
        for written in dict.fromkeys(written for part in parts for written in part.written):
            named |= dict.fromkeys(named_by.get(written, ()))
        table.roots = {key: None for part in parts for key in part.declared} | table.roots
        table.named = named | table.named
        for key in (*table.roots, *table.named):
            table.take_known(key)
            if key in reading.given_up and key not in table.classes:
                table.given_up.setdefault(key, reading.given_up[key])
        reached = {spell_file(file) for file in self.graph.reached_from(self._file())}
        self.header_sites = tuple(site for site in reading.sites if site.location.file in reached)
        for site in self.header_sites:
            for key in (handled.record for handled in site.handled):
                table.take_known(key)

    header_sites: tuple[CallSite, ...] = ()
    """The places in the headers that the unit reaches where code relies on a trait."""

    def sites(self) -> tuple[CallSite, ...]:
        """Return the places where the unit's own code and that of its headers relies on a trait."""
        return tuple(sorted(dict.fromkeys((*super().sites(), *self.header_sites)), key=lambda site: site.location))

    def _file(self) -> str:
        return os.fspath(self.unit.file)


class HeaderQuerySession(QuerySession):
    """A query session about a prefix's headers."""

    def __init__(self, unit: Unit) -> None:
        super().__init__(unit, b"")
        self.parts: dict[str, list[HeaderPart]] = {}
        """What their declarations hold, by file."""

    def take_census(self, parsed: Parsed, sources: SourceFiles) -> DeclaredClasses:
        """Return the classes of all headers that the report is about, and note each declaration's part."""
        chosen: list[DeclarationCensus] = []
        for file, line, top in wanted_tops(parsed.unit, "", self.unit.headers):
            part = part_of(top, sources, self.unit.headers, uses=self.uses is not None)
            chosen.append(part)
            self.parts.setdefault(identify_file(file), []).append(_describe(line, part.census))
        return join_declared(chosen, self.uses)


def _is_instance(top: Cursor) -> bool:
    """Whether a function is there because libclang made it of a template; it is among a unit's declarations then."""
    if kind_id(top) not in FUNCTION_IDS:
        return False
    pattern = pattern_of(top)
    return pattern is not None and raw_location(pattern) == raw_location(top)


def _describe(line: int, census: DeclaredClasses) -> HeaderPart:
    return HeaderPart(line, tuple(census.declared), tuple(census.named), tuple(census.written))


def read_headers(unit: Unit, session: PrefixSession) -> HeaderReading | None:
    """Return the classes of the prefix's headers that a report like the unit's is about; None where that fails."""
    nowhere = replace(unit, file=_NOWHERE, text="")
    inquiry = HeaderQuerySession(nowhere)
    path = session.prefix.path
    uses = unit.uses
    parsed = parse.parse(
        nowhere, b"", inquiry.listen, instances=uses, bodies=uses, prefix=path, whole=True, at_end=inquiry.finish_on_top
    )
    if isinstance(parsed, Problem):
        return None
    with closing(parsed):
        if inquiry.reader is None or any(not fault.round for fault in parsed.faults):
            return None
    collection = inquiry.collection
    mark_incomplete_arguments(collection.classes, inquiry.reader)
    if not ask_without_access(nowhere, lambda _: b"", collection, path):
        return None
    parts = {file: tuple(several) for file, several in inquiry.parts.items()}
    return HeaderReading(
        parts, collection.classes, tuple(collection.named_by.items()), collection.given_up, inquiry.sites()
    )


def read_headers_once(unit: Unit, session: PrefixSession) -> HeaderReading | None:
    """Return the classes of the prefix's headers that a report with the unit's options is about, read the first time
    only.
    """
    options = (unit.headers, unit.uses, unit.wrappers)
    if options not in session.readings:
        session.add_reading(options, read_headers(unit, session))
    return session.readings[options]
