"""Where a class's braces are, and the declarations between them."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from podcheck.fixes.source.tokens import Text
from podcheck.model.facts import ClassFacts
from podcheck.model.problems import Location

_ACCESS = frozenset({b"public", b"protected", b"private"})
_CLASS_KEYS = frozenset({b"struct", b"class", b"union", b"enum"})
_BEFORE_A_BODY = frozenset({b")", b"const", b"noexcept", b"override", b"final", b"&", b"&&", b"volatile", b"}"})


class Declaration(Struct, frozen=True):
    """Tokens from `first` to `last`, the semicolon or closing brace at its end among them; numbers, not bytes.

    `access`: the label that it stands under, empty where there is none.
    """

    first: int
    last: int
    access: str


class ClassText(Struct, frozen=True):
    """A class in a text: the token of its name or keyword, its braces, and what is declared between them."""

    text: Text
    facts: ClassFacts
    name: int
    opening: int
    closing: int
    declarations: tuple[Declaration, ...]

    def at(self, place: Location) -> Declaration | None:
        """The declaration in which that place is."""
        number = self.token_at(place)
        if number is None:
            return None
        return next(
            (declaration for declaration in self.declarations if declaration.first <= number <= declaration.last), None
        )

    def declaration_of(self, place: Location, name: str) -> Declaration | None:
        """The declaration that has that name there; None where a macro put it there."""
        number = self.token_at(place)
        if number is None or not name.startswith(self.text.tokens[number].text.decode("utf-8", "replace")):
            return None
        return self.at(place)

    def token_at(self, place: Location) -> int | None:
        """The number of the token at that place."""
        offset = self.text.offset(place)
        return None if offset is None else self.text.at(offset)


def find_class(text: Text, facts: ClassFacts) -> ClassText | None:
    """The class's text; None where it does not stand there as it is, but in a macro for example."""
    start, end = text.offset(facts.location), text.offset(facts.end)
    if start is None or end is None or facts.end.file != facts.location.file:
        return None
    name, closing = text.at(start), text.at(end - 1)
    if name is None or closing is None or closing not in text.matches or text.tokens[closing].text != b"}":
        return None
    opening = text.matches[closing]
    if opening <= name:
        return None
    return ClassText(text, facts, name, opening, closing, tuple(_declarations(text, opening, closing)))


def _declarations(text: Text, opening: int, closing: int) -> Iterator[Declaration]:
    number, access = opening + 1, ""
    while number < closing:
        word = text.tokens[number].text
        if word in _ACCESS and text.tokens[number + 1].text == b":":
            access = word.decode()
            number += 2
        elif text.tokens[number].kind == "directive" or word == b";":
            number += 1
        else:
            last = end_of_declaration(text, number, closing)
            yield Declaration(number, last, access)
            number = last + 1


def end_of_declaration(text: Text, first: int, closing: int) -> int:
    """The number of the declaration's last token: its semicolon, or the brace that ends a function's body."""
    number, seen_class, seen_parameters = first, False, False
    while number < closing:
        word = text.tokens[number].text
        if word == b";":
            return number
        behind = text.past(number)
        if word == b"{":
            following = text.tokens[behind].text if behind < len(text.tokens) else b""
            is_body = seen_parameters and (not seen_class or text.tokens[number - 1].text in _BEFORE_A_BODY)
            if following == b";":
                return behind
            if is_body and following not in (b",", b"{"):
                return behind - 1
        seen_class = seen_class or word in _CLASS_KEYS
        seen_parameters = seen_parameters or word == b"("
        number = behind
    return closing - 1
