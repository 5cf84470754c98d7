"""Findings for people: a line that editors take, the source with a caret, the cause, and what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from podcheck.model.problems import Location
from podcheck.model.reasons import Chain
from podcheck.model.results import Finding, Report
from podcheck.model.verdicts import RuleInfo
from podcheck.report.options import Options
from podcheck.report.reasons.chains import cause_key, essential_links, sentence, ways_down
from podcheck.report.text import grid
from podcheck.report.text.ansi import Style, paint
from podcheck.report.text.excerpt import excerpt_in_color
from podcheck.report.text.terminal import safe, to_ascii, wrap

_INDENT = "    "
"""Before lines of source."""

_FEW = 3
"""Causes that a finding has; `-v` and `explain` have all."""

_MOST_CAUSES = 32
"""Causes that are compared: findings that share them stand together."""

_STYLES = {"error": Style.ALARM, "warning": Style.UNKNOWN}

_NARROWEST = 20
"""Columns in which a line of source still says something."""


def files_of_findings(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return where the findings and the beginnings of their reasons are, each file once."""
    result: dict[str, None] = {}
    for finding in findings:
        result[finding.location.file] = None
        result |= dict.fromkeys(essential_links(chain)[0].location.file for chain in ways_down(finding.reasons))
    return tuple(file for file in result if file)


def headline(finding: Finding, message: str, options: Options) -> str:
    """Return `file:line:col: error: message [code]`, as compilers write it, on one line however long it is."""
    return safe(f"{finding.location}: {finding.severity}: {message} [{finding.code}]", options.unicode)


def _headline_in_color(finding: Finding, options: Options) -> Iterator[str]:
    """Yield the line in the terminal's columns: the place and the message bold, the severity in its colour."""
    place, severity = safe(str(finding.location), options.unicode), finding.severity
    first, *rest = wrap(headline(finding, finding.statement, options), options.width, "", "  ")
    head = f"{place}: {severity}:"
    if first.startswith(head):
        word = paint(f"{severity}:", _STYLES.get(severity, Style.FAINT), options.color)
        text = paint(first[len(head) :], Style.HEADING, options.color)
        first = f"{paint(f'{place}:', Style.HEADING, options.color)} {word}{text}"
    yield from (first, *(paint(line, Style.HEADING, options.color) for line in rest))


@dataclass(slots=True)
class _Shown:
    """What is in the text already, and is not repeated."""

    lines: set[tuple[str, int]] = field(default_factory=set)
    """Lines of source, by file and number."""

    fixes: set[str] = field(default_factory=set)
    """The texts that say what to do."""


def findings_in_full(report: Report, options: Options) -> Iterator[str]:
    """Yield a block of lines for each finding of the report; a cause's source and a code's fix stand in the first."""
    if options.statistics:
        yield from _statistics(report, options)
        return
    sources = {file: text.split("\n") for file, text in report.sources.items()}
    shown = _Shown()
    for first, *others in _by_cause(report.findings):
        lines = list(_finding_lines(first, sources, report.rules, shown, options))
        for finding in others if options.verbose else others[:_FEW]:
            lines += [
                "",
                *_headline_in_color(finding, options),
                *excerpt_in_color(finding.location, sources, _INDENT, options),
                *_fix_lines(finding, report.rules, shown, options),
            ]
        yield "\n".join((*lines, *_same_cause(others, options)))


def _by_cause(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Return the findings of one code about one class for the same reasons together, where the first stands."""
    result: dict[object, list[Finding]] = {}
    for number, finding in enumerate(findings):
        causes = tuple(cause_key(chain[-1]) for chain in islice(ways_down(finding.reasons), _MOST_CAUSES))
        result.setdefault((finding.code, finding.record, causes) if causes else number, []).append(finding)
    return list(result.values())


def _same_cause(others: Sequence[Finding], options: Options) -> Iterator[str]:
    """Yield how many places there are besides, and that they go together."""
    if len(others) > 1:
        hidden = 0 if options.verbose else max(len(others) - _FEW, 0)
        more = f" ({hidden} of them not shown: -v)" if hidden else ""
        text = f"{len(others) + 1} places for the same reasons{more}: fixing these fixes all."
        yield ""
        yield from wrap(text, options.width, "  ", "    ")


def _statistics(report: Report, options: Options) -> Iterator[str]:
    """Yield one block that counts the findings by code, the most frequent first, with what each code asks."""
    counts = Counter((finding.code, finding.severity) for finding in report.findings)
    if counts:
        rows = []
        for (code, severity), count in counts.most_common():
            title = report.rules[code].title if code in report.rules else ""
            rows.append([str(count), severity, safe(code, options.unicode), title])
        room = options.width - grid.width([row[:3] for row in rows]) - grid.GAP
        yield grid.pairs([[*row[:3], "\n".join(wrap(row[3], max(room, _NARROWEST)))] for row in rows])


def _finding_lines(
    finding: Finding,
    sources: Mapping[str, Sequence[str]],
    rules: Mapping[str, RuleInfo],
    shown: _Shown,
    options: Options,
) -> Iterator[str]:
    yield from _headline_in_color(finding, options)
    shown.lines.add((finding.location.file, finding.location.line))
    yield from excerpt_in_color(finding.location, sources, _INDENT, options)
    ways = list({_words(chain, options): chain for chain in ways_down(finding.reasons)}.items())
    few = ways if options.verbose else _one_for_each_part(ways)[:_FEW]
    for words, chain in few:
        yield from wrap(words, options.width, "  because ", "    ")
        yield from _cause_excerpt(chain, shown, sources, options)
    if len(ways) > len(few):
        yield f"  and {len(ways) - len(few)} more (-v)"
    for related in finding.related:
        place = (related.location.file, related.location.line)
        if place not in shown.lines and related.location.line:
            text = safe(f"{related.message}: {related.location}", options.unicode)
            yield from wrap(text, options.width, "  ", "    ")
    yield from _fix_lines(finding, rules, shown, options)


def _one_for_each_part(ways: Iterable[tuple[str, Chain]]) -> list[tuple[str, Chain]]:
    """Return the first way down through each member or base: that one's functions mostly fail alike."""
    result: dict[Location, tuple[str, Chain]] = {}
    for words, chain in ways:
        result.setdefault(essential_links(chain)[0].location, (words, chain))
    return list(result.values())


def quiet_lines(findings: Iterable[Finding], options: Options) -> Iterator[str]:
    """Yield the lines that `-q` prints of findings: the same without sources, on one line however long each is."""
    for finding in findings:
        yield headline(finding, finding.message, options)
        causes = dict.fromkeys(sentence(chain) for chain in ways_down(finding.reasons))
        yield from (safe(f"  because {cause}", options.unicode) for cause in list(causes)[:_FEW])


def _words(chain: Chain, options: Options) -> str:
    """Return the cause in words, with the clause, and with where it stands if no line of the user's shows it."""
    first, *_, last = (*essential_links(chain),) * 2
    place = f" ({last.location})" if last.location.file != first.location.file else ""
    text = f"{sentence(chain, to_ascii(' … ', options.unicode))} {last.clause}{place}"
    return safe(text, options.unicode)


def _cause_excerpt(
    chain: Chain, shown: _Shown, sources: Mapping[str, Sequence[str]], options: Options
) -> Iterator[str]:
    """Yield the line of the user's own member, base or function, unless it was shown already."""
    place = essential_links(chain)[0].location
    if place.file and place.line and (place.file, place.line) not in shown.lines:
        shown.lines.add((place.file, place.line))
        arrow = to_ascii("→", options.unicode)
        yield paint(f"    {arrow} {safe(str(place), options.unicode)}", Style.FAINT, options.color)
        yield from excerpt_in_color(place, sources, _INDENT, options)


def _fix_lines(finding: Finding, rules: Mapping[str, RuleInfo], shown: _Shown, options: Options) -> Iterator[str]:
    """Yield what to do, unless the same was said of a finding before."""
    rule = rules.get(finding.code)
    fix = finding.fix or (" ".join(rule.fix.split()) if rule is not None else "")
    if not fix:
        fix = f"`podcheck rule {finding.code}` explains it."
    if fix not in shown.fixes:
        shown.fixes.add(fix)
        yield from wrap(safe(fix, options.unicode), options.width, "  fix: ", "    ")
