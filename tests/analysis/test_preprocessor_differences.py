"""A class that a compiler reads from other source text gets a note; a difference in the same text stays one."""

from __future__ import annotations

from pathlib import Path

import pytest

import podcheck
from podcheck.crosscheck import compare
from podcheck.model.results import Record

OTHERWISE = """
#if __GNUC__ >= 8 && !defined(__clang__)
#define NO_COPY(T)
#else
#define NO_COPY(T) T(const T&) = delete; T& operator=(const T&) = delete;
#endif
struct Word { Word() = default; int a; NO_COPY(Word) };
struct Holder { Word word; };
struct Same { int a; };
"""


def records(text: str, *arguments: str) -> dict[str, Record]:
    report = podcheck.check("test.cpp", text=text, compilers=["g++"], clang_args=arguments, headers="other")
    assert [problem for problem in report.problems if problem.fatal] == []
    return {record.facts.name: record for record in report.records}


def test_a_class_behind_an_if_is_not_compared() -> None:
    result = records(OTHERWISE)
    for name in ("Word", "Holder"):
        (answers,) = result[name].answers
        assert "sees other source" in answers.note
        assert (answers.traits, result[name].mismatches) == ({}, ())
    assert result["Same"].answers[0].note == ""


def test_one_of_a_header_too(tmp_path: Path) -> None:
    (tmp_path / "other.h").write_text(OTHERWISE)
    result = records('#include "other.h"\n', f"-I{tmp_path}")
    assert "sees other source" in result["Word"].answers[0].note


def test_a_difference_in_the_same_source_stays_unexplained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare, "CATALOGUE", ())
    text = OTHERWISE + "struct Gone { Gone(const Gone&) = delete; Gone& operator=(const Gone&) = delete; };"
    result = records(text)
    assert {mismatch.known for mismatch in result["Gone"].mismatches} == {None}
    assert result["Gone"].answers[0].note == ""
