"""What a source or header does that may reach beyond it, read off its text: includes, macros, pragmas, words.

What stands behind an `#if` that does not hold counts too: it is taken for more than it is rather than for less.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from podcheck.cpp.lexer import without_comments
from podcheck.extract.prefix.called_names import find_called_names
from podcheck.extract.prefix.pragmas import PragmaState
from podcheck.files import read_bytes

_INCLUDE = re.compile(rb'<[^>\n]+>|"[^"\n]+"')
_NAME = re.compile(rb"[A-Za-z_]\w*")
_WORD = re.compile(rb"[A-Za-z_$][\w$]*")
_UNQUALIFIED = re.compile(rb"(?<![\w:.])(?<!->)([A-Za-z_]\w*)")
_QUALIFIED = re.compile(rb"::\s*([A-Za-z_]\w*)")
_NAMESPACE = re.compile(rb"\bnamespace\s+(?:inline\s+)?((?:[A-Za-z_]\w*\s*::\s*)*)([A-Za-z_]\w*)")
_PASSING = re.compile(rb"\b(?:class|struct|union)\s+([A-Za-z_]\w*)")
_COUNTING = re.compile(rb"\b__(?:COUNTER|BASE_FILE|INCLUDE_LEVEL)__\b")
_MODULE = re.compile(rb"^[ \t]*(?:export[ \t]+)?(?:import|module)\b[^\n=()]*;", re.MULTILINE)
DIRECTIVE = re.compile(rb"^[ \t]*(?:#|%:|\?\?=)[ \t]*(?P<name>\w*)(?P<rest>(?:\\\r?\n|[^\n])*)", re.MULTILINE)
_CODE = re.compile(rb"\S")
_UNDEFINED = re.compile(rb"^[ \t]*#[ \t]*undef[ \t]+([A-Za-z_]\w*)", re.MULTILINE)
_CONDITIONS = frozenset({b"if", b"ifdef", b"ifndef"})
_INCLUDES = frozenset({b"include", b"include_next", b"import"})
_DECLARED = re.compile(
    rb"\b(?:class|struct|union|enum(?:\s+(?:class|struct))?)\s+(?:\w+\s+){0,8}?([A-Za-z_]\w*)\s*(?:final\s*)?[;:{]"
)

_QUERY = re.compile(
    rb"\b(?:sizeof|alignof|alignas|decltype|typeid|noexcept|requires|concept|static_assert|__is_\w+|is_\w+\b(?!\s*\()|\w+_v|typeof)\b"
    rb"[^;{}]*(?:\{[^{}]*\})?"
)
"""An expression that is not evaluated, or the name of a trait, with what follows up to the end of the statement."""

_SIZE_OF_POINTER = re.compile(rb"\b(?:sizeof|alignof)\s*\(\s*(?:(?:const|struct|class|union)\s+)*[\w:]+\s*\*[\s*]*\)")
"""Needs no complete class."""

NEVER = 1 << 60
"""The line of what does not occur."""


@dataclass(frozen=True, slots=True)
class FileSynopsis:
    """What one file does; line numbers are 1-based."""

    includes: tuple[str, ...]
    """The directives in front of all code and macros of its own that hold whatever is defined, as written."""

    directives: tuple[tuple[int, str], ...]
    """All of them, with their lines."""

    first_code: int
    """The line of the first declaration; NEVER where there is none."""

    first_pragma: int
    """The line of the first pragma that has an effect on what follows it; NEVER where there is none."""

    macros: dict[bytes, tuple[int, ...]]
    """The lines where each macro is defined or undefined."""

    undefined: frozenset[bytes]
    """The macros that are undefined somewhere."""

    guarded: bool
    """Whether it looks like a header with an include guard."""

    counts: bool
    """Whether it depends on `__COUNTER__` or the like, or is a module."""

    keeps_state: bool
    """Whether a pragma or line marker of it may change what follows it."""

    words: frozenset[bytes]
    """All identifiers."""

    calls: frozenset[bytes]
    """Those that look like the name of a function that is called in a template, where the function is chosen when an
    instance is made, [temp.dep.candidate] (`::f` for `n::f`), with the operators that may be looked up in such.
    """

    unevaluated: frozenset[bytes]
    """Those of `calls` in expressions that are not evaluated, with the operators that may be looked up in such."""

    queried: frozenset[bytes]
    """The words in expressions that ask about types."""

    declared: frozenset[bytes]
    """The classes and enumerations that it declares."""

    passing: frozenset[bytes]
    """The names behind `struct` and the like, which declare a class of the global namespace where there is none yet,
    [dcl.type.elab].
    """

    unqualified: frozenset[bytes]
    """The words that stand behind no `.`, `->` or `::`."""

    qualified: frozenset[bytes]
    """The words behind `::`."""

    namespaces: frozenset[bytes]
    """The namespaces that it opens, or has a using-directive of."""


@functools.lru_cache(maxsize=8192)
def read_source_text(text: bytes) -> FileSynopsis:
    """Return what the file of this text does."""
    plain = without_comments(text)
    reading = _Directives(plain)
    declared = frozenset(_DECLARED.findall(plain))
    calls, unevaluated = find_called_names(plain, declared)
    return FileSynopsis(
        includes=tuple(dict.fromkeys(reading.includes)),
        directives=tuple(reading.directives),
        first_code=reading.first_code,
        first_pragma=reading.first_pragma,
        macros={macro: tuple(lines) for macro, lines in reading.macros.items()},
        undefined=frozenset(reading.undefined),
        guarded=reading.guarded,
        counts=bool(_MODULE.search(plain)) or bool(_COUNTING.search(plain)),
        keeps_state=reading.state.changed,
        words=frozenset(_WORD.findall(plain)),
        calls=calls,
        unevaluated=unevaluated,
        declared=declared,
        qualified=frozenset(_QUALIFIED.findall(plain)),
        namespaces=frozenset(match[2] for match in _NAMESPACE.finditer(plain)),
        unqualified=frozenset(_UNQUALIFIED.findall(plain)),
        passing=frozenset(_PASSING.findall(plain)) if b"namespace" not in plain else frozenset(),
        queried=frozenset(
            word for match in _QUERY.finditer(_SIZE_OF_POINTER.sub(b"0", plain)) for word in _WORD.findall(match[0])
        ),
    )


def decode_words(words: Iterable[bytes]) -> Iterator[str]:
    """Yield the words as libclang has them."""
    return (word.decode("utf-8", "surrogateescape") for word in words)


@functools.lru_cache(maxsize=8192)
def read_words(text: bytes) -> frozenset[bytes]:
    """Return the identifiers in the text, those in comments too."""
    return frozenset(_WORD.findall(text))


def read_undefined(text: bytes) -> frozenset[bytes]:
    """Return the macros that the text undefines somewhere."""
    return frozenset(_UNDEFINED.findall(text))


@functools.lru_cache(maxsize=8192)
def read_definitions(text: bytes) -> Mapping[bytes, tuple[bytes, ...]]:
    """Return what the text defines each macro as, in its order, with single blanks; each `#undef` is b""."""
    result: dict[bytes, list[bytes]] = {}
    for match in DIRECTIVE.finditer(without_comments(text)):
        name, rest = match["name"], match["rest"].strip()
        if name in (b"define", b"undef") and (macro := _NAME.match(rest)):
            result.setdefault(macro[0], []).append(b" ".join(rest.split()) if name == b"define" else b"")
    return {macro: tuple(several) for macro, several in result.items()}


@functools.lru_cache(maxsize=8192)
def count_words(text: bytes) -> Mapping[bytes, int]:
    """Return how often each word occurs outside of comments."""
    return Counter(_WORD.findall(without_comments(text)))


@functools.lru_cache(maxsize=8192)
def count_words_outside_macros(text: bytes) -> Mapping[bytes, int]:
    """Return how often each word occurs outside of comments and of macros' replacements; a macro's name counts."""

    def shorten(match: re.Match[bytes]) -> bytes:
        macro = _NAME.match(match["rest"].strip())
        return b"#define " + macro[0] if match["name"] == b"define" and macro else match[0]

    return Counter(_WORD.findall(DIRECTIVE.sub(shorten, without_comments(text))))


class _Directives:
    """Reads the directives of a text without comments, in order."""

    def __init__(self, plain: bytes) -> None:
        self.includes: list[str] = []
        self.directives: list[tuple[int, str]] = []
        self.macros: dict[bytes, list[int]] = {}
        self.undefined: set[bytes] = set()
        self.state = PragmaState()
        self.first_code = NEVER
        self.first_pragma = NEVER
        self.guarded = False
        self._depth = 0
        self._guard = b""
        self._leading = True
        line, at = 1, 0
        for match in DIRECTIVE.finditer(plain):
            code = _CODE.search(plain, at, match.start())
            if code is not None:
                if self.first_code == NEVER:
                    self.first_code = line + plain.count(b"\n", at, code.start())
                self._leading = self._leading and self._depth > bool(self._guard)
            line += plain.count(b"\n", at, match.start())
            self._read(line, match["name"], match["rest"].replace(b"\\\n", b" ").replace(b"\\\r\n", b" ").strip())
            line += match[0].count(b"\n")
            at = match.end()
        code = _CODE.search(plain, at)
        if code is not None and self.first_code == NEVER:
            self.first_code = line + plain.count(b"\n", at, code.start())
        self.state.note_operators(plain)

    def _read(self, line: int, name: bytes, rest: bytes) -> None:
        if name in _CONDITIONS:
            self._depth += 1
            if name == b"ifndef" and not self.macros and self._depth == 1 and self.first_code == NEVER:
                self._guard = rest
        elif name == b"endif":
            self._depth -= 1
        elif name in (b"define", b"undef") and (match := _NAME.match(rest)):
            if name == b"undef":
                self.undefined.add(match[0])
            if name == b"define" and match[0] == self._guard and not self.macros:
                self.guarded = True
            else:
                self._leading = False
            self.macros.setdefault(match[0], []).append(line)
        elif name in _INCLUDES:
            match = _INCLUDE.match(rest)
            if match is None:
                return
            spelled = match[0].decode("utf-8", "surrogateescape")
            self.directives.append((line, spelled))
            if self._leading and self._depth <= self.guarded and name == b"include":
                self.includes.append(spelled)
        elif name in (b"pragma", b"line") or name.isdigit():
            self.guarded = self.guarded or (name == b"pragma" and rest == b"once")
            self.state.note(name, rest)
            if self.state.changed:
                self._leading = False
                self.first_pragma = min(self.first_pragma, line)


def match_concept_arguments(concepts: Iterable[str]) -> re.Pattern[bytes] | None:
    """Return what matches the arguments that a text gives to one of these concepts; None where there are none."""
    names = sorted(name for name in concepts if name.isidentifier())
    return re.compile(rb"\b(?:" + "|".join(names).encode() + rb")\s*<([^;{}]*)>") if names else None


def read_synopsis(file: str) -> FileSynopsis | None:
    """Return what the file does; None where it is empty or can't be read."""
    text = read_or_nothing(file)
    return read_source_text(text) if text else None


def read_or_nothing(file: str) -> bytes:
    """Return what the file holds; nothing where it can't be read."""
    try:
        return read_bytes(file)
    except OSError:
        return b""
