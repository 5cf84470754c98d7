"""Which special member functions a class has, declared by the programmer or implicitly ([special])."""

from __future__ import annotations

from msgspec import Struct

from podcheck.model.facts import ClassFacts
from podcheck.model.functions import Function, FunctionKind, MemberOperation, OverloadOutcome, Parameter, RefKind
from podcheck.model.problems import Location
from podcheck.model.subobjects import Access
from podcheck.model.traits import CxxStandard
from podcheck.model.type_refs import Key
from podcheck.rules.engine import EvaluationContext, query
from podcheck.rules.subobjects import class_type, direct_bases, direct_parts, potentially_constructed

CONSTRUCTORS = (
    FunctionKind.DEFAULT_CONSTRUCTOR,
    FunctionKind.COPY_CONSTRUCTOR,
    FunctionKind.MOVE_CONSTRUCTOR,
    FunctionKind.OTHER_CONSTRUCTOR,
)
MOVES = (FunctionKind.MOVE_CONSTRUCTOR, FunctionKind.MOVE_ASSIGNMENT)
ASSIGNMENTS = (FunctionKind.COPY_ASSIGNMENT, FunctionKind.MOVE_ASSIGNMENT)
COPY_FUNCTIONS = (FunctionKind.COPY_CONSTRUCTOR, FunctionKind.MOVE_CONSTRUCTOR, *ASSIGNMENTS)

NOUNS = {
    FunctionKind.DEFAULT_CONSTRUCTOR: "default constructor",
    FunctionKind.COPY_CONSTRUCTOR: "copy constructor",
    FunctionKind.MOVE_CONSTRUCTOR: "move constructor",
    FunctionKind.COPY_ASSIGNMENT: "copy assignment operator",
    FunctionKind.MOVE_ASSIGNMENT: "move assignment operator",
    FunctionKind.DESTRUCTOR: "destructor",
}
"""The standard's names of the special member functions."""

_CONST_REFERENCE = Parameter(RefKind.LVALUE, const=True, volatile=False)
_REFERENCE = Parameter(RefKind.LVALUE, const=False, volatile=False)
_RVALUE = Parameter(RefKind.RVALUE, const=False, volatile=False)


class Special(Struct, frozen=True, eq=False):
    """One special member function.

    Compared by identity: `specials()` makes each once.
    """

    owner: Key
    """The class that it is a member of."""

    kind: FunctionKind
    function: Function | None
    """None where it is not written."""

    parameter: Parameter | None
    """Of a copy or move function; None for others."""

    location: Location

    @property
    def user_provided(self) -> bool:
        return self.function is not None and self.function.user_provided

    @property
    def explicitly_deleted(self) -> bool:
        return self.function is not None and self.function.deleted

    @property
    def constrained(self) -> bool:
        return self.function is not None and self.function.constrained

    @property
    def constraint(self) -> str:
        return "" if self.function is None else self.function.constraint

    @property
    def satisfied(self) -> bool | None:
        return None if self.function is None else self.function.satisfied

    @property
    def access(self) -> Access:
        return Access.PUBLIC if self.function is None else self.function.access

    @property
    def use(self) -> MemberOperation:
        """The operation for which overload resolution would pick this function of its class."""
        return _USES[self.kind, self.parameter is not None and _takes_const(self.parameter)]


def _takes_const(parameter: Parameter) -> bool:
    return parameter.const or parameter.reference is RefKind.NONE


_USES = {
    (FunctionKind.DEFAULT_CONSTRUCTOR, False): MemberOperation.DEFAULT,
    (FunctionKind.COPY_CONSTRUCTOR, True): MemberOperation.COPY,
    (FunctionKind.COPY_CONSTRUCTOR, False): MemberOperation.COPY_NONCONST,
    (FunctionKind.MOVE_CONSTRUCTOR, False): MemberOperation.MOVE,
    (FunctionKind.MOVE_CONSTRUCTOR, True): MemberOperation.MOVE_CONST,
    (FunctionKind.COPY_ASSIGNMENT, True): MemberOperation.ASSIGN,
    (FunctionKind.COPY_ASSIGNMENT, False): MemberOperation.ASSIGN_NONCONST,
    (FunctionKind.MOVE_ASSIGNMENT, False): MemberOperation.ASSIGN_MOVE,
    (FunctionKind.MOVE_ASSIGNMENT, True): MemberOperation.ASSIGN_MOVE,
    (FunctionKind.DESTRUCTOR, False): MemberOperation.DESTROY,
}


def list_written(facts: ClassFacts) -> tuple[Function, ...]:
    """Return the constructors, assignment operators and destructors that the programmer declared."""
    return tuple([function for function in facts.functions if not function.implicit])


@query
def specials(program: EvaluationContext, key: Key, kind: FunctionKind) -> tuple[Special, ...]:
    """Return all special member functions of one kind that the class has, in the order of declaration."""
    facts = program.classes[key]
    declared = [
        Special(key, kind, function, function.parameter, function.location)
        for function in list_written(facts)
        if function.kind is kind and not function.template
    ]
    if not declared and _implicitly_declared(program, facts, kind):
        parameter = _implicit_parameter(program, key, kind)
        declared.append(Special(key, kind, None, parameter, facts.location))
    return tuple(declared)


def _implicitly_declared(program: EvaluationContext, facts: ClassFacts, kind: FunctionKind) -> bool:
    """Whether it is declared implicitly: [class.default.ctor]/1 (with CWG2871), [class.copy.ctor]/6 and /8,
    [class.copy.assign]/2 and /4.
    """
    functions = list_written(facts)
    kinds = {function.kind for function in functions if not function.template}
    if facts.closure:
        return _closure_has(program, facts, kind)
    if kind is FunctionKind.DEFAULT_CONSTRUCTOR:
        return not any(function.kind in CONSTRUCTORS for function in functions)
    if kind in MOVES:
        if program.std < CxxStandard.CXX11:
            return False
        return not kinds & {*COPY_FUNCTIONS, FunctionKind.DESTRUCTOR}
    return True


def _closure_has(program: EvaluationContext, facts: ClassFacts, kind: FunctionKind) -> bool:
    """Whether a closure type has it: [expr.prim.lambda.closure]/15; the C++20 parts are P0624R2."""
    if kind is FunctionKind.DEFAULT_CONSTRUCTOR or kind is FunctionKind.MOVE_ASSIGNMENT:
        return facts.captureless and program.std >= CxxStandard.CXX20
    return True


def copy_deleted_by_move(program: EvaluationContext, special: Special) -> Function | None:
    """Return the declared move function that makes this implicit copy function deleted ([class.copy.ctor]/6)."""
    if special.function is not None or special.kind in MOVES:
        return None
    if special.kind not in COPY_FUNCTIONS:
        return None
    facts = program.classes[special.owner]
    return next(
        (function for function in list_written(facts) if function.kind in MOVES and not function.template), None
    )


def closure_assignment_deleted(program: EvaluationContext, special: Special) -> bool:
    """Whether a closure type has no copy assignment, for a capture or before C++20: [expr.prim.lambda.closure]/15."""
    facts = program.classes[special.owner]
    if not facts.closure or special.kind is not FunctionKind.COPY_ASSIGNMENT:
        return False
    return not (facts.captureless and program.std >= CxxStandard.CXX20)


@query
def _implicit_parameter(program: EvaluationContext, key: Key, kind: FunctionKind) -> Parameter | None:
    """Return `const X&` where every part can be copied from const: [class.copy.ctor]/7, [class.copy.assign]/2."""
    if kind in MOVES:
        return _RVALUE
    if kind not in COPY_FUNCTIONS:
        return None
    if kind is FunctionKind.COPY_CONSTRUCTOR:
        parts = potentially_constructed(program, key)
    else:
        parts = direct_parts(program, key)
    for part in parts:
        facts = class_type(program, part)
        if facts is None or not facts.complete:
            continue
        functions = specials(program, facts.key, kind)
        if functions and not any(_accepts_const(function, kind) for function in functions):
            return _REFERENCE
    return _CONST_REFERENCE


def _accepts_const(special: Special, kind: FunctionKind) -> bool:
    parameter = special.parameter
    if parameter is None:
        return True
    by_value = kind is FunctionKind.COPY_ASSIGNMENT and parameter.reference is RefKind.NONE
    return by_value or parameter.const


def expected_parameter(program: EvaluationContext, special: Special) -> Parameter | None:
    """Return what the parameter would be, had the function been declared implicitly."""
    return _implicit_parameter(program, special.owner, special.kind)


@query
def virtual_destructor(program: EvaluationContext, key: Key) -> bool:
    """Whether the destructor is declared virtual, or overrides a base's virtual destructor.

    Of several prospective ones that which is selected counts ([class.dtor]/4): a virtual one has no constraints, so
    that one whose constraints are satisfied goes before it, and it is not trivial.
    """
    facts = program.classes[key]
    prospective = specials(program, key, FunctionKind.DESTRUCTOR)
    if len(prospective) > 1:
        trivial = dict(facts.overload_answers).get(MemberOperation.DESTROY) is OverloadOutcome.TRIVIAL
        if trivial or any(special.constrained and special.satisfied for special in prospective):
            return False
    if any(function.kind is FunctionKind.DESTRUCTOR and function.virtual for function in list_written(facts)):
        return True
    bases = (class_type(program, base) for base in direct_bases(program, key))
    return any(base is not None and virtual_destructor(program, base.key) for base in bases)
