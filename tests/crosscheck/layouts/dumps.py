"""Clang's own record layouts, as `-fdump-record-layouts-complete` prints them, and ours in the same shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from podcheck.model.facts import ClassFacts
from podcheck.model.layout import BITS, Layout, ObjectPart, PartKind
from podcheck.rules.abi.sizes import data_size, nonvirtual_size
from podcheck.rules.engine import EvaluationContext
from podcheck.rules.layout import layout_of

_HEAD = "*** Dumping AST Record Layout"
_LINE = re.compile(r"^\s*(\d+)(?::(-|\d+-\d+))? \| (\s*)(.*)$")
_SIZES = re.compile(r"\b(sizeof|dsize|align|nvsize)=(\d+)")
_POINTER = re.compile(r"^\((.*) (vtable|vftable|vbtable) pointer\)$")
_BASE = re.compile(r" \((?:primary )?(virtual )?base\)")
_PRIMARY_VIRTUAL = " (primary virtual base)"
_EMPTY = " (empty)"

Entry = tuple[int, int, str, str]
"""Bit offset, bits (-1: a whole number of bytes), kind, name."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What is compared of a class: sizes by name, its parts with their depth, and where pointers are."""

    sizes: dict[str, int]
    parts: tuple[tuple[int, Entry], ...]
    pointers: frozenset[int]


@dataclass(slots=True)
class _Dump:
    name: str = ""
    sizes: dict[str, int] = field(default_factory=dict)
    parts: list[tuple[int, Entry]] = field(default_factory=list)
    pointers: set[int] = field(default_factory=set)


def dumped(text: str) -> Iterator[tuple[str, Shape]]:
    """Each layout of a dump with the class's name."""
    for block in text.split(_HEAD)[1:]:
        first = _Dump()
        for line in block.splitlines():
            match = _LINE.match(line)
            if match is not None:
                _read(first, int(match[1]), match[2], len(match[3]) // 2, match[4])
            first.sizes |= {name: int(number) for name, number in _SIZES.findall(line)}
        if first.name:
            yield first.name, Shape(first.sizes, tuple(sorted(first.parts)), frozenset(first.pointers))


def _read(dump: _Dump, byte: int, bits: str | None, depth: int, text: str) -> None:
    if depth == 0:
        if not dump.name:
            dump.name = plain(text.removesuffix(_EMPTY))
        return
    if _POINTER.match(text):
        dump.pointers.add(byte * BITS)
        return
    text = text.removesuffix(_EMPTY)
    if _PRIMARY_VIRTUAL in text or _BASE.search(text):
        kind = "virtual-base" if _PRIMARY_VIRTUAL in text or " (virtual base)" in text else "base"
        dump.parts.append((depth, (byte * BITS, -1, kind, "")))
    elif bits is not None:
        first, _, last = bits.partition("-")
        start, width = (int(first), int(last) - int(first) + 1) if first else (0, 0)
        dump.parts.append((depth, (byte * BITS + start, width, "bit-field", _last_word(text))))
    else:
        dump.parts.append((depth, (byte * BITS, -1, "member", _last_word(text))))


def plain(name: str) -> str:
    """A class's name as both spell it: without blanks and keywords."""
    return re.sub(r"\s+", "", re.sub(r"\b(struct|class|union|enum) ", "", name)).replace("_Bool", "bool")


def _last_word(text: str) -> str:
    """The member's name: behind the type and a blank; nothing where the type is an anonymous union's."""
    if text.endswith((")", " ")):
        return ""
    word = text.rpartition(" ")[2]
    return word if word.isidentifier() else ""


def ours(program: EvaluationContext, facts: ClassFacts) -> Shape | None:
    """The same of podcheck's layout; None where it has none, or says that something is missing."""
    result = layout_of(program, facts.key)
    if result is None or result.missing:
        return None
    sizes = {"sizeof": result.size, "align": result.align}
    own, whole = nonvirtual_size(program, facts.key), data_size(program, facts.key)
    if own is not None:
        sizes["nvsize"] = own
    if whole is not None:
        sizes["dsize"] = whole
    parts: list[tuple[int, Entry]] = []
    pointers: set[int] = set()
    _collect(result, parts, pointers)
    return Shape(sizes, tuple(sorted(parts)), frozenset(pointers))


def _collect(found: Layout, parts: list[tuple[int, Entry]], pointers: set[int]) -> None:
    def visit(part: ObjectPart, depth: int) -> None:
        if part.kind is PartKind.PADDING or part.offset is None:
            return
        if part.kind is PartKind.POINTER:
            pointers.add(part.offset)
            return
        bits = (part.size or 0) if part.kind is PartKind.BIT_FIELD else -1
        name = "" if part.kind in (PartKind.BASE, PartKind.VIRTUAL_BASE) else part.name
        parts.append((depth, (part.offset, bits, part.kind.value, name)))
        if part.type.endswith("]"):
            return  # Clang does not look into arrays
        for inner in part.parts:
            visit(inner, depth + 1)

    for part in found.parts:
        visit(part, 1)


def differences(theirs: Shape, mine: Shape) -> list[str]:
    """What is not the same, in words; dsize and nvsize are compared where both tell them."""
    result = [
        f"{name}: {mine.sizes[name]}, clang {number}"
        for name, number in theirs.sizes.items()
        if name in mine.sizes and mine.sizes[name] != number
    ]
    if theirs.parts != mine.parts:
        only_theirs = [part for part in theirs.parts if part not in mine.parts]
        only_mine = [part for part in mine.parts if part not in theirs.parts]
        result.append(f"parts: only ours {only_mine[:4]}, only clang's {only_theirs[:4]}")
    # Of a base that shares its pointer with a virtual base, Clang does not show it where that lies elsewhere.
    at_bases = {entry[0] for _, entry in mine.parts if entry[2] == "base"}
    if theirs.pointers - mine.pointers or mine.pointers - theirs.pointers - at_bases:
        result.append(f"pointers: {sorted(mine.pointers)}, clang {sorted(theirs.pointers)}")
    return result
