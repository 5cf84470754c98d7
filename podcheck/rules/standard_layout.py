"""`is_standard_layout`: [class.prop]/3; CWG1672, CWG1813, CWG1881, CWG2120, P0840R2 in every dialect."""

from __future__ import annotations

from collections.abc import Iterator

from podcheck.model.facts import ClassFacts, Field, Key, TypeKind
from podcheck.model.traits import Truth
from podcheck.rules.engine import Breach, Decision, Program, judge, rule, term
from podcheck.rules.first_members import first_member_classes
from podcheck.rules.subobjects import Subobject, class_type, direct_bases, members, undetermined
from podcheck.rules.triviality import virtual_base, virtual_function
from podcheck.rules.trivially_copyable import left_open_for_closures

_REFERENCES = (TypeKind.LVALUE_REFERENCE, TypeKind.RVALUE_REFERENCE)


def _part_breach(program: Program, part: Subobject) -> Iterator[Breach]:
    if undetermined(program, part):
        message = f"{part.label} may not be standard-layout"
        yield Breach(message, part.location, part.name, open=True)
        return
    facts = class_type(program, part)
    if facts is None:
        return
    decision = standard_layout(program, facts.key)
    if decision.value is not Truth.YES:
        unsure = decision.value is Truth.UNKNOWN
        message = f"{part.label} {'may not be' if unsure else 'is not'} standard-layout"
        yield Breach(message, part.location, part.name, decision.reasons, open=unsure)


@rule("non-standard-layout-member", "[class.prop]/3.1")
def members_standard_layout(program: Program, key: Key) -> Iterator[Breach]:
    """No member is of a class type (or array of it) that is not standard-layout."""
    for member in members(program, key):
        yield from _part_breach(program, member)


@rule("reference-member", "[class.prop]/3.1")
def no_references(program: Program, key: Key) -> Iterator[Breach]:
    """No member is a reference: nothing says what a reference is made of.

    Whether capturing by reference makes a member is unspecified ([expr.prim.lambda.capture]/12).
    """
    if program.classes[key].closure:
        return
    for member in members(program, key):
        if member.type.kind in _REFERENCES:
            yield Breach(f"{member.label} is a reference", member.location, member.name)


@rule("virtual-function", "[class.prop]/3.2")
def no_virtual_functions(program: Program, key: Key) -> Iterator[Breach]:
    """No virtual functions, inherited ones neither."""
    breach = virtual_function(program, key)
    if breach is not None:
        yield breach


@rule("virtual-base", "[class.prop]/3.2")
def no_virtual_bases(program: Program, key: Key) -> Iterator[Breach]:
    """No virtual bases, indirect ones neither."""
    breach = virtual_base(program, key)
    if breach is not None:
        yield breach


@rule("mixed-access", "[class.prop]/3.3")
def same_access(program: Program, key: Key) -> Iterator[Breach]:
    """All members have the same access; those of an anonymous union have the union's."""
    fields = [field for field in program.classes[key].fields if not field.unnamed_bit_field]
    for field in fields[1:]:
        if field.access is not fields[0].access:
            message = (
                f"member '{_name(field)}' is {field.access.value}, "
                f"where member '{_name(fields[0])}' is {fields[0].access.value}"
            )
            yield Breach(message, field.location, _name(field))
            return


def _name(field: Field) -> str:
    return "(anonymous)" if field.anonymous else field.name


@rule("non-standard-layout-base", "[class.prop]/3.4")
def bases_standard_layout(program: Program, key: Key) -> Iterator[Breach]:
    """No base class is other than standard-layout."""
    for base in direct_bases(program, key):
        yield from _part_breach(program, base)


@rule("repeated-base", "[class.prop]/3.5")
def each_base_once(program: Program, key: Key) -> Iterator[Breach]:
    """At most one base subobject of any given type, anywhere in the hierarchy (CWG1813)."""
    seen: set[Key] = set()
    told: set[Key] = set()
    for facts in hierarchy(program, key)[1:]:
        if facts.key in seen and facts.key not in told:
            told.add(facts.key)
            here = program.classes[key]
            yield Breach(f"'{facts.name}' is a base of '{here.name}' more than once", here.location, facts.name)
        seen.add(facts.key)


@rule("data-in-several-classes", "[class.prop]/3.6")
def data_in_one_class(program: Program, key: Key) -> Iterator[Breach]:
    """All members and bit-fields (unnamed and zero-width ones too, CWG1881) are declared in one class."""
    holders = {facts.key: facts for facts in hierarchy(program, key) if facts.fields}
    if len(holders) > 1:
        first, second, *_ = holders.values()
        field = first.fields[0]
        other = second.fields[0]
        yield Breach(
            f"'{first.name}' declares {_kind(field)}, and its base '{second.name}' declares {_kind(other)}"
            if first.key == key
            else f"the bases '{first.name}' and '{second.name}' both declare members",
            field.location if first.key == key else program.classes[key].location,
            second.name,
        )


def _kind(field: Field) -> str:
    return "an unnamed bit-field" if field.unnamed_bit_field else f"member '{_name(field)}'"


@rule("base-is-first-member", "[class.prop]/3.7")
def base_not_at_first_member(program: Program, key: Key) -> Iterator[Breach]:
    """No base has the type of a subobject at offset zero: two objects of one type can't share an address."""
    bases = {facts.key: facts for facts in hierarchy(program, key)[1:]}
    told: set[Key] = set()
    for place in first_member_classes(program, key):
        if place.key in bases and place.key not in told:
            told.add(place.key)
            message = f"base '{bases[place.key].name}' is also the type of '{place.path}', at the same offset"
            yield Breach(message, place.location, place.path)


@term
def hierarchy(program: Program, key: Key) -> tuple[ClassFacts, ...]:
    """The class and all its base subobjects (a type twice where it is twice a base), the class first."""
    found = [program.classes[key]]
    for base in direct_bases(program, key):
        facts = class_type(program, base)
        if facts is not None:
            found += hierarchy(program, facts.key)
    return tuple(found)


RULES = (
    members_standard_layout,
    no_references,
    no_virtual_functions,
    no_virtual_bases,
    same_access,
    bases_standard_layout,
    each_base_once,
    data_in_one_class,
    base_not_at_first_member,
    left_open_for_closures,
)


@term
def standard_layout(program: Program, key: Key) -> Decision:
    """Do the members lie as those of a C struct would?"""
    return judge(RULES, program, key)
