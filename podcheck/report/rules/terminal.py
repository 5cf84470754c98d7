"""The pages of codes, and the list of them, for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from podcheck.model.verdicts import RuleClause, RuleInfo
from podcheck.report.options import Options
from podcheck.report.reasons.references import urls
from podcheck.report.rules.markdown import asking, by_condition, dialects, example_dialects, first_clause
from podcheck.report.text import grid
from podcheck.report.text.ansi import Style, paint
from podcheck.report.text.terminal import wrap

_INDENT = "  "
_WIDE = 120
"""From this width on the list is a table."""
_CLAUSE, _TRAIT = len("[class.default.ctor]/2.7"), len("has_unique_object_representations")
_FEW = 2
_CLAIM = re.compile(r"//(?: (?:[a-z_+ ]+: )?(?P<answer>yes$|no$|\?$|finds\b))?.*")
_STYLES = {"yes": Style.YES, "no": Style.NO, "finds": Style.NO, "?": Style.UNKNOWN, None: Style.FAINT}


def rule_page(info: RuleInfo, options: Options) -> str:
    """Return the page of one code."""
    lines = [_heading(line, options) for line in _wrap(f"{info.code}: {info.title}", options, "")]
    conditions = by_condition(info)
    for clauses in conditions:
        reported = len(conditions) == 1 and clauses[0].condition == f"{info.title}."
        lines += (
            [] if reported else ["", *(_heading(line, options) for line in _wrap(clauses[0].condition, options, ""))]
        )
        lines += _clause_lines(clauses, options)
    if info.example is not None:
        lines += ["", _heading(f"Example, {example_dialects(info.example)}", options)]
        code = f"{info.example.breaking}\n\n{info.example.near_miss}"
        lines += [f"{_INDENT}{_paint(line, options)}".rstrip() for line in code.splitlines()]
    texts = (
        text
        for clause in info.clauses
        for text in (clause.clause, clause.condition, clause.what, clause.why, clause.fix)
    )
    result = dict(urls(" ".join(texts)))
    if result:
        lines += ["", _heading("To read", options)]
        lines += [f"{_INDENT}{name}  {url}" for name, url in result.items()]
    return "\n".join(lines)


def rule_list(infos: Sequence[RuleInfo], options: Options) -> str:
    """Return every code with its clause, the traits that ask for it, and what must hold."""
    return _table(infos, options) if options.width >= _WIDE else "\n".join(_stack(infos, options))


def _table(infos: Sequence[RuleInfo], options: Options) -> str:
    cells = [(info.code, _cell(first_clause(info), _CLAUSE), _cell(_some(asking(info)), _TRAIT)) for info in infos]
    headings = ("code", "clause", "asked by", "what must hold")
    room = options.width - grid.width([headings[:3], *cells]) - grid.GAP
    rows = [
        (*row, "\n".join(wrap(info.title, max(room, len(headings[-1])))))
        for row, info in zip(cells, infos, strict=True)
    ]
    return grid.grid(headings, rows)


def _cell(text: str, width: int) -> str:
    return "\n".join(wrap(text, width))


def _stack(infos: Sequence[RuleInfo], options: Options) -> Iterator[str]:
    for info in infos:
        yield paint(info.code, Style.HEADING, options.color)
        yield from _wrap(info.title, options, _INDENT)
        beneath = f"{first_clause(info)}: {_some(asking(info))}".removeprefix(": ")
        yield from (paint(line, Style.FAINT, options.color) for line in _wrap(beneath, options, _INDENT))


def _some(names: Sequence[str]) -> str:
    """Return the first of them, and how many there are besides."""
    more = len(names) - _FEW
    return ", ".join(names[:_FEW]) + (f" and {more} more" if more > 0 else "")


def _clause_lines(clauses: Sequence[RuleClause], options: Options) -> Iterator[str]:
    """Yield the clauses, and what is said about the condition that they have in common."""
    first = clauses[0]
    for clause in clauses:
        if clause.clause:
            when = dialects(clause.since, clause.until)
            text = f"{clause.clause}{when and f' ({when})'}: {', '.join(clause.asked_by)}"
            lines = wrap(text, options.width, f"{_INDENT}- ", f"{_INDENT}  ")
            yield from (paint(line, Style.FAINT, options.color) for line in lines)
    for label, text in (("", first.what), ("Why: ", first.why), ("How to fix it: ", first.fix)):
        for paragraph in text.split("\n\n") if text else ():
            yield from _wrap(label + paragraph, options, _INDENT)


def _heading(text: str, options: Options) -> str:
    return paint(text, Style.HEADING, options.color)


def _wrap(text: str, options: Options, indent: str) -> Iterator[str]:
    return wrap(text, options.width, indent, indent)


def _paint(line: str, options: Options) -> str:
    """Return a line of code with its comment in colour: what is said of a class as its answer is."""
    return _CLAIM.sub(lambda match: paint(match[0], _STYLES[match["answer"]], options.color), line)
