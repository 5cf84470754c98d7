"""What an argument leads to: the object behind casts, typedefs, arrays and `&`, and the operand of a `sizeof`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clang.cindex import Cursor, CursorKind, Type
from clang.cindex import TypeKind as Clang
from msgspec import Struct

from podcheck.extract.classes.type_refs import is_array, is_pointer
from podcheck.extract.libclang.cursors import definition, identity, is_expression, last_expression, text_of
from podcheck.extract.libclang.source_files import SourceFiles
from podcheck.extract.libclang.typed_calls import evaluate_integer, kind_id
from podcheck.extract.uses.aliases import CASTS, IMPLICIT, begins_as_zeros, initializer_of_alias, without_parentheses
from podcheck.extract.uses.padding import leaves_padding
from podcheck.extract.uses.subobjects import AddressedSubobject, base_of, is_alias, member_of

_UNARY = CursorKind.UNARY_OPERATOR.value
_BINARY = CursorKind.BINARY_OPERATOR.value
_THIS = CursorKind.CXX_THIS_EXPR.value
_CALL = CursorKind.CALL_EXPR.value
_NAMES = frozenset({CursorKind.DECL_REF_EXPR.value, CursorKind.MEMBER_REF_EXPR.value})
_VARIABLE = CursorKind.DECL_REF_EXPR.value
_MEMBER = CursorKind.MEMBER_REF_EXPR.value
_SUBSCRIPT = CursorKind.ARRAY_SUBSCRIPT_EXPR.value
_SIZEOF = CursorKind.CXX_UNARY_EXPR.value
_BYTES = frozenset(
    {Clang.VOID, Clang.CHAR_S, Clang.CHAR_U, Clang.SCHAR, Clang.UCHAR, Clang.CHAR16, Clang.CHAR32, Clang.WCHAR}
    | {Clang.SHORT, Clang.USHORT, Clang.INT, Clang.UINT, Clang.LONG, Clang.ULONG, Clang.LONGLONG, Clang.ULONGLONG}
    | {Clang.ENUM}
)
"""What a pointer to raw memory points to: std::byte is an enumeration."""

_REFERENCES = frozenset({Clang.LVALUEREFERENCE, Clang.RVALUEREFERENCE})
_INTEGER = 1
"""CXEval_Int"""

_DEEPEST = 50


class Operand(Struct, frozen=True):
    """What an argument that leads to memory is about."""

    record: Cursor | None = None
    """The class of the object; None where it is of none."""

    cast: bool = False
    """Whether the code itself turns the object into bytes."""

    this: bool = False
    """Whether it is the object of a member function."""

    single: bool = False
    """Whether the code names one whole object, or an array."""

    extent: int | None = None
    """The size in bytes of what is named; None where that is not known."""

    variable: int | None = None
    """The identity of what is named at the root."""

    call: Cursor | None = None
    """The call that the bytes come from."""

    past: bool = False
    """Whether a pointer to it was moved on by a known number."""

    within: AddressedSubobject | None = None
    """What it is a part of."""

    zeroed: bool = False
    """Whether all its bytes were zero when it began."""

    unset: bool = False
    """Whether its padding was surely what was in memory when it began."""

    given: bool = False
    """Whether a reference that is a parameter refers to it."""


def arguments(call: Cursor) -> list[Cursor]:
    """Return the arguments of a call, without default ones and the object of a member function."""
    return list(call.get_arguments())


def operand(expression: Cursor) -> Operand:
    """Follow a pointer through casts, and return the first class that it is said to lead to."""
    cursor = expression
    cast = False
    alias: int | None = None
    for _ in range(_DEEPEST):
        pointee = pointed_at(cursor.type)
        if pointee is not None and pointee.kind is Clang.RECORD:
            return _of_class(cursor, pointee, cast)
        kind = kind_id(cursor)
        if pointee is not None and pointee.kind not in _BYTES:
            return Operand(variable=root(cursor))
        inner = last_expression(cursor) if kind in CASTS or kind in IMPLICIT else None
        if inner is None and kind == _VARIABLE:
            inner = initializer_of_alias(cursor.referenced)
            alias = identity(cursor.referenced) if inner is not None else alias
        if inner is None:
            start = root(cursor)
            return Operand(variable=start if start is not None else alias, call=cursor if kind == _CALL else None)
        cast = cast or kind in CASTS
        cursor = inner
    return Operand()


def _of_class(cursor: Cursor, pointee: Type, cast: bool) -> Operand:
    record = definition(pointee)
    if record is None:
        return Operand(cast=cast)
    while kind_id(cursor) in IMPLICIT and (inner := last_expression(cursor)) is not None:
        nearer = pointed_at(inner.type)
        if nearer is None or nearer.kind is not Clang.RECORD or definition(nearer) != record:
            break
        cursor = inner
    kind = kind_id(cursor)
    addressed = _find_addressed(cursor)
    named = addressed or cursor
    whole = kind_id(named) == _VARIABLE and (addressed is not None or is_array(named.type))
    size = named.type.get_size() if whole else -1
    past = _moved_on(named)
    extent = size if size > 0 else None
    within = _enclosing_object(named, record)
    variable = _variable_around(named)
    return Operand(
        record,
        cast,
        kind == _THIS,
        whole,
        extent,
        root(cursor),
        past=past,
        within=within,
        zeroed=begins_as_zeros(variable),
        unset=leaves_padding(variable),
        given=whole and _is_given(named),
    )


def _is_given(named: Cursor) -> bool:
    """Whether it is a parameter that is a reference."""
    variable = named.referenced
    if variable is None or kind_id(variable) != CursorKind.PARM_DECL.value:
        return False
    return variable.type.get_canonical().kind in _REFERENCES


def _variable_around(named: Cursor) -> Cursor | None:
    """Return the variable that the object is, or lies in: of `x.a[1]`; None where a pointer leads there."""
    for _ in range(_DEEPEST):
        named = without_parentheses(named)
        kind = kind_id(named)
        if kind == _VARIABLE:
            variable = named.referenced
            leads = variable is None or is_pointer(named.type) or variable.type.get_canonical().kind in _REFERENCES
            return None if leads else variable
        inner = next((child for child in named.get_children() if is_expression(child)), None)
        if kind not in (_SUBSCRIPT, _MEMBER) or inner is None or is_pointer(without_parentheses(inner).type):
            return None
        named = inner
    return None


def _find_addressed(cursor: Cursor) -> Cursor | None:
    """Return what `&x` takes the address of; None for what else leads to an object, `p++` and `*p` of a pointer."""
    inner = last_expression(cursor) if kind_id(cursor) == _UNARY else None
    return inner if inner is not None and not is_pointer(inner.type) else None


def _enclosing_object(named: Cursor, record: Cursor) -> AddressedSubobject | None:
    """Return what the object of that class, which is named or pointed to, is a part of, as far as the code shows."""
    for _ in range(_DEEPEST):
        kind = kind_id(named)
        if kind in IMPLICIT or kind in CASTS or kind == _UNARY:
            inner = last_expression(named)
            if inner is None or (kind == _UNARY and is_pointer(named.type) and is_pointer(inner.type)):
                return None
        elif kind == _MEMBER:
            return member_of(named)
        elif kind == _VARIABLE and named.referenced is not None:
            inner = last_expression(named.referenced) if is_alias(named.referenced) else None
            if inner is None:
                return None
        else:
            return None
        result = base_of(record, inner.type)
        if result is not None:
            return result
        named = inner
    return None


def _moved_on(cursor: Cursor) -> bool:
    """Whether it is `p + 1` or `p[1]`: a pointer, not an array, and a number other than 0."""
    cursor = without_parentheses(cursor)
    if kind_id(cursor) != _SUBSCRIPT and not (kind_id(cursor) == _BINARY and cursor.spelling == "+"):
        return False
    parts = list(cursor.get_children())
    if len(parts) != 2:
        return False
    start, number = parts
    while True:  # `array + i + 1` is still of the array
        start = without_parentheses(start)
        if kind_id(start) != _BINARY or start.spelling != "+" or not is_pointer(start.type):
            break
        start = next(iter(start.get_children()))
    return not is_array(start.type) and bool(evaluate_integer(number))


def pointed_at(kind: Type) -> Type | None:
    """Return the canonical type behind one pointer or array type, arrays of it taken apart; None for any other type."""
    canonical = kind.get_canonical()
    if is_pointer(canonical):
        result = canonical.get_pointee().get_canonical()
    elif is_array(canonical):
        result = canonical
    else:
        return None
    while is_array(result):
        result = result.get_array_element_type().get_canonical()
    return result


def root(cursor: Cursor) -> int | None:
    """Return the identity of the variable or member that an expression starts from: `&x`, `x + n`, `x.data()`.

    What a function, or what a pointer to one, is called for starts from no variable, nor does a `sizeof`.
    """
    called: set[int] = set()
    for _ in range(_DEEPEST):
        kind = kind_id(cursor)
        if kind in _NAMES:
            referenced = cursor.referenced
            if referenced is not None and kind_id(referenced) != CursorKind.CXX_METHOD.value:
                return identity(referenced) if identity(referenced) not in called else None
        elif kind == _SIZEOF:
            return None
        elif kind == _CALL and cursor.referenced is not None:
            called.add(identity(cursor.referenced))
        first = next((child for child in cursor.get_children() if is_expression(child)), None)
        if first is None:
            return None
        cursor = first
    return None


class Measured(Struct, frozen=True):
    """A `sizeof`."""

    record: Cursor | None
    """The class, or the class that is pointed to; None where it is of none."""

    pointer: bool
    """Whether it is of a pointer to the class."""

    text: str
    """As written."""

    direct: bool
    """Whether it is the whole size, not a multiple of it."""


def size_of(expression: Cursor, sources: SourceFiles) -> Measured | None:
    """Return the `sizeof` that an argument is, or is a multiple of."""
    result = next(_sizeofs(expression, direct=True, depth=0), None)
    return _measure(*result, sources) if result is not None else None


def has_sizeof(expression: Cursor) -> bool:
    """Whether it is a `sizeof`, or a number that is computed from one."""
    return any(True for _ in _sizeofs(expression, direct=True, depth=0))


def _sizeofs(cursor: Cursor, *, direct: bool, depth: int) -> Iterator[tuple[Cursor, bool]]:
    kind = kind_id(cursor)
    if kind == _SIZEOF:
        yield cursor, direct
    elif depth < _DEEPEST and (kind in IMPLICIT or kind in CASTS):
        inner = last_expression(cursor)
        if inner is not None:
            yield from _sizeofs(inner, direct=direct, depth=depth + 1)
    elif depth < _DEEPEST and kind == _BINARY:
        parts = list(cursor.get_children())
        for child in parts[:1] if cursor.spelling == "-" else parts:  # what is taken off is not measured
            yield from _sizeofs(child, direct=False, depth=depth + 1)


def _measure(cursor: Cursor, direct: bool, sources: SourceFiles) -> Measured | None:
    text = " ".join(text_of(cursor, sources).decode("utf-8", "replace").split())
    if not text.startswith("sizeof"):
        return None
    expression = last_expression(cursor)
    if expression is not None:
        canonical = expression.type.get_canonical()
        pointer = is_pointer(canonical)
        pointee = canonical.get_pointee().get_canonical() if pointer else _element(canonical)
        return Measured(definition(pointee), pointer, text, direct)
    named = [child for child in cursor.get_children() if kind_id(child) == CursorKind.TYPE_REF.value]
    if len(named) != 1 or re.search(r"[<\[(&]", text.removeprefix("sizeof").strip().removeprefix("(")):
        return None
    canonical = named[0].type.get_canonical()
    pointer = text.rstrip(") ").endswith("*")
    if canonical.kind is not Clang.RECORD:
        return None
    return Measured(definition(canonical), pointer, text, direct)


def _element(kind: Type) -> Type:
    while is_array(kind):
        kind = kind.get_array_element_type().get_canonical()
    return kind
