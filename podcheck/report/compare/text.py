"""What `podcheck compare` prints: two classes member by member, or one struct as C++ and as C have it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from podcheck.model.plain_records import (
    Compatibility,
    CompatibilityMismatch,
    LanguageDifference,
    MemberPair,
    PlainMember,
    PlainRecord,
)
from podcheck.model.traits import Truth
from podcheck.report.json_values import Json, location_json
from podcheck.report.layout.wording import plural
from podcheck.report.options import Options
from podcheck.report.text import grid
from podcheck.report.text.ansi import Style, paint
from podcheck.report.text.terminal import NOT_ASKED, safe, shorten, to_ascii, wrap

SCHEMA = "podcheck-compare/1"
_WORDS = {Truth.YES: ("yes", Style.YES), Truth.NO: ("no", Style.NO), Truth.UNKNOWN: ("?", Style.UNKNOWN)}
_ANSWERS = {True: "yes", False: "no", None: "not asked (g++ has it since 12, clang++ since 19)"}
_MOST_ROWS = 400
_NARROWEST = 16


class ComparedClasses(Struct, frozen=True):
    """Two classes that were compared."""

    first: PlainRecord
    second: PlainRecord
    value: Truth
    """Whether they are layout-compatible."""

    why: str
    """What is not about one pair of members; empty where there is nothing."""

    clause: str
    """Where that is said."""

    compatibility: Compatibility
    """The pairs of members, and how many of them correspond."""

    compilers: Mapping[str, bool | None] = {}
    """The answers to `std::is_layout_compatible` by compiler; None where it has none."""

    mismatches: tuple[CompatibilityMismatch, ...] = ()
    """The answers that differ from podcheck's."""

    @property
    def is_unexplained(self) -> bool:
        """Whether a compiler says otherwise, and nothing known explains it."""
        return any(mismatch.known is None for mismatch in self.mismatches)


def classes_text(compared: ComparedClasses, options: Options) -> str:
    """Return the comparison as text of `options.width` columns, ending in a newline."""
    word, style = _WORDS[compared.value]
    why = f": {compared.why} ({compared.clause})" if compared.why else ""
    result = list(wrap(safe(f"layout-compatible: {word}{why}", options.unicode), options.width, "", "  "))
    result[0] = result[0].replace(f": {word}", f": {paint(word, style, options.color)}", 1)
    lengths = [len(plain_record.members) for plain_record in (compared.first, compared.second)]
    sequence = (
        f"common initial sequence: {compared.compatibility.common} of {lengths[0]} and {lengths[1]} members"
        if not compared.first.is_union and not compared.second.is_union and compared.compatibility.pairs
        else ""
    )
    said = [f"{name}: {_ANSWERS[answer]}" for name, answer in compared.compilers.items()]
    compilers = f"std::is_layout_compatible: {'; '.join(said)}" if said else ""
    parts = [
        "\n".join(_head(compared.first, options) + _head(compared.second, options)),
        _pairs(compared.compatibility.pairs, options),
        sequence,
        "\n".join(result),
        "\n".join((*wrap(compilers, options.width, "", "  "), *_mismatch_lines(compared.mismatches, options))),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _mismatch_lines(mismatches: Sequence[CompatibilityMismatch], options: Options) -> Iterator[str]:
    """Yield what explains each compiler's other answer, the same words once."""
    compilers: dict[tuple[bool, str | None, str], list[str]] = {}
    for mismatch in mismatches:
        compilers.setdefault((mismatch.value, mismatch.known, mismatch.note), []).append(mismatch.compiler)
    sign = to_ascii("≠", options.unicode)
    for (value, known, note), names in compilers.items():
        answer = f"{' and '.join(names)}: {_ANSWERS[value]}"
        if known is None:
            text = f"DIFFERS: {answer}, and no known divergence explains it"
            lines = list(wrap(safe(text, options.unicode), options.width, "", "  "))
            yield from (paint(line, Style.ALARM, options.color) for line in lines)
        else:
            text = f"{sign} {answer}, a known difference ({known}): {note}"
            yield from wrap(safe(text, options.unicode), options.width, "", "  ")


def _head(record: PlainRecord, options: Options) -> list[str]:
    kind = "union" if record.is_union else "struct"
    size = f"{plural(record.size, 'byte')}, aligned to {record.align}"
    text = f"{kind} {record.name}: {size}, {record.location}"
    return list(wrap(safe(text, options.unicode), options.width, "", "  "))


def _pairs(pairs: Sequence[MemberPair], options: Options) -> str:
    rows = []
    for pair in pairs[:_MOST_ROWS]:
        mark = to_ascii("≠", options.unicode) if pair.difference else "="
        why = f"{pair.difference} {pair.clause}" if pair.difference else ""
        cells = [_declaration(plain_member, options) for plain_member in (pair.first, pair.second)]
        rows.append([cells[0], mark, cells[1], safe(why, options.unicode)])
    if not rows:
        return ""
    rest = options.width - grid.width([row[:3] for row in rows]) - grid.GAP
    if rest < _NARROWEST:
        lines = [
            line for row in rows for line in (f"{row[0]}  {row[1]}  {row[2]}", *wrap(row[3], options.width, "    "))
        ]
        return "\n".join(lines)
    folded = [[*row[:3], "\n".join(wrap(row[3], rest, ""))] for row in rows]
    more = f"\nand {len(pairs) - _MOST_ROWS} more" if len(pairs) > _MOST_ROWS else ""
    return grid.grid(["", "", "", ""], folded).split("\n", 2)[2] + more


def _declaration(member: PlainMember | None, options: Options) -> str:
    if member is None:
        return to_ascii(NOT_ASKED, options.unicode)
    width = f" : {member.bit_width}" if member.bit_width is not None else ""
    text = f"{member.type} {member.name or member.label}{width}"
    return shorten(safe(text, options.unicode), max(options.width // 3, _NARROWEST), options.unicode)


def classes_json(compared: ComparedClasses, *, podcheck: str, libclang: str) -> str:
    """Return the comparison as JSON, schema `podcheck-compare/1` (`compare.schema.json`)."""
    document: Json = {
        "schema": SCHEMA,
        "podcheck": podcheck,
        "libclang": libclang,
        "classes": [_record(compared.first), _record(compared.second)],
        "layout_compatible": compared.value.value,
        "why_not": compared.why,
        "clause": compared.clause,
        "common_initial_sequence": compared.compatibility.common,
        "members": [
            {
                "names": [
                    plain_member.name if plain_member is not None else None
                    for plain_member in (pair.first, pair.second)
                ],
                "difference": pair.difference,
                "clause": pair.clause,
            }
            for pair in compared.compatibility.pairs
        ],
        "compilers": dict(compared.compilers),
        "mismatches": [
            {"compiler": mismatch.compiler, "value": mismatch.value, "known": mismatch.known, "note": mismatch.note}
            for mismatch in compared.mismatches
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=True, allow_nan=False) + "\n"


def _record(record: PlainRecord) -> Json:
    return {
        "name": record.name,
        "union": record.is_union,
        "size": record.size,
        "align": record.align,
        "location": location_json(record.location),
    }


def languages_text(cxx: PlainRecord, differences: Sequence[LanguageDifference], std: str, options: Options) -> str:
    """Return one struct as C++ and C have it, as text of `options.width` columns, ending in a newline."""
    head = "\n".join(_head(cxx, options))
    if not differences:
        reported = f"the same as C ({std}): size, alignment, and each member's place, size and type"
        return "\n\n".join((head, "\n".join(wrap(reported, options.width)))) + "\n"
    lines: list[str] = []
    for difference in differences[:_MOST_ROWS]:
        where = f"member '{difference.path}': " if difference.path else ""
        why = f" ({difference.why})" if difference.why else ""
        sign = to_ascii("≠", options.unicode)
        text = f"{sign} {where}{difference.what}: {difference.cxx} in C++, {difference.c} in C{why}"
        lines += wrap(safe(text, options.unicode), options.width, "", "  ")
    count = f"{len(differences)} difference{'' if len(differences) == 1 else 's'} from C ({std})"
    return "\n\n".join((head, "\n".join(lines), paint(count, Style.NO, options.color))) + "\n"


def languages_json(
    cxx: PlainRecord, differences: Sequence[LanguageDifference], std: str, *, podcheck: str, libclang: str
) -> str:
    """Return the comparison as JSON, schema `podcheck-compare/1`."""
    document: Json = {
        "schema": SCHEMA,
        "podcheck": podcheck,
        "libclang": libclang,
        "classes": [_record(cxx)],
        "c_std": std,
        "differences": [
            {
                "path": difference.path,
                "what": difference.what,
                "cxx": difference.cxx,
                "c": difference.c,
                "why": difference.why,
            }
            for difference in differences
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=True, allow_nan=False) + "\n"
