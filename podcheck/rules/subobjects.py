"""The parts of a class as the standard's sentences name them: bases, members, variant members."""

from __future__ import annotations

import re

from msgspec import Struct

from podcheck.model.facts import ClassFacts, RecordKind
from podcheck.model.problems import Location
from podcheck.model.subobjects import Base, Field
from podcheck.model.type_refs import Key, TypeKind, TypeRef
from podcheck.rules.engine import EvaluationContext, query

_HEAD = re.compile(r"^(?:(?:const|volatile|struct|class|union|typename) )+")


class Subobject(Struct, frozen=True, eq=False):
    """A base or a member of a class, members of anonymous unions and structs included.

    Compared by identity: the terms below make each once.
    """

    noun: str
    """`base`, `member` or `virtual base`, for messages."""

    name: str
    """Of a base its class; of a member its name."""

    type: TypeRef
    location: Location
    field: Field | None = None
    """None for a base."""

    union: Key | None = None
    """The union (named class or anonymous member) that it is a variant member of ([class.union.anon]/1); None where it
    is none.
    """

    aka: str = ""
    """The name of its class, where it is written by another name; else empty."""

    @property
    def base(self) -> bool:
        return self.field is None

    @property
    def initialized(self) -> bool:
        """Whether it has a default member initializer."""
        return self.field is not None and self.field.has_initializer

    @property
    def mutable(self) -> bool:
        return self.field is not None and self.field.mutable

    @property
    def label(self) -> str:
        """How messages name it: `member 's' of type 'std::string'`, `base 'Base'`."""
        aka = f" {{aka '{self.aka}'}}" if self.aka else ""
        if self.base:
            return f"{self.noun} '{self.name}'{aka}"
        return f"{self.noun} '{self.name}' of type '{self.type.spelling}'{aka}"


def _member(program: EvaluationContext, field: Field, union: Key | None) -> Subobject:
    noun = f"{'mutable ' * field.mutable}{'member' if union is None else 'variant member'}"
    return Subobject(noun, field.name, field.type, field.location, field, union, _aka(program, field.type))


def _base(program: EvaluationContext, base: Base) -> Subobject:
    noun = "virtual base" if base.virtual else "base"
    return Subobject(noun, base.type.spelling, base.type, base.location, aka=_aka(program, base.type))


def _aka(program: EvaluationContext, written: TypeRef) -> str:
    """Return the class's own name, where a typedef, an alias or `decltype` is written; "" for std's, which are well
    known.
    """
    facts = program.classes.get(written.record or "")
    if facts is None or facts.anonymous:
        return ""
    plain = _HEAD.sub("", written.spelling).partition("<")[0].partition("[")[0].strip().removeprefix("::")
    name = facts.name.partition("<")[0]
    if facts.closure and "(lambda " in written.spelling:
        return ""
    if plain == name or name.endswith(f"::{plain}") or plain.startswith("std::"):
        return ""
    qualifiers = "const " * written.const + "volatile " * written.volatile
    extents = "".join(f"[{'' if extent is None else extent}]" for extent in written.extents)
    return f"{qualifiers}{facts.name}{extents}"


@query
def members(program: EvaluationContext, key: Key) -> tuple[Subobject, ...]:
    """Return all data members, those of anonymous unions and structs in their place; no unnamed bit-field."""
    facts = program.classes[key]
    inside = key if facts.kind is RecordKind.UNION else None
    return tuple(_flatten(program, facts, inside))


def _flatten(program: EvaluationContext, facts: ClassFacts, union: Key | None) -> list[Subobject]:
    result: list[Subobject] = []
    for field in facts.fields:
        if field.unnamed_bit_field:
            continue
        nested = program.classes.get(field.type.record or "")
        if field.anonymous and nested is not None:
            inner = nested.key if nested.kind is RecordKind.UNION else union
            result += _flatten(program, nested, inner)
        else:
            result.append(_member(program, field, union))
    return result


@query
def direct_bases(program: EvaluationContext, key: Key) -> tuple[Subobject, ...]:
    """Return the direct bases, virtual ones too."""
    return tuple(_base(program, base) for base in program.classes[key].bases)


@query
def virtual_bases(program: EvaluationContext, key: Key) -> tuple[Subobject, ...]:
    """Return all virtual bases, indirect ones too, each type once."""
    result: dict[str, Subobject] = {}
    for base in program.classes[key].bases:
        if base.virtual:
            result.setdefault(base.type.record or base.type.spelling, _base(program, base))
        if base.type.record in program.classes:
            for inherited in virtual_bases(program, base.type.record):
                result.setdefault(inherited.type.record or inherited.type.spelling, inherited)
    return tuple(result.values())


@query
def potentially_constructed(program: EvaluationContext, key: Key) -> tuple[Subobject, ...]:
    """Return members, non-virtual direct bases, and virtual bases unless abstract: [special]/7 (CWG1658)."""
    facts = program.classes[key]
    bases = tuple(base for base in direct_bases(program, key) if base.noun == "base")
    shared = () if facts.abstract else virtual_bases(program, key)
    return (*bases, *shared, *members(program, key))


@query
def direct_parts(program: EvaluationContext, key: Key) -> tuple[Subobject, ...]:
    """Return direct bases (virtual ones too) and members: what assignment and triviality look at (CWG2180)."""
    return (*direct_bases(program, key), *members(program, key))


def class_type(program: EvaluationContext, part: Subobject) -> ClassFacts | None:
    """Return the facts of the part's class type, array extents removed; None for other or unanalysed types."""
    if part.type.kind is not TypeKind.CLASS:
        return None
    return program.classes.get(part.type.record or "")


def is_undetermined(program: EvaluationContext, part: Subobject) -> bool:
    """Whether the part's type depends on a template parameter, or its class could not be analysed."""
    if part.type.kind is TypeKind.CLASS:
        facts = program.classes.get(part.type.record or "")
        return facts is None or not facts.complete
    return part.type.kind is TypeKind.DEPENDENT


@query
def outermost_unions(program: EvaluationContext, key: Key) -> tuple[Key, ...]:
    """Return the class itself, if it is a union; else its anonymous unions, but not those within them."""
    facts = program.classes[key]
    if facts.kind is RecordKind.UNION:
        return (key,)
    nested = (field.type.record for field in facts.fields if field.anonymous)
    return tuple(union for text in nested if text in program.classes for union in outermost_unions(program, text))


@query
def has_initialized_variant(program: EvaluationContext, union: Key) -> bool:
    """Whether some variant member of this union has a default member initializer."""
    return any(member.initialized for member in members(program, union))
