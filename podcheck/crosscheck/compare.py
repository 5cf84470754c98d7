"""podcheck's answers against a compiler's, and the divergence that explains a difference."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from podcheck.crosscheck.compilers import Compiler
from podcheck.crosscheck.divergences import CATALOGUE, Divergence
from podcheck.model.reasons import roots
from podcheck.model.results import Answers, Mismatch
from podcheck.model.traits import CxxStandard, Trait, Truth
from podcheck.model.verdicts import Judgement, Reason, Verdict

_PARTS: dict[Trait, frozenset[Trait]] = {
    Trait.TRIVIAL: frozenset({Trait.TRIVIALLY_COPYABLE}),
    Trait.POD: frozenset({Trait.TRIVIAL, Trait.TRIVIALLY_COPYABLE, Trait.STANDARD_LAYOUT}),
    Trait.HAS_UNIQUE_OBJECT_REPRESENTATIONS: frozenset({Trait.TRIVIALLY_COPYABLE}),
}
"""What a trait is composed of: a divergence in a part is one in the whole."""

_NESTING = frozenset(
    {
        "not-trivially-copyable",
        "not-trivial",
        "not-standard-layout",
        "non-standard-layout-member",
        "non-standard-layout-base",
        "non-pod-member",
        "non-unique-member",
    }
)
"""Codes of reasons that only pass on another verdict's, which `because` holds."""


def compare(
    std: CxxStandard,
    judgement: Judgement,
    answers: Sequence[Answers],
    compilers: Mapping[str, Compiler],
    shapes: Callable[[], frozenset[str]],
) -> tuple[Mismatch, ...]:
    """Return every trait of which a compiler's answer is not podcheck's; UNKNOWN differs from nothing.

    `compilers`: by `Compiler.id`. `shapes`: returns the class's (`podcheck.rules.divergence_shapes`), called only where
    something differs.
    """
    return tuple(
        Mismatch(trait, value is Truth.YES, answers_of.compiler, answer, known)
        for answers_of in answers
        for trait, answer in answers_of.traits.items()
        if (verdict := judgement.verdicts.get(trait)) is not None
        and (value := verdict.value) is not Truth.UNKNOWN
        and Truth.of(answer) is not value
        for known in (explanation(compilers[answers_of.compiler], std, verdict, shapes()),)
    )


def explanation(compiler: Compiler, std: CxxStandard, verdict: Verdict, shapes: frozenset[str]) -> str | None:
    """Return the number of the divergence that explains the contrary of `verdict`, or None.

    A "yes" needs one entry that fits. Of a "no", every root reason needs one, since the compiler must be blind to all
    of them; several numbers are joined by commas.
    """
    entries = applicable(compiler, std, verdict, shapes)
    if verdict.value is Truth.YES:
        return entries[0].number if entries else None
    numbers = [number for top in verdict.reasons for number in _numbers(entries, top)]
    result = [number for number in numbers if number is not None]
    return ", ".join(dict.fromkeys(result)) if result and len(result) == len(numbers) else None


def applicable(compiler: Compiler, std: CxxStandard, verdict: Verdict, shapes: frozenset[str]) -> list[Divergence]:
    """Return the catalogue's entries by which this compiler may say the contrary, whatever podcheck's reasons are."""
    traits = {verdict.trait} | _PARTS.get(verdict.trait, frozenset())
    return [
        entry
        for entry in CATALOGUE
        if entry.podcheck is (verdict.value is Truth.YES)
        and entry.traits & traits
        and (not entry.shape or entry.shape in shapes)
        and entry.family == compiler.catalogue_family
        and entry.covers(compiler.version[0], std)
    ]


def _numbers(entries: Sequence[Divergence], top: Reason) -> list[str | None]:
    """Return what explains each root of a reason, else what explains the reason itself; None where nothing does."""
    numbers = [_number(entries, root) for root in roots((top,), into=_passes_on)]
    direct = _number(entries, top)
    return [direct] if direct and not all(numbers) else numbers


def _number(entries: Sequence[Divergence], reason: Reason) -> str | None:
    fitting = (entry.number for entry in entries if not entry.codes or reason.code in entry.codes)
    return next(fitting, None)


def _passes_on(reason: Reason) -> bool:
    return reason.code in _NESTING
