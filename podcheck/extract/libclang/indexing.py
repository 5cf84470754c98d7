"""libclang's indexing interface: the C structures and functions that the binding leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import CDLL, CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_uint, c_void_p

from clang import cindex
from clang.cindex import Cursor, TranslationUnit

from podcheck.extract.libclang.include_graph import IndexLocation


class _Entity(Structure):
    _fields_ = [
        ("kind", c_int),
        ("template", c_int),
        ("language", c_int),
        ("name", c_char_p),
        ("usr", c_char_p),
        ("cursor", Cursor),
    ]


class EntityReference(Structure):
    """The beginning of CXIdxEntityRefInfo."""

    _fields_ = [
        ("kind", c_int),
        ("cursor", Cursor),
        ("place", IndexLocation),
        ("entity", POINTER(_Entity)),
    ]


class Callbacks(Structure):
    """IndexerCallbacks; what is not set is not called."""

    _fields_ = [
        (name, c_void_p)
        for name in ("abort", "diagnostic", "main_file", "included", "imported", "started", "declaration", "reference")
    ]


ON_REFERENCE = CFUNCTYPE(None, c_void_p, POINTER(EntityReference))
ON_DIAGNOSTICS = CFUNCTYPE(None, c_void_p, c_void_p, c_void_p)


def declare(library: CDLL) -> None:
    """Declare the signatures of the functions that the bindings leave out."""
    library.clang_IndexAction_create.argtypes = [cindex.Index]
    library.clang_IndexAction_create.restype = c_void_p
    library.clang_IndexAction_dispose.argtypes = [c_void_p]
    library.clang_indexSourceFile.argtypes = [
        c_void_p, c_void_p, POINTER(Callbacks), c_uint, c_uint, c_char_p,
        POINTER(c_char_p), c_int, c_void_p, c_uint, POINTER(cindex.c_object_p), c_uint,
    ]  # fmt: skip
    library.clang_indexSourceFile.restype = c_int
    library.clang_indexLoc_getFileLocation.argtypes = [
        IndexLocation, c_void_p, POINTER(c_void_p), POINTER(c_uint), POINTER(c_uint), POINTER(c_uint),
    ]  # fmt: skip
    library.clang_indexLoc_getFileLocation.restype = None


class OpenUnit(TranslationUnit):  # type: ignore[misc]  # the binding has no types
    """A unit that lives until it is closed, not until Python collects it: that might be after its index is gone."""

    referenced: Sequence[Cursor] = ()
    """The declarations that the unit's own file refers to, each once."""

    def __del__(self) -> None:
        """Do nothing: see close()."""

    def close(self) -> None:
        """Free it; cursors and types of it must not be used any more."""
        cindex.conf.lib.clang_disposeTranslationUnit(self)
