"""Which class is which: libclang's USR, made unique where it is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from os.path import basename

from clang.cindex import Cursor, CursorKind, PrintingPolicy, PrintingPolicyProperty, Type, TypeKind

from podcheck.extract.classes.value_arguments import is_by_value_of_class, qualified_spelling
from podcheck.extract.libclang.cursors import ancestors
from podcheck.extract.libclang.typed_calls import kind_id
from podcheck.model.type_refs import Key
from podcheck.paths import resolve_file, respell_places

_EXTERNAL = "c:@"
"""How the USR of a class begins that other files may name; that of another one begins with its file's name."""

_UNSPELLED = " "
"""What a USR has in place of a type that libclang has no letters for: a pointer to a member, for one."""

_FUNCTION_TYPE = "("
"""What only the USR of an instance by a function type has, without its const, volatile, & or noexcept."""

_PARTIAL = "@SP>"
"""What the USR of a partial specialisation has, and of a class in one: it lacks the constraints."""

_CLOSURE = "@Sa"
"""What a USR has for every closure type alike, as the argument of a template too, and for a name that begins so."""

_UNNAMED = re.compile(r"\((?:lambda|(?:unnamed|anonymous) (?:class|struct|union|enum)) at ")
"""A class without a name, in the spelling of an instance."""

_PARTIAL_SPECIALIZATION = CursorKind.CLASS_TEMPLATE_PARTIAL_SPECIALIZATION.value
_POINTING = (TypeKind.POINTER, TypeKind.LVALUEREFERENCE, TypeKind.RVALUEREFERENCE)
_DERIVED = (*_POINTING, TypeKind.CONSTANTARRAY, TypeKind.INCOMPLETEARRAY)


def key_of(record: Cursor) -> Key:
    """Return the class's key: its USR; of unnamed, local and closure classes with the place, since USRs repeat there.

    An instance whose arguments are such classes has theirs too. The file is what the system says it is, not the path by
    which this unit came to it.
    """
    usr: str = record.get_usr()
    name: str = record.spelling
    is_local = "@F@" in usr or "@FT@" in usr
    unique = usr != "" and not is_local and "(" not in name and not _is_of_unnamed(record, usr)
    if unique and usr.startswith(_EXTERNAL):
        return f"{usr}{_left_out(record, usr)}"
    location = record.location
    reached = location.file.name if location.file else ""
    file = resolve_file(reached)
    if basename(file) != basename(reached):  # it is a link, by whose name the USR calls the file
        usr = usr.replace(f":{basename(reached)}@", f":{basename(file)}@").replace(
            f"@{basename(reached)}@", f"@{basename(file)}@"
        )
    if unique:
        return f"{usr}{_left_out(record, usr)}"
    place = f"{usr}@{file}:{location.line}:{location.column}"
    kind = record.type.get_canonical()
    spelling = str(kind.spelling)
    if "<" not in spelling:
        return place
    if is_by_value_of_class(spelling):
        spelling = qualified_spelling(record)
    # Two local classes of one name have one spelling
    local = ",".join(_argument_keys(kind)) if is_local else ""
    return f"{place}@{respell_places(spelling)}{local and f'<{local}>'}"


def _left_out(record: Cursor, usr: str) -> str:
    """Return what two classes with this USR differ by; empty where no two have it."""
    if _PARTIAL in usr:
        heads = [
            ancestor.pretty_printed(_head_policy(ancestor))
            for ancestor in (record, *ancestors(record))
            if kind_id(ancestor) == _PARTIAL_SPECIALIZATION
        ]
        return "".join(f"@{respell_places(head)}" for head in heads)
    if _UNSPELLED in usr or _FUNCTION_TYPE in usr:
        return f"@{record.type.get_canonical().spelling}"
    return ""


def _head_policy(cursor: Cursor) -> PrintingPolicy:
    """Return how libclang spells a template without its body."""
    policy = PrintingPolicy.create(cursor)
    policy.set_property(PrintingPolicyProperty.TerseOutput, 1)
    return policy


def _is_of_unnamed(record: Cursor, usr: str) -> bool:
    """Whether a class without a name is among the arguments of the instance that it is, or is in."""
    return _CLOSURE in usr and _UNNAMED.search(record.type.get_canonical().spelling) is not None


def _argument_keys(kind: Type) -> Iterator[Key]:
    """Yield the keys of the local classes among an instance's arguments, and what these point to."""
    for index in range(max(0, kind.get_num_template_arguments())):
        argument = kind.get_template_argument_type(index).get_canonical()
        while argument.kind in _DERIVED:
            inner = argument.get_pointee() if argument.kind in _POINTING else argument.get_array_element_type()
            argument = inner.get_canonical()
        declared = argument.get_declaration() if argument.kind is TypeKind.RECORD else None
        if declared is not None:
            usr = declared.get_usr()
            if "@F@" in usr or "@FT@" in usr:
                yield key_of(declared)
