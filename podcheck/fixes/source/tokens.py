"""C++ text as tokens, by bytes, as libclang counts them: enough to find where a declaration begins and ends."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from functools import cached_property

from msgspec import Struct

from podcheck.model.problems import Location

_TOKEN = re.compile(
    rb"""
      (?P<space>\s+ | //(?:\\\r?\n|[^\n])* | /\*.*?(?:\*/|\Z))
    | (?P<directive>\#(?:\\\r?\n|/\*.*?(?:\*/|\Z)|[^\n])*)
    | (?P<string>(?:u8|[uUL])?R"(?P<fence>[^()\s\\]{0,16})\(.*?(?:\)(?P=fence)"|\Z)
        | (?:u8|[uUL])?"(?:\\.|[^"\\\n])*" | (?:u8|[uUL])?'(?:\\.|[^'\\\n])+')
    | (?P<word>[A-Za-z_\x80-\xff][\w\x80-\xff]*)
    | (?P<number>\.?\d(?:[eEpP][+-]|'[\w]|[\w.])*)
    | (?P<sign>::|->\*?|&&|\|\||\.\.\.|<=>|==|!=|<=|>=|\+\+|--|[-+*/%^&|]=|.)
    """,
    re.DOTALL | re.VERBOSE,
)
_OPEN = {b"(": b")", b"[": b"]", b"{": b"}"}
_CLOSE = frozenset(_OPEN.values())


class Token(Struct, frozen=True):
    """A word, number, literal, sign or directive from `start` to `end`, in bytes."""

    text: bytes
    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Text:
    """A file's content with its tokens."""

    file: str
    content: bytes

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """All but white space and comments."""
        return tuple(
            Token(match[0], match.start(), match.end(), match.lastgroup or "")
            for match in _TOKEN.finditer(self.content)
            if match.lastgroup != "space"
        )

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each token begins."""
        return tuple(token.start for token in self.tokens)

    @cached_property
    def matches(self) -> dict[int, int]:
        """The number of the closing bracket for that of the opening one, and the other way round."""
        found: dict[int, int] = {}
        open_: list[int] = []
        for number, token in enumerate(self.tokens):
            if token.text in _OPEN:
                open_.append(number)
            elif token.text in _CLOSE and open_ and _OPEN[self.tokens[open_[-1]].text] == token.text:
                found[number] = open_.pop()
                found[found[number]] = number
        return found

    @cached_property
    def lines(self) -> tuple[int, ...]:
        """Where each line begins."""
        return (0, *(match.end() for match in re.finditer(rb"\n", self.content)))

    @property
    def newline(self) -> bytes:
        """What ends the file's lines."""
        return b"\r\n" if b"\r\n" in self.content else b"\n"

    def offset(self, place: Location) -> int | None:
        """Where the place is; None where the file has no such line."""
        if not 0 < place.line <= len(self.lines) or not place.column:
            return None
        return self.lines[place.line - 1] + place.column - 1

    def at(self, offset: int) -> int | None:
        """The number of the token that begins there."""
        number = bisect.bisect_left(self.starts, offset)
        return number if number < len(self.starts) and self.starts[number] == offset else None

    def past(self, number: int) -> int:
        """The number behind the token, or behind the bracket that it opens."""
        if self.tokens[number].text in _OPEN:
            return self.matches.get(number, len(self.tokens) - 1) + 1
        return number + 1

    def words(self, first: int, last: int) -> list[bytes]:
        """The tokens' text from one number to the other, which is left out."""
        return [token.text for token in self.tokens[first:last]]

    def indent(self, offset: int) -> bytes | None:
        """The white space before it on its line; None where something else stands there."""
        line = self.lines[bisect.bisect_right(self.lines, offset) - 1]
        before = self.content[line:offset]
        return before if not before.strip() else None
