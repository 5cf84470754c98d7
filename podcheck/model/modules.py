"""A C++20 module's own text as that of a file that is none: libclang shows nothing of what stands behind `export`.

A class is the same in a module as outside of one, so the words that make it a module are blanked out, each byte with a
blank: lines stay, and columns too, but behind `export {` on its line. What a module imports stays, and is not found.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(
    rb"//(?:\\\r?\n|[^\n])*|/\*.*?(?:\*/|\Z)"
    rb'|(?:u8|[uUL])?R"(?P<end>[^()\\\s]{0,16})\(.*?(?:\)(?P=end)"|\Z)'
    rb"|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|\b[0-9](?:'?[\w.])*"
    rb"|(?P<module>^[ \t]*(?:export\s+)?module\b(?=\s*(?:;|:\s*private\b|[\w.]+\s*[:;\[]))[^;]*(?:;|\Z))"
    rb"|(?P<block>\bexport(?=\s*\{))|(?P<export>\bexport\b)",
    re.DOTALL | re.MULTILINE,
)
_INTERFACE = re.compile(rb"^[ \t]*(?:export\s+module\b|module\s+[\w.]+\s*:)", re.MULTILINE)
"""What begins a module whose declarations are all in the file, or imported by name."""

_OPENED = b'extern "C++"'


def without_module(text: bytes) -> bytes:
    """Return the text of a module's interface or partition as plain C++; any other text as it is."""
    return _TOKEN.sub(_plain, text) if b"module" in text and _INTERFACE.search(text) else text


def _plain(match: re.Match[bytes]) -> bytes:
    if match["block"] is not None:
        return _OPENED
    if match["module"] is not None or match["export"] is not None:
        return re.sub(rb"[^\s]", b" ", match[0])
    return match[0]
