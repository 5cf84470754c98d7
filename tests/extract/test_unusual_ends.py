"""Files that end in an unusual way: the questions to libclang stand behind their last line."""

from __future__ import annotations

import pytest

from tests.extract.reading import unit_facts

COPIES = "template<class T> struct Any { Any(); template<class U> Any(U&&); T t; };\nAny<int> any;\n"
"""Whether Any<int> can be copied trivially is asked of libclang."""


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("struct A {};\nnamespace n {\nstruct B {};\n", 4, "expected '}'"),
        ("struct A {};\nvoid f() {\nstruct B {};\n", 4, "expected '}'"),
        ("struct A {};\nstruct B {\n", 3, "expected '}'"),
        ("struct A {};\n#if 1\nstruct B {};\n", 2, "unterminated conditional directive"),
        ("struct A {};\n#if 0\nstruct B {};\n", 2, "unterminated conditional directive"),
        ("struct A {};\n/* struct B {};\n", 2, "unterminated /* comment"),
        ("struct A {}", 1, "expected ';' after struct"),
    ],
)
def test_a_file_that_ends_too_early_is_named_by_its_own_lines(text: str, line: int, message: str) -> None:
    result = unit_facts(text)
    problems = {(problem.message, problem.location and problem.location.line) for problem in result.problems}
    assert (message, line) in problems
    assert not any("podcheck" in problem.message for problem in result.problems)
    assert "A" in {class_facts.name for class_facts in result.classes}


@pytest.mark.parametrize(
    "end",
    [
        "#define struct class",
        "#define typedef int",
        "#define enum class",
        "#define template",
        "// a comment that goes on \\",
        "#pragma pack(1)",
        "#pragma GCC poison printf",
        "",
    ],
)
def test_what_the_file_leaves_behind_does_not_spoil_the_questions(end: str) -> None:
    result = unit_facts(COPIES + end)
    assert result.problems == ()
    instance = next(class_facts for class_facts in result.classes if class_facts.name == "Any<int>")
    assert instance.overload_answers


def test_errors_of_the_questions_are_not_the_users() -> None:
    text = 'template<class T> struct Late { static_assert(sizeof(T) > 4, ""); T t; };\nvoid f(Late<char>&);\n'
    assert not any(problem.fatal for problem in unit_facts(text).problems)


def test_a_class_whose_end_is_missing_is_not_judged() -> None:
    result = {
        class_facts.name: class_facts for class_facts in unit_facts("struct A {};\nstruct B {\n    int b;\n").classes
    }
    assert result["A"].complete
    assert not result["B"].complete
