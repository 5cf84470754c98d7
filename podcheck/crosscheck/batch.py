"""Ask about the classes of many units in few compiles: one text that includes units of the same flags one by one.

Only what a compiler accepts without an error counts. A unit that an error is about, that defines macros before its
includes, or a class of which there is no answer, is asked about alone: see `answers`.
"""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from msgspec import Struct
from msgspec.structs import replace

from podcheck.cpp.preprocessor import FileEffects, file_effects, lines_after, lines_before
from podcheck.crosscheck.answers import (
    HIDDEN,
    MASK,
    AnswersByClass,
    CompilerResult,
    ProbeSource,
    Share,
    answers_of,
    append_probes,
    ask,
    asked_of,
    beginning,
    by_class,
    not_probed,
)
from podcheck.crosscheck.compilation import CompileOptions, dialect_flag, quote, run_compiler, separate, source_of
from podcheck.crosscheck.compilers import Compiler
from podcheck.crosscheck.layout_probe import LAYOUT_FILE, OffsetQuestions, offset_questions
from podcheck.crosscheck.probe import PROBE_FILE
from podcheck.model.facts import ClassFacts
from podcheck.model.problems import Location, Problem
from podcheck.model.results import Answers

MOST_UNITS = 24
"""In one compile, bodies and all: a compiler stays under a gigabyte or two."""

_ROUNDS = 3
_SECONDS_PER_UNIT = 2.0
_PLAIN = CompileOptions()
_ERROR = re.compile(r"^(.*?):(\d{1,9}):(?:\d+:)? (?:fatal )?error: (.*)$", re.MULTILINE)
_QUOTED = re.compile(rb'^[ \t]*#[ \t]*include[ \t]*"([^"\n]+)"', re.MULTILINE)


class _Member(Struct, frozen=True):
    """A share that may be asked about with others."""

    number: int
    """Its place in the list of shares."""

    share: Share
    text: bytes
    """The unit's text."""

    effects: FileEffects

    @property
    def local(self) -> bool:
        """Whether the share has classes whose probes must stand within its text."""
        return any(class_facts.in_place for class_facts in self.share.classes)

    @property
    def folder(self) -> str:
        """Return the folder of the unit's file."""
        return os.path.dirname(self.share.unit.file) or "."


def cross_check_all(
    shares: Sequence[Share], compilers: Sequence[Compiler], options: CompileOptions = _PLAIN
) -> list[AnswersByClass]:
    """Return each compiler's answers about the classes of each share; all compilers work side by side.

    A class that can't be probed has a note in place of answers; a compiler that fails has a Problem, and a note for
    every class; a source that can't be read is a Problem.
    """
    if not compilers:
        return [({}, ()) for _ in shares]
    texts: dict[int, bytes] = {}
    result: dict[int, AnswersByClass] = {}
    for number, share in enumerate(shares):
        if share.classes:
            try:
                texts[number] = source_of(share.unit)
            except OSError as error:
                reported = Problem(f"can't be read for the cross-check: {error.strerror}", Location(share.unit.file))
                result[number] = {}, (reported,)
    joints = list(_joints(shares, texts))

    @functools.cache
    def probe_alone(number: int) -> ProbeSource:
        return asked_of(shares[number], texts[number])

    def ask_all(compiler: Compiler) -> dict[int, CompilerResult]:
        """Return what one compiler says about each share of which there is a text, by the share's number."""
        results = {number: pair for joint in joints for number, pair in _of_joint(compiler, joint, options).items()}
        rest = (number for number in texts if number not in results)
        return results | {number: ask(compiler, shares[number].unit, probe_alone(number), options) for number in rest}

    with ThreadPoolExecutor(max_workers=min(len(compilers), 8)) as pool:
        results = list(pool.map(ask_all, compilers))
    for number in texts:
        result[number] = by_class(shares[number].classes, [item[number] for item in results])
    return [result.get(number, ({}, ())) for number in range(len(shares))]


class _CompileBatch(Struct, frozen=True):
    """Members that are asked about in one compile."""

    members: Sequence[_Member]
    asked: ProbeSource
    """Their text with all probes."""

    starts: Sequence[int]
    """The index of the first class of each member."""


def _joints(shares: Sequence[Share], texts: Mapping[int, bytes]) -> Iterator[_CompileBatch]:
    for group in _groups(shares, texts):
        members = _findable(group)
        if len(members) > 1:
            yield _joint(members)


def _groups(shares: Sequence[Share], texts: Mapping[int, bytes]) -> Iterator[list[_Member]]:
    """Yield members that may share a compile, a few dozen at once."""
    alike: dict[object, list[_Member]] = {}
    seen: set[str] = set()
    for number, text in texts.items():
        unit = shares[number].unit
        path = os.path.realpath(unit.file)
        does = file_effects(unit.file, text)
        if unit.text is None and unit.link is None and path not in seen and not does.alone and not does.early:
            seen.add(path)
            share = shares[number]
            key = (unit.flags, does.usings, share.library, share.target, share.pointer)
            alike.setdefault(key, []).append(_Member(number, shares[number], text, does))
    for members in alike.values():
        for at in range(0, len(members), MOST_UNITS):
            if len(members[at:]) > 1:
                yield members[at : at + MOST_UNITS]


def _of_joint(compiler: Compiler, joint: _CompileBatch, options: CompileOptions) -> dict[int, CompilerResult]:
    """Return what is known without doubt, by the share's number."""
    unit = joint.members[0].share.unit
    flag = dialect_flag(compiler, unit)
    for _ in range(_ROUNDS):
        if flag is None:
            break
        words = [word for word, included in separate(unit.arguments) if not included]
        folders = [
            word for text in dict.fromkeys(member.folder for member in joint.members) for word in ("-iquote", text)
        ]
        longer = replace(options, timeout=options.timeout + _SECONDS_PER_UNIT * (len(joint.members) - 1))
        queried = joint.asked
        done = run_compiler(compiler, flag, unit, [*folders, *words], queried.text, longer)
        blamed = _find_blamed(done.stderr, {member.share.unit.file for member in joint.members})
        masks = {int(match[1]): int(match[2]) for match in MASK.finditer(done.stderr)}
        if blamed is None or not masks or done.timed_out or done.truncated:
            break
        if not blamed:
            return _shared_out(joint, answers_of(compiler, unit, joint.asked, done, masks))
        left = [member for member in joint.members if member.share.unit.file not in blamed]
        if len(left) < 2:
            break
        joint = _joint(left)
        unit = left[0].share.unit
    return {}


def _shared_out(joint: _CompileBatch, answers: Mapping[int, Answers]) -> dict[int, CompilerResult]:
    """Return each member's own answers, if there is an answer about each of its classes, or a note why not."""
    result: dict[int, CompilerResult] = {}
    for member, start in zip(joint.members, joint.starts, strict=True):
        indices = range(len(member.share.classes))
        if all(answers[start + at].traits or start + at in joint.asked.notes for at in indices):
            result[member.number] = {at: answers[start + at] for at in indices}, ()
    return result


def _findable(group: Sequence[_Member]) -> list[_Member]:
    """Return the members without those whose includes in quotes would find another file here than at home."""
    folders = {member.folder for member in group}
    return [
        member
        for member in group
        if not member.local
        or not any(
            os.path.exists(os.path.join(folder, os.fsdecode(name)))
            for name in _QUOTED.findall(member.text)
            for folder in folders - {member.folder}
        )
    ]


def _joint(members: Sequence[_Member]) -> _CompileBatch:
    """Return the members' texts and probes put together."""
    classes: list[ClassFacts] = []
    notes: dict[int, str] = {}
    starts: list[int] = []
    first = members[0].share
    parts = [beginning(first)]
    offsets: dict[int, OffsetQuestions] = {}
    for number, member in enumerate(members):
        start = len(classes)
        starts.append(start)
        own = member.share.classes
        classes += own
        reported, text = not_probed(member.share.unit, member.text, own, start)
        notes |= reported
        for index, facts in enumerate(own, start):
            if index not in notes:
                offsets[index] = offset_questions(facts, member.share.parts)
        entered = text if member.local else b'#include "' + os.fsencode(member.share.unit.file) + b'"'
        parts += [
            lines_before(number).encode(),
            b'\n# 1 "' + quote(member.share.unit.file) + b'"\n' if member.local else b"\n",
            entered,
            b'\n# 1 "podcheck-behind"\n',
            lines_after(number, member.effects.macros).encode() + b"\n",
        ]
    probes, naming = append_probes(first.unit.std, classes, notes, first.library, offsets)
    queried = ProbeSource(b"".join([*parts, probes]), classes, notes, naming, first.library, offsets=offsets)
    return _CompileBatch(members, queried, starts)


def _is_an_answer(message: str) -> bool:
    return "podcheck_R" in message or "podcheck_L" in message


def _find_blamed(said: str, files: Iterable[str]) -> set[str] | None:
    """Return the units that have errors; None where an error is in no unit."""
    own = set(files)
    blamed: set[str] = set()
    for match in _ERROR.finditer(said):
        file, message = match[1], match[3]
        if _is_an_answer(message) or file == LAYOUT_FILE or (file == PROBE_FILE and HIDDEN.search(message)):
            continue
        if file not in own:
            return None
        blamed.add(file)
    return blamed
