"""The upper part of `explain`: the verdict, its root causes, how to fix them, and what the class is still good for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from podcheck.model.fixes import Fix, Gain
from podcheck.model.results import Record
from podcheck.model.traits import MAIN_TRAITS, Truth
from podcheck.report.explain.purposes import Purpose, purposes
from podcheck.report.options import Options
from podcheck.report.reasons.root_causes import Root, root_causes
from podcheck.report.text import grid
from podcheck.report.text.ansi import ANSWERS, Style, paint
from podcheck.report.text.excerpt import excerpt
from podcheck.report.text.terminal import columns, safe, shorten, to_ascii, wrap

_FEW = 4
"""Members, functions or classes that are named before the others are only counted."""

_MOST_LINES = 30
"""Lines of a fix's diff that are shown."""


def verdict(record: Record, options: Options) -> str:
    """Return a sentence on the four main traits: `Not trivial, not POD; it is standard-layout.`"""
    by_value: dict[Truth, list[str]] = {Truth.NO: [], Truth.YES: [], Truth.UNKNOWN: []}
    for trait in MAIN_TRAITS:
        by_value[record.judgement.verdicts[trait].value].append(trait.adjective)
    parts = [", ".join(f"not {adjective}" for adjective in by_value[Truth.NO])] if by_value[Truth.NO] else []
    parts += [f"it is {', '.join(by_value[Truth.YES])}"] if by_value[Truth.YES] else []
    parts += [f"open whether it is {', '.join(by_value[Truth.UNKNOWN])}"] if by_value[Truth.UNKNOWN] else []
    text = "; ".join(parts)
    return "\n".join(wrap(f"{text[0].upper()}{text[1:]}.", options.width))


Papers = Mapping[tuple[str, str], Sequence[str]]
"""Defect reports and papers by a reason's code and clause."""


def causes(
    record: Record,
    sources: Mapping[str, Sequence[str]],
    papers: Papers,
    options: Options,
) -> str:
    """Return the root causes, counted, each with its line of source."""
    roots = root_causes(record)
    if not roots:
        return ""
    heading = "1 root cause" if len(roots) == 1 else f"{len(roots)} root causes"
    lines = [paint(heading, Style.HEADING, options.color)]
    for number, root in enumerate(roots, 1):
        lines += _root(number, root, sources, papers, options)
    more = "`podcheck rule CODE` explains each rule"
    lines += (paint(line, Style.FAINT, options.color) for line in wrap(more, options.width))
    return "\n".join(lines)


def _root(
    number: int,
    root: Root,
    sources: Mapping[str, Sequence[str]],
    papers: Papers,
    options: Options,
) -> Iterator[str]:
    reason = root.reason
    indent = " " * columns(f"{number}. ")
    first = f"{number}. "
    if root.entry is not None:
        text = f"{root.entry.message}, {root.entry.location}"
        yield from wrap(safe(text, options.unicode), options.width, first, indent)
        first = indent
    yield from wrap(safe(reason.message, options.unicode), options.width, first, indent)
    more = len(root.reasons) - 1
    if more:
        lines = list(
            dict.fromkeys(
                str(cause.location.line) for cause in root.reasons[1:] if cause.location.line != reason.location.line
            )
        )
        same = all(cause.location.file == reason.location.file for cause in root.reasons)
        where = (
            f" (line{'s' * (len(lines) > 1)} {_list_names(lines, options)})"
            if same and lines and "0" not in lines
            else ""
        )
        yield from wrap(f"and likewise {more} more of its functions{where}", options.width, indent)
    if len(root.parts) > 1:
        names = _list_names([f"'{safe(part, options.unicode)}'" for part in root.parts], options)
        yield from wrap(f"through {len(root.parts)} of its members and bases: {names}", options.width, indent)
    shown = [trait for trait in root.traits if trait in MAIN_TRAITS] or root.traits[:_FEW]
    rest = len(root.traits) - len(shown)
    others = f" and {rest} more" if rest else ""
    yield from wrap(f"breaks {', '.join(trait.adjective for trait in shown)}{others}", options.width, indent)
    law = " ".join((reason.clause, *papers.get((reason.code, reason.clause), ())))
    where = f"{law} {reason.code} {safe(str(reason.location), options.unicode)}"
    for line in wrap(where, options.width, indent):
        yield indent + paint(line[len(indent) :], Style.FAINT, options.color)
    room = max(options.width - len(indent), 24)
    for line in excerpt(reason.location, sources.get(reason.location.file, ()), room, options):
        yield indent + line


def _list_names(names: Sequence[str], options: Options) -> str:
    shown = ", ".join(names[:_FEW])
    return f"{shown}, {to_ascii('…', options.unicode)}" if len(names) > _FEW else shown


def uses(record: Record, options: Options) -> str:
    """Return what the class may be used for, and which trait that needs."""
    reported = purposes(record)
    heading = paint("safe to use with, and what that requires", Style.HEADING, options.color)
    names = max(columns(purpose.name) for purpose in reported)
    if options.width >= names + 5 + 36:
        rows = [
            [purpose.name, _answer(purpose, options), _needs(purpose, options.width - names - 3 - 2 * grid.GAP)]
            for purpose in reported
        ]
        return f"{heading}\n{grid.pairs(rows)}"
    lines = [heading]
    for purpose in reported:
        lines += wrap(f"{purpose.name}: {ANSWERS[purpose.value][0]}", options.width, "", "  ")
        lines += wrap(_needs(purpose, None), options.width, "  ")
    return "\n".join(lines)


def _answer(purpose: Purpose, options: Options) -> str:
    word, style = ANSWERS[purpose.value]
    return paint(word, style, options.color)


def _needs(purpose: Purpose, width: int | None) -> str:
    """Return what it needs and where that is said; in a grid's cell with line breaks."""
    note = f": {purpose.note}" if purpose.note else ""
    text = f"{purpose.needs} {purpose.clause}{note}"
    return text if width is None else "\n".join(wrap(text, width))


def fixes(helping: Sequence[Fix] | None, tried: Sequence[str], options: Options) -> str:
    """Return the fixes, the smallest change first; nothing where none were looked for, a word where none helped."""
    if helping is None:
        return ""
    if not helping:
        changes = "1 change was" if len(tried) == 1 else f"{len(tried)} changes were"
        reported = f"{changes} tried in memory, and did not help:" if tried else "no small change is known"
        lines = [*wrap(f"fixes: none; {reported}", options.width)]
        for title in tried:
            lines += wrap(safe(title, options.unicode), options.width, "- ", "  ")
        return "\n".join(lines)
    lines = [paint("fixes, the smallest change first; each was tried in memory", Style.HEADING, options.color)]
    for number, fix in enumerate(helping[:_FEW], 1):
        lines += _fix(number, fix, options)
    if len(helping) > _FEW:
        lines.append(f"and {len(helping) - _FEW} more of the same effort or more")
    return "\n".join(lines)


def _fix(number: int, fix: Fix, options: Options) -> Iterator[str]:
    first = f"{number}. "
    rest = " " * len(first)
    for at, title in enumerate(fix.titles):
        yield from wrap(safe(title, options.unicode), options.width, rest if at else first, rest)
    yield from wrap(f"effort: {fix.effort.value}", options.width, rest)
    yield from wrap(_gain(fix.own, options), options.width, rest)
    for other in fix.others[:_FEW]:
        text = f"'{safe(other.name, options.unicode)}': {_gain(other, options)}"
        yield from wrap(text, options.width, rest)
    if len(fix.others) > _FEW:
        yield f"{rest}and {len(fix.others) - _FEW} more classes change"
    for note in fix.notes:
        yield from wrap(f"note: {safe(note, options.unicode)}", options.width, rest)
    lines = [line for line in fix.diff.split("\n") if line and not line.startswith(("---", "+++"))]
    while lines and not lines[-1].strip():
        lines.pop()
    room = options.width - len(rest) - 2
    for line in lines[:_MOST_LINES]:
        style = {"+": Style.YES, "-": Style.NO}.get(line[:1], Style.FAINT)
        shown = safe(line.rstrip().expandtabs(4), options.unicode)
        if style is Style.FAINT:
            shown = shorten(shown, room, options.unicode)
        pieces = wrap(shown[1:], room, shown[:1], " " * 8) if columns(shown) > room else [shown]
        yield from (f"{rest}  {paint(piece, style, options.color)}" if piece else "" for piece in pieces)
    if len(lines) > _MOST_LINES:
        yield f"{rest}  and {len(lines) - _MOST_LINES} more lines"


def _gain(gain: Gain, options: Options) -> str:
    """Return what the class then is: `With this, trivially_copyable: yes; ...`"""
    words = []
    if gain.gained:
        main = [trait for trait in gain.gained if trait in MAIN_TRAITS] or list(gain.gained)
        rest = len(gain.gained) - len(main)
        more = f" (and {rest} more)" if rest else ""
        words.append(f"with this, {', '.join(trait.value for trait in main)}: yes{more}")
    if gain.lost:
        words.append(f"{'but' if words else 'with this,'} {', '.join(trait.value for trait in gain.lost)}: no longer")
    before, after = gain.size
    if before != after and before is not None and after is not None:
        words.append(f"{before} {to_ascii('→', options.unicode)} {after} bytes")
    return "; ".join(words)
