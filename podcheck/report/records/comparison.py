"""How many answers of the compilers a report compares, and how many of them differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from podcheck.model.results import Record, Report
from podcheck.model.traits import Truth


class Compared(Struct, frozen=True):
    """How many answers of compilers are compared; differences in layouts count, one for each number."""

    answers: Mapping[str, int]
    """How many answers on traits there are of each compiler."""

    known: int
    """How many differences are explained."""

    unexplained: int
    """How many differences are not explained."""

    open: int = 0
    """How many answers are about what podcheck leaves open, and so can't agree."""


def compare(report: Report) -> Compared:
    """Return the counts of all records; a compiler that answered nothing has a 0."""
    answers = Counter(dict.fromkeys(report.compilers, 0))
    for record in report.records:
        for answer in record.answers:
            answers[answer.compiler] += len(answer.traits)
    explained = [mismatch.known is not None for record in report.records for mismatch in record.mismatches]
    explained += [mismatch.known is not None for record in report.records for mismatch in record.layout_mismatches]
    left_open = sum(map(count_open, report.records))
    return Compared(answers, sum(explained), len(explained) - sum(explained), left_open)


def count_open(record: Record) -> int:
    """Return how many answers of compilers are about traits of the class that podcheck leaves open."""
    verdicts = record.judgement.verdicts
    unknown = {trait for trait, verdict in verdicts.items() if verdict.value is Truth.UNKNOWN}
    return sum(len(unknown & answer.traits.keys()) for answer in record.answers) if unknown else 0
