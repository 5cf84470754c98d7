"""Ask a compiler about the classes of one source file, in one compile, and read what it says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from podcheck.cpp.one_text import in_one_text
from podcheck.cpp.probe_names import PLAIN
from podcheck.crosscheck.compilation import (
    FEW_WORDS,
    CompileOptions,
    dialect_flag,
    failure_of,
    included_by,
    is_language_of,
    quote,
    run_compiler,
    separate,
)
from podcheck.crosscheck.compilers import Compiler, Family
from podcheck.crosscheck.layout_probe import OffsetQuestions, offset_probes, offset_questions, read_layouts, sizes_for
from podcheck.crosscheck.local_probes import with_probes_in_place
from podcheck.crosscheck.probe import BITS, LIFETIME_KNOWN_BIT, PREAMBLE, PROBE_FILE, RECORD_BIT, library_probe, probes
from podcheck.crosscheck.rejected_classes import find_rejected, of_the_library
from podcheck.model.facts import ClassFacts
from podcheck.model.problems import Location, Problem
from podcheck.model.results import Answers
from podcheck.model.traits import CxxStandard, Trait
from podcheck.model.type_refs import Key
from podcheck.model.units import Unit
from podcheck.process import Completed

MASK = re.compile(r"podcheck_R<(\d{1,9}), ?(\d{1,20})[uUlL]*(?:, ?\d{1,20}[uUlL]*){0,2}>")
_NUMBER = re.compile(r"\d+")
_COMPLAINT = re.compile(rf"^{PROBE_FILE}:(\d{{1,9}})(?::\d+)?: (?:fatal )?error: (.*)$", re.MULTILINE)
HIDDEN = re.compile(r"\b(?:private|protected|inaccessible)\b")
_UNKNOWN_OPTION = re.compile(
    r"(?:unrecognized command[- ]line option|unknown argument:?|unsupported option) ['\u2018`\"]?([^'\u2019\"\s;]+)"
)


_OF_THE_LAYOUT = ("-m", "-f", "-target", "--target", "-arch")
"""What begins an argument that may change sizes and offsets: without it they are no answer."""


class Share(Struct, frozen=True):
    """A unit with the classes to ask about."""

    unit: Unit
    classes: tuple[ClassFacts, ...]
    library: int | None = None
    """The version of the C++ library that the classes were read with; None where there was none."""

    parts: Mapping[Key, ClassFacts] = {}
    """All classes of the unit, by key."""

    target: str = ""
    """The machine that the unit was read for: a compiler for the same one is asked about sizes and offsets."""

    pointer: int | None = None
    """Bytes of that machine's pointers; None where it isn't known."""


class ProbeSource(Struct, frozen=True):
    """The text with one unit's probes."""

    text: bytes
    classes: Sequence[ClassFacts]
    notes: dict[int, str]
    """Why a class is not probed, by the class's index."""

    naming: dict[int, int]
    """The index of the class that a line of the probes names, by line, 1-based."""

    library: int | None
    """The version of the C++ library that the classes were read with; None where there was none."""

    arguments: tuple[str, ...] = ()
    """The unit's arguments, with those that its imports need."""

    offsets: dict[int, OffsetQuestions] = {}
    """The members and bases that are asked about, by the class's index."""


CompilerResult = tuple[dict[int, Answers], tuple[Problem, ...]]
"""One compiler's answers, by the class's index."""

AnswersByClass = tuple[dict[Key, tuple[Answers, ...]], tuple[Problem, ...]]
"""Each compiler's answers about each class, in the order of the compilers."""


def by_class(classes: Sequence[ClassFacts], results: Sequence[CompilerResult]) -> AnswersByClass:
    """Return what each compiler in turn said, put together for each class."""
    answers = {facts.key: tuple(result[index] for result, _ in results) for index, facts in enumerate(classes)}
    return answers, tuple(problem for _, problems in results for problem in problems)


def asked_of(share: Share, source: bytes) -> ProbeSource:
    """Return the unit's text with its probes."""
    unit, classes = share.unit, share.classes
    notes, placed = not_probed(unit, source, classes)
    offsets = {index: offset_questions(facts, share.parts) for index, facts in enumerate(classes) if index not in notes}
    probes_behind, naming = append_probes(unit.std, classes, notes, share.library, offsets)
    placed, arguments = in_one_text(unit, placed)
    text = beginning(share) + b'# 1 "' + quote(unit.file) + b'"\n' + placed + b"\n" + probes_behind
    return ProbeSource(text, classes, notes, naming, share.library, arguments, offsets)


def beginning(share: Share) -> bytes:
    """Return what stands before a unit with probes."""
    sizes = sizes_for(share.target, share.pointer)
    return f"{PREAMBLE}{sizes}{PLAIN}{included_by(share.unit)}".encode("utf-8", "surrogateescape")


def not_probed(
    unit: Unit, source: bytes, classes: Sequence[ClassFacts], start: int = 0
) -> tuple[dict[int, str], bytes]:
    """Return why a class is not probed, by index, and the source with the probes that stand in it.

    `start`: the first class's index.
    """
    notes = {index: note for index, facts in enumerate(classes, start) if (note := explain_unprobed(facts, unit))}
    local = [
        (index, class_facts)
        for index, class_facts in enumerate(classes, start)
        if class_facts.in_place and index not in notes
    ]
    text, placed = with_probes_in_place(source, local)
    notes |= {index: "a local class, with no place for a probe after it" for index, _ in local if index not in placed}
    return notes, text


def append_probes(
    std: CxxStandard,
    classes: Sequence[ClassFacts],
    notes: Mapping[int, str],
    library: int | None,
    offsets: Mapping[int, OffsetQuestions],
) -> tuple[bytes, dict[int, int]]:
    """Return the probes behind a source, and by their naming lines the index of the class that each is about."""
    behind = [
        (index, facts.spelling)
        for index, facts in enumerate(classes)
        if index not in notes and not facts.in_place and facts.spelling is not None
    ]
    text, naming = probes(behind, std)
    text += library_probe(len(classes)) if library is not None else ""
    text += offset_probes(offsets)
    return text.encode("utf-8", "surrogateescape"), naming


def explain_unprobed(facts: ClassFacts, unit: Unit) -> str:
    """Return why no probe can name the class; "" where one can."""
    if facts.dependent:
        return "a template pattern"
    if not facts.complete:
        return "its definition has an error"
    if facts.spelling is None:
        return "it can't be named"
    if facts.in_place and facts.location.file != unit.file:
        return "a local class of a header"
    return ""


def ask(compiler: Compiler, unit: Unit, source: ProbeSource, options: CompileOptions) -> CompilerResult:
    """Return the compiler's answers about one unit's classes, in a compile of the unit alone."""
    if not is_language_of(compiler, unit):
        message = f"{compiler.id} does not compile {unit.language.upper()}: not cross-checked with it"
        return no_answers(compiler, source, message, Problem(message, fatal=False))
    flag = dialect_flag(compiler, unit)
    if flag is None:
        message = f"{compiler.id} has no {unit.std.spelling}: not cross-checked with it"
        return no_answers(compiler, source, message, Problem(message, fatal=False))
    if len(source.notes) == len(source.classes):
        return no_answers(compiler, source, "")
    arguments = [word for word, included in separate(source.arguments) if not included]
    dropped: list[str] = []
    done = run_compiler(compiler, flag, unit, arguments, source.text, options)
    unknown = {match[1].partition("=")[0] for match in _UNKNOWN_OPTION.finditer(done.stderr)}
    if unknown and not MASK.search(done.stderr):
        dropped = [argument for argument in arguments if argument.partition("=")[0] in unknown]
        arguments = [argument for argument in arguments if argument not in dropped]
        done = run_compiler(compiler, flag, unit, arguments, source.text, options)
    problems = [
        Problem(f"{compiler.id} does not know {text}: cross-checked without it", Location(unit.file), fatal=False)
        for text in dropped
    ]
    failure = failure_of(compiler, done, unit, options.timeout)
    masks = {int(match[1]): int(match[2]) for match in MASK.finditer(done.stderr)}
    if failure is not None and (not masks or done.timed_out or done.truncated):
        return no_answers(compiler, source, failure.message, *problems, failure)
    answers = answers_of(compiler, unit, source, done, masks)
    if any(word.startswith(_OF_THE_LAYOUT) for word in dropped):
        answers = {index: replace(answer, layout=None) for index, answer in answers.items()}
    return answers, tuple(problems)


def no_answers(compiler: Compiler, source: ProbeSource, note: str, *problems: Problem) -> CompilerResult:
    """Return the same note for every class, unless it has one of its own, and the problems."""
    empty = {index: Answers(compiler.id, note=source.notes.get(index, note)) for index in range(len(source.classes))}
    return empty, problems


def answers_of(
    compiler: Compiler, unit: Unit, source: ProbeSource, done: Completed, masks: dict[int, int]
) -> dict[int, Answers]:
    """Return the traits of the masks; what the compiler could not accept, name or compile gets a note."""
    refused = find_rejected(source.classes, unit.file, done.stderr, context_first=compiler.family is Family.GXX)
    strange: dict[int, str] = {}
    if source.library is not None and masks.get(len(source.classes), source.library) != source.library:
        strange = of_the_library(source.classes)
    spoilt: dict[int, str] = {}
    for match in _COMPLAINT.finditer(done.stderr):
        index = source.naming.get(int(match[1]))
        if index is not None and not HIDDEN.search(match[2]) and "podcheck_R" not in match[2]:
            spoilt.setdefault(index, match[2][:FEW_WORDS])
    result = {}
    ambiguous = _printed_differently(done.stderr)
    layouts = read_layouts(done.stderr, source.offsets)
    for index in range(len(source.classes)):
        mask = masks.get(index)
        note = source.notes.get(index, "")
        if not note and index in refused:
            note = f"{compiler.id} rejects its definition: {refused[index]}"
        elif not note and index in strange:
            note = f"{compiler.id} uses another C++ library, and this class is made of it"
        elif not note and index in spoilt:
            note = f"{compiler.id} can't name it: {spoilt[index]}"
        elif not note and index in ambiguous:
            note = f"its function has several instances, and {compiler.id} does not say whose answer is whose"
        elif not note and (mask is None or not mask >> RECORD_BIT & 1):
            note = f"{compiler.id} could not compile the probe"
        traits = {} if note or mask is None else _decode(mask)
        result[index] = Answers(compiler.id, traits, note, layouts.get(index) if traits else None)
    return result


def _printed_differently(printed: str) -> frozenset[int]:
    """Return the indices of which a compiler printed several answers: one for each instance of the function around."""
    answers: dict[int, set[tuple[str, ...]]] = {}
    for match in MASK.finditer(printed):
        index, *numbers = _NUMBER.findall(match[0])
        answers.setdefault(int(index), set()).add(tuple(numbers))
    return frozenset(index for index, different in answers.items() if len(different) > 1)


def _decode(mask: int) -> dict[Trait, bool]:
    knows = bool(mask >> LIFETIME_KNOWN_BIT & 1)
    return {
        trait: bool(mask >> bit & 1) for bit, trait in enumerate(BITS) if trait is not Trait.IMPLICIT_LIFETIME or knows
    }
