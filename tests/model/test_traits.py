"""Each trait has its words, and what is said of it reads as English."""

from __future__ import annotations

import re

import pytest

import podcheck
from podcheck.model.traits import CxxStandard, Trait

TEXT = "struct P { double d; virtual ~P(); };"


@pytest.mark.parametrize("trait", Trait, ids=lambda trait: trait.value)
def test_a_trait_has_words_for_each_place_where_it_stands(trait: Trait) -> None:
    assert trait.phrase
    assert trait.value in trait.predicate.lower()
    assert Trait.parse(f"std::{trait.std_name}_v") is trait
    assert not trait.builtin or re.fullmatch(r"\w+\(T.*\)", trait.builtin)


def test_the_dialects_of_templates_are_those_of_the_standard() -> None:
    first = {
        Trait.FINAL: CxxStandard.CXX14,
        Trait.AGGREGATE: CxxStandard.CXX17,
        Trait.HAS_UNIQUE_OBJECT_REPRESENTATIONS: CxxStandard.CXX17,
        Trait.IMPLICIT_LIFETIME: CxxStandard.CXX23,
    }
    last = {Trait.POD: CxxStandard.CXX17, Trait.TRIVIAL: CxxStandard.CXX23}
    for trait in Trait:
        having = [std for std in CxxStandard if trait.is_in_library(std)]
        if having:  # else it has no template
            expected = (first.get(trait, CxxStandard.CXX11), last.get(trait, CxxStandard.CXX26))
            assert (having[0], having[-1]) == expected, trait


def messages(text: str, *require: str) -> list[str]:
    report = podcheck.check("unit.cpp", text=text, cross_check=False, require=require)
    return [finding.message for finding in report.findings]


UNIQUE = "a class with unique object representations (has_unique_object_representations)"


@pytest.mark.parametrize(
    ("trait", "expected"),
    [
        (Trait.HAS_UNIQUE_OBJECT_REPRESENTATIONS, f"'P' is not {UNIQUE}, which is required"),
        (Trait.IMPLICIT_LIFETIME, "'P' is not an implicit-lifetime class (implicit_lifetime), which is required"),
        (Trait.POD, "'P' is not a POD class, which is required"),
        (Trait.AGGREGATE, "'P' is not an aggregate, which is required"),
        (Trait.TRIVIALLY_COPYABLE, "'P' is not trivially_copyable, which is required"),
        (Trait.STANDARD_LAYOUT, "'P' is not standard_layout, which is required"),
    ],
)
def test_a_requirement_that_is_not_met_is_said_in_words_with_the_name_of_the_trait(trait: Trait, expected: str) -> None:
    assert messages(TEXT, trait.value) == [expected]


def test_what_a_contract_forbids_is_said_in_words_too() -> None:
    text = "// podcheck: forbid has_unique_object_representations\nstruct P { int i; };\n"
    assert messages(text) == [f"'P' is {UNIQUE}, which unit.cpp:1 forbids"]


def test_what_an_annotation_asks_for_is_said_in_words_too() -> None:
    text = """struct P { double d; };
[[clang::annotate("podcheck:needs has_unique_object_representations")]] void f(const P&);
void g(const P& p) { f(p); }
"""
    (message,) = messages(text)
    assert message.startswith("f is used with 'P', which is not a class with unique object representations")
