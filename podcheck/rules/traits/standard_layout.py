"""`is_standard_layout`: [class.prop]/3; CWG1672, CWG1813, CWG1881, CWG2120, P0840R2 in every dialect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from podcheck.model.facts import ClassFacts
from podcheck.model.subobjects import Field
from podcheck.model.traits import Truth
from podcheck.model.type_refs import Key, TypeKind
from podcheck.rules.engine import Decision, EvaluationContext, Violation, judge, query, rule
from podcheck.rules.special_members.virtual import virtual_base_violations, virtual_functions
from podcheck.rules.subobjects import Subobject, class_type, direct_bases, is_undetermined, members
from podcheck.rules.traits.first_members import first_member_classes
from podcheck.rules.traits.trivially_copyable import left_open_for_closures

_REFERENCES = (TypeKind.LVALUE_REFERENCE, TypeKind.RVALUE_REFERENCE)


def _part_breach(program: EvaluationContext, part: Subobject) -> Iterator[Violation]:
    if is_undetermined(program, part):
        message = f"{part.label} may not be standard-layout"
        yield Violation(message, part.location, part.name, open=True)
        return
    facts = class_type(program, part)
    if facts is None:
        return
    decision = standard_layout(program, facts.key)
    if decision.value is not Truth.YES:
        unsure = decision.value is Truth.UNKNOWN
        message = f"{part.label} {'may not be' if unsure else 'is not'} standard-layout"
        yield Violation(message, part.location, part.name, decision.reasons, open=unsure)


@rule("non-standard-layout-member", "[class.prop]/3.1")
def members_standard_layout(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """Every member of class type, or array of it, is standard-layout.

    Why: the layout of a class is made of that of its members.

    Fix: See the reasons below: fix the member's class, or hold the member by pointer.
    """
    for member in members(program, key):
        yield from _part_breach(program, member)


@rule("reference-member", "[class.prop]/3.1")
def no_references(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """No member is a reference.

    Whether capturing by reference makes a member is unspecified ([expr.prim.lambda.capture]/12).

    Why: whether a reference takes storage is unspecified ([dcl.ref]/4).

    Fix: Make it a pointer; `T *const` where it must always point to the same object.
    """
    if program.classes[key].closure:
        return
    for member in members(program, key):
        if member.type.kind in _REFERENCES:
            yield Violation(f"{member.label} is a reference", member.location, member.name)


@rule("virtual-function", "[class.prop]/3.2")
def no_virtual_functions(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """No function is virtual, declared or inherited.

    Why: the object begins with a hidden pointer to its virtual functions, which C does not have.

    Fix: Keep the data in a struct without virtual functions, and make it a member of the class that has them.
    """
    yield from virtual_functions(program, key)


@rule("virtual-base", "[class.prop]/3.2")
def no_virtual_bases(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """There is no virtual base, direct or indirect.

    Why: the place of a virtual base depends on the most derived class, and is found through a hidden pointer.

    Fix: Inherit without `virtual`, or make the base a member.
    """
    yield from virtual_base_violations(program, key)


@rule("mixed-access", "[class.prop]/3.3")
def same_access(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """All data members have the same access; those of an anonymous union have the union's.

    Why: before P1847R4 (C++23) the compiler might lay members of different access out in any order; the rule outlived
    that.

    Fix: Give all of them one access, all private for example; or move one group into a struct that is a member.
    """
    fields = [field for field in program.classes[key].fields if not field.unnamed_bit_field]
    for field in fields[1:]:
        if field.access is not fields[0].access:
            message = (
                f"member '{_name(field)}' is {field.access.value}, "
                f"where member '{_name(fields[0])}' is {fields[0].access.value}"
            )
            yield Violation(message, field.location, _name(field))
            return


def _name(field: Field) -> str:
    return "(anonymous)" if field.anonymous else field.name


@rule("non-standard-layout-base", "[class.prop]/3.4")
def bases_standard_layout(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """Every base class is standard-layout.

    Why: the layout of a class is made of that of its bases.

    Fix: See the reasons below: fix the base, or hold it by pointer.
    """
    for base in direct_bases(program, key):
        yield from _part_breach(program, base)


@rule("repeated-base", "[class.prop]/3.5")
def each_base_once(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """No type is a base more than once, anywhere in the hierarchy (CWG1813).

    Why: two objects of one type can't share an address. Of two empty bases of one type, the second needs its own, and
    the object grows.

    Fix: Inherit it on one path only; or make the base a template, so that each path has a type of its own.
    """
    seen: set[Key] = set()
    reported: set[Key] = set()
    for facts in hierarchy(program, key)[1:]:
        if facts.key in seen and facts.key not in reported:
            reported.add(facts.key)
            here = program.classes[key]
            yield Violation(f"'{facts.name}' is a base of '{here.name}' more than once", here.location, facts.name)
        seen.add(facts.key)


@rule("data-in-several-classes", "[class.prop]/3.6")
def data_in_one_class(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """All data members and bit-fields are declared in one class of the hierarchy; unnamed and zero-width bit-fields
    count (CWG1881).

    Why: C has one list of members; whether those of a derived class follow those of its base, or fill the base's
    padding, is up to the ABI.

    Fix: Move the data into one class: make the base the first member, or let the derived class add functions only.
    """
    holders = {facts.key: facts for facts in hierarchy(program, key) if facts.fields}
    if len(holders) > 1:
        first, second, *_ = holders.values()
        field = first.fields[0]
        other = second.fields[0]
        yield Violation(
            f"'{first.name}' declares {_kind(field)}, and its base '{second.name}' declares {_kind(other)}"
            if first.key == key
            else f"the bases '{first.name}' and '{second.name}' both declare members",
            field.location if first.key == key else program.classes[key].location,
            second.name,
        )


def _kind(field: Field) -> str:
    if field.unnamed_bit_field:
        return "an unnamed bit-field"
    return f"member '{_name(field)}'" if _name(field) else "an unnamed member for what it captures"


@rule("base-is-first-member", "[class.prop]/3.7")
def base_not_at_first_member(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """No base has the type of the first member, or of what is at its start.

    In a union, every member is a first member.

    Why: two objects of one type can't share an address. The member would be moved away from the start of the object,
    and a pointer to the object would not point to its first member.

    Fix: Put another member first, or let the member have another type than the base.
    """
    bases = {facts.key: facts for facts in hierarchy(program, key)[1:]}
    reported: set[Key] = set()
    for place in first_member_classes(program, key):
        if place.key in bases and place.key not in reported:
            reported.add(place.key)
            message = (
                f"base '{bases[place.key].name}' is also the type of '{place.path}', "
                "and two objects of one type never share an address"
            )
            yield Violation(message, place.location, place.path)


@query
def hierarchy(program: EvaluationContext, key: Key) -> tuple[ClassFacts, ...]:
    """Return the class and all its base subobjects, the class first; a type twice where it is a base twice or more.

    Twice says that it is not once, and is less than the millions of times that twenty levels can make of it.
    """
    result: list[ClassFacts] = []
    met: Counter[Key] = Counter()
    waiting = [program.classes[key]]
    while waiting:
        facts = waiting.pop()
        met[facts.key] += 1
        if met[facts.key] <= 2:
            result.append(facts)
            bases = (class_type(program, base) for base in direct_bases(program, facts.key))
            waiting += [base for base in bases if base is not None][::-1]
    return tuple(result)


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


@query
def standard_layout(program: EvaluationContext, key: Key) -> Decision:
    """Return whether the members lie as those of a C struct would."""
    return judge(RULES, program, key)
