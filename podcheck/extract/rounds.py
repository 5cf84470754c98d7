"""The whole of extraction: parse once, read the classes, then ask again until nothing is left to ask."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from clang.cindex import Cursor, CursorKind

from podcheck.extract import asking, library, needing, parse, virtuals
from podcheck.extract.asking import Questions
from podcheck.extract.callees import Callees
from podcheck.extract.classes import Reader
from podcheck.extract.cursors import definition, invalid, methods, template_of
from podcheck.extract.functions import read_function
from podcheck.extract.names import policy_for, probe_name, report_name
from podcheck.extract.parse import Parsed
from podcheck.extract.pod_traits import pod_traits
from podcheck.extract.sites import Sites
from podcheck.extract.source import Sources
from podcheck.extract.uses import Collector
from podcheck.extract.walk import Census, name_types, take_census
from podcheck.extract.written import Written
from podcheck.model.facts import ClassFacts, FunctionKind, Key, Outcome, UnitFacts, Use
from podcheck.model.problems import Location, Problem
from podcheck.model.spelling import ASKED
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Unit
from podcheck.model.uses import CallSite

_SPECIAL_NUMBERS = frozenset(
    kind.value for kind in (CursorKind.CONSTRUCTOR, CursorKind.DESTRUCTOR, CursorKind.CXX_METHOD)
)
_HIDDEN = re.compile(r"^'.*' is a (?:private|protected) member of ")
"""libclang complains about a private name, and goes on with the class."""

_ANSWERS = frozenset({CursorKind.TYPEDEF_DECL.value, CursorKind.ENUM_DECL.value})


@dataclass(slots=True)
class Collection:
    """The classes read so far.

    `pending`: instantiations that are named but not made: what is known of them from the pattern, under their own key
    and probe name. `given_up`: classes that can't be made, by name; None where that is no surprise. `doubtful`: those
    of a template that is only declared, which a partial specialisation may define. `written`: template-ids of which it
    is not yet known what they name; `named_by`: what those name of which it is known. `library`: as of UnitFacts.
    """

    classes: dict[Key, ClassFacts] = field(default_factory=dict)
    pending: dict[Key, ClassFacts] = field(default_factory=dict)
    given_up: dict[Key, str | None] = field(default_factory=dict)
    doubtful: set[Key] = field(default_factory=set)
    asked: dict[Key, frozenset[Use]] = field(default_factory=dict)
    forced: set[Key] = field(default_factory=set)
    spread: set[Key] = field(default_factory=set)
    roots: dict[Key, None] = field(default_factory=dict)
    named: dict[Key, None] = field(default_factory=dict)
    written: tuple[Written, ...] = ()
    named_by: dict[Written, tuple[Key, ...]] = field(default_factory=dict)
    library: int | None = None


def extract(unit: Unit, libclang: Path | None) -> UnitFacts:
    """See `podcheck.extract.extract_unit`."""
    nothing = UnitFacts(unit, unit.std, "", library.version(library.load(libclang)))
    text = parse.read(unit)
    if isinstance(text, Problem):
        return replace(nothing, problems=(text,))
    try:
        return _extract(unit, text, nothing)
    except UnicodeDecodeError as error:
        place = Location(unit.file)
        advice = "libclang takes UTF-8 alone: rename the file, or the one that it includes."
        return replace(nothing, problems=(Problem(f"a file's name is not UTF-8 ({error.reason})", place, advice),))


def _extract(unit: Unit, text: bytes, nothing: UnitFacts) -> UnitFacts:
    inquiry = Inquiry(unit, text)
    parsed = parse.parse(unit, text, inquiry.listen, instances=has_templates(unit, text))
    if isinstance(parsed, Problem):
        return replace(nothing, problems=(parsed,))
    with closing(parsed):
        inquiry.end(parsed)
        problems = [*parse.problems(unit, parsed), *inquiry.finish()]
        target, pointer = library.target(parsed.unit)
        reads = tuple(parsed.included.reached_from(parsed.path))
        searched = parsed.included.searched(reads, unit.arguments)
    collection = inquiry.collection
    without_sound_arguments(collection.classes, inquiry.reader)
    ask_without_access(unit, lambda _: text, collection)
    told = (*problems, *not_instantiated(collection.given_up, collection.named))
    classes = reported(collection.classes, collection.roots, collection.named)
    found = replace(nothing, target=target, pointer=pointer, library=collection.library, reads=reads, searched=searched)
    return replace(found, classes=classes, problems=told, uses=inquiry.sites())


def without_sound_arguments(classes: dict[Key, ClassFacts], reader: Reader | None) -> None:
    """Of a template argument that has errors libclang tells a size, for example, which means nothing.

    So what the constraints of such an instance say is not known, and it is not judged.
    """
    for key, arguments in reader.constrained.items() if reader is not None else ():
        if key in classes and not all(classes[one].complete for one in arguments if one in classes):
            classes[key] = replace(classes[key], complete=False)


def has_templates(unit: Unit, text: bytes) -> bool:
    """The unit's own templates may have instances, whose bodies show what they do."""
    return unit.uses and (b"template" in text or b"auto" in text)


class Inquiry:
    """Reads the classes at the unit's end, and asks about them round after round, until nothing is left to ask."""

    def __init__(self, unit: Unit, text: bytes) -> None:
        self.unit = unit
        self.text = text
        self.collection = Collection()
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
        return asking.text(self.questions) if self.questions else ""

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

    def _begin(self, parsed: Parsed) -> Reader:
        others = {os.path.realpath(file): text for file, text in parse.others(self.unit).items()}
        sources = Sources(parsed.path, self.text, others)
        if self.unit.uses:
            self.uses = Collector(Sites(sources), Callees(dict(self.unit.wrappers), sources.main_file))
        census = take_census(parsed.unit, sources, self.unit.headers, self.uses)
        self.reader = Reader(sources, policy_for(parsed.unit.cursor), parse.wrong_places(parsed))
        self.collection.library = census.library
        first_round(census, self.reader, self.collection)
        if self.uses is not None:
            self.uses.sites.found += pod_traits(parsed.unit, sources, self.uses.functions)
            take_used(self.uses, self.reader, self.collection)
        return self.reader


def first_round(census: Census, reader: Reader, collection: Collection) -> None:
    for key, cursor in census.declared.items():
        if key in collection.roots:
            continue
        facts = reader.read(cursor, spelling=census.spellings.get(key), closure=census.closures.get(key))
        collection.classes[key] = facts
        collection.roots[key] = None
    _take_named(census, reader, collection)
    collection.written = tuple(dict.fromkeys((*collection.written, *census.written)))


def _take_named(census: Census, reader: Reader, collection: Collection) -> None:
    for key, cursor in census.named.items():
        collection.named[key] = None
        reader.reached.setdefault(key, cursor)
    _close(reader, collection)


def search_instances(uses: Collector, unit: Unit, reader: Reader, collection: Collection) -> list[Problem]:
    """Look for uses in the bodies of the unit's template instances, which libclang has made by now."""
    complete = uses.finish()
    take_used(uses, reader, collection)
    advice = "Check the file's templates in smaller sources."
    what = "too many instances of templates: not all were searched for uses"
    return [] if complete else [Problem(what, Location(unit.file), advice, fatal=False)]


def sites_of(uses: Collector | None) -> tuple[CallSite, ...]:
    """What was found, in the order of the code."""
    found = dict.fromkeys(uses.sites.found) if uses is not None else {}
    return tuple(sorted(found, key=lambda one: one.location))


def take_used(uses: Collector, reader: Reader, collection: Collection) -> None:
    """The classes that a use is about are judged, whether the report shows them or not."""
    for key, cursor in uses.sites.records.items():
        reader.reached.setdefault(key, cursor)
    _close(reader, collection)


def _close(reader: Reader, collection: Collection) -> None:
    """Read every class that was reached by base or member, to the ground."""
    while reader.reached:
        key, cursor = reader.reached.popitem()
        if key in collection.classes or key in collection.given_up:
            continue
        if cursor.is_definition() and cursor.type.get_size() != -2:
            collection.classes[key] = reader.read(cursor)
            collection.pending.pop(key, None)
        elif key not in collection.pending:
            name = probe_name(cursor, reader.policy)
            template = template_of(cursor)
            if template is None:
                collection.given_up[key] = None
            elif name is None:
                collection.given_up[key] = report_name(cursor)
            else:
                outline = reader.outline(template)  # any size will do: it will have one
                collection.pending[key] = replace(outline, key=key, spelling=name, dependent=False, size=1)
                if not template.is_definition():
                    collection.doubtful.add(key)


def _questions(collection: Collection, reader: Reader, std: CxxStandard, number: int) -> Questions:
    classes = collection.classes.values()
    uses: list[tuple[ClassFacts, frozenset[Use]]] = []
    force: list[ClassFacts] = []
    if std >= CxxStandard.CXX11:
        around = needing.survey(classes)
        uses = [
            (one, more)
            for one in (*classes, *collection.pending.values())
            if asking.askable(one)
            and (more := needing.questions_about(one, around) - collection.asked.get(one.key, frozenset()))
        ]
        force = [
            one
            for one in classes
            if one.key not in collection.forced
            and asking.askable(one)
            and asking.wants_force(one, parts(one, collection.classes))
        ]
    instantiate = {key: str(one.spelling) for key, one in collection.pending.items()}
    clauses = [
        (facts, index, clause)
        for key, of_class in reader.clauses.items()
        if (facts := collection.classes.get(key)) is not None and asking.askable(facts)
        for index, clause in of_class.items()
    ]
    reader.clauses.clear()
    written, collection.written = collection.written, ()
    unasked = [one for one in classes if one.key not in collection.spread and asking.askable(one)]
    spread = (
        []
        if collection.pending
        else [one for facts in unasked if (one := virtuals.spread_out(collection.classes, facts)) is not None]
    )
    return Questions(number, instantiate, uses, force, clauses, written, spread)


def parts(facts: ClassFacts, classes: dict[Key, ClassFacts]) -> Iterable[ClassFacts]:
    for part in (*(base.type for base in facts.bases), *(one.type for one in facts.fields)):
        if part.record in classes:
            yield classes[part.record]


def _read_answers(parsed: Parsed, file: str, questions: Questions, reader: Reader, collection: Collection) -> None:
    """Take the new classes and the answers from the file that asked for them."""
    typedefs, values = _told(parsed, file)
    for key, name in questions.instantiated_names.items():
        del collection.pending[key]
        cursor = typedefs.get(name)
        record = definition(cursor.underlying_typedef_type.get_canonical()) if cursor is not None else None
        if record is None or values.get(f"{name}_s") is None or invalid(record):
            collection.given_up[key] = None if key in collection.doubtful else questions.instantiate[key]
        else:
            reader.reached[key] = record
    written = Census()
    for one, name in zip(questions.written, questions.written_names, strict=True):
        if name in typedefs and f"{name}_s" in values:
            census = Census()
            name_types(census, typedefs[name].underlying_typedef_type, set())
            collection.named_by[one] = tuple(census.named)
            written.named |= census.named
    _take_named(written, reader, collection)
    answers = asking.outcomes(questions, values)
    for facts, uses in questions.uses:
        known = collection.classes.get(facts.key)
        if known is None or known.abstract != facts.abstract:
            continue  # it was asked for what its pattern is, which it is not
        collection.asked[facts.key] = collection.asked.get(facts.key, frozenset()) | uses
        every = (*known.asked, *answers[facts.key])
        collection.classes[facts.key] = replace(known, asked=every, accessible=every)
    for key, index, satisfied in asking.satisfied(questions, values):
        functions = list(collection.classes[key].functions)
        functions[index] = replace(functions[index], satisfied=satisfied)
        collection.classes[key] = replace(collection.classes[key], functions=tuple(functions))
    collection.spread |= {facts.key for facts, _ in questions.spread}
    virtuals.answered(collection.classes, virtuals.names(questions.round, questions.spread), typedefs)
    for key, name in questions.forced_names.items():
        collection.forced.add(key)
        cursor = typedefs.get(name)
        if cursor is not None:
            forced = _forced(cursor, reader)
            collection.classes[key] = replace(collection.classes[key], forced_deleted=forced)


def _told(parsed: Parsed, file: str) -> tuple[dict[str, Cursor], dict[str, int]]:
    """The typedefs and enumerators of a file of ours; those on a line with an error are left out."""
    spoilt = {
        one.place.line
        for one in parsed.faults
        if one.place is not None and one.place.file == file and not _HIDDEN.search(one.message)
    }
    typedefs: dict[str, Cursor] = {}
    values: dict[str, int] = {}
    for top in parsed.unit.cursor.get_children():
        if top._kind_id not in _ANSWERS:
            continue
        where = top.location
        if where.file is None or where.file.name != file or where.line in spoilt:
            continue
        if top._kind_id == CursorKind.TYPEDEF_DECL.value:
            typedefs[top.spelling] = top
        else:
            for constant in top.get_children():
                values[constant.spelling] = constant.enum_value
    return typedefs, values


def _forced(typedef: Cursor, reader: Reader) -> tuple[tuple[FunctionKind, bool], ...]:
    kind = typedef.underlying_typedef_type.get_canonical()
    found: dict[FunctionKind, bool] = {}
    for method in methods(kind, _SPECIAL_NUMBERS):
        one = read_function(method, reader.sources, written=True)
        if one is not None and one.defaulted:
            found[one.kind] = one.compiler_deleted
    return tuple(found.items())


def ask_without_access(unit: Unit, text: Callable[[Sequence[Key]], bytes], collection: Collection) -> bool:
    """Whether what is selected is trivial does not depend on who asks: ask with access checking off.

    That flag needs a parse of its own, so only where a class in question hides a function. `text` says what to parse,
    in which these classes are. Whether that had no error.
    """
    around = needing.survey(collection.classes.values())
    asked = [collection.classes[key] for key in collection.asked]
    unusable = {one.key: {use for use, outcome in one.asked if outcome is Outcome.UNUSABLE} for one in asked}
    uses = [(one, needing.hidden_questions_about(one, around) & unusable[one.key]) for one in asked]
    hidden = [(one, some) for one, some in uses if some]
    if not hidden:
        return True
    questions = Questions(0, {}, hidden)
    values: dict[str, int] = {}

    def listen(parsed: Parsed, file: str) -> str:
        values.update(_told(parsed, file)[1])
        return "" if file.endswith("_1") else asking.text(questions)

    parsed = parse.parse(unit, text([one.key for one, _ in hidden]), listen, "-fno-access-control")
    sound = isinstance(parsed, Parsed) and not any(not fault.round for fault in parsed.faults)
    if isinstance(parsed, Parsed):
        parsed.close()
    for key, pairs in asking.outcomes(questions, values).items():
        every = tuple((dict(collection.classes[key].asked) | dict(pairs)).items())
        collection.classes[key] = replace(collection.classes[key], asked=every)
    return sound


Marked = dict[tuple[int, bool, bool], ClassFacts]
"""Classes by identity, `reported` and `named`: units of a batch share them."""


def reported(
    classes: dict[Key, ClassFacts], roots: dict[Key, None], named: dict[Key, None], marked: Marked | None = None
) -> tuple[ClassFacts, ...]:
    """Mark what belongs in the report: declared classes, named instantiations, and those that these reach."""
    marked = {} if marked is None else marked
    seen = dict.fromkeys(key for key in (*roots, *named) if key in classes)
    queue = deque(seen)
    while queue:
        whole = classes[queue.popleft()]
        asked = whole.name.startswith(ASKED)
        for part in parts(whole, classes):
            if part.key not in seen and (asked or part.template is not None):
                seen[part.key] = None
                queue.append(part.key)
    rest = (key for key in classes if key not in seen)
    return tuple(
        _marked(marked, classes[key], key in seen, key in named and key not in roots) for key in (*seen, *rest)
    )


def _marked(known: Marked, facts: ClassFacts, reported: bool, named: bool) -> ClassFacts:
    key = (id(facts), reported, named)
    if key not in known:
        known[key] = replace(facts, reported=reported, named=named)
    return known[key]


def not_instantiated(given_up: dict[Key, str | None], named: Iterable[Key]) -> list[Problem]:
    """Instantiations that are only named and can't be made: no class exists there, and that is worth a word."""
    names = sorted({name for key in named if (name := given_up.get(key))})
    return [Problem(f"'{name}' is named, but can't be instantiated here: not analysed", fatal=False) for name in names]
