"""libclang's Python binding, made quicker: where reading classes spends its time, without changing what is answered.

The binding looks before each question whether the cursor is the null cursor (podcheck never holds one: the binding
gives None), makes an enumerator of each kind anew, and a callback for each visit. Replacing that, here alone, saves
a fifth of the time that reading classes costs.

Only versions that were looked at are patched. Any other binding, LLVM's own too, is left as it is: it answers the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ctypes import CDLL, CFUNCTYPE, byref, c_char_p, c_uint, c_void_p
from types import FunctionType
from typing import Any

from clang import cindex
from clang.cindex import Cursor, CursorKind, SourceLocation, Type, TypeKind

KNOWN_GUARDS = {"22.1": 69}
"""By the minor version of libclang-ng, how many members of `Cursor` look for the null cursor first."""

_CONTINUE = 1
_LOCATED = CFUNCTYPE(None, SourceLocation, c_void_p, c_void_p, c_void_p, c_void_p)
_located: Callable[..., None]


def locate(location: SourceLocation, names: dict[int, str]) -> tuple[str, int, int, int]:
    """Return the file, line, column and offset where a macro was expanded, or what stands there; no file is "".

    `names` has those of the files of one unit, by libclang's pointers, and must be kept as long as that.
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


def declare(library: CDLL) -> None:
    """Declare the signature of what `locate` calls; the library is loaded."""
    global _located  # noqa: PLW0603  it is the library's
    _located = _LOCATED(("clang_getInstantiationLocation", library))


def patch(library: CDLL, version: str | None) -> bool:
    """Replace what is slow, where the binding of that version is as it was when it was looked at; return whether it is.

    The library is loaded. Once is enough, twice does no harm.
    """
    if is_patched():
        return True
    guarded = guarded_members()
    if len(guarded) != KNOWN_GUARDS.get(_minor(version)) or not _has_what_is_replaced():
        return False
    library.clang_getCString.restype = c_char_p

    def text(result: object) -> str:
        written: bytes = library.clang_getCString(result) or b""
        return written.decode()

    def get_children(cursor: Cursor) -> Iterator[Cursor]:
        visited: list[Cursor] = []
        library.clang_visitChildren(cursor, _COLLECT, visited)
        unit = cursor._tu
        for child in visited:
            child._tu = unit
        return iter(visited)

    null = cindex.conf.null_cursor._kind_id
    cindex._CXString.from_result = staticmethod(text)
    for name, member in guarded.items():
        setattr(Cursor, name, member)
    Cursor.is_null = lambda self: self._kind_id == null
    Cursor.get_children = get_children
    Type.from_result = staticmethod(_of_same_unit)
    cursor_kinds = {kind.value: kind for kind in CursorKind}
    type_kinds = {kind.value: kind for kind in TypeKind}
    Cursor.kind = property(lambda self: cursor_kinds.get(self._kind_id) or CursorKind.from_id(self._kind_id))
    Type.kind = property(lambda self: type_kinds.get(self._kind_id) or TypeKind.from_id(self._kind_id))
    Cursor.is_patched_by_podcheck = True
    return True


def is_patched() -> bool:
    """Whether the binding was made quicker in this process."""
    return "is_patched_by_podcheck" in vars(Cursor)


def guarded_members() -> dict[str, object]:
    """Return the members of `Cursor` that look for the null cursor first, each as it is without that."""
    members: dict[str, object] = {}
    for name, member in vars(Cursor).items():
        function = _function_behind_guard(member.fget if isinstance(member, property) else member)
        if function is not None:
            members[name] = property(function) if isinstance(member, property) else function
    return members


def _minor(version: str | None) -> str:
    return ".".join((version or "").split(".")[:2])


def _has_what_is_replaced() -> bool:
    return (
        {"is_null", "kind", "get_children"} <= vars(Cursor).keys()
        and {"from_result", "kind"} <= vars(Type).keys()
        and "from_result" in vars(cindex._CXString)
    )


def _function_behind_guard(function: object) -> Callable[..., Any] | None:
    """Return what stands behind the check for the null cursor; None of a function without one."""
    if not isinstance(function, FunctionType) or not function.__qualname__.startswith("cursor_null_guard."):
        return None
    held = dict(zip(function.__code__.co_freevars, function.__closure__ or (), strict=True))
    guarded: Callable[..., Any] | None = held["func"].cell_contents if "func" in held else None
    return guarded


def _of_same_unit(kind: Type, origin: Cursor) -> Type:
    kind._tu = origin._tu
    return kind


def _collect(child: Cursor, _parent: Cursor, children: list[Cursor]) -> int:
    children.append(child)
    return _CONTINUE


_COLLECT = cindex.cursor_visit_callback(_collect)
