"""How many answers of the compilers a report compares, and how many of them differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from podcheck.model.results import Report


class Compared(Struct, frozen=True):
    """`answers`: how many of each compiler; `known` and `unexplained`: how many differences of each sort."""

    answers: Mapping[str, int]
    known: int
    unexplained: int


def compared(report: Report) -> Compared:
    """Count the answers and differences of all records; a compiler that answered nothing has a 0."""
    answers = Counter(dict.fromkeys(report.compilers, 0))
    for record in report.records:
        for one in record.answers:
            answers[one.compiler] += len(one.traits)
    explained = [one.known is not None for record in report.records for one in record.mismatches]
    return Compared(answers, sum(explained), len(explained) - sum(explained))
