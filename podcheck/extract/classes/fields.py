"""Data members, bit-fields and bases of a class."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from clang.cindex import Cursor, CursorKind
from clang.cindex import TypeKind as Clang
from msgspec.structs import replace

from podcheck.extract.classes.keys import key_of
from podcheck.extract.classes.type_refs import type_ref
from podcheck.extract.classes.zeros import is_initialized_to_zero
from podcheck.extract.libclang.cursors import (
    RECORDS,
    access,
    byte_range,
    definition,
    is_expression,
    location_of,
    raw_location,
    spelled_at,
)
from podcheck.extract.libclang.source_files import SourceFiles
from podcheck.extract.libclang.typed_calls import (
    bit_width,
    is_anonymous_record,
    is_bit_field,
    is_mutable_field,
    is_virtual_base,
)
from podcheck.model.subobjects import Base, Field
from podcheck.model.type_refs import Key, TypeRef

_ARRAYS = (Clang.CONSTANTARRAY, Clang.INCOMPLETEARRAY, Clang.DEPENDENTSIZEDARRAY)
_POINTERS = (Clang.POINTER, Clang.LVALUEREFERENCE, Clang.RVALUEREFERENCE)
"""libclang's numbers of the kinds of expressions."""

_INITIALIZER = re.compile(rb"(?<![=!<>])=(?!=)|\{")
_BRACKETS = re.compile(rb"\[[^\[\]]*\]|\([^()]*\)")
_ADDRESS = re.compile(rb"no_unique_address")


def read_field(
    field: Cursor,
    pattern: Cursor | None,
    sources: SourceFiles,
    kind: TypeRef,
    *,
    is_placed: bool,
) -> Field:
    """Return one member. `pattern` is the template's member, which alone has initializer and attributes.

    `is_placed` says whether libclang is asked for its offset.
    """
    shape = pattern or field
    width = bit_width(field)
    offset = field.get_field_offsetof() if is_placed else -1
    declared = field.type.get_declaration()
    anonymous = declared.kind in RECORDS and is_anonymous_record(declared)
    children = [] if anonymous else list(shape.get_children())
    initialized = not anonymous and _is_initialized(shape, children, sources)
    return Field(
        name="" if anonymous else field.spelling,
        type=kind,
        access=access(field),
        location=location_of(field),
        offset=offset if offset >= 0 else None,
        bit_width=width if width is None or width >= 0 else 0,
        mutable=is_mutable_field(field),
        has_initializer=initialized,
        no_unique_address=_no_unique_address(children, sources),
        anonymous=anonymous and not field.spelling.isidentifier(),
        zero_initializer=initialized and is_initialized_to_zero(shape, sources),
    )


MOST_WITHIN = 1 << 24
"""Members within members that libclang may look through for the offsets of one class: a tenth of a second."""


def is_within_bounds(
    key: Key, kinds: Sequence[TypeRef], reached: Mapping[Key, Cursor], weights: dict[Key, int]
) -> bool:
    """Whether libclang can be asked where the class's members, which are of these types, lie.

    For each of them it looks through all members of the class and the members within them, however often it meets the
    same ones. `weights` has the number of members that each class has within it, and is added to.
    """
    inside = [kind.record for kind in kinds if kind.record is not None and not kind.extents]
    weights[key] = sum(_weigh(text, reached, weights) for text in inside) + len(kinds)
    return weights[key] * len(kinds) <= MOST_WITHIN


def _weigh(key: Key, reached: Mapping[Key, Cursor], weights: dict[Key, int]) -> int:
    """Return how many members the class has, those within its members included."""
    waiting = [(key, reached[key])] if key not in weights else []
    begun: set[Key] = set()
    while waiting:
        here, record = waiting[-1]
        fields = list(record.type.get_fields()) if here not in weights else []
        kinds = (field.type.get_canonical() for field in fields)
        declared = [result for kind in kinds if kind.kind is Clang.RECORD and (result := definition(kind)) is not None]
        inside = [(key_of(item), item) for item in declared]
        unknown = [pair for pair in inside if pair[0] not in weights and pair[0] not in begun]
        begun.add(here)
        if not unknown:
            weights.setdefault(here, len(fields) + sum(weights.get(inner, 0) for inner, _ in inside))
            waiting.pop()
        waiting += unknown
    return weights[key]


def anonymous_member(record: Cursor, *, dependent: bool, reached: dict[Key, Cursor]) -> Field:
    """Return the member that an anonymous union or struct of a template pattern is."""
    return Field(
        name="",
        type=type_ref(record.type, dependent=dependent, reached=reached),
        access=access(record),
        location=location_of(record),
        anonymous=True,
    )


def _is_initialized(field: Cursor, children: list[Cursor], sources: SourceFiles) -> bool:
    """Whether there is an `=` or `{` behind the name.

    Widths and array bounds are child expressions too, so the text decides; where a macro hides it, an expression does
    that no bound or width explains, or that stands behind the declaration as libclang has it.
    """
    expressions = [child for child in children if is_expression(child)]
    if not expressions:
        return False
    bit_field = is_bit_field(field)
    unexplained = len(expressions) > _bounds(field) + bit_field
    where = byte_range(field)
    start = raw_location(field)[3] + len(field.spelling.encode())
    if where is None or start > where[2] or _in_macro(field, sources):
        return unexplained
    file, _, end = where
    text = sources.slice(file, start, end)
    while _BRACKETS.search(text):
        text = _BRACKETS.sub(b"", text)
    if _INITIALIZER.search(text):
        return True
    if bit_field:
        return _ends_at_macro(text, sources.content(file)[end : end + 1])
    return any(expression.extent.start.offset >= end for expression in expressions)


def _ends_at_macro(text: bytes, following: bytes) -> bool:
    """Whether a bit-field's extent ends where a macro begins: there libclang hides the initializer."""
    behind_width = text.partition(b":")[2].strip() != b"" and text[-1:].isspace()
    return behind_width and (following.isalpha() or following == b"_")


def _bounds(field: Cursor) -> int:
    """Return how many array bounds are written in the member's own declaration."""
    kind = field.type
    count = 0
    while True:
        if kind.kind is Clang.UNEXPOSED:  # parentheses: a pointer to an array
            kind = kind.get_canonical()
        if kind.kind in _ARRAYS:
            count += 1
            kind = kind.get_array_element_type()
        elif kind.kind in _POINTERS:
            kind = kind.get_pointee()
        else:
            return count


def _in_macro(field: Cursor, sources: SourceFiles) -> bool:
    """Whether the name does not stand where the cursor points: a macro was expanded there."""
    file, _, _, offset = raw_location(field)
    name = field.spelling.encode()
    content = sources.content(file) if file else b""
    return bool(name) and content[offset : offset + len(name)] != name


def _no_unique_address(children: list[Cursor], sources: SourceFiles) -> bool:
    for child in children:
        if child.kind is CursorKind.UNEXPOSED_ATTR:
            where = byte_range(child)
            if where and _ADDRESS.search(sources.slice(where[0], max(0, where[1] - 2), where[2])):
                return True
            written = spelled_at(child)
            if written is not None and _ADDRESS.match(sources.content(written[0]), written[1]):
                return True
    return False


def read_base(
    base: Cursor, derived: Cursor, sources: SourceFiles, *, dependent: bool, reached: dict[Key, Cursor]
) -> Base:
    """Return one direct base class; a pack of them is spelled `Ts...`."""
    virtual = is_virtual_base(base)
    offset = -1 if virtual or dependent else base.get_base_offsetof(derived)
    kind = type_ref(base.type, dependent=dependent, reached=reached)
    end = base.extent.end
    if dependent and end.file and sources.content(end.file.name)[end.offset :].lstrip().startswith(b"..."):
        kind = replace(kind, spelling=f"{kind.spelling}...")
    return Base(
        type=kind,
        access=access(base),
        virtual=virtual,
        location=location_of(base),
        offset=offset if offset >= 0 else None,
    )


def virtual_offsets(record: Cursor) -> tuple[tuple[Key, int], ...]:
    """Return where the direct virtual bases lie in a complete object of the class, in bits; libclang says it of no
    others.
    """
    result: dict[Key, int] = {}
    for base in record.type.get_bases():
        if is_virtual_base(base):
            offset = base.get_base_offsetof(record)
            declared = definition(base.type.get_canonical())
            if offset >= 0 and declared is not None:
                result[key_of(declared)] = offset
    return tuple(result.items())
