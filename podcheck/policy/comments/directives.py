"""What a comment says to podcheck: `podcheck: require ...`, `podcheck: ignore[...] ...`, `NOLINT(podcheck-...)`.

Prose may stand before it. What is in quotes, or in a comment that is commented out itself, is no directive: another
`//` is before it then, which only a comment behind code may have (`f(); // copies // podcheck: ignore`).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from enum import Enum

from msgspec import Struct

from podcheck.errors import ConfigError
from podcheck.model.contracts import Demand, demand, split_demands
from podcheck.model.problems import Location, Problem
from podcheck.policy.comments.source_text import Comment, SourceText


class Word(Enum):
    """The first word behind `podcheck:`."""

    REQUIRE = "require"
    FORBID = "forbid"
    IGNORE = "ignore"
    IGNORE_NEXT_LINE = "ignore-next-line"
    IGNORE_BEGIN = "ignore-begin"
    IGNORE_END = "ignore-end"


CONTRACTS = frozenset({Word.REQUIRE, Word.FORBID})
_WORDS = {word.value: word for word in Word}
_SPOKEN = re.compile(r"(?<![\w:/.\"'`-])podcheck:[ \t]*([A-Za-z][\w-]*)(?![\w-])(.*?)(?=//[ \t]*podcheck:|$)")
_NOLINT = re.compile(r"\bNOLINT(NEXTLINE|BEGIN|END)?\(([^()\n]*)\)")
_NOLINT_WORDS = {
    None: Word.IGNORE,
    "NEXTLINE": Word.IGNORE_NEXT_LINE,
    "BEGIN": Word.IGNORE_BEGIN,
    "END": Word.IGNORE_END,
}
_BRACKETS = re.compile(r"[ \t]*\[([^\]]*)\][ \t]*(.*)")
_REMARK = re.compile(r"(?<!\S)--(?!\S)")
_SURE = 0.8
_INNER_COMMENT = re.compile(r"(?<![\w:/])//|(?<!\S)/\*")
"""What begins a comment within one; of an address (`https://`) or a pattern (`src/*.h`) nothing does."""


class Directive(Struct, frozen=True):
    """One order to podcheck."""

    word: Word
    place: Location
    """Where it stands, 1-based."""

    start: int
    """The offset in bytes at which the comment begins."""

    end: int
    """The offset in bytes behind the comment."""

    demands: tuple[Demand, ...] = ()
    """What a class must be or have; of a contract alone."""

    codes: tuple[str, ...] = ()
    """The codes to ignore; none: all findings."""

    note: str = ""
    """What the author says of it: behind `--`, or behind an ignoring one's brackets."""


def directives(page: SourceText) -> tuple[tuple[Directive, ...], tuple[Problem, ...]]:
    """Return all that the page's comments say, in order, and what can't be understood."""
    result: list[Directive] = []
    problems: list[Problem] = []
    for remark in page.remarks:
        for directive in _of_remark(page, remark):
            if isinstance(directive, Problem):
                problems.append(directive)
            else:
                result.append(directive)
    return tuple(result), tuple(problems)


def _of_remark(page: SourceText, remark: Comment) -> Iterator[Directive | Problem]:
    text = remark.text.removesuffix("*/") if remark.text.startswith("/*") else remark.text
    at = 0
    behind_code = bool(page.code[page.starts[page.line(remark.start) - 1] : remark.start].strip())
    for line in text.split("\n"):
        before = len(text[:at].encode("utf-8", "surrogateescape"))
        first = min((match.start() for match in (_SPOKEN.search(line), _NOLINT.search(line)) if match), default=0)
        opening = 0 if at else len("//")
        if first and _is_commented_out(line[opening:first], behind_code=behind_code and not at):
            at += len(line) + 1
            continue
        for match in _SPOKEN.finditer(line):
            yield from _directives_in(remark, _place(page, remark, before, line, match.start()), match[1], match[2])
        for match in _NOLINT.finditer(line):
            items = [item.strip() for item in match[2].split(",")]
            if any(_ours(item) for item in items):
                codes = tuple(item.removeprefix("podcheck-") for item in items if item.startswith("podcheck-"))
                everything = any(item in ("podcheck", "podcheck*", "podcheck-*") for item in items)
                place = _place(page, remark, before, line, match.start())
                word = _NOLINT_WORDS[match[1]]
                yield Directive(word, place, remark.start, remark.end, codes=() if everything else codes)
        at += len(line) + 1


def _is_commented_out(before: str, *, behind_code: bool) -> bool:
    """Whether a directive is in a comment within the comment.

    `before`: the comment's line before the directive, without what opens the comment. `behind_code`: whether code
    stands before the comment, so that the line itself is not commented out.
    """
    inner = [match.start() for match in _INNER_COMMENT.finditer(before)]
    return bool(inner) and not (behind_code and before[: inner[-1]].strip(" \t/!<*"))


def _ours(item: str) -> bool:
    return item in ("podcheck", "podcheck*") or item.startswith("podcheck-")


def _place(page: SourceText, remark: Comment, before: int, line: str, index: int) -> Location:
    offset = remark.start + before + len(line[:index].encode("utf-8", "surrogateescape"))
    offset = min(offset, len(page.code) - 1)
    return Location(page.file, page.line(offset), page.column(offset))


def _directives_in(remark: Comment, place: Location, name: str, rest: str) -> Iterator[Directive | Problem]:
    word = _WORDS.get(name)
    if word is None:
        near = difflib.get_close_matches(name.lower(), _WORDS, 1, _SURE)
        if near and (not rest or rest[0] in " \t["):
            yield Problem(f"'podcheck: {name}' means nothing", place, f"Did you mean 'podcheck: {near[0]}'?")
        return
    try:
        if word in CONTRACTS:
            queried, note = contract_terms(rest, wanted=word is Word.REQUIRE)
            yield Directive(word, place, remark.start, remark.end, demands=queried, note=note)
        else:
            codes, note = _ignored_codes(rest)
            yield Directive(word, place, remark.start, remark.end, codes=codes, note=note)
    except ConfigError as error:
        yield Problem(error.what, place, error.advice)


def contract_terms(text: str, *, wanted: bool) -> tuple[tuple[Demand, ...], str]:
    """Return `pod, size <= 64 -- it goes over the wire` as demands and note. Raises ConfigError."""
    parts = _REMARK.split(text.partition("//")[0], maxsplit=1)
    words = split_demands(parts[0])
    if not words:
        verb = "require" if wanted else "forbid"
        raise ConfigError(f"'podcheck: {verb}' names nothing", f"Write `podcheck: {verb} trivially_copyable`.")
    return tuple(demand(word, wanted=wanted) for word in words), _shown(parts[1]) if len(parts) > 1 else ""


def _shown(text: str) -> str:
    """Return the text for messages, with marks for what is no UTF-8 in the source."""
    return text.strip().encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _ignored_codes(rest: str) -> tuple[tuple[str, ...], str]:
    match = _BRACKETS.match(rest)
    if match is None:
        if rest.lstrip().startswith("["):
            raise ConfigError("'[' without ']'", "Write `podcheck: ignore[code] reason`.")
        return (), rest.strip()
    codes = tuple(code.strip() for code in match[1].split(",") if code.strip())
    if not codes:
        raise ConfigError("'[]' names no code", "Write `podcheck: ignore[code]`, or `podcheck: ignore` for all.")
    return codes, match[2].strip()
