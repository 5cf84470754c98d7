"""Many units in one parse: an in-memory file that includes them one behind the other, so that headers are parsed once.

The result is that of parsing each alone, and what casts doubt on that is not taken: a unit with an error, a clash with
another one, a name or a macro that may have come from elsewhere (`leaks`). Such units are tried again without those
that they clash with, and in the end alone.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from clang.cindex import Cursor

from podcheck.extract import library, parse, rounds
from podcheck.extract.arguments import complaints
from podcheck.extract.callees import Callees
from podcheck.extract.classes import Reader
from podcheck.extract.collection import (
    Marked,
    first_round,
    not_instantiated,
    parts,
    reported,
    search_instances,
    sites_of,
    take_used,
    without_sound_arguments,
)
from podcheck.extract.conversation import is_behind_the_unit
from podcheck.extract.cursors import place
from podcheck.extract.includes import IncludeGraph
from podcheck.extract.leaks import Leaks, Member
from podcheck.extract.names import policy_for
from podcheck.extract.parse import Fault, Parsed
from podcheck.extract.pod_traits import pod_traits
from podcheck.extract.sites import Sites
from podcheck.extract.source import Sources
from podcheck.extract.uses import Collector
from podcheck.extract.walk import Census, Part, census_of, joined, part_of
from podcheck.model.batches import BEHIND, habits, together
from podcheck.model.facts import ClassFacts, Key, UnitFacts
from podcheck.model.paths import identify_file, is_matched
from podcheck.model.problems import Location, Problem
from podcheck.model.units import Unit

_CLASH = re.compile(
    r"redefinition|redeclar|is ambiguous|ambiguous|follows? non-|conflicting|different (?:kind|type)|"
    r"cannot be overloaded|differ only in|already|previous"
)
"""What libclang says where two units declare the same name in two ways; each alone may be fine."""

_SYNTAX = re.compile(r"^(?:expected|extraneous|unterminated|missing terminating)|#(?:if|else|endif)")
"""Behind such an error it may have lost its place."""

_ABSENT = "file not found"


def extract_batch(units: Sequence[Unit], libclang: Path | None) -> list[UnitFacts]:
    """See `podcheck.extract.extract_batch`."""
    library.load(libclang)
    found: dict[int, UnitFacts] = {}
    waiting = [group for group in _groups(units) if len(group) > 1]
    attempts = 4 + 2 * len(units).bit_length()
    while waiting and attempts:
        attempts -= 1
        outcome = _attempt(waiting.pop(0), libclang)
        found.update(outcome.done)
        waiting += [group for group in outcome.again if len(group) > 1]
    return [found[at] if at in found else rounds.extract(unit, libclang) for at, unit in enumerate(units)]


def _groups(units: Sequence[Unit]) -> list[list[Member]]:
    """Those that may share a parse: of the same flags and open namespaces, those without early macros first."""
    groups: dict[tuple[object, ...], list[Member]] = {}
    seen: set[str] = set()
    for number, unit in enumerate(units):
        path = identify_file(unit.file)
        text = None if unit.text is not None or unit.others or unit.link or path in seen else parse.read(unit)
        if not isinstance(text, bytes):
            continue
        seen.add(path)
        does = habits(unit.file, text)
        if not does.alone:
            key = (unit.std, unit.arguments, unit.headers, unit.uses, unit.wrappers, does.usings)
            groups.setdefault(key, []).append(Member(number, unit, text, does))
    return [sorted(group, key=lambda one: bool(one.habits.early)) for group in groups.values()]


@dataclass(slots=True)
class Outcome:
    """Of one parse: the units that are done, and those to parse again, in groups; the others must be parsed alone."""

    done: dict[int, UnitFacts] = field(default_factory=dict)
    again: list[list[Member]] = field(default_factory=list)


def _halves(members: list[Member]) -> Outcome:
    middle = len(members) // 2
    return Outcome(again=[members[:middle], members[middle:]])


def _attempt(members: list[Member], libclang: Path | None) -> Outcome:
    first = members[0].unit
    text = _text(members)
    name = f"podcheck_{secrets.token_hex(8)}.cpp"
    unit = replace(first, file=name)
    inquiry = BatchInquiry(unit, text, members)
    if complaints(first.arguments, first.std.flag_value):
        return Outcome()
    try:
        instances = any(rounds.has_templates(one.unit, one.text) for one in members)
        parsed = parse.parse(unit, text, inquiry.listen, instances=instances)
    except UnicodeDecodeError:
        return _halves(members)
    if isinstance(parsed, Problem):
        return _halves(members)
    with closing(parsed):
        if inquiry.reader is None or _asked_amiss(parsed, unit.file) or inquiry.unknown:
            return _halves(members)
        target, pointer = library.target(parsed.unit)
        version = library.version(library.load(libclang))
        nothing = UnitFacts(first, first.std, target, version, pointer=pointer)
        inquiry.finish()
        trust = _trust(members, parsed, inquiry, unit.file)
    collection = inquiry.collection
    without_sound_arguments(collection.classes, inquiry.reader)
    shares = {at: inquiry.share(at) for at in trust.sound}
    inquiry.doubts.update(_hidden_questions(unit, members, inquiry, shares))
    done: dict[int, UnitFacts] = {}
    for at, share in shares.items():
        facts = inquiry.facts(at, share, nothing)
        if at not in inquiry.doubts and not trust.leaks.elsewhere(at, facts.classes):
            done[members[at].number] = facts
    return Outcome(done, [[members[at] for at in group] for group in trust.again])


def _text(members: Iterable[Member]) -> bytes:
    chosen = list(members)
    text = together([one.unit.file for one in chosen], [one.habits.macros for one in chosen])
    return text.encode("utf-8", "surrogateescape")


def _asked_amiss(parsed: Parsed, main: str) -> bool:
    """An error in the batch's own text, or a question that is ambiguous only because several units are there."""
    return any(
        (fault.place is not None and fault.place.file == main)
        or (fault.place is None and not fault.round)
        or (fault.round and fault.message.startswith("reference to") and "ambiguous" in fault.message)
        for fault in parsed.faults
    )


@dataclass(frozen=True, slots=True)
class Trust:
    """Which members of a batch can be relied on, by index, and which are to be parsed again, in groups."""

    sound: list[int]
    again: list[list[int]]
    leaks: Leaks


def _trust(members: list[Member], parsed: Parsed, inquiry: BatchInquiry, main: str) -> Trust:
    leaks = inquiry.leaks
    clashing: set[int] = set(inquiry.colliding)
    alone: set[int] = set()
    end = len(members)  # from here on nothing is sure
    for fault in parsed.faults:
        if fault.round or fault.place is None or fault.place.file == main:
            continue
        blamed, own = _blamed(fault, leaks)
        if not own and (blamed[0] == 0 or _ABSENT in fault.message):
            alone |= set(blamed)
        elif not own:
            end = min(end, blamed[0])
        elif _CLASH.search(fault.message) and blamed[0]:
            clashing.add(blamed[0])
        else:
            alone.add(blamed[0])
            if _SYNTAX.search(fault.message):
                end = min(end, blamed[0] + 1)
    for at in range(len(members)):
        if at < end and (at in inquiry.open or leaks.taints(at)):
            alone.add(at)
            end = at + 1
    clashing -= alone
    certain = [at for at in range(end) if at not in clashing and at not in alone]
    rest = [at for at in range(end, len(members)) if at not in clashing and at not in alone]
    sound = [at for at in certain if not leaks.tainted(at) and at not in inquiry.doubts]
    return Trust(sound, [group for group in (rest, sorted(clashing)) if group], leaks)


def _blamed(fault: Fault, leaks: Leaks) -> tuple[list[int], bool]:
    """The members that an error concerns, and whether it stands in the own file of one."""
    assert fault.place is not None
    file = fault.place.file
    own = [at for at, one in enumerate(leaks.members) if one.name == file]
    if own:
        return own, True
    return [at for at, reach in enumerate(leaks.reach) if file in reach] or list(range(len(leaks.members))), False


def _hidden_questions(
    unit: Unit, members: list[Member], inquiry: BatchInquiry, shares: dict[int, tuple[ClassFacts, ...]]
) -> set[int]:
    """Ask what needs a parse without access checking of the fewest units; those for which that failed."""
    having: dict[Key, list[int]] = {}
    for at, share in shares.items():
        for facts in share:
            having.setdefault(facts.key, []).append(at)
    chosen: list[int] = []

    def text(keys: Sequence[Key]) -> bytes:
        missing = {key for key in keys if key in having}
        while missing:
            counts: dict[int, int] = {}
            for key in missing:
                for at in having[key]:
                    counts[at] = counts.get(at, 0) + 1
            best = max(counts, key=lambda at: (counts[at], -at))
            chosen.append(best)
            missing = {key for key in missing if best not in having[key]}
        return _text(members[at] for at in sorted(chosen))

    before = dict(inquiry.collection.classes)
    if rounds.ask_without_access(unit, text, inquiry.collection):
        after = inquiry.collection.classes
        for at, share in shares.items():
            if any(after[facts.key] is not before[facts.key] for facts in share):
                shares[at] = inquiry.share(at)
        return set()
    return set(shares)


class BatchInquiry(rounds.Inquiry):
    """Reads the classes of all members at the batch's end, and knows which are whose.

    `colliding`: members with a class of the same name as one of another member's. `doubts`: members that can't be
    told apart from others in some other way. `unknown`: libclang calls a member's file by another name, or has lost
    count of the brackets. `open`: members that leave one open, and those behind them until it is closed.
    """

    def __init__(self, unit: Unit, text: bytes, members: Sequence[Member]) -> None:
        super().__init__(unit, text)
        self.members = members
        self.sources = Sources(unit.file, text)
        self.censuses: list[Census] = []
        self.collectors: list[Collector | None] = []
        self.told: dict[int, list[Problem]] = {}
        self.colliding: set[int] = set()
        self.doubts: set[int] = set()
        self.unknown = False
        self.open: set[int] = set()
        self.marked: Marked = {}
        self.places: dict[str, list[tuple[int, int]]] = {}
        self.parts: dict[tuple[str, int], Part] = {}
        self.leaks = Leaks((), IncludeGraph(), self.sources)

    def _begin(self, parsed: Parsed) -> Reader:
        self.sources = Sources(parsed.path, self.text)
        for one in self.members:
            self.sources.cache[one.name] = one.text
        tops = self._tops(parsed)
        self.reader = Reader(self.sources, policy_for(parsed.unit.cursor), parse.wrong_places(parsed))
        behind = tops.pop(parsed.path, [])
        names = {top.spelling for top in behind}
        self.unknown = not any(map(is_behind_the_unit, names))
        self.open = {at for at in range(len(self.members)) if f"{BEHIND}{at}" not in names}
        self.collection.library = census_of(behind, self.sources).library
        self.leaks = Leaks(self.members, parsed.included, self.sources)
        entered = {edge.file for edge in parsed.included.edges.get(parsed.path, ())}
        self.unknown |= any(one.name not in entered for one in self.members)
        owners: dict[Key, Location] = {}
        for at, one in enumerate(self.members):
            sources = Sources(one.name, one.text, cache=self.sources.cache)
            uses = self._collector(one, sources)
            census = self._census(at, one, tops, parsed, sources, uses)
            for key, cursor in census.declared.items():
                where = place(cursor)
                if owners.setdefault(key, where) != where:
                    self.colliding.add(at)
            self.censuses.append(census)
            self.collectors.append(uses)
            first_round(census, self.reader, self.collection)
            if uses is not None:
                uses.sites.found += pod_traits(parsed.unit, sources, uses.functions)
                take_used(uses, self.reader, self.collection)
        return self.reader

    def _collector(self, member: Member, sources: Sources) -> Collector | None:
        if not self.unit.uses:
            return None
        return Collector(Sites(sources), Callees(dict(self.unit.wrappers), member.name))

    def finish(self) -> list[Problem]:
        """What the bodies of template instances do, which libclang has made by now, and the classes of it."""
        for at, uses in enumerate(self.collectors):
            if uses is not None and self.reader is not None:
                unit = self.members[at].unit
                self.told[at] = search_instances(uses, unit, self.reader, self.collection)
        return []

    def _tops(self, parsed: Parsed) -> dict[str, list[Cursor]]:
        """The declarations of the members' files, and of the headers that the report is about, in order."""
        wanted = dict.fromkeys([parsed.path, *(one.name for one in self.members)], True)
        tops: dict[str, list[Cursor]] = {}
        for top in parsed.unit.cursor.get_children():
            file = top.location.file
            name = file.name if file else ""
            if name not in wanted:
                wanted[name] = is_matched(self.unit.headers, name)
            if wanted[name]:
                tops.setdefault(name, []).append(top)
        return tops

    def _census(
        self, at: int, member: Member, tops: dict[str, list[Cursor]], parsed: Parsed, sources: Sources,
        uses: Collector | None,
    ) -> Census:  # fmt: skip
        if self.unit.headers is None:
            return census_of(tops.get(member.name, ()), sources, uses)
        chosen: list[Part] = []
        for file, start, end in parsed.included.segments(member.name):
            if file in tops:
                places = self._places(file, tops[file])
                if len(set(places)) < len(places) and file != member.name:
                    self.doubts.add(at)  # a file that is read more than once
                numbers = [number for number, (line, _) in enumerate(places) if start < line <= end]
                chosen += [self._part(file, number, tops[file][number], sources) for number in numbers]
        return joined(chosen, uses)

    def _places(self, file: str, tops: list[Cursor]) -> list[tuple[int, int]]:
        """Of each of a file's declarations the line and column."""
        if file not in self.places:
            self.places[file] = [(top.location.line, top.location.column) for top in tops]
        return self.places[file]

    def _part(self, file: str, number: int, top: Cursor, sources: Sources) -> Part:
        """A file's declaration of that number, looked through once for all members."""
        if (file, number) not in self.parts:
            self.parts[file, number] = part_of(top, sources, uses=self.unit.uses)
        return self.parts[file, number]

    def share(self, at: int) -> tuple[ClassFacts, ...]:
        """The classes of one member and all that they reach."""
        roots, named = self._roots(at)
        known = self.collection.classes
        uses = self.collectors[at]
        used = uses.sites.records if uses is not None else {}
        every = dict.fromkeys(key for key in (*roots, *named, *used) if key in known)
        queue = list(every)
        for key in queue:
            for part in parts(known[key], known, self.collection.beneath):
                if part.key not in every:
                    every[part.key] = None
                    queue.append(part.key)
        return tuple(known[key] for key in every)

    def _roots(self, at: int) -> tuple[dict[Key, None], dict[Key, None]]:
        census = self.censuses[at]
        named = dict.fromkeys(census.named)
        for written in census.written:
            named |= dict.fromkeys(self.collection.named_by.get(written, ()))
        return dict.fromkeys(census.declared), named

    def facts(self, at: int, share: Iterable[ClassFacts], nothing: UnitFacts) -> UnitFacts:
        """What extracting the member alone would give."""
        roots, named = self._roots(at)
        classes = reported({one.key: one for one in share}, roots, named, self.collection.beneath, self.marked)
        problems = (*self.told.get(at, ()), *not_instantiated(self.collection.given_up, named))
        version = self.collection.library if self.leaks.library_of(at) else None
        unit, reads = self.members[at].unit, tuple(self.leaks.reach[at])
        searched = self.leaks.graph.searched(reads, unit.arguments)
        whose = replace(nothing, unit=unit, library=version, reads=reads, searched=searched)
        return replace(whose, classes=classes, problems=problems, uses=sites_of(self.collectors[at]))
