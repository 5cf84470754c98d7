"""`explain --std all`: one class in every dialect."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

from podcheck.cli.problems import print_problems
from podcheck.cli.type_lookup import TypeLookup, nearest
from podcheck.errors import TypeNotFound
from podcheck.model.problems import Problem
from podcheck.model.results import Record
from podcheck.model.traits import CxxStandard, Trait
from podcheck.report.explain.dialects import dialects
from podcheck.report.options import Options
from podcheck.rules.docs.dialect_changes import changes


def across_dialects(type_: str, path: str, look_up: Callable[[str], TypeLookup], options: Options) -> str:
    """Return the class in each dialect that has it. Raises TypeNotFound where none has.

    `look_up` takes a dialect.
    """

    def look_up_in(std: CxxStandard) -> TypeLookup | TypeNotFound:
        try:
            return look_up(std.spelling)
        except TypeNotFound as error:
            return error

    with ThreadPoolExecutor(min(os.cpu_count() or 1, len(CxxStandard))) as threads:
        results = dict(zip(CxxStandard, threads.map(look_up_in, CxxStandard), strict=True))
    records = {
        std: queried.records[0]
        for std, queried in results.items()
        if isinstance(queried, TypeLookup) and queried.records and queried.records[0].facts.complete
    }
    if not records:
        last = results[CxxStandard.CXX20]
        if isinstance(last, TypeNotFound):
            raise last
        newest = last.report
        print_problems(newest.problems)
        raise TypeNotFound(f"{path} defines no class '{type_}' in any dialect", nearest(newest, type_))
    for std, queried in results.items():
        if std not in records:
            problems = () if isinstance(queried, TypeNotFound) else queried.report.problems
            fatal = [problem for problem in problems if problem.fatal]
            why = f"{fatal[0].location}: {fatal[0].message}" if fatal else "the file does not define it there"
            print_problems([Problem(f"not in {std.spelling}: {why}", fatal=False)])
    return dialects(records, _changes(records), options)


def _changes(records: Mapping[CxxStandard, Record]) -> dict[tuple[Trait, CxxStandard], list[str]]:
    """Return what changed each answer from one dialect to the next."""
    result: dict[tuple[Trait, CxxStandard], list[str]] = {}
    for (since, before), (until, after) in pairwise(records.items()):
        rewritten = before.facts.outline != after.facts.outline
        for trait, verdict in after.judgement.verdicts.items():
            old = before.judgement.verdicts[trait]
            if old.value is verdict.value:
                continue
            reported = [
                f"{change.paper} ({change.std.spelling}): {change.what}"
                for change in changes(old, verdict, since, until)
            ]
            if rewritten:
                reported = [f"its members or bases are declared differently in {until.spelling}"]
            result[trait, until] = reported or [f"a class that it contains is different in {until.spelling}"]
    return result
