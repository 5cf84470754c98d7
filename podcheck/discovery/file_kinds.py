"""Whether a file that was given is C++: by its ending, by how it is built, else by its text."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from podcheck.cpp.lexer import without_comments
from podcheck.discovery.file_build import CompileCommand
from podcheck.files import read_start
from podcheck.model.problems import Location, Problem
from podcheck.model.units import C_SOURCES, HEADERS, SOURCES

_BEGINNING = 64 * 1024
"""Bytes of a file whose first word says what it is."""

_FIRST = re.compile(
    rb"#[ \t]*(?:include|pragma|if|ifdef|ifndef|define|undef|error|import|line)\b"
    rb"|(?:alignas|auto|bool|char|class|concept|const|constexpr|double|enum|explicit|export|extern|float|friend|import"
    rb"|inline|int|long|module|namespace|short|signed|static|static_assert|struct|template|typedef|typename|union"
    rb"|unsigned|using|virtual|void)\b|\[\[|[A-Z_][A-Z0-9_]+\s*\(|;"
)
"""What a C++ text begins with: a directive, a keyword, an attribute, a macro that is called."""


def find_refusal(file: str, entry: CompileCommand | None, arguments: Sequence[str]) -> Problem | None:
    """Return why the file that was given can't be checked; None where it can.

    `entry`: how it is built itself. A language that the user's arguments name counts more.
    """
    if any(word.startswith("-x") for word in arguments) or not os.path.isfile(file):
        return None
    suffix = Path(file).suffix
    if entry.is_c if entry is not None else suffix in C_SOURCES:
        advice = "podcheck only reads C++. `-- -x c++` reads it as C++."
        return Problem("this file is C, not C++", Location(file), advice)
    if entry is not None or suffix in SOURCES | HEADERS or _begins_as_cxx(file):
        return None
    advice = f"podcheck reads {', '.join(sorted(SOURCES | HEADERS))}; `-- -x c++` has any file read as C++."
    return Problem("this is not a C++ file", Location(file), advice)


def _begins_as_cxx(file: str) -> bool:
    """Whether the first word behind comments is one of C++; of a file that can't be read that is said elsewhere."""
    try:
        text = read_start(file, _BEGINNING)
    except OSError:
        return True
    plain = without_comments(text).strip()
    return not plain or _FIRST.match(plain) is not None
