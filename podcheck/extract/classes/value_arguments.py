"""Instances by a value of class type: libclang has no USR for them, and spells the value's class without its scopes."""

from __future__ import annotations

import re

from clang.cindex import Cursor, CursorKind, PrintingPolicy, PrintingPolicyProperty, TypeKind

from podcheck.extract.libclang.cursors import template_of
from podcheck.extract.libclang.typed_calls import kind_id

_NON_TYPE_PARAMETER = CursorKind.TEMPLATE_NON_TYPE_PARAMETER.value
_ROUNDED = re.compile(r"\d\.\d{6}e[+-]\d")
"""A floating-point value, which libclang spells without its type and to six places only."""


def is_by_value_of_class(spelling: str) -> bool:
    """Whether the instance that is spelled so may have a value of class type among its arguments."""
    return "{" in spelling


def is_rounded(spelling: str) -> bool:
    """Whether the spelling stands for other instances too, whose values or types differ."""
    return _ROUNDED.search(spelling) is not None


def qualified_spelling(record: Cursor, policy: PrintingPolicy | None = None) -> str:
    """Return the canonical spelling of the instance, the classes of values with their scopes.

    `policy`: how libclang spells other names; as reports have them without one.
    """
    policy = policy or PrintingPolicy.create(record)
    before = policy.get_property(PrintingPolicyProperty.FullyQualifiedName)
    policy.set_property(PrintingPolicyProperty.FullyQualifiedName, 1)
    spelling: str = record.type.get_canonical().get_fully_qualified_name(policy, True)
    policy.set_property(PrintingPolicyProperty.FullyQualifiedName, before)
    return _qualify_deduced(spelling.removeprefix("::"), record)


def _qualify_deduced(spelling: str, record: Cursor) -> str:
    """Return the spelling, classes that a parameter `Text T` deduces with the scopes of the template `Text`."""
    template = template_of(record)
    for parameter in template.get_children() if template is not None else ():
        if kind_id(parameter) == _NON_TYPE_PARAMETER and parameter.type.kind is TypeKind.UNEXPOSED:
            written = parameter.type.spelling
            scopes, _, name = parameter.type.get_canonical().spelling.rpartition("::")
            if scopes and name == written:
                spelling = re.sub(rf"(?<=[< ]){re.escape(name)}(?=<)", f"{scopes}::{name}", spelling)
    return spelling
