"""What could not be done, as it is printed: one line for a file, advice once for all that it is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from podcheck.cli.streams import say
from podcheck.model.problems import Problem


def print_problems(problems: Iterable[Problem], *, quiet: bool = False, verbose: bool = False) -> None:
    """Print what could not be done on standard error: place, reason, and what to do."""
    for line in problem_lines(problems, quiet=quiet, verbose=verbose):
        say(line)


def problem_lines(problems: Iterable[Problem], *, quiet: bool = False, verbose: bool = False) -> Iterator[str]:
    """Yield the lines: of a file its first error, with how many more it has (all of them if `verbose`).

    What has the same advice stands together, and the advice behind it. Notes are left out if `quiet`.
    """
    first: dict[str, Problem] = {}
    more: dict[str, int] = {}
    kept: list[Problem] = []
    for problem in problems:
        file = problem.location.file if problem.location is not None and problem.fatal else ""
        if file and not verbose and first.setdefault(file, problem) is not problem:
            more[file] = more.get(file, 0) + 1
        elif problem.fatal or not quiet:
            kept.append(problem)
    by_advice: dict[str, list[Problem]] = {}
    for problem in kept:
        by_advice.setdefault(problem.advice, []).append(problem)
    for problem in kept:
        alike = by_advice.pop(problem.advice, []) if problem.advice else [problem]
        yield from (_line(each, more) for each in alike)
        if alike and problem.advice:
            yield f"  {problem.advice}"
    if len(first) > 1:
        yield f"podcheck: {len(first)} files were not analysed in full{'; -v lists each error' if more else ''}"


def _line(problem: Problem, more: dict[str, int]) -> str:
    place = f"{problem.location}: " if problem.location else ""
    kind = "" if problem.fatal else "note: "
    count = more.get(problem.location.file, 0) if problem.location is not None and problem.fatal else 0
    rest = f" (and {count} more error{'' if count == 1 else 's'})" if count else ""
    return f"podcheck: {place}{kind}{problem.message}{rest}"
