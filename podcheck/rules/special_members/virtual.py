"""What is virtual in a class, which decides its special members and several traits."""

from __future__ import annotations

from podcheck.model.functions import FunctionKind, VirtualFunction
from podcheck.model.type_refs import Key
from podcheck.rules.engine import EvaluationContext, Violation, query
from podcheck.rules.reason_codes import INHERITED_VIRTUAL
from podcheck.rules.special_members.declared import specials
from podcheck.rules.subobjects import direct_bases, is_undetermined, virtual_bases


@query
def virtual_functions(program: EvaluationContext, key: Key) -> tuple[Violation, ...]:
    """Return every virtual function that the class declares, and every base that has one ([class.virtual]/1).

    Where none is certain, the last thing that may be one.
    """
    facts = program.classes[key]
    certain: list[Violation] = []
    unsure: Violation | None = None
    for function in facts.virtual_functions:
        if not prospective(program, key, function):
            certain.append(Violation(f"'{function.name}' is virtual", function.location, function.name))
            continue
        message = f"one of several prospective destructors of '{facts.name}' is virtual"
        unsure = Violation(message, function.location, function.name, open=True)
    for base in direct_bases(program, key):
        if is_undetermined(program, base):
            unsure = Violation(f"{base.label} may have a virtual function", base.location, base.name, open=True)
            continue
        inherited = virtual_functions(program, base.type.record)
        if inherited and not inherited[0].open:
            roots = tuple(
                INHERITED_VIRTUAL.reason(violation.message, violation.location, violation.subject, violation.because)
                for violation in inherited
            )
            certain.append(Violation(f"{base.label} has a virtual function", base.location, base.name, roots))
        elif inherited:
            unsure = unsure or inherited[0]
    return tuple(certain) if certain or unsure is None else (unsure,)


def virtual_function(program: EvaluationContext, key: Key) -> Violation | None:
    """Return the first of the virtual functions; None where there is none."""
    return next(iter(virtual_functions(program, key)), None)


def prospective(program: EvaluationContext, key: Key, function: VirtualFunction) -> bool:
    """Whether it is a destructor among several, of which constraints select one ([class.dtor]/4).

    It is unclear whether the others count.
    """
    return function.name.startswith("~") and len(specials(program, key, FunctionKind.DESTRUCTOR)) > 1


@query
def virtual_base_violations(program: EvaluationContext, key: Key) -> tuple[Violation, ...]:
    """Return every virtual base class, direct or not; where there is none, the first base that may have one."""
    certain = [
        Violation(f"'{base.name}' is a virtual base", base.location, base.name) for base in virtual_bases(program, key)
    ]
    if certain:
        return tuple(certain)
    for base in direct_bases(program, key):
        if is_undetermined(program, base):
            return (Violation(f"{base.label} may have a virtual base", base.location, base.name, open=True),)
    return ()


def virtual_base(program: EvaluationContext, key: Key) -> Violation | None:
    """Return the first of the virtual bases; None where there is none."""
    return next(iter(virtual_base_violations(program, key)), None)
