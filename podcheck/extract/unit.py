"""The whole of extraction: parse once, read the classes, then ask again until nothing is left to ask."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from clang.cindex import Cursor, CursorKind
from msgspec.structs import replace

from podcheck.cpp.imports import CLASH_ADVICE, Followed, find_clashes, follow, is_ours, refusals
from podcheck.cpp.modules import without_module
from podcheck.extract.census import DeclaredClasses, Part, join_declared, name_types, part_of, take_census, wanted_tops
from podcheck.extract.class_table import (
    ClassTable,
    first_round,
    mark_incomplete_arguments,
    mark_reported,
    not_instantiated,
    parts,
    search_instances,
    sites_of,
    take_named,
    take_used,
)
from podcheck.extract.classes.functions import read_function
from podcheck.extract.classes.names import policy_for
from podcheck.extract.classes.reader import Reader
from podcheck.extract.libclang import library
from podcheck.extract.libclang.cursors import (
    FUNCTION_IDS,
    definition,
    invalid,
    methods,
    pattern_of,
    raw_location,
    template_of,
)
from podcheck.extract.libclang.include_graph import IncludeGraph
from podcheck.extract.libclang.source_files import Sources
from podcheck.extract.libclang.typed_calls import kind_id
from podcheck.extract.parse import parse
from podcheck.extract.parse.parse import Parsed
from podcheck.extract.prefix.fit import Misfit
from podcheck.extract.prefix.forecast import forecast_misfit
from podcheck.extract.prefix.headers import HeaderPart, HeaderReading, order_parts
from podcheck.extract.prefix.session import PrefixSession
from podcheck.extract.queries import planning, queries, virtual_bases
from podcheck.extract.queries.queries import Questions
from podcheck.extract.uses.callees import Callees
from podcheck.extract.uses.collector import Collector
from podcheck.extract.uses.is_pod import pod_traits
from podcheck.extract.uses.sites import Sites
from podcheck.files import read_bytes
from podcheck.model.facts import ClassFacts, FunctionKind, Key, MemberOperation, OverloadOutcome, UnitFacts
from podcheck.model.problems import Location, Problem
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Unit
from podcheck.model.use_sites import CallSite
from podcheck.paths import identify_file, spell_file

_SPECIAL_NUMBERS = frozenset(
    kind.value for kind in (CursorKind.CONSTRUCTOR, CursorKind.DESTRUCTOR, CursorKind.CXX_METHOD)
)
_HIDDEN = re.compile(r"^'.*' is a (?:private|protected) member of ")
"""libclang complains about a private name, and goes on with the class."""

_MOST_PARSES = 6
"""Of a unit with modules whose texts can't stand beside each other, or whose headers import some."""

_NOWHERE = "/podcheck-prefix/reader.cpp"
_ANSWERS = frozenset({CursorKind.TYPEDEF_DECL.value, CursorKind.ENUM_DECL.value})


def extract(unit: Unit, libclang: Path | None, session: PrefixSession | None = None) -> UnitFacts:
    """See `podcheck.extract.extract_unit`. `session`: of a prefix that the unit may be parsed on top of, if it fits."""
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
        elif session.index.number_of(unit.file) is not None:
            facts = Misfit.AGAIN  # a header that is in the prefix itself
        else:
            facts = forecast_misfit(session.index, unit, text) or _extract_on_top(unit, text, nothing, session)
        if isinstance(facts, UnitFacts):
            return facts
        return replace(_extract_with_imports(unit, read, nothing), misfit=facts.value)
    except UnicodeDecodeError as error:
        place = Location(unit.file)
        advice = "libclang takes UTF-8 alone: rename the file, or the one that it includes."
        return replace(nothing, problems=(Problem(f"a file's name is not UTF-8 ({error.reason})", place, advice),))


def _extract_with_imports(unit: Unit, read: bytes, nothing: UnitFacts) -> UnitFacts:
    """Extract a unit with the modules that it imports.

    What only a parse shows, another one does without: headers that import modules themselves, and modules whose text
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
    told = (*problems, *not_instantiated(collection.given_up, collection.named))
    classes = mark_reported(collection.classes, collection.roots, collection.named, collection.beneath, {})
    found = replace(nothing, target=target, pointer=pointer, library=collection.library, reads=reads)
    return replace(found, classes=classes, problems=told, uses=inquiry.sites())


def _extract_on_top(unit: Unit, text: bytes, nothing: UnitFacts, session: PrefixSession) -> UnitFacts | Misfit:
    """Extract a unit on top of the prefix, or return why it does not fit."""
    inquiry = PrefixInquiry(unit, text, session)
    path = session.prefix.path
    parsed = parse.parse(unit, text, inquiry.listen, instances=unit.uses, bodies=unit.uses, prefix=path)
    if isinstance(parsed, Problem):
        return Misfit.REFUSED
    with closing(parsed):
        if inquiry.reader is None or inquiry.misfit is not None:
            return inquiry.misfit or Misfit.ERROR
        problems = inquiry.finish()
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
    told = (*problems, *not_instantiated(collection.given_up, collection.named))
    classes = mark_reported(collection.classes, collection.roots, collection.named, collection.beneath, {})
    version = collection.library if session.reads_library(reads) else None
    found = replace(nothing, target=target, pointer=pointer, library=version, reads=reads)
    return replace(found, classes=classes, problems=told, uses=inquiry.sites(), misfit="")


def read_headers(unit: Unit, session: PrefixSession) -> HeaderReading | None:
    """Read the classes of the prefix's headers that a report like the unit's is about; None where that fails."""
    nowhere = replace(unit, file=_NOWHERE, text="")
    inquiry = HeaderQuerySession(nowhere)
    path = session.prefix.path
    uses = unit.uses
    parsed = parse.parse(nowhere, b"", inquiry.listen, instances=uses, bodies=uses, prefix=path, whole=True)
    if isinstance(parsed, Problem):
        return None
    with closing(parsed):
        if inquiry.reader is None or any(not fault.round for fault in parsed.faults):
            return None
        inquiry.finish()
    collection = inquiry.collection
    mark_incomplete_arguments(collection.classes, inquiry.reader)
    if not ask_without_access(nowhere, lambda _: b"", collection, path):
        return None
    parts = {file: tuple(several) for file, several in inquiry.parts.items()}
    return HeaderReading(
        parts, collection.classes, tuple(collection.named_by.items()), collection.given_up, inquiry.sites()
    )


def read_headers_once(unit: Unit, session: PrefixSession) -> HeaderReading | None:
    """Return the classes of the prefix's headers that a report with the unit's options is about; one reading does."""
    options = (unit.headers, unit.uses, unit.wrappers)
    if options not in session.readings:
        session.add_reading(options, read_headers(unit, session))
    return session.readings[options]


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

    def listen(self, parsed: Parsed, file: str) -> str:
        """Take the answers that stand in the file, and say what to ask next."""
        reader = self.reader
        if reader is None:
            reader = self._begin(parsed)
        elif self.questions is not None:
            _read_answers(parsed, file, self.questions, reader, self.collection)
        self.questions = _questions(self.collection, reader, self.unit.std, self.rounds)
        self.rounds += 1
        return queries.text(self.questions) if self.questions else ""

    def end(self, parsed: Parsed) -> None:
        """Where the unit's end was never reached, its classes are read without asking."""
        if self.reader is None:
            self._begin(parsed)

    def finish(self) -> list[Problem]:
        """What the bodies of template instances do, which libclang has made by now, and the classes of it."""
        if self.uses is None or self.reader is None:
            return []
        return search_instances(self.uses, self.unit, self.reader, self.collection)

    def sites(self) -> tuple[CallSite, ...]:
        """Where the unit's own code relies on a trait."""
        return sites_of(self.uses)

    def take_census(self, parsed: Parsed, sources: Sources) -> DeclaredClasses:
        """Return which classes the report is about."""
        return take_census(parsed.unit, sources, self.unit.headers, self.uses)

    def _begin(self, parsed: Parsed) -> Reader:
        others = {os.path.realpath(file): text for file, text in parse.others(self.unit).items()}
        sources = Sources(parsed.path, self.text, others)
        if self.unit.uses:
            self.uses = Collector(
                Sites(sources), Callees({wrapper.name: wrapper for wrapper in self.unit.wrappers}, sources.main_file)
            )
        census = self.take_census(parsed, sources)
        self.reader = Reader(sources, policy_for(parsed.unit.cursor), parse.wrong_places(parsed))
        self.collection.library = census.library
        first_round(census, self.reader, self.collection)
        if self.uses is not None:
            self.uses.sites.found += pod_traits(parsed.unit, sources, self.uses.functions)
            take_used(self.uses, self.reader, self.collection)
        return self.reader


class PrefixInquiry(QuerySession):
    """Does so on top of a prefix, unless it turns out at the unit's end that it does not fit: `misfit` says why.

    `parts`: what the declarations of its own file hold, and those of headers that the prefix does not have, by file.
    """

    def __init__(self, unit: Unit, text: bytes, session: PrefixSession) -> None:
        super().__init__(unit, text)
        self.session = session
        self.misfit: Misfit | None = None
        self.collection.session = session
        self.headers: HeaderReading | None = None
        self.graph = IncludeGraph()
        self.parts: dict[str, list[HeaderPart]] = {}

    def listen(self, parsed: Parsed, file: str) -> str:
        """Look whether it fits before anything is asked."""
        if self.reader is None:
            self.misfit = self.session.find_misfit(parsed)
            if self.misfit is None and self.unit.headers is not None:
                self.headers = read_headers_once(self.unit, self.session)
                self.misfit = Misfit.REFUSED if self.headers is None else None
            if self.misfit is not None:
                return ""
            self.graph = parsed.included
        return super().listen(parsed, file)

    def take_census(self, parsed: Parsed, sources: Sources) -> DeclaredClasses:
        """Walk the declarations one by one, to know the order of the classes among those of headers."""
        chosen: list[Part] = []
        for file, line, top in wanted_tops(parsed.unit, sources.main_file, self.unit.headers):
            if _is_instance(top):
                continue
            part = part_of(top, sources, uses=self.uses is not None)
            chosen.append(part)
            self.parts.setdefault(identify_file(file), []).append(_describe(line, part.census))
        return join_declared(chosen, self.uses)

    def add_headers(self) -> None:
        """Add the classes of the headers that the unit reaches, all in the order in which it reads them alone."""
        reading = self.headers
        if reading is None:
            return
        table = self.collection
        every = {
            file: (*reading.parts.get(file, ()), *self.parts.get(file, ())) for file in (*reading.parts, *self.parts)
        }
        parts = list(order_parts(self.graph, self._file(), every))
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

    def sites(self) -> tuple[CallSite, ...]:
        """Where the unit's own code and that of its headers relies on a trait."""
        return tuple(sorted(dict.fromkeys((*super().sites(), *self.header_sites)), key=lambda site: site.location))

    def _file(self) -> str:
        return os.fspath(self.unit.file)


class HeaderQuerySession(QuerySession):
    """Reads the classes of a prefix's headers. `parts`: what their declarations hold, by file."""

    def __init__(self, unit: Unit) -> None:
        super().__init__(unit, b"")
        self.parts: dict[str, list[HeaderPart]] = {}

    def take_census(self, parsed: Parsed, sources: Sources) -> DeclaredClasses:
        """Walk the declarations of all headers that the report is about."""
        chosen: list[Part] = []
        for file, line, top in wanted_tops(parsed.unit, "", self.unit.headers):
            part = part_of(top, sources, uses=self.uses is not None)
            chosen.append(part)
            self.parts.setdefault(identify_file(file), []).append(_describe(line, part.census))
        return join_declared(chosen, self.uses)


def _is_instance(top: Cursor) -> bool:
    """Whether a function is there since libclang made it of a template: it counts these among a unit's declarations."""
    if kind_id(top) not in FUNCTION_IDS:
        return False
    pattern = pattern_of(top)
    return pattern is not None and raw_location(pattern) == raw_location(top)


def _describe(line: int, census: DeclaredClasses) -> HeaderPart:
    return HeaderPart(line, tuple(census.declared), tuple(census.named), tuple(census.written))


def _questions(collection: ClassTable, reader: Reader, std: CxxStandard, number: int) -> Questions:
    classes = collection.unsettled()
    uses: list[tuple[ClassFacts, frozenset[MemberOperation]]] = []
    force: list[ClassFacts] = []
    if std >= CxxStandard.CXX11:
        around = planning.survey(classes, plain=not collection.takes_no_const_object)
        uses = [
            (class_facts, more)
            for class_facts in (*classes, *collection.pending.values())
            if queries.askable(class_facts)
            and (
                more := planning.questions_about(class_facts, around)
                - collection.asked.get(class_facts.key, frozenset())
            )
        ]
        force = [
            class_facts
            for class_facts in classes
            if class_facts.key not in collection.forced
            and queries.askable(class_facts)
            and queries.needs_forced_members(class_facts, parts(class_facts, collection.classes, collection.beneath))
        ]
    instantiate = {key: str(class_facts.spelling) for key, class_facts in collection.pending.items()}
    clauses = [
        (facts, index, clause)
        for key, of_class in reader.clauses.items()
        if (facts := collection.classes.get(key)) is not None and queries.askable(facts)
        for index, clause in of_class.items()
    ]
    reader.clauses.clear()
    written, collection.written = collection.written, ()
    unasked = [
        class_facts
        for class_facts in classes
        if class_facts.key not in collection.spread and queries.askable(class_facts)
    ]
    spread = (
        []
        if collection.pending
        else [
            one for facts in unasked if (one := virtual_bases.virtual_base_query(collection.classes, facts)) is not None
        ]
    )
    return Questions(number, instantiate, uses, force, clauses, written, spread)


def _read_answers(parsed: Parsed, file: str, questions: Questions, reader: Reader, collection: ClassTable) -> None:
    """Take the new classes and the answers from the file that asked for them."""
    typedefs, values = _declarations_and_values(parsed, file)
    for key, name in questions.instantiated_names.items():
        del collection.pending[key]
        cursor = typedefs.get(name)
        record = definition(cursor.underlying_typedef_type.get_canonical()) if cursor is not None else None
        if record is None or values.get(f"{name}_s") is None or invalid(record):
            collection.given_up[key] = None if key in collection.doubtful else questions.instantiate[key]
        else:
            reader.reached[key] = record
    written = DeclaredClasses()
    for template_id_query, name in zip(questions.written, questions.written_names, strict=True):
        if name in typedefs and f"{name}_s" in values:
            census = DeclaredClasses()
            name_types(census, typedefs[name].underlying_typedef_type, set())
            collection.named_by[template_id_query] = tuple(census.named)
            written.named |= census.named
    take_named(written, reader, collection)
    answers = queries.outcomes(questions, values)
    for facts, uses in questions.uses:
        known = collection.classes.get(facts.key)
        if known is None or known.abstract != facts.abstract:
            continue  # it was asked for what its pattern is, which it is not
        collection.asked[facts.key] = collection.asked.get(facts.key, frozenset()) | uses
        every = (*known.asked, *answers[facts.key])
        collection.classes[facts.key] = replace(known, asked=every, accessible=every)
    for key, index, satisfied in queries.satisfied_constraints(questions, values):
        functions = list(collection.classes[key].functions)
        functions[index] = replace(functions[index], satisfied=satisfied)
        collection.classes[key] = replace(collection.classes[key], functions=tuple(functions))
    collection.spread |= {facts.key for facts, _ in questions.spread}
    virtual_bases.apply_offsets(collection.classes, virtual_bases.names(questions.round, questions.spread), typedefs)
    for key, name in questions.forced_names.items():
        collection.forced.add(key)
        cursor = typedefs.get(name)
        if cursor is not None:
            forced = _with_forced_members(cursor, reader)
            collection.classes[key] = replace(collection.classes[key], forced_deleted=forced)


def _declarations_and_values(parsed: Parsed, file: str) -> tuple[dict[str, Cursor], dict[str, int]]:
    """The typedefs and enumerators of a file of ours; those on a line with an error are left out."""
    spoilt = {
        fault.place.line
        for fault in parsed.faults
        if fault.place is not None and fault.place.file == file and not _HIDDEN.search(fault.message)
    }
    typedefs: dict[str, Cursor] = {}
    values: dict[str, int] = {}
    for top in parsed.unit.cursor.get_children():
        if kind_id(top) not in _ANSWERS:
            continue
        where, line, _, _ = raw_location(top)
        if where != file or line in spoilt:
            continue
        if kind_id(top) == CursorKind.TYPEDEF_DECL.value:
            typedefs[top.spelling] = top
        else:
            for constant in top.get_children():
                values[constant.spelling] = constant.enum_value
    return typedefs, values


def _with_forced_members(typedef: Cursor, reader: Reader) -> tuple[tuple[FunctionKind, bool], ...]:
    kind = typedef.underlying_typedef_type.get_canonical()
    found: dict[FunctionKind, bool] = {}
    for method in methods(kind, _SPECIAL_NUMBERS):
        one = read_function(method, template_of(method), reader.shapes, written=True)
        if one is not None and one.defaulted:
            found[one.kind] = one.compiler_deleted
    return tuple(found.items())


def ask_without_access(
    unit: Unit, text: Callable[[Sequence[Key]], bytes], collection: ClassTable, prefix: str | None = None
) -> bool:
    """Whether what is selected is trivial does not depend on who asks: ask with access checking off.

    That flag needs a parse of its own, so only where a class in question hides a function. `text` says what to parse,
    in which these classes are. Whether that had no error.
    """
    classes = collection.unsettled()
    around = planning.survey(classes, plain=not collection.takes_no_const_object)
    asked = [each for each in classes if each.key in collection.asked]
    unusable = {
        class_facts.key: {use for use, outcome in class_facts.asked if outcome is OverloadOutcome.UNUSABLE}
        for class_facts in asked
    }
    uses = [
        (class_facts, planning.hidden_questions_about(class_facts, around) & unusable[class_facts.key])
        for class_facts in asked
    ]
    hidden = [(use, some) for use, some in uses if some]
    if not hidden:
        return True
    questions = Questions(0, {}, hidden)
    values: dict[str, int] = {}

    def listen(parsed: Parsed, file: str) -> str:
        values.update(_declarations_and_values(parsed, file)[1])
        return "" if file.endswith("_1") else queries.text(questions)

    parsed = parse.parse(
        unit, text([class_facts.key for class_facts, _ in hidden]), listen, "-fno-access-control", prefix=prefix
    )
    sound = isinstance(parsed, Parsed) and not any(not fault.round for fault in parsed.faults)
    if isinstance(parsed, Parsed):
        parsed.close()
    for key, pairs in queries.outcomes(questions, values).items():
        every = tuple((dict(collection.classes[key].asked) | dict(pairs)).items())
        collection.classes[key] = replace(collection.classes[key], asked=every)
    return sound
