"""A mistake of podcheck's own costs what it is about: one class, or one file. It is told, and the rest is done."""

from __future__ import annotations

from pathlib import Path

import pytest

import podcheck
from podcheck import Trait, Truth, extract
from podcheck.extract.prefix.session import PrefixSession
from podcheck.model.facts import UnitFacts
from podcheck.model.type_refs import Key
from podcheck.model.units import Unit
from podcheck.rules.engine import Decision, EvaluationContext, TraitEntry
from podcheck.rules.rulebook import RULEBOOK
from podcheck.workers import worker


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Two sources, each with a class that is fine and one that is called Bad."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.cpp").write_text(
            f"namespace {name} {{ struct Good {{ int i; }}; struct Bad {{ int i; }}; }}"
        )
    return [str(tmp_path / "a.cpp"), str(tmp_path / "b.cpp")]


def _failing(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = RULEBOOK.traits[Trait.TRIVIAL]

    def decide(program: EvaluationContext, key: Key) -> Decision:
        if program.classes[key].name == "a::Bad":
            raise ZeroDivisionError("by hand")
        return sound.decide(program, key)

    monkeypatch.setitem(RULEBOOK.traits, Trait.TRIVIAL, TraitEntry(decide, sound.rules))


def test_a_class_that_a_rule_fails_on(files: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    _failing(monkeypatch)
    report = podcheck.check(*files, cross_check=False)
    (problem,) = report.problems
    assert problem.message == "podcheck failed on 'a::Bad', which is not analysed: ZeroDivisionError: by hand"
    assert (str(problem.location), report.exit_status) == (f"{files[0]}:1:46", 2)
    answers = {record.facts.name: record.judgement.verdicts[Trait.TRIVIAL].value for record in report.records}
    assert answers == {"a::Good": Truth.YES, "a::Bad": Truth.UNKNOWN, "b::Good": Truth.YES, "b::Bad": Truth.YES}


def test_it_shows_itself_to_whoever_looks_for_it(files: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    _failing(monkeypatch)
    monkeypatch.setenv("PODCHECK_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        podcheck.check(*files, cross_check=False)


def test_a_file_that_extraction_fails_on(files: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    sound = extract.extract_unit

    def unit(given: Unit, libclang: Path | None = None, session: PrefixSession | None = None) -> UnitFacts:
        if given.file == files[0]:
            raise ZeroDivisionError("by hand")
        return sound(given, libclang, session)

    monkeypatch.setattr(worker, "extract_unit", unit)
    report = podcheck.check(*files, cross_check=False)
    assert [f"{problem.location}: {problem.message}" for problem in report.problems] == [
        f"{files[0]}: podcheck failed on this file: ZeroDivisionError: by hand"
    ]
    assert [record.facts.name for record in report.records] == ["b::Good", "b::Bad"]
