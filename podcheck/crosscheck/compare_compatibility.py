"""podcheck's answer on layout-compatibility against a compiler's, and the divergence that explains a difference."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

from podcheck.crosscheck.compare import explanation
from podcheck.crosscheck.compatibility_divergences import COMPATIBILITY_CATALOGUE
from podcheck.crosscheck.compilers import Compiler
from podcheck.model.plain_records import CompatibilityAnswer, CompatibilityMismatch
from podcheck.model.traits import CxxStandard, Truth
from podcheck.model.verdicts import Verdict


def compare_compatibility(
    value: Truth,
    answers: Mapping[str, CompatibilityAnswer],
    compilers: Mapping[str, Compiler],
    std: CxxStandard,
    compatible_by: Callable[[frozenset[str]], bool],
    classes: Sequence[tuple[Verdict, frozenset[str]]],
) -> tuple[CompatibilityMismatch, ...]:
    """Return every answer of a compiler that is not podcheck's; what podcheck leaves open differs from none.

    `compilers`: by `Compiler.id`. `compatible_by`: returns the answer by other rules, by their names. `classes`: of
    both, the verdict on standard-layout and the shapes, since a compiler may differ on that.
    """
    return tuple(
        CompatibilityMismatch(
            name, answer.compatible, *_explanation(answer, compilers[name], std, compatible_by, classes)
        )
        for name, answer in answers.items()
        if answer.compatible is not None and value is not Truth.UNKNOWN and Truth.of(answer.compatible) is not value
    )


def _explanation(
    answer: CompatibilityAnswer,
    compiler: Compiler,
    std: CxxStandard,
    compatible_by: Callable[[frozenset[str]], bool],
    classes: Sequence[tuple[Verdict, frozenset[str]]],
) -> tuple[str | None, str]:
    """Return number and note of what explains the answer: another opinion on standard-layout, or the fewest other
    rules.
    """
    differing = [
        explanation(compiler, std, verdict, shapes)
        for (verdict, shapes), has_trait in zip(classes, answer.standard_layout, strict=True)
        if verdict.value is not Truth.UNKNOWN and Truth.of(has_trait) is not verdict.value
    ]
    if differing:
        numbers = [number for number in differing if number is not None]
        if len(numbers) < len(differing):
            return None, ""
        return ", ".join(dict.fromkeys(numbers)), "it differs on whether a class is standard-layout"
    entries = [
        entry
        for entry in COMPATIBILITY_CATALOGUE
        if entry.family == compiler.catalogue_family and entry.covers(compiler.version[0], std)
    ]
    for count in range(1, len(entries) + 1):
        for chosen in combinations(entries, count):
            if compatible_by(frozenset(entry.rule for entry in chosen)) is answer.compatible:
                return ", ".join(entry.number for entry in chosen), "; ".join(entry.note for entry in chosen)
    return None, ""
