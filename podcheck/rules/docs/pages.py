"""Every code with its page, made from the docstrings of the rules that have it, and from its example.

A docstring begins with the condition that must hold. Paragraphs that begin with `Why:` and `Fix:` say why the
standard asks it and how to fix a class that breaks it; others are remarks. Rules with the same code share a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from inspect import cleandoc
from typing import Any

from podcheck.model.reasons import walk
from podcheck.model.results import Finding, Record
from podcheck.model.traits import CxxStandard, Trait
from podcheck.model.verdicts import RuleClause, RuleInfo
from podcheck.rules.abi.calling_convention import GCC_RULES as PASSED_BY_GCC
from podcheck.rules.abi.calling_convention import RULES as PASSED
from podcheck.rules.abi.pod_for_layout import GCC_RULES
from podcheck.rules.abi.pod_for_layout import RULES as POD_LAYOUT
from podcheck.rules.abi.register_room import RULES as ROOM
from podcheck.rules.docs.examples import example
from podcheck.rules.docs.finding_codes import FINDING_CODES
from podcheck.rules.emptiness import RULES as EMPTY
from podcheck.rules.engine import Rule
from podcheck.rules.reason_codes import CAUSES
from podcheck.rules.special_members.declared import NOUNS
from podcheck.rules.special_members.deleted import NOT_DELETED, not_written_deleted
from podcheck.rules.special_members.trivial import TRIVIAL
from podcheck.rules.traits.aggregate import RULES as AGGREGATE
from podcheck.rules.traits.aggregate import no_closure
from podcheck.rules.traits.implicit_lifetime import AS_AGGREGATE, BY_CONSTRUCTOR
from podcheck.rules.traits.pod import RULES as POD
from podcheck.rules.traits.polymorphic import declared_final, some_pure_function, some_virtual_function
from podcheck.rules.traits.standard_layout import RULES as STANDARD_LAYOUT
from podcheck.rules.traits.trivial import RULES as TRIVIAL_CLASS
from podcheck.rules.traits.trivially_constructible import ASSIGN, ASSIGN_MOVE, COPY, DEFAULT, DESTROY, MOVE
from podcheck.rules.traits.trivially_copyable import LEFT_OPEN
from podcheck.rules.traits.trivially_copyable import RULES as TRIVIALLY_COPYABLE
from podcheck.rules.traits.unique_representations import RULES as UNIQUE

Rules = tuple[Rule[Any], ...]

RULES: Mapping[Trait, Rules] = {
    Trait.TRIVIAL: TRIVIAL_CLASS,
    Trait.TRIVIALLY_COPYABLE: (*TRIVIALLY_COPYABLE, *LEFT_OPEN),
    Trait.STANDARD_LAYOUT: STANDARD_LAYOUT,
    Trait.POD: POD,
    Trait.AGGREGATE: (*AGGREGATE, no_closure),
    Trait.EMPTY: EMPTY,
    Trait.POLYMORPHIC: (some_virtual_function,),
    Trait.ABSTRACT: (some_pure_function,),
    Trait.FINAL: (declared_final,),
    Trait.TRIVIALLY_DEFAULT_CONSTRUCTIBLE: DEFAULT,
    Trait.TRIVIALLY_COPY_CONSTRUCTIBLE: COPY,
    Trait.TRIVIALLY_MOVE_CONSTRUCTIBLE: MOVE,
    Trait.TRIVIALLY_COPY_ASSIGNABLE: ASSIGN,
    Trait.TRIVIALLY_MOVE_ASSIGNABLE: ASSIGN_MOVE,
    Trait.TRIVIALLY_DESTRUCTIBLE: DESTROY,
    Trait.HAS_UNIQUE_OBJECT_REPRESENTATIONS: (*UNIQUE, *LEFT_OPEN),
    Trait.IMPLICIT_LIFETIME: (*AS_AGGREGATE, *BY_CONSTRUCTOR, *LEFT_OPEN),
}
"""The rules of each trait, in the order of reports."""

TERMS: Mapping[str, Rules] = {
    **{f"trivial {NOUNS[kind]}": rules for kind, rules in TRIVIAL.items()},
    **{f"deleted {NOUNS[kind]}": (not_written_deleted, *rules) for kind, rules in NOT_DELETED.items()},
    "passed in registers": PASSED,
    "passed in registers with g++": PASSED_BY_GCC,
    "room in registers on x86-64": ROOM,
    "POD for layout": POD_LAYOUT,
    "POD for layout with g++": GCC_RULES,
}
"""The rules of the terms that traits are made of."""


def codes() -> tuple[str, ...]:
    """Every code that a reason or a finding may have, in the order of traits, terms, causes and findings."""
    return tuple(_clauses())


@cache
def page(code: str) -> RuleInfo:
    """The page of a code. Raises KeyError for one that is none."""
    clauses = _clauses()[code]
    traits = dict.fromkeys(asking for clause in clauses for asking in clause.asked_by)
    return RuleInfo(
        code=code,
        title=_title(clauses[0].condition),
        clauses=clauses,
        what=_together(clause.what for clause in clauses),
        why=_together(clause.why for clause in clauses),
        fix=_together(clause.fix for clause in clauses),
        traits=tuple(trait for trait in Trait if trait.value in traits),
        example=example(code),
    )


_PAPER = re.compile(r"\b(?:CWG\d+|P\d{4}R\d+)\b")


def papers(code: str, clause: str) -> tuple[str, ...]:
    """The defect reports and papers that the page of a code names where it has that clause; none for an unknown one."""
    found = [each_clause for each_clause in _clauses().get(code, ()) if each_clause.clause == clause]
    texts = (text for clause in found for text in (clause.condition, clause.what, clause.why))
    return tuple(dict.fromkeys(paper for text in texts for paper in _PAPER.findall(text)))


def pages_of(records: Iterable[Record], findings: Iterable[Finding]) -> dict[str, RuleInfo]:
    """The pages of the codes that stand in reasons, nested ones too, and of those of the findings, by code."""
    found: dict[str, None] = {}
    seen: set[int] = set()
    for record in records:
        for verdict in record.judgement.verdicts.values():
            found |= dict.fromkeys(reason.code for reason in walk(verdict.reasons, seen=seen))
        for member in record.judgement.special_members:
            found |= dict.fromkeys(reason.code for reason in walk(member.why, seen=seen))
    found |= dict.fromkeys(finding.code for finding in findings)
    known = _clauses()
    return {code: page(code) for code in known if code in found}


@cache
def _clauses() -> dict[str, tuple[RuleClause, ...]]:
    """What is said of each code: conditions that are the same but for who asks for them are one."""
    asked: dict[_Asked, list[str]] = {}
    for key, asking in _list_askers():
        asked.setdefault(key, []).append(asking)
    found: dict[str, list[RuleClause]] = {}
    for (code, clause, since, until, docstring), by in asked.items():
        condition, told = _read(docstring)
        one = RuleClause(clause, since, until, condition, tuple(dict.fromkeys(by)), **told)
        found.setdefault(code, []).append(one)
    return {code: tuple(clauses) for code, clauses in found.items()}


_Asked = tuple[str, str, CxxStandard, CxxStandard, str]
"""A rule's code, clause, dialects and docstring."""


def _list_askers() -> Iterator[tuple[_Asked, str]]:
    by_name = {**{trait.value: rules for trait, rules in RULES.items()}, **TERMS}
    for asking, rules in by_name.items():
        for rule in rules:
            yield (rule.code, rule.clause, rule.since, rule.until, rule.page), asking
    for cause in (*CAUSES, *FINDING_CODES):
        yield (cause.code, cause.clause, *_EVERY, cause.page), cause.term


_EVERY = (min(CxxStandard), max(CxxStandard))


_MARKS = {"Why: ": "why", "Fix: ": "fix"}


def _read(docstring: str) -> tuple[str, dict[str, str]]:
    """A docstring's condition, and its other paragraphs by the field that they go to."""
    condition, *others = (_one_line(part) for part in cleandoc(docstring).split("\n\n"))
    told: dict[str, list[str]] = {"what": [], "why": [], "fix": []}
    for paragraph in others:
        mark = next((mark for mark in _MARKS if paragraph.startswith(mark)), "")
        told[_MARKS.get(mark, "what")].append(_sentence(paragraph.removeprefix(mark)))
    return condition, {name: "\n\n".join(parts) for name, parts in told.items()}


def _title(condition: str) -> str:
    """The condition without what a colon or semicolon adds, and without the numbers of papers."""
    short = re.split(r"[;:] ", condition, maxsplit=1)[0]
    return re.sub(r"\s*\([^()]*\)$", "", short.rstrip(".")).rstrip()


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _together(texts: Iterable[str]) -> str:
    """Each text once."""
    return "\n\n".join(dict.fromkeys(text for text in texts if text))
