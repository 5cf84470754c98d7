"""The pages of codes as Markdown: one file for each, and the list of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from podcheck.model.traits import CxxStandard
from podcheck.model.verdicts import RuleClause, RuleExample, RuleInfo
from podcheck.report.reasons.references import link

INDEX = "README.md"
"""The list's file name, which GitHub shows of a folder."""


def rule_markdown(info: RuleInfo) -> str:
    """Return the page of one code."""
    lines = [f"# `{info.code}`"]
    for clauses in by_condition(info):
        lines += _condition(clauses)
    if info.example is not None:
        lines += [f"## Example, {example_dialects(info.example)}", f"```cpp\n{_code(info.example)}\n```"]
    return "\n\n".join(lines) + "\n"


def rules_markdown(infos: Iterable[RuleInfo]) -> str:
    """Return the list of all codes, with links to their pages beside it."""
    pages_of_codes = tuple(infos)
    findings = tuple(info for info in pages_of_codes if _is_of_finding(info))
    lines = [
        "# Rules",
        "",
        "Every code that podcheck prints, with what must hold. The code names the fault; it is never renamed.",
        "These pages are made by `podcheck rule --write-docs`; `podcheck rule CODE` prints one.",
        "",
        "## Findings",
        "",
        "What `podcheck check` reports, and what `--select`, `--ignore` and comments name.",
        "",
        *_table(findings),
        "",
        "## Reasons",
        "",
        "Why a class lacks a trait. A reason by itself is not a finding: most classes need not be trivial.",
        "",
        *_table(info for info in pages_of_codes if info not in findings),
    ]
    return "\n".join(lines) + "\n"


_FINDING_TERMS = frozenset({"finding", "use"})
"""What asks for the conditions of findings: the run itself, and the places that need a trait."""


def _is_of_finding(info: RuleInfo) -> bool:
    return bool(_FINDING_TERMS.intersection(info.clauses[0].asked_by))


def _table(infos: Iterable[RuleInfo]) -> Iterator[str]:
    yield from ("| code | clause | asked by | what must hold |", "| --- | --- | --- | --- |")
    for info in infos:
        yield (
            f"| [`{info.code}`]({info.code}.md) | {link(first_clause(info))} | {_quote_traits(asking(info))} "
            f"| {info.title} |"
        )


def pages(infos: Sequence[RuleInfo]) -> Iterator[tuple[str, str]]:
    """Yield each file's name and text."""
    yield INDEX, rules_markdown(infos)
    for info in infos:
        yield f"{info.code}.md", rule_markdown(info)


def by_condition(info: RuleInfo) -> list[list[RuleClause]]:
    """Return the clauses of which the same is said, together."""
    result: dict[tuple[str, ...], list[RuleClause]] = {}
    for clause in info.clauses:
        result.setdefault((clause.condition, clause.what, clause.why, clause.fix), []).append(clause)
    return list(result.values())


def asking(info: RuleInfo) -> tuple[str, ...]:
    """Return the traits that ask for it; where there are none, the terms that do."""
    traits = tuple(trait.value for trait in info.traits)
    return traits or tuple(dict.fromkeys(by for clause in info.clauses for by in clause.asked_by))


def first_clause(info: RuleInfo) -> str:
    """Return the clause, and how many others there are."""
    more = len({clause.clause for clause in info.clauses}) - 1
    return f"{info.clauses[0].clause} and {more} more" if more else info.clauses[0].clause


def dialects(since: CxxStandard, until: CxxStandard) -> str:
    """Return `c++11 to c++17`, `from c++20 on`; nothing for every dialect."""
    oldest, newest = min(CxxStandard), max(CxxStandard)
    if since is until:
        return f"{since.spelling} only" if since is not newest else f"from {since.spelling} on"
    if since is oldest:
        return "" if until is newest else f"up to {until.spelling}"
    return f"from {since.spelling} on" if until is newest else f"{since.spelling} to {until.spelling}"


def example_dialects(example: RuleExample) -> str:
    """Return in which dialects the example can be shown."""
    return dialects(example.since, example.until) or "in every dialect"


def _condition(clauses: Sequence[RuleClause]) -> Iterator[str]:
    first = clauses[0]
    yield f"## {link(first.condition.rstrip('.'))}"
    if first.clause:
        yield "\n".join(f"- {link(clause.clause)}{_spell_askers(clause)}" for clause in clauses)
    if first.what:
        yield link(first.what)
    if first.why:
        yield f"**Why.** {link(first.why)}"
    if first.fix:
        yield f"**How to fix it.** {link(first.fix)}"


def _spell_askers(clause: RuleClause) -> str:
    when = dialects(clause.since, clause.until)
    return f"{when and f' ({when})'}: {_quote_traits(clause.asked_by)}"


def _quote_traits(names: Sequence[str]) -> str:
    """Return traits, which are spelled as in C++, in backticks."""
    return ", ".join(name if " " in name else f"`{name}`" for name in names)


def _code(example: RuleExample) -> str:
    return f"{example.breaking}\n\n{example.near_miss}"
