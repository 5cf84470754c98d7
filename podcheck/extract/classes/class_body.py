"""The children of a class or template, sorted, and what can be read off them alone."""

from __future__ import annotations

import re

from clang.cindex import Cursor, CursorKind
from msgspec import Struct

from podcheck.extract.classes.keys import key_of
from podcheck.extract.libclang.cursors import (
    CLASS_IDS,
    FUNCTION_IDS,
    RECORD_IDS,
    byte_range,
    invalid,
    location_of,
    raw_location,
    text_of,
)
from podcheck.extract.libclang.session import is_behind_the_unit
from podcheck.extract.libclang.source_files import SourceFiles
from podcheck.extract.libclang.typed_calls import is_anonymous_record, kind_id
from podcheck.model.problems import Location

FIELD = CursorKind.FIELD_DECL.value
FINAL = CursorKind.CXX_FINAL_ATTR.value
PACKED = CursorKind.PACKED_ATTR.value
ALIGNED = CursorKind.ALIGNED_ATTR.value
OTHER_ATTRIBUTE = CursorKind.UNEXPOSED_ATTR.value
ANNOTATION = CursorKind.ANNOTATE_ATTR.value
_ATTRIBUTES = frozenset({FINAL, PACKED, ALIGNED, ANNOTATION, OTHER_ATTRIBUTE})
_ELLIPSIS_WITHIN = 80
"""In so many bytes behind a name its `...` stands, if it has one."""

_IDENTIFIER = re.compile(rb"[A-Za-z_]\w*")


class Body(Struct, frozen=True):
    """The children of a class or template, sorted; of an instantiation only the template's text has them."""

    members: tuple[Cursor, ...]
    """Fields, and unions and structs without a name, in order."""

    fields: dict[tuple[int, int], Cursor]
    """By line and column."""

    functions: tuple[Cursor, ...]
    templates: tuple[Cursor, ...]
    bases: tuple[Cursor, ...]
    usings: tuple[Cursor, ...]
    """The using-declarations."""

    friends: tuple[Cursor, ...]
    attributes: dict[int, list[Cursor]]
    """By the number of their kind."""

    broken: bool
    """Whether libclang could make nothing of a member, or the class has no end."""


def read_body(record: Cursor) -> Body:
    """Return the children of a class or template, sorted; they are visited once."""
    groups: dict[int, list[Cursor]] = {}
    members: list[Cursor] = []
    functions: list[Cursor] = []
    broken = False
    for child in record.get_children():
        kind = kind_id(child)
        if kind == FIELD or (kind in RECORD_IDS and not child.spelling.isidentifier()):
            broken = broken or invalid(child)
        elif kind in RECORD_IDS and is_behind_the_unit(child.spelling):
            broken = True  # its end is missing
        groups.setdefault(kind, []).append(child)
        if kind == FIELD or (kind in RECORD_IDS and is_anonymous_record(child)):
            members.append(child)
        elif kind in FUNCTION_IDS:
            functions.append(child)
    fields = groups.get(FIELD, ())
    return Body(
        members=tuple(members),
        fields={raw_location(item)[1:3]: item for item in fields},
        functions=tuple(functions),
        templates=tuple(groups.get(CursorKind.FUNCTION_TEMPLATE.value, ())),
        bases=tuple(groups.get(CursorKind.CXX_BASE_SPECIFIER.value, ())),
        usings=tuple(groups.get(CursorKind.USING_DECLARATION.value, ())),
        friends=tuple(groups.get(CursorKind.FRIEND_DECL.value, ())),
        attributes={kind: result for kind, result in groups.items() if kind in _ATTRIBUTES},
        broken=broken,
    )


def find_friends(own: Body) -> tuple[str, ...]:
    """Return the keys of befriended classes and class templates, and the USR of a parameter that is a friend."""
    result = []
    for child in own.friends:
        for inner in child.get_children():
            befriended = inner.referenced if inner.kind in (CursorKind.TYPE_REF, CursorKind.TEMPLATE_REF) else inner
            if befriended is not None and befriended.kind in (CursorKind.TYPEDEF_DECL, CursorKind.TYPE_ALIAS_DECL):
                befriended = befriended.type.get_canonical().get_declaration()
            if befriended is not None and kind_id(befriended) in CLASS_IDS:
                result.append(key_of(befriended))
            elif inner.kind is CursorKind.TYPE_REF and befriended is not None:
                result.append(befriended.get_usr())
    return tuple(result)


class Inherited(Struct, frozen=True):
    """What using-declarations bring in."""

    constructors: tuple[Location, ...]
    """Where they name constructors of bases."""

    assignments: tuple[Location, ...]
    """Where they name assignment operators of bases."""

    from_empty_pack: bool
    """Whether one names the constructors of a pack of bases that is empty."""


def find_inherited(own: Body, bases: int, sources: SourceFiles) -> Inherited:
    """Return what the class inherits by using-declarations.

    `bases`: how many the class has; as many as the template has without those of packs means that the packs are empty.
    """
    assignments = [using for using in own.usings if using.spelling == "operator="]
    constructors = [
        using for using in own.usings if using.spelling != "operator=" and _names_constructor(using, own, sources)
    ]
    expanded = [using for using in (*constructors, *assignments) if _is_expanded(using, sources)]
    if not expanded or bases > sum(not _is_expanded(base, sources) for base in own.bases):
        expanded = []
    return Inherited(
        tuple(location_of(using) for using in constructors if using not in expanded),
        tuple(location_of(using) for using in assignments if using not in expanded),
        any(using in expanded for using in constructors),
    )


def _is_expanded(cursor: Cursor, sources: SourceFiles) -> bool:
    """Whether `...` stands behind it."""
    place = byte_range(cursor)
    if place is None:
        return False
    file, _, end = place
    return sources.slice(file, end, end + _ELLIPSIS_WITHIN).lstrip().startswith(b"...")


def _names_constructor(using: Cursor, own: Body, sources: SourceFiles) -> bool:
    """Whether it is `using B::B`: the name is the scope's own, or that of a base class ([class.qual]/2)."""
    text = text_of(using, sources)
    while b"<" in text:
        shorter = re.sub(rb"<[^<>]*>", b"", text)
        if shorter == text:
            break
        text = shorter
    words = [word.decode() for word in _IDENTIFIER.findall(text) if word not in (b"using", b"typename")]
    if len(words) > 1 and words[-1] == words[-2]:
        return True
    return bool(words) and any(base.type.get_declaration().spelling == words[-1] for base in own.bases)
