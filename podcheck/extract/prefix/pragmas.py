"""Pragmas that may change what follows the file they are in: is anything of them left at its end?"""

from __future__ import annotations

import re

_STATEFUL = re.compile(
    rb"(?:align|options|pack|ms_struct|weak|redefine_extname|float_control|fenv_access|pointers_to_members|vtordisp"
    rb"|push_macro|pop_macro|include_alias|STDC|GCC|clang)\b"
)
"""What Clang knows of and may remember, of all that it may; other pragmas it passes over, [cpp.pragma]."""

_HARMLESS = re.compile(
    rb"(?:GCC|clang)\s+(?:diagnostic|dependency|system_header|warning|error|loop|optimize|push_options|pop_options"
    rb"|target|ivdep|unroll|poison)\b"
)
"""What changes no meaning; the use of a poisoned name is an error, and a unit with an error is parsed alone."""


def _may_matter(words: bytes) -> bool:
    """Whether the pragma of these words may change what follows it."""
    return bool(_STATEFUL.match(words)) and not _HARMLESS.match(words)


_OPERATOR = re.compile(rb'\b_Pragma\s*\(\s*(?:[LUu8]*R?"(?:\w*\()?((?:\\.|[^"\\])*)"|[^)]*)|\b__pragma\s*\(([^)]*)')
_PACK = re.compile(rb"pack\s*\(([^)]*)\)?")
_PAIRS = (
    (
        re.compile(rb"(?:GCC\s+visibility|clang\s+attribute)\s+push"),
        re.compile(rb"(?:GCC\s+visibility|clang\s+attribute)\s+pop"),
    ),
    (re.compile(rb"clang\s+assume_nonnull\s+begin"), re.compile(rb"clang\s+assume_nonnull\s+end")),
    (re.compile(rb"push_macro"), re.compile(rb"pop_macro")),
)


class PragmaState:
    """Follows the pragmas of one file, to know whether something of them is left behind its end."""

    def __init__(self) -> None:
        self._packing: list[bool] = []
        self._packed = False
        self._open = [0] * len(_PAIRS)
        self._other = False

    @property
    def changed(self) -> bool:
        """Whether what was met so far still has an effect."""
        return self._other or self._packed or bool(self._packing) or any(self._open)

    def note(self, name: bytes, rest: bytes) -> None:
        """Take a directive into account."""
        if name != b"pragma":
            self._other = True  # a line marker, `#line`
            return
        if not _may_matter(rest):
            return
        if match := _PACK.match(rest):
            self._pack(match[1])
            return
        for at, (begins, ends) in enumerate(_PAIRS):
            if begins.match(rest):
                self._open[at] += 1
                return
            if ends.match(rest):
                self._open[at] -= 1
                return
        self._other = True

    def note_operators(self, text: bytes) -> None:
        """Take the `_Pragma` operators into account: those that may matter are not followed further."""
        for match in _OPERATOR.finditer(text):
            words = match[1] or match[2] or b""
            if _may_matter(words.strip()):
                self._other = True

    def _pack(self, words: bytes) -> None:
        if b"push" in words:
            self._packing.append(self._packed)
            self._packed = self._packed or any(word.strip().isdigit() for word in words.split(b","))
        elif b"pop" in words:
            if self._packing:
                self._packed = self._packing.pop()
            else:
                self._other = True
        else:
            self._packed = bool(words.strip())
