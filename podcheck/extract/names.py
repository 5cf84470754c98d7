"""What a class is called in reports, and how a probe may name it."""

from __future__ import annotations

import re

from clang.cindex import Cursor, CursorKind, PrintingPolicy, PrintingPolicyProperty, TypeKind

from podcheck.extract.cursors import FUNCTION_IDS, PATTERN_IDS, ancestors, template_of

_PLACE = re.compile(r" at (?:[^()]*[/\\])?([^()/\\]+:\d+:\d+)\)")
_UNNAMEABLE = re.compile(r"\((?:anonymous|unnamed|lambda)|<(?:anonymous|lambda)|type-parameter-|\$_")
_KEYWORD = re.compile(r"^(?:class|struct|union|enum) ")


def policy_for(cursor: Cursor) -> PrintingPolicy:
    """How libclang spells names for probes: without the scopes that nobody can write."""
    policy = PrintingPolicy.create(cursor)
    policy.set_property(PrintingPolicyProperty.SuppressUnwrittenScope, 1)
    policy.set_property(PrintingPolicyProperty.SuppressTagKeyword, 1)
    return policy


def report_name(record: Cursor) -> str:
    """Fully qualified, canonical, with template arguments; unnamed classes by kind and place."""
    if record._kind_id in PATTERN_IDS:
        return "::".join([*_scopes(record), record.displayname])
    spelled = _PLACE.sub(r" at \1)", _specialised(record, None) or record.type.get_canonical().spelling)
    if any(parent._kind_id in PATTERN_IDS for parent in ancestors(record)):
        return "::".join([*_scopes(record), _PLACE.sub(r" at \1)", record.displayname)])
    if "::" not in spelled.partition("<")[0] and any(True for _ in ancestors(record)):
        return "::".join([*_scopes(record), spelled])
    return str(spelled)


def _scopes(record: Cursor) -> list[str]:
    """The enclosing namespaces, classes and functions; inline and unnamed namespaces as libclang has them."""
    found = []
    for parent in ancestors(record):
        if parent._kind_id in FUNCTION_IDS:
            found.append(f"{parent.spelling}()")
        elif parent.kind is CursorKind.NAMESPACE:
            name = parent.spelling
            if "(" in name or not name:
                found.append("(anonymous namespace)")
            else:
                found.append(name)
        elif parent._kind_id in PATTERN_IDS:
            found.append(parent.displayname)
        elif parent.kind is not CursorKind.LINKAGE_SPEC:
            found.append(_PLACE.sub(r" at \1)", parent.spelling))
    return found[::-1]


def probe_name(record: Cursor, policy: PrintingPolicy) -> str | None:
    """How text behind the unit's end may name the class; None where nothing can."""
    if record._kind_id in PATTERN_IDS:
        return None
    spelled = _specialised(record, policy) or record.type.get_canonical().get_fully_qualified_name(policy, True)
    name = _KEYWORD.sub("", spelled)
    return None if not name or _UNNAMEABLE.search(name) else str(name)


def in_place_name(record: Cursor) -> str | None:
    """What a local class is called right behind its own declaration."""
    name = record.spelling
    return None if not name.isidentifier() else name


def _specialised(record: Cursor, policy: PrintingPolicy | None) -> str | None:
    """An explicit specialisation or instantiation, which libclang spells as it was written, not canonically.

    With a policy as probes name it, without one as reports do. None for any other class, and where an
    argument is no type.
    """
    template = template_of(record)
    kind = record.type.get_canonical()
    count = kind.get_num_template_arguments()
    if template is None or count <= 0 or record.location == template.location:
        return None
    arguments = [kind.get_template_argument_type(index) for index in range(count)]
    if any(one.kind is TypeKind.INVALID for one in arguments):
        return None
    if policy is None:
        words = [one.get_canonical().spelling for one in arguments]
        return "::".join([*_scopes(record), f"{record.spelling}<{', '.join(words)}>"])
    scopes = [scope for scope in _scopes(record) if not scope.startswith("(")]
    words = [_KEYWORD.sub("", one.get_canonical().get_fully_qualified_name(policy, True)) for one in arguments]
    return "::".join(["", *scopes, f"{record.spelling}< {', '.join(words)} >"])
