"""Shapes of classes that g++ and Clang are known to lay out differently; the catalogue of layouts names them."""

from __future__ import annotations

from collections.abc import Iterator

from podcheck.cpp.qualified_names import all_arguments
from podcheck.model.facts import ClassFacts, Key, TypeKind
from podcheck.model.layout import BITS
from podcheck.model.reasons import roots
from podcheck.model.traits import Truth
from podcheck.rules.abi.pod_for_layout import pod_for_layout, pod_of_gcc
from podcheck.rules.emptiness import empty_class
from podcheck.rules.engine import EvaluationContext, query

_IN_POD = {
    "potentially-overlapping-member": "overlapping-member-in-pod",
    "user-declared-constructor": "declared-constructor-in-pod",
    "explicit-constructor": "explicit-constructor-in-pod",
    "non-public-member": "non-public-bit-field-in-pod",
}
"""By the code of what g++ has against a class that is POD for layout to Clang."""

_NAMED_BY_TYPEDEF = ("@SA@", "@UA@")
"""In the key of a class without a name that a typedef gives one for linkage."""

LAYOUT_SHAPES = frozenset(
    {
        "qualified-empty-member",
        *_IN_POD.values(),
        "packed-non-pod-member",
        "packed-reference",
        "named-by-typedef",
        "overlapping-wide-bit-field",
    }
)


@query
def layout_shapes_of(program: EvaluationContext, key: Key) -> frozenset[str]:
    """The shapes that the class has, or one of its bases and members, or of its template arguments."""
    seen = {key}
    waiting = [key]
    result: set[str] = set()
    while waiting:  # a class may be an argument of its own base
        facts = program.classes[waiting.pop()]
        result.update(_own_shapes(program, facts))
        named = all_arguments(facts.name) if facts.template is not None else frozenset()
        by_name = _keys_by_name(program)
        for part in (*facts.part_keys, *(by_name[name] for name in named if name in by_name)):
            inner = program.classes.get(part)
            if inner is not None and inner.complete and inner.key not in seen:
                seen.add(inner.key)
                waiting.append(inner.key)
    return frozenset(result)


@query
def _keys_by_name(program: EvaluationContext) -> dict[str, Key]:
    return {facts.name: facts.key for facts in program.classes.values()}


def _own_shapes(program: EvaluationContext, facts: ClassFacts) -> Iterator[str]:
    """Yield those that its bases and its members which may overlap give to it, and that it has by being packed."""
    if any(mark in facts.key for mark in _NAMED_BY_TYPEDEF):
        yield "named-by-typedef"
    overlapped = [base.type.record for base in facts.bases]
    overlapped += [field.type.record for field in facts.fields if field.no_unique_address]
    for inner in overlapped:
        if _is_pod(program, inner):
            against = roots(pod_of_gcc(program, inner or "").reasons)
            yield from (_IN_POD[root.code] for root in against if root.code in _IN_POD)
    if any(field.no_unique_address and _has_wide_bit_field(program, field.type.record) for field in facts.fields):
        yield "overlapping-wide-bit-field"
    if any(
        (field.type.const or field.type.volatile) and _is_empty(program, field.type.record) for field in facts.fields
    ):
        yield "qualified-empty-member"
    for field in facts.fields if facts.packed else ():
        inner = field.type.record
        if inner in program.classes and not (_is_pod(program, inner) and _is_pod_of_gcc(program, inner)):
            yield "packed-non-pod-member"
        if field.type.kind in (TypeKind.LVALUE_REFERENCE, TypeKind.RVALUE_REFERENCE):
            yield "packed-reference"


@query
def _has_wide_bit_field(program: EvaluationContext, key: Key | None) -> bool:
    """Whether the class, or a base or member of it, has a bit-field that is wider than its type."""
    facts = program.classes.get(key or "")
    if facts is None or not facts.complete:
        return False
    wide = any((field.bit_width or 0) > (field.type.size or 0) * BITS for field in facts.fields)
    return wide or any(_has_wide_bit_field(program, inner) for inner in facts.part_keys)


def _is_empty(program: EvaluationContext, key: Key | None) -> bool:
    facts = program.classes.get(key or "")
    return facts is not None and facts.complete and bool(empty_class(program, facts.key).value is Truth.YES)


def _is_pod(program: EvaluationContext, key: Key | None) -> bool:
    facts = program.classes.get(key or "")
    return facts is not None and facts.complete and pod_for_layout(program, facts.key).value is Truth.YES


def _is_pod_of_gcc(program: EvaluationContext, key: Key) -> bool:
    return pod_of_gcc(program, key).value is Truth.YES
