"""Facts of C++ that stands in a test."""

from __future__ import annotations

from podcheck.extract import extract_unit
from podcheck.model.facts import ClassFacts, UnitFacts
from podcheck.model.functions import Function, FunctionKind
from podcheck.model.subobjects import Field
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Headers, Unit


def unit_facts(
    text: str, std: CxxStandard = CxxStandard.CXX20, *arguments: str, headers: str | None = None
) -> UnitFacts:
    """What libclang finds in the text, as the file test.cpp."""
    return extract_unit(Unit("test.cpp", std, arguments, Headers(headers) if headers is not None else None, text))


def reported(text: str, std: CxxStandard = CxxStandard.CXX20) -> dict[str, ClassFacts]:
    """The reported classes by name; the text must be free of errors."""
    result = unit_facts(text, std)
    assert [problem for problem in result.problems if problem.fatal] == []
    return {class_facts.name: class_facts for class_facts in result.classes if class_facts.reported}


def only(text: str, std: CxxStandard = CxxStandard.CXX20) -> ClassFacts:
    """The last class that the text declares itself."""
    return list(reported(text, std).values())[-1]


def field(facts: ClassFacts, name: str) -> Field:
    """The member of that name."""
    return next(member for member in facts.fields if member.name == name)


def function(facts: ClassFacts, kind: FunctionKind) -> Function:
    """The one function of that kind."""
    (result,) = (each_function for each_function in facts.functions if each_function.kind is kind)
    return result
