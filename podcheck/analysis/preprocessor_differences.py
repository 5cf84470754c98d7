"""Classes that a compiler reads from other source text: `#if __GNUC__`, or a macro that it defines in its own way.

Only a difference that nothing else explains is worth the trouble: the unit is preprocessed by that compiler, read
again, and the classes are compared.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping

from msgspec.structs import replace

from podcheck.crosscheck.compilation import preprocess
from podcheck.crosscheck.compilers import Compiler
from podcheck.extract import extract_unit
from podcheck.model.facts import ClassFacts, UnitFacts
from podcheck.model.results import Answers, Record
from podcheck.model.type_refs import Key

Classes = Mapping[Key, ClassFacts]


def without_other_sources(
    records: Iterable[Record], facts: UnitFacts, compilers: Mapping[str, Compiler], timeout: float
) -> tuple[Record, ...]:
    """Return the records, with a note in place of the answers of a compiler that reads the class otherwise."""
    classes = {class_facts.key: class_facts for class_facts in facts.classes}
    readings: dict[str, Classes] = {}

    def reading(compiler: str) -> Classes:
        """Return the classes as that compiler has them."""
        if compiler not in readings:
            text = preprocess(compilers[compiler], replace(facts.unit, uses=False, headers=None), timeout)
            result = extract_unit(text).classes if text is not None else ()
            readings[compiler] = {class_facts.key: class_facts for class_facts in result}
        return readings[compiler]

    return tuple(_with_note(record, classes, reading) for record in records)


def _with_note(record: Record, classes: Classes, reading: Callable[[str], Classes]) -> Record:
    unexplained = dict.fromkeys(
        [mismatch.compiler for mismatch in record.mismatches if mismatch.known is None]
        + [mismatch.compiler for mismatch in record.layout_mismatches if mismatch.known is None]
    )
    others = {text for text in unexplained if _differs(record.facts.key, classes, reading(text))}
    if not others:
        return record
    answers = tuple(
        Answers(answer.compiler, note=f"{answer.compiler} sees other source for it, because of an #if or a macro")
        if answer.compiler in others
        else answer
        for answer in record.answers
    )
    return dataclasses.replace(
        record,
        answers=answers,
        mismatches=tuple(mismatch for mismatch in record.mismatches if mismatch.compiler not in others),
        layout_mismatches=tuple(mismatch for mismatch in record.layout_mismatches if mismatch.compiler not in others),
    )


def _differs(key: Key, ours: Classes, theirs: Classes) -> bool:
    """Whether the class, or a base or member, is written otherwise; what was not read is taken for the same."""
    seen: set[Key] = set()
    waiting = [key]
    while waiting:
        at = waiting.pop()
        mine, other = ours.get(at), theirs.get(at)
        if at in seen or mine is None or other is None or not other.complete:
            continue
        seen.add(at)
        if mine.outline != other.outline:
            return True
        waiting += [
            type_.record for type_ in (*(b.type for b in mine.bases), *(f.type for f in mine.fields)) if type_.record
        ]
    return False
