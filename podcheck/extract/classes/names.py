"""What a class is called in reports, and how a probe may name it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clang.cindex import (
    Cursor,
    CursorKind,
    PrintingPolicy,
    PrintingPolicyProperty,
    TemplateArgumentKind,
    Type,
    TypeKind,
)

from podcheck.cpp.qualified_names import is_qualified
from podcheck.extract.classes.value_arguments import is_by_value_of_class, is_rounded, qualified_spelling
from podcheck.extract.libclang.cursors import (
    CLASS_IDS,
    FUNCTION_IDS,
    PATTERN_IDS,
    access,
    ancestors,
    identity,
    template_of,
)
from podcheck.extract.libclang.typed_calls import is_inline_namespace, kind_id
from podcheck.model.subobjects import Access
from podcheck.paths import shorten_places

_UNNAMEABLE = re.compile(r"\((?:anonymous|unnamed|lambda)|<(?:anonymous|lambda)|type-parameter-|\$_")
_NON_TYPE_PARAMETER = CursorKind.TEMPLATE_NON_TYPE_PARAMETER.value
_SIGNED = frozenset({TypeKind.SHORT, TypeKind.INT, TypeKind.LONG, TypeKind.LONGLONG})
_UNSIGNED = frozenset({TypeKind.USHORT, TypeKind.UINT, TypeKind.ULONG, TypeKind.ULONGLONG})
_POINTING = frozenset({TypeKind.POINTER, TypeKind.LVALUEREFERENCE, TypeKind.RVALUEREFERENCE, TypeKind.MEMBERPOINTER})
_ARRAYS = frozenset({TypeKind.CONSTANTARRAY, TypeKind.INCOMPLETEARRAY})
_DECLARED = CLASS_IDS | {CursorKind.ENUM_DECL.value}
_KEYWORD = re.compile(r"^(?:class|struct|union|enum) ")


def policy_for(cursor: Cursor) -> PrintingPolicy:
    """Return how libclang spells names for probes: without the scopes that nobody can write."""
    policy = PrintingPolicy.create(cursor)
    policy.set_property(PrintingPolicyProperty.SuppressUnwrittenScope, 1)
    policy.set_property(PrintingPolicyProperty.SuppressTagKeyword, 1)
    return policy


def report_name(record: Cursor) -> str:
    """Return the fully qualified canonical name with template arguments; unnamed classes go by kind and place."""
    if kind_id(record) in PATTERN_IDS:
        return "::".join([*_scopes(record), record.displayname])
    written = _specialization_name(record, None) or record.type.get_canonical().spelling
    spelled = shorten_places(qualified_spelling(record) if is_by_value_of_class(written) else written)
    if any(kind_id(parent) in PATTERN_IDS for parent in ancestors(record)):
        return "::".join([*_scopes(record), shorten_places(record.displayname)])
    if not is_qualified(spelled) and any(True for _ in ancestors(record)):
        return "::".join([*_scopes(record), spelled])
    return spelled


def _scopes(record: Cursor) -> list[str]:
    """Return the enclosing namespaces, classes and functions without inline namespaces; unnamed ones as libclang has
    them.
    """
    result = []
    for parent in ancestors(record):
        if kind_id(parent) in FUNCTION_IDS:
            result.append(f"{parent.spelling}()")
        elif parent.kind is CursorKind.NAMESPACE:
            name = parent.spelling
            if "(" in name or not name:
                result.append("(anonymous namespace)")
            elif not is_inline_namespace(parent):
                result.append(name)
        elif kind_id(parent) in PATTERN_IDS:
            result.append(parent.displayname)
        elif parent.kind is not CursorKind.LINKAGE_SPEC:
            result.append(shorten_places(parent.spelling))
    return result[::-1]


def probe_name(record: Cursor, policy: PrintingPolicy) -> str | None:
    """Return how text behind the unit's end may name the class; None where nothing can."""
    if kind_id(record) in PATTERN_IDS:
        return None
    spelled = _specialization_name(record, policy) or record.type.get_canonical().get_fully_qualified_name(policy, True)
    name: str = _KEYWORD.sub(
        "", f"::{qualified_spelling(record, policy)}" if is_by_value_of_class(spelled) else spelled
    )
    return None if not name or _UNNAMEABLE.search(name) or is_rounded(name) else name


def is_hidden(record: Cursor, known: dict[int, bool]) -> bool:
    """Whether the class, one around it, or one among their template arguments is private or protected.

    `known` says so of classes of the unit, by identity; it is added to.
    """
    key = identity(record)
    if key not in known:
        known[key] = any(
            _hides(ancestor, known) for ancestor in (record, *ancestors(record)) if kind_id(ancestor) in CLASS_IDS
        )
    return known[key]


def _hides(record: Cursor, known: dict[int, bool]) -> bool:
    if access(template_of(record) or record) is not Access.PUBLIC:
        return True
    kind = record.type
    for index in range(max(0, kind.get_num_template_arguments())):
        argument = kind.get_template_argument_type(index).get_canonical()
        while argument.kind in _POINTING or argument.kind in _ARRAYS:
            pointed = argument.kind in _POINTING
            argument = argument.get_pointee() if pointed else argument.get_array_element_type()
            argument = argument.get_canonical()
        declared = argument.get_declaration()
        if kind_id(declared) in _DECLARED and is_hidden(declared, known):
            return True
    return False


def in_place_name(record: Cursor) -> str | None:
    """Return what a local class is called right behind its own declaration; None where it has no name."""
    name = record.spelling
    return None if not name.isidentifier() else name


def _specialization_name(record: Cursor, policy: PrintingPolicy | None) -> str | None:
    """Return the name of a specialisation, which libclang spells as it was written, and of any class with an
    enumerator.

    With a policy it is as probes name it, without one as reports do. None for any other class, and where an argument is
    a pack or a template.
    """
    template = template_of(record)
    count = record.get_num_template_arguments()
    if template is None or count <= 0:
        return None
    kinds = [record.get_template_argument_kind(index) for index in range(count)]
    numbers = TemplateArgumentKind.INTEGRAL in kinds
    if record.location == template.location and (policy is None or not numbers):
        return None
    if any(template_of(parent) is not None for parent in ancestors(record) if kind_id(parent) in CLASS_IDS):
        return None
    words = _arguments(record, template, kinds, policy) if numbers else _type_arguments(record, policy)
    if words is None:
        return None
    if policy is None:
        return "::".join([*_scopes(record), f"{record.spelling}<{', '.join(words)}>"])
    scopes = [scope for scope in _scopes(record) if not scope.startswith("(")]
    return "::".join(["", *scopes, f"{record.spelling}< {', '.join(words)} >"])


def _type_arguments(record: Cursor, policy: PrintingPolicy | None) -> list[str] | None:
    """Return the type arguments, packs taken apart; None where an argument is no type."""
    kind = record.type.get_canonical()
    words = [
        _type_argument(kind.get_template_argument_type(index), policy)
        for index in range(kind.get_num_template_arguments())
    ]
    return None if None in words else [word for word in words if word is not None]


def _arguments(
    record: Cursor, template: Cursor, kinds: Sequence[TemplateArgumentKind], policy: PrintingPolicy | None
) -> list[str] | None:
    """Return the arguments that are types and numbers; None where there is anything else."""
    parameters = [child for child in template.get_children() if kind_id(child) == _NON_TYPE_PARAMETER]
    words: list[str] = []
    for index, kind in enumerate(kinds):
        word = None
        if kind == TemplateArgumentKind.TYPE:
            word = _type_argument(record.get_template_argument_type(index), policy)
        elif kind == TemplateArgumentKind.INTEGRAL:
            number = sum(kind == TemplateArgumentKind.INTEGRAL for kind in kinds[:index])
            word = _number_argument(record, index, parameters[number : number + 1], policy)
        if word is None:
            return None
        words.append(word)
    return words


def _type_argument(written: Type, policy: PrintingPolicy | None) -> str | None:
    kind = written.get_canonical()
    if kind.kind is TypeKind.INVALID:
        return None
    if policy is None:
        return str(kind.spelling)
    return _KEYWORD.sub("", kind.get_fully_qualified_name(policy, True))


def _number_argument(
    record: Cursor, index: int, parameter: Sequence[Cursor], policy: PrintingPolicy | None
) -> str | None:
    """Return an integer, `true` or `false`, or an enumerator as a cast, since libclang does not qualify these."""
    if not parameter:
        return None
    kind = parameter[0].type.get_canonical()
    if kind.kind is TypeKind.BOOL:
        return "true" if record.get_template_argument_value(index) else "false"
    if kind.kind in _UNSIGNED:
        return f"{record.get_template_argument_unsigned_value(index)}"
    value = record.get_template_argument_value(index)
    if kind.kind is TypeKind.ENUM:
        return f"({_type_argument(kind, policy)}){value}"
    return str(value) if kind.kind in _SIGNED else None
