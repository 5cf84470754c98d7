"""Contracts that stand in the source: in comments, and in annotations of the classes themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from podcheck.errors import ConfigError
from podcheck.model.contracts import Contract
from podcheck.model.facts import Annotation, ClassFacts
from podcheck.model.problems import Location, Problem
from podcheck.policy.comments.class_heads import classes_for_comment, heads_of
from podcheck.policy.comments.directives import CONTRACTS, Directive, Word, contract_terms, directives
from podcheck.policy.comments.source_text import SourceText
from podcheck.suggest import advice

_OF_USES = "needs"
"""What `podcheck.extract` reads itself: what a function or template needs of its arguments."""

_ANNOTATION = re.compile(r"\s*podcheck:\s*([A-Za-z-]*)(.*)", re.DOTALL)


class SourceContracts(Struct, frozen=True):
    """The contracts of one file."""

    contracts: dict[Location, list[Contract]]
    """By the class's location."""

    unmatched: tuple[Directive, ...]
    """Those that are about no class."""

    problems: tuple[Problem, ...]
    """What can't be understood."""


def read_contracts(page: SourceText, classes: Sequence[ClassFacts]) -> SourceContracts:
    """Return what the file's comments and its classes' annotations require of these classes, which stand in it."""
    contracts: dict[Location, list[Contract]] = {}
    unmatched: list[Directive] = []
    problems: list[Problem] = []
    if page.remarks:
        heads = heads_of(page, classes)
        result, wrong = directives(page)
        problems += wrong
        for directive in result:
            if directive.word in CONTRACTS:
                places = classes_for_comment(page, heads, directive.start, directive.end)
                contract = Contract(directive.demands, directive.place, note=directive.note)
                for place in places:
                    contracts.setdefault(place, []).append(contract)
                if not places:
                    unmatched.append(directive)
    seen: set[tuple[Location, Location]] = set()
    for facts in classes:
        for annotation in facts.annotations:
            if (facts.location, annotation.location) not in seen:
                seen.add((facts.location, annotation.location))
                of_class = contracts.setdefault(facts.location, [])
                _read_annotation(annotation, of_class, problems)
    return SourceContracts(contracts, tuple(unmatched), tuple(problems))


def _read_annotation(annotation: Annotation, contracts: list[Contract], problems: list[Problem]) -> None:
    match = _ANNOTATION.fullmatch(annotation.text)
    if match is None or match[1] == _OF_USES:
        return
    known = {word.value for word in CONTRACTS}
    if match[1] not in known:
        text = f"'podcheck:{match[1]}' means nothing in an annotation"
        hint = advice(match[1], sorted(known), "Write podcheck:require, podcheck:forbid or podcheck:needs.")
        problems.append(Problem(text, annotation.location, hint))
        return
    try:
        demands, note = contract_terms(match[2], wanted=match[1] == Word.REQUIRE.value)
    except ConfigError as error:
        problems.append(Problem(error.what, annotation.location, error.advice))
        return
    contracts.append(Contract(demands, annotation.location, note=note))


def files_of(classes: Iterable[ClassFacts]) -> tuple[str, ...]:
    """Return the files that the classes stand in, each once."""
    return tuple(dict.fromkeys(class_facts.location.file for class_facts in classes))
