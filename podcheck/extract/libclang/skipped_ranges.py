"""What the preprocessor skipped in the files of a translation unit: groups behind conditions that did not hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from ctypes import CDLL, POINTER, Structure, c_uint

from clang import cindex
from clang.cindex import SourceRange

from podcheck.extract.libclang.indexing import OpenUnit
from podcheck.paths import identify_file


class _Ranges(Structure):
    """CXSourceRangeList."""

    _fields_ = [("count", c_uint), ("ranges", POINTER(SourceRange))]


def declare(library: CDLL) -> None:
    """Declare the signatures of the functions that the bindings leave out."""
    library.clang_getAllSkippedRanges.argtypes = [cindex.TranslationUnit]
    library.clang_getAllSkippedRanges.restype = POINTER(_Ranges)
    library.clang_disposeSourceRangeList.argtypes = [POINTER(_Ranges)]
    library.clang_disposeSourceRangeList.restype = None


LineRange = tuple[int, int]
"""The first of some 1-based lines, and the last."""


def find_skipped_lines(unit: OpenUnit) -> dict[str, tuple[LineRange, ...]]:
    """Return by the file's identity the lines that were skipped each time that it was read.

    The directives around them are not among them. The unit has to be parsed with a detailed preprocessing record.
    """
    library = cindex.conf.lib
    entered = Counter(identify_file(inclusion.include.name) for inclusion in unit.get_includes())
    skipped: dict[str, Counter[LineRange]] = {}
    result = library.clang_getAllSkippedRanges(unit)
    try:
        for at in range(result.contents.count):
            extent = result.contents.ranges[at]
            start, end = extent.start, extent.end
            if start.file is not None and end.line - start.line > 1:
                lines = start.line + 1, end.line - 1
                skipped.setdefault(identify_file(start.file.name), Counter())[lines] += 1
    finally:
        library.clang_disposeSourceRangeList(result)
    return {
        file: tuple(sorted(lines for lines, times in ranges.items() if times >= entered[file]))
        for file, ranges in skipped.items()
    }


def blank_lines(text: bytes, ranges: Sequence[LineRange]) -> bytes:
    """Return the text with these lines empty."""
    if not ranges:
        return text
    lines = text.split(b"\n")
    for first, last in ranges:
        for number in range(first - 1, min(last, len(lines))):
            lines[number] = b""
    return b"\n".join(lines)
