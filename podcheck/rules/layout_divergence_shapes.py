"""Shapes of classes that g++ and Clang are known to lay out differently; the catalogue of layouts names them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from podcheck.cpp.qualified_names import all_arguments
from podcheck.model.facts import ClassFacts, RecordKind
from podcheck.model.layout import BITS
from podcheck.model.reasons import roots
from podcheck.model.subobjects import Base, Field
from podcheck.model.traits import Truth
from podcheck.model.type_refs import Key, TypeKind
from podcheck.rules.abi.pod_for_layout import pod_for_layout, pod_of_gcc
from podcheck.rules.emptiness import empty_class
from podcheck.rules.engine import EvaluationContext, query
from podcheck.rules.special_members.declared import list_written
from podcheck.rules.special_members.virtual import virtual_functions

_IN_POD = {
    "potentially-overlapping-member": "overlapping-member-in-pod",
    "user-declared-constructor": "declared-constructor-in-pod",
    "explicit-constructor": "explicit-constructor-in-pod",
    "non-public-member": "non-public-bit-field-in-pod",
}
"""By the code of what g++ has against a class that is POD for layout to Clang."""

_NAMED_BY_TYPEDEF = ("@SA@", "@UA@")
"""In the key of a class without a name that a typedef gives one for linkage."""

_REGISTER = 16
"""Bytes that a vector has on every machine that has some."""

LAYOUT_SHAPES = frozenset(
    {
        "qualified-empty-member",
        *_IN_POD.values(),
        "declared-function-in-pod",
        "initializer-in-pod",
        "packed-non-pod-member",
        "packed-reference",
        "packed-empty-member",
        "named-by-typedef",
        "overlapping-wide-bit-field",
        "wide-vector-member",
        "wide-nearly-empty-base",
    }
)


def layout_shapes_of(program: EvaluationContext, key: Key, moved: str | None = None) -> tuple[frozenset[str], ...]:
    """Return the shapes that may explain another layout of the class, the nearest cause first.

    `moved`: the first of its members and bases that is somewhere else, None where it is the size alone. What packs that
    part comes before what its own class holds, then what the part before it leaves, then all that the class, its bases
    and members, and its template arguments have.
    """
    facts = program.classes[key]
    parts = _direct_parts(facts)
    names = [name for name, _ in parts]
    at = names.index(moved) if moved in names else len(parts) - 1 if moved is None else -1
    return (*_shapes_around(program, facts, parts, at), _all_shapes(program, key))


Part = Base | Field


def _direct_parts(facts: ClassFacts) -> list[tuple[str, Part]]:
    """Return its bases and members as they lie, by what a mismatch calls them."""
    return [*((base.type.spelling, base) for base in facts.bases), *((field.name, field) for field in facts.fields)]


def _shapes_around(
    program: EvaluationContext, facts: ClassFacts, parts: Sequence[tuple[str, Part]], at: int
) -> Iterator[frozenset[str]]:
    """Yield the shapes by which the part of that number, or the one before it, moves or changes the size."""
    for near in (at, at - 1):
        if near >= 0:
            part = parts[near][1]
            yield frozenset(_shapes_of_part(program, facts, part))
            inner = program.classes.get(part.type.record or "")
            if inner is not None and inner.complete:
                yield _all_shapes(program, inner.key)


def _all_shapes(program: EvaluationContext, key: Key) -> frozenset[str]:
    """Return the shapes of the class, its bases and members, and its template arguments."""
    complete = (facts for facts in _list_inner(program, key) if facts.complete)
    return frozenset(shape for facts in complete for shape in _own_shapes(program, facts))


def holds_error(program: EvaluationContext, key: Key) -> bool:
    """Whether it has a base, a member or a template argument whose definition has an error, at any depth.

    Compilers lay out what they don't accept as they like.
    """
    return not all(facts.complete for facts in _list_inner(program, key))


def _list_inner(program: EvaluationContext, key: Key) -> list[ClassFacts]:
    """Return the class, its bases and members, and its template arguments, at any depth."""
    by_name = _keys_by_name(program)
    seen, waiting = {key}, [key]
    result: list[ClassFacts] = []
    while waiting:  # a class may be an argument of its own base
        facts = program.classes[waiting.pop()]
        result.append(facts)
        if not facts.complete:
            continue
        named = all_arguments(facts.name) if facts.template is not None else frozenset()
        for part in (*facts.part_keys, *(by_name[name] for name in named if name in by_name)):
            if part in program.classes and part not in seen:
                seen.add(part)
                waiting.append(part)
    return result


@query
def _keys_by_name(program: EvaluationContext) -> dict[str, Key]:
    return {facts.name: facts.key for facts in program.classes.values()}


def _own_shapes(program: EvaluationContext, facts: ClassFacts) -> Iterator[str]:
    """Yield the shapes that its bases and members give to the class, and that its name does."""
    if any(mark in facts.key for mark in _NAMED_BY_TYPEDEF):
        yield "named-by-typedef"
    for _, part in _direct_parts(facts):
        yield from _shapes_of_part(program, facts, part)


def _shapes_of_part(program: EvaluationContext, facts: ClassFacts, part: Part) -> Iterator[str]:
    """Yield the shapes that a base, or a member that may overlap or is packed, gives to its class."""
    if isinstance(part, Base):
        yield from _shapes_of_pod(program, part.type.record)
        yield from _shapes_of_base(program, part)
        return
    if part.no_unique_address:
        yield from _shapes_of_pod(program, part.type.record)
    yield from _shapes_of_member(program, facts, part)


def _shapes_of_pod(program: EvaluationContext, record: Key | None) -> Iterator[str]:
    """Yield the shapes of what may overlap, by which one compiler takes it for a POD and another does not."""
    if _is_pod(program, record):
        against = roots(pod_of_gcc(program, record or "").reasons)
        yield from (_IN_POD[root.code] for root in against if root.code in _IN_POD)
        if _declares_function(program, record or ""):
            yield "declared-function-in-pod"
    elif _lacks_pod_by_initializers(program, record):
        yield "initializer-in-pod"


def _shapes_of_base(program: EvaluationContext, base: Base) -> Iterator[str]:
    record = base.type.record
    if base.virtual and record in program.classes and _is_nearly_empty(program, record):
        yield from ("wide-nearly-empty-base" for _ in _wide_empty_bases(program, record))


def _shapes_of_member(program: EvaluationContext, facts: ClassFacts, part: Field) -> Iterator[str]:
    record = part.type.record
    is_vector = part.type.kind in (TypeKind.FLOATING, TypeKind.EXTENSION)
    if is_vector and (part.type.size or 0) > _REGISTER and (facts.align or 0) > _REGISTER:
        yield "wide-vector-member"
    if part.no_unique_address and _has_wide_bit_field(program, record):
        yield "overlapping-wide-bit-field"
    if (part.type.const or part.type.volatile) and _is_empty(program, record):
        yield "qualified-empty-member"
    if facts.packed:
        if part.no_unique_address and (_is_empty(program, record) or _is_union_of_nothing(program, record)):
            yield "packed-empty-member"
        if record in program.classes and not (_is_pod(program, record) and _is_pod_of_gcc(program, record)):
            yield "packed-non-pod-member"
        if part.type.kind in (TypeKind.LVALUE_REFERENCE, TypeKind.RVALUE_REFERENCE):
            yield "packed-reference"


@query
def _declares_function(program: EvaluationContext, key: Key) -> bool:
    """Whether a class that is POD for layout, or a member of it, declares a special member function, by `= default`."""
    facts = program.classes[key]
    inner = (program.classes.get(part) for part in facts.part_keys)
    return any(True for _ in list_written(facts)) or any(
        _declares_function(program, part.key) for part in inner if part is not None and part.complete
    )


def _lacks_pod_by_initializers(program: EvaluationContext, key: Key | None) -> bool:
    """Whether nothing but default member initializers keeps the class from being POD for layout."""
    facts = program.classes.get(key or "")
    if facts is None or not facts.complete:
        return False
    against = roots(pod_for_layout(program, facts.key).reasons)
    return bool(against) and all(root.code == "default-member-initializer" for root in against)


@query
def _has_wide_bit_field(program: EvaluationContext, key: Key | None) -> bool:
    """Whether the class, or a base or member of it, has a bit-field that is wider than its type."""
    facts = program.classes.get(key or "")
    if facts is None or not facts.complete:
        return False
    wide = any((field.bit_width or 0) > (field.type.size or 0) * BITS for field in facts.fields)
    return wide or any(_has_wide_bit_field(program, inner) for inner in facts.part_keys)


@query
def _is_nearly_empty(program: EvaluationContext, key: Key) -> bool:
    """Whether the class has a virtual pointer, and no other data except in virtual bases (Itanium C++ ABI 1.1)."""
    facts = program.classes[key]
    bases = [base.type.record for base in facts.bases if not base.virtual and not _is_empty(program, base.type.record)]
    points = any(base.virtual for base in facts.bases) or bool(virtual_functions(program, key))
    return (
        points
        and all(field.unnamed_bit_field and not field.bit_width for field in facts.fields)
        and len(bases) <= 1
        and all(base in program.classes and _is_nearly_empty(program, base) for base in bases)
    )


def _wide_empty_bases(program: EvaluationContext, key: Key) -> Iterator[Key]:
    """Yield the empty classes of more than one byte that the class has in it as bases, virtual ones left out."""
    for base in program.classes[key].bases:
        inner = program.classes.get(base.type.record or "")
        if inner is None or base.virtual:
            continue
        if not _is_empty(program, inner.key):
            yield from _wide_empty_bases(program, inner.key)
        elif (inner.size or 0) > 1:
            yield inner.key


def _is_empty(program: EvaluationContext, key: Key | None) -> bool:
    facts = program.classes.get(key or "")
    return facts is not None and facts.complete and bool(empty_class(program, facts.key).value is Truth.YES)


def _is_union_of_nothing(program: EvaluationContext, key: Key | None) -> bool:
    facts = program.classes.get(key or "")
    return facts is not None and facts.complete and facts.kind is RecordKind.UNION and not facts.fields


def _is_pod(program: EvaluationContext, key: Key | None) -> bool:
    facts = program.classes.get(key or "")
    return facts is not None and facts.complete and pod_for_layout(program, facts.key).value is Truth.YES


def _is_pod_of_gcc(program: EvaluationContext, key: Key) -> bool:
    return pod_of_gcc(program, key).value is Truth.YES
