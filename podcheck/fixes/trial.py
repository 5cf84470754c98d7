"""A change applied in memory, the unit analysed again, and what that changes for its classes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from podcheck.cpp.probe_names import ASKED
from podcheck.extract import errors_of, extract_unit
from podcheck.fixes.proposals import Proposal
from podcheck.fixes.source.edits import apply, diff
from podcheck.model.facts import ClassFacts, UnitFacts
from podcheck.model.fixes import Edit, Effort, Fix, Gain
from podcheck.model.traits import MAIN_TRAITS, Trait, Truth
from podcheck.model.units import Unit
from podcheck.model.verdicts import Judgement
from podcheck.paths import spell_file
from podcheck.rules import judge_unit

_TOLD = tuple(trait for trait in Trait if trait is not Trait.FINAL)


class State(Struct, frozen=True):
    """A unit with its classes."""

    unit: Unit
    facts: UnitFacts
    judged: Mapping[str, tuple[ClassFacts, Judgement]]
    """The classes with their judgements, by name."""

    errors: Counter[str]
    """What is wrong with the unit, counted."""


def analyse(unit: Unit, libclang: Path | None) -> State:
    """Return the unit as it stands, or as it would."""
    facts = extract_unit(unit, libclang)
    judged = judge_unit(facts)
    by_name = {
        class_facts.name: (class_facts, judged[class_facts.key])
        for class_facts in facts.classes
        if class_facts.reported
    }
    return State(unit, facts, by_name, Counter(problem.message for problem in facts.problems if problem.fatal))


def attempt(
    before: State, name: str, contents: Mapping[str, bytes], proposals: Iterable[Proposal], libclang: Path | None
) -> Fix | None:
    """Return what the proposals together change; None where they contradict each other or bring new errors."""
    some = tuple(proposals)
    edits = tuple(dict.fromkeys(edit for proposal in some for edit in proposal.edits))
    changed = change(before, contents, edits, libclang)
    if changed is None or name not in changed.names:
        return None
    return Fix(
        titles=tuple(merge([proposal.title for proposal in some])),
        effort=max((proposal.effort for proposal in some), key=list(Effort).index),
        edits=edits,
        own=changed.gains.get(name, Gain(name)),
        others=tuple(gain for gain in changed.gains.values() if gain.name != name and _worth_a_word(gain)),
        notes=tuple(dict.fromkeys(note for proposal in some for note in proposal.notes)),
        diff=diff(contents, changed.contents),
    )


class Changed(Struct, frozen=True):
    """A unit with edits."""

    contents: Mapping[str, bytes]
    """The files as they then are."""

    names: frozenset[str]
    """The names of its classes."""

    gains: Mapping[str, Gain]
    """What changed for a class, by name."""


def change(
    before: State, contents: Mapping[str, bytes], edits: Iterable[Edit], libclang: Path | None
) -> Changed | None:
    """Return the unit with these edits; None where they contradict each other, or it then has new errors."""
    changed = apply(contents, edits)
    if changed is None:
        return None
    after = analyse(apply_trial(before.unit, changed, before.facts.reads), libclang)
    if after.errors - before.errors:
        return None
    elsewhere = any(file != before.unit.file for file in changed)
    if elsewhere and new_errors(before.unit, changed, before.facts.reads, libclang):
        return None
    gains = (_gain(text, before, after) for text in before.judged)
    return Changed(changed, frozenset(after.judged), {gain.name: gain for gain in gains if gain is not None})


def apply_trial(unit: Unit, changed: Mapping[str, bytes], reads: Sequence[str]) -> Unit:
    """Return the unit with these contents in place of the files' own; `reads`: the paths by which it reads files."""
    others = {file: _decode(text) for file, text in changed.items() if file != unit.file}
    others |= {path: others[file] for path in reads if (file := spell_file(path)) in others}
    text = _decode(changed[unit.file]) if unit.file in changed else unit.text
    return replace(unit, text=text, others=tuple(({**dict(unit.others), **others}).items()))


def _decode(content: bytes) -> str:
    return content.decode("utf-8", "surrogateescape")


def new_errors(unit: Unit, changed: Mapping[str, bytes], reads: Sequence[str], libclang: Path | None) -> Counter[str]:
    """Return the errors that the changed unit has and the present one has not, function bodies of headers included."""
    before = Counter(problem.message for problem in errors_of(unit, libclang))
    return Counter(problem.message for problem in errors_of(apply_trial(unit, changed, reads), libclang)) - before


def _gain(name: str, before: State, after: State) -> Gain | None:
    if name not in after.judged:
        return None
    old, new = before.judged[name], after.judged[name]
    gained = [
        literal for literal in _TOLD if _value(old, literal) is not Truth.YES and _value(new, literal) is Truth.YES
    ]
    lost = [literal for literal in _TOLD if _value(old, literal) is Truth.YES and _value(new, literal) is not Truth.YES]
    gain = Gain(name, tuple(gained), tuple(lost), (old[0].size, new[0].size))
    return None if gain.nothing else gain


def _value(pair: tuple[ClassFacts, Judgement], trait: Trait) -> Truth:
    return pair[1].verdicts[trait].value


def _worth_a_word(gain: Gain) -> bool:
    """Whether another class of the source's loses a trait, gains one of the main ones, or has another size."""
    if gain.name.startswith(ASKED):
        return False
    return bool(gain.lost) or gain.size[0] != gain.size[1] or any(trait in MAIN_TRAITS for trait in gain.gained)


def merge(titles: list[str]) -> list[str]:
    """Return the titles with functions of one class that are defaulted in one line."""
    result: dict[tuple[str, str], list[str]] = {}
    for title in titles:
        begin, of, rest = title.partition(" of '")
        together = begin.startswith("default the ") and rest.endswith("' where it is declared")
        noun = begin.removeprefix("default the ") if together else title
        result.setdefault(("default", of + rest) if together else ("", title), []).append(noun)
    return [_join(rest, dict.fromkeys(nouns)) if how else rest for (how, rest), nouns in result.items()]


def _join(rest: str, nouns: Iterable[str]) -> str:
    some = [f"the {noun}" for noun in nouns]
    if len(some) == 1:
        return f"default {some[0]}{rest}"
    words = f"{', '.join(some[:-1])} and {some[-1]}"
    return f"default {words}{rest.removesuffix('it is declared')}they are declared"
