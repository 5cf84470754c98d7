"""A C++20 module's own text as that of a file that is none: libclang shows nothing of what stands behind `export`.

A class is the same in a module as outside of one, so the words that make it a module are blanked out, each byte with a
blank: lines stay, and columns too, but behind `export {` on its line. What a unit imports, `podcheck.cpp.imports`
puts in its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from podcheck.cpp.lexer import COMMENT, LITERAL, NUMBER

_TOKEN = re.compile(
    COMMENT
    + b"|"
    + LITERAL
    + b"|"
    + NUMBER
    + rb"|(?P<module>^[ \t]*(?:export\s+)?module\b(?=\s*(?:;|:\s*private\b|[\w.\x80-\xff]+\s*[:;\[]))[^;]*(?:;|\Z))"
    rb"|(?P<import>(?<![\w.$])(?:export[ \t]+)?import\b[ \t]*"
    rb"(?P<what><[^>\n]{1,4096}>|\"[^\"\n]{1,4096}\"|:?[ \t]*[A-Za-z_\x80-\xff][\w.\x80-\xff]*)[ \t]*"
    rb"(?:\[\[[^\n;]{0,1000})?;)"
    rb"|(?P<block>\bexport(?=\s*\{))|(?P<export>\bexport\b)",
    re.DOTALL | re.MULTILINE,
)
_INTERFACE = re.compile(rb"^[ \t]*(?:export\s+module\b|module\s+[\w.\x80-\xff]+\s*:)", re.MULTILINE)
"""What begins a module whose declarations are all in the file, or imported by name."""

_DECLARATION = re.compile(
    rb"(?P<export>export\s+)?module\s+(?P<name>[\w.\x80-\xff]+)\s*(?::\s*(?P<part>[\w.\x80-\xff]+))?"
)
_PRIVATE = re.compile(rb"\s*module\s*:\s*private\b")
_BEFORE_ON_LINE = re.compile(rb"(?:[ \t]|/\*(?:[^*\n]|\*(?!/))*\*/)*")
_MOST_BEFORE = 4096
"""Bytes of comments before an import on its line."""

_LIKELY = re.compile(rb"\b(?:import|module)\b[^\n;(){}=]{0,4200};")
_OPENED = b'extern "C++"'


class Import(Struct, frozen=True):
    """A module or header that a text imports."""

    name: str
    """A module's full name, or a header as it is written."""

    line: int
    """The line of the import, 1-based."""

    header: bool = False
    """It is a header, not a module."""

    implied: bool = False
    """Nothing is written: a unit that implements a module sees its interface."""


class ModuleText(Struct, frozen=True):
    """What a text says of modules."""

    name: str = ""
    """The module or partition (`m:part`) that the text can be imported as; empty where it can't."""

    imports: tuple[Import, ...] = ()
    """In the order in which they stand."""

    @property
    def module(self) -> str:
        """Return the module that the text is part of; "" where it is part of none."""
        implied = (imported.name for imported in self.imports if imported.implied)
        return self.name.partition(":")[0] or next(implied, "")


Replacement = Callable[[Import], bytes]
"""What stands in the place of an import."""


def without_module(text: bytes) -> bytes:
    """Return the text of a module's interface or partition as plain C++; any other text as it is."""
    if b"module" in text and _INTERFACE.search(text):
        return _TOKEN.sub(_replace_match, text)
    return text


def has_imports(text: bytes) -> bool:
    """Whether the text may import something: quick to say."""
    return (b"import" in text or b"module" in text) and bool(_LIKELY.search(text))


def read_module(text: bytes) -> ModuleText:
    """Return what the text says of modules."""
    if not has_imports(text):
        return ModuleText()
    imports: list[Import] = []

    def note(imported: Import) -> bytes:
        imports.append(imported)
        return b""

    _, name = _rewrite(text, note)
    return ModuleText(name, tuple(imports))


def with_imports(text: bytes, replacement: Replacement, *, importable_part: bool = False) -> bytes:
    """Return the text as plain C++, with something in place of each import: lines stay.

    `importable_part`: without what stands in the module's private fragment.
    """
    plain, _ = _rewrite(text, replacement)
    if not importable_part:
        return plain
    private = next((match for match in _TOKEN.finditer(text) if match["module"] and _PRIVATE.match(match[0])), None)
    if private is None:
        return plain
    lines = text.count(b"\n", 0, private.start())
    return b"".join(plain.splitlines(keepends=True)[:lines])


def _rewrite(text: bytes, replacement: Replacement) -> tuple[bytes, str]:
    """Return the text with its imports replaced, and the name that it can be imported as."""
    interface = bool(_INTERFACE.search(text))
    pieces: list[bytes] = []
    name = module = ""
    at = 0
    line = 1
    counted = 0
    for match in _TOKEN.finditer(text):
        new: bytes | None = None
        imported: Import | None = None
        if match["import"] is not None and _begins_line(text, match.start()):
            line, counted = line + text.count(b"\n", counted, match.start()), match.start()
            imported = _import_of(_name(match["what"]), module, line)
        elif match["module"] is not None and (declared := _DECLARATION.match(match[0].strip())) is not None:
            module = _name(declared["name"])
            part = f"{module}:{_name(declared['part'])}" if declared["part"] else ""
            if declared["export"] or part:
                name = part or module
            else:
                line, counted = line + text.count(b"\n", counted, match.start()), match.start()
                imported = Import(module, line, implied=True)
        if imported is not None:
            new = replacement(imported) + b"\n" * match[0].count(b"\n")
        elif match["module"] is not None or interface:
            new = _replace_match(match)
        if new is not None and new != match[0]:
            pieces += [text[at : match.start()], new]
            at = match.end()
    return b"".join([*pieces, text[at:]]), name


def _name(text: bytes) -> str:
    return text.decode("utf-8", "surrogateescape")


def _begins_line(text: bytes, at: int) -> bool:
    """Whether nothing but blanks and comments stand before that on its line: else it is no directive."""
    first = max(0, at - _MOST_BEFORE)
    start = text.rfind(b"\n", first, at) + 1
    return (start > 0 or first == 0) and _BEFORE_ON_LINE.fullmatch(text, start, at) is not None


def _import_of(what: str, module: str, line: int) -> Import:
    if what.startswith(("<", '"')):
        return Import(what, line, header=True)
    name = what.replace(" ", "").replace("\t", "")
    return Import(module + name if name.startswith(":") else name, line)


def modules_named(imports: tuple[Import, ...]) -> Iterator[str]:
    """Yield the names of the modules that are imported, each once."""
    yield from dict.fromkeys(imported.name for imported in imports if not imported.header)


def _replace_match(match: re.Match[bytes]) -> bytes:
    if match["block"] is not None:
        return _OPENED
    if match["import"] is not None:
        return re.sub(rb"^export", b"      ", match[0])
    if match["module"] is not None or match["export"] is not None:
        return re.sub(rb"[^\s]", b" ", match[0])
    return match[0]
