"""Random classes: podcheck and the compilers agree on them, or a known divergence explains the difference."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

import podcheck
from podcheck.model.results import Report
from tests.generated.classes import source

CLASSES = 40


def unexplained(report: Report, text: str) -> list[str]:
    lines = {match[1]: match[0] for match in re.finditer(r"^\w+ (\w+).*$", text, re.MULTILINE)}
    return [
        f"{one.trait.value} of {lines[record.facts.name]}: {one.podcheck}, but {one.compiler} says {one.value}"
        for record in report.records
        for one in record.mismatches
        if one.known is None and not record.facts.anonymous
    ]


@pytest.mark.parametrize("std", ["c++11", "c++17", "c++20"])
def test_no_difference_is_unexplained(std: str) -> None:
    compared = 0

    @seed(20261124)
    @settings(
        max_examples=8, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(source(CLASSES))
    def agree(text: str) -> None:
        nonlocal compared
        report = podcheck.check("generated.cpp", text=text, std=std)
        assert unexplained(report, text) == [], text
        compared += sum(len(one.traits) for record in report.records for one in record.answers)

    agree()
    assert compared > 1000


@seed(20261124)
@settings(
    max_examples=12, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(st.text(st.sampled_from("structclaunion AB{}();:~&=,<>virtualtemplate \n\t\"'\\/*0"), max_size=200))
def test_any_text_gives_a_report(text: str) -> None:
    report = podcheck.check("any.cpp", text=text, cross_check=False)
    assert report.exit_status in (0, 2)
    for record in report.records:
        assert set(record.judgement.verdicts) == set(podcheck.Trait)
