"""Constructors and initializers that set nothing but zeros, by their text: who sets the bytes to zero loses nothing."""

from __future__ import annotations

import re

from clang.cindex import Cursor, CursorKind
from msgspec import Struct

from podcheck.cpp.lexer import without_comments
from podcheck.extract.libclang.cursors import (
    CLASS_IDS,
    byte_range,
    definition,
    descend,
    in_template,
    is_expression,
    last_expression,
    raw_location,
    text_of,
)
from podcheck.extract.libclang.source_files import SourceFiles
from podcheck.extract.libclang.typed_calls import evaluate_integer, is_defaulted_method, kind_id

_ZERO = rb"(?:0[xX]?0*[uUlLzZ]{0,3}|0*\.0*[fFlL]?|0+\.0*[fFlL]?|nullptr|NULL|false|L?'\\0'|)"
_VALUE = rb"\s*(?:\(\s*" + _ZERO + rb"\s*\)|\{\s*" + _ZERO + rb"\s*\})\s*"
_SIZE = rb"sizeof\s*(?:\(\s*(?:\*\s*this|\w+)\s*\)|\*\s*this)"
_CLEARING = (
    rb"(?:(?:::|std\s*::)\s*)?memset\s*\(\s*(?:\(\s*void\s*\*\s*\)\s*)?this\s*,\s*0\s*,\s*" + _SIZE + rb"\s*\)\s*;"
)
_ASSIGNING = rb"(?:(?:this\s*->\s*)?\w+\s*=\s*){1,20}" + _ZERO.removesuffix(b"|)") + rb")\s*;"
_HEAD = rb"\s*\(\s*(?:void\s*)?\)\s*(?:(?:noexcept|throw\s*\(\s*\))\s*)?"
_EMPTY = re.compile(_HEAD + rb"(?:\{\s*\}|=\s*default\s*;)")
_EMPTY_DESTRUCTOR = re.compile(
    rb"~\s*\w+\s*\(\s*(?:void\s*)?\)\s*(?:(?:noexcept|override|final|throw\s*\(\s*\))\s*){0,3}"
    rb"(?:\{\s*\}|=\s*default\s*;)"
)
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
_NAME = re.compile(rb"(?:::\s*)?[A-Za-z_]\w*(?:\s*::\s*\w+)*")
_ASSIGNMENT = frozenset({CursorKind.BINARY_OPERATOR.value})
_FIELD = CursorKind.FIELD_DECL.value
_BASE = CursorKind.CXX_BASE_SPECIFIER.value
_NAMED = CursorKind.DECL_REF_EXPR.value
_ENUMERATOR = CursorKind.ENUM_CONSTANT_DECL.value
_DEEPEST = 20
_LONGEST = 1000


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


def read_constructor(constructor: Cursor, sources: SourceFiles) -> ConstructorText:
    """Return what the default constructor's text does; nothing is known where a macro wrote it."""
    defined = constructor.get_definition()
    if not raw_location(defined or constructor)[0]:
        return ConstructorText()
    if not is_defaulted_method(constructor) and _is_seen_by_few(constructor, defined, sources):
        return ConstructorText(elsewhere=True)
    return read_body(defined or constructor, sources)


def read_body(constructor: Cursor, sources: SourceFiles) -> ConstructorText:
    """Return what the text does that stands behind this declaration or definition of a default constructor."""
    file, _, _, offset = raw_location(constructor)
    start = offset + len(constructor.semantic_parent.spelling.partition("<")[0].encode())
    text = without_comments(sources.content(file)[start : start + _LONGEST])
    if _EMPTY.match(text):
        return ConstructorText(empty=True, zeros=True)
    if not _CONSTRUCTOR.match(text):
        text = _write_zeros(text, constructor, sources)
    if _CONSTRUCTOR.match(text):
        return ConstructorText(zeros=True)
    called = _CALLED.search(text.partition(b"}")[0])
    if called is not None and _sets_zeros(constructor, called[1].decode(), sources):
        zeros = _CONSTRUCTOR.match(text[: called.start()] + b" " + text[called.end() :]) is not None
        return ConstructorText(zeros=zeros)
    fields = _field_names(constructor.semantic_parent)
    return ConstructorText(value=_find_value(text, fields), values=_find_values(text, fields))


def has_empty_body(destructor: Cursor, sources: SourceFiles) -> bool:
    """Whether the destructor is written with an empty body, where each file that has the class sees that."""
    defined = destructor.get_definition()
    if _is_seen_by_few(destructor, defined, sources) or defined is None:
        return False
    file, _, _, offset = raw_location(defined)
    return _EMPTY_DESTRUCTOR.match(without_comments(sources.content(file)[offset : offset + _LONGEST])) is not None


def _is_seen_by_few(function: Cursor, defined: Cursor | None, sources: SourceFiles) -> bool:
    """Whether the member function's body is in another file, or in this one alone, and the class in a header."""
    if defined is None:
        return True
    return raw_location(defined)[0] == sources.main_file != raw_location(function.semantic_parent)[0]


def _write_zeros(text: bytes, constructor: Cursor, sources: SourceFiles) -> bytes:
    """Return the text with a 0 in place of each name that a member gets and that is zero: of an enumerator, a macro."""
    if in_template(constructor.semantic_parent):
        return text
    values = [child for child in constructor.get_children() if is_expression(child)]

    def visit(operator: Cursor, _parent: Cursor) -> None:
        value = last_expression(operator) if operator.spelling == "=" else None
        values.extend([value] if value is not None else [])

    descend(constructor, visit, _ASSIGNMENT)
    named = [(written, value) for value in values if _NAME.fullmatch(written := text_of(value, sources))]
    zeros = {written for written, value in named if evaluate_integer(value) == 0}
    for name in sorted(zeros, key=lambda written: (-len(written), written)):
        text = re.sub(rb"(?<![\w:.>])" + re.escape(name) + rb"(?![\w:(])", b"0", text)
    return text


def _field_names(record: Cursor, depth: int = 0) -> set[bytes]:
    """Return the names of its members, those of its bases and of anonymous members among them."""
    result: set[bytes] = set()
    for child in record.get_children() if depth < _DEEPEST else ():
        number = kind_id(child)
        if number == _FIELD:
            result.add(child.spelling.encode())
        inner = definition(child.type.get_canonical()) if number == _BASE or number in CLASS_IDS else None
        if inner is not None and inner != record and (number == _BASE or child.is_anonymous()):
            result |= _field_names(inner, depth + 1)
    return result


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
    if value is not None and (evaluate_integer(value) == 0 or _is_zero_of_template(value)):
        return True
    where = byte_range(field)
    if where is None:
        return False
    file, _, end = where
    start = raw_location(field)[3] + len(field.spelling.encode())
    return _INITIALIZER.fullmatch(without_comments(sources.content(file)[start:end])) is not None


def _is_zero_of_template(value: Cursor) -> bool:
    """Whether it names an enumerator that is zero by its own text; within a template libclang says 0 of all."""
    named = value.referenced if kind_id(value) == _NAMED else None
    if named is None or kind_id(named) != _ENUMERATOR:
        return False
    written = last_expression(named)
    if written is not None:
        return evaluate_integer(written) == 0
    first = next(iter(named.semantic_parent.get_children()), None)
    return first == named
