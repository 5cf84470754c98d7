"""Which class a root cause lies in, and how many others fail through it: what to fix first."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from podcheck.model.facts import Origin
from podcheck.model.problems import Location
from podcheck.model.results import Record
from podcheck.model.traits import Trait, Truth
from podcheck.model.type_refs import Key
from podcheck.model.verdicts import Reason
from podcheck.report.reasons.numbering import Reasons

HARMLESS = frozenset({Trait.EMPTY, Trait.POLYMORPHIC, Trait.ABSTRACT, Trait.FINAL})
"""A "no" to these is nothing to fix."""


_ELEMENT = re.compile(r"^(?:(?:const|volatile) )+|(?: ?\[[^\]]*\])+$")
"""What a declaration adds to the name of a class: of an element its extents."""

_PLAIN = re.compile(r"[A-Za-z_:][\w:]*(?:<.*>)?")
"""A name as it stands in a source, and no `typename` or `decltype`."""


class Culprit(Struct, frozen=True):
    """A class with a root cause in it, or that cause where it lies in no class of the report."""

    name: str
    """The class as the source names it, or the cause."""

    failing: int
    """How many other classes lack the trait through it."""

    of: int
    """How many classes lack the trait at all."""


@dataclass(slots=True)
class _Stretch:
    """A definition in a file."""

    start: tuple[int, int]
    """Line and column of its name."""

    end: tuple[int, int]
    """Line and column behind its brace."""

    named: dict[str, Record] = field(default_factory=dict)
    """The classes that it is of, by name."""

    around: _Stretch | None = None
    """The definition around it; None where there is none."""


class Owners:
    """The classes by the places that lie in them."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._named: dict[str, Record] = {}
        """The classes by name."""

        self._by_key: dict[Key, Record] = {}
        result: dict[str, dict[tuple[int, int], _Stretch]] = {}
        for record in records:
            self._named.setdefault(record.facts.name, record)
            self._by_key.setdefault(record.facts.key, record)
            place, end = record.facts.location, record.facts.end
            start = (place.line, place.column)
            here = result.setdefault(place.file, {})
            if place.file == end.file:
                here.setdefault(start, _Stretch(start, (end.line, end.column)))
        for (
            record
        ) in records:  # of an instance that is said to end elsewhere, the template's text is that of the others
            place = record.facts.location
            stretch = result[place.file].get((place.line, place.column))
            if stretch is not None:
                stretch.named.setdefault(record.facts.name, record)
        self._stretches = {file: _nest(stretches.values()) for file, stretches in result.items()}
        """The definitions by file, in order."""

        self._written = _written_names(records, self._by_key)
        """The names that the source has for classes of others."""

    def of(self, place: Location, subject: str, asking: str = "") -> Record | None:
        """Return the innermost class around `place`: the one named `subject`, else that named `asking`, else the first.

        Where none is there (an explicit instantiation has the place where that stands), the class named `subject`.
        """
        stretches = self._stretches.get(place.file, [])
        at = (place.line, place.column)
        index = bisect_right(stretches, at, key=lambda stretch: stretch.start)
        here = stretches[index - 1] if index else None
        while here is not None and at > here.end:
            here = here.around
        if here is None:
            return self._named.get(subject)
        named = here.named
        return named.get(subject) or named.get(asking) or self._named.get(subject) or next(iter(named.values()))

    def responsible(self, root: Reason, asking: str = "") -> Record | None:
        """Return the class that a root cause lies in; of one that ends at a base or member, the class of that.

        `asking`: the class that is explained.
        """
        owner = self.of(root.location, root.subject, asking)
        if owner is None or not root.because:
            return owner
        facts = owner.facts
        parts = [(base.type.spelling, base.type) for base in facts.bases]
        parts += [(member.name, member.type) for member in facts.fields]
        keys = [type_.record for name, type_ in parts if name == root.subject and type_.record is not None]
        return self._by_key.get(keys[0]) if keys else owner

    def written_name(self, name: str) -> str:
        """Return what the project's source calls a class of others: `std::string`; of its own classes their names."""
        return self._written.get(name, name)


def _written_names(records: Iterable[Record], by_key: Mapping[Key, Record]) -> dict[str, str]:
    """Return by name of a class that is not the project's how its members and bases mostly spell that: `std::string`.

    That is a name within the class's own outermost namespace, for an alias of the project's says nothing elsewhere; one
    that stands for several classes says none.
    """
    meant: dict[str, set[Key]] = {}
    counts: dict[Key, Counter[str]] = {}
    for record in records:
        if record.own and record.facts.origin is not Origin.INSTANTIATED:
            bases, members = record.facts.bases, record.facts.fields
            for type_ in (*(base.type for base in bases), *(member.type for member in members)):
                if type_.record is not None:
                    name = _ELEMENT.sub("", type_.spelling)
                    meant.setdefault(name, set()).add(type_.record)
                    counts.setdefault(type_.record, Counter())[name] += 1
    result: dict[str, str] = {}
    for key, names in counts.items():
        known = by_key.get(key)
        if known is None or known.own:
            continue
        called = known.facts.name
        begin = f"{called.partition('::')[0]}::"
        plain = (name for name, _ in names.most_common() if name.startswith(begin) and len(meant[name]) == 1)
        chosen = next((name for name in plain if _PLAIN.fullmatch(name)), None)
        if chosen is not None and called.startswith(begin):
            result[called] = chosen
    return result


def _nest(stretches: Iterable[_Stretch]) -> list[_Stretch]:
    """Return the stretches in the order of their starts, each with the one around it."""
    ordered = sorted(stretches, key=lambda stretch: stretch.start)
    open_: list[_Stretch] = []
    for stretch in ordered:
        while open_ and open_[-1].end < stretch.start:
            open_.pop()
        stretch.around = open_[-1] if open_ else None
        open_.append(stretch)
    return ordered


def culprits_of(record: Record, trait: Trait, reasons: Reasons, owners: Owners) -> tuple[str, ...]:
    """Return the names of the classes (or the causes) through which the record lacks the trait."""
    verdict = record.judgement.verdicts[trait]
    if verdict.value is not Truth.NO:
        return ()
    result: dict[str, None] = {}
    for number in reasons.roots(reasons.numbers(verdict.reasons)):
        root = reasons.nodes[number].reason
        owner = owners.responsible(root, record.facts.name)
        result[owner.facts.name if owner is not None else root.message] = None
    return tuple(result)


def worst(records: Sequence[Record], trait: Trait, reasons: Reasons, owners: Owners) -> list[Culprit]:
    """Return what breaks other classes, the most of them first; of these records alone, whose roots may lie in others.

    A class that breaks none but itself is not among them.
    """
    failing = [record for record in records if record.judgement.verdicts[trait].value is Truth.NO]
    counts = Counter(
        name for record in failing for name in culprits_of(record, trait, reasons, owners) if name != record.facts.name
    )
    return [Culprit(owners.written_name(name), count, len(failing)) for name, count in counts.most_common()]
