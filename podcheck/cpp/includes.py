"""What a source includes, read off its text without a preprocessor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum

from msgspec import Struct

from podcheck.cpp.lexer import join_lines

_INCLUDE = re.compile(
    rb"^[ \t]*(?:%:|#)[ \t]*(?:include|include_next|import)\b[ \t]*(?P<what>\"[^\"\n]+\"|<[^>\n]+>|[^\s].*)",
    re.MULTILINE,
)
_FOLDER = re.compile(r"^(?:-I|-iquote|-isystem|-idirafter|-cxx-isystem|/I)(?P<folder>.*)$")
_UNNAMEABLE = re.compile(r'["\\\n\r]')


def read_includes(text: bytes) -> Iterator[str]:
    """Yield the names as written, with their quotes or brackets; "" for what a macro spells.

    What stands behind `#if` is included, whether it holds or not.
    """
    for match in _INCLUDE.finditer(join_lines(text)):
        what = match["what"].decode(errors="surrogateescape")
        yield what if what[0] in '"<' else ""


class How(IntEnum):
    """What becomes of a file that is mentioned."""

    INCLUDED = 0
    """Its text is read."""

    EMBEDDED = 1
    """Its bytes are read."""

    ASKED = 2
    """The text asks whether it is there."""

    OTHERWISE = 3
    """It is a module, or another one stands in for it."""


class Mention(Struct, frozen=True):
    """A file that a text names."""

    name: str
    """Empty where it could be any file: a macro spells it."""

    quoted: bool = False
    """It is looked for beside the text first."""

    later: bool = False
    """It is not in the first folder that fits (`include_next`)."""

    how: How = How.INCLUDED


_TRIGRAPHS = {b"??=": b"#", b"??/": b"\\", b"??(": b"[", b"??)": b"]", b"??'": b"^", b"??<": b"{", b"??>": b"}"}
_BEGINNINGS = (
    (b"#", re.compile(rb"(?P<mark>#)(?=[ \t\v\f\0]*(?:in|im|em|_|/\*))")),
    (b"%:", re.compile(rb"(?P<mark>%:)")),
    (b"__has_", re.compile(rb"(?P<asks>__has_(?:include|embed)(?:_next)?(?:__)?\b)")),
    (b"import", re.compile(rb"(?P<import>\bimport\b)")),
    (b"include_alias", re.compile(rb"(?P<alias>\binclude_alias\b)")),
)
"""What a mention begins with, behind a word without which there is none: texts are long, and most have few of these."""

_DIRECTIVE = re.compile(rb"(?P<word>include(?P<next>_next)?|import|embed|__include_macros)\b")
_BLANKS = b" \t\v\f\0"
_SPACE = re.compile(rb"[ \t\v\f\0]*")
_NAME = re.compile(rb"\"(?P<quoted>[^\"\r\n]{1,4096})\"|<(?P<angled>[^>\r\n]{1,4096})>")
"""No system has longer names."""

_MODULE = re.compile(rb"[\w.:]+[ \t]*;")


def find_mentions(text: bytes) -> Iterator[Mention]:
    """Yield every file that the text may have read, or asks for: rather too many than too few.

    That is with and without trigraphs, in comments and in literals too, so that none of these can hide one; but what a
    macro spells only where a directive can stand, since comments have sentences about `#include`.
    """
    yield from _DirectiveReader(join_lines(text)).read()
    if b"??" in text:
        for trigraph, character in _TRIGRAPHS.items():
            text = text.replace(trigraph, character)
        yield from _DirectiveReader(join_lines(text)).read()


class _DirectiveReader:
    """A text whose continued lines are joined."""

    def __init__(self, text: bytes) -> None:
        self.text = text
        """The text, with lines joined that go on behind a backslash."""

        self._end = 0
        """Where the comment ends that was looked at last: each is looked for once."""

    def read(self) -> Iterator[Mention]:
        matches = [match for word, begin in _BEGINNINGS if word in self.text for match in begin.finditer(self.text)]
        for match in sorted(matches, key=re.Match.start):
            if match.lastgroup == "mark":
                yield from self._directive(match)
            elif match.lastgroup == "asks":
                at = self._skip(match.end())
                if self.text.startswith(b"(", at) and not self._is_defined(match.start()):
                    yield self._name(self._skip(at + 1), b"next" in match[0], How.ASKED) or Mention("", how=How.ASKED)
            elif match.lastgroup == "alias":
                yield Mention("", how=How.OTHERWISE)
            elif self._begins_line(match.start()):
                yield from self._module(match.end())

    def _directive(self, mark: re.Match[bytes]) -> Iterator[Mention]:
        word = _DIRECTIVE.match(self.text, self._skip(mark.end()))
        if word is None:
            return
        at = self._skip(word.end())
        how = How.EMBEDDED if word["word"] == b"embed" else How.INCLUDED
        mention = self._name(at, word["next"] is not None, how)
        if mention is not None:
            yield mention
        elif self.text[at : at + 1] not in (b"", b"\n", b"\r") and self._begins_line(mark.start()):
            yield Mention("", how=how)

    def _module(self, at: int) -> Iterator[Mention]:
        """Yield the header of `import <header>;`; what a module by name is, is not known."""
        at = self._skip(at)
        mention = self._name(at, False, How.OTHERWISE)
        if mention is not None:
            yield mention
        elif _MODULE.match(self.text, at):
            yield Mention("", how=How.OTHERWISE)

    def _is_defined(self, at: int) -> bool:
        """Whether the name there is that of a macro: what asks by it then gets the macro's answer."""
        before = self.text[max(0, at - 64) : at].rstrip(_BLANKS)
        return before.endswith(b"define") and before[:-6].rstrip(_BLANKS).endswith((b"#", b"%:"))

    def _name(self, at: int, later: bool, how: How) -> Mention | None:
        match = _NAME.match(self.text, at)
        if match is None:
            return None
        quoted = match["quoted"] is not None
        return Mention(match[match.lastgroup or 0].decode(errors="surrogateescape"), quoted, later, how)

    def _skip(self, at: int) -> int:
        """Return where what stands behind blanks and comments begins."""
        while True:
            blank = _SPACE.match(self.text, at)
            at = blank.end() if blank is not None else at
            if not self.text.startswith(b"/*", at):
                return at
            if self._end < at + 4:
                end = self.text.find(b"*/", at + 2)
                self._end = len(self.text) if end < 0 else end + 2
            at = self._end

    def _begins_line(self, at: int) -> bool:
        """Whether a directive may begin there: nothing stands before it in the line, or a comment's end does."""
        while at > 0 and self.text[at - 1] in _BLANKS:
            at -= 1
        return (
            at == 0
            or self.text[at - 1] in b"\r\n"
            or self.text.endswith((b"*/", b"export"), at - 6 if at > 6 else 0, at)
        )


def folders(arguments: Sequence[str]) -> Iterator[str]:
    """Yield the folders that these arguments have headers looked for in, in the order in which they stand."""
    for at, argument in enumerate(arguments):
        match = _FOLDER.match(argument)
        if match is not None:
            yield match["folder"] or next(iter(arguments[at + 1 : at + 2]), "")


def can_be_included(file: str) -> bool:
    """Whether an `#include` can say the file's name."""
    return not _UNNAMEABLE.search(file)
