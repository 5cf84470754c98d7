"""C++ text as tokens, by bytes, as libclang counts them: enough to find where a declaration begins and ends."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from msgspec import Struct

from podcheck.cpp import lexer
from podcheck.cpp.lexer import LineIndex
from podcheck.model.problems import Location

_BEGINS_DIRECTIVE = (b"#", b"%:")
_DOUBLE = (b">>", b"<<", b">>=", b"<<=")
_OPEN = {b"(": b")", b"[": b"]", b"{": b"}"}
_CLOSE = frozenset(_OPEN.values())


class SourceToken(Struct, frozen=True):
    """A word, number, literal, sign or directive."""

    text: bytes
    start: int
    """The offset of its first byte."""

    end: int
    """The offset behind its last byte."""

    kind: str
    """A word for which of these it is."""


def read_tokens(content: bytes) -> Iterator[SourceToken]:
    """Yield all tokens but comments; a directive is one of them, and `>>`, which may close two templates, is two."""
    end = 0
    directive: list[lexer.Token] = []
    for token in lexer.tokens(content):
        begins_line = not end or _has_newline(content[end : token.start])
        if directive and begins_line:
            yield _directive(directive, content)
            directive.clear()
        if directive or (begins_line and token.text in _BEGINS_DIRECTIVE):
            directive.append(token)
        elif token.kind is lexer.TokenKind.COMMENT:
            continue
        elif token.text in _DOUBLE:
            for start in range(token.start, token.end):
                yield SourceToken(content[start : start + 1], start, start + 1, "sign")
        else:
            yield SourceToken(token.text, token.start, token.end, token.kind.value)
        end = token.end
    if directive:
        yield _directive(directive, content)


def _has_newline(text: bytes) -> bool:
    return b"\n" in text and b"\n" in lexer.join_lines(text)


def _directive(parts: Sequence[lexer.Token], content: bytes) -> SourceToken:
    start, end = parts[0].start, parts[-1].end
    return SourceToken(content[start:end], start, end, "directive")


@dataclass(frozen=True)
class Text:
    """A file's content with its tokens."""

    file: str
    content: bytes

    @cached_property
    def tokens(self) -> tuple[SourceToken, ...]:
        """Return all but white space and comments."""
        return tuple(read_tokens(self.content))

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Return where each token begins."""
        return tuple(token.start for token in self.tokens)

    @cached_property
    def matches(self) -> dict[int, int]:
        """Return the number of the closing bracket for that of the opening one, and the other way round."""
        result: dict[int, int] = {}
        open_: list[int] = []
        for number, token in enumerate(self.tokens):
            if token.text in _OPEN:
                open_.append(number)
            elif token.text in _CLOSE and open_ and _OPEN[self.tokens[open_[-1]].text] == token.text:
                result[number] = open_.pop()
                result[result[number]] = number
        return result

    @cached_property
    def lines(self) -> LineIndex:
        """Return where each line begins."""
        return LineIndex(self.content)

    @property
    def newline(self) -> bytes:
        """Return what ends the file's lines."""
        return b"\r\n" if b"\r\n" in self.content else b"\n"

    def offset(self, place: Location) -> int | None:
        """Return where the place is; None where the file has no such line."""
        return self.lines.offset(place.line, place.column)

    def at(self, offset: int) -> int | None:
        """Return the number of the token that begins there; None where none does."""
        number = bisect.bisect_left(self.starts, offset)
        return number if number < len(self.starts) and self.starts[number] == offset else None

    def past(self, number: int) -> int:
        """Return the number behind the token, or behind the bracket that it opens."""
        if self.tokens[number].text in _OPEN:
            return self.matches.get(number, len(self.tokens) - 1) + 1
        return number + 1

    def words(self, first: int, last: int) -> list[bytes]:
        """Return the tokens' text from one number to the other, which is left out."""
        return [token.text for token in self.tokens[first:last]]

    def indent(self, offset: int) -> bytes | None:
        """Return the white space before it on its line; None where something else stands there."""
        before = self.content[self.lines.start(offset) : offset]
        return before if not before.strip() else None
