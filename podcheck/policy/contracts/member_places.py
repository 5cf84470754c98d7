"""Where a class has the member of a name, of its own or inherited: what `offsetof` names, by [class.member.lookup]."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from msgspec import Struct

from podcheck.model.facts import ClassFacts
from podcheck.model.layout import BITS
from podcheck.model.subobjects import Field
from podcheck.model.type_refs import Key

_MOST_SUBOBJECTS = 5000
"""Bases, of bases too, that are looked into."""

Classes = Mapping[Key, ClassFacts]


class MemberPlace(Struct, frozen=True):
    """The one member that a name means in a class."""

    offset: int | None
    """In bytes, from the start of the complete object; None where it is not known."""

    bases: tuple[tuple[Key, str], ...] = ()
    """The way to it: of each class on it, from the outermost on, the base that is next, as the class names it."""

    owner: Key = ""
    """The class that declares it."""


class NoOffset(Struct, frozen=True):
    """A name that has no offset in a class."""

    why: str
    """Words behind the class's name: "has no member 'm'"."""


def find_member(facts: ClassFacts, name: str, classes: Classes) -> MemberPlace | NoOffset:
    """Return where the member of that name is, or why there is no offset to give."""
    lookup = _Lookup(name, classes)
    lookup.walk(facts, 0, (), "", hidden=False)
    if lookup.seen > _MOST_SUBOBJECTS:
        return NoOffset(f"has more than {_MOST_SUBOBJECTS} bases, in which '{name}' is not looked for")
    result = [member for identity, member in lookup.members.items() if identity not in lookup.hidden]
    if not result:
        return NoOffset(f"has no member '{name}'{', nor has a base of it' if facts.bases else ''}")
    owners = list(dict.fromkeys(member.owner.name for member in result))
    if len(result) > 1:
        where = " and ".join(f"'{owner}'" for owner in owners) if len(owners) > 1 else f"'{owners[0]}' more than once"
        return NoOffset(f"has '{name}' in {where}, so that the name is ambiguous")
    (member,) = result
    of_base = f" of its base '{owners[0]}'" if member.path else ""
    if member.virtual:
        return NoOffset(
            f"has '{name}' in its virtual base '{member.virtual}', whose place depends on the complete object, so that "
            "it has no offset"
        )
    if member.field.bit_width is not None:
        return NoOffset(f"has '{name}'{of_base} as a bit-field, which has no offset")
    whole = member.offset is not None and member.offset % BITS == 0
    return MemberPlace(
        member.offset // BITS if member.offset is not None and whole else None, member.path, member.owner.key
    )


class _NamedMember(Struct, frozen=True):
    """A member of that name in one subobject."""

    field: Field
    offset: int | None
    """In bits; None where it is not known."""

    owner: ClassFacts
    path: tuple[tuple[Key, str], ...]
    virtual: str
    """The virtual base that it is in; empty where it is in none."""


_Subobject = tuple[tuple[Key, str], ...]
"""A way down from the class, or from the last virtual base on it, of which there is one only."""


@dataclass(slots=True)
class _Lookup:
    """A search for the subobjects of a class that have a member of the name."""

    name: str
    classes: Classes
    members: dict[_Subobject, _NamedMember] = field(default_factory=dict)
    hidden: set[_Subobject] = field(default_factory=set)
    """Subobjects that are bases of another one with a member of the name, which hides theirs."""

    seen: int = 0

    def walk(
        self, facts: ClassFacts, offset: int | None, path: _Subobject, virtual: str, *, hidden: bool,
        identity: _Subobject = (),
    ) -> None:  # fmt: skip
        """Look into one subobject, and into its bases."""
        self.seen += 1
        if self.seen > _MOST_SUBOBJECTS:
            return
        member = next((each for each in _members(facts, self.classes, 0) if each[0].name == self.name), None)
        if hidden:
            self.hidden.add(identity)
        if member is not None:
            inner, at = member
            place = None if offset is None or at is None else offset + at
            self.members[identity] = _NamedMember(inner, place, facts, path, virtual)
        for number, base in enumerate(facts.bases):
            there = self.classes.get(base.type.record or "")
            if there is None:
                continue
            step = (facts.key, base.type.spelling)
            self.walk(
                there,
                None if offset is None or base.offset is None else offset + base.offset,
                (*path, step),
                there.name if base.virtual else virtual,
                hidden=hidden or member is not None,
                identity=((there.key, "virtual"),) if base.virtual else (*identity, (there.key, str(number))),
            )


def _members(facts: ClassFacts, classes: Classes, start: int) -> Iterator[tuple[Field, int | None]]:
    """Yield the members, those of anonymous unions and structs too, with their offsets in bits."""
    for member in facts.fields:
        inner = classes.get(member.type.record or "") if member.anonymous else None
        if inner is not None:
            for each, at in _members(inner, classes, 0):
                known = at is not None and member.offset is not None
                yield each, start + (member.offset or 0) + (at or 0) if known else None
        elif member.name:
            yield member, None if member.offset is None else start + member.offset
