"""Which class a comment is about: the one on whose head it stands, or whose head comes next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from podcheck.model.facts import ClassFacts
from podcheck.model.problems import Location
from podcheck.policy.comments.source_text import SourceText

_BODY = re.compile(rb"[{;}]")


class Head(Struct, frozen=True):
    """A class's place in its file; all but `name` are offsets in bytes."""

    begin: int
    """Where its declaration begins."""

    body: int
    """Where its body begins."""

    end: int
    """Where its body ends."""

    name: Location
    """Where the class is by its facts; a template's instances share it with the template."""


def heads_of(page: SourceText, classes: Iterable[ClassFacts]) -> tuple[Head, ...]:
    """Return the heads of the classes that stand in this file, in order."""
    result: dict[Location, Head] = {}
    for facts in classes:
        place = facts.location
        if place.file != page.file or place in result or facts.anonymous or facts.closure:
            continue
        name = page.offset(place.line, place.column)
        begin = name
        if facts.begin is not None and facts.begin.file == page.file:
            begin = min(name, page.offset(facts.begin.line, facts.begin.column))
        end = page.offset(facts.end.line, facts.end.column) if facts.end.file == page.file else name
        body = _BODY.search(page.code, name)
        result[place] = Head(begin, min(body.start() if body else end, max(end, name + 1)), max(end, name + 1), place)
    return tuple(sorted(result.values(), key=lambda item: (item.begin, item.end)))


def classes_for_comment(page: SourceText, heads: Sequence[Head], start: int, end: int) -> tuple[Location, ...]:
    """Return the classes that a comment from `start` to `end` is about; none where no class's head is near.

    Inside a head: that class. Behind code on its line: the outermost classes of that line, with code behind it too the
    next of them; the class that ends on the line where none begins. On a line of its own: those of the next line of
    code.
    """
    within = [head for head in heads if head.begin <= start < head.body]
    if within:
        return (within[-1].name,)
    first, last = page.line(start), page.line(end - 1 if end > start else end)
    behind = page.code_of_line(last)[max(0, end - page.starts[last - 1]) :].strip()
    if behind:
        following = [head for head in heads if head.begin >= end and page.line(head.begin) == last]
        if following:
            return (following[0].name,)
    if page.code[page.starts[first - 1] : start].strip():
        return (
            _of_line(page, heads, first) or tuple(head.name for head in heads if page.line(head.end - 1) == first)[:1]
        )
    line = last if behind else page.next_line_of_code(last)
    return _of_line(page, heads, line) if line is not None else ()


def _of_line(page: SourceText, heads: Sequence[Head], line: int) -> tuple[Location, ...]:
    """Return the outermost classes among those with their head on the line."""
    there = [head for head in heads if page.line(head.begin) <= line <= page.line(head.body)]
    return tuple(
        head.name
        for head in there
        if not any(other.body <= head.begin < other.end for other in there if other is not head)
    )


def lines_of_head(page: SourceText, heads: Sequence[Head], line: int) -> range:
    """Return the line, and the rest of the heads that begin on it."""
    ends = [page.line(head.body) for head in heads if page.line(head.begin) == line]
    return range(line, max((line, *ends)) + 1)
