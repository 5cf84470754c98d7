"""Find and load libclang once per process."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from ctypes import CDLL, POINTER, Structure, byref, c_char_p, c_longlong, c_uint, c_void_p
from ctypes import cast as cast_pointer
from pathlib import Path
from typing import cast

from clang import cindex

from podcheck.errors import LibclangError
from podcheck.extract.libclang import fast_binding, indexing, skipped_ranges
from podcheck.extract.libclang.binding import binding_version

OLDEST = 21
"""The first release with `clang_visitCXXMethods` and fully qualified type names."""

_LIBRARY_VARIABLE = "PODCHECK_LIBCLANG"

_ADVICE_OF_BINDING = re.compile(r"\s*To provide (?:a|the) path")
"""What the binding goes on with, about variables that are not podcheck's."""

_NEEDED = ("libdl.so.2", "librt.so.1", "libpthread.so.0", "libm.so.6", "libc.so.6")
"""What the package's library needs. Its list of folders to look in has an empty entry, so the system would take these
from the working directory, and run what they hold; one that is loaded already is not looked for."""


class _Origin(Structure):
    """Dl_info: where an address is from."""

    _fields_ = [("file", c_char_p), ("base", c_void_p), ("name", c_char_p), ("address", c_void_p)]


def load(path: Path | None = None) -> CDLL:
    """Return the library that was named, by argument or PODCHECK_LIBCLANG, else the one of the package.

    The bundled libc++ is not put on the include path: mixed with the system's library it breaks both. Raises
    LibclangError.
    """
    cindex.Config.libcxx_dir = None
    for needed in _NEEDED:
        with suppress(OSError):
            CDLL(needed)
    named = path or (Path(os.environ[_LIBRARY_VARIABLE]) if os.environ.get(_LIBRARY_VARIABLE) else None)
    if named is not None and not cindex.Config.loaded:
        if not os.path.isfile(named):
            raise LibclangError(f"libclang not found at {named}", "Name the library file itself.")
        cindex.Config.set_library_file(os.path.abspath(named))  # a bare name would be looked for among the system's
    try:
        library = cast(CDLL, cindex.conf.lib)
    except (cindex.LibclangError, OSError, AttributeError) as error:
        raise LibclangError(
            f"libclang can't be loaded: {_ADVICE_OF_BINDING.split(str(error))[0].splitlines()[0].rstrip('. ')}",
            f"Install libclang-ng {OLDEST} or newer, or LLVM's binding and library (Debian: python3-clang-22 "
            f"libclang-22-dev), or name another library with {_LIBRARY_VARIABLE}.",
        ) from error
    _declare(library)
    fast_binding.patch(library, binding_version())
    result = version(library)
    number = re.search(r"version (\d{1,9})", result)
    if number is not None and int(number[1]) < OLDEST:
        raise LibclangError(f"{result} is too old", f"podcheck needs libclang {OLDEST} or newer.")
    return library


def _declare(library: CDLL) -> None:
    """Declare the signatures of the functions that the bindings leave out."""
    library.clang_isInvalidDeclaration.argtypes = [cindex.Cursor]
    library.clang_Cursor_isInlineNamespace.argtypes = [cindex.Cursor]
    library.clang_getSpellingLocation.argtypes = [
        cindex.SourceLocation, POINTER(cindex.c_object_p), *[POINTER(c_uint)] * 3,
    ]  # fmt: skip
    library.clang_getTranslationUnitTargetInfo.argtypes = [cindex.TranslationUnit]
    library.clang_getTranslationUnitTargetInfo.restype = c_void_p
    library.clang_TargetInfo_getTriple.argtypes = [c_void_p]
    library.clang_TargetInfo_getTriple.restype = cindex._CXString
    library.clang_TargetInfo_getPointerWidth.argtypes = [c_void_p]
    library.clang_TargetInfo_dispose.argtypes = [c_void_p]
    library.clang_getClangVersion.restype = cindex._CXString
    library.clang_Cursor_Evaluate.argtypes = [cindex.Cursor]
    library.clang_Cursor_Evaluate.restype = c_void_p
    library.clang_EvalResult_getKind.argtypes = [c_void_p]
    library.clang_EvalResult_getAsLongLong.argtypes = [c_void_p]
    library.clang_EvalResult_getAsLongLong.restype = c_longlong
    library.clang_EvalResult_dispose.argtypes = [c_void_p]
    library.clang_EvalResult_dispose.restype = None
    library.clang_Cursor_isVariadic.argtypes = [cindex.Cursor]
    library.clang_getUnqualifiedType.argtypes = [cindex.Type]
    library.clang_getUnqualifiedType.restype = cindex.Type
    fast_binding.declare(library)
    indexing.declare(library)
    skipped_ranges.declare(library)


def target(unit: cindex.TranslationUnit) -> tuple[str, int]:
    """Return the unit's target triple, `x86_64-unknown-linux-gnu` say, and the size of its pointers in bytes."""
    library = cindex.conf.lib
    info = library.clang_getTranslationUnitTargetInfo(unit)
    try:
        triple = str(cindex._CXString.from_result(library.clang_TargetInfo_getTriple(info)))
        return triple, library.clang_TargetInfo_getPointerWidth(info) // 8
    finally:
        library.clang_TargetInfo_dispose(info)


def file_of(library: CDLL) -> str:
    """Return the path of the file that the library was loaded from.

    LLVM's own binding loads it by its name alone; the loader knows the folder that it found it in.
    """
    name = str(library._name)
    if os.path.dirname(name):
        return name
    origin = _Origin()
    look_up = getattr(CDLL(None), "dladdr", None)
    if look_up is None or not look_up(cast_pointer(library.clang_getClangVersion, c_void_p), byref(origin)):
        return name
    return os.fsdecode(origin.file)


def version(library: CDLL) -> str:
    """Return the library's version text, `clang version 22.1.4` say."""
    return str(cindex._CXString.from_result(library.clang_getClangVersion()))
