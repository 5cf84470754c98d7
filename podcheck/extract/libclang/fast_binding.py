"""libclang's Python binding, made quicker: where reading classes spends its time, without changing what is answered.

The binding looks before each question whether the cursor is the null cursor (podcheck never holds one: the binding
gives None), makes an enumerator of each kind anew, and a callback for each visit. Replacing that, here alone, saves
a fifth of the time that reading classes costs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ctypes import CDLL, CFUNCTYPE, byref, c_char_p, c_uint, c_void_p
from types import FunctionType
from typing import Any

from clang import cindex
from clang.cindex import Cursor, CursorKind, SourceLocation, Type, TypeKind

_CONTINUE = 1
_LOCATED = CFUNCTYPE(None, SourceLocation, c_void_p, c_void_p, c_void_p, c_void_p)
_located: Callable[..., None]


def locate(location: SourceLocation, names: dict[int, str]) -> tuple[str, int, int, int]:
    """The file, line, column and offset where a macro was expanded, or what stands there; no file is "".

    `names`: of the files that one unit has, by libclang's pointers, to be kept as long as that.
    """
    file, line, column, offset = c_void_p(), c_uint(), c_uint(), c_uint()
    _located(location, byref(file), byref(line), byref(column), byref(offset))
    pointer = file.value
    if pointer is None:
        return "", line.value, column.value, offset.value
    name = names.get(pointer)
    if name is None:
        name = names[pointer] = str(cindex.File(cindex.c_object_p.from_buffer(file)).name)
    return name, line.value, column.value, offset.value


def quicken(library: CDLL) -> None:
    """Replace what is slow; the library is loaded. Once is enough, twice does no harm."""
    global _located  # noqa: PLW0603  it is the library's
    _located = _LOCATED(("clang_getInstantiationLocation", library))
    library.clang_getCString.restype = c_char_p

    def text(result: object) -> str:
        found: bytes = library.clang_getCString(result) or b""
        return found.decode()

    def children(cursor: Cursor) -> Iterator[Cursor]:
        found: list[Cursor] = []
        library.clang_visitChildren(cursor, _COLLECT, found)
        unit = cursor._tu
        for child in found:
            child._tu = unit
        return iter(found)

    null = cindex.conf.null_cursor._kind_id
    cindex._CXString.from_result = staticmethod(text)
    Cursor.is_null = lambda self: self._kind_id == null
    _without_guards()
    Cursor.get_children = children
    Type.from_result = staticmethod(_of_same_unit)
    cursor_kinds = {kind.value: kind for kind in CursorKind}
    type_kinds = {kind.value: kind for kind in TypeKind}
    Cursor.kind = property(lambda self: cursor_kinds.get(self._kind_id) or CursorKind.from_id(self._kind_id))
    Type.kind = property(lambda self: type_kinds.get(self._kind_id) or TypeKind.from_id(self._kind_id))


def _without_guards() -> None:
    """What stands behind the check for the null cursor takes its place."""
    for name, member in list(vars(Cursor).items()):
        asked = _guard(member.fget if isinstance(member, property) else member)
        if asked is not None:
            setattr(Cursor, name, property(asked) if isinstance(member, property) else asked)


def _guard(function: object) -> Callable[..., Any] | None:
    if not isinstance(function, FunctionType) or not function.__qualname__.startswith("cursor_null_guard."):
        return None
    held = dict(zip(function.__code__.co_freevars, function.__closure__ or (), strict=True))
    found: Callable[..., Any] | None = held["func"].cell_contents if "func" in held else None
    return found


def _of_same_unit(kind: Type, asked: Cursor) -> Type:
    kind._tu = asked._tu
    return kind


def _collect(child: Cursor, _parent: Cursor, found: list[Cursor]) -> int:
    found.append(child)
    return _CONTINUE


_COLLECT = cindex.cursor_visit_callback(_collect)
