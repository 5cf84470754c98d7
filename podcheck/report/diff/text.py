"""What `diff` found, for people: each class with what became of it, why, and since which commit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from podcheck.model.diff import ChangeKind, ClassChange, Commit, Comparison
from podcheck.model.problems import Location
from podcheck.model.verdicts import Reason
from podcheck.report.options import Options
from podcheck.report.reasons.numbering import shown_roots
from podcheck.report.text.ansi import Style, paint
from podcheck.report.text.terminal import safe, to_ascii, wrap

_INDENT = "  "
_SHORT_HASH = 10

_COUNTED = (
    (ChangeKind.LOST, "lost a trait"),
    (ChangeKind.UNDECIDED, "can't be decided any more"),
    (ChangeKind.GAINED, "gained a trait"),
    (ChangeKind.SIZE, "changed size"),
    (ChangeKind.LAYOUT, "changed layout"),
    (ChangeKind.RENAMED, "renamed"),
    (ChangeKind.CAME, "came"),
    (ChangeKind.GONE, "went"),
)


class Cause(Struct, frozen=True):
    """Traits of one class that were lost for one reason."""

    traits: tuple[str, ...]
    reasons: tuple[Reason, ...]
    commit: Commit | None
    """The commit that wrote the line of a root cause; None where that isn't known."""


def changes(comparison: Comparison, options: Options) -> str:
    """Return the comparison as text of `options.width` columns, ending in a newline."""
    parts = ["\n".join(_class(name, result, options)) for name, result in by_class(comparison)]
    reported = "; ".join(counts(comparison)) or "no difference"
    unchanged = f"{comparison.unchanged} unchanged"
    between = f"From {comparison.old} to {comparison.new}"
    parts.append("\n".join(wrap(safe(f"{between}: {reported}; {unchanged}.", options.unicode), options.width)))
    return "\n\n".join(parts) + "\n"


def by_class(comparison: Comparison) -> list[tuple[str, list[ClassChange]]]:
    """Return the changes of each class, those that lost something first."""
    result: dict[str, list[ClassChange]] = {}
    for change in comparison.changes:
        result.setdefault(change.name, []).append(change)
    ranks = [ChangeKind.LOST, ChangeKind.UNDECIDED]

    def rank(item: tuple[str, list[ClassChange]]) -> int:
        return min(ranks.index(change.kind) if change.kind in ranks else len(ranks) for change in item[1])

    return sorted(result.items(), key=rank)


def counts(comparison: Comparison) -> Iterator[str]:
    """Yield how many classes lost a trait, gained one, and so on."""
    for kind, words in _COUNTED:
        names = {change.name for change in comparison.changes if change.kind is kind}
        if names:
            yield f"{len(names)} {words}"


def causes(class_changes: Sequence[ClassChange], kind: ChangeKind) -> list[Cause]:
    """Return the traits that were lost (or are undecided now), those with the same root cause together."""
    grouped: dict[tuple[str, ...], list[ClassChange]] = {}
    for change in class_changes:
        if change.kind is kind:
            roots = tuple(sorted(f"{cause.location} {cause.message}" for cause in root_causes(change.reasons)))
            grouped.setdefault(roots, []).append(change)
    return [
        Cause(tuple(change.trait for change in several), several[0].reasons, several[0].commit)
        for several in grouped.values()
    ]


def root_causes(reasons: Sequence[Reason]) -> list[Reason]:
    """Return the ends of the chains; what is said of one place under several clauses, once."""
    result: dict[tuple[str, Location], Reason] = {}
    for reason in shown_roots(reasons):
        result.setdefault((reason.message, reason.location), reason)
    return list(result.values())


def in_words(change: ClassChange) -> str:
    """Return a change that has no reasons as a clause."""
    if change.kind is ChangeKind.RENAMED:
        return f"was called {change.before}"
    if change.kind in (ChangeKind.SIZE, ChangeKind.ALIGN):
        return f"{change.kind.value}: {change.before} bytes, now {change.after}"
    if change.kind is ChangeKind.LAYOUT:
        was = f" ({change.before.removeprefix(change.after.partition(' is ')[0]).strip()})" if change.before else ""
        return f"layout: {change.after}{was}"
    if change.kind is ChangeKind.GAINED:
        return f"gained {change.trait}"
    if change.kind is ChangeKind.CHANGED:
        return f"{change.trait or 'analysed as'}: {change.before}, now {change.after}"
    return {ChangeKind.CAME: "came", ChangeKind.GONE: "is gone"}[change.kind]


def since(commit: Commit) -> str:
    """Return who wrote the line, and when."""
    if not commit.hash:
        return f"since: {commit.summary}"
    return f"since {commit.hash[:_SHORT_HASH]} ({commit.date}, {commit.author}): {commit.summary}"


def _class(name: str, class_changes: Sequence[ClassChange], options: Options) -> Iterator[str]:
    place = f"  {class_changes[0].location}"
    yield paint(safe(name, options.unicode), Style.HEADING, options.color) + safe(place, options.unicode)
    for kind, word, style in (
        (ChangeKind.LOST, "lost", Style.NO),
        (ChangeKind.UNDECIDED, "undecided now:", Style.UNKNOWN),
    ):
        for cause in causes(class_changes, kind):
            for line in wrap(f"{word} {', '.join(cause.traits)}", options.width, _INDENT):
                yield paint(line, style, options.color)
            yield from _why(cause, options)
    for change in class_changes:
        if change.kind not in (ChangeKind.LOST, ChangeKind.UNDECIDED):
            style = Style.YES if change.kind is ChangeKind.GAINED else Style.FAINT
            for line in wrap(safe(in_words(change), options.unicode), options.width, _INDENT):
                yield paint(line, style, options.color) if change.kind is ChangeKind.GAINED else line


def _why(cause: Cause, options: Options) -> Iterator[str]:
    for reason in root_causes(cause.reasons):
        yield from wrap(safe(reason.message, options.unicode), options.width, _INDENT * 2)
        yield from wrap(safe(f"{reason.clause} {reason.location}", options.unicode), options.width, _INDENT * 2)
    if cause.commit is not None:
        yield from wrap(
            to_ascii(safe(since(cause.commit), options.unicode), options.unicode), options.width, _INDENT * 2
        )
