"""Constructors and initializers that set nothing but zeros, by their text: who sets the bytes to zero loses nothing."""

from __future__ import annotations

import re

from clang.cindex import Cursor, CursorKind
from msgspec import Struct

from podcheck.cpp.lexer import without_comments
from podcheck.extract.libclang.cursors import byte_range, last_expression, raw_location
from podcheck.extract.libclang.source_files import SourceFiles
from podcheck.extract.libclang.typed_calls import evaluate_integer, is_defaulted_method

_ZERO = rb"(?:0[xX]?0*[uUlLzZ]{0,3}|0*\.0*[fFlL]?|0+\.0*[fFlL]?|nullptr|NULL|false|L?'\\0'|)"
_VALUE = rb"\s*(?:\(\s*" + _ZERO + rb"\s*\)|\{\s*" + _ZERO + rb"\s*\})\s*"
_SIZE = rb"sizeof\s*(?:\(\s*(?:\*\s*this|\w+)\s*\)|\*\s*this)"
_CLEARING = (
    rb"(?:(?:::|std\s*::)\s*)?memset\s*\(\s*(?:\(\s*void\s*\*\s*\)\s*)?this\s*,\s*0\s*,\s*" + _SIZE + rb"\s*\)\s*;"
)
_ASSIGNING = rb"(?:this\s*->\s*)?\w+\s*=\s*" + _ZERO.removesuffix(b"|)") + rb")\s*;"
_HEAD = rb"\s*\(\s*(?:void\s*)?\)\s*(?:(?:noexcept|throw\s*\(\s*\))\s*)?"
_EMPTY = re.compile(_HEAD + rb"\{\s*\}")
_CONSTRUCTOR = re.compile(
    _HEAD + rb"(?::\s*\w+" + _VALUE + rb"(?:,\s*\w+" + _VALUE + rb")*)?"
    rb"\{\s*(?:(?:" + _CLEARING + rb"|" + _ASSIGNING + rb")\s*)*\}"
)
_IS_ZERO = re.compile(rb"\s*" + _ZERO + rb"\s*")
_TO_BODY = re.compile(_HEAD + rb"(:[^{}]*)?\{")
_INITIALIZED = re.compile(rb"(\w+)\s*\(\s*([\w.+-]{1,40})\s*\)")
_ASSIGNED = re.compile(rb"(?<![\w.>\]])(?:this\s*->\s*)?([A-Za-z_]\w*)\s*=\s*([\w.+-]{1,40})\s*;")
_CALLED = re.compile(rb"(?<![\w.>:])(?:this\s*->\s*)?(\w+)\s*\(\s*\)\s*;")
_FUNCTION = re.compile(rb"\w+" + _HEAD + rb"\{\s*(?:(?:" + _CLEARING + rb"|" + _ASSIGNING + rb")\s*)+\}")
_INITIALIZER = re.compile(rb"[^;{=(]{0,200}(?:=\s*" + _ZERO + rb"\s*$|=?\s*\{\s*" + _ZERO + rb"\s*\}\s*$)")
_LONGEST = 1000


class ConstructorText(Struct, frozen=True):
    """What a default constructor's text does."""

    empty: bool = False
    """Whether it does nothing."""

    zeros: bool = False
    """Whether it sets nothing but zeros."""

    value: str = ""
    """The first member that gets another value, as written: `a(7)`."""

    elsewhere: bool = False
    """Whether another file defines it, so that nobody knows here what it does."""


def read_constructor(constructor: Cursor, sources: SourceFiles) -> ConstructorText:
    """Return what the default constructor's text does; nothing is known where a macro wrote it."""
    definition = constructor.get_definition()
    file, _, _, offset = raw_location(definition or constructor)
    if not file:
        return ConstructorText()
    if definition is None and not is_defaulted_method(constructor):
        return ConstructorText(elsewhere=True)
    start = offset + len(constructor.semantic_parent.spelling.partition("<")[0].encode())
    text = without_comments(sources.content(file)[start : start + _LONGEST])
    if _EMPTY.match(text):
        return ConstructorText(empty=True, zeros=True)
    if _CONSTRUCTOR.match(text):
        return ConstructorText(zeros=True)
    called = _CALLED.search(text.partition(b"}")[0])
    if called is not None and _sets_zeros(constructor, called[1].decode(), sources):
        zeros = _CONSTRUCTOR.match(text[: called.start()] + b" " + text[called.end() :]) is not None
        return ConstructorText(zeros=zeros)
    return ConstructorText(value=_find_value(text))


def _find_value(text: bytes) -> str:
    """Return the first member that gets something else than zero, as it is written; "" where that is not plain."""
    head = _TO_BODY.match(text)
    if head is None:
        return ""
    for match in _INITIALIZED.finditer(head[1] or b""):
        if _IS_ZERO.fullmatch(match[2]) is None:
            return match[0].decode("utf-8", "replace")
    for match in _ASSIGNED.finditer(text[head.end() :].partition(b"}")[0]):
        if _IS_ZERO.fullmatch(match[2]) is None:
            return f"{match[1].decode()} = {match[2].decode('utf-8', 'replace').strip()}"
    return ""


def _sets_zeros(constructor: Cursor, name: str, sources: SourceFiles) -> bool:
    """Whether the member function of that name, which takes nothing, sets nothing but zeros."""
    for member in constructor.semantic_parent.get_children():
        if member.kind is not CursorKind.CXX_METHOD or member.spelling != name or list(member.get_arguments()):
            continue
        file, _, _, offset = raw_location(member.get_definition() or member)
        text = without_comments(sources.content(file)[offset : offset + _LONGEST]) if file else b""
        return _FUNCTION.match(text) is not None
    return False


def is_initialized_to_zero(field: Cursor, sources: SourceFiles) -> bool:
    """Whether the default member initializer, which the field has, is a zero or `{}`."""
    value = last_expression(field)
    if value is not None and evaluate_integer(value) == 0:
        return True
    where = byte_range(field)
    if where is None:
        return False
    file, _, end = where
    start = raw_location(field)[3] + len(field.spelling.encode())
    return _INITIALIZER.fullmatch(without_comments(sources.content(file)[start:end])) is not None
