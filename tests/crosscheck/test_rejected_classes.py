"""Classes that a compiler does not accept get a note instead of answers, and so do those of another C++ library."""

from __future__ import annotations

from msgspec.structs import replace

import podcheck
from podcheck.crosscheck.answers import Share
from podcheck.crosscheck.batch import cross_check_all
from podcheck.crosscheck.compilers import find_compilers
from podcheck.crosscheck.rejected_classes import find_rejected, of_the_library
from podcheck.extract import extract_unit
from podcheck.model.facts import ClassFacts
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Unit

CLASSES = """struct Good { int a; };
struct Bad {
    int b;
};
struct Holder { Bad bad; };
struct Other { int c; };
template<class T> struct Box { T t; };
Box<int>* ints; Box<long>* longs;
"""


def classes(text: str) -> list[ClassFacts]:
    facts = extract_unit(Unit("test.cpp", CxxStandard.CXX20, text=text))
    return [class_facts for class_facts in facts.classes if class_facts.reported]


def named(found: list[ClassFacts], notes: dict[int, str]) -> dict[str, str]:
    return {found[index].name: note for index, note in notes.items()}


def test_an_error_inside_a_class_concerns_it_and_what_contains_it() -> None:
    result = classes(CLASSES)
    reported = "test.cpp:3:9: error: no int today\n    3 |    int b;\n"
    assert named(result, find_rejected(result, "test.cpp", reported, context_first=True)) == {
        "Bad": "no int today",
        "Holder": "no int today",
    }


def test_an_error_elsewhere_concerns_nobody() -> None:
    result = classes(CLASSES)
    reported = "other.h:3:9: error: no int today\ntest.cpp:3:9: warning: hm\ntest.cpp:8:1: error: outside of classes\n"
    assert find_rejected(result, "test.cpp", reported, context_first=True) == {}


def test_an_error_in_an_instance_does_not_concern_the_others() -> None:
    result = classes(CLASSES)
    gcc = "test.cpp: In instantiation of 'struct Box<int>':\ntest.cpp:7:29: error: no\n"
    clang = "test.cpp:7:29: error: no\ntest.cpp:8:1: note: in instantiation of 'Box<int>' requested here\n"
    for reported, context_first in ((gcc, True), (clang, False)):
        assert "Box<long>" not in named(
            result, find_rejected(result, "test.cpp", reported, context_first=context_first)
        )
        assert "Box<int>" in named(result, find_rejected(result, "test.cpp", reported, context_first=context_first))


def test_why_a_function_is_deleted_is_no_error_of_the_class() -> None:
    result = classes(CLASSES)
    reported = (
        "test.cpp:2:8: note: 'Bad::Bad()' is implicitly deleted because the default definition would be ill-formed:\n"
        "test.cpp:2:8: error: use of deleted function\n"
    )
    assert find_rejected(result, "test.cpp", reported, context_first=True) == {}


def test_a_real_compiler_that_rejects_a_class_gives_no_answers_about_it() -> None:
    text = (
        "#ifdef __clang__\n#define BROKEN\n#else\n#define BROKEN Unknown u;\n#endif\n"
        "struct Bad { BROKEN int a; };\nstruct Holder { Bad bad; };\nstruct Good { int a; };\n"
    )
    report = podcheck.check("test.cpp", text=text, compilers=["g++"])
    notes = {record.facts.name: record.answers[0].note for record in report.records}
    assert "Unknown" in notes["Bad"]
    assert "Unknown" in notes["Holder"]
    assert notes["Good"] == ""
    assert all(record.mismatches == () for record in report.records)


def test_classes_of_another_library_version_are_not_compared() -> None:
    unit = Unit(
        "test.cpp", CxxStandard.CXX20, text="#include <string>\nstruct A { std::string s; }; struct B { int b; };"
    )
    facts = extract_unit(unit)
    result = [class_facts for class_facts in facts.classes if class_facts.reported]
    compilers, _ = find_compilers(["g++"])
    assert facts.library is not None
    ((answers, problems),) = cross_check_all([Share(unit, tuple(result), facts.library + 1)], compilers)
    notes = {class_facts.name: answers[class_facts.key][0].note for class_facts in result}
    assert problems == ()
    assert notes["B"] == ""
    assert "library" in notes["A"]
    assert "library" in notes["std::basic_string<char>"]


def test_what_belongs_to_the_library_and_what_contains_it() -> None:
    result = classes("#include <utility>\nstruct A { std::pair<int, int> p; }; struct B {};")
    assert set(named(result, of_the_library(result))) >= {"A", "std::pair<int, int>"}
    assert "B" not in named(result, of_the_library(result))
    moved = [replace(class_facts, location=replace(class_facts.location, file="mine.h")) for class_facts in result]
    assert of_the_library(moved) == {}
