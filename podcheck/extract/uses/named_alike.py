"""Functions of a project that are named like those of <cstring>, and take what these take: `my_memset(p, 0, n)`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clang.cindex import Cursor, Type
from clang.cindex import TypeKind as Clang

from podcheck.extract.libclang.cursors import argument_types
from podcheck.model.use_sites import FUNCTIONS, Signature

_NAME = re.compile(r"(?i)(?:\w+_|[a-z]{1,3})?(memset|memzero|bzero|memcpy|memmove|memcmp|memcpy_s|memmove_s)\Z")
_ZEROES = FUNCTIONS["bzero"]
_BYTES = frozenset({Clang.VOID, Clang.CHAR_S, Clang.CHAR_U, Clang.SCHAR, Clang.UCHAR})
_NUMBERS = frozenset(
    {Clang.CHAR_S, Clang.SCHAR, Clang.UCHAR, Clang.SHORT, Clang.USHORT, Clang.INT, Clang.UINT}
    | {Clang.LONG, Clang.ULONG, Clang.LONGLONG, Clang.ULONGLONG}
)


def find_signature_by_name(function: Cursor, name: str) -> Signature | None:
    """Return what a function does with bytes, going by its name, without scope; None where that, or its parameters,
    say nothing.
    """
    match = _NAME.match(name)
    if match is None:
        return None
    known = match[1].lower()
    signature = _ZEROES if known == "memzero" else FUNCTIONS[known]
    pointers = [index for index in (signature.to, signature.source, signature.also) if index is not None]
    return signature if _takes(argument_types(function.type.get_canonical()), pointers, signature.size or 0) else None


def _takes(parameters: Sequence[Type], pointers: Sequence[int], size: int) -> bool:
    """Whether these are pointers to bytes at the places, and numbers at all others, of which the last is the size."""
    return len(parameters) == size + 1 and all(
        _is_pointer_to_bytes(parameter) if index in pointers else parameter.kind in _NUMBERS
        for index, parameter in enumerate(parameters)
    )


def _is_pointer_to_bytes(parameter: Type) -> bool:
    return parameter.kind is Clang.POINTER and parameter.get_pointee().get_canonical().kind in _BYTES
