"""podcheck's sizes and offsets against a compiler's, and the divergence that explains a difference."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from podcheck.crosscheck.compilers import Compiler
from podcheck.crosscheck.layout_divergences import LAYOUT_CATALOGUE
from podcheck.crosscheck.layout_probe import member_offsets
from podcheck.model.facts import ClassFacts
from podcheck.model.layout import BITS
from podcheck.model.measured import LayoutMismatch, LayoutPart, MeasuredLayout
from podcheck.model.results import Answers
from podcheck.model.traits import CxxStandard
from podcheck.model.type_refs import Key


def compare_layouts(
    std: CxxStandard,
    facts: ClassFacts,
    classes: Mapping[Key, ClassFacts],
    answers: Sequence[Answers],
    compilers: Mapping[str, Compiler],
    shapes: Callable[[str | None], Sequence[frozenset[str]]],
) -> tuple[LayoutMismatch, ...]:
    """Return every number of a compiler's layout that is not podcheck's; what podcheck does not know differs from none.

    `classes`: the unit's, by key. `compilers`: by `Compiler.id`. `shapes`: those of the class, of
    `podcheck.rules.layout_divergence_shapes`, by the first part that lies elsewhere, the nearest cause first; called
    only where something differs.
    """
    measured = [answer for answer in answers if answer.layout is not None]
    if not measured:
        return ()
    expected = dict(_numbers(facts, classes))
    result: list[LayoutMismatch] = []
    for answers_of in measured:
        assert answers_of.layout is not None
        different = {
            key: value for key, value in _layout_values(answers_of.layout) if expected.get(key, value) != value
        }
        if different:
            moved = min((key for key in different if key[0] in _PARTS), key=lambda key: expected[key], default=None)
            alignment_alone = all(part is LayoutPart.ALIGN for part, _ in different)
            known = _explanation(compilers[answers_of.compiler], std, shapes(moved and moved[1]), alignment_alone)
            result += [
                LayoutMismatch(part, name, expected[part, name], answers_of.compiler, value, *known)
                for (part, name), value in different.items()
            ]
    return tuple(result)


_PARTS = (LayoutPart.MEMBER, LayoutPart.BASE)


def _numbers(facts: ClassFacts, classes: Mapping[Key, ClassFacts]) -> Iterator[tuple[tuple[LayoutPart, str], int]]:
    """Yield podcheck's own numbers, in bytes."""
    if facts.size is not None:
        yield (LayoutPart.SIZE, ""), facts.size
    if facts.align is not None:
        yield (LayoutPart.ALIGN, ""), facts.align
    for name, offset in member_offsets(facts, classes):
        yield (LayoutPart.MEMBER, name), offset // BITS
    for base in facts.bases:
        if base.offset is not None:
            yield (LayoutPart.BASE, base.type.spelling), base.offset // BITS


def _layout_values(layout: MeasuredLayout) -> Iterator[tuple[tuple[LayoutPart, str], int]]:
    yield (LayoutPart.SIZE, ""), layout.size
    yield (LayoutPart.ALIGN, ""), layout.align
    for name, offset in layout.members.items():
        yield (LayoutPart.MEMBER, name), offset
    for name, offset in layout.bases.items():
        yield (LayoutPart.BASE, name), offset


def _explanation(
    compiler: Compiler, std: CxxStandard, causes: Sequence[frozenset[str]], alignment_alone: bool
) -> tuple[str | None, str]:
    """Return number and note of the divergence by which the compiler lays such a class out otherwise."""
    result = (
        (entry.number, entry.note)
        for shapes in causes
        for entry in LAYOUT_CATALOGUE
        if entry.shape in shapes
        and entry.family == compiler.catalogue_family
        and entry.covers(compiler.version[0], std)
        and (alignment_alone or not entry.alignment_alone)
    )
    return next(result, (None, ""))
