"""Every code has a page, and a report carries those of the codes that stand in it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import podcheck
from podcheck.model.traits import Trait
from podcheck.model.verdicts import Reason
from podcheck.rules.docs.finding_codes import FINDING_CODES
from podcheck.rules.docs.pages import codes, page
from podcheck.rules.engine import Rule
from podcheck.rules.rulebook import RULEBOOK

RULES_FOLDER = Path(podcheck.__file__).parent / "rules"

NESTED = """
struct Shape { virtual ~Shape(); };
struct Holder { Shape shape; int &reference; };
"""


def every_code(reasons: tuple[Reason, ...]) -> Iterator[str]:
    for reason in reasons:
        yield reason.code
        yield from every_code(reason.because)


def test_a_report_has_the_pages_of_the_codes_in_it_nested_ones_too() -> None:
    report = podcheck.check("nested.cpp", text=NESTED, cross_check=False, require=["pod"])
    judged = [record.judgement for record in report.records]
    within = {
        code for judgement in judged for verdict in judgement.verdicts.values() for code in every_code(verdict.reasons)
    }
    within |= {code for judgement in judged for member in judgement.special_members for code in every_code(member.why)}
    assert "virtual-function" in within
    assert set(report.rules) == within | {"requirement"}
    assert all(code == info.code for code, info in report.rules.items())


def test_a_report_without_reasons_has_no_pages_of_main_traits() -> None:
    report = podcheck.check("point.cpp", text="struct Point { int x; };", cross_check=False)
    assert "not-trivial" not in report.rules


def test_every_trait_has_its_rules() -> None:
    assert list(RULEBOOK.traits) == list(Trait)
    assert all(entry.rules for entry in RULEBOOK.traits.values())


def test_reasons_are_made_in_the_engine_and_from_causes_alone_so_that_each_code_has_a_page() -> None:
    makers = {file.name for file in RULES_FOLDER.rglob("*.py") if " Reason(" in file.read_text()}
    assert makers == {"engine.py", "reason_codes.py"}


def test_codes_that_several_rules_share_have_one_page() -> None:
    assert len(codes()) == len(set(codes()))
    virtual = page("virtual-function")
    assert {Trait.STANDARD_LAYOUT, Trait.EMPTY, Trait.AGGREGATE} <= set(virtual.traits)
    assert {"[class.prop]/3.2", "[dcl.init.aggr]/1.3", "[class.dtor]/8.1"} <= {
        clause.clause for clause in virtual.clauses
    }


def declared() -> Iterator[Rule[Any]]:
    """Every rule that stands in a module of the room, alone or in a list of them."""
    for module in pkgutil.walk_packages([str(RULES_FOLDER)], "podcheck.rules."):
        for value in vars(importlib.import_module(module.name)).values():
            listed = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
            for pair in listed:
                yield from (each for each in (pair if isinstance(pair, tuple) else (pair,)) if isinstance(each, Rule))


def test_every_rule_that_is_declared_anywhere_stands_on_the_page_of_its_code() -> None:
    on_pages = {(code, clause.clause, clause.since, clause.until) for code in codes() for clause in page(code).clauses}
    result = {(rule.code, rule.clause, rule.since, rule.until) for rule in declared()}
    assert len(result) > 100
    assert result <= on_pages


@pytest.mark.parametrize("code", codes())
def test_a_page_says_what_must_hold_and_how_to_mend_it(code: str) -> None:
    info = page(code)
    assert info.fix
    assert all(clause.condition.endswith(".") for clause in info.clauses)
    assert 5 < len(info.title) < 100
    assert info.why or code in FOUND


FOUND = {reason_code.code for reason_code in FINDING_CODES}
"""Of these the user asks something, not the standard."""


def test_text_outside_backticks_has_no_markup_of_markdown() -> None:
    for code in codes():
        info = page(code)
        texts = [info.what, info.why, info.fix, *(clause.condition for clause in info.clauses)]
        outside = "".join(part for text in texts for part in text.split("`")[::2])
        assert not set(outside) & set("<>*|\\"), code
        assert all(text.count("`") % 2 == 0 for text in texts), code


def test_clauses_tell_the_dialects_that_they_hold_in() -> None:
    spans = {(clause.clause, clause.since.spelling, clause.until.spelling) for clause in page("has-base").clauses}
    assert ("[dcl.init.aggr]/1", "c++98", "c++14") in spans


def test_findings_accepted_in_the_source_have_pages_too() -> None:
    text = "struct Lock { ~Lock(); };  // podcheck: ignore requirement\n"
    report = podcheck.check("lock.cpp", text=text, cross_check=False, require=["pod"])
    assert [finding.code for finding in report.findings] == []
    assert {finding.code for finding in report.accepted} <= set(report.rules)
    assert report.accepted
