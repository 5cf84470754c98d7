"""A "no" names every cause of one kind, not the first alone."""

from __future__ import annotations

import podcheck
from podcheck import Trait
from podcheck.model.reasons import roots

SOURCE = """
struct Left {}; struct Right {};
struct Shared : virtual Left, virtual Right {};
struct Deeper : Shared {};
struct Drawn { virtual void draw(); virtual void erase(); };
struct Framed : Drawn { virtual void frame(); };
struct Closes { ~Closes(); };
struct Kept : Closes { ~Kept() = delete; };
"""


def causes(name: str, trait: Trait) -> set[str]:
    report = podcheck.check("causes.cpp", text=SOURCE, std="c++20", cross_check=False)
    (result,) = [record for record in report.records if record.facts.name == name]
    return {reason.message for reason in roots(result.judgement.verdicts[trait].reasons)}


def test_every_virtual_base() -> None:
    expected = {"'Left' is a virtual base", "'Right' is a virtual base"}
    for name in ("Shared", "Deeper"):
        for trait in (Trait.STANDARD_LAYOUT, Trait.TRIVIALLY_COPYABLE, Trait.AGGREGATE):
            assert causes(name, trait) >= expected, (name, trait)


def test_every_virtual_function() -> None:
    expected = {"'draw' is virtual", "'erase' is virtual"}
    for trait in (Trait.STANDARD_LAYOUT, Trait.TRIVIALLY_COPYABLE, Trait.AGGREGATE, Trait.EMPTY):
        assert causes("Drawn", trait) == expected
        assert causes("Framed", trait) >= {*expected, "'frame' is virtual"}


def test_a_deleted_destructor_hides_no_other_cause() -> None:
    assert causes("Kept", Trait.TRIVIALLY_COPYABLE) == {
        "the destructor of 'Closes' is user-provided",
        "the destructor of 'Kept' is declared '= delete'",
    }
