"""podcheck as a library."""

from __future__ import annotations

import sys

import pytest

import podcheck
from podcheck.process import run


def test_importing_it_loads_nothing_heavy() -> None:
    code = "import sys, podcheck; print([m for m in sys.modules if m.startswith(('clang', 'click', 'podcheck.'))])"
    assert run([sys.executable, "-c", code]).stdout == "[]\n"


@pytest.mark.parametrize("name", [name for name in podcheck.__all__ if name != "check"])
def test_every_public_name_is_there_and_documented(name: str) -> None:
    assert getattr(podcheck, name).__doc__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        podcheck.nothing  # noqa: B018


def test_a_report_of_text() -> None:
    report = podcheck.check("a.cpp", text="struct A { int a; ~A(); };", cross_check=False)
    (record,) = report.records
    verdict = record.judgement.verdicts[podcheck.Trait.TRIVIALLY_COPYABLE]
    assert verdict.value is podcheck.Truth.NO
    assert [reason.code for reason in verdict.reasons] == ["nontrivial-destructor"]
    assert verdict.reasons[0].because[0].location == podcheck.Location("a.cpp", 1, 19)
    assert report.exit_status == 0


def test_bad_values_raise() -> None:
    with pytest.raises(podcheck.PodcheckError, match="unknown C"):
        podcheck.check("a.cpp", std="c++19")


def test_the_same_class_in_two_files_is_reported_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("twice")
    (folder / "h.hpp").write_text("#pragma once\nstruct A {};\n")
    for name in ("a.cpp", "b.cpp"):
        (folder / name).write_text('#include "h.hpp"\n')
    report = podcheck.check(str(folder), headers="h.hpp", cross_check=False)
    assert [record.facts.name for record in report.records] == ["A"]


def test_the_truth_of_a_verdict_can_not_be_mixed_up() -> None:
    with pytest.raises(TypeError):
        bool(podcheck.Truth.NO)
