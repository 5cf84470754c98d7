"""The rulebook alone says by which rules something is decided."""

from __future__ import annotations

from msgspec.structs import replace

from podcheck.model.facts import UnitFacts
from podcheck.model.functions import Function, FunctionKind
from podcheck.model.traits import CxxStandard, Trait, Truth
from podcheck.model.units import Unit
from podcheck.rules.engine import EvaluationContext, Rulebook
from podcheck.rules.judgement import judge_class
from podcheck.rules.rulebook import RULEBOOK
from podcheck.rules.special_members.overload_resolution import Argument, select_constructor
from tests.rules.build import HERE, a_class, copying, member, of_class

COPY, MOVE = FunctionKind.COPY_CONSTRUCTOR, FunctionKind.MOVE_CONSTRUCTOR

PINNED = a_class("Pinned", functions=(Function(FunctionKind.DESTRUCTOR, HERE, deleted=True),))
HOLDER = a_class(
    "Holder",
    member("pinned", of_class("Pinned")),
    functions=(copying(COPY, "&", const=True, defaulted=False), copying(MOVE, "&&")),
)
"""Its defaulted move constructor is deleted, since what it would construct can't be destroyed."""


def by(rulebook: Rulebook) -> EvaluationContext:
    unit = Unit("sample.cpp", CxxStandard.CXX20)
    return EvaluationContext(UnitFacts(unit, unit.std, "x86_64-unknown-linux-gnu", "22.1", (PINNED, HOLDER)), rulebook)


def selected(context: EvaluationContext) -> FunctionKind | None:
    """What initialises a Holder from another that is moved from."""
    special = select_constructor(context, "Holder", Argument(xvalue=True)).special
    return None if special is None else special.kind


def test_overload_resolution_finds_in_the_rulebook_which_functions_are_deleted() -> None:
    nothing = {kind: rules[:1] for kind, rules in RULEBOOK.not_deleted.items()}
    assert selected(by(RULEBOOK)) is COPY
    assert selected(by(replace(RULEBOOK, not_deleted=nothing))) is MOVE


def test_judgement_finds_the_query_of_a_trait_in_the_rulebook() -> None:
    polymorphic = RULEBOOK.traits[Trait.POLYMORPHIC]
    swapped = replace(RULEBOOK, traits={**RULEBOOK.traits, Trait.STANDARD_LAYOUT: polymorphic})
    judged = [judge_class(context, PINNED).verdicts for context in (by(RULEBOOK), by(swapped))]
    assert [verdicts[Trait.STANDARD_LAYOUT].value for verdicts in judged] == [Truth.YES, Truth.NO]


def test_that_a_function_is_written_deleted_or_user_provided_stands_first() -> None:
    assert {rules[0].code for rules in RULEBOOK.not_deleted.values()} == {"explicitly-deleted"}
    assert {rules[0].code for rules in RULEBOOK.trivial.values()} == {"user-provided"}
    assert set(RULEBOOK.not_deleted) == set(RULEBOOK.trivial)
