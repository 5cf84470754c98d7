"""The catalogue of divergences and the samples belong together, for the compilers that are not on this machine too.

`test_samples` asks the compilers that are here; that their differences are what the samples say makes the rest worth
comparing with the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from podcheck.crosscheck.compare import applicable, explanation
from podcheck.crosscheck.compilers import Compiler, Family
from podcheck.crosscheck.divergences import CATALOGUE, Divergence
from podcheck.extract import extract_unit
from podcheck.model.facts import ClassFacts, Origin
from podcheck.model.traits import CxxStandard, Truth
from podcheck.model.units import Unit
from podcheck.model.verdicts import Verdict
from podcheck.paths import spell_file
from podcheck.rules import Judgements, judge_unit
from tests.samples.complaints import MEASURED
from tests.samples.expectations import Difference, Remark, read_sample
from tests.samples.test_samples import SAMPLES

COMPILERS = [
    Compiler(("none",), Family(family), (version, 0)) for family, versions in MEASURED.items() for version in versions
]


@cache
def stated() -> tuple[tuple[str, Compiler, CxxStandard, Verdict, frozenset[str], Difference], ...]:
    """Every difference that a sample lists, for every measured compiler that it concerns and that has the dialect."""
    return tuple(_stated())


def _stated() -> Iterator[tuple[str, Compiler, CxxStandard, Verdict, frozenset[str], Difference]]:
    for file in sorted(SAMPLES.rglob("*.cpp")):
        sample = read_sample(file.read_text())
        for std in sample.dialects:
            remarks = [remark for remark in sample.remarks if std in remark.dialects and remark.differences]
            if remarks:
                yield from _of_unit(file, std, remarks)


def _of_unit(
    file: Path, std: CxxStandard, remarks: list[Remark]
) -> Iterator[tuple[str, Compiler, CxxStandard, Verdict, frozenset[str], Difference]]:
    judged = judge_unit(facts := extract_unit(Unit(str(file), std)))
    for class_facts in facts.classes:
        for remark in remarks:
            if class_facts.reported and _is_about(remark, class_facts, spell_file(str(file))):
                yield from _of_class(class_facts, std, judged, remark)


def _is_about(remark: Remark, facts: ClassFacts, file: str) -> bool:
    if facts.origin is Origin.TEMPLATE or facts.anonymous:
        return False
    if facts.location.file != file:
        return remark.names(facts.name)
    return remark.line == facts.location.line and remark.concerns(facts.name, is_pattern=False)


def _of_class(
    facts: ClassFacts, std: CxxStandard, judged: Judgements, remark: Remark
) -> Iterator[tuple[str, Compiler, CxxStandard, Verdict, frozenset[str], Difference]]:
    for difference in remark.differences:
        for compiler in COMPILERS:
            family, version = compiler.family.value, compiler.version[0]
            if compiler.supports(std) and any(each.holds(family, version) for each in difference.compilers):
                verdict = judged[facts.key].verdicts[difference.trait]
                yield facts.name, compiler, std, verdict, judged.shapes(facts.key), difference


@pytest.mark.slow
def test_each_difference_of_a_sample_is_explained_by_its_number() -> None:
    wrong = [
        f"{name}, {verdict.trait.value} with {compiler.id} as {std.spelling}: {number}, not {difference.number}"
        for name, compiler, std, verdict, shapes, difference in stated()
        if (number := explanation(compiler, std, verdict, shapes)) != difference.number
    ]
    assert wrong == []
    assert len(stated()) > 3000


def test_each_entry_of_the_catalogue_explains_some_difference_of_a_sample() -> None:
    used: set[Divergence] = set()
    for _, compiler, std, verdict, shapes, difference in stated():
        assert verdict.value is not Truth.UNKNOWN
        numbers = difference.number.split(", ")
        used.update(
            divergence for divergence in applicable(compiler, std, verdict, shapes) if divergence.number in numbers
        )
    assert [
        f"{divergence.family} {divergence.number}: {divergence.note}"
        for divergence in CATALOGUE
        if divergence not in used
    ] == []
