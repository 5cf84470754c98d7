"""The one parser of qualified names and types as libclang spells them: `a::B<c::D>::E`, `f()::(lambda at x.cpp:1:2)`.

A name may be hostile, with brackets that don't match: that is never an error, and takes time by its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

_TOKEN = re.compile(
    r"""(?<![\w$])operator\s*(?:\(\s*\)|\[\s*\]|<=>|->\*?|<<=|>>=|[-+*/%^&|=!<>]=|&&|\|\||\+\+|--|<<|>>|[-+*/%^&|~!=<>,])"""
    r"""|"(?:\\.|[^"\\]){0,256}"|(?:u8|[uUL])?'(?:\\[^']{1,10}|\\'|[^'\\])'"""
    r"""|::|->|[<>()\[\]{},]|[\w$]+|.""",
    re.DOTALL,
)
"""The name of an operator function, whose sign is no bracket; a literal; what parts names; brackets; anything else."""

_CLOSING = {")": "(", "]": "[", "}": "{", ">": "<"}


class _Piece(Struct, frozen=True):
    """A part of a name."""

    text: str
    start: int
    end: int
    depth: int
    """How many brackets are open before it."""

    outermost: str
    """The first of these brackets; empty where there is none."""


def _pieces(name: str) -> Iterator[_Piece]:
    opened: list[str] = []
    counts = dict.fromkeys("<([{", 0)
    for match in _TOKEN.finditer(name):
        text = match[0]
        yield _Piece(text, match.start(), match.end(), len(opened), opened[0] if opened else "")
        opening = _CLOSING.get(text)
        if text in counts:
            opened.append(text)
            counts[text] += 1
        elif opening == "<" and opened[-1:] != ["<"]:
            continue  # within other brackets it is an operator
        elif opening is not None and counts[opening]:
            closed = ""
            while closed != opening:
                closed = opened.pop()
                counts[closed] -= 1


def split_name(name: str) -> tuple[str, ...]:
    """Return the parts of a qualified name, outermost first, each as it is written: `a`, `B<c::D>`, `E`."""
    starts = [0]
    ends: list[int] = []
    for piece in _pieces(name):
        if piece.text == "::" and not piece.depth:
            ends.append(piece.start)
            starts.append(piece.end)
    parts = (name[start:end] for start, end in zip(starts, [*ends, len(name)], strict=True))
    return tuple(part for part in parts if part)


def plain_parts(name: str) -> tuple[str, ...]:
    """Return the parts of a qualified name without template arguments: `a`, `B`, `E`."""
    return tuple(part for part in map(without_arguments, split_name(name)) if part)


def scope_of(name: str) -> str:
    """Return what the name stands in, as it is written: `a::B<c::D>`; "" of a name that is in no scope."""
    separators = [piece.start for piece in _pieces(name) if piece.text == "::" and not piece.depth]
    return name[: separators[-1]] if separators else ""


def is_qualified(name: str) -> bool:
    """Whether the name stands in a scope, whatever its template arguments do."""
    return any(piece.text == "::" and not piece.depth for piece in _pieces(name))


def without_arguments(part: str) -> str:
    """Return one part of a name without its template arguments."""
    return "".join(
        piece.text for piece in _pieces(part) if piece.outermost != "<" and (piece.depth or piece.text != "<")
    )


def split_arguments(spelled: str) -> tuple[str, tuple[str, ...]]:
    """Return a type's name and the template arguments behind it: `std::pair<int, A<b, c>>`, `std::pair` and two.

    Without arguments at its end, as `std::vector<int>::iterator` is, the name is all of it.
    """
    text = spelled.strip()
    pieces = list(_pieces(text))
    if not pieces or pieces[-1].text != ">" or pieces[-1].outermost != "<" or pieces[-1].depth != 1:
        return text, ()
    opening = max(piece.end for piece in pieces if piece.text == "<" and not piece.depth)
    commas = [piece for piece in pieces if piece.start >= opening and piece.text == "," and piece.depth == 1]
    starts = [opening, *(comma.end for comma in commas)]
    ends = [*(comma.start for comma in commas), pieces[-1].start]
    arguments = tuple(text[start:end].strip() for start, end in zip(starts, ends, strict=True))
    return text[: opening - 1].strip(), () if arguments == ("",) else arguments


def all_arguments(name: str) -> frozenset[str]:
    """Return the template arguments at a type's end, those of these too, with and without their own."""
    result: set[str] = set()
    waiting = [name]
    while waiting:
        plain, arguments = split_arguments(waiting.pop())
        new = set(arguments) - result
        result |= {plain, *new}
        waiting += new
    return frozenset(result - {name})
