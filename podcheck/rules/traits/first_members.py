"""The set M(X) of [class.prop]/3.7: the classes that may have an object at X's first byte (CWG1672, CWG2120).

Members that X inherits are X's members ([class.derived.general]/2), so an inherited first member counts,
though no compiler looks at it (llvm#47741). Bases of members do not count (CWG2736, open).
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from podcheck.model.facts import RecordKind
from podcheck.model.problems import Location
from podcheck.model.subobjects import Field
from podcheck.model.type_refs import Key
from podcheck.rules.emptiness import zero_size
from podcheck.rules.engine import EvaluationContext, query
from podcheck.rules.subobjects import class_type, direct_bases, members


class FirstMember(Struct, frozen=True):
    """A class in M(X)."""

    key: Key
    path: str
    """The way to it from X: `u.q`."""

    location: Location
    """Where the first step of the path is declared."""

    inherited: bool
    """Whether a base of X has the first step."""


@query
def first_member_classes(program: EvaluationContext, key: Key) -> tuple[FirstMember, ...]:
    """Return M(X) for the class X, with the first way to each element: a union of unions has too many ways to count."""
    facts = program.classes[key]
    own = [field for field in facts.fields if not field.unnamed_bit_field]
    if own:
        union = facts.kind is RecordKind.UNION
        chosen = [member for member in own if union or member is own[0] or zero_size(program, member)]
        first: dict[tuple[Key, bool], FirstMember] = {}
        for result in (result for field in chosen for result in _through(program, field)):
            first.setdefault((result.key, result.inherited), result)
        return tuple(first.values())
    for base in direct_bases(program, key):
        inside = class_type(program, base)
        if inside is not None and _has_data(program, inside.key):
            return tuple(replace(result, inherited=True) for result in first_member_classes(program, inside.key))
    return ()


def _through(program: EvaluationContext, field: Field) -> list[FirstMember]:
    facts = program.classes.get(field.type.record or "")
    if facts is None:
        return []
    result = [FirstMember(facts.key, field.name, field.location, False)]
    for inner in first_member_classes(program, facts.key):
        path = inner.path if field.anonymous else f"{field.name}.{inner.path}"
        place = inner.location if field.anonymous else field.location
        result.append(replace(inner, path=path, location=place))
    return result


@query
def _has_data(program: EvaluationContext, key: Key) -> bool:
    if members(program, key):
        return True
    bases = (class_type(program, base) for base in direct_bases(program, key))
    return any(base is not None and _has_data(program, base.key) for base in bases)
