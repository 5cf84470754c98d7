"""One record from top to bottom: verdict, root causes, fixes, uses; then every trait and the whole reason trees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from podcheck.model.facts import Origin
from podcheck.model.fixes import Fix
from podcheck.model.passing import CompiledCall
from podcheck.model.results import Answers, Record
from podcheck.model.traits import Trait, Truth
from podcheck.model.verdicts import Reason, SpecialMember, Verdict
from podcheck.report.explain import brief, summary
from podcheck.report.options import Options
from podcheck.report.reasons.chains import CauseKey, cause_key, passed_on
from podcheck.report.reasons.root_causes import root_causes
from podcheck.report.records.measured import differing_layouts
from podcheck.report.records.passing import calls_in_words, relocation_in_words
from podcheck.report.text import grid
from podcheck.report.text.ansi import ANSWERS, Style, paint
from podcheck.report.text.excerpt import excerpt
from podcheck.report.text.terminal import NOT_ASKED, columns, safe, to_ascii, wrap

_SEES = {
    "not-trivially-copyable": Trait.TRIVIALLY_COPYABLE,
    "not-trivial": Trait.TRIVIAL,
    "not-standard-layout": Trait.STANDARD_LAYOUT,
}
"""Where a reason only passes another trait's answer on, that trait's tree is referred to."""

_HARMLESS = frozenset({Trait.EMPTY, Trait.POLYMORPHIC, Trait.ABSTRACT, Trait.FINAL})
"""A "no" to these is nothing to fix: it comes last, and in few lines."""

_ANSWERS = {True: "yes", False: "no", None: "?"}
_NARROWEST = 24
"""Columns that text gets however deep it is."""

_MOST_REASONS = 400
"""Reasons written for one trait; a class with more has the same few causes over and over."""

_DEEPEST, _STEP = 12, 3
"""Levels of reasons that are shown, and columns that each is indented by."""


class Extras(Struct, frozen=True):
    """What `explain` shows beside the record."""

    fixes: Sequence[Fix] | None = None
    """The fixes that help; None where none were looked for."""

    tried: Sequence[str] = ()
    """The titles of the changes that were tried."""

    papers: Mapping[tuple[str, str], Sequence[str]] = field(default_factory=dict)
    """Defect reports and papers, by the code and the clause of the reason that they bear on."""

    calls: Sequence[CompiledCall] = ()
    """How compilers pass the class by value."""


def explain(record: Record, sources: Mapping[str, str], options: Options, extras: Extras | None = None) -> str:
    """Return all there is to say of the record as text of `options.width` columns, ending in a newline.

    `sources`: the text of files that reasons point into (`files_of`), whose lines are shown.
    """
    extras = extras or Extras()
    lines = {file: text.split("\n") for file, text in sources.items()}
    parts = [
        "\n".join([_head(record, options), summary.verdict(record, options), *_open_issues(record, options)]),
        summary.causes(record, lines, extras.papers, options),
        summary.fixes(extras.fixes, extras.tried, options) if root_causes(record) else "",
        summary.uses(record, options),
        "\n".join(line for text in _call_lines(record, extras.calls) for line in _wrap(text, options)),
        _traits(record, options),
        "\n".join(line for text in differing_layouts(record.layout_mismatches) for line in _wrap(text, options)),
        _special_members(record, options),
    ]
    notes = [f"Not compared: {answer.compiler}: {answer.note}" for answer in record.answers if not answer.traits]
    if notes:
        parts.append("\n".join(line for note in notes for line in _wrap(note, options)))
    tree = _Tree(lines, options)
    verdicts = [verdict for verdict in record.judgement.verdicts.values() if verdict.value is not Truth.YES]
    parts += ["\n".join(tree.verdict(verdict)) for verdict in verdicts if verdict.trait not in _HARMLESS]
    parts += ["\n".join(line for verdict in verdicts if verdict.trait in _HARMLESS for line in tree.verdict(verdict))]
    return _join(parts)


def explain_briefly(record: Record, sources: Mapping[str, str], options: Options, extras: Extras | None = None) -> str:
    """Return what fits on a screen: verdict, root causes, first fixes, and what the class is safe to use with."""
    extras = extras or Extras()
    lines = {file: text.split("\n") for file, text in sources.items()}
    roots = root_causes(record)
    layouts = differing_layouts(record.layout_mismatches)
    return _join(
        [
            "\n".join([_head(record, options), *_open_issues(record, options)]),
            "\n".join(brief.verdict_lines(record, options)),
            "\n".join(brief.root_lines(roots, lines, options)) if roots else "",
            "\n".join(brief.fix_lines(extras.fixes, extras.tried, options)) if roots else "",
            "\n".join([*brief.purpose_lines(record, options), *brief.compiler_line(record, options)]),
            "\n".join(line for text in layouts for line in _wrap(text, options)),
            "\n".join(_wrap("-v: every trait and special member, the whole tree of reasons, clauses, calls", options)),
        ]
    )


def _join(parts: Sequence[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def _call_lines(record: Record, calls: Sequence[CompiledCall]) -> Iterator[str]:
    """Yield how compilers pass it by value, and whether its bytes may be moved."""
    layout = record.layout
    relocation = relocation_in_words(layout.relocatable if layout is not None else None, calls)
    if relocation:
        yield relocation
    words = list(calls_in_words(calls))
    if words:
        yield f"passed by value: {'; '.join(words)}"


def _wrap(text: str, options: Options) -> Iterator[str]:
    return iter(wrap(safe(text, options.unicode), options.width, "", "  "))


def _head(record: Record, options: Options) -> str:
    facts = record.facts
    kind = "closure type" if facts.closure else facts.kind.value
    template = " template" if facts.origin is Origin.TEMPLATE else ""
    name = "\n".join(wrap(f"{kind}{template} {safe(facts.name, options.unicode)}", options.width, "", "  "))
    size = f"{facts.size} bytes, aligned to {facts.align}, " if facts.size is not None else ""
    place = safe(str(facts.location), options.unicode)
    under = wrap(f"{size}{record.std.spelling}, {record.target}, {place}", options.width, "  ")
    return "\n".join([paint(name, Style.HEADING, options.color), *under])


def _open_issues(record: Record, options: Options) -> Iterator[str]:
    """Yield what the committee has yet to settle, and concerns this class."""
    members = [field for field in record.facts.fields if not field.unnamed_bit_field]
    is_standard_layout = record.judgement.verdicts[Trait.STANDARD_LAYOUT].value is Truth.YES
    if is_standard_layout and members and members[0].offset:
        name = f"'{members[0].name}'" if members[0].name else "that is anonymous"
        at = f"its first member {name} is not at its start, but at offset {members[0].offset // 8}"
        yield from _wrap(f"It is standard_layout by the wording, though {at}: that is open, CWG2736.", options)


def _traits(record: Record, options: Options) -> str:
    """Return podcheck's answer on each trait beside each compiler's; in a narrow terminal, whether they agree."""
    queried = [answer for answer in record.answers if answer.traits]
    verdicts = record.judgement.verdicts.values()
    answers = [[_answer(record, answers_of, verdict, options) for answers_of in queried] for verdict in verdicts]
    words = [[verdict.trait.value, "if" if verdict.exactly_when else ANSWERS[verdict.value][0]] for verdict in verdicts]
    headings = ["trait", "podcheck", *(answers_of.compiler for answers_of in queried)]
    rows = [[*pair, *row] for pair, row in zip(words, answers, strict=True)]
    if grid.width([headings, *rows]) > options.width:
        headings = ["trait", "", "compilers"] if queried else ["trait", ""]
        rows = [[*pair, *_in_one(pair[1], row, queried)] for pair, row in zip(words, answers, strict=True)]
    styles = (ANSWERS[verdict.value][1] for verdict in verdicts)
    painted = ([row[0], paint(row[1], style, options.color), *row[2:]] for row, style in zip(rows, styles, strict=True))
    return grid.grid(headings, painted)


def _answer(record: Record, answers: Answers, verdict: Verdict, options: Options) -> str:
    if verdict.trait not in answers.traits:
        return to_ascii(NOT_ASKED, options.unicode)
    word = _ANSWERS[answers.traits[verdict.trait]]
    for mismatch in record.mismatches:
        if mismatch.trait is verdict.trait and mismatch.compiler == answers.compiler:
            return f"{word} {to_ascii('≠', options.unicode)} {mismatch.known or 'unexplained'}"
    return word


def _in_one(word: str, row: Sequence[str], answers: Sequence[Answers]) -> list[str]:
    """Return the compilers' answers in one cell."""
    if not answers:
        return []
    reported = [f"{answers_of.compiler}: {cell}" for answers_of, cell in zip(answers, row, strict=True) if cell != word]
    return ["\n".join(reported) or "agree"]


def _special_members(record: Record, options: Options) -> str:
    members = record.judgement.special_members
    rows = [
        [member.kind.replace("_", " "), member.declared, _deleted_word(member), _ANSWERS[member.trivial]]
        for member in members
    ]
    headings = ["special member", "declared", "deleted", "trivial"]
    if grid.width([headings, *rows]) <= options.width:
        return grid.grid(headings, rows)
    lost = {"yes": ", deleted", "not eligible": ", not eligible"}
    reported = [[row[0], f"{row[1]}{lost.get(row[2], '')}{', trivial' * (row[3] == 'yes')}"] for row in rows]
    return grid.pairs(reported)


def _deleted_word(member: SpecialMember) -> str:
    if not member.eligible:
        return "not eligible"
    return "" if member.declared == "none" else _ANSWERS[member.deleted]


def _seen_elsewhere(reason: Reason, siblings: Sequence[Reason]) -> Trait | None:
    """Return the trait whose own tree shows what this reason passes on, of the class or of the member's."""
    if passed_on(reason):
        return _SEES[reason.code]
    codes = {cause.code for cause in reason.because} - {reason.code}
    if reason.code == "non-pod-member" and codes and codes <= {sibling.code for sibling in siblings}:
        return _SEES[min(codes)]
    return None


class _Tree:
    """A writer of the reasons of one record's verdicts; what is there already is only referred to."""

    def __init__(self, sources: Mapping[str, Sequence[str]], options: Options) -> None:
        self.sources = sources
        """Lines by file."""

        self.options = options
        self.explained: set[CauseKey] = set()
        """The causes that are written already."""

        self.left = 0
        """How many reasons may still be written for the trait."""

    def verdict(self, verdict: Verdict) -> Iterator[str]:
        """Yield the lines on one trait that the class does not have."""
        word, style = ANSWERS[verdict.value]
        heading = paint(verdict.trait.value, Style.HEADING, self.options.color)
        if verdict.exactly_when:
            types = " and ".join(safe(text, self.options.unicode) for text in verdict.exactly_when)
            yield f"{heading}: {paint(f'exactly when {types} is', style, self.options.color)}"
            return
        yield f"{heading}: {paint(word, style, self.options.color)}"
        self.left = _MOST_REASONS
        yield from self._reasons(verdict.reasons, "", verdict.trait)
        if self.left <= 0:
            yield f"  {to_ascii('…', self.options.unicode)} more of the same, not shown"

    def _reasons(self, reasons: Sequence[Reason], indent: str, trait: Trait) -> Iterator[str]:
        for at, reason in enumerate(reasons):
            if self.left <= 0:
                return
            self.left -= 1
            branch, deeper = self._signs(last=at == len(reasons) - 1)
            seen = None if indent else _seen_elsewhere(reason, reasons)
            again = cause_key(reason) in self.explained
            self.explained.add(cause_key(reason))
            more = f" (see {seen.value})" if seen else " (as above)" if again and reason.because else ""
            yield from self._describe(reason, indent + branch, indent + deeper, more)
            if reason.because and not seen and not again:
                yield from self._reasons_below(reason, indent + deeper, trait)
            elif not reason.because and not again and trait not in _HARMLESS:
                yield from self._excerpt(reason, indent + deeper)

    def _reasons_below(self, reason: Reason, indent: str, trait: Trait) -> Iterator[str]:
        if len(indent) > _DEEPEST * _STEP:
            yield f"{indent}{to_ascii('…', self.options.unicode)} and so on, to the root causes above"
        else:
            yield from self._reasons(reason.because, indent, trait)

    def _signs(self, *, last: bool) -> tuple[str, str]:
        if self.options.unicode:
            return ("└─ ", "   ") if last else ("├─ ", "│  ")
        return ("`- ", "   ") if last else ("|- ", "|  ")

    def _describe(self, reason: Reason, first: str, rest: str, more: str) -> Iterator[str]:
        """Yield what the reason says, then its clause, code and place, on the same line where they fit."""
        message = f"{safe(reason.message, self.options.unicode)}{more}"
        where = f"{reason.clause} {reason.code} {safe(str(reason.location), self.options.unicode)}"
        room = self._room(rest)
        if columns(f"{first}{message}  {where}") <= room:
            yield f"{first}{message}  {paint(where, Style.FAINT, self.options.color)}"
            return
        yield from wrap(message, room, first, rest)
        for line in wrap(where, room, rest, rest):
            yield rest + paint(line[len(rest) :], Style.FAINT, self.options.color)

    def _room(self, indent: str) -> int:
        return max(self.options.width, columns(indent) + _NARROWEST)

    def _excerpt(self, reason: Reason, indent: str) -> Iterator[str]:
        """Yield the line that a root cause points at, underlined."""
        room = self._room(indent) - columns(indent)
        lines = self.sources.get(reason.location.file, ())
        return (indent + line for line in excerpt(reason.location, lines, room, self.options))
