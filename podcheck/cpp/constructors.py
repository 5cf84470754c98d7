"""Default constructors as text: whether one sets nothing but zeros, and which member gets another value."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

LONGEST = 1000
"""The bytes of a constructor's text that are looked at."""

_ZERO = rb"(?:0[xX]?0*[uUlLzZ]{0,3}|0*\.0*[fFlL]?|0+\.0*[fFlL]?|nullptr|NULL|false|L?'\\0'|)"
_VALUE = rb"\s*(?:\(\s*" + _ZERO + rb"\s*\)|\{\s*" + _ZERO + rb"\s*\})\s*"
_PLACE = rb"[\w\s&*.>()\[\]-]{1,120}"
_CLEARING = (
    rb"(?:(?:::|std\s*::)\s*)?(?:memset\s*\("
    + _PLACE
    + rb",\s*(?:0|'\\0')\s*,|bzero\s*\("
    + _PLACE
    + rb",)"
    + _PLACE
    + rb"\)\s*;"
)
"""Whatever it is that gets zeros."""

_ASSIGNING = rb"(?:(?:this\s*->\s*)?[A-Za-z_][\w.\[\]]{0,60}\s*=\s*){1,20}" + _ZERO.removesuffix(b"|)") + rb")\s*;"
"""Of a member, of a part of it, or of an element: `at.x = 0;`, `row[1][i] = 0;`."""

_STATEMENT = (
    rb"(?:for\s*\([^{}()]{1,200}\)\s*){0,3}(?:"
    + _CLEARING
    + rb"|"
    + _ASSIGNING
    + rb"|\{\s*(?:"
    + _ASSIGNING
    + rb"\s*)*\})"
)
"""Alone, or in loops."""

_NAME = rb"\s*(?:\w+\s*::\s*){0,8}\w+\s*(?:<[^<>(){};]{0,200}>)?"
"""A member's or a base's."""

_HEAD = rb"\s*\(\s*(?:void\s*)?\)\s*(?:(?:noexcept|throw\s*\(\s*\))\s*)?"
_EMPTY = re.compile(_HEAD + rb"(?:\{\s*\}|=\s*default\s*;)")
_EMPTY_DESTRUCTOR = re.compile(
    rb"~\s*\w+\s*\(\s*(?:void\s*)?\)\s*(?:(?:noexcept|override|final|throw\s*\(\s*\))\s*){0,3}"
    rb"(?:\{\s*\}|=\s*default\s*;)"
)
_CONSTRUCTOR = re.compile(
    _HEAD + rb"(?::" + _NAME + _VALUE + rb"(?:," + _NAME + _VALUE + rb")*)?\{\s*(?:" + _STATEMENT + rb"\s*)*\}"
)
_IS_ZERO = re.compile(rb"\s*" + _ZERO + rb"\s*")
_TO_BODY = re.compile(_HEAD + rb"(:(?:[^{};]|\{[^{};]*\}(?=\s*[,{]))*)?\{")
"""What is in braces belongs to an initializer if another one, or the body, stands behind it."""

_INITIALIZED = re.compile(rb"(\w+)\s*[({]\s*([\w.+-]{1,40})\s*[)}]")
_ASSIGNED = re.compile(rb"(?<![\w.>\]])(?:this\s*->\s*)?([A-Za-z_]\w*)\s*=\s*([\w.+-]{1,40})\s*;")
_CALLED = re.compile(rb"(?<![\w.>:])(?:this\s*->\s*)?(\w+)\s*\(\s*\)\s*;")
_PARENTHESIS = re.compile(rb"[()]")
_FUNCTION = re.compile(rb"\w+" + _HEAD + rb"\{\s*(?:" + _STATEMENT + rb"\s*)+\}")
_INITIALIZER = re.compile(rb"[^;{=(]{0,200}(?:=\s*" + _ZERO + rb"\s*$|=?\s*\{\s*" + _ZERO + rb"\s*\}\s*$)")


class ConstructorText(Struct, frozen=True):
    """What a default constructor's text does."""

    empty: bool = False
    """Whether it does nothing."""

    zeros: bool = False
    """Whether it sets nothing but zeros."""

    value: str = ""
    """The first member that gets another value, as written: `a(7)`."""

    values: tuple[str, ...] = ()
    """All members that get another value than zero; empty where that is not plain."""

    elsewhere: bool = False
    """Whether another file defines it, so that nobody knows here what it does."""


def read_text(text: bytes, fields: set[bytes]) -> ConstructorText:
    """Return what the text behind a constructor's name does, in a class with members of these names.

    It is without comments, and as much as LONGEST says is enough.
    """
    if _EMPTY.match(text):
        return ConstructorText(empty=True, zeros=True)
    if _CONSTRUCTOR.match(text):
        return ConstructorText(zeros=True)
    return ConstructorText(value=_find_value(text, fields), values=_find_values(text, fields))


def write_defaults(text: bytes, defaults: Sequence[tuple[bytes, bytes]]) -> bytes:
    """Return the text behind a constructor's name as if it took nothing.

    Each parameter that is given to a member as it is has its default argument in its place, which stands second.
    """
    end = _end_of_parameters(text)
    if not defaults or end is None:
        return text
    values = dict(defaults)
    names = b"|".join(re.escape(name) for name in values)
    given = re.compile(rb"(?<=[({=])(\s*)(" + names + rb")(?=\s*[)};])")
    return b"()" + given.sub(lambda match: match[1] + values[match[2]], text[end:])


def _end_of_parameters(text: bytes) -> int | None:
    """Return the offset behind the parenthesis that closes the first one."""
    depth = 0
    for match in _PARENTHESIS.finditer(text):
        depth += 1 if match[0] == b"(" else -1
        if depth <= 0:
            return match.end() if depth == 0 else None
    return None


def find_call(text: bytes) -> re.Match[bytes] | None:
    """Return the call of a function that takes nothing, in a constructor's body; its group is the name."""
    return _CALLED.search(text.partition(b"}")[0])


def does_nothing_else(text: bytes, call: re.Match[bytes]) -> bool:
    """Whether the constructor sets nothing but zeros besides this call."""
    return _CONSTRUCTOR.match(text[: call.start()] + b" " + text[call.end() :]) is not None


def is_function_of_zeros(text: bytes) -> bool:
    """Whether the function, from its name on, takes nothing and sets nothing but zeros."""
    return _FUNCTION.match(text) is not None


def is_empty_destructor(text: bytes) -> bool:
    """Whether the destructor, from its `~` on, is written with an empty body."""
    return _EMPTY_DESTRUCTOR.match(text) is not None


def is_initializer_of_zero(text: bytes) -> bool:
    """Whether what stands behind a member's name gives it a zero, or `{}`."""
    return _INITIALIZER.fullmatch(text) is not None


def _find_value(text: bytes, fields: set[bytes]) -> str:
    """Return the first member that gets something else than zero, as it is written; "" where that is not plain."""
    head = _TO_BODY.match(text)
    if head is None:
        return ""
    for match in _INITIALIZED.finditer(head[1] or b""):
        if _IS_ZERO.fullmatch(match[2]) is None:
            return match[0].decode("utf-8", "replace")
    for match in _ASSIGNED.finditer(text[head.end() :].partition(b"}")[0]):
        if match[1] in fields and _IS_ZERO.fullmatch(match[2]) is None:
            return f"{match[1].decode()} = {match[2].decode('utf-8', 'replace').strip()}"
    return ""


def _find_values(text: bytes, fields: set[bytes]) -> tuple[str, ...]:
    """Return the members that get something else than zero, where the text does nothing but give members values."""
    head = _TO_BODY.match(text)
    if head is None:
        return ()
    end = head.end() + len(text[head.end() :].partition(b"}")[0]) + 1
    given: list[bytes] = []

    def write_zero(match: re.Match[bytes]) -> bytes:
        given.extend([match[1]] if _IS_ZERO.fullmatch(match[2]) is None else [])
        return match[0][: match.start(2) - match.start()] + b"0" + match[0][match.end(2) - match.start() :]

    zeroed = _ASSIGNED.sub(write_zero, _INITIALIZED.sub(write_zero, text[:end]))
    plain = _CONSTRUCTOR.fullmatch(zeroed) is not None
    return tuple(dict.fromkeys(name.decode() for name in given)) if plain and fields.issuperset(given) else ()
