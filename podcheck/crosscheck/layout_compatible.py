"""What compilers say of `std::is_layout_compatible`: g++ since 12, clang++ since 19."""

from __future__ import annotations

import re
from collections.abc import Sequence

from podcheck.cpp.one_text import in_one_text
from podcheck.cpp.probe_names import PLAIN, PLAIN_KEYWORDS
from podcheck.crosscheck.compilation import (
    CompileOptions,
    dialect_flag,
    included_by,
    quote,
    run_compiler,
    separate,
    source_of,
)
from podcheck.crosscheck.compilers import Compiler
from podcheck.model.plain_records import CompatibilityAnswer
from podcheck.model.units import Unit

_START = """\
template<int> struct podcheck_R;
#if defined(__has_builtin)
#if __has_builtin(__is_layout_compatible)
#define podcheck_compatible(A, B) __is_layout_compatible(A, B)
#endif
#endif
#ifndef podcheck_compatible
#define podcheck_compatible(A, B) 2
#endif
"""
_ANSWER = re.compile(r"podcheck_R<([0-9]{1,2})>")
_NONE = 2
"""The answer of a compiler that has none."""

_STANDARD_LAYOUT = (3, 6)
"""What a standard-layout first class, and second class, adds to the answer."""


def ask_compatible(
    compilers: Sequence[Compiler], unit: Unit, types: tuple[str, str], timeout: float
) -> dict[str, CompatibilityAnswer]:
    """Return each compiler's answer about two types as the unit's end may write them."""
    return {compiler.id: _ask(compiler, unit, types, timeout) for compiler in compilers}


def _ask(compiler: Compiler, unit: Unit, types: tuple[str, str], timeout: float) -> CompatibilityAnswer:
    flag = dialect_flag(compiler, unit)
    if flag is None:
        return CompatibilityAnswer()
    try:
        source, words = in_one_text(unit, source_of(unit))
    except OSError:
        return CompatibilityAnswer()
    start = f"{_START}{PLAIN}{included_by(unit)}".encode("utf-8", "surrogateescape")
    names = "".join(f"typedef {words} podcheck_C{number};\n" for number, words in enumerate(types))
    terms = (
        "podcheck_compatible(podcheck_C0, podcheck_C1)",
        *(f"{factor} * __is_standard_layout(podcheck_C{number})" for number, factor in enumerate(_STANDARD_LAYOUT)),
    )
    queried = f"enum {{ podcheck_0 = sizeof(podcheck_R<{' + '.join(terms)}>) }};\n"
    behind = f"{PLAIN_KEYWORDS}{names}{queried}".encode("utf-8", "surrogateescape")
    text = start + b'# 1 "' + quote(unit.file) + b'"\n' + source + b"\n" + behind
    arguments = [word for word, included in separate(words) if not included]
    done = run_compiler(compiler, flag, unit, arguments, text, CompileOptions(timeout))
    match = _ANSWER.search(done.stderr)
    if match is None:
        return CompatibilityAnswer()
    layouts, answer = divmod(int(match[1]), _STANDARD_LAYOUT[0])
    return CompatibilityAnswer(None if answer == _NONE else answer == 1, (bool(layouts & 1), bool(layouts & 2)))
