"""`explain` on a screen: each main trait with why not, the root causes, the first fixes, and what is safe to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from podcheck.model.facts import Origin
from podcheck.model.fixes import Fix
from podcheck.model.results import Record
from podcheck.model.traits import MAIN_TRAITS, Trait, Truth
from podcheck.model.verdicts import Verdict
from podcheck.report.explain.purposes import purposes
from podcheck.report.options import Options
from podcheck.report.reasons.chains import chains, essential_links, passed_on
from podcheck.report.reasons.root_causes import Root
from podcheck.report.records.comparison import count_open
from podcheck.report.text.ansi import ANSWERS, Style, paint
from podcheck.report.text.excerpt import excerpt_in_color
from podcheck.report.text.terminal import columns, safe, shorten_around, to_ascii, wrap

_ORDER = (Trait.TRIVIALLY_COPYABLE, Trait.STANDARD_LAYOUT, Trait.TRIVIAL, Trait.POD)
"""What people ask for first stands first."""

_FEW = 3
"""Root causes, fixes and compilers' differences that are shown; `-v` has the others."""

_MOST_LINES = 8
"""Lines of a fix's diff that are shown."""

_SAFE = {Truth.YES: "safe to use with", Truth.NO: "not safe with", Truth.UNKNOWN: "depends"}


def verdict_lines(record: Record, options: Options) -> Iterator[str]:
    """Yield a sentence for each main trait: `trivially copyable: no, since ...`, `standard-layout: yes`."""
    for trait in _ORDER:
        verdict = record.judgement.verdicts[trait]
        word, style = ANSWERS[verdict.value] if not verdict.exactly_when else ("if and only if", Style.UNKNOWN)
        why = _why(verdict)
        head = f"{trait.adjective}: "
        first, *rest = wrap(safe(f"{word}{why}", options.unicode), options.width, head, "  ")
        if first.startswith(f"{head}{word}"):
            first = f"{head}{paint(word, style, options.color)}{first[len(head) + len(word) :]}"
        yield from (first, *rest)


def _why(verdict: Verdict) -> str:
    """Return the words behind the answer: the first reason, where it enters a base or member."""
    if verdict.exactly_when:
        are = "is" if len(verdict.exactly_when) == 1 else "are"
        return f" {' and '.join(verdict.exactly_when)} {are}"
    if verdict.value is Truth.YES or not verdict.reasons:
        return ""
    if passed_on(verdict.reasons[0]):
        return f", since {verdict.reasons[0].message}"
    ways = list(chains(verdict))
    others = f" (and {len(ways) - 1} more)" if len(ways) > 1 and verdict.value is Truth.NO else ""
    return f", since {essential_links(ways[0])[0].message}{others}"


def root_lines(roots: Sequence[Root], sources: Mapping[str, Sequence[str]], options: Options) -> Iterator[str]:
    """Yield the root causes, each at the user's own line, with what it breaks and the clause."""
    heading = "root cause" if len(roots) == 1 else f"{len(roots)} root causes"
    yield paint(heading, Style.HEADING, options.color)
    for number, root in enumerate(roots[:_FEW], 1):
        yield from _root(number, root, sources, options)
    if len(roots) > _FEW:
        yield f"and {len(roots) - _FEW} more (-v)"


def _root(number: int, root: Root, sources: Mapping[str, Sequence[str]], options: Options) -> Iterator[str]:
    first = f"{number}. "
    indent = " " * len(first)
    own = root.entry if root.entry is not None else root.reason
    yield from wrap(safe(f"{own.location}: {own.message}", options.unicode), options.width, first, indent)
    yield from excerpt_in_color(own.location, sources, indent, options)
    if root.entry is not None:
        text = f"{root.reason.message} ({root.reason.location})"
        yield from wrap(safe(text, options.unicode), options.width, indent, indent)
    if len(root.parts) > 1:
        names = ", ".join(f"'{part}'" for part in root.parts[:_FEW])
        more = f" and {len(root.parts) - _FEW} more" if len(root.parts) > _FEW else ""
        yield from wrap(safe(f"through {names}{more}", options.unicode), options.width, indent, indent)
    traits = [trait for trait in root.traits if trait in MAIN_TRAITS] or list(root.traits[:_FEW])
    broken = f"breaks {', '.join(trait.adjective for trait in traits)}"
    law = f"{root.reason.clause}, podcheck rule {root.reason.code}"
    yield from wrap(broken, options.width, indent, indent)
    for line in wrap(law, options.width, indent, indent):
        yield indent + paint(line[len(indent) :], Style.FAINT, options.color)


def fix_lines(helping: Sequence[Fix] | None, tried: Sequence[str], options: Options) -> Iterator[str]:
    """Yield the first fixes, each in a line, the first with its diff; nothing where none were looked for."""
    if helping is None:
        return
    if not helping:
        text = f"none; tried in memory without success: {'; '.join(tried)}" if tried else "no small change is known"
        yield from wrap(safe(f"fix: {text}", options.unicode), options.width, "", "  ")
        return
    yield paint("fixes, smallest first (tried in memory)", Style.HEADING, options.color)
    for number, fix in enumerate(helping[:_FEW], 1):
        first = f"{number}. "
        gained = [trait for trait in fix.own.gained if trait in MAIN_TRAITS] or list(fix.own.gained)
        gain = f": then {', '.join(trait.adjective for trait in gained)}" if gained else ""
        before, after = fix.own.size
        smaller = f"; {before} {to_ascii('→', options.unicode)} {after} bytes" if before != after else ""
        text = safe(f"{'; '.join(fix.titles)}{gain}{smaller} ({fix.effort.value})", options.unicode)
        yield from wrap(text, options.width, first, " " * len(first))
        if number == 1:
            yield from _diff_lines(fix, options)
    if len(helping) > _FEW:
        yield f"and {len(helping) - _FEW} more (-v)"


def _diff_lines(fix: Fix, options: Options) -> Iterator[str]:
    """Yield the lines that the fix changes."""
    lines = [line for line in fix.diff.split("\n") if line[:1] in ("+", "-") and line[:3] not in ("+++", "---")]
    shown = [safe(line.rstrip().expandtabs(4), options.unicode) for line in lines]
    for line, place in list(zip(shown, places_of_change(shown), strict=True))[:_MOST_LINES]:
        style = Style.YES if line.startswith("+") else Style.NO
        yield f"     {paint(shorten_around(line, place, options.width - 5, options.unicode), style, options.color)}"
    if len(lines) > _MOST_LINES:
        yield f"     and {len(lines) - _MOST_LINES} more lines (-v)"


def places_of_change(lines: Sequence[str]) -> list[int]:
    """Return where each line of a diff parts from its counterpart; 0 for one that has none."""
    result = [0] * len(lines)
    start = 0
    while start < len(lines):
        middle = _end_of_run(lines, start, "-")
        end = _end_of_run(lines, middle, "+")
        for old, new in zip(range(start, middle), range(middle, end), strict=False):
            pairs = enumerate(zip(lines[old][1:], lines[new][1:], strict=False), 1)
            same = min(len(lines[old]), len(lines[new]))
            result[old] = result[new] = next((at for at, (mine, other) in pairs if mine != other), same)
        start = max(end, start + 1)
    return result


def _end_of_run(lines: Sequence[str], start: int, sign: str) -> int:
    """Return the number of the first line from `start` on that does not begin so."""
    return next((at for at in range(start, len(lines)) if not lines[at].startswith(sign)), len(lines))


def purpose_lines(record: Record, options: Options) -> Iterator[str]:
    """Yield what the class is safe to use with, what it is not, and what that depends on for a template."""
    by_value: dict[Truth, list[str]] = {}
    for purpose in purposes(record):
        by_value.setdefault(purpose.value, []).append(purpose.name)
    heads = {value: f"{_SAFE[value]}: " for value in (Truth.YES, Truth.NO, Truth.UNKNOWN) if value in by_value}
    for value, head in heads.items():
        text = "; ".join(by_value[value])
        first, *rest = wrap(text, options.width, head, "  ")
        yield from (paint(head.rstrip(), ANSWERS[value][1], options.color) + first[columns(head.rstrip()) :], *rest)


def _explained_by(known: str | None) -> str:
    return f" ({known})" if known is not None else ", and nothing known explains it"


def compiler_line(record: Record, options: Options) -> Iterator[str]:
    """Yield whether the compilers agree, and on what they differ."""
    if record.facts.origin is Origin.TEMPLATE or not record.answers:
        return
    queried = [answer.compiler for answer in record.answers if answer.traits]
    differing = [*record.mismatches, *record.layout_mismatches]
    if differing:
        reported = []
        for mismatch in record.mismatches:
            answer = "yes" if mismatch.value else "no"
            reported.append(
                f"{mismatch.compiler} says {mismatch.trait.adjective}: {answer}{_explained_by(mismatch.known)}"
            )
        reported += [
            f"{each.compiler} lays it out differently{_explained_by(each.known)}" for each in record.layout_mismatches
        ]
        yield from wrap(
            safe(f"compilers: {'; '.join(dict.fromkeys(reported))}", options.unicode), options.width, "", "  "
        )
    elif queried:
        rest = f", except for {count_open(record)} answers that the standard leaves open" if count_open(record) else ""
        yield from wrap(f"compilers: {' and '.join(queried)} agree{rest}", options.width, "", "  ")
    notes = {answer.note: answer.compiler for answer in record.answers if not answer.traits}
    for note in notes:
        yield from wrap(safe(f"not compared with the compilers: {note}", options.unicode), options.width, "", "  ")
