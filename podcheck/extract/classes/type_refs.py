"""The type of a member or base, arrays taken apart, as far as the rules ask."""

from __future__ import annotations

import re

from clang.cindex import Cursor, Type
from clang.cindex import TypeKind as Clang

from podcheck.extract.classes.keys import key_of
from podcheck.extract.libclang.cursors import definition
from podcheck.model.type_refs import Key, TypeKind, TypeRef
from podcheck.paths import respell_places

_ARRAYS = (Clang.CONSTANTARRAY, Clang.INCOMPLETEARRAY, Clang.DEPENDENTSIZEDARRAY, Clang.VARIABLEARRAY)
_POINTERS = (Clang.POINTER, Clang.MEMBERPOINTER, Clang.BLOCKPOINTER, Clang.OBJCOBJECTPOINTER)
_FLOATING = (
    Clang.FLOAT,
    Clang.DOUBLE,
    Clang.LONGDOUBLE,
    Clang.FLOAT128,
    Clang.FLOAT16,
    Clang.HALF,
    Clang.BFLOAT16,
    Clang.IBM128,
)
_INTEGERS = (
    Clang.BOOL,
    Clang.CHAR_U,
    Clang.UCHAR,
    Clang.CHAR16,
    Clang.CHAR32,
    Clang.USHORT,
    Clang.UINT,
    Clang.ULONG,
    Clang.ULONGLONG,
    Clang.UINT128,
    Clang.CHAR_S,
    Clang.SCHAR,
    Clang.WCHAR,
    Clang.SHORT,
    Clang.INT,
    Clang.LONG,
    Clang.LONGLONG,
    Clang.INT128,
    Clang.ENUM,
)
_VECTORS = (Clang.COMPLEX, Clang.VECTOR, Clang.EXTVECTOR)
_BIT_INT = re.compile(r"(?:(?:const|volatile|unsigned) )*_BitInt\((\d+)\)")
_UNEXPOSED = {"char8_t": TypeKind.INTEGRAL, "__bf16": TypeKind.FLOATING}
"""Types that libclang has no kind for, by name."""
_BITS = 8
_WORD = re.compile(r"[A-Za-z_]\w*")
_NUMBERS = frozenset(
    {
        "_Atomic",
        "_BitInt",
        "const",
        "volatile",
        "signed",
        "unsigned",
        "short",
        "long",
        "int",
        "__int128",
        "bool",
        "_Bool",
    }
    | {"char", "char8_t", "char16_t", "char32_t", "wchar_t", "float", "double", "__float128", "_Float16", "__bf16"}
)
"""The words of types that hold a number."""


def type_ref(written: Type, *, dependent: bool, reached: dict[Key, Cursor]) -> TypeRef:
    """Return a type's facts; `dependent` where it stands in a template pattern. Its class is put into `reached`."""
    kind = written.get_canonical()
    const, volatile = kind.is_const_qualified(), kind.is_volatile_qualified()
    extents: list[int | None] = []
    while kind.kind in _ARRAYS:
        extents.append(kind.get_array_size() if kind.kind is Clang.CONSTANTARRAY else None)
        kind = kind.get_array_element_type().get_canonical()
        const, volatile = const or kind.is_const_qualified(), volatile or kind.is_volatile_qualified()
    category = _category(kind, dependent)
    record = definition(kind) if category is TypeKind.CLASS else None
    key = key_of(record) if record is not None else None
    if record is not None and key is not None:
        reached.setdefault(key, record)
    size = written.get_size()
    return TypeRef(
        spelling=respell_places(written.spelling),
        kind=category,
        record=key,
        const=const,
        volatile=volatile,
        extents=tuple(extents),
        size=size if size >= 0 else None,
        value_bits=_value_bits(kind, category),
        points=_points(kind) if category is TypeKind.EXTENSION else False,
    )


def _points(kind: Type) -> bool | None:
    """Whether a type beyond the standard's is an atomic pointer; None where its name does not show it."""
    if kind.kind in (Clang.COMPLEX, Clang.VECTOR, Clang.EXTVECTOR):
        return False
    words = _WORD.findall(kind.spelling)
    if "_Atomic" in words and any(sign in kind.spelling for sign in "*&"):
        return True
    return False if words and _NUMBERS.issuperset(words) else None


def is_pointer(kind: Type) -> bool:
    """Whether it is a pointer's type, by a typedef or not; one to a member is none."""
    return kind.get_canonical().kind is Clang.POINTER


def is_array(kind: Type) -> bool:
    """Whether it is an array, of any bound."""
    return kind.kind in _ARRAYS


def _value_bits(kind: Type, category: TypeKind) -> int | None:
    """Return the bits that take part in an integer's value, or in those of a vector or complex number of integers."""
    if category is TypeKind.EXTENSION and kind.kind in _VECTORS:
        element = kind.element_type.get_canonical()
        bits = _value_bits(element, _category(element, dependent=False))
        packed = element.kind is Clang.BOOL  # several to a byte
        return None if bits is None or packed else bits * (kind.element_count if kind.kind is not Clang.COMPLEX else 2)
    if category is not TypeKind.INTEGRAL:
        return None
    if (exact := _BIT_INT.fullmatch(kind.spelling)) is not None:
        return int(exact[1])
    size = kind.get_size()
    return size * _BITS if size > 0 else None


def _category(kind: Type, dependent: bool) -> TypeKind:
    number = kind.kind
    if number is Clang.RECORD:
        return TypeKind.CLASS
    if number is Clang.LVALUEREFERENCE:
        return TypeKind.LVALUE_REFERENCE
    if number is Clang.RVALUEREFERENCE:
        return TypeKind.RVALUE_REFERENCE
    if number in _POINTERS:
        return TypeKind.POINTER
    if number in _FLOATING:
        return TypeKind.FLOATING
    if number is Clang.NULLPTR:
        return TypeKind.NULLPTR
    if number in _INTEGERS:
        return TypeKind.INTEGRAL
    if number in _VECTORS:
        floating = _category(kind.element_type.get_canonical(), dependent) is TypeKind.FLOATING
        return TypeKind.FLOATING if floating else TypeKind.EXTENSION
    if number in (Clang.UNEXPOSED, Clang.DEPENDENT, Clang.INVALID):
        return _unexposed_kind(kind.spelling, dependent)
    return TypeKind.EXTENSION


def _unexposed_kind(spelling: str, dependent: bool) -> TypeKind:
    """Return the kind of a type that libclang has no kind for, by its canonical name."""
    plain = spelling.replace("const ", "").replace("volatile ", "")
    if _BIT_INT.fullmatch(plain):
        return TypeKind.INTEGRAL
    return _UNEXPOSED.get(plain, TypeKind.DEPENDENT if dependent else TypeKind.EXTENSION)
