"""What the project's headers in a prefix refer to, by their cursors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from clang.cindex import Cursor, CursorKind

from podcheck.extract.libclang.cursors import CLASS_IDS, ancestors, descend, identity, raw_location
from podcheck.extract.libclang.indexing import OpenUnit
from podcheck.extract.libclang.typed_calls import kind_id
from podcheck.extract.prefix.contributions import PREPROCESSING, TYPES

_REFERENCES = frozenset(
    kind.value
    for kind in (
        CursorKind.TYPE_REF,
        CursorKind.TEMPLATE_REF,
        CursorKind.DECL_REF_EXPR,
        CursorKind.NAMESPACE_REF,
        CursorKind.OVERLOADED_DECL_REF,
    )
)
_NAMESPACE = CursorKind.NAMESPACE.value


def read_references(
    unit: OpenUnit,
    number_of: Callable[[str], int | None],
    user: Sequence[bool],
    reach: Sequence[set[int]],
    declared: Sequence[frozenset[str]],
    redeclared: Mapping[int, Sequence[int]],
) -> tuple[dict[int, set[int]], dict[int, set[tuple[str, int]]], dict[int, set[tuple[int, str]]]]:
    """Return for each of the project's headers the files, and the names with their files, that it refers to.

    The last are the files that it does not include.
    """
    refers: dict[int, set[int]] = {}
    names: dict[int, set[tuple[str, int]]] = {}
    leans: dict[int, set[tuple[int, str]]] = {}
    places: dict[int, tuple[int | None, str]] = {}
    spellings: dict[int, str] = {}
    others: dict[int, Sequence[int]] = {}
    current = -1

    def visit(reference: Cursor, _parent: Cursor) -> None:
        referenced = reference.referenced
        if referenced is None:
            return
        key = identity(referenced)
        if key not in places:
            kind = kind_id(referenced)
            number = number_of(raw_location(referenced)[0]) if kind != _NAMESPACE else None
            places[key] = number, _outermost_type(referenced) if kind in TYPES else ""
            spellings[key] = referenced.spelling
            others[key] = redeclared.get(identity(referenced.canonical), ()) if kind not in TYPES else ()
        place, name = places[key]
        if place is None:
            return
        names.setdefault(current, set()).add((spellings[key], place))
        refers.setdefault(current, set()).add(place)
        if place in reach[current]:
            return
        if name and any(name in declared[number] for number in reach[current]):
            return  # it is declared in reach, though first or defined elsewhere
        if any(number in reach[current] for number in others[key]):
            return
        leans.setdefault(current, set()).add((place, name))

    for top in unit.cursor.get_children():
        if kind_id(top) in PREPROCESSING:
            continue
        number = number_of(raw_location(top)[0])
        if number is not None and user[number]:
            current = number
            descend(top, visit, _REFERENCES)
    return refers, names, leans


def _outermost_type(record: Cursor) -> str:
    """Return the name of the class that a class or enumeration is nested in, or its own."""
    outer = record
    for parent in ancestors(record):
        if kind_id(parent) in CLASS_IDS:
            outer = parent
    return str(outer.spelling)
