"""Answers against answers, and the catalogue that explains differences."""

from __future__ import annotations

import re

import pytest

import podcheck
from podcheck.crosscheck.compare import compare
from podcheck.crosscheck.compilers import Compiler, Family
from podcheck.crosscheck.divergences import CATALOGUE, CLANG, GCC, Divergence
from podcheck.model.results import Answers, Mismatch
from podcheck.model.traits import CxxStandard, Trait
from podcheck.rules.divergence_shapes import SHAPES

GXX = Compiler(("g++",), Family.GXX, (12, 2))
CLANGXX = Compiler(("clang++",), Family.CLANGXX, (19, 1))
BY_ID = {compiler.id: compiler for compiler in (GXX, CLANGXX)}


def differences(
    text: str, compiler: Compiler, trait: Trait, *, says: bool, shapes: frozenset[str]
) -> tuple[Mismatch, ...]:
    (*_, record) = podcheck.check("a.cpp", text=text, cross_check=False).records
    answers = Answers(compiler.id, {trait: says})
    return compare(CxxStandard.CXX20, record.judgement, (answers,), BY_ID, lambda: shapes)


def test_the_same_answer_is_no_difference() -> None:
    assert differences("struct A {};", GXX, Trait.POD, says=True, shapes=frozenset()) == ()


def test_a_difference_that_nothing_explains() -> None:
    (first,) = differences("struct A {};", GXX, Trait.POD, says=False, shapes=frozenset())
    assert first == Mismatch(Trait.POD, True, GXX.id, False, None)


def test_a_difference_that_the_reasons_explain() -> None:
    text = "struct A { A(const A&) = delete; A& operator=(const A&) = delete; };"
    (first,) = differences(text, CLANGXX, Trait.TRIVIALLY_COPYABLE, says=True, shapes=frozenset())
    assert first.known == "CWG1734"


def test_every_root_must_be_explained() -> None:
    text = "struct A { A(const A&) = delete; virtual void f(); A(A&&); };"
    (first,) = differences(text, CLANGXX, Trait.TRIVIALLY_COPYABLE, says=True, shapes=frozenset())
    assert first.known is None


def test_an_unknown_answer_differs_from_nothing() -> None:
    text = "template<class T> struct A { T a; };"
    assert differences(text, GXX, Trait.POD, says=False, shapes=frozenset()) == ()


def test_a_shape_is_asked_only_where_something_differs() -> None:
    (*_, record) = podcheck.check("a.cpp", text="struct A {};", cross_check=False).records

    def never() -> frozenset[str]:
        raise AssertionError("asked")

    assert compare(CxxStandard.CXX20, record.judgement, (Answers(GXX.id, {Trait.POD: True}),), BY_ID, never) == ()


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda item: f"{item.family} {item.number} {item.shape}")
def test_an_entry_of_the_catalogue_is_well_formed(entry: Divergence) -> None:
    assert entry.family in (GCC, CLANG)
    assert not entry.shape or entry.shape in SHAPES
    assert entry.shape or entry.codes, "an entry without shape and codes would explain anything"
    assert not entry.codes or not entry.podcheck, "codes are of reasons, which only a no has"
    assert re.fullmatch(r"CWG\d+|P\d{4}R\d+|PR\d+|llvm#\d+|\[[a-z.]+\]/[\d.]+", entry.number)
    assert entry.note
