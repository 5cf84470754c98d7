"""A function whose constraint is not satisfied is not deleted: it is not eligible ([special]/6)."""

from __future__ import annotations

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
