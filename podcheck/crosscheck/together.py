"""Ask about the classes of many units in few compiles: one text that includes units of the same flags one by one.

Only what a compiler accepts without an error counts. A unit that an error is about, that defines macros before its
includes, or a class of which there is no answer, is asked about alone: see `answers`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from podcheck.crosscheck.answers import (
    MASK,
    Asked,
    Found,
    Result,
    answers_of,
    appended,
    ask,
    asked_of,
    by_class,
    not_probed,
)
from podcheck.crosscheck.compilers import Compiler
from podcheck.crosscheck.compiling import compiled, failure_of, included_by, parted, quoted, source_of
from podcheck.crosscheck.probe import PREAMBLE, PROBE_FILE
from podcheck.model.batches import Habits, before, behind, habits
from podcheck.model.facts import ClassFacts
from podcheck.model.problems import Location, Problem
from podcheck.model.spelling import PLAIN
from podcheck.model.units import Unit

MOST_UNITS = 24
"""In one compile, bodies and all: a compiler stays under a gigabyte or two."""

_ROUNDS = 3
_SECONDS_PER_UNIT = 2.0
_ERROR = re.compile(r"^(.*?):(\d+):(?:\d+:)? (?:fatal )?error: (.*)$", re.MULTILINE)
_HIDDEN = re.compile(r"\b(?:private|protected|inaccessible)\b")
_QUOTED = re.compile(rb'^[ \t]*#[ \t]*include[ \t]*"([^"\n]+)"', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Share:
    """A unit with the classes to ask about. `library`: the version of the C++ library that they were read with."""

    unit: Unit
    classes: tuple[ClassFacts, ...]
    library: int | None = None


@dataclass(frozen=True, slots=True)
class _Member:
    """A share that may be asked about with others: its place in the list, its text and what it does."""

    number: int
    share: Share
    text: bytes
    habits: Habits

    @property
    def local(self) -> bool:
        """It has classes whose probes must stand within it."""
        return any(one.in_place for one in self.share.classes)

    @property
    def folder(self) -> str:
        return os.path.dirname(self.share.unit.file) or "."


def cross_check_all(shares: Sequence[Share], compilers: Sequence[Compiler], timeout: float = 60.0) -> list[Found]:
    """Each compiler's answers about the classes of each share, as `answers.cross_check` gives them for one.

    `timeout` is in seconds, for one compiler on one unit. A source that can't be read is a Problem of its share.
    """
    if not compilers:
        return [({}, ()) for _ in shares]
    texts: dict[int, bytes] = {}
    unread: dict[int, Found] = {}
    for number, share in enumerate(shares):
        try:
            texts[number] = source_of(share.unit) if share.classes else b""
        except OSError as error:
            told = Problem(f"can't be read for the cross-check: {error.strerror}", Location(share.unit.file))
            unread[number] = {}, (told,)
    wanted = {number: text for number, text in texts.items() if shares[number].classes}
    with ThreadPoolExecutor(max_workers=min(len(compilers), 8)) as pool:
        every = list(pool.map(lambda compiler: _all_of(compiler, shares, wanted, timeout), compilers))
    found: list[Found] = []
    for number, share in enumerate(shares):
        asked = by_class(share.classes, [one[number] for one in every]) if number in wanted else ({}, ())
        found.append(unread.get(number, asked))
    return found


def _all_of(compiler: Compiler, shares: Sequence[Share], texts: dict[int, bytes], timeout: float) -> dict[int, Result]:
    """What one compiler says about each share of which the text is given, by the share's number."""
    found: dict[int, Result] = {}
    for group in _groups(shares, texts):
        found |= _of_group(compiler, group, timeout)
    for number, text in texts.items():
        if number not in found:
            share = shares[number]
            asked = asked_of(share.unit, text, share.classes, share.library)
            found[number] = ask(compiler, share.unit, asked, timeout)
    return found


def _groups(shares: Sequence[Share], texts: dict[int, bytes]) -> Iterator[list[_Member]]:
    """Those that may share a compile, a few dozen at once."""
    alike: dict[object, list[_Member]] = {}
    seen: set[str] = set()
    for number, text in texts.items():
        unit = shares[number].unit
        path = os.path.realpath(unit.file)
        does = habits(unit.file, text)
        if unit.text is None and path not in seen and not does.alone and not does.early:
            seen.add(path)
            key = (unit.std, unit.arguments, does.usings, shares[number].library)
            alike.setdefault(key, []).append(_Member(number, shares[number], text, does))
    for members in alike.values():
        for at in range(0, len(members), MOST_UNITS):
            if len(members[at:]) > 1:
                yield members[at : at + MOST_UNITS]


def _of_group(compiler: Compiler, group: Sequence[_Member], timeout: float) -> dict[int, Result]:
    """What is known about these without doubt."""
    members = _findable(group)
    flag = compiler.supports(members[0].share.unit.std) if members else None
    for _ in range(_ROUNDS):
        if flag is None or len(members) < 2:
            break
        unit = members[0].share.unit
        asked, starts = _asked(members)
        words = [word for word, included in parted(unit.arguments) if not included]
        folders = [word for one in dict.fromkeys(one.folder for one in members) for word in ("-iquote", one)]
        seconds = timeout + _SECONDS_PER_UNIT * (len(members) - 1)
        done = compiled(compiler, flag, unit, [*folders, *words], asked.text, seconds)
        blamed = _blamed(done.stderr, {one.share.unit.file for one in members})
        if (failure_of(compiler, done, unit, seconds) is not None and not MASK.search(done.stderr)) or done.timed_out:
            break
        if blamed is None:
            break
        if not blamed:
            masks = {int(match[1]): int(match[2]) for match in MASK.finditer(done.stderr)}
            answers = answers_of(compiler, unit, asked, done, masks)
            return {
                one.number: ({at: answers[start + at] for at in range(len(one.share.classes))}, ())
                for one, start in zip(members, starts, strict=True)
                if all(answers[start + at].traits or start + at in asked.notes for at in range(len(one.share.classes)))
            }
        members = [one for one in members if one.share.unit.file not in blamed]
    return {}


def _findable(group: Sequence[_Member]) -> list[_Member]:
    """Without those whose text would stand here and find another file by an include in quotes than in its own place."""
    folders = {one.folder for one in group}
    return [
        one
        for one in group
        if not one.local
        or not any(
            os.path.exists(os.path.join(folder, os.fsdecode(name)))
            for name in _QUOTED.findall(one.text)
            for folder in folders - {one.folder}
        )
    ]


def _asked(members: Sequence[_Member]) -> tuple[Asked, list[int]]:
    """The text with the probes of them all, and the index of the first class of each."""
    classes: list[ClassFacts] = []
    notes: dict[int, str] = {}
    starts: list[int] = []
    first = members[0].share
    parts = [f"{PREAMBLE}{PLAIN}{included_by(first.unit)}".encode("utf-8", "surrogateescape")]
    for number, one in enumerate(members):
        start = len(classes)
        starts.append(start)
        own = one.share.classes
        classes += own
        told, text = not_probed(one.share.unit, one.text, own, start)
        notes |= told
        entered = text if one.local else b'#include "' + os.fsencode(one.share.unit.file) + b'"'
        parts += [
            before(number).encode(),
            b'\n# 1 "' + quoted(one.share.unit.file) + b'"\n' if one.local else b"\n",
            entered,
            b'\n# 1 "podcheck-behind"\n',
            behind(number, one.habits.macros).encode() + b"\n",
        ]
    probes, naming = appended(first.unit.std, classes, notes, first.library)
    return Asked(b"".join([*parts, probes]), classes, notes, naming, first.library), starts


def _blamed(said: str, files: Iterable[str]) -> set[str] | None:
    """The units that errors stand in; None where one stands elsewhere."""
    own = set(files)
    blamed: set[str] = set()
    for match in _ERROR.finditer(said):
        file, message = match[1], match[3]
        if "podcheck_R" in message or (file == PROBE_FILE and _HIDDEN.search(message)):
            continue
        if file not in own:
            return None
        blamed.add(file)
    return blamed
