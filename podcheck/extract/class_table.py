"""The classes of a unit while they are read: what is known, named, wanted and given up; and which are reported."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from msgspec.structs import replace

from podcheck.cpp.probe_names import ASKED
from podcheck.extract.census import DeclaredClasses
from podcheck.extract.classes.names import probe_name, report_name
from podcheck.extract.classes.reader import Reader
from podcheck.extract.libclang.cursors import template_of
from podcheck.extract.prefix.session import PrefixSession
from podcheck.extract.queries.template_ids import TemplateIdQuery
from podcheck.extract.uses.collector import Collector
from podcheck.model.facts import ClassFacts
from podcheck.model.functions import MemberOperation
from podcheck.model.problems import Location, Problem
from podcheck.model.type_refs import Key
from podcheck.model.units import Unit
from podcheck.model.use_sites import CallSite

Beneath = dict[Key, tuple[Key, ...]]
"""Of classes that were looked at, those that their bases and members are of."""


@dataclass(slots=True)
class ClassTable:
    """The classes read so far."""

    classes: dict[Key, ClassFacts] = field(default_factory=dict)
    """Those that were read."""

    pending: dict[Key, ClassFacts] = field(default_factory=dict)
    """Instantiations that are named but not made: what the pattern says of them, under their own key and probe name."""

    given_up: dict[Key, str | None] = field(default_factory=dict)
    """The names of classes that can't be made; None where that is no surprise."""

    doubtful: set[Key] = field(default_factory=set)
    """Classes of a template that is only declared, which a partial specialisation may define."""

    queried_operations: dict[Key, frozenset[MemberOperation]] = field(default_factory=dict)
    """The operations that libclang was asked about."""

    forced: set[Key] = field(default_factory=set)
    """Classes whose implicit members libclang was made to declare."""

    spread: set[Key] = field(default_factory=set)
    """Classes whose virtual bases libclang was asked about."""

    roots: dict[Key, None] = field(default_factory=dict)
    """Classes that the given files define."""

    named: dict[Key, None] = field(default_factory=dict)
    """Instantiations that the given files name."""

    written: tuple[TemplateIdQuery, ...] = ()
    """Template-ids of which it is not known yet what they name."""

    named_by: dict[TemplateIdQuery, tuple[Key, ...]] = field(default_factory=dict)
    """What the other template-ids name."""

    library: int | None = None
    """The version number of the C++ library, as in UnitFacts."""

    beneath: Beneath = field(default_factory=dict)
    """As `parts` takes it."""

    session: PrefixSession | None = None
    """The session of the prefix that the unit is parsed on top of; None without a prefix."""

    shared: set[Key] = field(default_factory=set)
    """Classes that are the same for other units on top of that prefix."""

    settled: set[Key] = field(default_factory=set)
    """Classes that were taken over from such units."""

    takes_no_const_object: bool = False
    """Whether a settled class has a copy function that takes no const object."""

    def list_unsettled(self) -> list[ClassFacts]:
        """Return the classes about which libclang may have to be asked still.

        Of those that another unit has asked about, these are the ones that other classes have as bases or members.
        """
        if not self.settled:
            return list(self.classes.values())
        own = [facts for key, facts in self.classes.items() if key not in self.settled]
        parts = {key: None for facts in own for key in facts.part_keys if key in self.settled}
        return [*own, *(self.classes[key] for key in parts if key in self.classes)]

    def take_known(self, key: Key) -> bool:
        """Take over what another unit on top of the same prefix found out about a class; return whether one did."""
        if self.session is None or key not in self.session.known:
            return False
        known = self.session.known
        waiting = [key]
        while waiting:
            taken = waiting.pop()
            if taken in self.classes:
                continue
            facts = self.classes[taken] = known[taken]
            self.settled.add(taken)
            self.takes_no_const_object = self.takes_no_const_object or taken in self.session.nonconst
            self.queried_operations[taken] = frozenset(use for use, _ in facts.overload_answers)
            self.forced.add(taken)
            self.spread.add(taken)
            self.shared.add(taken)
            self.pending.pop(taken, None)
            waiting += facts.part_keys
        return True


def mark_incomplete_arguments(classes: dict[Key, ClassFacts], reader: Reader | None) -> None:
    """Mark instances that are constrained and have a template argument with errors: they are not judged.

    What libclang says of such an argument, its size for example, means nothing, so the constraints are not known to
    hold.
    """
    for key, arguments in reader.constrained.items() if reader is not None else ():
        if key in classes and not all(classes[argument].complete for argument in arguments if argument in classes):
            classes[key] = replace(classes[key], complete=False)


def first_round(census: DeclaredClasses, reader: Reader, collection: ClassTable) -> None:
    """Read the classes that the unit declares, and those that it names and that exist already."""
    for key, cursor in census.declared.items():
        if key in collection.roots:
            continue
        facts = reader.read(cursor, spelling=census.spellings.get(key), closure=census.closures.get(key))
        collection.classes[key] = facts
        collection.roots[key] = None
    take_named(census, reader, collection)
    collection.written = tuple(dict.fromkeys((*collection.written, *census.written)))


def take_named(census: DeclaredClasses, reader: Reader, collection: ClassTable) -> None:
    """Read the instances that the unit names, and all that they reach."""
    for key, cursor in census.named.items():
        collection.named[key] = None
        reader.reached.setdefault(key, cursor)
    _close(reader, collection)


def search_instances(uses: Collector, unit: Unit, reader: Reader, collection: ClassTable) -> list[Problem]:
    """Look for uses in the bodies of the unit's template instances, which libclang has made by now."""
    complete = uses.finish()
    take_used(uses, reader, collection)
    advice = "Check the file's templates in smaller sources."
    what = "too many instances of templates: not all were searched for uses"
    return [] if complete else [Problem(what, Location(unit.file), advice, fatal=False)]


def sites_of(uses: Collector | None) -> tuple[CallSite, ...]:
    """Return the uses that the collector noted, in the order of the code."""
    result = dict.fromkeys(uses.sites.found) if uses is not None else {}
    return tuple(sorted(result, key=lambda item: item.location))


def take_used(uses: Collector, reader: Reader, collection: ClassTable) -> None:
    """Read the classes that a use is about: they are judged, whether the report shows them or not."""
    for key, cursor in uses.sites.records.items():
        reader.reached.setdefault(key, cursor)
    _close(reader, collection)


def _close(reader: Reader, collection: ClassTable) -> None:
    """Read every class that was reached by base or member, to the ground."""
    while reader.reached:
        key, cursor = reader.reached.popitem()
        if key in collection.classes or key in collection.given_up or collection.take_known(key):
            continue
        if collection.session is not None and collection.session.is_shared(cursor):
            collection.shared.add(key)
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


def parts(facts: ClassFacts, classes: dict[Key, ClassFacts], beneath: Beneath) -> list[ClassFacts]:
    """Return the classes of its bases and members, as far as they are known."""
    result = beneath.get(facts.key)
    if result is None:
        result = beneath[facts.key] = tuple(dict.fromkeys(facts.part_keys))
    return [classes[key] for key in result if key in classes]


Marked = dict[tuple[int, bool, bool], ClassFacts]
"""Classes by identity, `reported` and `named`: units of a batch share them."""


def mark_reported(
    classes: dict[Key, ClassFacts], roots: dict[Key, None], named: dict[Key, None], beneath: Beneath, marked: Marked
) -> tuple[ClassFacts, ...]:
    """Mark what belongs in the report: declared classes, named instantiations, and those that these reach."""
    seen = dict.fromkeys(key for key in (*roots, *named) if key in classes)
    queue = deque(seen)
    while queue:
        whole = classes[queue.popleft()]
        queried = whole.name.startswith(ASKED)
        for part in parts(whole, classes, beneath):
            if part.key not in seen and (queried or part.template is not None):
                seen[part.key] = None
                queue.append(part.key)
    rest = (key for key in classes if key not in seen)
    return tuple(_mark(marked, classes[key], key in seen, key in named and key not in roots) for key in (*seen, *rest))


def _mark(known: Marked, facts: ClassFacts, reported: bool, named: bool) -> ClassFacts:
    key = (id(facts), reported, named)
    if key not in known:
        known[key] = replace(facts, reported=reported, named=named)
    return known[key]


def not_instantiated(given_up: dict[Key, str | None], named: Iterable[Key]) -> list[Problem]:
    """Return a problem for each instantiation that is only named and can't be made: no class exists there."""
    names = sorted({name for key in named if (name := given_up.get(key))})
    return [Problem(f"'{name}' is named, but can't be instantiated here: not analysed", fatal=False) for name in names]
