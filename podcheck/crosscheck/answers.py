"""Ask the compilers: one compile per source file and compiler, all compilers side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from podcheck.crosscheck.compilers import Compiler, Family
from podcheck.crosscheck.placing import with_probes_in_place
from podcheck.crosscheck.probe import (
    BITS,
    LIFETIME_KNOWN_BIT,
    PREAMBLE,
    PROBE_FILE,
    RECORD_BIT,
    library_probe,
    probes,
)
from podcheck.crosscheck.rejected import of_the_library, rejected
from podcheck.model.facts import ClassFacts, Key
from podcheck.model.problems import Location, Problem
from podcheck.model.results import Answers
from podcheck.model.spelling import PLAIN
from podcheck.model.traits import Trait
from podcheck.model.units import Unit
from podcheck.process import Completed, run

_MASK = re.compile(r"podcheck_R<(\d+), ?(\d+)[uUlL]*>")
_COMPLAINT = re.compile(rf"^{PROBE_FILE}:(\d+)(?::\d+)?: (?:fatal )?error: (.*)$", re.MULTILINE)
_HIDDEN = re.compile(r"\b(?:private|protected|inaccessible)\b")
_UNKNOWN_OPTION = re.compile(
    r"(?:unrecognized command[- ]line option|unknown argument:?|unsupported option) ['\u2018`\"]?([^'\u2019\"\s;]+)"
)
_FATAL = re.compile(r"^(.*?):(\d+):(\d+): fatal error: (.*)$", re.MULTILINE)
_CRASH = re.compile(r"internal compiler error: (.*)|PLEASE submit a bug report", re.MULTILINE)
_FEW_WORDS = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """One unit's probes. `notes`: why a class is not probed, by index; `naming`: line to index.

    `library`: the version of the C++ library that the classes were read with.
    """

    text: bytes
    classes: Sequence[ClassFacts]
    notes: dict[int, str]
    naming: dict[int, int]
    library: int | None


Result = tuple[dict[int, Answers], tuple[Problem, ...]]


def cross_check(
    unit: Unit,
    classes: Sequence[ClassFacts],
    compilers: Sequence[Compiler],
    *,
    library: int | None = None,
    timeout: float = 60.0,
) -> tuple[dict[Key, tuple[Answers, ...]], tuple[Problem, ...]]:
    """Each compiler's answers about each class, in the order of the compilers.

    `library`: the version of the C++ library that the classes were read with. `timeout` is in seconds, for one
    compiler. A class that can't be probed has a note in place of answers; a compiler that fails has a Problem, and a
    note for every class.
    """
    if not compilers or not classes:
        return {}, ()
    try:
        source = _source(unit)
    except OSError as error:
        return {}, (Problem(f"can't be read for the cross-check: {error.strerror}", Location(unit.file)),)
    asked = _probes(unit, source, classes, library)
    with ThreadPoolExecutor(max_workers=min(len(compilers), 8)) as pool:
        results = list(pool.map(lambda compiler: _ask(compiler, unit, asked, timeout), compilers))
    answers = {facts.key: tuple(found[index] for found, _ in results) for index, facts in enumerate(classes)}
    return answers, tuple(problem for _, problems in results for problem in problems)


def _source(unit: Unit) -> bytes:
    if unit.text is not None:
        return unit.text.encode("utf-8", "surrogateescape")
    return Path(unit.file).read_bytes()


def _probes(unit: Unit, source: bytes, classes: Sequence[ClassFacts], library: int | None) -> Asked:
    notes = {index: note for index, facts in enumerate(classes) if (note := _unprobed(facts, unit))}
    local = [(index, one) for index, one in enumerate(classes) if one.in_place and index not in notes]
    placed_text, placed = with_probes_in_place(source, local)
    notes |= {index: "a local class, and no place for a probe behind it" for index, _ in local if index not in placed}
    behind = [
        (index, facts.spelling)
        for index, facts in enumerate(classes)
        if index not in notes and not facts.in_place and facts.spelling is not None
    ]
    appended, naming = probes(behind, unit.std)
    appended += library_probe(len(classes)) if library is not None else ""
    start = f"{PREAMBLE}{PLAIN}{_included(unit)}".encode("utf-8", "surrogateescape")
    text = start + b'# 1 "' + _quoted(unit.file) + b'"\n' + placed_text + b"\n"
    text += appended.encode("utf-8", "surrogateescape")
    return Asked(text, classes, notes, naming, library)


def _included(unit: Unit) -> str:
    """What the arguments include, behind a first token: before it a compiler would take a precompiled header for it."""
    return "".join(f'#include "{word}"\n' for word, included in _parted(unit.arguments) if included)


def _parted(arguments: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The arguments, and of `-include FILE` the file, marked as such."""
    words = iter(arguments)
    for word in words:
        joined = word.removeprefix("-include").removeprefix("=") if word.startswith("-include") else ""
        if word == "-include" or (joined and not word.startswith("-include-")):
            file = joined or next(words, "")
            if file and not any(char in file for char in '"\n'):
                yield file, True
        else:
            yield word, False


def _unprobed(facts: ClassFacts, unit: Unit) -> str:
    if facts.dependent:
        return "a template pattern"
    if not facts.complete:
        return "its definition has an error"
    if facts.spelling is None:
        return "nothing can name it"
    if facts.in_place and facts.location.file != unit.file:
        return "a local class of a header"
    return ""


def _ask(compiler: Compiler, unit: Unit, asked: Asked, timeout: float) -> Result:
    flag = compiler.supports(unit.std)
    if flag is None:
        message = f"{compiler.id} has no {unit.std.spelling}: not cross-checked with it"
        return _nothing(compiler, asked, message, Problem(message, fatal=False))
    if len(asked.notes) == len(asked.classes):
        return _nothing(compiler, asked, "")
    arguments = [word for word, included in _parted(unit.arguments) if not included]
    dropped: list[str] = []
    done = _compile(compiler, flag, unit, arguments, asked.text, timeout)
    unknown = {match[1].partition("=")[0] for match in _UNKNOWN_OPTION.finditer(done.stderr)}
    if unknown and not _MASK.search(done.stderr):
        dropped = [one for one in arguments if one.partition("=")[0] in unknown]
        arguments = [one for one in arguments if one not in dropped]
        done = _compile(compiler, flag, unit, arguments, asked.text, timeout)
    problems = [
        Problem(f"{compiler.id} does not know {one}: cross-checked without it", Location(unit.file), fatal=False)
        for one in dropped
    ]
    failure = _failure(compiler, done, unit, timeout)
    masks = {int(match[1]): int(match[2]) for match in _MASK.finditer(done.stderr)}
    if failure is not None and (not masks or done.timed_out or done.truncated):
        return _nothing(compiler, asked, failure.message, *problems, failure)
    return _answers(compiler, unit, asked, done, masks), tuple(problems)


def preprocessed(compiler: Compiler, unit: Unit, timeout: float) -> Unit | None:
    """The unit as the compiler reads it once it has done what stands behind `#`; None where it can't.

    `timeout` is in seconds.
    """
    flag = compiler.supports(unit.std)
    if flag is None:
        return None
    try:
        before = _included(unit).encode("utf-8", "surrogateescape")
        text = before + b'# 1 "' + _quoted(unit.file) + b'"\n' + _source(unit)
    except OSError:
        return None
    arguments = [word for word, included in _parted(unit.arguments) if not included]
    done = run(_command(compiler, flag, unit, ["-E"], arguments), timeout=timeout, stdin=text)
    return replace(unit, text=done.stdout, arguments=tuple(arguments)) if done.ok else None


def _quoted(file: str) -> bytes:
    """A file's name within a line directive."""
    return file.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").encode("utf-8", "surrogateescape")


def _command(compiler: Compiler, flag: str, unit: Unit, own: list[str], arguments: list[str]) -> list[str]:
    folder = str(Path(unit.file).parent)
    return [*compiler.command, "-x", "c++", f"-std={flag}", "-w", *own, "-iquote", folder, *arguments, "-"]


def _compile(compiler: Compiler, flag: str, unit: Unit, arguments: list[str], text: bytes, timeout: float) -> Completed:
    if compiler.family is Family.GXX:
        own = [
            "-fsyntax-only",
            "-fmax-errors=0",
            "-fno-diagnostics-show-caret",
            "-ftemplate-backtrace-limit=1",
        ]
    else:
        own = [
            "-ferror-limit=0",
            "-fno-caret-diagnostics",
            "-ftemplate-backtrace-limit=1",
            "-fno-color-diagnostics",
        ]
        own += ["-c", "-o", "/dev/null"] if compiler.family is Family.ZIG else ["-fsyntax-only"]
    return run(_command(compiler, flag, unit, own, arguments), timeout=timeout, stdin=text)


def _failure(compiler: Compiler, done: Completed, unit: Unit, timeout: float) -> Problem | None:
    """Why the compiler has no answers, for the case that it has none."""
    place = Location(unit.file)
    advice = "Leave it out with --compiler, or use --no-cross-check."
    if done.status is None:
        return Problem(f"{compiler.id} did not start: {done.failure}", place, advice)
    if done.timed_out:
        return Problem(f"{compiler.id} took more than {timeout:g} s and was ended", place, "Raise --timeout. " + advice)
    if done.truncated:
        return Problem(f"{compiler.id} printed more than podcheck reads and was ended", place, advice)
    crash = _CRASH.search(done.stderr)
    if crash is not None or done.status < 0:
        return Problem(f"{compiler.id} crashed: {(crash and crash[0]) or f'signal {-done.status}'}", place, advice)
    fatal = _FATAL.search(done.stderr)
    if fatal is not None:
        return Problem(
            f"{compiler.id}: {fatal[4]}",
            Location(fatal[1], int(fatal[2]), int(fatal[3])),
            "Give the flags that the file is built with after `--`; it was not cross-checked with this compiler.",
        )
    said = " ".join(done.stderr.split())[:_FEW_WORDS] or "nothing"
    return Problem(f"{compiler.id} gave no answers; it said: {said}", place, advice)


def _nothing(compiler: Compiler, asked: Asked, note: str, *problems: Problem) -> Result:
    empty = {index: Answers(compiler.id, note=asked.notes.get(index, note)) for index in range(len(asked.classes))}
    return empty, problems


def _answers(
    compiler: Compiler, unit: Unit, asked: Asked, done: Completed, masks: dict[int, int]
) -> dict[int, Answers]:
    """Masks to traits; what the compiler could not accept, name, or compile, gets a note."""
    refused = rejected(asked.classes, unit.file, done.stderr, context_first=compiler.family is Family.GXX)
    strange: dict[int, str] = {}
    if asked.library is not None and masks.get(len(asked.classes), asked.library) != asked.library:
        strange = of_the_library(asked.classes)
    spoilt: dict[int, str] = {}
    for match in _COMPLAINT.finditer(done.stderr):
        index = asked.naming.get(int(match[1]))
        if index is not None and not _HIDDEN.search(match[2]) and "podcheck_R" not in match[2]:
            spoilt.setdefault(index, match[2][:_FEW_WORDS])
    found = {}
    for index in range(len(asked.classes)):
        mask = masks.get(index)
        note = asked.notes.get(index, "")
        if not note and index in refused:
            note = f"{compiler.id} does not accept its definition: {refused[index]}"
        elif not note and index in strange:
            note = f"{compiler.id} has another C++ library, of which this is made"
        elif not note and index in spoilt:
            note = f"{compiler.id} can't name it: {spoilt[index]}"
        elif not note and (mask is None or not mask >> RECORD_BIT & 1):
            note = f"{compiler.id} could not compile the probe"
        traits = {} if note or mask is None else _decoded(mask)
        found[index] = Answers(compiler.id, traits, note)
    return found


def _decoded(mask: int) -> dict[Trait, bool]:
    knows = bool(mask >> LIFETIME_KNOWN_BIT & 1)
    return {
        trait: bool(mask >> bit & 1) for bit, trait in enumerate(BITS) if trait is not Trait.IMPLICIT_LIFETIME or knows
    }
