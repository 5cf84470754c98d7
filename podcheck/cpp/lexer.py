"""The one lexer of C++: comments, literals and other tokens of a text, by bytes, as libclang counts them ([lex]).

It knows raw strings, digit separators, encoding prefixes, and lines that go on behind a backslash; it does not know
trigraphs, and takes `R"x(` for the beginning of a raw string in every dialect. A literal that is not closed ends with
its line, a comment or raw string that is not closed with the text, as in Clang.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from msgspec import Struct

SPLICE = rb"(?:\\[ \t\v\f]*(?:\r\n?|\n\r?))"
"""The end of a line that goes on: a backslash, and blanks, which compilers allow, before the newline."""

_W = rb"[\w$\x80-\xff]"
_PARTS = {
    b"splice": SPLICE,
    b"word": _W,
    b"escape": rb"\\%s*(?:[^\n\r]|\Z)" % SPLICE,
}
_COMMENT = rb"%(splice)s*(?:/(?:%(splice)s|[^\n\r])*|\*.*?(?:\*%(splice)s*/|\Z))" % _PARTS
_NUMBER = rb"(?:%(splice)s*(?:[eEpP][+-]|'%(splice)s*\w|[.\w\x80-\xff]))*" % _PARTS
_STRING = rb"(?:%(splice)s|%(escape)s|[^\"\\\n\r])*\"?" % _PARTS
_CHARACTER = rb"(?:%(splice)s|%(escape)s|[^'\\\n\r])*'?" % _PARTS
_RAW = rb"\"(?P<fence>[^()\\\s]{0,16})\(.*?(?:\)(?P=fence)\"|\Z)"
"""Each behind its first character: `/`, a digit, a quote, the R of a raw string."""

_SUFFIX = rb"(?:%(splice)s*[_\x80-\xff](?:%(splice)s*[\w\x80-\xff])*)?" % _PARTS
_STRING_SUFFIX = rb"(?:%(splice)s*[_\x80-\xff](?:%(splice)s*[\w\x80-\xff])*|sv?(?![\w\x80-\xff]))?" % _PARTS
"""A user's, or that of `std::string` and `std::string_view`; another word behind a literal is a token of its own."""

_PARTS |= {
    b"raw": _RAW + _STRING_SUFFIX,
    b"string": _STRING + _STRING_SUFFIX,
    b"character": _CHARACTER + _SUFFIX,
}

COMMENT = rb"(?:/%s)" % _COMMENT
"""A comment to the end of its line, or to `*/`; wants re.DOTALL, as the next does."""

LITERAL = (
    rb"(?:(?<!%(word)s)(?:u8|[uUL])?R%(raw)s"
    rb"|(?:(?<!%(word)s)(?:u8|[uUL]))?(?:\"%(string)s|'%(character)s))" % _PARTS
)
"""A string or character with its prefix and suffix; has a group `fence`."""

NUMBER = rb"(?:(?<!%s)[0-9]%s)" % (_W, _NUMBER)
"""A number, in which `'` parts digits, without a dot before it."""

_WORD = rb"[A-Za-z_$\x80-\xff](?:%s*%s)*" % (SPLICE, _W)
_SIGNS = "%:%: <=> <<= >>= ->* ... :: -> .* && || ++ -- << >> ## <% :> %> %: += -= *= /= %= ^= &= |= == != <= >="
_SIGN = (
    b"|".join((SPLICE + b"*").join(re.escape(bytes([byte])) for byte in sign) for sign in _SIGNS.encode().split())
    + rb"|<:(?!:[^:>])|."
)
"""The longest first. `<::` is `<` and `::`, unless a `:` or `>` is behind that."""

_PIECE = re.compile(
    rb"[\"'/0-9uULR](?:(?<=/)(?P<comment>%s)|(?<=[0-9])(?<!%s.)(?P<number>%s)"
    % (_COMMENT, _W, _NUMBER)
    + rb"|(?P<literal>(?<=\")%(string)s|(?<=')%(character)s"
    rb"|(?<=[uULR])(?<!%(word)s.)(?:(?:(?<=R)|(?<=u)8?R|(?<=[UL])R)%(raw)s"
    rb"|(?:(?<=u)8?|(?<=[UL]))(?:\"%(string)s|'%(character)s))))" % _PARTS,
    re.DOTALL,
)
"""A comment, literal or number, whichever begins first; a group has what is behind its first character.

Quick: it begins with a set of characters, which Python's search skips to, and most of a text is none of them.
"""

_TOKEN = re.compile(
    rb"(?P<space>(?:[\s\0]|%s)+)|(?P<comment>%s)|(?P<literal>%s)|(?P<word>%s)|(?P<number>\.?[0-9]%s)|(?P<sign>%s)"
    % (SPLICE, COMMENT, LITERAL, _WORD, _NUMBER, _SIGN),
    re.DOTALL,
)
_SPLICED = re.compile(SPLICE)
_SPLICED_WORD = re.compile(rb"[\w$\x80-\xff]%s+(?=[\w'\"])" % SPLICE)
"""A word that goes on on the next line: where the rest begins, a search for pieces takes that for a beginning."""

_NOT_NEWLINE = re.compile(rb"[^\n\r]")
_NEWLINE = re.compile(rb"\r\n|\n|\r")


class TokenKind(Enum):
    """What a token is."""

    COMMENT = "comment"
    LITERAL = "literal"
    """A string or a character, with its prefix and suffix."""
    NUMBER = "number"
    WORD = "word"
    """A name or keyword."""
    SIGN = "sign"
    """An operator or other punctuation, or a byte that is none of C++."""


class Token(Struct, frozen=True):
    """A part of a text."""

    kind: TokenKind
    text: bytes
    start: int
    """The offset of its first byte."""

    end: int
    """The offset behind its last byte."""


def tokens(source: bytes) -> Iterator[Token]:
    """Yield all tokens of the text, comments too, but no white space; each as long as can be, `>>` too."""
    for match in _TOKEN.finditer(source):
        kind = match.lastgroup or ""
        if kind != "space":
            yield Token(_KINDS[kind], match[0], match.start(), match.end())


_KINDS = {kind.value: kind for kind in TokenKind}


def comments(source: bytes) -> Iterator[Token]:
    """Yield the comments of the text."""
    for match in _pieces(source):
        if match["comment"] is not None:
            yield Token(TokenKind.COMMENT, match[0], match.start(), match.end())


def blank(source: bytes) -> bytes:
    """Return the text with blanks for comments and literals, byte for byte; newlines in them stay."""
    pieces: list[bytes] = []
    done = 0
    for match in _pieces(source):
        if match["number"] is None:
            pieces += [source[done : match.start()], _NOT_NEWLINE.sub(b" ", match[0])]
            done = match.end()
    return b"".join((*pieces, source[done:]))


def without_comments(source: bytes) -> bytes:
    """Return the text with a space for each comment; lines keep their numbers."""
    pieces: list[bytes] = []
    done = 0
    for match in _pieces(source):
        if match["comment"] is not None:
            pieces += [source[done : match.start()], b" " + b"\n" * match[0].count(b"\n")]
            done = match.end()
    return b"".join((*pieces, source[done:]))


def join_lines(source: bytes) -> bytes:
    """Return the text with the lines joined that go on behind a backslash."""
    return _SPLICED.sub(b"", source) if b"\\" in source else source


def split_lines(source: bytes) -> list[bytes]:
    """Return the lines without what ends them, as libclang counts them: a carriage return alone ends one too."""
    return _NEWLINE.split(source)


def _pieces(source: bytes) -> Iterator[re.Match[bytes]]:
    """Yield the comments, literals and numbers of the text."""
    if b"\\" in source and _SPLICED_WORD.search(source):
        return (match for match in _TOKEN.finditer(source) if match.lastgroup in ("comment", "literal", "number"))
    return _PIECE.finditer(source)


@dataclass(frozen=True)
class LineIndex:
    """Where the lines of a text begin: offsets in bytes, lines and columns 1-based, as libclang counts them."""

    source: bytes

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Return the offset of the first byte of each line."""
        return (0, *(match.end() for match in _NEWLINE.finditer(self.source)))

    def line(self, offset: int) -> int:
        """Return the line that holds the byte."""
        return bisect.bisect_right(self.starts, offset)

    def start(self, offset: int) -> int:
        """Return where the line of the byte begins."""
        return self.starts[self.line(offset) - 1]

    def column(self, offset: int) -> int:
        """Return the byte's column."""
        return offset - self.start(offset) + 1

    def offset(self, line: int, column: int) -> int | None:
        """Return the offset of a location; None where the text has no such line, or the column is 0."""
        if not 0 < line <= len(self.starts) or column < 1:
            return None
        return self.starts[line - 1] + column - 1
