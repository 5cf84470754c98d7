"""A function whose constraint is not satisfied is not deleted: it is not eligible ([special]/6)."""

from __future__ import annotations

import pytest

import podcheck

SOURCE = """
template<class T> struct Slot {
    Slot() requires(sizeof(T) > 4) = default;
    Slot(const Slot&) requires(sizeof(T) > 4) = default;
    T* held;
};
template struct Slot<char>;
struct Gone { Gone(const Gone&) = delete; };
"""


def test_what_is_not_satisfied_is_not_called_deleted() -> None:
    report = podcheck.check("slot.cpp", std="c++20", text=SOURCE, cross_check=False)
    (slot,) = [record for record in report.records if record.facts.name == "Slot<char>"]
    members = {member.kind: member for member in slot.judgement.special_members}
    copy = members["copy_constructor"]
    assert (copy.declared, copy.deleted, copy.eligible) == ("defaulted", False, False)
    assert members["copy_assignment"].eligible
    (first,) = slot.judgement.verdicts[podcheck.Trait.TRIVIAL].reasons
    assert first.message == "the default constructor of 'Slot<char>' is not eligible"


def test_a_deleted_one_is() -> None:
    report = podcheck.check("slot.cpp", std="c++20", text=SOURCE, cross_check=False)
    (gone,) = [record for record in report.records if record.facts.name == "Gone"]
    copy = {member.kind: member for member in gone.judgement.special_members}["copy_constructor"]
    assert (copy.deleted, copy.eligible) == (True, True)


UNUSABLE = {
    "a constraint": (
        "template<class T> struct X { X() requires (sizeof(T) > 4); }; template struct X<int>;",
        "trivially_default_constructible",
        "'X<int>' has no default constructor: the constraint '(sizeof(T) > 4)' of its own is not satisfied",
    ),
    "a constraint on copying": (
        "template<class T> struct X { X(const X&) requires (sizeof(T) > 4) = default; }; template struct X<int>;",
        "trivially_copy_constructible",
        (
            "'X<int>' has no copy constructor that takes this argument: the constraint '(sizeof(T) > 4)' of its own is "
            "not satisfied"
        ),
    ),
    "two that are as good": (
        "template<class T> struct X { X() requires(sizeof(T)>1); X() requires(sizeof(T)>2); }; template struct X<int>;",
        "trivially_default_constructible",
        "overload resolution finds no default constructor of 'X<int>' that can be used",
    ),
    "none at all": (
        "struct X { X(int); };", "trivially_default_constructible", "'X' has no default constructor",
    ),
    "another argument": (
        "struct X { X(X&) = default; };",
        "trivially_move_constructible",
        "'X' has no copy or move constructor that takes this argument",
    ),
    "another object": (
        "struct X { X& operator=(const X&) && = default; };",
        "trivially_move_assignable",
        "'X' has no copy or move assignment operator that takes this argument",
    ),
    "both": (
        "struct X { X& operator=(X); X& operator=(const X&); };",
        "trivially_copy_assignable",
        "overload resolution for the copy assignment operator of 'X' is ambiguous",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "trait", "why"), UNUSABLE.values(), ids=UNUSABLE)
def test_what_can_not_be_used_has_the_cause_beneath_it(text: str, trait: str, why: str) -> None:
    report = podcheck.check("a.cpp", std="c++20", text=text, cross_check=False)
    (record,) = [record for record in report.records if record.facts.name in ("X", "X<int>")]
    (reason,) = record.judgement.verdicts[podcheck.Trait(trait)].reasons
    assert reason.code == "not-usable"
    assert [cause.message for cause in reason.because] == [why]


def test_a_capture_has_no_name_and_a_byte_is_one() -> None:
    text = "auto c = [n = 1] { return n; }; struct X : decltype(c) { int i; }; struct Y {};"
    records = {record.facts.name: record for record in podcheck.check("a.cpp", text=text, cross_check=False).records}
    (reason,) = records["X"].judgement.verdicts[podcheck.Trait.STANDARD_LAYOUT].reasons
    assert "declares an unnamed member for what it captures" in reason.message
    (padding,) = records["Y"].judgement.verdicts[podcheck.Trait.HAS_UNIQUE_OBJECT_REPRESENTATIONS].reasons
    assert padding.message == "'Y' has 1 byte of padding"
