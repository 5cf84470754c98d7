"""The pages of codes for programs: JSON, schema `podcheck-rules/1`. Add to it, never rename."""

from __future__ import annotations

import json
from collections.abc import Iterable

from podcheck.addresses import rule_address
from podcheck.model.verdicts import RuleClause, RuleExample, RuleInfo
from podcheck.report.json_values import Json

SCHEMA = "podcheck-rules/1"


def rules_json(infos: Iterable[RuleInfo]) -> str:
    """Return the codes as JSON in ASCII, ending in a newline."""
    document = {"schema": SCHEMA, "rules": [_rule(info) for info in infos]}
    return json.dumps(document, ensure_ascii=True, indent=2) + "\n"


def _rule(info: RuleInfo) -> Json:
    return {
        "code": info.code,
        "title": info.title,
        "url": rule_address(info.code),
        "traits": [trait.value for trait in info.traits],
        "clauses": [_clause(clause) for clause in info.clauses],
        "what": info.what,
        "why": info.why,
        "fix": info.fix,
        "example": None if info.example is None else _example(info.example),
    }


def _clause(clause: RuleClause) -> Json:
    return {
        "clause": clause.clause,
        "since": clause.since.spelling,
        "until": clause.until.spelling,
        "condition": clause.condition,
        "asked_by": list(clause.asked_by),
    }


def _example(example: RuleExample) -> Json:
    return {
        "since": example.since.spelling,
        "until": example.until.spelling,
        "breaking": example.breaking,
        "near_miss": example.near_miss,
    }
