"""Constructors and initializers that set nothing but zeros, by their text: who sets the bytes to zero loses nothing."""

from __future__ import annotations

import re

from clang.cindex import Cursor, CursorKind

from podcheck.cpp.constructors import (
    LONGEST,
    ConstructorText,
    does_nothing_else,
    find_call,
    is_empty_destructor,
    is_function_of_zeros,
    is_initializer_of_zero,
    read_text,
    write_defaults,
)
from podcheck.cpp.lexer import without_comments
from podcheck.extract.libclang.cursors import (
    CLASS_IDS,
    byte_range,
    definition,
    descend,
    identity,
    in_template,
    is_expression,
    last_expression,
    raw_location,
    text_of,
)
from podcheck.extract.libclang.source_files import SourceFiles
from podcheck.extract.libclang.typed_calls import evaluate_integer, is_defaulted_method, is_in_system_header, kind_id

_NAME = re.compile(rb"(?:::\s*)?[A-Za-z_]\w*(?:\s*::\s*\w+)*")
_ASSIGNMENT = frozenset({CursorKind.BINARY_OPERATOR.value})
_FIELD = CursorKind.FIELD_DECL.value
_BASE = CursorKind.CXX_BASE_SPECIFIER.value
_NAMED = CursorKind.DECL_REF_EXPR.value
_ENUMERATOR = CursorKind.ENUM_CONSTANT_DECL.value
_PARAMETER = CursorKind.TEMPLATE_TYPE_PARAMETER.value
_FUNDAMENTAL = (b"bool", b"char", b"short", b"int", b"unsigned", b"long", b"float", b"double")
_DEEPEST = 20


def read_constructor(constructor: Cursor, sources: SourceFiles) -> ConstructorText:
    """Return what the default constructor's text does; nothing is known where a macro wrote it."""
    defined = constructor.get_definition()
    if not raw_location(defined or constructor)[0]:
        return ConstructorText()
    if not is_defaulted_method(constructor) and _is_seen_by_few(constructor, defined, sources):
        skipped = _find_skipped(constructor, sources) if defined is None else None
        return ConstructorText(elsewhere=True) if skipped is None else _read(constructor, skipped, sources)
    return read_body(defined or constructor, sources)


def _find_skipped(constructor: Cursor, sources: SourceFiles) -> bytes | None:
    """Return the text of a default constructor that the header of its class defines behind it, from its parameters on.

    Where libclang skips bodies, as of libraries, it knows no definition. There is None unless the text has just one.
    """
    if not is_in_system_header(constructor.location):
        return None
    name = re.escape(constructor.semantic_parent.spelling.partition("<")[0].encode())
    behind = re.compile(rb"\b%s\s*(?:<[\w\s,]*>)?\s*::\s*%s(?=\s*\(\s*\)\s*[^;\s])" % (name, name))
    text = sources.content(raw_location(constructor)[0])
    if behind.search(text) is None:
        return None
    text = without_comments(text)
    found = list(behind.finditer(text))
    return text[found[0].end() : found[0].end() + LONGEST] if len(found) == 1 else None


def read_body(constructor: Cursor, sources: SourceFiles) -> ConstructorText:
    """Return what the text does that stands behind this declaration or definition of a default constructor."""
    file, _, _, offset = raw_location(constructor)
    start = offset + len(constructor.semantic_parent.spelling.partition("<")[0].encode())
    return _read(constructor, without_comments(sources.content(file)[start : start + LONGEST]), sources)


def _read(constructor: Cursor, text: bytes, sources: SourceFiles) -> ConstructorText:
    text = write_defaults(text, _list_defaults(constructor, sources))
    fields = _field_names(constructor.semantic_parent)
    result = read_text(text, fields)
    if result.zeros:
        return result
    text = _write_zeros(text, constructor, sources)
    call = find_call(text)
    if call is not None and _sets_zeros(constructor, call[1].decode(), sources):
        return ConstructorText(zeros=does_nothing_else(text, call))
    return read_text(text, fields)


def _list_defaults(constructor: Cursor, sources: SourceFiles) -> list[tuple[bytes, bytes]]:
    """Return the constructor's parameters, named as where it is defined, with their default arguments as written."""
    declared = list(constructor.canonical.get_arguments())
    if not declared:
        return []
    parameters = zip(declared, (constructor.get_definition() or constructor).get_arguments(), strict=False)
    written = [(named.spelling.encode(), text_of(first, sources).partition(b"=")[2]) for first, named in parameters]
    return [(name, value.strip()) for name, value in written if name and value.strip()]


def has_empty_body(destructor: Cursor, sources: SourceFiles) -> bool:
    """Whether the destructor is written with an empty body, where each file that has the class sees that."""
    defined = destructor.get_definition()
    if _is_seen_by_few(destructor, defined, sources) or defined is None:
        return False
    return has_empty_text(defined, sources)


def has_empty_text(destructor: Cursor, sources: SourceFiles) -> bool:
    """Whether the destructor's definition has an empty body."""
    file, _, _, offset = raw_location(destructor)
    return is_empty_destructor(without_comments(sources.content(file)[offset : offset + LONGEST]))


def _is_seen_by_few(function: Cursor, defined: Cursor | None, sources: SourceFiles) -> bool:
    """Whether the member function's body is in another file, or in this one alone, and the class in a header."""
    if defined is None:
        return True
    return raw_location(defined)[0] == sources.main_file != raw_location(function.semantic_parent)[0]


def _write_zeros(text: bytes, constructor: Cursor, sources: SourceFiles) -> bytes:
    """Return the text with a 0 in place of what a member gets and that is zero: an enumerator, a macro, `int()`."""
    text = _write_empty_values(text, constructor.semantic_parent)
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


def _write_empty_values(text: bytes, record: Cursor) -> bytes:
    """Return the text with a 0 in place of each `T()`, of a fundamental type or of a parameter of the template.

    What that makes of a class is looked at with the members of that class.
    """
    parameters = (child.spelling.encode() for child in record.get_children() if kind_id(child) == _PARAMETER)
    words = b"|".join((*_FUNDAMENTAL, *(re.escape(name) for name in parameters if name)))
    return re.sub(rb"(?<![\w:.>])(?:" + words + rb")\s*(?:\(\s*\)|\{\s*\})", b"0", text)


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


def _sets_zeros(constructor: Cursor, name: str, sources: SourceFiles) -> bool:
    """Whether the member function of that name, which takes nothing, sets nothing but zeros."""
    for member in constructor.semantic_parent.get_children():
        if member.kind is not CursorKind.CXX_METHOD or member.spelling != name or list(member.get_arguments()):
            continue
        file, _, _, offset = raw_location(member.get_definition() or member)
        text = without_comments(sources.content(file)[offset : offset + LONGEST]) if file else b""
        return is_function_of_zeros(text)
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
    return is_initializer_of_zero(without_comments(sources.content(file)[start:end]))


def _is_zero_of_template(value: Cursor) -> bool:
    """Whether it names an enumerator that is zero by its own text; within a template libclang says 0 of all."""
    named = value.referenced if kind_id(value) == _NAMED else None
    if named is None or kind_id(named) != _ENUMERATOR:
        return False
    written = last_expression(named)
    if written is not None:
        return evaluate_integer(written) == 0
    first = next(iter(named.semantic_parent.get_children()), None)
    return first is not None and identity(first) == identity(named)
