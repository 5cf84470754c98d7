"""Random classes: podcheck and the compilers agree on them, or a known divergence explains the difference."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

import podcheck
from podcheck.model.traits import CxxStandard
from tests.generated.grammar import Definition, text_of
from tests.generated.proving import examine, random_source, shrink

CLASSES = 120


@pytest.mark.needs("clang++")
@pytest.mark.parametrize("std", list(CxxStandard)[1:], ids=lambda item: item.spelling)
def test_no_difference_is_unexplained(std: CxxStandard) -> None:
    definitions = random_source(f"2026 {std.spelling}", CLASSES, std)
    result = examine(definitions, std, ())
    assert result.differences == [], text_of(definitions, std)
    assert result.classes - result.ill_formed > CLASSES // 2
    assert sum(result.answers.values()) > CLASSES * 16


def test_the_same_seed_gives_the_same_classes() -> None:
    first, second = (random_source("7", 30, CxxStandard.CXX20) for _ in range(2))
    assert first == second
    assert first != random_source("8", 30, CxxStandard.CXX20)


def test_a_difference_is_shrunk_to_what_shows_it() -> None:
    definitions = [
        Definition("C1", "struct", members=("int a;", "double b;")),
        Definition("C2", "class", bases=("C1",), members=("char c;", "virtual void f();"), attribute="alignas(8) "),
        Definition("C3", "struct", members=("C2 m;",)),
    ]
    smallest = shrink(definitions, lambda some: "virtual" in text_of(some, CxxStandard.CXX17))
    assert smallest == [Definition("C2", "struct", members=("virtual void f();",))]


@seed(20261124)
@settings(max_examples=12, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.text(st.sampled_from("structclaunion AB{}();:~&=,<>virtualtemplate \n\t\"'\\/*0"), max_size=200))
def test_any_text_gives_a_report(text: str) -> None:
    report = podcheck.check("any.cpp", text=text, cross_check=False)
    assert report.exit_status in (0, 2)
    for record in report.records:
        assert set(record.judgement.verdicts) == set(podcheck.Trait)
