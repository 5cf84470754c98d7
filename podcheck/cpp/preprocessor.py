"""Several source files as one: the text that includes them one behind the other, and what must not leak among them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from podcheck.cpp.lexer import join_lines, without_comments

_DIRECTIVE = re.compile(rb"^[ \t]*#[ \t]*(\w+)[ \t]*([^\n]*)", re.MULTILINE)
_NAME = re.compile(rb"[A-Za-z_]\w*")
_HARMLESS = re.compile(rb"(?:once|region|endregion|mark|omp|message|(?:GCC|clang)\s+diagnostic|pack)\b")
_USING = re.compile(rb"^[ \t]*using[ \t]+namespace[ \t]+([\w:\s]{1,1000}?)[ \t]*;", re.MULTILINE)
_ALONE = re.compile(
    rb"__COUNTER__|__BASE_FILE__|__INCLUDE_LEVEL__|\b_Pragma\b|\?\?/|^[ \t]*%:"
    rb"|^[ \t]*(?:export[ \t]+)?(?:import|module)\b",
    re.MULTILINE,
)
"""What is another thing within an included file, or may be; a C++20 module is no header."""

BEHIND = "podcheck_behind_"

_INCLUDES = frozenset({b"include", b"import", b"include_next"})


@dataclass(frozen=True, slots=True)
class FileEffects:
    """What a source file does that may reach the files behind it."""

    alone: bool
    """It can't share a parse with other files at all."""

    macros: frozenset[str] = frozenset()
    """The macros that it defines or undefines itself."""

    early: frozenset[str] = frozenset()
    """Those of its macros that are in force while it includes something."""

    usings: frozenset[str] = frozenset()
    """The namespaces that it opens up for all that follows."""


def file_effects(file: str, text: bytes) -> FileEffects:
    """Return what the text shows, including what stands behind an `#if` that does not hold."""
    if _unnameable(file) or b"\0" in text:
        return FileEffects(alone=True)
    plain = join_lines(without_comments(text))
    result = list(_DIRECTIVE.finditer(plain))
    last = max((number for number, match in enumerate(result) if match[1] in _INCLUDES), default=-1)
    macros: set[str] = set()
    early: set[str] = set()
    alone = bool(_ALONE.search(plain))
    for number, match in enumerate(result):
        word, rest = match[1], match[2]
        if word in (b"define", b"undef") and (name := _NAME.match(rest)):
            macros.add(name[0].decode())
            if number < last:
                early.add(name[0].decode())
        elif word == b"pragma":
            alone = alone or not _HARMLESS.match(rest) or (rest.startswith(b"pack") and number < last)
        elif word in (b"line", b"include_next", b"import"):
            alone = True
    usings = frozenset(b"".join(match[1].split()).decode() for match in _USING.finditer(plain))
    alone = alone or any(re.match(r"_[A-Z_]", name) for name in macros)
    return FileEffects(alone, frozenset(macros), frozenset(early), usings)


def _unnameable(file: str) -> bool:
    """Whether no `#include "..."` can name the file, or names another one: see `extract.libclang.cursors.tidy`."""
    return bool(re.search(r'["\\\n\r]', file)) or file.startswith("./") or not file


def lines_before(number: int) -> str:
    """Return the lines in front of the file of that number."""
    return f"#pragma pack(push, podcheck_{number})"


def lines_after(number: int, macros: Iterable[str]) -> str:
    """Return the lines behind the file of that number: its macros are gone, and packing is as before.

    A class named BEHIND and the number stands there, at namespace scope if the file's brackets were closed.
    """
    undone = "".join(f"#undef {name}\n" for name in sorted(macros))
    return f"#pragma pack(pop, podcheck_{number})\n{undone}struct {BEHIND}{number};"
