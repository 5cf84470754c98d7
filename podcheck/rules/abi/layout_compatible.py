"""Layout-compatible classes, their common initial sequence: [basic.types.general]/11, [class.mem.general]/23 to /25.

Members are compared in the order of their declaration: same types but for const and volatile, enumerations of one
underlying type, or layout-compatible classes; bit-fields of one width; in structs one alignment, though not one of the
whole classes, which g++ asks for too; no `[[no_unique_address]]`, which ends the sequence (CWG2759, a defect report:
N4950 asked for it on both or neither). Of unions the text names the types of members alone; widths of bit-fields and
`[[no_unique_address]]` count all the same, as with every compiler (CWG3169, open).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import zip_longest

from podcheck.model.plain_records import Compatibility, MemberPair, PlainMember, PlainRecord

_SEQUENCE = "[class.mem.general]/23"
_NO_UNIQUE_ADDRESS = f"{_SEQUENCE} CWG2759"
_ALIGNMENT = f"{_SEQUENCE} CWG2583"
_STRUCTS = "[class.mem.general]/24"
_UNIONS = "[class.mem.general]/25"
_TYPES = "[basic.types.general]/11"
_ENUMERATIONS = "[dcl.enum]/11"
_DEEPEST = 64

Records = Mapping[str, PlainRecord]

OVERLAPPING_IN_BOTH = "overlapping-in-both"
"""`[[no_unique_address]]` on both members ends no sequence."""

SAME_SIZE = "same-size"
"""The classes must have the same size."""

OWN_ALIGNMENT = "own-alignment"
"""Of two members only what `alignas` says at them is compared, and not where they lie."""

OTHER_RULES = frozenset({OVERLAPPING_IN_BOTH, SAME_SIZE, OWN_ALIGNMENT})
"""Rules that compilers have in place of the standard's."""


@dataclass(frozen=True, slots=True)
class _Comparison:
    """What two classes are compared with."""

    records: Records
    """All classes, by key."""

    rules: frozenset[str]
    """Those of `OTHER_RULES` that are followed."""

    known: dict[tuple[str, str], Compatibility] = field(default_factory=dict)
    """How far two of them are compatible, by their keys."""


def compare_classes(
    plain_record: PlainRecord, other: PlainRecord, records: Records, rules: frozenset[str] = frozenset()
) -> Compatibility:
    """Return how far two standard-layout classes are layout-compatible.

    `rules`: those of `OTHER_RULES` that are followed in place of the standard's.
    """
    if plain_record.key == other.key:
        pairs = tuple(MemberPair(member, member) for member in plain_record.members)
        return Compatibility(pairs, len(pairs), True)
    return _compare(plain_record, other, _Comparison(records, rules), 0)


def _compare(plain_record: PlainRecord, other: PlainRecord, context: _Comparison, depth: int) -> Compatibility:
    if plain_record.is_union != other.is_union:
        return Compatibility((), 0, False, "one is a union, the other is not", _TYPES)
    if SAME_SIZE in context.rules and plain_record.size != other.size:
        return Compatibility((), 0, False, f"their sizes are {plain_record.size} and {other.size}", _TYPES)
    if plain_record.is_union:
        return _compare_unions(plain_record, other, context, depth)
    pairs = tuple(_struct_pair(a, b, context, depth) for a, b in zip_longest(plain_record.members, other.members))
    common = next((at for at, pair in enumerate(pairs) if pair.difference), len(pairs))
    return Compatibility(pairs, common, common == len(pairs))


def _compare_unions(plain_record: PlainRecord, other: PlainRecord, context: _Comparison, depth: int) -> Compatibility:
    """Return how far two unions are layout-compatible: their members correspond in any order."""
    left = list(other.members)
    pairs: list[MemberPair] = []
    for member in plain_record.members:
        match = next((each for each in left if not _pair(member, each, context, depth).difference), None)
        if match is not None:
            left.remove(match)
        difference = "" if match is not None else "the other union has no member that fits"
        pairs.append(MemberPair(member, match, difference, "" if match is not None else _UNIONS))
    pairs += [MemberPair(None, each, "the other union has no member that fits", _UNIONS) for each in left]
    return Compatibility(tuple(pairs), 0, not any(pair.difference for pair in pairs))


def _struct_pair(
    plain_member: PlainMember | None, other: PlainMember | None, context: _Comparison, depth: int
) -> MemberPair:
    """Return the pair of two members of structs, whose alignments matter too (CWG2583)."""
    pair = _pair(plain_member, other, context, depth)
    if pair.difference or plain_member is None or other is None:
        return pair
    if plain_member.bit_width is not None:
        if plain_member.own_align == other.own_align:
            return pair
        return MemberPair(plain_member, other, "one of them has an alignment of its own", _ALIGNMENT)
    by_own = OWN_ALIGNMENT in context.rules
    if plain_member.own_align == other.own_align if by_own else plain_member.align == other.align:
        return pair
    difference = f"they are aligned otherwise: to {plain_member.align} and to {other.align}"
    return MemberPair(plain_member, other, difference, _ALIGNMENT)


def _pair(plain_member: PlainMember | None, other: PlainMember | None, context: _Comparison, depth: int) -> MemberPair:
    difference, clause = _difference(plain_member, other, context, depth)
    return MemberPair(plain_member, other, difference, clause)


def _difference(
    plain_member: PlainMember | None, other: PlainMember | None, context: _Comparison, depth: int
) -> tuple[str, str]:
    """Return why two members don't correspond, and the clause; nothing where they do."""
    if plain_member is None or other is None:
        return "only one of them has it", _STRUCTS
    if plain_member.bit_width != other.bit_width:
        return f"{_width(plain_member)} and {_width(other)}", _SEQUENCE
    both = plain_member.overlapping and other.overlapping
    if (plain_member.overlapping or other.overlapping) and not (both and OVERLAPPING_IN_BOTH in context.rules):
        which = "both are" if both else "one of them is"
        return f"{which} [[no_unique_address]], which ends the sequence", _NO_UNIQUE_ADDRESS
    difference, clause = _of_types(plain_member, other, context, depth)
    if not difference and plain_member.offset != other.offset and OWN_ALIGNMENT not in context.rules:
        return f"they lie {_at(plain_member)} and {_at(other)}: their alignment differs", _SEQUENCE
    return difference, clause


def _of_types(plain_member: PlainMember, other: PlainMember, context: _Comparison, depth: int) -> tuple[str, str]:
    if plain_member.canonical == other.canonical and plain_member.record == other.record:
        return "", ""
    if plain_member.underlying and other.underlying:
        if plain_member.underlying == other.underlying:
            return "", ""
        return f"enumerations over {plain_member.underlying} and {other.underlying}", _ENUMERATIONS
    first, second = context.records.get(plain_member.record), context.records.get(other.record)
    if first is not None and second is not None and depth < _DEEPEST:
        key = first.key, second.key
        if key not in context.known:
            context.known[key] = _compare(first, second, context, depth + 1)
        inner = context.known[key]
        if inner.compatible:
            return "", ""
        why = next((f"{_name(pair)}: {pair.difference}" for pair in inner.pairs if pair.difference), inner.why_not)
        return f"'{first.name}' and '{second.name}' are not layout-compatible ({why})", _STRUCTS
    return f"{plain_member.canonical} and {other.canonical} are not the same type", _TYPES


def _name(pair: MemberPair) -> str:
    return " and ".join(dict.fromkeys(member.label for member in (pair.first, pair.second) if member is not None))


def _width(member: PlainMember) -> str:
    return "no bit-field" if member.bit_width is None else f"a bit-field of {member.bit_width}"


def _at(member: PlainMember) -> str:
    return "at an offset that is not known" if member.offset is None else f"at {member.offset // 8}"
