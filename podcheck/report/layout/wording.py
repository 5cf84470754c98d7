"""What the layout reports say of a part, in the same words whether drawn or written."""

from __future__ import annotations

import re

from podcheck.model.layout import BITS, Layout, ObjectPart, PartKind


def title_of(layout: Layout) -> str:
    """Return the class with its keyword: `struct wire::Header`."""
    return f"{layout.kind} {layout.name}"


def summary(layout: Layout) -> str:
    """Return size, alignment and padding in words."""
    padding = "no padding" if layout.padding == 0 else "padding not known"
    if layout.padding:
        share = round(100 * layout.padding / (layout.size * BITS)) if layout.size else 0
        padding = f"{_bits(layout.padding)} of padding ({share}%)"
    idea = "; Clang's model of MSVC's layout, not checked with MSVC" if is_of_msvc(layout.target) else ""
    return f"{plural(layout.size, 'byte')}, aligned to {layout.align}, {padding}{idea}"


def is_of_msvc(target: str) -> bool:
    """Whether the target lays classes out as MSVC does, of which podcheck has Clang's idea alone."""
    return "windows-msvc" in target


_EXTENTS = re.compile(r"(?<![\]\s])(?:\s*\[[^\[\]]*\])+$")
"""An array's own, not those of a template's argument."""


def line_of(part: ObjectPart) -> str:
    """Return the part as it would be declared, or what it is."""
    if part.kind is PartKind.PADDING:
        return "padding at the end" if part.tail else "padding"
    if part.kind is PartKind.POINTER:
        return part.name
    if part.kind in (PartKind.BASE, PartKind.VIRTUAL_BASE):
        return f"{'virtual ' if part.kind is PartKind.VIRTUAL_BASE else ''}base {part.name}"
    if part.anonymous:
        return "(anonymous)"
    if part.kind is PartKind.BIT_FIELD:
        return f"{part.type} {part.name or '(unnamed)'} : {part.size}"
    if "(" in part.type:
        return f"{part.name}: {part.type}"
    extents = _EXTENTS.search(part.type)
    end = extents.start() if extents is not None else len(part.type)
    return f"{part.type[:end].rstrip()} {part.name}{part.type[end:].lstrip()}"


def offset_of(part: ObjectPart) -> str:
    """Return bytes, and bits where it does not begin with a byte; `?` where it is not known."""
    if part.offset is None:
        return "?"
    byte, bit = divmod(part.offset, BITS)
    return f"{byte}:{bit}" if bit or part.kind is PartKind.BIT_FIELD else str(byte)


def size_of(part: ObjectPart, *, short: bool = False) -> str:
    """Return bytes or bits.

    `short`: bytes as a mere number.
    """
    if part.size is None:
        return "?" if short else "size not known"
    if part.size % BITS == 0 and part.kind is not PartKind.BIT_FIELD:
        return str(part.size // BITS) if short else plural(part.size // BITS, "byte")
    return f"{part.size}b" if short else plural(part.size, "bit")


def straddles(part: ObjectPart, cache_line: int | None) -> bool:
    """Whether the part could lie in one cache line and does not; what holds others is judged by these."""
    if not cache_line or part.offset is None or not part.size or part.parts or part.kind is PartKind.PADDING:
        return False
    line = cache_line * BITS
    return part.size <= line and part.offset // line != (part.offset + part.size - 1) // line


def is_shown(pair: tuple[int, ObjectPart], depth: int) -> bool:
    """Whether a part is within `depth` levels; an anonymous union's members are the class's own."""
    return pair[0] <= depth


def plural(count: int, noun: str) -> str:
    """Return `1 byte`, `2 bytes`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _bits(bits: int) -> str:
    whole, rest = divmod(bits, BITS)
    reported = [plural(whole, "byte")] * bool(whole) + [plural(rest, "bit")] * bool(rest)
    return " and ".join(reported)
