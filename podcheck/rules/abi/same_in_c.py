"""One struct as C++ and as C have it: size, alignment, each member's place, and why where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from podcheck.model.plain_records import LanguageDifference, PlainMember, PlainRecord

_DEEPEST = 64


def compare_languages(
    cxx: PlainRecord, c: PlainRecord, records_cxx: Mapping[str, PlainRecord], records_c: Mapping[str, PlainRecord]
) -> tuple[LanguageDifference, ...]:
    """Return every difference, from the struct to its members, and into those that are structs themselves.

    What differs within a struct is reported once, at the first member that is of it.
    """
    return tuple(_record(cxx, c, records_cxx, records_c, "", 0, set()))


def _record(
    cxx: PlainRecord,
    c: PlainRecord,
    records_cxx: Mapping[str, PlainRecord],
    records_c: Mapping[str, PlainRecord],
    path: str,
    depth: int,
    seen: set[tuple[str, str]],
) -> Iterator[LanguageDifference]:
    empty = "C++ gives an object without members a byte, GNU C none" if not c.size and not c.members else ""
    if cxx.size != c.size:
        yield LanguageDifference(path, "size", str(cxx.size), str(c.size), empty)
    if cxx.align != c.align:
        yield LanguageDifference(path, "alignment", str(cxx.align), str(c.align))
    for number in range(max(len(cxx.members), len(c.members))):
        cxx_member = cxx.members[number] if number < len(cxx.members) else None
        c_member = c.members[number] if number < len(c.members) else None
        if cxx_member is None or c_member is None:
            member = cxx_member or c_member
            own = _path(path, member)
            there = ("yes", "no") if cxx_member is not None else ("no", "yes")
            yield LanguageDifference(own, "is there", *there, "an #ifdef, or a base class, which C has not")
            continue
        yield from _member(cxx_member, c_member, _path(path, cxx_member))
        first, second = records_cxx.get(cxx_member.record), records_c.get(c_member.record)
        if first is None or second is None or (first.key, second.key) in seen or depth >= _DEEPEST:
            continue
        seen.add((first.key, second.key))
        yield from _record(first, second, records_cxx, records_c, _path(path, cxx_member), depth + 1, seen)


def _path(path: str, member: PlainMember | None) -> str:
    own = (member.name or member.label) if member is not None else ""
    return f"{path}.{own}" if path else own


def _member(plain_member: PlainMember, other: PlainMember, path: str) -> Iterator[LanguageDifference]:
    if plain_member.name != other.name:
        yield LanguageDifference(
            path, "name", plain_member.label, other.label, "an #ifdef, or another order of the members"
        )
    if plain_member.offset != other.offset:
        yield LanguageDifference(path, "offset", _offset(plain_member), _offset(other))
    if plain_member.bit_width != other.bit_width:
        yield LanguageDifference(path, "width", str(plain_member.bit_width), str(other.bit_width))
    if plain_member.size != other.size and not (plain_member.record and other.record):
        yield LanguageDifference(path, "size", str(plain_member.size), str(other.size), _why_size(plain_member, other))
    elif bool(plain_member.underlying) and bool(other.underlying) and _is_signed(plain_member) != _is_signed(other):
        why = "without `: type` each language chooses what holds an enumeration"
        yield LanguageDifference(path, "underlying type", plain_member.underlying, other.underlying, why)
    elif plain_member.bit_width is not None and _is_signed(plain_member) != _is_signed(other):
        yield LanguageDifference(
            path, "type", plain_member.type, other.type, "the sign of a bit-field decides its values"
        )


def _why_size(plain_member: PlainMember, other: PlainMember) -> str:
    if plain_member.underlying and other.underlying:
        return "`: type` of an enumeration is C++'s, and C's from C23 on; before it is an int at least"
    if "bool" in plain_member.canonical.lower() or "bool" in other.canonical.lower():
        return "one of the two has a bool of its own, an int by #define say"
    return "they are not the same type"


def _is_signed(member: PlainMember) -> bool:
    return not (member.underlying or member.canonical).startswith("unsigned")


def _offset(member: PlainMember) -> str:
    if member.offset is None:
        return "not known"
    byte, bit = divmod(member.offset, 8)
    return f"{byte}:{bit}" if bit or member.bit_width is not None else str(byte)
