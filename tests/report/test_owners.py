"""The class that a reason lies in, where several instances of a template stand in one text."""

from __future__ import annotations

import dataclasses

from msgspec.structs import replace

import podcheck
from podcheck.model.problems import Location
from podcheck.report.reasons.culprits import Owners

SOURCE = "template<class T> struct Box { T c; Box(const Box&); };\nBox<int>* a;\nBox<char>* b;\n"


def test_an_instance_that_is_said_to_end_elsewhere_is_found_where_it_begins() -> None:
    report = podcheck.check("a.cpp", text=SOURCE, cross_check=False)
    first, second = (record for record in report.records if record.facts.name in ("Box<int>", "Box<char>"))
    elsewhere = dataclasses.replace(second, facts=replace(second.facts, end=Location("other.h", 9, 1)))
    owners = Owners((first, elsewhere))
    member = second.facts.fields[0].location
    assert owners.of(member, second.facts.name) is elsewhere
    assert owners.of(member, "c", asking=second.facts.name) is elsewhere
    assert owners.of(member, "c", asking=first.facts.name) is first
