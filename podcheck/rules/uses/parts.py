"""Uses that are of a part of an object alone, by their size, and of nothing that may not be copied."""

from __future__ import annotations

from podcheck.model.traits import Truth
from podcheck.rules.engine import EvaluationContext
from podcheck.rules.traits.standard_layout import hierarchy
from podcheck.rules.traits.trivially_copyable import trivially_copyable
from podcheck.rules.uses.object_bytes import covers_copyable_parts
from podcheck.rules.uses.requirement import Subject


def measures_copyable_base(program: EvaluationContext, subject: Subject) -> bool:
    """Whether the `sizeof` is that of a base, which is trivially copyable: its bytes alone are taken out."""
    sizeof = subject.site.sizeof
    base = None if sizeof is None or sizeof.pointer else sizeof.record
    if base is None or base not in {facts.key for facts in hierarchy(program, subject.key)[1:]}:
        return False
    size, whole = subject.site.size, program.classes[base].size
    fits = size is not None and whole is not None and size <= whole
    return fits and trivially_copyable(program, base).value is Truth.YES


def takes_copyable_parts(program: EvaluationContext, subject: Subject) -> bool:
    """Whether the size ends before the first member whose bytes may not be copied."""
    return subject.measures_part and covers_copyable_parts(program, subject.key, subject.site.size)
