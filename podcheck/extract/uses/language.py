"""Other places that rely on a trait: offsetof, va_arg, C linkage, kernels, templates, a refused bit_cast."""

from __future__ import annotations

import re

from clang.cindex import Cursor, CursorKind, SourceLocation
from clang.cindex import TypeKind as Clang

from podcheck.extract.classes.type_refs import is_pointer
from podcheck.extract.libclang.cursors import (
    RECORD_IDS,
    ancestors,
    argument_types,
    byte_range,
    identity,
    in_template,
    last_expression,
    template_of,
)
from podcheck.extract.libclang.typed_calls import kind_id, translation_unit_of
from podcheck.extract.uses.aliases import IMPLICIT
from podcheck.extract.uses.callees import annotations_of, by_value, class_behind, qualified_name
from podcheck.extract.uses.sites import Sites
from podcheck.model.use_sites import ObjectRole, Operation, UsedObject

_MEMBER_REFERENCE = CursorKind.MEMBER_REF.value
_TYPE_REFERENCE = CursorKind.TYPE_REF.value
_TEMPLATE_REFERENCE = CursorKind.TEMPLATE_REF.value
_FUNCTION = CursorKind.FUNCTION_DECL.value
_ALIASES = frozenset({CursorKind.TYPEDEF_DECL.value, CursorKind.TYPE_ALIAS_DECL.value})
_MEMBER = CursorKind.MEMBER_REF_EXPR.value
_PATH = IMPLICIT | {_MEMBER}
_CASTS = frozenset({CursorKind.CSTYLE_CAST_EXPR.value, CursorKind.CXX_REINTERPRET_CAST_EXPR.value})
_NUMBERS = frozenset({CursorKind.INTEGER_LITERAL.value, CursorKind.CXX_NULL_PTR_LITERAL_EXPR.value})
_OPENED = re.compile(rb"\s*\(\s*")
_VA_ARG = re.compile(rb"(?:__builtin_)?va_arg\b")
_CLOSED = re.compile(rb"\s*\)")
_LONGEST = 200


def offset(sites: Sites, member: Cursor, expression: Cursor) -> None:
    """Note `offsetof(C, m)`: the class is what is named there, or where that is a template-id, where m is declared."""
    children = list(expression.get_children())
    first = next((child for child in children if kind_id(child) == _MEMBER_REFERENCE), None)
    if first != member or expression.type.get_canonical().kind is Clang.VOID:
        return  # a deeper member, or a designated initializer
    before = children[: children.index(member)]
    record = None
    if before and kind_id(before[-1]) == _TYPE_REFERENCE:
        plain = not any(kind_id(item) == _TEMPLATE_REFERENCE for item in before)
        record = by_value(before[-1].type) if plain else None
    if record is None:
        owner = member.referenced.semantic_parent if member.referenced is not None else None
        record = owner if owner is not None and kind_id(owner) in RECORD_IDS else None
    if record is not None and not any(in_template(ancestor) for ancestor in (record, *ancestors(record))):
        named = (child.spelling for child in children if kind_id(child) == _MEMBER_REFERENCE)  # an anonymous union: ""
        name = ".".join(word for word in named if word)
        sites.objects(expression, Operation.OFFSET, f"offsetof(…, {name})", [record])


def offset_by_hand(sites: Sites, operator: Cursor) -> None:
    """Note `&((C*)0)->m`, with any number in place of 0."""
    cursor = next(iter(operator.get_children()), None)
    if cursor is None or kind_id(cursor) not in _PATH or not is_pointer(operator.type):
        return
    member = ""
    while cursor is not None and kind_id(cursor) in _PATH:
        if kind_id(cursor) == _MEMBER:
            member = cursor.spelling
        cursor = next(iter(cursor.get_children()), None)
    if not member or cursor is None or kind_id(cursor) not in _CASTS:
        return
    number = last_expression(cursor)
    while number is not None and kind_id(number) in IMPLICIT:
        number = last_expression(number)
    if number is None or kind_id(number) not in _NUMBERS:
        return
    pointee = cursor.type.get_canonical()
    record = by_value(pointee.get_pointee()) if pointee.kind is Clang.POINTER else None
    if record is not None:
        sites.objects(operator, Operation.OFFSET, f"offsetof by hand, of '{member}',", [record])


def va_arg(sites: Sites, expression: Cursor) -> None:
    """Note `va_arg(list, C)`."""
    record = by_value(expression.type)
    if record is None:
        return
    start = expression.extent.start
    if start.file is not None and _VA_ARG.match(sites.sources.slice(start.file.name, start.offset, start.offset + 20)):
        sites.objects(expression, Operation.VA_ARG, "va_arg", [record])


def c_linkage(sites: Sites, function: Cursor) -> None:
    """Note what a function with C linkage takes and returns by value."""
    if function.mangled_name != function.spelling or function.canonical != function:
        return
    kinds = [function.result_type, *argument_types(function.type.get_canonical())]
    result = [record for kind in kinds if (record := by_value(kind)) is not None]
    sites.objects(function, Operation.C_LINKAGE, function.spelling, result)


def kernel(sites: Sites, function: Cursor, call: Cursor | None = None) -> None:
    """Note what a CUDA kernel takes by value."""
    if kind_id(function) != _FUNCTION:
        return
    if call is None and (function.canonical != function or sites.instance):
        return  # an instance is looked at where it is launched
    kinds = argument_types(function.type.get_canonical())
    result = [record for kind in kinds if (record := by_value(kind)) is not None]
    sites.objects(call or function, Operation.KERNEL, function.spelling, result)


def template(sites: Sites, reference: Cursor, parent: Cursor) -> None:
    """Note `std::atomic<C>` where something is declared with it, and templates with an annotation."""
    template = reference.referenced
    if template is None:
        return
    key = identity(template)
    if key not in sites.templates:
        is_atomic = template.spelling == "atomic" and qualified_name(template) == "std::atomic"
        sites.templates[key] = (is_atomic, annotations_of(template))
    atomic, traits = sites.templates[key]
    if not atomic and not traits:
        return
    kind = parent.underlying_typedef_type if kind_id(parent) in _ALIASES else parent.type
    named = class_behind(kind)
    if named is None or template_of(named) is None or named.spelling != template.spelling:
        return
    result = []
    for index in range(max(0, named.type.get_num_template_arguments())):
        record = by_value(named.type.get_template_argument_type(index))
        if record is not None:
            result.append(record)
    if atomic:
        sites.objects(parent, Operation.ATOMIC, "std::atomic", result[:1])
    handled = [UsedObject(ObjectRole.OBJECT, sites.record(item)) for item in result]
    if traits:
        sites.add(parent, Operation.NAMED, qualified_name(template), handled, traits=traits)


def refused_cast(sites: Sites, function: Cursor, reference: Cursor) -> None:
    """Note `std::bit_cast<To>(from)` that overload resolution refuses: its types stand in the text."""
    if function.spelling != "bit_cast":
        return
    result = [child.type for child in reference.get_children() if kind_id(child) == _TYPE_REFERENCE][-1:]
    end = reference.extent.end
    behind = sites.sources.slice(end.file.name, end.offset, end.offset + _LONGEST) if end.file else b""
    opened = _OPENED.match(behind)
    if opened:
        unit = translation_unit_of(function)
        where = SourceLocation.from_offset(unit, end.file, end.offset + opened.end())
        given = Cursor.from_location(unit, where)
        result += [given.type] if given is not None and _is_all(sites, given) else []
    records = [record for kind in result if (record := by_value(kind)) is not None]
    sites.objects(reference, Operation.BIT_CAST, "std::bit_cast", records)


def _is_all(sites: Sites, given: Cursor) -> bool:
    """Whether nothing stands behind it but the parenthesis: of `result.data()` the first name is not what is given."""
    where = byte_range(given)
    if where is None:
        return False
    file, _, end = where
    return _CLOSED.match(sites.sources.slice(file, end, end + _LONGEST)) is not None
