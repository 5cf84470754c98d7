"""Where `std::is_pod` is asked, and what the function around it does: found in the text, confirmed by libclang."""

from __future__ import annotations

import re
from collections.abc import Iterable

from clang import cindex
from clang.cindex import Cursor, CursorKind, TranslationUnit

from podcheck.extract.libclang.source_files import SourceFiles
from podcheck.extract.libclang.typed_calls import kind_id
from podcheck.extract.uses.callees import qualified_name
from podcheck.model.problems import Location
from podcheck.model.use_sites import FUNCTIONS, CallSite, Operation
from podcheck.paths import spell_file

_ASKED = re.compile(rb"\b(?:is_pod|is_pod_v|__is_pod)\b")
_CALLED = re.compile(rb"\b([A-Za-z_]\w*)\s*\(")
_NAMES = ("std::is_pod", "std::is_pod_v")
_BUILTIN = "__is_pod"
_MOST = 1000


def pod_traits(unit: TranslationUnit, sources: SourceFiles, functions: Iterable[Cursor]) -> list[CallSite]:
    """Return one site for each place of the unit's own file that asks whether a type is POD."""
    if not _ASKED.search(sources.main):
        return []
    text = sources.slice(sources.main_file, 0, len(sources.main))
    file = cindex.File.from_name(unit, sources.main_file)
    extents = [(function.extent.start.offset, function.extent.end.offset) for function in functions]
    result = []
    for match in list(_ASKED.finditer(text))[:_MOST]:
        where = cindex.SourceLocation.from_offset(unit, file, match.start())
        name = match[0].decode()
        if _is_asked(Cursor.from_location(unit, where), name):
            around = [(start, end) for start, end in extents if start <= match.start() < end]
            body = text[slice(*min(around, key=lambda item: item[1] - item[0]))] if around else b""
            reported = name if name == _BUILTIN else f"std::{name}"
            place = Location(spell_file(sources.main_file), where.line, where.column)
            result.append(CallSite(Operation.POD_TRAIT, reported, place, (), beside=_operations(body)))
    return result


def _is_asked(cursor: Cursor | None, name: str) -> bool:
    if cursor is None or name == _BUILTIN:
        return cursor is not None and kind_id(cursor) == CursorKind.UNEXPOSED_EXPR.value
    referenced = cursor.referenced
    return referenced is not None and qualified_name(referenced) in _NAMES


def _operations(body: bytes) -> tuple[Operation, ...]:
    """Return what the functions that are called there by name do."""
    result: dict[Operation, None] = {}
    for match in _CALLED.finditer(body):
        name = match[1].decode()
        if name in FUNCTIONS:
            result[FUNCTIONS[name].operation] = None
        elif name == "offsetof":
            result[Operation.OFFSET] = None
    return tuple(result)
