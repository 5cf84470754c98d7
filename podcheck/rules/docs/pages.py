"""Every code with its page, made from the docstrings of the rules that have it, and from its example.

A docstring begins with the condition that must hold. Paragraphs that begin with `Why:` and `Fix:` say why the
standard asks it and how to fix a class that breaks it; others are remarks. Rules with the same code share a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from inspect import cleandoc

from podcheck.model.reasons import walk
from podcheck.model.results import Finding, Record
from podcheck.model.traits import CxxStandard, Trait
from podcheck.model.verdicts import RuleClause, RuleInfo
from podcheck.rules.docs.examples import example
from podcheck.rules.docs.finding_codes import FINDING_CODES
from podcheck.rules.reason_codes import CAUSES
from podcheck.rules.rulebook import RULEBOOK
from podcheck.rules.special_members.declared import NOUNS


def codes() -> tuple[str, ...]:
    """Return every code that a reason or a finding may have, in the order of traits, terms, causes and findings."""
    return tuple(_clauses())


@cache
def page(code: str) -> RuleInfo:
    """Return the page of a code. Raises KeyError for one that is none."""
    clauses = _clauses()[code]
    traits = dict.fromkeys(asking for clause in clauses for asking in clause.asked_by)
    return RuleInfo(
        code=code,
        title=_title(clauses[0].condition),
        clauses=clauses,
        what=_join_once(clause.what for clause in clauses),
        why=_join_once(clause.why for clause in clauses),
        fix=_join_once(clause.fix for clause in clauses),
        traits=tuple(trait for trait in Trait if trait.value in traits),
        example=example(code),
    )


_PAPER = re.compile(r"\b(?:CWG\d+|P\d{4}R\d+)\b")


def papers(code: str, clause: str) -> tuple[str, ...]:
    """Return the defect reports and papers that the page of a code names under that clause; none for an unknown one."""
    result = [each_clause for each_clause in _clauses().get(code, ()) if each_clause.clause == clause]
    texts = (text for clause in result for text in (clause.condition, clause.what, clause.why))
    return tuple(dict.fromkeys(paper for text in texts for paper in _PAPER.findall(text)))


def pages_of(records: Iterable[Record], findings: Iterable[Finding]) -> dict[str, RuleInfo]:
    """Return the pages of the codes that stand in reasons, nested ones too, and of those of the findings, by code."""
    result: dict[str, None] = {}
    seen: set[int] = set()
    for record in records:
        for verdict in record.judgement.verdicts.values():
            result |= dict.fromkeys(reason.code for reason in walk(verdict.reasons, seen=seen))
        for member in record.judgement.special_members:
            result |= dict.fromkeys(reason.code for reason in walk(member.why, seen=seen))
    result |= dict.fromkeys(finding.code for finding in findings)
    known = _clauses()
    return {code: page(code) for code in known if code in result}


@cache
def _clauses() -> dict[str, tuple[RuleClause, ...]]:
    """Return what is said of each code: conditions that are the same but for who asks for them are one."""
    queried: dict[_Asked, list[str]] = {}
    for key, asking in _list_askers():
        queried.setdefault(key, []).append(asking)
    result: dict[str, list[RuleClause]] = {}
    for (code, clause, since, until, docstring), by in queried.items():
        condition, reported = _read(docstring)
        rule_clause = RuleClause(clause, since, until, condition, tuple(dict.fromkeys(by)), **reported)
        result.setdefault(code, []).append(rule_clause)
    return {code: tuple(clauses) for code, clauses in result.items()}


_Asked = tuple[str, str, CxxStandard, CxxStandard, str]
"""A rule's code, clause, dialects and docstring."""


def _list_askers() -> Iterator[tuple[_Asked, str]]:
    by_name = {
        **{trait.value: entry.rules for trait, entry in RULEBOOK.traits.items()},
        **{f"trivial {NOUNS[kind]}": rules for kind, rules in RULEBOOK.trivial.items()},
        **{f"deleted {NOUNS[kind]}": rules for kind, rules in RULEBOOK.not_deleted.items()},
        **RULEBOOK.others,
    }
    for asking, rules in by_name.items():
        for rule in rules:
            yield (rule.code, rule.clause, rule.since, rule.until, rule.page), asking
    for cause in (*CAUSES, *FINDING_CODES):
        yield (cause.code, cause.clause, *_EVERY, cause.page), cause.term


_EVERY = (min(CxxStandard), max(CxxStandard))


_MARKS = {"Why: ": "why", "Fix: ": "fix"}


def _read(docstring: str) -> tuple[str, dict[str, str]]:
    """Return a docstring's condition, and its other paragraphs by the field that they go to."""
    condition, *others = (_one_line(part) for part in cleandoc(docstring).split("\n\n"))
    reported: dict[str, list[str]] = {"what": [], "why": [], "fix": []}
    for paragraph in others:
        mark = next((mark for mark in _MARKS if paragraph.startswith(mark)), "")
        reported[_MARKS.get(mark, "what")].append(_sentence(paragraph.removeprefix(mark)))
    return condition, {name: "\n\n".join(parts) for name, parts in reported.items()}


def _title(condition: str) -> str:
    """Return the condition without what a colon or semicolon adds, and without the numbers of papers."""
    short = re.split(r"[;:] ", condition, maxsplit=1)[0]
    return re.sub(r"\s*\([^()]*\)$", "", short.rstrip(".")).rstrip()


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _join_once(texts: Iterable[str]) -> str:
    """Return the texts, each once, joined."""
    return "\n\n".join(dict.fromkeys(text for text in texts if text))
