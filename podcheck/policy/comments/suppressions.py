"""Comments that accept findings: on the finding's line or on its class's, all of them or those of some codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import PurePath

from msgspec import Struct

from podcheck.model.facts import ClassFacts
from podcheck.model.problems import Location, Problem
from podcheck.model.reasons import walk
from podcheck.model.results import Finding
from podcheck.policy.comments.class_heads import heads_of, lines_of_head
from podcheck.policy.comments.directives import Directive, Word, directives
from podcheck.policy.comments.source_text import SourceText, SourceTexts
from podcheck.policy.contracts.check import fingerprint
from podcheck.suggest import advice

UNUSED = "unused-suppression"


class Suppression(Struct, frozen=True):
    """One comment that accepts findings."""

    file: str
    lines: range
    """The lines, 1-based, on which it accepts them."""

    codes: tuple[str, ...]
    """The codes that it accepts; none: all."""

    place: Location
    """Where the comment stands."""

    def covers(self, place: Location) -> bool:
        """Whether the place stands on one of the lines."""
        return place.line in self.lines and place.file == self.file

    def names(self, codes: AbstractSet[str]) -> bool:
        """Whether it is for one of these codes."""
        return not self.codes or not codes.isdisjoint(self.codes)


def suppressions(
    page: SourceText, classes: Iterable[ClassFacts]
) -> tuple[tuple[Suppression, ...], tuple[Problem, ...]]:
    """Return those of one file, and what can't be understood.

    `classes`: those that stand in it, since a line is about the whole head of its class.
    """
    if not page.remarks:
        return (), ()
    heads = heads_of(page, classes)
    result: list[Suppression] = []
    problems: list[Problem] = []
    open_: list[Directive] = []
    for directive in directives(page)[0]:
        first, last = page.line(directive.start), page.line(directive.end - 1)
        alone = not page.code_of_line(first).strip() and not page.code_of_line(last).strip()
        if directive.word is Word.IGNORE_BEGIN:
            open_.append(directive)
        elif directive.word is Word.IGNORE_END:
            begun = next(
                (other for other in reversed(open_) if not directive.codes or other.codes == directive.codes), None
            )
            if begun is None:
                text = "'ignore-end' without its 'ignore-begin'"
                problems.append(Problem(text, directive.place, "Both name the same codes, or the end names none."))
            else:
                open_.remove(begun)
                lines = range(begun.place.line, last + 1)
                result.append(Suppression(page.file, lines, begun.codes, begun.place))
        elif directive.word is Word.IGNORE_NEXT_LINE or (directive.word is Word.IGNORE and alone):
            next_line = page.next_line_of_code(last) or last
            result.append(
                Suppression(page.file, lines_of_head(page, heads, next_line), directive.codes, directive.place)
            )
        elif directive.word is Word.IGNORE:
            lines = range(first, max(last + 1, lines_of_head(page, heads, last).stop))
            result.append(Suppression(page.file, lines, directive.codes, directive.place))
    ending = "Write ignore-end where it ends."
    problems += (Problem("'ignore-begin' without its 'ignore-end'", directive.place, ending) for directive in open_)
    return tuple(result), tuple(problems)


def unknown_codes(comments: Iterable[Suppression], known: Sequence[str]) -> Iterator[Problem]:
    """Yield a Problem for each code that podcheck doesn't have."""
    for suppression in comments:
        for code in suppression.codes:
            if code not in known:
                hint = advice(code, known) or "`podcheck rule` lists the codes."
                yield Problem(f"unknown code {code!r}", suppression.place, hint)


class Parted(Struct, frozen=True):
    """Findings parted by comments."""

    counting: tuple[Finding, ...]
    """Findings that no comment accepts."""

    accepted: tuple[Finding, ...]
    """Findings that comments accept."""

    used: frozenset[Suppression]
    """The comments that accepted something."""


def part(findings: Iterable[Finding], comments: Iterable[Suppression]) -> Parted:
    """Return the findings parted; one with several reasons is accepted as a whole, or if each of its reasons is."""
    by_file: dict[str, list[Suppression]] = {}
    for suppression in comments:
        by_file.setdefault(suppression.file, []).append(suppression)
    counting: list[Finding] = []
    accepted: list[Finding] = []
    used: set[Suppression] = set()
    for finding in findings:
        by = _accepting(finding, by_file) if by_file else None
        used.update(by or ())
        (counting if by is None else accepted).append(finding)
    return Parted(tuple(counting), tuple(accepted), frozenset(used))


def accepting_places(finding: Finding) -> tuple[Location, ...]:
    """Return where a comment accepts the finding as a whole, not one of several reasons alone."""
    fixed = {reason.location for reason in walk(finding.reasons)}
    places = [finding.location] if len(finding.reasons) < 2 or finding.location not in fixed else []
    places += [related.location for related in finding.related if related.location.line] or [finding.location]
    return tuple(places)


def _accepting(finding: Finding, by_file: dict[str, list[Suppression]]) -> list[Suppression] | None:
    """Return the comments that accept the finding together; None where they don't."""
    own = frozenset({finding.code})
    places = accepting_places(finding)
    wide = [suppression for place in places for suppression in by_file.get(place.file, ()) if suppression.covers(place)]
    whole = [suppression for suppression in wide if suppression.names(own)]
    if whole:
        return whole
    by: list[Suppression] = []
    for reason in finding.reasons:
        chain = list(walk((reason,)))
        codes = own | {reason.code for reason in chain}
        near = [
            suppression
            for each in chain
            for suppression in by_file.get(each.location.file, ())
            if suppression.covers(each.location)
        ]
        fitting = [suppression for suppression in (*wide, *near) if suppression.names(codes)]
        if not fitting:
            return None
        by += fitting
    return by or None


def unused_suppressions(
    comments: Iterable[Suppression], used: AbstractSet[Suppression], possible: Callable[[str], bool], pages: SourceTexts
) -> Iterator[Finding]:
    """Yield a finding for each comment that accepted nothing, where the run could have had something to accept.

    `possible`: whether the run could have reported the code. What the preprocessor may have left out is passed over.
    """
    for suppression in comments:
        if suppression in used or not all(possible(code) for code in suppression.codes or ("",)):
            continue
        if pages.page(suppression.file).conditional(suppression.place.line):
            continue
        what = f"of {', '.join(suppression.codes)}" if suppression.codes else "of podcheck"
        message = f"no finding {what} to ignore here: remove the comment"
        identity = fingerprint(UNUSED, PurePath(suppression.file).name, *suppression.codes)
        yield Finding(UNUSED, "error", message, suppression.place, "", None, (), identity)
