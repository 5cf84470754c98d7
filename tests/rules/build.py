"""Facts built by hand, for rules that are easier to see without C++ around them."""

from __future__ import annotations

from podcheck.model.facts import ClassFacts, Origin, RecordKind, UnitFacts
from podcheck.model.functions import Function, FunctionKind, Parameter, RefKind
from podcheck.model.problems import Location
from podcheck.model.subobjects import Access, Field
from podcheck.model.traits import CxxStandard
from podcheck.model.type_refs import TypeKind, TypeRef
from podcheck.model.units import Unit
from podcheck.rules.engine import EvaluationContext
from podcheck.rules.rulebook import RULEBOOK

HERE = Location("sample.cpp", 1, 1)
INT = TypeRef("int", TypeKind.INTEGRAL, size=4, value_bits=32)


def a_class(name: str, *fields: Field, functions: tuple[Function, ...] = (), kind: str = "struct") -> ClassFacts:
    """A class of that name, which is its key too."""
    return ClassFacts(name, name, RecordKind(kind), Origin.DECLARED, HERE, HERE, fields=fields, functions=functions)


def member(name: str, kind: TypeRef = INT, *, access: Access = Access.PUBLIC, offset: int = 0) -> Field:
    """A data member; of type int unless said otherwise."""
    return Field(name, kind, access, HERE, offset)


def of_class(name: str, *, const: bool = False, volatile: bool = False) -> TypeRef:
    """The type of a member of that class."""
    return TypeRef(name, TypeKind.CLASS, name, const, volatile)


def copying(
    kind: FunctionKind, reference: str, *, const: bool = False, volatile: bool = False, defaulted: bool = True
) -> Function:
    """A copy or move function with that first parameter, marked by a line of its own."""
    parameter = Parameter(RefKind(reference), const, volatile)
    return Function(kind, HERE, parameter=parameter, defaulted=defaulted, arguments=(1, 1))


def program(*classes: ClassFacts, std: CxxStandard = CxxStandard.CXX20) -> EvaluationContext:
    """The classes as the rules see them."""
    unit = Unit("sample.cpp", std)
    return EvaluationContext(UnitFacts(unit, std, "x86_64-unknown-linux-gnu", "22.1", classes), RULEBOOK)
