"""What each new dialect changed about the traits: the papers that `podcheck.rules` applies from their dialect on.

Defect reports apply in every dialect, so that none is the reason why an answer changes.
"""

from __future__ import annotations

from msgspec import Struct

from podcheck.model.reasons import walk
from podcheck.model.traits import CxxStandard, Trait
from podcheck.model.verdicts import Verdict


class DialectChange(Struct, frozen=True):
    """A paper that changed answers."""

    paper: str
    """Its number."""

    std: CxxStandard
    """The dialect that it is part of."""

    what: str
    """What it changed, in words."""

    codes: frozenset[str] = frozenset()
    """The codes of reasons that it brought or took away; empty means any."""

    traits: frozenset[Trait] = frozenset()
    """The traits that it is about; empty means any."""


CHANGES = (
    DialectChange(
        "N2342", CxxStandard.CXX11, "POD means trivial and standard-layout, no longer a kind of aggregate",
        traits=frozenset({Trait.POD}),
    ),
    DialectChange(
        "N2672", CxxStandard.CXX11, "an aggregate may have constructors that are defaulted on their first declaration",
        codes=frozenset({"user-declared-constructor"}),
    ),
    DialectChange(
        "N2756", CxxStandard.CXX11, "there are default member initializers, which an aggregate may not have",
        codes=frozenset({"default-member-initializer"}), traits=frozenset({Trait.AGGREGATE}),
    ),
    DialectChange("N2346", CxxStandard.CXX11, "functions can be deleted, and copied classes be moved"),
    DialectChange(
        "N3653", CxxStandard.CXX14, "an aggregate may have default member initializers",
        codes=frozenset({"default-member-initializer"}),
    ),
    DialectChange(
        "P0017R1", CxxStandard.CXX17, "an aggregate may have public bases that are not virtual",
        codes=frozenset({"has-base", "virtual-base", "non-public-base"}),
    ),
    DialectChange(
        "P1008R1", CxxStandard.CXX20, "an aggregate has no constructor that is declared at all",
        codes=frozenset({"user-declared-constructor", "user-provided-constructor", "explicit-constructor"}),
    ),
    DialectChange(
        "P0641R2", CxxStandard.CXX20, "a function that is defaulted with another parameter type is deleted",
        codes=frozenset({"mismatched-default"}),
    ),
    DialectChange(
        "P0624R2", CxxStandard.CXX20, "closure types without captures can be default-constructed and assigned",
        codes=frozenset({"no-eligible-default-constructor", "not-usable", "move-declared"}),
    ),
    DialectChange(
        "P3074R7", CxxStandard.CXX26, "a union is constructed and destroyed trivially, whatever its members are",
        codes=frozenset(
            {"all-variants-const", "nontrivial-variant-member", "nontrivial-member", "unusable-in-member"}
        ),
    ),
    DialectChange(
        "CWG3070", CxxStandard.CXX26, "an assignment operator that a base took by `using` is not trivial to its class",
        codes=frozenset({"inherited-assignment"}),
    ),
)  # fmt: skip
"""In the order of the dialects; those with codes before those without."""


def changes(before: Verdict, after: Verdict, since: CxxStandard, until: CxxStandard) -> tuple[DialectChange, ...]:
    """Return what changed the answer on one trait from the dialect `since` to the later one `until`, as far as is
    known.
    """
    codes = {reason.code for reason in walk((*before.reasons, *after.reasons))}
    fitting = [
        change
        for change in CHANGES
        if since < change.std <= until
        and (not change.traits or before.trait in change.traits)
        and (not change.codes or change.codes & codes)
    ]
    named = [change for change in fitting if change.codes or change.traits]
    return tuple(named or fitting)
