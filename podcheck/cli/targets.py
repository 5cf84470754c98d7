"""A class on several targets: which headers they take, and what is said where there are none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from podcheck.cli.type_lookup import TypeLookup
from podcheck.extract import headers_for
from podcheck.model.problems import Problem
from podcheck.model.targets import SHORT, headers_advice, triple

__all__ = ["SHORT", "on_target", "triple"]

_MISSING = " file not found"


def on_target(target: str, look_up: Callable[[Sequence[str]], TypeLookup]) -> TypeLookup:
    """Return what is found with the arguments for the target, with headers of podcheck[zig] where the machine has none.

    `look_up`: returns what is found with these arguments more. The problems of the result say what to install.
    """
    chosen = (f"--target={target}",)
    result = look_up(chosen)
    if not _lacks_headers(result):
        return result

    brought = headers_for(target)
    if brought:
        again = look_up((*chosen, *brought))
        if not _lacks_headers(again):
            return again
        result = again
    return replace(
        result, report=replace(result.report, problems=tuple(_explain_missing_headers(result, target, brought)))
    )


def _lacks_headers(lookup: TypeLookup) -> bool:
    return any(problem.fatal and problem.message.endswith(_MISSING) for problem in lookup.report.problems)


def _explain_missing_headers(lookup: TypeLookup, target: str, brought: tuple[str, ...] | None) -> list[Problem]:
    """Return the problems, those of headers with what helps for this target."""
    advice = headers_advice(target, brought)
    return [
        replace(problem, message=f"for {target}: {problem.message}", advice=advice)
        if problem.fatal and problem.message.endswith(_MISSING)
        else problem
        for problem in lookup.report.problems
    ]
