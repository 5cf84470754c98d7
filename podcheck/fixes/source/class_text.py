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
    """The tokens of one declaration, by their numbers."""

    first: int
    """The number of the first."""

    last: int
    """The number of the last, the semicolon or closing brace."""

    access: str
    """The label that it stands under; empty where there is none."""


class ClassText(Struct, frozen=True):
    """A class in a text, by the numbers of tokens."""

    text: Text
    facts: ClassFacts
    name: int
    """Its name, or its keyword where it has none."""

    opening: int
    """The brace that opens its body."""

    closing: int
    """The brace that closes its body."""

    declarations: tuple[Declaration, ...]
    """What is declared between the braces."""

    def at(self, place: Location) -> Declaration | None:
        """Return the declaration in which that place is."""
        number = self.token_at(place)
        if number is None:
            return None
        return next(
            (declaration for declaration in self.declarations if declaration.first <= number <= declaration.last), None
        )

    def declaration_of(self, place: Location, name: str) -> Declaration | None:
        """Return the declaration that has that name there; None where a macro put it there."""
        number = self.token_at(place)
        if number is None or not name.startswith(self.text.tokens[number].text.decode("utf-8", "replace")):
            return None
        return self.at(place)

    def token_at(self, place: Location) -> int | None:
        """Return the number of the token at that place."""
        offset = self.text.offset(place)
        return None if offset is None else self.text.at(offset)


def find_class(text: Text, facts: ClassFacts) -> ClassText | None:
    """Return the class's text; None where it does not stand there as it is, but in a macro for example."""
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
    """Return the number of the declaration's last token: its semicolon, or the brace that ends a function's body."""
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
